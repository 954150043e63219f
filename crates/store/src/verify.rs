//! Whether the office's log is what it was: every entry read again, its running digest computed anew.

use std::collections::BTreeMap;

use jemput_sync::{ChangeId, ChangeSet, Digest, Mark};
use rusqlite::{OptionalExtension as _, Row};

use crate::{Result, Store, packed, record::uuid, replica::change_id};

/// Why an entry is not what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFault {
    /// No entry has this number.
    Missing,
    /// The entry is there, and the change that it names is not.
    NoChange,
    /// The change's bytes are not those that were taken in.
    Content,
    /// The change's bytes are gone, and no erasure in this log names it.
    Emptied,
    /// The columns beside the bytes name another author or time than the bytes do.
    Author,
    /// Entry or order are not those from which the running digest was made.
    Digest,
    /// An expected digest of this place is another one.
    Expected,
}

impl LogFault {
    /// In words, for the terminal.
    #[must_use]
    pub const fn told(self) -> &'static str {
        match self {
            Self::Missing => "the entry is missing",
            Self::NoChange => "the entry's change is missing",
            Self::Content => "the change's content was altered",
            Self::Emptied => "the change's content is gone without an erasure",
            Self::Author => "the change's author or time was altered",
            Self::Digest => "the entry does not fit the running digest",
            Self::Expected => "the log is not the one that was expected here",
        }
    }
}

/// The first entry that is not what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogBroken {
    /// Its number.
    pub seq: u64,
    /// What is wrong with it.
    pub fault: LogFault,
}

/// What walking the log found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogCheck {
    /// Up to where everything is as it was.
    pub good: Mark,
    /// The first entry that is not.
    pub broken: Option<LogBroken>,
}

/// One entry as it lies in the file.
struct Place {
    seq: u64,
    id: ChangeId,
    hash: Digest,
    digest: Digest,
    change: Option<Change>,
}

struct Change {
    eff: i64,
    parked: bool,
    erased: bool,
    device: uuid::Uuid,
    user: uuid::Uuid,
    wall: i64,
    /// `None`: they cannot be unpacked.
    bytes: Option<Vec<u8>>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Place> {
    // A change without its row has no effective time; one that the office keeps outside its log has none either.
    let change = match row.get::<_, Option<i64>>(4)? {
        Some(eff) => Some(Change {
            eff,
            parked: row.get(5)?,
            erased: row.get(6)?,
            device: uuid(row, 7)?,
            user: uuid(row, 8)?,
            wall: row.get(9)?,
            // What cannot be unpacked is damage too, to be told and not to stop at.
            bytes: packed::column(row, 10).ok(),
        }),
        None => None,
    };
    Ok(Place {
        seq: row.get::<_, i64>(0)?.cast_unsigned(),
        id: change_id(row.get(1)?, row.get(2)?),
        hash: row.get(3).map(Digest)?,
        digest: row.get(11).map(Digest)?,
        change,
    })
}

impl Place {
    /// The changes whose content this one took away.
    fn checked(&self, before: Mark) -> Result<Vec<ChangeId>, LogFault> {
        if self.seq != before.seq + 1 {
            return Err(LogFault::Missing);
        }
        let Some(change) = &self.change else {
            return Err(LogFault::NoChange);
        };
        let mut erases = Vec::new();
        if !change.erased {
            let genuine = change
                .bytes
                .as_ref()
                .filter(|bytes| jemput_sync::hash(bytes) == self.hash);
            let Some(bytes) = genuine else {
                return Err(LogFault::Content);
            };
            // Bytes that were taken in can be read; the columns are what lists and searches go by.
            let told = serde_json::from_slice::<ChangeSet>(bytes).ok();
            let told = told.filter(|set| {
                set.id == self.id
                    && (set.device, set.user, set.wall) == (change.device, change.user, change.wall)
            });
            let Some(set) = told else {
                return Err(LogFault::Author);
            };
            // Only the office erases; what a laptop sends of this kind waits for ever.
            if !change.parked {
                erases = set.erase;
            }
        }
        let digest = before
            .digest
            .next(self.id, self.hash, change.eff, change.parked);
        if digest == self.digest {
            Ok(erases)
        } else {
            Err(LogFault::Digest)
        }
    }
}

impl Store {
    /// Walks the log from its beginning and computes its running digest anew. `expected` are places that somebody else
    /// keeps of it, such as a laptop, a backup or a paper: a log that was rewritten as a whole is consistent in itself.
    pub fn verify_log(&self, expected: &[Mark]) -> Result<LogCheck> {
        let mut statement = self.conn.prepare(
            "SELECT l.seq, l.session, l.n, l.hash, c.eff, c.parked IS NOT NULL, c.erased, c.device, c.user, c.wall,
                    c.bytes, l.digest
             FROM log l LEFT JOIN change c ON c.session = l.session AND c.n = l.n ORDER BY l.seq",
        )?;
        let mut rows = statement.query(())?;
        let mut good = Mark::default();
        // Entries without content whose erasure has not come yet, each with the place before it.
        let mut emptied = BTreeMap::new();
        let broken = |good: Mark, fault| {
            let seq = good.seq + 1;
            let broken = Some(LogBroken { seq, fault });
            Ok(LogCheck { good, broken })
        };
        while let Some(row) = rows.next()? {
            let entry = read(row)?;
            let erases = match entry.checked(good) {
                Ok(erases) => erases,
                Err(fault) => return broken(good, fault),
            };
            if entry.change.is_some_and(|change| change.erased) {
                emptied.insert(entry.id, good);
            }
            for id in erases {
                emptied.remove(&id);
            }
            let place = Mark {
                seq: entry.seq,
                digest: entry.digest,
            };
            let other = |mark: &&Mark| mark.seq == place.seq && mark.digest != place.digest;
            if expected.iter().any(|mark| other(&mark)) {
                return broken(good, LogFault::Expected);
            }
            good = place;
        }
        if let Some(before) = emptied.into_values().min_by_key(|mark| mark.seq) {
            return broken(before, LogFault::Emptied);
        }
        if expected.iter().any(|mark| mark.seq > good.seq) {
            return broken(good, LogFault::Missing);
        }
        Ok(LogCheck { good, broken: None })
    }

    /// When the last change of a record reached the office, ms since 1970 UTC; `None`: it is not in this log.
    pub fn arrived(&self, id: ChangeId) -> Result<Option<i64>> {
        Ok(self
            .conn
            .prepare_cached("SELECT received FROM log WHERE session = ?1 AND n = ?2")?
            .query_row((id.session.cast_signed(), id.n.cast_signed()), |row| {
                row.get(0)
            })
            .optional()?)
    }
}
