//! What laptops tell of themselves, and which of them needs a call.

use anyhow::Result;
use jemput_domain::{date::Zone, id::DeviceId};
use jemput_sync::Told;
use jemput_wire::office::{Call, ToldRow};
use rusqlite::{OptionalExtension, params};

use crate::{desk::Desk, devices::Device, register::moment};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// A laptop of which nobody heard for longer may be in trouble.
const SILENT_MS: i64 = 7 * DAY_MS;
/// Work that was still unsent this long ago does not come by itself.
const STUCK_MS: i64 = DAY_MS;
const LITTLE_MB: u64 = 1024;
/// As on the laptop: less is right.
const WRONG_S: u64 = 5 * 60;
/// No version is longer.
const LONGEST: usize = 40;

impl Desk {
    /// Keeps a laptop's word in the place of the one before.
    pub(crate) fn note_told(&self, device: DeviceId, told: &Told, now_ms: i64) -> Result<()> {
        let version: String = told.version.chars().take(LONGEST).collect();
        // A number that no laptop has stays one that the database holds.
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        self.db
            .prepare_cached(
                "INSERT INTO device_told(device, at, version, unsent, files, free_mb, clock_s)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT(device) DO UPDATE SET at = excluded.at, version = excluded.version,
                 unsent = excluded.unsent, files = excluded.files, free_mb = excluded.free_mb,
                 clock_s = coalesce(excluded.clock_s, clock_s)",
            )?
            .execute(params![
                device.to_string(),
                now_ms,
                version,
                number(told.unsent),
                number(told.files),
                told.free_mb.map(number),
                told.clock_s,
            ])?;
        Ok(())
    }

    /// A laptop's last word, and when it came.
    pub(crate) fn told(&self, device: DeviceId) -> Result<Option<(Told, i64)>> {
        let mut one = self.db.prepare_cached(
            "SELECT version, unsent, files, free_mb, clock_s, at FROM device_told WHERE device = ?1",
        )?;
        let row = one.query_row([device.to_string()], |row| {
            let number = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
            let free: Option<i64> = row.get(3)?;
            let told = Told {
                version: row.get(0)?,
                unsent: number(1)?,
                files: number(2)?,
                free_mb: free.map(i64::unsigned_abs),
                clock_s: row.get(4)?,
            };
            Ok((told, row.get(5)?))
        });
        Ok(row.optional()?)
    }
}

/// The last word for the console.
pub(crate) fn row(told: &Told, at: i64, zone: Zone) -> ToldRow {
    ToldRow {
        when: moment(zone, at),
        version: told.version.clone(),
        unsent: told.unsent,
        files: told.files,
        free_mb: told.free_mb,
        clock_minutes: told.clock_s.map(|seconds| seconds / 60),
    }
}

/// Why somebody should call the laptop's officer, the most pressing first.
pub(crate) fn calls(device: &Device, told: Option<&(Told, i64)>, now_ms: i64) -> Vec<Call> {
    let heard = device.last_contact.unwrap_or(device.enrolled);
    let mut calls = Vec::new();
    let mut call = |why, due| {
        if due {
            calls.push(why);
        }
    };
    if let Some((told, at)) = told {
        let little = told.free_mb.is_some_and(|free| free < LITTLE_MB);
        let wrong = told.clock_s.is_some_and(|s| s.unsigned_abs() > WRONG_S);
        call(Call::Disk, little);
        call(
            Call::Unsent,
            told.unsent.max(told.files) > 0 && now_ms - at > STUCK_MS,
        );
        call(Call::Clock, wrong);
        call(
            Call::Version,
            is_older(&told.version, env!("CARGO_PKG_VERSION")),
        );
    }
    call(Call::Silent, now_ms - heard > SILENT_MS);
    calls
}

/// Whether a version comes before another, number by number; what is no number counts as none.
fn is_older(version: &str, than: &str) -> bool {
    let numbers = |text: &str| -> Vec<u64> {
        let plain = text.split(['-', '+']).next().unwrap_or_default();
        let mut all: Vec<u64> = plain
            .split('.')
            .map(|part| part.parse().unwrap_or(0))
            .collect();
        all.resize(4, 0);
        all
    };
    numbers(version) < numbers(than)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_their_numbers() {
        assert!(is_older("0.9.3", "0.10.0"));
        assert!(is_older("", "0.1.0") && is_older("kosong", "0.1.0"));
        assert!(!is_older("1.0.0", "1.0") && !is_older("2.0.0-uji", "1.9.9"));
    }
}
