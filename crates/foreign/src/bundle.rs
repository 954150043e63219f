//! Bundles on sticks: as they lie there, and frames of somebody who may send them.

use std::cell::RefCell;

use ed25519_dalek::SigningKey;
use jemput_bundle::{BoxKey, BoxPublic, BundleError, Label, Writer};
use jemput_sync::{ChangeSet, parcel::Frame};
use jemput_wire::enrol::{ENROL, ENROLLED, EnrolAnswer, EnrolByUsb, RecoveryLeft};

const ME: &str = "kantor";

/// Reads a bundle. Bytes that begin like one are taken as they are. All others are put into one that is whole and signed:
/// a byte for the kind, two for the length, the frame, and again.
pub fn bundle(bytes: &[u8]) {
    thread_local! {
        static PLACE: RefCell<Option<Place>> = const { RefCell::new(None) };
    }
    PLACE.with_borrow_mut(|place| {
        let place = place.get_or_insert_with(Place::new);
        if bytes.starts_with(b"jemput") {
            place.read(bytes);
        } else {
            place.read_frames(bytes);
        }
    });
}

struct Place {
    folder: tempfile::TempDir,
    key: BoxKey,
    sender: SigningKey,
}

impl Place {
    #[expect(
        clippy::expect_used,
        reason = "a machine without a folder can try nothing"
    )]
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            key: BoxKey::from_bytes(&[3; 32]).expect("a key"),
            sender: SigningKey::from_bytes(&[5; 32]),
        }
    }

    fn read(&self, bytes: &[u8]) {
        let path = self.folder.path().join("kiriman");
        if std::fs::write(&path, bytes).is_ok() {
            let _ = jemput_bundle::label_of(&path);
            self.open(&path);
        }
    }

    fn read_frames(&self, mut bytes: &[u8]) {
        let label = Label {
            id: "uji".to_owned(),
            from: "laptop".to_owned(),
            from_name: String::new(),
            to: ME.to_owned(),
            to_name: String::new(),
            made: 0,
        };
        let (folder, to) = (self.folder.path(), self.key.public());
        let Ok(mut writer) = Writer::begin(folder, "kiriman", &label, &to, &self.sender, 0) else {
            return;
        };
        while let Some(([kind, high, low], rest)) = bytes.split_first_chunk::<3>() {
            let length = usize::from(u16::from_be_bytes([*high, *low])).min(rest.len());
            let (frame, rest) = rest.split_at(length);
            if writer.frame(*kind, frame).is_err() {
                return;
            }
            bytes = rest;
        }
        if let Ok(written) = writer.finish() {
            self.open(&written.path);
            let _ = std::fs::remove_file(&written.path);
        }
    }

    fn open(&self, path: &std::path::Path) {
        let sender = self.sender.verifying_key();
        let opened = jemput_bundle::open::<BundleError>(
            path,
            self.folder.path(),
            ME,
            &self.key,
            |_| Ok(sender),
            |_, _| true,
        );
        let Ok(mut frames) = opened.and_then(|opened| opened.frames()) else {
            return;
        };
        while let Ok(Some((kind, bytes))) = frames.next() {
            match Frame::read(kind, bytes) {
                Ok(Frame::Change(bytes)) => drop(ChangeSet::read(&bytes)),
                Ok(Frame::Aside { topic, text }) => aside(&topic, &text),
                Ok(frame) => drop(frame.write()),
                Err(_) => {}
            }
        }
    }
}

/// Words between the programs: what a laptop that has joined nothing may send, and what it believes.
fn aside(topic: &str, text: &str) {
    match topic {
        ENROL => {
            if let Ok(word) = serde_json::from_str::<EnrolByUsb>(text) {
                let _ = BoxPublic::parse(&word.usb_key);
            }
        }
        ENROLLED => drop(serde_json::from_str::<EnrolAnswer>(text)),
        _ => drop(serde_json::from_str::<RecoveryLeft>(text)),
    }
}
