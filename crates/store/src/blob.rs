//! Content of attached files on a laptop: inside the encrypted database, by SHA-256, in pieces of 64 KB.
//!
//! A file goes when its record is with the office, and comes when somebody asks for it. Both go on where they stopped.

use rusqlite::{Connection, OptionalExtension as _, Row};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{Result, Store, StoreError, Tx};

/// SHA-256 of a file.
pub type Sha = [u8; 32];

/// Bytes of one piece; the last one of a file is what remains.
pub const BLOB_PIECE: usize = 64 * 1024;

/// How far a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Its content.
    pub sha256: Sha,
    /// Bytes in all.
    pub length: u64,
    /// Bytes from its beginning that are here.
    pub have: u64,
    /// Bytes from its beginning that the office has.
    pub sent: u64,
    /// Somebody asked for it.
    pub wanted: bool,
    /// Code of why it does not move on.
    pub problem: Option<String>,
    /// A small picture of it.
    pub thumb: Option<Vec<u8>>,
}

impl Blob {
    /// All of it is here.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.have == self.length
    }

    /// The office has all of it.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.sent == self.length
    }
}

/// Files that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BlobCounts {
    /// Files on their way to the office.
    pub files: u64,
    /// Bytes of them that are still to go.
    pub bytes: u64,
    /// Files that somebody asked for and that are not whole yet.
    pub wanted: u64,
    /// Files that were refused or are not at the office.
    pub stuck: u64,
}

const COLUMNS: &str = "sha256, length, have, sent, wanted, problem, thumb";

fn read(row: &Row<'_>) -> rusqlite::Result<Blob> {
    let number = |at| row.get::<_, i64>(at).map(i64::cast_unsigned);
    Ok(Blob {
        sha256: row.get(0)?,
        length: number(1)?,
        have: number(2)?,
        sent: number(3)?,
        wanted: row.get(4)?,
        problem: row.get(5)?,
        thumb: row.get(6)?,
    })
}

fn piece_number(offset: u64) -> Result<i64> {
    let size = BLOB_PIECE as u64;
    if offset.is_multiple_of(size) {
        Ok((offset / size).cast_signed())
    } else {
        Err(StoreError::Form("offset"))
    }
}

fn put_piece(conn: &Connection, sha256: &Sha, offset: u64, bytes: &[u8]) -> Result<()> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO blob_piece (blob, no, bytes) SELECT no, ?2, ?3 FROM blob WHERE sha256 = ?1",
    )?
    .execute((sha256, piece_number(offset)?, bytes))?;
    Ok(())
}

fn drop_pieces(conn: &Connection, sha256: &Sha) -> Result<()> {
    conn.prepare_cached(
        "DELETE FROM blob_piece WHERE blob = (SELECT no FROM blob WHERE sha256 = ?1)",
    )?
    .execute([sha256])?;
    conn.prepare_cached("UPDATE blob SET have = 0 WHERE sha256 = ?1")?
        .execute([sha256])?;
    Ok(())
}

/// Takes the file of an attachment away, if no other one names it.
pub(crate) fn drop_of(conn: &Connection, attachment: Uuid) -> Result<()> {
    let only = "(SELECT no FROM blob WHERE sha256 = (SELECT sha256 FROM attachment WHERE id = ?1)
                 AND NOT EXISTS (SELECT 1 FROM attachment o WHERE o.sha256 = blob.sha256 AND o.id <> ?1))";
    for table in ["blob_piece WHERE blob", "blob WHERE no"] {
        conn.prepare_cached(&format!("DELETE FROM {table} = {only}"))?
            .execute([attachment.as_bytes().as_slice()])?;
    }
    Ok(())
}

