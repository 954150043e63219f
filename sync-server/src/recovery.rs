//! Recovery secrets of laptops: left by the laptop, read out by a clerk, never without a trace.

use anyhow::{Context as _, Result};
use jemput_bundle::BoxPublic;
use jemput_domain::{id::DeviceId, recovery::RecoveryCode};
use jemput_store::{StoreError, keyring::DataKey};
use jemput_wire::{
    AppError,
    enrol::{RecoveryAsk, RecoveryGiven, RecoveryLeft},
    office::{DevicePage, ReadRecovery, RecoveryView, SendRecovery},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    desk::Desk,
    devices::Device,
    fault::{self, Fault, bad, missing, too_often},
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
    #[serde(default)]
    number: u32,
    /// Encrypted with a key that follows from the server's own secret, hex.
    sealed: String,
}

/// A laptop that asks for its code over the network.
#[derive(Serialize, Deserialize)]
struct Asked {
    /// `age1…`
    key: String,
    /// Milliseconds.
    at: i64,
    /// The code, encrypted to that key, in base64; empty: not sent.
    given: String,
}

const ASKED: &str = "recovery-asked:";
/// A question is forgotten after that long.
const WAITS_MS: i64 = 15 * 60 * 1000;

impl Desk {
    fn asked(&self, device: DeviceId, now_ms: i64) -> Result<Option<Asked>> {
        let text = self.meta(&format!("{ASKED}{device}"))?;
        let asked: Option<Asked> = text.and_then(|text| serde_json::from_str(&text).ok());
        Ok(asked.filter(|asked| (0..WAITS_MS).contains(&(now_ms - asked.at))))
    }

    fn set_asked(&self, device: DeviceId, asked: &Asked) -> Result<()> {
        self.set_meta(&format!("{ASKED}{device}"), &serde_json::to_string(asked)?)
    }

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
            number: left.number,
            sealed: hex(&self.recovery_key().seal(PURPOSE, &code)?),
        };
        let text = serde_json::to_string(&kept)?;
        self.desk().set_meta(&format!("{META}{device}"), &text)?;
        Ok(RecoveryLeft {
            sealed: String::new(),
            ..left.clone()
        })
    }

    /// The same from a stick, which may come late: only one that is newer than what is here.
    pub(crate) fn keep_newer_recovery(
        &self,
        device: DeviceId,
        left: &RecoveryLeft,
    ) -> fault::Result<()> {
        let here = self.recovery_heard(device)?;
        if here.is_none_or(|here| here.number < left.number) {
            self.keep_recovery(device, left)?;
        }
        Ok(())
    }

    /// Which secret of a laptop is here, as the laptop is told.
    pub(crate) fn recovery_heard(&self, device: DeviceId) -> Result<Option<RecoveryLeft>> {
        let Some(text) = self.desk().meta(&format!("{META}{device}"))? else {
            return Ok(None);
        };
        let kept: Kept = serde_json::from_str(&text)?;
        Ok(Some(RecoveryLeft {
            id: kept.id,
            number: kept.number,
            sealed: String::new(),
        }))
    }

    /// Reads a laptop's code for a clerk. It is noted first: a code that cannot be noted is not shown.
    pub(crate) fn read_recovery(
        &self,
        account: &str,
        wish: &ReadRecovery,
    ) -> fault::Result<RecoveryView> {
        let device = self.device_with(&wish.id)?;
        let code = self.noted(account, &device, &wish.reason)?;
        Ok(RecoveryView {
            code: RecoveryCode::from_bytes(code).text(),
            devices: self.devices()?,
        })
    }

    /// A laptop by the id that the console sent.
    pub(crate) fn device_with(&self, id: &str) -> fault::Result<Device> {
        let device = match id.parse() {
            Ok(id) => self.desk().device(id)?,
            Err(_) => None,
        };
        device.ok_or_else(|| missing(AppError::new("device-unknown")))
    }

    /// A laptop's secret, after it was written down who opened it and why.
    fn noted(&self, account: &str, device: &Device, reason: &str) -> fault::Result<[u8; 16]> {
        let reason = jemput_domain::reason::given(reason)
            .ok_or_else(|| bad(AppError::new("recovery-reason")))?;
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
        Ok(code)
    }

    /// A locked laptop asks. A stranger learns nothing from the answer: it is empty for every laptop, until a clerk has
    /// sent something to exactly this key.
    pub(crate) fn ask_recovery(
        &self,
        ask: &RecoveryAsk,
        source: &str,
    ) -> fault::Result<RecoveryGiven> {
        let key = BoxPublic::parse(&ask.key)
            .map_err(|_| bad(AppError::new("request-malformed")))?
            .text();
        let now = self.now_ms();
        let desk = self.desk();
        if let Some(asked) = desk.asked(ask.device, now)?
            && asked.key == key
        {
            return Ok(RecoveryGiven {
                sealed: asked.given,
            });
        }
        if !desk.may_try(source, now)? {
            return Err(too_often(
                AppError::new("too-many-tries").with("minutes", 15),
            ));
        }
        desk.note_attempt(source, now)?;
        if desk.device(ask.device)?.is_some() && desk.recovery_known(ask.device)? {
            let given = String::new();
            desk.set_asked(
                ask.device,
                &Asked {
                    key,
                    at: now,
                    given,
                },
            )?;
        }
        Ok(RecoveryGiven {
            sealed: String::new(),
        })
    }

    /// Sends a laptop its code, to the key whose letters were compared.
    pub(crate) fn send_recovery(
        &self,
        account: &str,
        wish: &SendRecovery,
    ) -> fault::Result<DevicePage> {
        let device = self.device_with(&wish.id)?;
        let changed = || bad(AppError::new("recovery-ask-changed"));
        let asked = self.desk().asked(device.id, self.now_ms())?;
        let asked = asked.ok_or_else(changed)?;
        let key = BoxPublic::parse(&asked.key).map_err(|_| changed())?;
        if key.compare_code() != wish.compare {
            return Err(changed());
        }
        let code = self.noted(account, &device, &wish.reason)?;
        let sealed = key
            .seal(&code)
            .map_err(|error| anyhow::anyhow!("{error}"))?;
        let given = data_encoding::BASE64.encode(&sealed);
        self.desk()
            .set_asked(device.id, &Asked { given, ..asked })?;
        self.devices()
    }

    /// The letters to compare of a laptop that asks and was not answered.
    pub(crate) fn recovery_asked(&self, device: DeviceId) -> Result<String> {
        let asked = self.desk().asked(device, self.now_ms())?;
        let open = asked.filter(|asked| asked.given.is_empty());
        let key = open.and_then(|asked| BoxPublic::parse(&asked.key).ok());
        Ok(key.map(|key| key.compare_code()).unwrap_or_default())
    }

    /// The same as `send_recovery` from the command line.
    ///
    /// # Errors
    /// When there is no such laptop, it does not ask with these letters, or there is no reason.
    pub fn send_recovery_code(&self, laptop: &str, compare: &str, reason: &str) -> Result<()> {
        let wish = SendRecovery {
            id: self.device_called(laptop)?.id.to_string(),
            compare: compare.to_owned(),
            reason: reason.to_owned(),
        };
        self.send_recovery("", &wish).map_err(Fault::said)?;
        Ok(())
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
