//! A laptop asks to join by stick: its request comes in as a file, its answer goes out with its first bundle.
//!
//! The label names the office by its key for bundles, since a laptop that has joined nothing knows no more of it, and the
//! laptop by the key that signed the file. The office's key opens it, so that nobody on the way reads the code. What
//! follows is [`Office::enrol`]: the code alone decides who becomes a laptop, as over the network.

use anyhow::Context as _;
use jemput_bundle::{BoxPublic, Label, Opened};
use jemput_sync::parcel::{Frame, Place};
use jemput_wire::{
    AppError,
    enrol::{ENROL, ENROLLED, EnrolByUsb},
    office::BundleIn,
};

use super::{import::next, refused};
use crate::{
    devices::Device,
    enrol::public_key,
    fault::{Fault, Result, bad, forbidden},
    office::Office,
    register::moment,
};

/// Where wrong codes that came by stick are counted.
const SOURCE: &str = "usb";

impl Office {
    /// Whether a file is a request to join this office.
    pub(super) fn is_request(&self, label: &Label) -> bool {
        label.to == self.keys.usb().public().text()
    }

    /// Takes a laptop in that asks by stick.
    pub(super) fn take_request(&self, opened: &Opened) -> Result<BundleIn> {
        let damaged = || bad(AppError::new("bundle-damaged"));
        let mut frames = opened.frames().map_err(|error| refused(&error))?;
        let asked: EnrolByUsb = match next(&mut frames)? {
            Some(Frame::Aside { topic, text }) if topic == ENROL => {
                serde_json::from_str(&text).map_err(|_| damaged())?
            }
            _ => return Err(damaged()),
        };
        // Whoever signed the file asks for the own key and for no other.
        if asked.request.device_public_key != opened.label.from {
            return Err(bad(AppError::new("bundle-signature")));
        }
        // Before the code is spent: without this key no answer can be made.
        BoxPublic::parse(&asked.usb_key).map_err(|_| damaged())?;
        let answer = self.enrol(&asked.request, SOURCE)?;
        let device = self.desk().device(answer.device)?;
        let device = device.context("a laptop that was taken in just now")?;
        if let Some(error) = device.refused(self.now_ms()) {
            return Err(forbidden(error));
        }
        self.note_usb_key(device.id, &asked.usb_key)?;
        if let Some(done) = &asked.retired {
            match self.retired(done) {
                // Another office's word is none here, and that keeps nobody from joining.
                Ok(_) | Err(Fault::Refused(..)) => {}
                Err(fault) => return Err(fault),
            }
        }
        tracing::info!(device = %device.id, mark = device.mark, "a laptop asked to join by stick");
        Ok(BundleIn {
            device: device.id.to_string(),
            device_name: device.name,
            mark: device.mark,
            joined: true,
            made: moment(self.zone()?, opened.label.made),
            ..BundleIn::default()
        })
    }

    /// The answer to a request, for the beginning of a laptop's bundle: until it is heard of by whichever way, since a
    /// stick may be lost.
    pub(super) fn enrolled_word(&self, device: &Device, place: &Place) -> Result<Option<Frame>> {
        if device.last_contact.is_some() || place.number > 0 {
            return Ok(None);
        }
        let answer = self.enrol_answer(device.clone(), self.now_ms())?;
        Ok(Some(Frame::Aside {
            topic: ENROLLED.to_owned(),
            text: serde_json::to_string(&answer)?,
        }))
    }
}

/// The key that a label names as its sender.
pub(super) fn asking_key(label: &Label) -> Result<jemput_seal::VerifyingKey> {
    public_key(&label.from).map_err(|_| bad(AppError::new("bundle-damaged")))
}
