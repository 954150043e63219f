//! Backups that are cut off, and media that fail.

use std::{fs, path::Path, sync::Arc};

use serde_json::{Map, Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::{SystemClock, check_backup, office::Office, restore::backups};

struct World {
    office: Office,
    settings: BackupSettings,
    code: String,
    folder: TempDir,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let office =
            Office::open(&folder.path().join("data"), None, Arc::new(SystemClock)).unwrap();
        let medium = folder.path().join("medium");
        let code = office.prepare_backups(&medium, false).unwrap().unwrap();
        let world = Self {
            office,
            settings: BackupSettings::new(medium),
            code,
            folder,
        };
        world.write("Sri Waluyo");
        for file in [&b"foto satu"[..], b"foto dua"] {
            let hash = sha2::Digest::finalize(sha2::Digest::chain_update(
                <sha2::Sha256 as sha2::Digest>::new(),
                file,
            ));
            let blobs = world.office.blobs();
            blobs.put(&hash.into(), file.len() as u64, 0, file).unwrap();
        }
        world
    }

    fn write(&self, name: &str) {
        let fields: Map<String, Value> = [
            ("scope".to_owned(), json!("village:33.02.04.2007")),
            ("name".to_owned(), json!(name)),
        ]
        .into_iter()
        .collect();
        let now = self.office.now_ms();
        self.office
            .records()
            .put(Uuid::now_v7(), "resident", fields, now)
            .unwrap();
    }

    fn names(&self) -> Vec<String> {
        backups(&self.settings.folder)
            .unwrap()
            .into_iter()
            .map(|(name, _)| name)
            .collect()
    }

    fn medium(&self) -> &Path {
        &self.settings.folder
    }

    /// Every backup that has a name is whole.
    fn all_are_whole(&self) {
        for name in self.names() {
            let checked = check_backup(self.medium(), Some(&name), Some(&self.code)).unwrap();
            assert_eq!(checked.lost_files, [] as [String; 0]);
        }
    }
}

#[test]
fn a_backup_that_is_cut_off_at_any_step_leaves_the_older_ones_and_the_next_one_is_whole() {
    let world = World::new();
    world.office.back_up(&world.settings).unwrap();
    let mut steps = 0;
    loop {
        world.write("Sumarni");
        let before = world.names();
        let mut step = 0;
        let cut = world.office.back_up_by(&world.settings, &mut |_| {
            step += 1;
            // A kill: nothing is tidied up.
            if step > steps {
                Err(BackupFault::Missing)
            } else {
                Ok(())
            }
        });
        world.all_are_whole();
        if cut.is_ok() {
            break;
        }
        assert!(before.iter().all(|name| world.names().contains(name)));
        steps += 1;
    }
    assert_eq!(
        steps, 9,
        "begun, two databases, keys, two files, checked, written, named"
    );
    let made = world.office.back_up(&world.settings).unwrap();
    assert_eq!(
        (made.blobs, made.seq),
        (2, world.office.records().changes().unwrap())
    );
    let drafts = fs::read_dir(world.medium().join("cadangan")).unwrap();
    let hidden = drafts.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with('.')
    });
    assert_eq!(hidden.count(), 0, "what was cut off is cleared away");
}

#[test]
fn work_is_safe_only_after_a_checked_backup_off_the_machine() {
    let world = World::new();
    let durable = || {
        let reader = world.office.records().reader();
        reader.setting::<u64>("durable-seq").unwrap().unwrap_or(0)
    };
    let made = world.office.back_up(&world.settings).unwrap();
    assert_eq!(
        durable(),
        0,
        "a folder beside the data is not off the machine"
    );
    let mirrored = BackupSettings {
        off_machine: true,
        ..world.settings.clone()
    };
    let cut = world.office.back_up_by(&mirrored, &mut |step| match step {
        make::Step::Checked => Err(BackupFault::Full),
        _ => Ok(()),
    });
    assert_eq!(
        (cut.unwrap_err().code(), durable()),
        ("backup-medium-full", 0)
    );
    world.office.back_up(&mirrored).unwrap();
    assert_eq!(durable(), made.seq);
}

#[test]
fn a_vanished_a_foreign_and_an_unprepared_medium_are_told_and_nothing_is_written_there() {
    let world = World::new();
    let away = world.folder.path().join("away");
    fs::rename(world.medium(), &away).unwrap();
    fs::create_dir(world.medium()).unwrap();
    let fault = world.office.back_up(&world.settings).unwrap_err();
    assert_eq!(
        fault.code(),
        "backup-medium-missing",
        "an empty mount point is no medium"
    );
    assert_eq!(fs::read_dir(world.medium()).unwrap().count(), 0);
    let standing = world.office.backup_standing(Some(&world.settings)).unwrap();
    assert_eq!(standing.fault.as_deref(), Some("backup-medium-missing"));
    assert!(standing.old && standing.last.is_none());
    fs::remove_dir(world.medium()).unwrap();
    fs::rename(&away, world.medium()).unwrap();
    world.office.back_up(&world.settings).unwrap();
    let standing = world.office.backup_standing(Some(&world.settings)).unwrap();
    assert_eq!(
        (standing.fault, standing.old, standing.behind),
        (None, false, 0)
    );

    let other = World::new();
    let stray = BackupSettings::new(world.medium().to_owned());
    assert_eq!(
        other.office.back_up(&stray).unwrap_err().code(),
        "backup-other-office"
    );
    assert_eq!(
        other
            .office
            .prepare_backups(world.medium(), false)
            .unwrap_err()
            .code(),
        "backup-other-office"
    );
}

#[test]
fn files_are_copied_once_and_a_file_that_is_damaged_at_home_does_not_replace_a_good_copy() {
    let world = World::new();
    world.office.back_up(&world.settings).unwrap();
    let copies = crate::blobs::Blobs::at(world.medium().join("berkas"));
    let (hash, _) = copies.all().unwrap()[0];
    let at_home = world.office.blobs().place(&hash);
    let good = fs::read(&at_home).unwrap();
    let mut bad = good.clone();
    bad[0] ^= 1;
    fs::write(&at_home, &bad).unwrap();
    world.office.back_up(&world.settings).unwrap();
    assert_eq!(fs::read(copies.place(&hash)).unwrap(), good);
    // Where the medium has none yet, it is told.
    fs::remove_file(copies.place(&hash)).unwrap();
    let fault = world.office.back_up(&world.settings).unwrap_err();
    assert_eq!(fault.code(), "backup-damaged");
    world.all_are_whole();
}

#[test]
fn two_backups_at_once_are_one_too_many() {
    let world = World::new();
    let fault = world.office.back_up_by(&world.settings, &mut |step| {
        if step == make::Step::Begun {
            let second = world.office.back_up(&world.settings).unwrap_err();
            assert_eq!(second.code(), "backup-busy");
        }
        Ok(())
    });
    assert!(fault.is_ok(), "{fault:?}");
}
