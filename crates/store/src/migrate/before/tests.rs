//! Copies before a migration: whole, encrypted, and no step without one.

use std::path::PathBuf;

use super::*;
use crate::migrate::{run, version};

const ONE: &str = "CREATE TABLE a (x INTEGER, name TEXT); CREATE INDEX a_name ON a (name, x);";
/// Makes the file larger by as much as `a` holds.
const TWO: &str = "CREATE TABLE b (y TEXT); INSERT INTO b SELECT name FROM a;";

struct World {
    folder: tempfile::TempDir,
    key: DataKey,
}

impl World {
    /// A file of schema 1 with some rows, more than fit on a few pages.
    fn new() -> Self {
        let world = Self {
            folder: tempfile::tempdir().unwrap(),
            key: DataKey::generate().unwrap(),
        };
        let mut conn = world.open();
        world.migrate(&mut conn, &[ONE]).unwrap();
        for n in 0..500 {
            conn.execute(
                "INSERT INTO a VALUES (?1, ?2)",
                (n, format!("Sri Waluyo {n}")),
            )
            .unwrap();
        }
        world
    }

    fn path(&self, ending: &str) -> PathBuf {
        self.folder.path().join(format!("jemput.{ending}"))
    }

    fn open(&self) -> Connection {
        let conn = Connection::open(self.path("db")).unwrap();
        conn.pragma_update(None, "key", self.key.pragma().as_str())
            .unwrap();
        conn.pragma_update(None, "journal_mode", "wal").unwrap();
        conn
    }

    fn migrate(&self, conn: &mut Connection, steps: &[&str]) -> Result<()> {
        run(
            conn,
            &self.path("db"),
            Some(&self.key),
            steps,
            |_, _| Ok(()),
        )
    }

    /// What lies beside the database, but for SQLite's own files.
    fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = names
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.starts_with("jemput.db"))
            .collect();
        names.sort_unstable();
        names
    }
}

#[test]
fn the_copy_before_a_migration_is_encrypted_and_holds_what_the_file_held() {
    let world = World::new();
    let mut conn = world.open();
    let before = print_of(&conn).unwrap();
    world.migrate(&mut conn, &[ONE, TWO]).unwrap();
    assert_ne!(print_of(&conn).unwrap(), before, "the file has changed");
    assert_eq!(world.beside(), ["jemput.sebelum-2"]);
    let copy = world.path("sebelum-2");
    assert_eq!(checked(&copy, Some(&world.key)).unwrap(), before);
    assert!(checked(&copy, Some(&DataKey::generate().unwrap())).is_err());
    let bytes = fs::read(&copy).unwrap();
    assert!(!bytes.windows(10).any(|part| part == b"Sri Waluyo"));
}

#[test]
fn no_copy_no_migration_and_an_older_copy_of_that_name_stays() {
    let world = World::new();
    let mut conn = world.open();
    let before = print_of(&conn).unwrap();
    // Nothing can be written where the copy should be made: a folder of that name is in the way.
    let draft = world.path("sebelum-2-baru");
    fs::create_dir_all(draft.join("in the way")).unwrap();
    fs::write(world.path("sebelum-2"), "of an earlier try").unwrap();
    let refused = world.migrate(&mut conn, &[ONE, TWO]).unwrap_err();
    assert!(matches!(refused, StoreError::NotMigrated(_)), "{refused}");
    assert_eq!(version(&conn).unwrap(), 1);
    assert_eq!(print_of(&conn).unwrap(), before);
    assert_eq!(
        fs::read_to_string(world.path("sebelum-2")).unwrap(),
        "of an earlier try"
    );
    fs::remove_dir_all(&draft).unwrap();
    world.migrate(&mut conn, &[ONE, TWO]).unwrap();
    assert_eq!(
        checked(&world.path("sebelum-2"), Some(&world.key)).unwrap(),
        before
    );
}

#[test]
fn a_disk_that_gets_full_in_the_middle_of_a_step_leaves_the_old_file_and_its_copy() {
    let world = World::new();
    let mut conn = world.open();
    let before = print_of(&conn).unwrap();
    let pages: i64 = conn
        .query_row("PRAGMA page_count", (), |row| row.get(0))
        .unwrap();
    let limit = |conn: &Connection, pages: i64| {
        conn.query_row(&format!("PRAGMA max_page_count = {pages}"), (), |_| Ok(()))
            .unwrap();
    };
    limit(&conn, pages + 2);
    let refused = world.migrate(&mut conn, &[ONE, TWO]).unwrap_err();
    let StoreError::NotMigrated(cause) = refused else {
        panic!("{refused}")
    };
    assert!(matches!(*cause, StoreError::DiskFull), "{cause}");
    assert_eq!(
        (version(&conn).unwrap(), print_of(&conn).unwrap()),
        (1, before)
    );
    assert_eq!(
        checked(&world.path("sebelum-2"), Some(&world.key)).unwrap(),
        before
    );
    limit(&conn, 1_000_000);
    world.migrate(&mut conn, &[ONE, TWO]).unwrap();
    assert_eq!(version(&conn).unwrap(), 2);
}

#[test]
fn a_copy_with_one_wrong_bit_or_other_rows_does_not_count() {
    let world = World::new();
    let conn = world.open();
    let copy = world.path("copy");
    let print = write(&conn, &copy, Some(&world.key)).unwrap();
    let whole = fs::read(&copy).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 5) {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(&copy, &damaged).unwrap();
        assert!(checked(&copy, Some(&world.key)).is_err(), "at {at}");
    }
    fs::write(&copy, &whole).unwrap();
    assert_eq!(checked(&copy, Some(&world.key)).unwrap(), print);
    for change in [
        "UPDATE a SET name = 'Sumarni' WHERE x = 7",
        "DELETE FROM a WHERE x = 499",
        "CREATE INDEX other ON a (x)",
        "PRAGMA user_version = 9",
    ] {
        conn.execute_batch("BEGIN").unwrap();
        conn.execute_batch(change).unwrap();
        assert_ne!(print_of(&conn).unwrap(), print, "{change}");
        conn.execute_batch("ROLLBACK").unwrap();
    }
}

#[test]
fn a_file_that_somebody_writes_to_meanwhile_is_not_migrated_on_a_copy_that_lacks_it() {
    let world = World::new();
    let mut conn = world.open();
    let other = world.open();
    let kept = keep_copy(&conn, &world.path("db"), Some(&world.key), 2).unwrap();
    other.execute("UPDATE a SET x = x + 1", ()).unwrap();
    assert_ne!(print_of(&conn).unwrap(), kept);
    // The next start makes a copy of what is there then.
    world.migrate(&mut conn, &[ONE, TWO]).unwrap();
    let x: i64 =
        Connection::open_with_flags(world.path("sebelum-2"), OpenFlags::SQLITE_OPEN_READ_ONLY)
            .and_then(|copy| {
                copy.pragma_update(None, "key", world.key.pragma().as_str())?;
                copy.query_row("SELECT max(x) FROM a", (), |row| row.get(0))
            })
            .unwrap();
    assert_eq!(x, 500);
}
