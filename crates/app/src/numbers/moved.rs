//! A database that comes from elsewhere: restored from a copy, or moved to another machine.
//!
//! The laptop that it was copied from may have gone on printing, so whatever numbers this database holds may be on paper
//! already: all blocks that it knows are burned, and the laptop's own series leaps. Nor does it know which blocks came
//! after the copy was made: those that the office had given out before it first hears of this laptop again are burned
//! when they arrive. Burned numbers are told to the office, which explains the gap in the register and sends new ones.

use jemput_domain::number::{Burned, SeriesKey, Stock};
use jemput_store::{Author, Store, Tx};
use jemput_sync::SCOPE;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{counters, marks::machine_id, records::BURNED, stock_in};
use crate::{App, error::Result, session::Session};

/// The machine that last worked with this database.
const MACHINE: &str = "machine";
/// What [`MACHINE`] holds in a database that was restored: no machine.
const RESTORED: &str = "restored";

/// Letters that the other laptop may have printed in the own series since the copy: far more than a season's.
const OWN_LEAP: u32 = 500;

/// Blocks that arrive and are not new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Later {
    /// Any: the office has not answered yet.
    Unknown,
    /// Those up to this place of the office's log, where it was when it first answered.
    UpTo(u64),
}

/// A database that was put back from a copy: all that it knows of numbers is old.
pub(crate) fn note_restored(store: &Store) -> Result<()> {
    Ok(store.set_setting(MACHINE, RESTORED)?)
}

/// What a database from elsewhere remembers of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Origin {
    /// Blocks that arrive and are not new.
    old: Option<Later>,
    /// Where the own series of a counter begins that was never used here.
    own_from: u32,
}

const ORIGIN: &str = "numbers-origin";

impl Default for Origin {
    fn default() -> Self {
        Self {
            old: None,
            own_from: 1,
        }
    }
}

impl Origin {
    pub(super) fn of(store: &Store) -> Result<Self> {
        Ok(store.setting(ORIGIN)?.unwrap_or_default())
    }

    pub(super) fn within(tx: &Tx<'_>) -> Result<Self> {
        Ok(tx.setting(ORIGIN)?.unwrap_or_default())
    }

    /// Whether a block may be used that came with this place of the office's log.
    pub(super) fn may_use(self, last_seq: u64) -> bool {
        match self.old {
            None => true,
            Some(Later::Unknown) => false,
            Some(Later::UpTo(seq)) => last_seq > seq,
        }
    }

    /// A stock for a counter that was never used here.
    pub(super) fn begun(self, empty: Stock) -> Stock {
        Stock {
            own_next: empty.own_next.max(self.own_from),
            ..empty
        }
    }
}

/// The office answered for the first time since: what it has given out until here is old.
pub(crate) fn office_is_at(store: &Store, seq: u64) -> Result<()> {
    let origin = Origin::of(store)?;
    if origin.old == Some(Later::Unknown) {
        let old = Some(Later::UpTo(seq));
        store.set_setting(ORIGIN, &Origin { old, ..origin })?;
    }
    Ok(())
}

impl App {
    /// Burns what may be on paper if the database comes from elsewhere; called before numbers are compared with their
    /// marks, once per sign-in.
    pub(super) fn notice_move(&self, session: &Session) -> Result<()> {
        let here = machine_id();
        let mut store = session.store();
        let known: Option<String> = store.setting(MACHINE)?;
        if known.as_deref() == Some(&here) {
            return Ok(());
        }
        if known.is_none() {
            return Ok(store.set_setting(MACHINE, &here)?);
        }
        let origin = Origin {
            old: Some(Later::Unknown),
            own_from: 1 + OWN_LEAP,
        };
        burn(
            &mut store,
            session,
            &self.author(session),
            |_| true,
            |tx| {
                tx.set_setting(ORIGIN, &origin)?;
                tx.set_setting(MACHINE, &here)
            },
        )
    }

    /// After a complete sync: blocks from before are all here now, and burned.
    pub(crate) fn burn_old_blocks(&self, session: &Session, store: &mut Store) -> Result<()> {
        let origin = Origin::of(store)?;
        if !matches!(origin.old, Some(Later::UpTo(_))) {
            return Ok(());
        }
        let over = Origin {
            old: None,
            ..origin
        };
        let author = self.author(session);
        burn(
            store,
            session,
            &author,
            |seq| !origin.may_use(seq),
            |tx| tx.set_setting(ORIGIN, &over),
        )
    }
}

/// Burns blocks by their place in the office's log, in all counters. Where it is because the database has just come from
/// elsewhere (it has no [`Origin`] yet that says so), the own series leap too.
fn burn(
    store: &mut Store,
    session: &Session,
    author: &Author,
    is_old: impl Fn(u64) -> bool,
    more: impl FnOnce(&Tx<'_>) -> jemput_store::Result<()>,
) -> Result<()> {
    let moved_now = Origin::of(store)?.old.is_none();
    let keys = counters(store)?;
    let done = store.transact(author, |tx| -> Result<usize> {
        let mut count = 0;
        for key in &keys {
            let kept = tx.stock(key)?.map_or(Vec::new(), |stock| stock.blocks);
            let mut stock = stock_in(tx, session, key, Origin::default())?;
            let mut burned = Vec::new();
            for block in &mut stock.blocks {
                // Those that are in use here were judged before.
                let known = !moved_now && kept.iter().any(|known| known.id == block.id);
                let seq = tx.record(block.id.0)?.map_or(0, |record| record.last_seq);
                if !known && is_old(seq) {
                    burned.extend(block.burn());
                }
            }
            if moved_now {
                stock.own_next = stock.own_next.saturating_add(OWN_LEAP);
            }
            count += burned.len();
            tell(tx, key, &burned, author.wall_ms)?;
            tx.set_stock(key, &stock)?;
        }
        more(tx)?;
        Ok(count)
    })?;
    tracing::warn!(
        blocks = done.value,
        "number blocks burned: the database comes from elsewhere"
    );
    Ok(())
}

/// Writes burned numbers down for the office.
pub(super) fn tell(tx: &mut Tx<'_>, key: &SeriesKey, burned: &[Burned], now_ms: i64) -> Result<()> {
    for numbers in burned {
        let fields = json!({
            SCOPE: format!("village:{}", key.village),
            "block": numbers.block,
            "village": key.village,
            "series": key.series,
            "year": key.year,
            "from": numbers.from,
            "to": numbers.to,
            "at": now_ms,
        });
        if let serde_json::Value::Object(fields) = fields {
            tx.create(Uuid::now_v7(), BURNED, fields)?;
        }
    }
    Ok(())
}