impl Tx<'_> {
    /// Keeps a file that was attached here; returns its hash. One that is here already stays as it is.
    pub fn put_blob(&mut self, bytes: &[u8], thumb: Option<&[u8]>) -> Result<Sha> {
        let sha256: Sha = Sha256::digest(bytes).into();
        let length = bytes.len() as u64;
        self.conn
            .prepare_cached(
                "INSERT INTO blob (sha256, length, have, sent, thumb) VALUES (?1, ?2, 0, 0, ?3)
                 ON CONFLICT (sha256) DO UPDATE SET problem = NULL, thumb = coalesce(thumb, excluded.thumb)",
            )?
            .execute((&sha256, length.cast_signed(), thumb))?;
        for (offset, piece) in (0..).step_by(BLOB_PIECE).zip(bytes.chunks(BLOB_PIECE)) {
            put_piece(self.conn, &sha256, offset, piece)?;
        }
        self.conn
            .prepare_cached("UPDATE blob SET have = length WHERE sha256 = ?1")?
            .execute([&sha256])?;
        Ok(sha256)
    }
}

impl Store {
    /// What is known of a file.
    pub fn blob(&self, sha256: &Sha) -> Result<Option<Blob>> {
        Ok(self
            .conn
            .prepare_cached(&format!("SELECT {COLUMNS} FROM blob WHERE sha256 = ?1"))?
            .query_row([sha256], read)
            .optional()?)
    }

