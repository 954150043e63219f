//! Laptops that belong to the office.

use anyhow::{Context, Result};
use jemput_domain::{
    id::{DeviceId, OfficerId},
    village::VillageCode,
};
use jemput_seal::{KeyEntry, Kid, VerifyingKey};
use jemput_wire::AppError;
use rusqlite::{OptionalExtension, Row, params};

use crate::desk::Desk;

/// A laptop, as the server knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Device {
    pub(crate) id: DeviceId,
    pub(crate) name: String,
    /// Mark in numbers of its own series.
    pub(crate) mark: String,
    pub(crate) public_key: [u8; 32],
    pub(crate) villages: Vec<VillageCode>,
    pub(crate) officer: OfficerId,
    pub(crate) officer_name: String,
    /// COSE_Sign1 by the office.
    pub(crate) certificate: Vec<u8>,
    /// Seconds.
    pub(crate) not_before: i64,
    /// Seconds.
    pub(crate) not_after: i64,
    /// Seconds.
    pub(crate) revoked_at: Option<i64>,
    /// It is lost, and its seals are not trusted since, in seconds.
    pub(crate) lost_since: Option<i64>,
    /// It sent everything and wiped itself, in seconds.
    pub(crate) retired_at: Option<i64>,
    /// Milliseconds.
    pub(crate) enrolled: i64,
    /// Milliseconds.
    pub(crate) last_contact: Option<i64>,
}

impl Device {
    /// The key that its requests and seals are signed with.
    pub(crate) fn key(&self) -> Result<VerifyingKey> {
        VerifyingKey::from_bytes(&self.public_key).context("a stored device key is no key")
    }

    /// Its place in the key list.
    pub(crate) fn key_entry(&self) -> Result<KeyEntry> {
        Ok(KeyEntry {
            kid: Kid::of(&self.key()?),
            public_key: self.public_key,
            device: self.id.to_string(),
            not_before: self.not_before,
            not_after: self.not_after,
            revoked_at: self.distrusted_at(),
        })
    }

    /// From when on its seals are not trusted, in seconds.
    pub(crate) fn distrusted_at(&self) -> Option<i64> {
        [self.revoked_at, self.lost_since, self.retired_at]
            .into_iter()
            .flatten()
            .min()
    }

    /// Why it is not served, by whichever way it comes.
    pub(crate) fn refused(&self, now_ms: i64) -> Option<AppError> {
        let code = if self.lost_since.is_some() {
            "device-lost"
        } else if self.retired_at.is_some() {
            "device-retired"
        } else if self.revoked_at.is_some_and(|at| at * 1000 <= now_ms) {
            "device-revoked"
        } else {
            return None;
        };
        Some(AppError::new(code))
    }

    /// Scopes that it may read and write: its villages, what all have, and its own.
    pub(crate) fn scopes(&self) -> Vec<String> {
        let mut scopes: Vec<String> = self.villages.iter().map(VillageCode::scope).collect();
        scopes.push("all".to_owned());
        scopes.push(format!("device:{}", self.id));
        scopes
    }
}

/// Marks that are passed over.
const MARKS_FROM: &str = "marks-from";

const COLUMNS: &str = "id, name, mark, public_key, villages, officer, officer_name, certificate, not_before, not_after, \
                       revoked_at, enrolled, last_contact";

/// Not told when a laptop joins.
const LATER: &str =
    "(SELECT since FROM device_lost WHERE device = device.id) AS lost_since, retired_at";

fn read(row: &Row<'_>) -> rusqlite::Result<Device> {
    let text = |index| -> rusqlite::Result<String> { row.get(index) };
    let damaged = |index, error: Box<dyn std::error::Error + Send + Sync>| {
        rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, error)
    };
    Ok(Device {
        id: text(0)?
            .parse()
            .map_err(|error| damaged(0, Box::new(error)))?,
        name: row.get(1)?,
        mark: row.get(2)?,
        public_key: row.get(3)?,
        villages: serde_json::from_str(&text(4)?).map_err(|error| damaged(4, Box::new(error)))?,
        officer: text(5)?
            .parse()
            .map_err(|error| damaged(5, Box::new(error)))?,
        officer_name: row.get(6)?,
        certificate: row.get(7)?,
        not_before: row.get(8)?,
        not_after: row.get(9)?,
        revoked_at: row.get(10)?,
        enrolled: row.get(11)?,
        last_contact: row.get(12)?,
        lost_since: row.get(13)?,
        retired_at: row.get(14)?,
    })
}

