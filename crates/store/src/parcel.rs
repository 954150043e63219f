//! Parcels on sticks: where laptops stand as far as the office knows, and how far a laptop's own changes are on a stick.

use std::collections::BTreeMap;

use jemput_sync::{
    Ack, Archive as _, Fetch, Grant, Ledger, Mark, RecordState, Refusal,
    parcel::{self, Arrival, DownHead, Page, Place, PostOffice, UpHead},
};
use uuid::Uuid;

use crate::{Result, Store, blob::Sha, ledger::Office, packed, setting};

/// Changes that an office takes in by one transaction: laptops on the network wait no longer than for one push.
const BATCH: usize = 200;

/// A page of a laptop's own changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnChange {
    /// Its place in the laptop's own order.
    pub no: u64,
    /// The author's bytes.
    pub bytes: Vec<u8>,
}

/// What a batch of changes became.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    /// One answer for each.
    pub acks: Vec<Ack>,
    /// The head of the log before them: what was known already lies up to there.
    pub before: u64,
    /// Records that they changed, with their kinds.
    pub touched: Vec<(Uuid, String)>,
}

/// What a batch of records became that a laptop had kept.
#[derive(Debug, Clone, Default)]
pub struct Salvaged {
    /// Under which numbers the log has them.
    pub numbers: BTreeMap<Uuid, u64>,
    /// Records that changed, with their kinds.
    pub touched: Vec<(Uuid, String)>,
}

impl PostOffice for Office<'_> {
    fn place(&self, device: Uuid) -> Result<Option<Place>> {
        setting::get(self.tx, &key(device))
    }

    fn set_place(&mut self, device: Uuid, place: &Place) -> Result<()> {
        setting::set(self.tx, &key(device), place)
    }
}

fn key(device: Uuid) -> String {
    format!("parcel-place:{device}")
}

/// The office's side.
impl Store {
    /// What a laptop's parcel is, before anything of it is taken in.
    pub fn parcel_arrival(
        &mut self,
        grant: &Grant,
        head: &UpHead,
    ) -> Result<Result<Arrival, Refusal>> {
        self.read(|office| parcel::arrival(office, grant, head))
    }

    /// Takes a laptop's changes in, as a push does; how many at once is the caller's choice, up to
    /// [`Self::parcel_batch`].
    pub fn parcel_changes(
        &mut self,
        grant: &Grant,
        changes: &[Vec<u8>],
        now_ms: i64,
    ) -> Result<Taken> {
        self.write(|office| {
            let before = office.head()?.mark.seq;
            let acks = parcel::take_changes(office, grant, changes, now_ms)?;
            Ok(Taken {
                acks,
                before,
                touched: office.take_touched(),
            })
        })
    }

    /// How many changes belong into one call of [`Self::parcel_changes`].
    #[must_use]
    pub fn parcel_batch() -> usize {
        BATCH
    }

    /// Takes records in that the laptop kept when this office was restored, no more than [`Self::parcel_batch`] at
    /// once.
    pub fn parcel_kept(
        &mut self,
        grant: &Grant,
        kept: &[(Uuid, RecordState)],
        now_ms: i64,
    ) -> Result<Salvaged> {
        self.write(|office| {
            let numbers = parcel::take_kept(office, grant, kept, now_ms)?;
            Ok(Salvaged {
                numbers,
                touched: office.take_touched(),
            })
        })
    }

    /// Remembers, after the last change, what the laptop needs next. The place that it knows and this log does not have,
    /// if so, with the newest one that both know.
    pub fn parcel_closed(
        &mut self,
        grant: &Grant,
        head: &UpHead,
        taken: parcel::Taken,
        now_ms: i64,
    ) -> Result<Option<(Mark, Mark)>> {
        self.write(|office| parcel::close(office, grant, head, taken, now_ms))
    }

    /// Where a laptop stands, as far as the office knows.
    pub fn parcel_place(&self, device: Uuid) -> Result<Place> {
        Ok(self.setting(&key(device))?.unwrap_or_default())
    }

    /// Makes a parcel for a laptop: its head first, then its pages one by one, all of one moment. The inner error says
    /// why there can be none.
    pub fn parcel_for<E: From<crate::StoreError>>(
        &mut self,
        grant: &Grant,
        id: Uuid,
        now_ms: i64,
        mut head_to: impl FnMut(&DownHead) -> Result<(), E>,
        mut page_to: impl FnMut(&DownHead, Page) -> Result<(), E>,
    ) -> Result<Result<DownHead, Refusal>, E> {
        self.read(|office| {
            let head = match parcel::down_head(office, grant, id, now_ms)? {
                Ok(head) => head,
                Err(refusal) => return Ok(Err(refusal)),
            };
            head_to(&head)?;
            for page in parcel::ack_pages(office, grant, &head)? {
                page_to(&head, page)?;
            }
            let mut cursor = head.from;
            loop {
                let page = parcel::down_page(office, grant, &head, cursor)?;
                if let Some(refusal) = page.answer.refused {
                    return Ok(Err(refusal));
                }
                let (next, more) = (page.answer.cursor, page.answer.more);
                page_to(&head, page)?;
                if !more || next <= cursor {
                    break;
                }
                cursor = next;
            }
            for (scope, mut after) in parcel::to_fetch(office, grant)? {
                loop {
                    let fetch = Fetch {
                        scope: scope.clone(),
                        after,
                    };
                    let page = parcel::fetch_page(office, grant, &head, fetch)?;
                    after = page.answer.fetched.as_ref().and_then(|page| page.upto);
                    page_to(&head, page)?;
                    if after.is_none() {
                        break;
                    }
                }
            }
            Ok(Ok(head))
        })
    }
}

/// The laptop's side.
impl Store {
    /// Attached files that are here and that the office does not have as far as is known, oldest first, with their
    /// lengths.
    pub fn unsent_blobs(&self) -> Result<Vec<(Sha, u64)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT sha256, length FROM blob WHERE sent < length AND have = length ORDER BY no",
        )?;
        let rows = statement.query_map((), |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Attached files that somebody asked for and that are not whole here.
    pub fn wanted_blobs(&self) -> Result<Vec<Sha>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT sha256 FROM blob WHERE wanted <> 0 AND have < length")?;
        let rows = statement.query_map((), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Own changes that the office has not answered, after a place in the laptop's own order.
    pub fn unsent_after(&self, no: u64, count: usize) -> Result<Vec<OwnChange>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT no, bytes FROM change WHERE own = 1 AND seq IS NULL AND no > ?1 ORDER BY no LIMIT ?2",
        )?;
        let rows = statement.query_map(
            (no.cast_signed(), i64::try_from(count).unwrap_or(i64::MAX)),
            |row| {
                Ok(OwnChange {
                    no: row.get::<_, i64>(0)?.cast_unsigned(),
                    bytes: packed::column(row, 1)?,
                })
            },
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many own changes the office has not answered up to a place in the laptop's own order, and the bytes that they take here.
    pub fn unsent_until(&self, no: u64) -> Result<(u64, u64)> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT count(*), coalesce(sum(length(bytes)), 0) FROM change WHERE own = 1 AND seq IS NULL AND no <= ?1",
            )?
            .query_row([i64::try_from(no).unwrap_or(i64::MAX)], |row| {
                Ok((
                    row.get::<_, i64>(0)?.cast_unsigned(),
                    row.get::<_, i64>(1)?.cast_unsigned(),
                ))
            })?)
    }
}
