//! A laptop joins: a one-time code against a certificate, numbers and villages.

use anyhow::Context;
use jemput_domain::id::{DeviceId, OfficerId};
use jemput_seal::{DeviceCertificate, Kid, VerifyingKey};
use jemput_wire::{
    AppError,
    enrol::{EnrolAnswer, EnrolRequest},
};
use uuid::Uuid;

use crate::{
    devices::Device,
    fault::{Fault, Result, bad, forbidden, too_often},
    office::Office,
    secret::{self, Code, hex},
};

const DAY_S: i64 = 24 * 60 * 60;
/// The laptop's clock may be behind on its first day.
const BEFORE_S: i64 = DAY_S;
/// A certificate is good for two years.
pub(crate) const AFTER_S: i64 = 730 * DAY_S;

impl Office {
    /// Takes a laptop in. The same code with the same key gets the same answer again, so that a lost answer costs
    /// nothing.
    ///
    /// # Errors
    /// Refused: wrong, spent or old code, too many tries, a key that is none.
    pub(crate) fn enrol(&self, request: &EnrolRequest, source: &str) -> Result<EnrolAnswer> {
        let now = self.now_ms();
        let key = public_key(&request.device_public_key)?;
        let office_name = self.sealing_name()?;
        let device = {
            let mut desk = self.desk();
            if !desk.may_try(source, now)? {
                return Err(too_often(
                    AppError::new("too-many-tries").with("minutes", 15),
                ));
            }
            let found = match Code::read(&request.code) {
                Some(code) => desk.device_code(&code, &self.keys.pepper)?,
                None => None,
            };
            let Some(row) = found else {
                desk.note_attempt(source, now)?;
                return Err(forbidden(AppError::new("enrol-code-wrong")));
            };
            match &row.device {
                Some(id) => {
                    let device = desk
                        .device(id.parse()?)?
                        .context("a spent code names its laptop")?;
                    if device.public_key != key.to_bytes() {
                        return Err(forbidden(AppError::new("enrol-code-used")));
                    }
                    device
                }
                None if row.valid_until < now => {
                    return Err(forbidden(AppError::new("enrol-code-expired")));
                }
                None if desk.device_with_key(key.as_bytes())?.is_some() => {
                    return Err(forbidden(AppError::new("enrol-key-known")));
                }
                None => {
                    let asked = Some(request.device_name.trim()).filter(|name| !name.is_empty());
                    let mark = desk.free_mark()?;
                    let name = asked.map_or_else(
                        || {
                            if row.device_name.is_empty() {
                                mark.clone()
                            } else {
                                row.device_name.clone()
                            }
                        },
                        |name| name.chars().take(60).collect(),
                    );
                    let mut device = Device {
                        id: DeviceId(Uuid::new_v4()),
                        name,
                        mark,
                        public_key: key.to_bytes(),
                        villages: row.villages,
                        officer: OfficerId(Uuid::new_v4()),
                        officer_name: request.officer_name.trim().chars().take(60).collect(),
                        certificate: Vec::new(),
                        not_before: now / 1000 - BEFORE_S,
                        not_after: now / 1000 + AFTER_S,
                        revoked_at: None,
                        lost_since: None,
                        retired_at: None,
                        enrolled: now,
                        last_contact: None,
                    };
                    device.certificate = self.certify(&device, office_name, now)?;
                    desk.add_device(&device, &row.hash)?;
                    tracing::info!(device = %device.id, mark = device.mark, "a laptop joined");
                    device
                }
            }
        };
        // Also on repetition: the server may have stopped between the laptop's row and its records.
        self.publish_device(&device, now)?;
        self.welcome_officer(&device, now)?;
        self.enrol_answer(device, now)
    }

    pub(crate) fn certify(&self, device: &Device, office: String, now_ms: i64) -> Result<Vec<u8>> {
        let certificate = DeviceCertificate {
            office,
            issued_at: now_ms / 1000,
            not_before: device.not_before,
            not_after: device.not_after,
            kid: Kid::of(&device.key()?),
            public_key: device.public_key,
            device: device.id.to_string(),
        };
        Ok(certificate.sign(self.keys.seal())?)
    }

    /// What a laptop that has joined is told.
    pub(crate) fn enrol_answer(&self, device: Device, now_ms: i64) -> Result<EnrolAnswer> {
        let profile = self.profile()?;
        Ok(EnrolAnswer {
            certificate: hex(&device.certificate),
            key_list: hex(&self.key_list()?),
            seal_keys: self
                .keys
                .seal_public()
                .iter()
                .map(|key| hex(key.as_bytes()))
                .collect(),
            office_public_key: hex(self.keys.answer_public().as_bytes()),
            server_id: self.keys.server_id.clone(),
            check_host: profile.check_host_or(self.public_url()),
            office_name: profile.name,
            server_time: now_ms,
            usb_key: self.keys.usb().public().text(),
            device: device.id,
            device_name: device.name,
            device_mark: device.mark,
            officer: device.officer,
            villages: device.villages,
        })
    }
}

/// A laptop's own key as it told it.
pub(crate) fn public_key(hex: &str) -> Result<VerifyingKey, Fault> {
    secret::array_from_hex(hex)
        .and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok())
        .filter(|key| !key.is_weak())
        .ok_or_else(|| bad(AppError::new("request-malformed")))
}
