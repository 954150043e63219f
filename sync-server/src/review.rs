//! `review.db`: what waits for the office's decision, derived from the records.
//!
//! It follows the office's log: whoever brings changes (a laptop, a bundle, the console, a restored backup), what the
//! log names is looked at anew before anybody sees the list. The file holds nothing of its own. It is thrown away and
//! made again when the log is not the one it was made from, or when this program derives more than the last one did;
//! so it is in no backup.

mod approvals;
mod audit;
mod circles;
mod households;
mod irregular;
mod list;
mod numbers;
mod pairs;
mod refresh;
mod removed;
mod rivals;
mod soft;
mod turn;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jemput_store::Store;
use jemput_sync::Mark;
use rusqlite::{Connection, OptionalExtension as _, config::DbConfig};

pub(crate) use approvals::stands_id;
pub(crate) use audit::{DeedFilter, Done};
pub(crate) use irregular::{IRREGULARITY, Irregular, IrregularFilter};
pub(crate) use list::{Filter, Listed, Lists};
pub(crate) use pairs::Pair;
pub(crate) use removed::meetings;
pub(crate) use soft::{looked_id, strangers};
pub(crate) use turn::Review;

/// What is derived; another number makes everything anew.
const VERSION: i64 = 7;
/// Entries of the log in one transaction: whoever waits for the list waits for no more of them.
const STEP: u32 = 100;

/// What makes the list, with a connection to the records of its own: looking through thousands of them holds up no
/// request.
#[derive(Debug)]
struct Maker {
    db: Connection,
    store: Store,
}

impl Maker {
    /// Opens the list beside the records.
    fn open(data: &Path) -> Result<Self> {
        let store = Store::open_plain(&data.join("records.db"))?;
        Ok(Self {
            db: connect(&data.join("review.db"))?,
            store,
        })
    }

    /// Up to where the log was looked at; the beginning, after the list was emptied, when this is another log.
    fn place(&mut self) -> Result<Mark> {
        let at = mark(&self.db)?;
        if at.seq > 0 && self.store.log_digest(at.seq)? != Some(at.digest) {
            // The office was restored: what was derived from the lost changes is no longer so.
            self.db.execute_batch(include_str!("review/empty.sql"))?;
            return Ok(Mark::default());
        }
        Ok(at)
    }

    /// Entries of the log that were not looked at.
    fn behind(&mut self) -> Result<u64> {
        let at = self.place()?.seq;
        Ok(self.store.log_head()?.seq.saturating_sub(at))
    }

    /// Takes a few entries in; `false` at the log's head.
    fn step(&mut self) -> Result<bool> {
        let at = self.place()?;
        let Some((last, records)) = self.store.touched_after(at.seq, STEP)? else {
            return Ok(false);
        };
        let tx = self.db.unchecked_transaction()?;
        for record in records {
            refresh::record(&tx, &self.store, record)?;
        }
        let digest = self.store.log_digest(last)?.unwrap_or_default();
        tx.execute(
            "INSERT OR REPLACE INTO head VALUES (0, ?1, ?2)",
            (last.cast_signed(), digest.0),
        )?;
        tx.commit()?;
        Ok(true)
    }
}

impl Maker {
    /// What is looked through only when the rest is done: one piece of it; `false` when nothing is left.
    fn quiet_step(&mut self) -> Result<bool> {
        let tx = self.db.unchecked_transaction()?;
        let more = irregular::when_quiet(&tx, &self.store)?;
        tx.commit()?;
        Ok(more)
    }
}

fn mark(db: &Connection) -> Result<Mark> {
    Ok(db
        .query_row("SELECT seq, digest FROM head", (), |row| {
            Ok(Mark {
                seq: row.get::<_, i64>(0)?.cast_unsigned(),
                digest: jemput_sync::Digest(row.get(1)?),
            })
        })
        .optional()?
        .unwrap_or_default())
}

/// The database, made anew where it is another version's or cannot be read.
fn connect(path: &Path) -> Result<Connection> {
    match open(path) {
        Ok(db) => Ok(db),
        // Another process of this office is at it.
        Err(error) if is_busy(&error) => Err(error),
        Err(_) => {
            for file in [path.to_owned(), beside(path, "-wal"), beside(path, "-shm")] {
                if file.exists() {
                    std::fs::remove_file(&file)
                        .with_context(|| format!("{} cannot be removed", file.display()))?;
                }
            }
            open(path)
        }
    }
}

fn is_busy(error: &anyhow::Error) -> bool {
    let code = error
        .downcast_ref::<rusqlite::Error>()
        .and_then(rusqlite::Error::sqlite_error_code);
    matches!(
        code,
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
    )
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn open(path: &Path) -> Result<Connection> {
    let mut db = Connection::open(path)?;
    db.busy_timeout(std::time::Duration::from_secs(10))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    // What a power cut takes is derived again.
    db.pragma_update(None, "synchronous", "NORMAL")?;
    // As with the records: plans that stay, and all statements of a step at hand.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.set_prepared_statement_cache_capacity(64);
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    match version {
        0 => {
            let tx = db.transaction()?;
            tx.execute_batch(include_str!("review/tables.sql"))?;
            tx.pragma_update(None, "user_version", VERSION)?;
            tx.commit()?;
        }
        VERSION => {
            db.query_row("SELECT count(*) FROM head", (), |row| row.get::<_, i64>(0))?;
        }
        other => anyhow::bail!("version {other}"),
    }
    Ok(db)
}
