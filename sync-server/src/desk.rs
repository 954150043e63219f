//! `desk.db`: what only this server knows.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result, bail};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

/// Version of the tables that this program reads and writes.
const VERSION: i64 = 3;
const SECOND_REQUIRED: &str = "second-required";
/// Steps from version 0. One that was released is never changed.
const STEPS: [&str; VERSION as usize] = [
    include_str!("desk.sql"),
    include_str!("desk/roles.sql"),
    include_str!("desk/laptops.sql"),
];

/// The database, open.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) db: Connection,
}

impl Desk {
    /// Opens it, or makes it where none is.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let mut db = Connection::open(path)
            .with_context(|| format!("{} cannot be opened", path.display()))?;
        db.busy_timeout(Duration::from_secs(10))?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        db.pragma_update(None, "foreign_keys", true)?;
        let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let Some(steps) = usize::try_from(version)
            .ok()
            .and_then(|from| STEPS.get(from..))
        else {
            bail!(
                "{} has version {version}; this server reads {VERSION}: update it",
                path.display()
            );
        };
        if !steps.is_empty() {
            if version > 0 {
                keep_copy(&db, path)?;
            }
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Asked again under the lock: a command beside a server may have done it.
            let found: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
            if found == version {
                for step in steps {
                    tx.execute_batch(step)?;
                }
                tx.pragma_update(None, "user_version", VERSION)?;
            }
            tx.commit()?;
        }
        Ok(Self { db })
    }

    /// A remembered value.
    pub(crate) fn meta(&self, name: &str) -> Result<Option<String>> {
        let mut found = self
            .db
            .prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
        Ok(found.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Remembers a value.
    pub(crate) fn set_meta(&self, name: &str, value: &str) -> Result<()> {
        self.db.execute(
            "INSERT INTO meta(name, value) VALUES (?1, ?2) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
            params![name, value],
        )?;
        Ok(())
    }

    /// Whether everybody needs a second factor.
    pub(crate) fn second_required(&self) -> Result<bool> {
        Ok(self.meta(SECOND_REQUIRED)?.is_some())
    }

    pub(crate) fn require_second(&self, on: bool) -> Result<()> {
        if on {
            self.set_meta(SECOND_REQUIRED, "yes")
        } else {
            self.forget_meta(SECOND_REQUIRED)
        }
    }

    /// All remembered values whose names begin so.
    pub(crate) fn metas(&self, begin: &str) -> Result<Vec<String>> {
        let mut found = self.db.prepare_cached(
            "SELECT value FROM meta WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
        )?;
        Ok(found
            .query_map([begin], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// Forgets all values whose names begin so.
    pub(crate) fn forget_metas(&self, begin: &str) -> Result<()> {
        self.db.execute(
            "DELETE FROM meta WHERE substr(name, 1, length(?1)) = ?1",
            [begin],
        )?;
        Ok(())
    }

    /// Ends all sessions of the console, and all one-time codes that nobody used yet.
    pub(crate) fn forget_doors(&self) -> Result<()> {
        self.db
            .execute_batch("DELETE FROM session; DELETE FROM code WHERE device IS NULL;")?;
        Ok(())
    }

    /// Forgets a value.
    pub(crate) fn forget_meta(&self, name: &str) -> Result<()> {
        self.db
            .execute("DELETE FROM meta WHERE name = ?1", [name])?;
        Ok(())
    }

    /// What SQLite itself finds wrong; empty when all is well.
    pub(crate) fn damage(&self) -> Result<Vec<String>> {
        let mut check = self.db.prepare("PRAGMA integrity_check(20)")?;
        let lines = check
            .query_map([], |row| row.get::<_, String>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }
}

/// The file as it was before this program changes it: `desk.sebelum-3`. No copy, no change.
fn keep_copy(db: &Connection, path: &Path) -> Result<()> {
    let kept = path.with_extension(format!("sebelum-{VERSION}"));
    let draft = path.with_extension(format!("sebelum-{VERSION}-baru"));
    let made = || -> Result<()> {
        if draft.exists() {
            std::fs::remove_file(&draft)?;
        }
        db.execute("VACUUM INTO ?1", [draft.to_string_lossy()])?;
        let copy = Connection::open(&draft)?;
        let state: String = copy.query_row("PRAGMA integrity_check(1)", (), |row| row.get(0))?;
        if state != "ok" {
            bail!("{state}");
        }
        drop(copy);
        std::fs::File::open(&draft)?.sync_all()?;
        Ok(std::fs::rename(&draft, &kept)?)
    };
    made().with_context(|| {
        format!(
            "{} is of an older version and stays as it is, because no copy of it could be made",
            path.display()
        )
    })
}

#[cfg(test)]
impl Desk {
    /// One in memory, for tests of its parts.
    pub(crate) fn in_memory() -> Self {
        Self::open(Path::new(":memory:")).expect("memory is there")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_desk_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        let desk = Desk::open(&path).unwrap();
        desk.set_meta("a", "b").unwrap();
        desk.db.pragma_update(None, "user_version", 99).unwrap();
        drop(desk);
        assert!(Desk::open(&path).unwrap_err().to_string().contains("99"));
    }

    #[test]
    fn an_older_desk_is_copied_brought_up_to_date_and_its_accounts_keep_their_rights() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        let old = Connection::open(&path).unwrap();
        old.execute_batch(STEPS[0]).unwrap();
        old.pragma_update(None, "user_version", 1).unwrap();
        old.execute_batch("INSERT INTO account(id, name, name_key, hash, created) VALUES ('1', 'Rini', 'rini', 'x', 0)")
            .unwrap();
        drop(old);
        let desk = Desk::open(&path).unwrap();
        let rini = desk.account("rini").unwrap().unwrap();
        assert_eq!(rini.roles, jemput_wire::office::Role::FIRST);
        assert_eq!((rini.closed, rini.second), (None, None));
        let copy = Connection::open(folder.path().join("desk.sebelum-3")).unwrap();
        let version: i64 = copy
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        let names: i64 = copy
            .query_row("SELECT count(*) FROM account", (), |row| row.get(0))
            .unwrap();
        assert_eq!((version, names), (1, 1));
    }

    #[test]
    fn values_are_remembered_over_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        Desk::open(&path).unwrap().set_meta("office", "x").unwrap();
        let desk = Desk::open(&path).unwrap();
        assert_eq!(desk.meta("office").unwrap().as_deref(), Some("x"));
        desk.forget_meta("office").unwrap();
        assert_eq!(desk.meta("office").unwrap(), None);
        assert_eq!(desk.damage().unwrap(), Vec::<String>::new());
    }
}
