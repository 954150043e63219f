//! Offices that go on from a backup, or from an older database that somebody put in place.

use std::{fs, path::Path, sync::Arc};

use anyhow::{Context as _, Result, ensure};
use jemput_domain::id::{DeviceId, OfficerId};
use jemput_server::{BackupSettings, SystemClock, restore};
use jemput_store::{Author, Store};
use jemput_testkit::{Laptop, Office};
use jemput_wire::{
    bundle::{BundleApply, BundleExport, BundleOpen},
    sync::SyncReportsRead,
};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use crate::{listed, refused, register, status};

/// What the laptop's reports say, newest first.
fn reports(laptop: &Laptop) -> Result<Vec<String>> {
    Ok(status(laptop)?
        .reports
        .into_iter()
        .map(|report| report.what)
        .collect())
}

/// What the office finds wrong.
fn faults(office: &Office) -> Result<Vec<String>> {
    Ok(office.office().health()?.faults)
}

struct Medium {
    folder: TempDir,
    code: String,
}

impl Medium {
    /// A backup of the office as it is.
    fn of(office: &Office) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let code = office.office().prepare_backups(folder.path(), false)?;
        let settings = BackupSettings {
            off_machine: true,
            ..BackupSettings::new(folder.path().to_owned())
        };
        office.office().back_up(&settings)?;
        Ok(Self {
            folder,
            code: code.context("a first code")?,
        })
    }

    /// The machine is gone; another one gets the backup, under the same address.
    fn restore(&self, office: Office) -> Result<Office> {
        office.while_stopped(|data| {
            fs::remove_dir_all(data)?;
            restore(
                self.folder.path(),
                None,
                data,
                &self.code,
                Arc::new(SystemClock),
            )?;
            Ok(())
        })
    }
}

/// The log's database as it lies there while nobody has it open.
fn take(data: &Path, to: &Path) -> Result<()> {
    for end in ["", "-wal"] {
        let from = data.join(format!("records.db{end}"));
        let to = to.join(format!("records.db{end}"));
        let _ = fs::remove_file(&to);
        if from.exists() {
            fs::copy(from, to)?;
        }
    }
    Ok(())
}

fn put_back(from: &Path, data: &Path) -> Result<()> {
    let _ = fs::remove_file(data.join("records.db-shm"));
    take(from, data)
}

#[test]
fn a_signed_restore_is_told_as_one_and_an_older_database_is_an_alarm_on_both_sides() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    register(&laptop, "Sri Waluyo")?;
    laptop.sync()?;
    let medium = Medium::of(&office)?;
    register(&laptop, "Sumarni")?;
    laptop.sync()?;

    let office = medium.restore(office)?;
    // The log right after the restore, for later.
    let old = tempfile::tempdir()?;
    let office = office.while_stopped(|data| take(data, old.path()))?;
    laptop.sync()?;
    ensure!(reports(&laptop)? == ["rollback"], "{:?}", reports(&laptop)?);
    ensure!(faults(&office)?.is_empty(), "{:?}", faults(&office)?);
    ensure!(status(&laptop)?.unsent == 0);
    let newest = status(&laptop)?.reports[0].number;
    laptop.ask(&SyncReportsRead { upto: newest })?;
    ensure!(reports(&laptop)?.is_empty());

    // Work goes on. Then somebody puts the older file in place: the restore's entry is in it, and explains nothing.
    register(&laptop, "Sutinah")?;
    laptop.sync()?;
    let office = office.while_stopped(|data| put_back(old.path(), data))?;
    laptop.sync()?;
    ensure!(
        reports(&laptop)? == ["rollback-alarm"],
        "{:?}",
        reports(&laptop)?
    );
    ensure!(
        status(&laptop)?.unsent == 0,
        "what was lost and the evidence are sent"
    );
    let told = faults(&office)?;
    ensure!(told.len() == 1 && told[0].contains("P01"), "{told:?}");
    // All work is there again.
    let other = Laptop::enrolled(&office, "Laptop 2", None)?;
    ensure!(listed(&other)? == 3 && listed(&laptop)? == 3);
    // The evidence is in the office's log, whoever looks, and stays when the alarm was seen.
    let store = Store::open_plain(&office.data().join("records.db"))?;
    let evidence = store.records("rollback_seen")?;
    let fields = evidence.first().context("the laptop's word")?.fields();
    let (lost, common) = (fields["lost_seq"].as_u64(), fields["common_seq"].as_u64());
    ensure!(
        lost > common
            && fields["lost"]
                .as_array()
                .is_some_and(|marks| !marks.is_empty())
    );
    office.office().accept_rollbacks()?;
    ensure!(faults(&office)?.is_empty());
    laptop.sync()?;
    ensure!(faults(&office)?.is_empty(), "once is enough");
    Ok(())
}

