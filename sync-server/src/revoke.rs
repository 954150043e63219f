//! A laptop is lost, or its key grows old.
//!
//! A key must outlast the longest time that a laptop is away by half a year: a seal that was made on the last day away
//! must still lie inside the key's window. Each contact looks ahead that far and renews the certificate in time.

use anyhow::{Context as _, Result};
use jemput_wire::office::{DevicePage, Revoke};
use rusqlite::params;

use crate::{desk::Desk, devices::Device, enrol::AFTER_S, fault, office::Office};

const DAY_S: i64 = 24 * 60 * 60;
/// The longest time that a laptop is planned to be without the office.
pub(crate) const LONGEST_AWAY_S: i64 = 365 * DAY_S;
/// What a key must last beyond it.
pub(crate) const BEYOND_S: i64 = 183 * DAY_S;

impl Desk {
    fn set_revoked(&self, device: &Device, at_s: i64) -> Result<()> {
        self.db.execute(
            "UPDATE device SET revoked_at = ?2 WHERE id = ?1",
            params![device.id.to_string(), at_s],
        )?;
        Ok(())
    }

    fn set_certificate(&self, device: &Device) -> Result<()> {
        self.db.execute(
            "UPDATE device SET certificate = ?2, not_after = ?3 WHERE id = ?1",
            params![device.id.to_string(), device.certificate, device.not_after],
        )?;
        Ok(())
    }
}

impl Office {
    /// Takes the trust from a laptop's key, from the end of a day on or from now.
    pub(crate) fn revoke(&self, account: &str, wish: &Revoke) -> fault::Result<DevicePage> {
        let now = self.now_ms();
        let device = self.device_with(&wish.id)?;
        let at_s = self.end_of_good_day(&wish.last_day)?.unwrap_or(now / 1000);
        self.distrust(&device, at_s, account)?;
        self.devices()
    }

    /// A laptop by its mark or id, as the command line names it.
    pub(crate) fn device_called(&self, laptop: &str) -> Result<Device> {
        let devices = self.desk().devices()?;
        devices
            .into_iter()
            .find(|device| device.mark == laptop || device.id.to_string() == laptop)
            .with_context(|| format!("there is no laptop {laptop}"))
    }

    /// The same from the command line, from now on; the laptop by its mark or id.
    ///
    /// # Errors
    /// When there is no such laptop.
    pub fn revoke_laptop(&self, laptop: &str) -> Result<()> {
        let device = self.device_called(laptop)?;
        self.distrust(&device, self.now_ms() / 1000, "")
    }

    fn distrust(&self, device: &Device, at_s: i64, account: &str) -> Result<()> {
        // A second word can only move it to an earlier time: trust that was lost does not come back.
        let at_s = device.revoked_at.map_or(at_s, |before| before.min(at_s));
        self.desk().set_revoked(device, at_s)?;
        tracing::warn!(device = %device.id, mark = device.mark, account, "a laptop's key was revoked");
        self.publish_keys(self.now_ms())
    }

    /// Renews a laptop's certificate if it would end too early for the longest time away.
    pub(crate) fn renew(&self, device: &Device, now_ms: i64) -> fault::Result<()> {
        let now = now_ms / 1000;
        if device.distrusted_at().is_some() || device.not_after >= now + LONGEST_AWAY_S + BEYOND_S {
            return Ok(());
        }
        let mut renewed = Device {
            not_after: now + AFTER_S,
            ..device.clone()
        };
        renewed.certificate = self.certify(&renewed, self.sealing_name()?, now_ms)?;
        self.desk().set_certificate(&renewed)?;
        tracing::info!(device = %device.id, mark = device.mark, "a laptop's certificate was renewed");
        Ok(self.publish_device(&renewed, now_ms)?)
    }
}
