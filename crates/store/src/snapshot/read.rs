//! Reading a snapshot that has come.

use std::io::{BufRead as _, BufReader, Cursor, Read as _};

use jemput_sync::{RecordState, Snapshot};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{FORM, Top};
use crate::{Result, Store, StoreError};

/// No group is longer: 500 records with many rivals each are a few megabytes.
const LONGEST: u64 = 256 * 1024 * 1024;
/// The packer's window is far smaller; a file that wants more would fill the memory.
const WINDOW: u32 = 24;

/// A whole snapshot, group by group.
pub struct SnapshotReader {
    lines: BufReader<zstd::Decoder<'static, Cursor<Vec<u8>>>>,
    left: u64,
}

impl std::fmt::Debug for SnapshotReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SnapshotReader").finish_non_exhaustive()
    }
}

fn bad() -> StoreError {
    StoreError::Form("snapshot")
}

impl Store {
    /// A snapshot of which all bytes are here.
    ///
    /// # Errors
    /// [`StoreError::Form`] when it is not what the office offered.
    pub fn read_snapshot(&self, scope: &str, snapshot: &Snapshot) -> Result<SnapshotReader> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT bytes FROM snapshot_piece WHERE sha256 = ?1 ORDER BY at")?;
        let mut rows = statement.query([snapshot.sha256.0])?;
        let mut packed = Vec::new();
        while let Some(row) = rows.next()? {
            packed.extend_from_slice(row.get_ref(0)?.as_blob().map_err(|_| bad())?);
        }
        if packed.len() as u64 != snapshot.bytes
            || <[u8; 32]>::from(Sha256::digest(&packed)) != snapshot.sha256.0
        {
            return Err(bad());
        }
        let mut decoder = zstd::Decoder::with_buffer(Cursor::new(packed)).map_err(|_| bad())?;
        decoder.window_log_max(WINDOW).map_err(|_| bad())?;
        let mut reader = SnapshotReader {
            lines: BufReader::new(decoder),
            left: snapshot.records,
        };
        let top: Top = serde_json::from_slice(&reader.line()?).map_err(|_| bad())?;
        let expected = Top {
            form: FORM,
            scope: scope.to_owned(),
            mark: snapshot.mark,
            records: snapshot.records,
        };
        if top == expected {
            Ok(reader)
        } else {
            Err(bad())
        }
    }
}

impl SnapshotReader {
    fn line(&mut self) -> Result<Vec<u8>> {
        let mut line = Vec::new();
        let read = self
            .lines
            .by_ref()
            .take(LONGEST)
            .read_until(b'\n', &mut line);
        match (read, line.pop()) {
            (Ok(_), Some(b'\n')) => Ok(line),
            _ => Err(bad()),
        }
    }

    /// The next records, by id, and whether they are the last ones.
    ///
    /// # Errors
    /// When the file does not hold what it says.
    pub fn next_group(&mut self) -> Result<(Vec<(Uuid, RecordState)>, bool)> {
        if self.left == 0 {
            return Ok((Vec::new(), true));
        }
        let group = jemput_sync::read_group(&self.line()?).map_err(|_| bad())?;
        let count = group.len() as u64;
        if group.is_empty() || count > self.left {
            return Err(bad());
        }
        self.left -= count;
        Ok((group, self.left == 0))
    }
}
