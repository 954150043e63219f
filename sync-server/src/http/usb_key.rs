//! `POST /usb-key`: a laptop and its office tell each other the keys to which bundles are encrypted.

use axum::response::Response;
use jemput_wire::enrol::UsbKey;

use super::signed::Posted;
use crate::fault::Result;

/// Both keys are signed: the laptop's by its request, the office's by the answer.
pub(super) async fn exchange(posted: Posted) -> Result<Response> {
    posted
        .answer(|office, device, theirs: UsbKey| {
            office.note_usb_key(device.id, &theirs.usb_key)?;
            Ok(UsbKey {
                usb_key: office.keys.usb().public().text(),
            })
        })
        .await
}
