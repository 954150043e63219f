//! The console's list of laptops, and new codes for them; also for the command line.

use anyhow::{Result, bail};
use jemput_domain::{
    date::{self, Zone},
    village::VillageCode,
};
use jemput_wire::{
    AppError,
    office::{Call, CodeView, DevicePage, DeviceRow, NewCode},
    ticket::Ticket,
};

use crate::{
    fault::{self, bad},
    office::Office,
    told,
};

/// `25-11-2026 08.05`.
pub(crate) fn moment(zone: Zone, unix_ms: i64) -> String {
    let (hour, minute) = zone.local_time(unix_ms);
    format!(
        "{} {hour:02}.{minute:02}",
        date::short(zone.local_date(unix_ms))
    )
}

impl Office {
    /// Laptops and the villages that they can be enrolled for.
    pub(crate) fn devices(&self) -> fault::Result<DevicePage> {
        let zone = self.zone()?;
        let today = self.day_begin(self.now_ms())?;
        let usb = self.desk().usb_known()?;
        let devices = self.desk().devices()?;
        let mut rows = Vec::with_capacity(devices.len());
        for device in devices {
            let recovery = self.desk().recovery_known(device.id)?;
            let told = self.desk().told(device.id)?;
            let calls = match device.distrusted_at() {
                None => told::calls(&device, told.as_ref(), self.now_ms()),
                Some(_) => Vec::new(),
            };
            rows.push(DeviceRow {
                calls,
                lost: self.lost_row(device.id)?,
                retired: device
                    .retired_at
                    .map(|at| moment(zone, at * 1000))
                    .unwrap_or_default(),
                told: told.map(|(told, at)| told::row(&told, at, zone)),
                officers: self.officers_of(&device)?,
                recovery,
                recovery_asked: self.recovery_asked(device.id)?,
                recovery_read: self.recovery_read(device.id)?,
                usb: usb.contains(&device.id.to_string()),
                id: device.id.to_string(),
                name: device.name,
                mark: device.mark,
                villages: device.villages,
                officer: device.officer_name,
                enrolled: moment(zone, device.enrolled),
                last_contact: device
                    .last_contact
                    .map(|at| moment(zone, at))
                    .unwrap_or_default(),
                today: device.last_contact.is_some_and(|at| at >= today),
                revoked: device
                    .revoked_at
                    .map(|at| moment(zone, at * 1000))
                    .unwrap_or_default(),
                key_until: date::short(zone.local_date(device.not_after * 1000)),
            });
        }
        // By name already.
        rows.sort_by_key(|row| {
            let served = row.revoked.is_empty() && row.retired.is_empty();
            match (served, &row.lost, row.calls.first()) {
                (_, Some(_), _) => (0, None),
                (true, None, Some(call)) => (1, Some(*call)),
                (true, None, None) => (2, None),
                (false, None, _) => (3, None),
            }
        });
        Ok(DevicePage {
            rows,
            villages: self.villages()?,
        })
    }

    /// A one-time code, from the console.
    pub(crate) fn new_code(&self, wish: &NewCode) -> fault::Result<CodeView> {
        let known = self.villages()?;
        if wish.villages.is_empty()
            || !wish
                .villages
                .iter()
                .all(|code| known.iter().any(|row| row.code == *code))
        {
            return Err(bad(AppError::new("village-unknown")));
        }
        Ok(self.draw_code(&wish.villages, &wish.device_name)?)
    }

    /// A one-time code, from the command line.
    ///
    /// # Errors
    /// When the office does not have one of the villages.
    pub fn make_code(&self, villages: &[VillageCode], device_name: &str) -> Result<CodeView> {
        let known = self.villages()?;
        for code in villages {
            if !known.iter().any(|row| row.code == *code) {
                bail!("the office has no village {code}; apply an office file first");
            }
        }
        self.draw_code(villages, device_name)
    }

    fn draw_code(&self, villages: &[VillageCode], device_name: &str) -> Result<CodeView> {
        let name: String = device_name.trim().chars().take(60).collect();
        let (code, until) =
            self.desk()
                .new_device_code(&self.keys.pepper, &name, villages, self.now_ms())?;
        let server_url = self.public_url().unwrap_or_default().to_owned();
        let ticket = Ticket {
            server_url: server_url.clone(),
            office_key: self.keys.answer_public().to_bytes(),
            usb_key: Some(self.keys.usb().public().to_bytes()?),
            code: code.to_string(),
            valid_until: until / 1000,
        };
        let ticket = ticket.write();
        Ok(CodeView {
            code: code.to_string(),
            valid_until: moment(self.zone()?, until),
            server_url,
            qr: crate::qr::rows(&ticket)?,
            ticket,
        })
    }

    /// One line for each laptop.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn devices_briefly(&self) -> Result<Vec<String>> {
        let zone = self.zone()?;
        let now = self.now_ms();
        let line = |device: &crate::devices::Device| {
            let told = self.desk().told(device.id)?;
            let calls = told::calls(device, told.as_ref(), now);
            let calls: Vec<&str> = calls.into_iter().map(Call::code).collect();
            let told = told.map(|(told, at)| {
                format!(
                    "  {} told version {}, unsent {}, files {}",
                    moment(zone, at),
                    told.version,
                    told.unsent,
                    told.files
                )
            });
            let contact = device
                .last_contact
                .map_or_else(|| "never".to_owned(), |at| moment(zone, at));
            Ok(format!(
                "{}  {}  {}{}  last contact {contact}{}{}{}",
                device.mark,
                device.id,
                device.name,
                standing(device),
                told.unwrap_or_default(),
                if calls.is_empty() { "" } else { "  call: " },
                calls.join(" ")
            ))
        };
        let devices = self.desk().devices()?;
        devices.iter().map(line).collect()
    }
}

/// What is special about a laptop, for the command line.
fn standing(device: &crate::devices::Device) -> &'static str {
    if device.lost_since.is_some() {
        "  lost"
    } else if device.retired_at.is_some() {
        "  retired"
    } else if device.revoked_at.is_some() {
        "  revoked"
    } else {
        ""
    }
}
