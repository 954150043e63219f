//! Recovery secrets of laptops: left by the laptop, read out by a clerk, never without a trace.

use anyhow::{Context as _, Result};
use jemput_domain::{id::DeviceId, recovery::RecoveryCode};
use jemput_store::{StoreError, keyring::DataKey};
use jemput_wire::{
    AppError,
    enrol::RecoveryLeft,
    office::{ReadRecovery, RecoveryView},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    desk::Desk,
    fault::{self, Fault, bad, missing},
    office::Office,
    register::moment,
    secret::{self, hex, keyed},
};

/// Record kind: a clerk read a laptop's code.
pub(crate) const READ: &str = "recovery_read";
const META: &str = "recovery:";
/// Binds what lies in the desk to its purpose.
const PURPOSE: &str = "recovery secret";

/// As it lies in `desk.db`, which is copied more freely than the keys.
#[derive(Serialize, Deserialize)]
struct Kept {
    id: Uuid,
    /// Encrypted with a key that follows from the server's own secret, hex.
    sealed: String,
}

impl Desk {
    /// Laptops that have left a secret.
    pub(crate) fn recovery_known(&self, device: DeviceId) -> Result<bool> {
        Ok(self.meta(&format!("{META}{device}"))?.is_some())
    }
}

impl Office {
    fn recovery_key(&self) -> DataKey {
        DataKey::from_bytes(keyed(&self.keys.pepper, PURPOSE, b""))
    }

    /// Keeps a laptop's secret in the place of the one before.
    pub(crate) fn keep_recovery(
        &self,
        device: DeviceId,
        left: &RecoveryLeft,
    ) -> fault::Result<RecoveryLeft> {
        let malformed = || bad(AppError::new("request-malformed"));
        let sealed = data_encoding::BASE64
            .decode(left.sealed.as_bytes())
            .map_err(|_| malformed())?;
        let code = self.keys.usb().unseal(&sealed).map_err(|_| malformed())?;
        if code.len() != 16 {
            return Err(malformed());
        }
        let kept = Kept {
            id: left.id,
            sealed: hex(&self.recovery_key().seal(PURPOSE, &code)?),
        };
        let text = serde_json::to_string(&kept)?;
        self.desk().set_meta(&format!("{META}{device}"), &text)?;
        Ok(RecoveryLeft {
            id: left.id,
            sealed: String::new(),
        })
    }

    /// Reads a laptop's code for a clerk. It is noted first: a code that cannot be noted is not shown.
    pub(crate) fn read_recovery(
        &self,
        account: &str,
        wish: &ReadRecovery,
    ) -> fault::Result<RecoveryView> {
        let reason = jemput_domain::reason::given(&wish.reason)
            .ok_or_else(|| bad(AppError::new("recovery-reason")))?;
        let device = match wish.id.parse() {
            Ok(id) => self.desk().device(id)?,
            Err(_) => None,
        };
        let device = device.ok_or_else(|| missing(AppError::new("device-unknown")))?;
        let kept = self.desk().meta(&format!("{META}{}", device.id))?;
        let kept = kept.ok_or_else(|| missing(AppError::new("recovery-not-left")))?;
        let kept: Kept = serde_json::from_str(&kept)?;
        let sealed = secret::from_hex(&kept.sealed).context("a kept secret is hex")?;
        let code = self
            .recovery_key()
            .unseal(PURPOSE, &sealed)
            .context("a kept secret opens with the server's own")?;
        let code: [u8; 16] = code.as_slice().try_into().context("16 bytes")?;
        let fields: Map<String, Value> = [
            ("scope", json!("office")),
            ("device", json!(device.id)),
            ("clerk", json!(account)),
            ("reason", json!(reason)),
            ("at", json!(self.now_ms())),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
        self.records().write(
            self.clerk(account),
            self.now_ms(),
            |tx| -> Result<(), StoreError> { tx.create(Uuid::now_v7(), READ, fields) },
        )?;
        tracing::warn!(device = %device.id, mark = device.mark, account, "a laptop's recovery code was read");
        Ok(RecoveryView {
            code: RecoveryCode::from_bytes(code).text(),
            devices: self.devices()?,
        })
    }

    /// The same from the command line; the laptop by its mark or id.
    ///
    /// # Errors
    /// When there is no such laptop, it has left no code, or there is no reason.
    pub fn recovery_code(&self, laptop: &str, reason: &str) -> Result<String> {
        let device = self.device_called(laptop)?;
        let wish = ReadRecovery {
            id: device.id.to_string(),
            reason: reason.to_owned(),
        };
        let view = self.read_recovery("", &wish).map_err(Fault::said)?;
        Ok(view.code)
    }

    /// All readings of a laptop's code, oldest first: when, by whom, why.
    ///
    /// # Errors
    /// When there is no such laptop.
    pub fn readings(&self, laptop: &str) -> Result<Vec<String>> {
        let device = self.device_called(laptop)?;
        let (zone, id) = (self.zone()?, device.id.to_string());
        let records = self.records().reader().records(READ)?;
        Ok(records
            .iter()
            .filter(|record| record.text("device") == Some(&id))
            .map(|record| {
                let at = record.state.shown("at").and_then(Value::as_i64);
                let text = |field| record.text(field).unwrap_or_default();
                let when = moment(zone, at.unwrap_or_default());
                format!("{when} · {} · {}", text("clerk"), text("reason"))
            })
            .collect())
    }

    /// When a laptop's code was read last and by whom; empty: never.
    pub(crate) fn recovery_read(&self, device: DeviceId) -> Result<String> {
        let zone = self.zone()?;
        let id = device.to_string();
        let records = self.records().reader().records(READ)?;
        let read = records
            .iter()
            .filter(|record| record.text("device") == Some(&id))
            .filter_map(|record| {
                let at = record.state.shown("at")?.as_i64()?;
                Some((at, record.text("clerk")?))
            });
        let last = read.max_by_key(|(at, _)| *at);
        Ok(last.map_or_else(String::new, |(at, clerk)| {
            format!("{} · {clerk}", moment(zone, at))
        }))
    }
}
