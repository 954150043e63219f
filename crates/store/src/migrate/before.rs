//! The file as it was before a new version changes it: `jemput.db` before schema 3 is kept as `jemput.sebelum-3`.
//!
//! The copy is encrypted with the same key. It counts, and gets its name, only after it was opened, read from its first
//! to its last page, and found to hold the very rows of the original; one that lay there before stays until then.

use std::{
    fs::{self, File},
    path::Path,
};

use rusqlite::{Connection, OpenFlags, types::ValueRef};
use sha2::{Digest as _, Sha256};

use crate::{Result, StoreError, copy, keyring::DataKey, open::connection};

/// SHA-256 over the schema and all rows of all tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Print([u8; 32]);

/// Why a file stays as it is.
pub(super) fn not_copied(cause: StoreError) -> StoreError {
    StoreError::NotMigrated(Box::new(cause))
}

/// Makes the copy; what is in it.
pub(super) fn keep_copy(
    conn: &Connection,
    path: &Path,
    key: Option<&DataKey>,
    known: u32,
) -> Result<Print> {
    let kept = path.with_extension(format!("sebelum-{known}"));
    let draft = path.with_extension(format!("sebelum-{known}-baru"));
    let made = write(conn, &draft, key).and_then(|print| {
        fs::rename(&draft, &kept)?;
        sync_folder(&kept)?;
        Ok(print)
    });
    made.map_err(|error| {
        // On a full disk every byte counts; what cannot be removed now is removed before the next try.
        let _ = fs::remove_file(&draft);
        match error {
            StoreError::Busy => StoreError::Busy,
            other => not_copied(other),
        }
    })
}

fn write(conn: &Connection, draft: &Path, key: Option<&DataKey>) -> Result<Print> {
    if draft.exists() {
        fs::remove_file(draft)?;
    }
    let original = print_of(conn)?;
    copy::copy(conn, draft)?;
    let copied = checked(draft, key)?;
    if copied == original {
        Ok(copied)
    } else {
        // Somebody wrote between the two readings, or the disk gives back something else than it was given.
        Err(StoreError::Busy)
    }
}

/// Opens a copy, looks through all its pages, and reads what it holds.
fn checked(path: &Path, key: Option<&DataKey>) -> Result<Print> {
    let conn = connection(path, OpenFlags::SQLITE_OPEN_READ_ONLY, key)?;
    let sound: String = conn.query_row("PRAGMA integrity_check(1)", (), |row| row.get(0))?;
    if sound != "ok" {
        return Err(StoreError::NotADatabase);
    }
    print_of(&conn)
}

/// What a database holds, whatever its pages look like: a compacted copy has the same.
pub(super) fn print_of(conn: &Connection) -> Result<Print> {
    let mut sha = Sha256::new();
    let version: u32 = conn.query_row("PRAGMA user_version", (), |row| row.get(0))?;
    sha.update(version.to_be_bytes());
    let mut schema = conn.prepare(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name",
    )?;
    let entries = schema
        .query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(String, String, String)>>>()?;
    for (kind, name, sql) in &entries {
        for text in [kind, name, sql] {
            part(&mut sha, b't', text.as_bytes());
        }
        // The rows of a virtual table lie in tables of their own.
        if kind == "table" && !sql.starts_with("CREATE VIRTUAL") {
            rows(conn, &mut sha, name)?;
        }
    }
    Ok(Print(sha.finalize().into()))
}

fn rows(conn: &Connection, sha: &mut Sha256, table: &str) -> Result<()> {
    let name = table.replace('"', "\"\"");
    // In the table's own order, which a copy keeps.
    let mut all = conn.prepare(&format!("SELECT * FROM \"{name}\" NOT INDEXED"))?;
    let columns = all.column_count();
    let mut rows = all.query(())?;
    while let Some(row) = rows.next()? {
        for at in 0..columns {
            match row.get_ref(at)? {
                ValueRef::Null => part(sha, b'n', &[]),
                ValueRef::Integer(number) => part(sha, b'i', &number.to_be_bytes()),
                ValueRef::Real(number) => part(sha, b'r', &number.to_bits().to_be_bytes()),
                ValueRef::Text(text) => part(sha, b't', text),
                ValueRef::Blob(bytes) => part(sha, b'b', bytes),
            }
        }
    }
    Ok(())
}

fn part(sha: &mut Sha256, kind: u8, bytes: &[u8]) {
    sha.update([kind]);
    sha.update((bytes.len() as u64).to_be_bytes());
    sha.update(bytes);
}

/// A new name in a folder outlives a power cut only when the folder itself is on the disk.
#[cfg(unix)]
fn sync_folder(file: &Path) -> std::io::Result<()> {
    File::open(file.parent().unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests;
