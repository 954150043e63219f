//! Snapshots as files: blocks of records, column by column ([`jemput_sync::Block`]), behind a first line that says what it
//! is, and all of it packed as small as can be.
//!
//! The office writes them from its database while others write on. A laptop keeps what has come in pieces inside its
//! encrypted database, and reads the whole block by block: neither side ever holds all records in memory.

mod read;
#[cfg(test)]
mod tests;

use std::io::Write;

use jemput_sync::{BlockWriter, Digest, Ledger as _, Mark, Snapshot};
use rusqlite::{OptionalExtension as _, TransactionBehavior};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zstd::zstd_safe::CParameter;

use crate::{
    Result, Store, StoreError,
    ledger::{self, Office},
    sums,
};

pub use read::SnapshotReader;

/// The form of the files that this program writes and reads.
pub const SNAPSHOT_FORM: u32 = 2;
/// Ids that are asked for at once.
const PAGE: usize = 500;
/// A file is packed once and fetched often, over links on which each kilobyte is an eighth of a second.
const LEVEL: i32 = 19;
/// Tables of the packer, as powers of two: the usual ones of this level are six times as large, for a hundredth of the
/// length.
const TABLES: [CParameter; 3] = [
    CParameter::WindowLog(22),
    CParameter::ChainLog(20),
    CParameter::HashLog(20),
];

/// The first line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Top {
    form: u32,
    scope: String,
    mark: Mark,
    records: u64,
}

/// Counts and hashes what goes through.
struct Measured<W> {
    out: W,
    sha: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Measured<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.sha.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

impl Store {
    /// Scopes of a prefix with so many records or more, and how many each has, at the office.
    pub fn large_scopes(&self, prefix: &str, least: u64) -> Result<Vec<(String, u64)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT scope, count(*) FROM member WHERE substr(scope, 1, length(?1)) = ?1
             GROUP BY scope HAVING count(*) >= ?2",
        )?;
        let scopes = statement.query_map((prefix, least.cast_signed()), |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
        })?;
        Ok(scopes.collect::<rusqlite::Result<_>>()?)
    }

    /// How often a scope was touched after a place of the log, at the office.
    pub fn touched_since(&self, scope: &str, seq: u64) -> Result<u64> {
        let count: i64 = self
            .conn
            .prepare_cached("SELECT count(*) FROM feed WHERE scope = ?1 AND seq > ?2")?
            .query_row((scope, seq.cast_signed()), |row| row.get(0))?;
        Ok(count.cast_unsigned())
    }

    /// Writes a scope, as it is now, to `out`; takes seconds for a village, and others write meanwhile.
    pub fn write_snapshot(&mut self, scope: &str, out: impl Write) -> Result<Snapshot> {
        // One view of the database from the first to the last record.
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Deferred)?;
        let office = Office::new(&tx);
        let mark = ledger::head(&tx)?.mark;
        let records: i64 = tx
            .prepare_cached("SELECT count(*) FROM member WHERE scope = ?1")?
            .query_row([scope], |row| row.get(0))?;
        let top = Top {
            form: SNAPSHOT_FORM,
            scope: scope.to_owned(),
            mark,
            records: records.cast_unsigned(),
        };
        let measured = Measured {
            out,
            sha: Sha256::new(),
            bytes: 0,
        };
        let mut packer = zstd::Encoder::new(measured, LEVEL)?;
        for table in TABLES {
            packer.set_parameter(table)?;
        }
        packer.write_all(&serde_json::to_vec(&top)?)?;
        packer.write_all(b"\n")?;
        let mut block = BlockWriter::default();
        let mut after: Option<Uuid> = None;
        loop {
            let ids = sums::members(&tx, scope, after, None, PAGE)?;
            if block.is_full() || (ids.is_empty() && !block.is_empty()) {
                block.write(&mut packer)?;
            }
            let Some(last) = ids.last() else { break };
            after = Some(*last);
            for id in ids {
                block.push(id, &office.record(id)?.ok_or(StoreError::Missing)?);
            }
        }
        let mut measured = packer.finish()?;
        measured.flush()?;
        Ok(Snapshot {
            mark,
            bytes: measured.bytes,
            sha256: Digest(measured.sha.finalize().into()),
            records: top.records,
        })
    }

    /// Bytes of a snapshot that are here, on a laptop.
    pub fn snapshot_have(&self, snapshot: &Snapshot) -> Result<u64> {
        let last: Option<(i64, i64)> = self
            .conn
            .prepare_cached(
                "SELECT at, length(bytes) FROM snapshot_piece WHERE sha256 = ?1 ORDER BY at DESC LIMIT 1",
            )?
            .query_row([snapshot.sha256.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(last.map_or(0, |(at, length)| (at + length).cast_unsigned()))
    }

    /// Keeps the bytes that follow those that are here; how many are here then.
    pub fn keep_snapshot_piece(&self, snapshot: &Snapshot, bytes: &[u8]) -> Result<u64> {
        let have = self.snapshot_have(snapshot)?;
        if bytes.is_empty() {
            return Ok(have);
        }
        self.conn
            .prepare_cached("INSERT INTO snapshot_piece VALUES (?1, ?2, ?3)")?
            .execute((snapshot.sha256.0, have.cast_signed(), bytes))?;
        Ok(have + bytes.len() as u64)
    }

    /// Throws away the pieces of all snapshots but those that are still on their way.
    pub fn drop_snapshot_pieces<'a>(
        &self,
        but: impl IntoIterator<Item = &'a Snapshot>,
    ) -> Result<()> {
        let keep: Vec<String> = but
            .into_iter()
            .map(|snapshot| snapshot.sha256.to_string())
            .collect();
        self.conn
            .prepare_cached(
                "DELETE FROM snapshot_piece WHERE lower(hex(sha256)) NOT IN (SELECT value FROM json_each(?1))",
            )?
            .execute([serde_json::to_string(&keep)?])?;
        Ok(())
    }
}
