//! What is kept of an enrolment that has not been answered yet: its secrets inside the database, and beside it what the
//! screen says before anybody has typed a passphrase.

use std::{fs, path::Path};

use ed25519_dalek::SigningKey;
use jemput_store::Store;
use jemput_wire::session::AskedView;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::ticket::moment;
use crate::{
    error::{Error, Result, coded},
    files,
    transport::hex,
};

/// Inside the database.
#[derive(Serialize, Deserialize)]
struct Pending {
    /// Hex of the device's secret key.
    secret: Zeroizing<String>,
    /// What was asked by stick.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    usb: Option<ByUsb>,
}

/// What was asked by stick, so that it can be asked again and the answer be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ByUsb {
    /// The office's line.
    pub(super) ticket: String,
    pub(super) code: String,
    /// Empty: only a stick leads to the office.
    pub(super) server_url: String,
    pub(super) device_name: String,
    pub(super) officer_name: String,
}

const PENDING: &str = "pending-enrolment";

/// The key with which this laptop asks to join; made once.
pub(super) fn device_key(store: &Store) -> Result<SigningKey> {
    if let Some(pending) = store.setting::<Pending>(PENDING)?
        && let Some(key) = key_of(&pending)
    {
        return Ok(key);
    }
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Error::because("internal", error))?;
    let pending = Pending {
        secret: Zeroizing::new(hex(&bytes)),
        usb: None,
    };
    store.set_setting(PENDING, &pending)?;
    Ok(SigningKey::from_bytes(&bytes))
}

fn key_of(pending: &Pending) -> Option<SigningKey> {
    let bytes = data_encoding::HEXLOWER.decode(pending.secret.as_bytes());
    let bytes: [u8; 32] = bytes.ok()?.try_into().ok()?;
    Some(SigningKey::from_bytes(&bytes))
}

/// Notes what is asked by stick, beside the key.
pub(super) fn note_by_usb(store: &Store, key: &SigningKey, usb: &ByUsb) -> Result<()> {
    let pending = Pending {
        secret: Zeroizing::new(hex(key.as_bytes())),
        usb: Some(usb.clone()),
    };
    Ok(store.set_setting(PENDING, &pending)?)
}

/// What was asked by stick, and the key that asked.
pub(super) fn by_usb(store: &Store) -> Result<(SigningKey, ByUsb)> {
    let pending = store.setting::<Pending>(PENDING)?;
    let asked = pending.and_then(|pending| Some((key_of(&pending)?, pending.usb?)));
    asked.ok_or_else(|| coded("enrol-request-none"))
}

/// Beside the database: no secrets. It is there as long as an answer by stick is awaited, and goes when a session opens:
/// a laptop on which somebody may have worked is never taken for one that only asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Asked {
    /// When the request was written, ms since 1970 UTC; `None`: that did not come to its end.
    pub(super) at: Option<i64>,
    pub(super) path: String,
    pub(super) officer_name: String,
    pub(super) server_url: String,
}

const FILE: &str = "permohonan.json";

impl Asked {
    pub(super) fn load(data: &Path) -> Result<Option<Self>> {
        match fs::read(data.join(FILE)) {
            Ok(bytes) => Ok(Some(
                serde_json::from_slice(&bytes).map_err(|_| coded("profile-damaged"))?,
            )),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn save(&self, data: &Path) -> Result<()> {
        let bytes = serde_json::to_vec_pretty(self).map_err(|_| coded("internal"))?;
        Ok(files::replace(&data.join(FILE), &bytes)?)
    }

    pub(super) fn forget(data: &Path) -> Result<()> {
        match fs::remove_file(data.join(FILE)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}

impl From<Asked> for AskedView {
    fn from(asked: Asked) -> Self {
        Self {
            when: asked.at.map(moment).unwrap_or_default(),
            path: asked.path,
            officer_name: asked.officer_name,
            server_url: asked.server_url,
        }
    }
}
