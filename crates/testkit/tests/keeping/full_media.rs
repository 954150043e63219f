//! Sticks and disks for backups, copies and bundles that have no room left.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use jemput_server::{BackupSettings, backups, check_backup};
use jemput_testkit::{Laptop, Office, SmallDisk, on_small_disks};
use jemput_wire::{
    bundle::{BundleExport, BundlePhase},
    copies::{CopiesFind, CopiesGet, CopiesMake, CopiesTarget},
};

use crate::{refused, register};

/// Names of what lies in a folder.
fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort_unstable();
    Ok(names)
}

#[test]
fn a_backup_that_finds_no_room_says_so_and_the_older_ones_stay_whole() -> Result<()> {
    let name = "full_media::a_backup_that_finds_no_room_says_so_and_the_older_ones_stay_whole";
    on_small_disks(name, &[24], |disks| {
        let disk: &SmallDisk = disks.first().context("a disk")?;
        let office = Office::start()?;
        let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
        register(&laptop, "Sri Waluyo")?;
        laptop.sync()?;
        let medium = disk.path().join("cadangan-kantor");
        let code = office.office().prepare_backups(&medium, false)?;
        let settings = BackupSettings::new(medium.clone());
        let made = office.office().back_up(&settings)?;
        for spare in [0, 50_000, 200_000, 400_000] {
            disk.fill(spare)?;
            let refused = office.office().back_up(&settings);
            let code = refused.as_ref().err().map(jemput_server::BackupFault::code);
            ensure!(
                code == Some("backup-medium-full"),
                "{spare} bytes: {code:?}"
            );
            let standing = office.office().backup_standing(Some(&settings))?;
            ensure!(standing.fault.as_deref() == Some("backup-medium-full"));
            ensure!(standing.last.context("the last good one")?.seq == made.seq);
            ensure!(backups(&medium)?.len() == 1);
            check_backup(&medium, None, None)?;
            disk.free()?;
        }
        register(&laptop, "Sumarni")?;
        laptop.sync()?;
        office.office().back_up(&settings)?;
        ensure!(backups(&medium)?.len() == 2);
        let code = code.context("a first code")?;
        check_backup(&medium, None, Some(&code))?;
        let drafts = names(&medium.join("cadangan"))?;
        ensure!(
            drafts.iter().all(|name| !name.starts_with('.')),
            "{drafts:?}"
        );
        Ok(())
    })
}

#[test]
fn a_stick_without_room_gets_neither_a_copy_nor_a_bundle_and_keeps_the_older_ones() -> Result<()> {
    let name = "full_media::a_stick_without_room_gets_neither_a_copy_nor_a_bundle_and_keeps_the_older_ones";
    on_small_disks(name, &[24], |disks| {
        let stick: &SmallDisk = disks.first().context("a disk")?;
        let office = Office::start()?;
        let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
        register(&laptop, "Sri Waluyo")?;
        let folder = stick.path().display().to_string();
        laptop.ask(&CopiesTarget {
            folder: Some(folder.clone()),
        })?;
        laptop.ask(&CopiesMake {})?;
        let export = BundleExport {
            folder: folder.clone(),
        };
        laptop.ask(&export)?;
        let first = laptop.bundle_ended()?;
        ensure!(first.phase == BundlePhase::Written, "{first:?}");
        let before = names(stick.path())?;
        let whole = std::fs::read(&first.path)?;

        register(&laptop, "Sumarni")?;
        for spare in [0, 60_000] {
            stick.fill(spare)?;
            let told = refused(laptop.ask(&CopiesMake {}));
            ensure!(told.contains("copy-medium-full"), "{spare} bytes: {told}");
            let view = laptop.ask(&CopiesGet {})?;
            let fault = view.fault.map(|fault| fault.code);
            ensure!(fault.as_deref() == Some("copy-medium-full"), "{fault:?}");
            ensure!(
                !view.here.is_empty(),
                "the copy on the laptop is made all the same"
            );
            let written = laptop.ask(&export).and_then(|_| laptop.bundle_ended());
            let told = refused(written);
            ensure!(told.contains("bundle-no-room"), "{spare} bytes: {told}");
            let told = refused(office.give_bundle("P01", stick.path()));
            ensure!(told.contains("bundle-no-room"), "{spare} bytes: {told}");
            let mut now = names(stick.path())?;
            now.retain(|name| name != "berkas-lain.bin");
            ensure!(now == before, "{now:?} after {before:?}");
            ensure!(std::fs::read(&first.path)? == whole);
            stick.free()?;
        }
        let copies = Laptop::fresh()?.ask(&CopiesFind {
            folder: Some(folder),
        })?;
        ensure!(copies.len() == 1, "{copies:?}");
        laptop.ask(&CopiesMake {})?;
        laptop.ask(&export)?;
        ensure!(laptop.bundle_ended()?.phase == BundlePhase::Written);
        Ok(())
    })
}