    /// One piece; `None` where it is not here. `offset` must be the beginning of one.
    pub fn blob_piece(&self, sha256: &Sha, offset: u64) -> Result<Option<Vec<u8>>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT p.bytes FROM blob_piece p JOIN blob b ON b.no = p.blob
                 WHERE b.sha256 = ?1 AND p.no = ?2 AND b.have > ?2 * ?3",
            )?
            .query_row((sha256, piece_number(offset)?, BLOB_PIECE as i64), |row| {
                row.get(0)
            })
            .optional()?)
    }

    /// The whole of a file, for showing it; `None` where not all of it is here.
    pub fn blob_bytes(&self, sha256: &Sha) -> Result<Option<Vec<u8>>> {
        let Some(blob) = self.blob(sha256)?.filter(Blob::is_here) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        while (bytes.len() as u64) < blob.length {
            match self.blob_piece(sha256, bytes.len() as u64)? {
                Some(piece) if !piece.is_empty() => bytes.extend_from_slice(&piece),
                _ => return Ok(None),
            }
        }
        Ok(Some(bytes))
    }

    /// Takes a piece of a file of others in, behind those that are here. With the last one the hash is checked: a
    /// damaged file is thrown away, and `false` tells so.
    pub fn take_blob_piece(
        &mut self,
        sha256: &Sha,
        length: u64,
        offset: u64,
        bytes: &[u8],
    ) -> Result<bool> {
        let known = self.blob(sha256)?;
        if known.as_ref().is_some_and(Blob::is_here) {
            return Ok(true);
        }
        let here = known.map_or(0, |blob| blob.have);
        let after = offset + bytes.len() as u64;
        let whole = bytes.len() == BLOB_PIECE || after == length;
        if offset != here || after > length || !whole {
            return Err(StoreError::Form("offset"));
        }
        let tx = self.conn.transaction()?;
        tx.prepare_cached(
            "INSERT INTO blob (sha256, length, have, sent) VALUES (?1, ?2, 0, ?2)
             ON CONFLICT (sha256) DO UPDATE SET length = excluded.length, sent = excluded.length",
        )?
        .execute((sha256, length.cast_signed()))?;
        put_piece(&tx, sha256, offset, bytes)?;
        tx.prepare_cached("UPDATE blob SET have = ?2 WHERE sha256 = ?1")?
            .execute((sha256, after.cast_signed()))?;
        let mut right = true;
        if after == length {
            right = hash(&tx, sha256)? == *sha256;
            if right {
                tx.prepare_cached("UPDATE blob SET wanted = 0, problem = NULL WHERE sha256 = ?1")?
                    .execute([sha256])?;
            } else {
                drop_pieces(&tx, sha256)?;
            }
        }
        tx.commit()?;
        Ok(right)
    }

    /// Somebody wants a file that is not here.
    pub fn want_blob(&self, sha256: &Sha, length: u64) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO blob (sha256, length, have, sent, wanted) VALUES (?1, ?2, 0, ?2, 1)
                 ON CONFLICT (sha256) DO UPDATE SET wanted = have < length, problem = NULL",
            )?
            .execute((sha256, length.cast_signed()))?;
        Ok(())
    }

    /// The office has a file up to here.
    pub fn note_blob_sent(&self, sha256: &Sha, sent: u64) -> Result<()> {
        self.conn
            .prepare_cached("UPDATE blob SET sent = ?2, problem = NULL WHERE sha256 = ?1")?
            .execute((sha256, sent.cast_signed()))?;
        Ok(())
    }

    /// A file does not move on, for this reason; it is left out until somebody asks again.
    pub fn note_blob_problem(&self, sha256: &Sha, code: &str) -> Result<()> {
        self.conn
            .prepare_cached("UPDATE blob SET problem = ?2, wanted = 0 WHERE sha256 = ?1")?
            .execute((sha256, code))?;
        Ok(())
    }

    /// A small picture of a file.
    pub fn set_blob_thumb(&self, sha256: &Sha, thumb: &[u8]) -> Result<()> {
        self.conn
            .prepare_cached("UPDATE blob SET thumb = ?2 WHERE sha256 = ?1")?
            .execute((sha256, thumb))?;
        Ok(())
    }

    /// Files that were stuck are tried again.
    pub fn retry_blobs(&self) -> Result<()> {
        self.conn.execute(
            "UPDATE blob SET problem = NULL, wanted = have < length WHERE problem IS NOT NULL",
            (),
        )?;
        Ok(())
    }

    /// The office was restored and may have lost files: all that are here are offered again. What it still has is
    /// found by one question for each.
    pub fn offer_blobs_again(&self) -> Result<()> {
        self.conn
            .execute("UPDATE blob SET sent = 0 WHERE have = length", ())?;
        Ok(())
    }

    /// The next file for the office: the oldest whose record the office has applied and nobody removed.
    pub fn next_blob_to_send(&self) -> Result<Option<Blob>> {
        self.first(
            "have = length AND sent < length AND problem IS NULL AND EXISTS (
                 SELECT 1 FROM attachment a JOIN record r ON r.id = a.id
                 WHERE a.sha256 = b.sha256 AND a.removed = 0 AND r.last_seq > 0 AND r.left_seq IS NULL)",
        )
    }

    /// The next file that somebody asked for.
    pub fn next_blob_to_fetch(&self) -> Result<Option<Blob>> {
        self.first("wanted = 1 AND have < length AND problem IS NULL")
    }

    fn first(&self, which: &str) -> Result<Option<Blob>> {
        Ok(self
            .conn
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM blob b WHERE {which} ORDER BY no LIMIT 1"
            ))?
            .query_row((), read)
            .optional()?)
    }

    /// What waits, for the sync page.
    pub fn blob_counts(&self) -> Result<BlobCounts> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT count(*) FILTER (WHERE up), coalesce(sum(length - sent) FILTER (WHERE up), 0),
                        count(*) FILTER (WHERE wanted = 1), count(*) FILTER (WHERE problem IS NOT NULL)
                 FROM (SELECT *, have = length AND sent < length AND EXISTS (
                           SELECT 1 FROM attachment a WHERE a.sha256 = b.sha256 AND a.removed = 0) AS up
                       FROM blob b)",
            )?
            .query_row((), |row| {
                let number = |at| row.get::<_, i64>(at).map(i64::cast_unsigned);
                Ok(BlobCounts {
                    files: number(0)?,
                    bytes: number(1)?,
                    wanted: number(2)?,
                    stuck: number(3)?,
                })
            })?)
    }
}

fn hash(conn: &Connection, sha256: &Sha) -> Result<Sha> {
    let mut hasher = Sha256::new();
    let mut pieces = conn.prepare_cached(
        "SELECT p.bytes FROM blob_piece p JOIN blob b ON b.no = p.blob WHERE b.sha256 = ?1 ORDER BY p.no",
    )?;
    let mut rows = pieces.query([sha256])?;
    while let Some(row) = rows.next()? {
        hasher.update(row.get_ref(0)?.as_blob().unwrap_or_default());
    }
    Ok(hasher.finalize().into())
}