impl Desk {
    /// All laptops by name.
    pub(crate) fn devices(&self) -> Result<Vec<Device>> {
        let mut all = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS}, {LATER} FROM device ORDER BY name, mark"
        ))?;
        Ok(all.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// One laptop.
    pub(crate) fn device(&self, id: DeviceId) -> Result<Option<Device>> {
        let mut one = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS}, {LATER} FROM device WHERE id = ?1"
        ))?;
        Ok(one.query_row([id.to_string()], read).optional()?)
    }

    /// The laptop with this key.
    pub(crate) fn device_with_key(&self, key: &[u8; 32]) -> Result<Option<Device>> {
        let mut one = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS}, {LATER} FROM device WHERE public_key = ?1"
        ))?;
        Ok(one.query_row([key], read).optional()?)
    }

    /// Takes a laptop in and spends its code, both or neither.
    pub(crate) fn add_device(&mut self, device: &Device, code: &[u8; 32]) -> Result<()> {
        let tx = self.db.transaction()?;
        tx.execute(
            &format!(
                "INSERT INTO device({COLUMNS}) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)"
            ),
            params![
                device.id.to_string(),
                device.name,
                device.mark,
                device.public_key,
                serde_json::to_string(&device.villages)?,
                device.officer.to_string(),
                device.officer_name,
                device.certificate,
                device.not_before,
                device.not_after,
                device.revoked_at,
                device.enrolled,
                device.last_contact,
            ],
        )?;
        let spent = tx.execute(
            "UPDATE code SET device = ?2 WHERE hash = ?1 AND device IS NULL",
            params![code, device.id.to_string()],
        )?;
        anyhow::ensure!(spent == 1, "the code was used in the same moment");
        tx.commit()?;
        Ok(())
    }

    /// A laptop was heard of.
    pub(crate) fn note_contact(&self, id: DeviceId, now_ms: i64) -> Result<()> {
        self.db
            .prepare_cached("UPDATE device SET last_contact = ?2 WHERE id = ?1")?
            .execute(params![id.to_string(), now_ms])?;
        Ok(())
    }

    /// Passes over marks that laptops may have that this server does not know of.
    pub(crate) fn leap_marks(&self, marks: i64) -> Result<()> {
        let from = self
            .meta(MARKS_FROM)?
            .and_then(|text| text.parse::<i64>().ok());
        self.set_meta(MARKS_FROM, &(from.unwrap_or(0) + marks).to_string())
    }

    /// A mark that no laptop ever had: `P01` … `P99`, `P100` … `P999`, then `Q01` …
    pub(crate) fn free_mark(&self) -> Result<String> {
        let taken: i64 = self
            .db
            .query_row("SELECT count(*) FROM device", [], |row| row.get(0))?;
        let from = self
            .meta(MARKS_FROM)?
            .and_then(|text| text.parse::<i64>().ok());
        mark(taken + from.unwrap_or(0))
    }
}

/// The mark of the n-th laptop, from 0. Laptops are never deleted, so their count is a counter.
fn mark(n: i64) -> Result<String> {
    const PER_LETTER: i64 = 999;
    let letter = u8::try_from(n / PER_LETTER)
        .ok()
        .and_then(|step| b'P'.checked_add(step))
        .filter(u8::is_ascii_uppercase);
    let letter = letter.context("more laptops than marks")?;
    Ok(format!("{}{:02}", char::from(letter), n % PER_LETTER + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_such_that_numbers_can_carry_them_and_never_the_same() {
        let mut seen = std::collections::BTreeSet::new();
        for n in 0..3000 {
            let mark = mark(n).unwrap();
            assert!(
                mark.parse::<jemput_domain::number::DeviceMark>().is_ok(),
                "{mark}"
            );
            assert!(seen.insert(mark));
        }
        assert_eq!(mark(0).unwrap(), "P01");
        assert_eq!(mark(999).unwrap(), "Q01");
        assert!(mark(11 * 999).is_err());
    }

    #[test]
    fn a_laptop_may_hold_its_villages_what_all_have_and_its_own() {
        let device = Device {
            id: DeviceId(uuid::Uuid::nil()),
            name: "Laptop 02".into(),
            mark: "P01".into(),
            public_key: [0; 32],
            villages: vec![VillageCode::parse("33.02.04.2007").unwrap()],
            officer: OfficerId(uuid::Uuid::nil()),
            officer_name: String::new(),
            certificate: Vec::new(),
            not_before: 0,
            not_after: 1,
            revoked_at: None,
            lost_since: None,
            retired_at: None,
            enrolled: 0,
            last_contact: None,
        };
        let own = format!("device:{}", device.id);
        assert_eq!(device.scopes(), ["village:33.02.04.2007", "all", &own]);
        let mut desk = Desk::in_memory();
        let villages = device.villages.clone();
        let (code, _) = desk.new_device_code(&[1; 32], "", &villages, 0).unwrap();
        desk.add_device(&device, &code.hash(&[1; 32])).unwrap();
        assert_eq!(desk.device(device.id).unwrap(), Some(device.clone()));
        let mut second = device.clone();
        second.id = DeviceId(uuid::Uuid::max());
        second.mark = "P02".into();
        second.public_key = [1; 32];
        assert!(
            desk.add_device(&second, &code.hash(&[1; 32])).is_err(),
            "a code is spent once"
        );
        assert_eq!(desk.devices().unwrap().len(), 1);
    }
}
