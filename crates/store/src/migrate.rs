//! Numbered schema steps; the number lives in `user_version`.
//!
//! Before an older file is changed, a checked copy of it lies beside it (`before`). No copy, no step.

mod before;

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{Result, StoreError, keyring::DataKey, sums};

/// Never change a step that was released: add one.
const STEPS: &[&str] = &[
    include_str!("schema/001_records.sql"),
    include_str!("schema/002_sync.sql"),
    include_str!("schema/003_attachment.sql"),
    include_str!("schema/004_repair.sql"),
    include_str!("schema/005_blob.sql"),
    include_str!("schema/006_merged.sql"),
    include_str!("schema/007_packed.sql"),
    include_str!("schema/008_snapshot.sql"),
    include_str!("schema/009_due.sql"),
    include_str!("schema/010_note.sql"),
];

/// The first schema in which sums are kept.
const SUMS: u32 = 4;

/// Brings the schema up to date; an older program never touches a newer file.
pub(crate) fn up(conn: &mut Connection, path: &Path, key: Option<&DataKey>) -> Result<()> {
    run(conn, path, key, STEPS, |tx, found| {
        if (1..SUMS).contains(&found) {
            sums::recount_all(tx)?;
        }
        Ok(())
    })
}

/// `fill` gets what SQL alone cannot compute into a file that had the schema `found`.
fn run(
    conn: &mut Connection,
    path: &Path,
    key: Option<&DataKey>,
    steps: &[&str],
    fill: impl Fn(&Transaction<'_>, u32) -> Result<()>,
) -> Result<()> {
    let known = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    let found = version(conn)?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    let kept = if found > 0 {
        Some(before::keep_copy(conn, path, key, known)?)
    } else {
        None
    };
    // Asked again under the lock: another connection may have done it meanwhile.
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&tx)?;
    if found >= known {
        return Ok(());
    }
    if let Some(kept) = kept
        && before::print_of(&tx)? != kept
    {
        // Somebody wrote after the copy: it would not be what is about to be changed.
        return Err(StoreError::Busy);
    }
    step(&tx, steps, found, known, fill)
        .and_then(|()| Ok(tx.commit()?))
        .map_err(|error| match error {
            // The transaction took everything back.
            StoreError::DiskFull if found > 0 => before::not_copied(StoreError::DiskFull),
            other => other,
        })
}

fn step(
    tx: &Transaction<'_>,
    steps: &[&str],
    found: u32,
    known: u32,
    fill: impl Fn(&Transaction<'_>, u32) -> Result<()>,
) -> Result<()> {
    for step in steps.iter().skip(found as usize) {
        tx.execute_batch(step)?;
    }
    fill(tx, found)?;
    tx.pragma_update(None, "user_version", known)?;
    Ok(())
}

fn version(conn: &Connection) -> Result<u32> {
    Ok(conn.query_row("PRAGMA user_version", (), |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "CREATE TABLE a (x INTEGER);";
    const TWO: &str = "CREATE TABLE b (y INTEGER); INSERT INTO b SELECT x + 1 FROM a;";

    fn nothing(_: &Transaction<'_>, _: u32) -> Result<()> {
        Ok(())
    }

    #[test]
    fn an_older_file_is_copied_and_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desa.db");
        let mut conn = Connection::open(&path).unwrap();
        conn.pragma_update(None, "journal_mode", "wal").unwrap();
        run(&mut conn, &path, None, &[ONE], nothing).unwrap();
        conn.execute("INSERT INTO a VALUES (41)", ()).unwrap();
        assert!(
            !folder.path().join("desa.sebelum-1").exists(),
            "nothing to lose in a new file"
        );
        run(&mut conn, &path, None, &[ONE, TWO], nothing).unwrap();
        let y: i64 = conn
            .query_row("SELECT y FROM b", (), |row| row.get(0))
            .unwrap();
        assert_eq!((y, version(&conn).unwrap()), (42, 2));
        let copy = Connection::open(folder.path().join("desa.sebelum-2")).unwrap();
        let x: i64 = copy
            .query_row("SELECT x FROM a", (), |row| row.get(0))
            .unwrap();
        assert_eq!((x, version(&copy).unwrap()), (41, 1));
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desa.db");
        let mut conn = Connection::open(&path).unwrap();
        run(&mut conn, &path, None, &[ONE], nothing).unwrap();
        assert!(
            run(
                &mut conn,
                &path,
                None,
                &[ONE, "CREATE TABLE b (y); CREATE TABLE a (again);"],
                nothing
            )
            .is_err()
        );
        assert_eq!(version(&conn).unwrap(), 1);
        assert!(conn.prepare("SELECT y FROM b").is_err());
    }

    #[test]
    fn a_newer_file_is_refused_and_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desa.db");
        let mut conn = Connection::open(&path).unwrap();
        run(&mut conn, &path, None, &[ONE, TWO], nothing).unwrap();
        let refused = run(&mut conn, &path, None, &[ONE], nothing).unwrap_err();
        assert!(
            matches!(refused, StoreError::Newer { found: 2, known: 1 }),
            "{refused}"
        );
        assert_eq!(version(&conn).unwrap(), 2);
    }

    /// A file as it was written before sums were kept.
    #[test]
    fn a_file_of_schema_3_gets_the_sums_and_members_that_it_never_had() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desa.db");
        let mut conn = Connection::open(&path).unwrap();
        run(&mut conn, &path, None, &STEPS[..3], nothing).unwrap();
        for (n, left) in [(1_u128, None), (2, None), (3, Some(7))] {
            conn.execute(
                r#"INSERT INTO record (id, kind, state, last_seq, left_seq, rivals) VALUES (?1, 'resident',
                   '{"kind":"resident","ids":[["0000000000000001",1,5]],"fields":{"scope":[0,"village:1"]}}', 5, ?2, 0)"#,
                (uuid::Uuid::from_u128(n).as_bytes().as_slice(), left),
            )
            .unwrap();
        }
        up(&mut conn, &path, None).unwrap();
        let kept = sums::kept(&conn).unwrap();
        assert_eq!(kept.keys().collect::<Vec<_>>(), ["village:1"]);
        assert_eq!(kept, sums::counted(&conn).unwrap());
        let members = sums::members(&conn, "village:1", None, None, 10).unwrap();
        assert_eq!(
            members,
            [1, 2].map(uuid::Uuid::from_u128),
            "a hidden record belongs to nobody"
        );
    }

    #[test]
    fn looks_at_whole_numbers_that_were_never_sent_wait_for_the_office_now() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desa.db");
        let mut conn = Connection::open(&path).unwrap();
        run(&mut conn, &path, None, &STEPS[..9], nothing).unwrap();
        let (whose, who) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
        conn.execute(
            "INSERT INTO view_log (record, officer, at) VALUES (?1, ?2, 7)",
            (whose.as_bytes().as_slice(), who.as_bytes().as_slice()),
        )
        .unwrap();
        drop(conn);
        let store = crate::Store::open_plain(&path).unwrap();
        let notes = store.notes(10).unwrap();
        let told = notes.first().map(|(_, entry)| entry.clone()).unwrap();
        assert_eq!((told.who, told.of, told.at_ms), (who, whose, 7));
        assert_eq!(told.deed, jemput_domain::audit::Deed::SawNumbers);
    }
}
