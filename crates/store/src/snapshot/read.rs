//! Reading a snapshot that has come.

use std::io::{BufRead as _, BufReader, Cursor, Read as _};

use jemput_sync::{Block, RecordState, Snapshot};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{SNAPSHOT_FORM, Top};
use crate::{Result, Store, StoreError};

/// The first line is far shorter.
const LONGEST_TOP: u64 = 64 * 1024;
/// The packer's window is far smaller; a file that wants more would fill the memory.
const WINDOW: u32 = 24;

/// A whole snapshot, as many records at a time as somebody has use for.
pub struct SnapshotReader {
    file: BufReader<zstd::Decoder<'static, Cursor<Vec<u8>>>>,
    block: Option<Block>,
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
        let mut file = BufReader::new(decoder);
        let mut line = Vec::new();
        file.by_ref()
            .take(LONGEST_TOP)
            .read_until(b'\n', &mut line)
            .map_err(|_| bad())?;
        let top: Top = serde_json::from_slice(&line).map_err(|_| bad())?;
        let expected = Top {
            form: SNAPSHOT_FORM,
            scope: scope.to_owned(),
            mark: snapshot.mark,
            records: snapshot.records,
        };
        if top != expected {
            return Err(bad());
        }
        Ok(SnapshotReader {
            file,
            block: None,
            left: snapshot.records,
        })
    }
}

impl SnapshotReader {
    /// The next records, by id, and whether they are the last ones.
    ///
    /// # Errors
    /// When the file does not hold what it says.
    pub fn next(&mut self, count: usize) -> Result<(Vec<(Uuid, RecordState)>, bool)> {
        let mut records = Vec::new();
        while self.left > 0 && records.len() < count {
            let block = match &mut self.block {
                Some(block) => block,
                none => none.insert(Block::read(&mut self.file).map_err(|_| bad())?),
            };
            match block.next() {
                Some(record) => {
                    records.push(record.map_err(|_| bad())?);
                    self.left -= 1;
                }
                None => self.block = None,
            }
        }
        Ok((records, self.left == 0))
    }
}
