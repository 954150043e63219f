//! Bundles on sticks: a laptop's changes in, what it does not have out.

mod export;
mod import;
mod request;

use std::{collections::BTreeSet, fs, path::PathBuf};

use anyhow::Context;
use jemput_bundle::{BoxPublic, BundleError};
use jemput_domain::id::DeviceId;
use jemput_sync::Refusal;
use jemput_wire::AppError;

pub use export::Exported;

use crate::{
    desk::Desk,
    fault::{Fault, Result, bad, disk_full},
    office::Office,
};

/// Why a bundle was refused, for the command line.
#[derive(Debug, thiserror::Error)]
#[error("{words} ({})", .told.code)]
pub struct BundleRefused {
    told: AppError,
    words: String,
}

impl BundleRefused {
    fn of(fault: Fault) -> anyhow::Error {
        let fault = if fault.is_disk_full() {
            disk_full()
        } else {
            fault
        };
        match fault {
            Fault::Internal(error) => error,
            Fault::Refused(_, told) => Self {
                words: words(&told.code).to_owned(),
                told,
            }
            .into(),
        }
    }
}

/// The command line speaks English; the console has the same codes in its catalogues.
fn words(code: &str) -> &'static str {
    match code {
        "bundle-not-one" => "the file is no bundle",
        "bundle-newer" => "a newer program made this bundle: update the server",
        "bundle-cut" => "the bundle's end is missing: copy it again from the laptop",
        "bundle-damaged" => "the bundle is damaged: make it again on the laptop",
        "bundle-other-receiver" => "the bundle is for another receiver",
        "bundle-other-key" => "the bundle is for a key that this office does not have",
        "bundle-signature" => "the bundle is not signed by whom it names",
        "bundle-repeated" => "this very bundle was taken in before: nothing is new",
        "bundle-sender-unknown" => "no laptop of this office made the bundle",
        "bundle-no-key" => {
            "the laptop's key is not known yet: let it sync once, or take a bundle of it in first"
        }
        "office-disk-full" => "the server's disk is full: make room, and take the bundle in again",
        "bundle-no-room" => "there is no room",
        "bundle-medium-gone" => "the medium is gone or failing",
        "bundle-read-only" => "the folder cannot be written to",
        "bundle-missing" => "there is no such file or folder",
        "bundle-not-kept" => "the medium does not hold what was written: use another one",
        "bundle-too-large" => "the medium takes no file of this size",
        "device-revoked" => "the laptop is revoked",
        "device-lost" => "the laptop is lost; take that back first if it was found",
        "device-retired" => "the laptop is retired",
        "device-unknown" => "the office has no such laptop",
        "sync-rollback" => {
            "this office does not know the laptop's place in its log, since it was restored from a backup"
        }
        "enrol-code-wrong" => {
            "no code of this office is in the request: write it again on the laptop with the right line"
        }
        "enrol-code-used" => "another laptop has used the code: make a new one",
        "enrol-code-expired" => {
            "the code's week is over: make a new one, and begin anew on the laptop"
        }
        "enrol-key-known" => {
            "the laptop has joined with another code already: make its bundle by `bundle export`"
        }
        "too-many-tries" => "too many wrong codes came by stick: wait a quarter of an hour",
        "sync-upgrade" => "one side must be updated first",
        _ => "the bundle was refused",
    }
}

fn refused(error: &BundleError) -> Fault {
    let told = AppError::new(error.code());
    bad(match error {
        BundleError::NoRoom { needed } => told.with("megabytes", needed.div_ceil(1024 * 1024)),
        BundleError::File(_) => {
            return Fault::Internal(anyhow::anyhow!("a bundle's file: {error}"));
        }
        _ => told,
    })
}

fn refusal(refusal: Refusal) -> Fault {
    bad(AppError::new(match refusal {
        Refusal::OtherServer => "bundle-other-receiver",
        other => other.code(),
    }))
}

const USB_KEY: &str = "usb-key:";

fn usb_meta(device: DeviceId) -> String {
    format!("{USB_KEY}{device}")
}

impl Desk {
    /// Ids of the laptops whose keys for bundles are known.
    pub(crate) fn usb_known(&self) -> anyhow::Result<BTreeSet<String>> {
        let mut known = self
            .db
            .prepare_cached("SELECT name FROM meta WHERE name >= ?1 AND name < ?1 || '~'")?;
        let names = known.query_map([USB_KEY], |row| row.get::<_, String>(0))?;
        let ids = names.map(|name| Ok(name?.trim_start_matches(USB_KEY).to_owned()));
        ids.collect()
    }
}

impl Office {
    /// A folder for copies and drafts of bundles; what a crash left there is cleared away at the next start.
    pub(crate) fn usb_folder(&self) -> Result<PathBuf> {
        let folder = self.data().join("usb");
        fs::create_dir_all(&folder).context("the folder of bundles cannot be made")?;
        Ok(folder)
    }

    /// Forgets drafts and copies of bundles of an earlier run.
    pub(crate) fn clear_usb_folder(&self) {
        // Nothing in it is needed; a folder that cannot be cleared is told by the next bundle.
        let _ = fs::remove_dir_all(self.data().join("usb"));
    }

    /// Remembers the key to which bundles for a laptop are encrypted, as the laptop signed it.
    pub(crate) fn note_usb_key(&self, device: DeviceId, key: &str) -> Result<()> {
        let key = BoxPublic::parse(key).map_err(|_| bad(AppError::new("request-malformed")))?;
        let desk = self.desk();
        let (name, text) = (usb_meta(device), key.text());
        if desk.meta(&name)?.as_deref() != Some(&text) {
            desk.set_meta(&name, &text)?;
        }
        Ok(())
    }

    fn usb_key_of(&self, device: DeviceId) -> Result<BoxPublic> {
        let text = self
            .desk()
            .meta(&usb_meta(device))?
            .ok_or_else(|| bad(AppError::new("bundle-no-key")))?;
        BoxPublic::parse(&text).map_err(|error| refused(&error))
    }
}
