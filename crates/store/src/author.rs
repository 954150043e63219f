//! Who writes.

use jemput_domain::id::{DeviceId, OfficerId};
use jemput_sync::{ChangeId, Clock};
use rusqlite::OptionalExtension as _;
use uuid::Uuid;

use crate::{Result, Store, packed, record::uuid};

/// The author of a change: attribution only, never identity.
#[derive(Debug, Clone, Copy)]
pub struct Author {
    /// The laptop.
    pub device: Uuid,
    /// The officer.
    pub user: Uuid,
    /// Author's clock, ms since 1970 UTC.
    pub wall_ms: i64,
    /// What that clock was worth.
    pub clock: Clock,
}

impl Author {
    /// An author whose clock is not known to be wrong.
    #[must_use]
    pub fn new(device: DeviceId, user: OfficerId, wall_ms: i64) -> Self {
        Self {
            device: device.0,
            user: user.0,
            wall_ms,
            clock: Clock::Ok,
        }
    }
}

/// Who wrote a change that is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeAuthor {
    /// The laptop.
    pub device: Uuid,
    /// The officer.
    pub user: Uuid,
    /// Author's clock.
    pub wall_ms: i64,
    /// The author's clock was known to be wrong.
    pub clock_doubtful: bool,
}

impl Store {
    /// Who wrote a change; `None` if it is not here (a record that came as a whole).
    pub fn author_of(&self, change: ChangeId) -> Result<Option<ChangeAuthor>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT device, user, wall, bytes FROM change WHERE session = ?1 AND n = ?2",
            )?
            .query_row(
                (change.session.cast_signed(), change.n.cast_signed()),
                |row| {
                    Ok(ChangeAuthor {
                        device: uuid(row, 0)?,
                        user: uuid(row, 1)?,
                        wall_ms: row.get(2)?,
                        clock_doubtful: clock(&packed::column(row, 3)?) != Clock::Ok,
                    })
                },
            )
            .optional()?)
    }
}

/// What the author's clock was worth; the rest of the change is not looked at.
fn clock(bytes: &[u8]) -> Clock {
    #[derive(serde::Deserialize)]
    struct Stamp {
        #[serde(default)]
        clock: Clock,
    }
    serde_json::from_slice::<Stamp>(bytes)
        .map(|stamp| stamp.clock)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;

    #[test]
    fn a_clock_that_was_wrong_is_told_with_the_author() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open_plain(&folder.path().join("a.db")).unwrap();
        let author = Author {
            clock: Clock::Floored,
            ..Author::new(Uuid::from_u128(1).into(), Uuid::from_u128(2).into(), 7)
        };
        let fields = Map::from_iter([("scope".to_owned(), "all".into())]);
        let done = store
            .transact(&author, |tx| {
                tx.create(Uuid::from_u128(3), "resident", fields)
            })
            .unwrap();
        let known = store.author_of(done.change.unwrap()).unwrap().unwrap();
        assert!(known.clock_doubtful);
        assert_eq!((known.device, known.wall_ms), (Uuid::from_u128(1), 7));
    }
}
