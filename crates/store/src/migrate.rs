//! Numbered schema steps; the number lives in `user_version`.

use std::path::Path;

use rusqlite::Connection;

use crate::{Result, StoreError};

/// Never change a step that was released: add one.
const STEPS: &[&str] = &[
    include_str!("schema/001_records.sql"),
    include_str!("schema/002_sync.sql"),
];

/// Brings the schema up to date; an older program never touches a newer file.
pub(crate) fn up(conn: &mut Connection, path: &Path) -> Result<()> {
    let known = u32::try_from(STEPS.len()).unwrap_or(u32::MAX);
    let found: u32 = conn.query_row("PRAGMA user_version", (), |row| row.get(0))?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    if found > 0 {
        // The copy is encrypted like the original: pages are copied, not values.
        conn.pragma_update(None, "wal_checkpoint", "truncate")?;
        std::fs::copy(path, path.with_extension(format!("sebelum-{known}")))?;
    }
    let tx = conn.transaction()?;
    for step in &STEPS[found as usize..] {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "user_version", known)?;
    tx.commit()?;
    Ok(())
}
