//! A laptop that has joined nothing yet: its request goes onto a stick, and the office's first bundle comes from one.
//!
//! The office's line is all that is known of the office: its key for bundles, to which the request is encrypted, and the
//! pinned key that must have signed the answer. What the laptop is called over there stands in the answer only.

use std::path::{Path, PathBuf};

use ed25519_dalek::{SigningKey, VerifyingKey};
use jemput_bundle::{BoxPublic, BundleError, Label, Opened, Writer};
use jemput_domain::date::{self, Zone};
use jemput_seal::DeviceCertificate;
use jemput_store::Store;
use jemput_sync::parcel::Frame;
use jemput_wire::{
    bundle::BundlePhase,
    enrol::{ENROL, ENROLLED, EnrolAnswer, EnrolByUsb, EnrolRequest},
    retire::RetireDone,
};
use uuid::Uuid;

use super::{export::put, import::next, keys, places};
use crate::{
    App,
    error::{Result, coded},
    session::{Session, public_key},
    transport::hex,
};

impl App {
    /// Writes the request; where it is. The laptop's key for bundles is on the disk before.
    pub(crate) fn write_request(
        &self,
        store: &Store,
        folder: &Path,
        office: &BoxPublic,
        key: &SigningKey,
        request: EnrolRequest,
        retired: Option<RetireDone>,
    ) -> Result<PathBuf> {
        let asked = EnrolByUsb {
            usb_key: keys::own(store)?.public().text(),
            request,
            retired,
        };
        let now = self.time.now_ms();
        let zone = Zone::Wib;
        let label = Label {
            id: Uuid::new_v4().to_string(),
            // It has no other name yet, nor does it know one of the office.
            from: asked.request.device_public_key.clone(),
            from_name: asked.request.device_name.clone(),
            to: office.text(),
            to_name: String::new(),
            made: now,
        };
        let (hour, minute) = zone.local_time(now);
        let day = date::iso(zone.local_date(now)).replace('-', "");
        let stem = format!("jemput-daftar-{day}-{hour:02}{minute:02}");
        let mut writer = Writer::begin(folder, &stem, &label, office, key, 0)?;
        let word = Frame::Aside {
            topic: ENROL.to_owned(),
            text: serde_json::to_string(&asked).map_err(|_| coded("internal"))?,
        };
        put(&mut writer, &word)?;
        Ok(writer.finish()?.path)
    }

    /// Copies the office's bundle here, checks it, and reads the answer in it; nothing is changed.
    pub(crate) fn open_answer(
        &self,
        store: &Store,
        path: &Path,
        pin: &VerifyingKey,
        own: &VerifyingKey,
    ) -> Result<(Opened, EnrolAnswer)> {
        let label = jemput_bundle::label_of(path)?;
        if label.from == hex(own.as_bytes()) {
            return Err(coded("enrol-answer-own-request"));
        }
        let opened = jemput_bundle::open::<BundleError>(
            path,
            &self.bundle_folder()?,
            // What this laptop is called is to be learned from it.
            &label.to,
            &keys::own(store)?,
            |_| Ok(*pin),
            |_, _| true,
        )
        .map_err(|error| match error {
            BundleError::Signature => coded("enrol-answer-other-office"),
            BundleError::OtherKey => coded("enrol-answer-other-laptop"),
            other => other.into(),
        })?;
        let answer = answer_in(&opened)?;
        if answer.office_public_key != hex(pin.as_bytes()) || answer.server_id != label.from {
            return Err(coded("enrol-answer-other-office"));
        }
        if answer.device.to_string() != label.to || !is_certified(&answer, own) {
            return Err(coded("enrol-answer-other-laptop"));
        }
        Ok((opened, answer))
    }

    /// The bundle that brought the answer waits for the word to be taken in, like any that was opened.
    pub(crate) fn await_word(&self, session: &Session, opened: Opened, path: &Path) -> Result<()> {
        let job = self.bundles.begin(BundlePhase::Reading, path)?;
        match self.look_at(session, &opened) {
            Ok(look) => job.end(BundlePhase::Looked, |state| {
                state.opened = Some(opened);
                state.look = Some(look);
            }),
            Err(error) => job.fail(error),
        }
        Ok(())
    }

    /// A stick, or a file on it, as it was typed or chosen.
    pub(crate) fn bundle_path(text: &str) -> Result<PathBuf> {
        places::checked(text)
    }

    /// Nothing that was opened is needed any more.
    pub(crate) fn drop_bundle(&self) {
        self.bundles.close();
    }
}

/// The office's word in its first bundle for a laptop: before the pages.
fn answer_in(opened: &Opened) -> Result<EnrolAnswer> {
    let mut frames = opened.frames()?;
    if !matches!(next(&mut frames)?, Some(Frame::Down(_))) {
        return Err(coded("bundle-damaged"));
    }
    while let Some(Frame::Aside { topic, text }) = next(&mut frames)? {
        if topic == ENROLLED {
            return serde_json::from_str(&text).map_err(|_| coded("bundle-damaged"));
        }
    }
    Err(coded("enrol-answer-missing"))
}

/// Whether the office has certified this very key for the laptop that it names.
fn is_certified(answer: &EnrolAnswer, own: &VerifyingKey) -> bool {
    let keys: Vec<VerifyingKey> = answer
        .seal_keys
        .iter()
        .filter_map(|hex| public_key(hex).ok())
        .collect();
    let bytes = data_encoding::HEXLOWER.decode(answer.certificate.as_bytes());
    let certificate = bytes
        .ok()
        .and_then(|bytes| DeviceCertificate::open(&bytes, &keys).ok());
    certificate.is_some_and(|certificate| {
        certificate.public_key == own.to_bytes() && certificate.device == answer.device.to_string()
    })
}