#[test]
fn an_entry_that_the_office_has_not_signed_explains_nothing() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    laptop.sync()?;
    let old = tempfile::tempdir()?;
    let mut seq = 0;
    let office = office.while_stopped(|data| {
        seq = Store::open_plain(&data.join("records.db"))?.log_head()?.seq;
        take(data, old.path())
    })?;
    register(&laptop, "Sri Waluyo")?;
    laptop.sync()?;
    let office = office.while_stopped(|data| {
        put_back(old.path(), data)?;
        // Somebody knows what an entry looks like, and has another key.
        let mut store = Store::open_plain(&data.join("records.db"))?;
        let digest = store.log_digest_at(seq)?.context("it is there")?;
        let author = Author::new(DeviceId(Uuid::nil()), OfficerId(Uuid::nil()), 1);
        let fields = json!({
            "scope": "all", "at": 1, "backup_seq": seq, "backup_digest": digest, "backup_made_at": 1,
            "signature": "00".repeat(64),
        });
        let fields = fields.as_object().context("fields")?.clone();
        store.transact_at_office(&author, |tx| tx.create(Uuid::new_v4(), "restore", fields))?;
        Ok(())
    })?;
    laptop.sync()?;
    ensure!(
        reports(&laptop)? == ["rollback-alarm"],
        "{:?}",
        reports(&laptop)?
    );
    ensure!(faults(&office)?.len() == 1, "{:?}", faults(&office)?);
    ensure!(status(&laptop)?.unsent == 0 && listed(&laptop)? == 1);
    Ok(())
}

/// Writes a bundle; where it is.
fn pack(laptop: &Laptop, stick: &Path) -> Result<std::path::PathBuf> {
    laptop.ask(&BundleExport {
        folder: stick.display().to_string(),
    })?;
    Ok(laptop.bundle_ended()?.path.into())
}

fn take_in(laptop: &Laptop, path: &Path) -> Result<()> {
    laptop.ask(&BundleOpen {
        path: path.display().to_string(),
    })?;
    laptop.bundle_ended()?;
    laptop.ask(&BundleApply {})?;
    laptop.bundle_ended()?;
    Ok(())
}

#[test]
fn after_a_restore_sticks_alone_bring_everything_back_whenever_they_were_packed() -> Result<()> {
    let office = Office::start()?;
    let far = Laptop::enrolled(&office, "Laptop 1", None)?;
    let near = Laptop::enrolled(&office, "Laptop 2", None)?;
    register(&far, "Sri Waluyo")?;
    far.sync()?;
    near.sync()?;
    let medium = Medium::of(&office)?;
    // Lost with the machine: what both sent by the network, and what one of them had from the other.
    register(&far, "Sumarni")?;
    register(&near, "Sutinah")?;
    for laptop in [&far, &near, &far] {
        laptop.sync()?;
    }
    let stick = tempfile::tempdir()?;
    register(&far, "Suparmi")?;
    let before_up = pack(&far, stick.path())?;
    let before_down = office.give_bundle("P01", stick.path())?;

    let office = medium.restore(office)?;
    // Packed by the office before, brought to the laptop after: it goes on in the time that is lost.
    take_in(&far, &before_down)?;
    // Packed by the laptop before, brought to the office after: its changes are taken in, and what it knows.
    ensure!(office.take_bundle(&before_up)?.fresh == 1);
    let down = office.give_bundle("P01", stick.path())?;
    take_in(&far, &down)?;
    ensure!(reports(&far)? == ["rollback"], "{:?}", reports(&far)?);
    ensure!(listed(&far)? == 4, "nothing is taken away");
    ensure!(
        status(&far)?.unsent > 0,
        "what the office lost is to be sent again"
    );
    // The other laptop is never seen again; what it wrote comes from this one.
    let up = pack(&far, stick.path())?;
    office.take_bundle(&up)?;
    let down = office.give_bundle("P01", stick.path())?;
    take_in(&far, &down)?;
    ensure!(status(&far)?.unsent == 0);
    ensure!(reports(&far)? == ["rollback"]);
    let third = Laptop::enrolled(&office, "Laptop 3", None)?;
    ensure!(listed(&third)? == 4, "{} at the office", listed(&third)?);
    ensure!(faults(&office)?.is_empty(), "{:?}", faults(&office)?);
    // The same sticks once more.
    ensure!(refused(office.take_bundle(&before_up)).contains("bundle-repeated"));
    let told = refused(take_in(&far, &before_down));
    ensure!(
        told.contains("bundle-old") || told.contains("bundle-restored"),
        "{told}"
    );
    // The network goes on from there, also for the one that comes back in the end.
    for laptop in [&far, &near, &far] {
        laptop.sync()?;
        ensure!(listed(laptop)? == 4);
    }
    Ok(())
}
