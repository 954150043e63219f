//! `POST /usb-key`: a laptop and its office tell each other the keys to which bundles are encrypted.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use jemput_wire::enrol::UsbKey;

use super::{
    Shared, answer,
    signed::{Answered, Asked},
};
use crate::fault::Result;

/// Both keys are signed: the laptop's by its request, the office's by the answer.
pub(super) async fn exchange(
    State(shared): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let asked = Asked::read(Method::POST, &uri, &headers)?;
    asked
        .answer(&shared, body, |office, device, body| {
            let theirs: UsbKey = answer::read(&Bytes::copy_from_slice(body))?;
            office.note_usb_key(device.id, &theirs.usb_key)?;
            let ours = UsbKey {
                usb_key: office.keys.usb().public().text(),
            };
            Ok(Answered::bytes(serde_json::to_vec(&ours)?))
        })
        .await
}
