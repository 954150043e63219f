//! The app's own transport and a served office, on links that cut, hold, delay and repeat: in the end both sides hold
//! the same, and nothing is there twice.

use std::{collections::BTreeSet, time::Duration};

use anyhow::{Context as _, Result, ensure};
use jemput_store::Store;
use jemput_sync::{Replica as _, Snapshot};
use jemput_testkit::{
    Laptop, Office, Settings,
    link::{Link, Mischief, Shape},
    programs::Server,
    wait,
};
use jemput_wire::{
    session::Enrol,
    sync::{SyncCancel, SyncNow, SyncStage, SyncStatus},
};

/// Registers somebody with a long note that does not shrink.
fn register(laptop: &Laptop, name: &str) -> Result<()> {
    let mut seed = name.bytes().fold(7_u64, |seed, byte| {
        (seed ^ u64::from(byte)).wrapping_mul(6_364_136_223_846_793_005)
    });
    let letters = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        char::from(b"abcdefghijklmnop"[usize::from(seed.to_be_bytes()[0] & 15)])
    });
    let note: String = letters.take(200).collect();
    let values = [
        ("note", note.as_str()),
        ("name", name),
        ("sex", "2"),
        ("birth_place", "Tirtakarsa"),
        ("birth_date", "12-03-1989"),
    ];
    laptop.register(&values)?;
    Ok(())
}

/// Names of all residents in a database.
fn names(store: &Store) -> Result<Vec<String>> {
    let records = store.records("resident")?;
    let mut names: Vec<String> = records
        .iter()
        .filter_map(|record| record.text("name").map(str::to_owned))
        .collect();
    names.sort();
    Ok(names)
}

fn office_names(server: &Server) -> Result<Vec<String>> {
    names(&Store::open_plain(&server.data().join("records.db"))?)
}

/// Everything is sent, nothing stands against anything, and no sum differed.
fn is_at_peace(laptop: &Laptop) -> Result<()> {
    let view = laptop.ask(&SyncStatus {})?;
    ensure!(view.unsent == 0 && view.reports.is_empty(), "{view:?}");
    ensure!(view.conflicts.is_empty() && view.parked.is_empty());
    Ok(())
}

#[test]
fn whatever_a_bad_link_does_all_sides_agree_in_the_end_and_nothing_is_doubled() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = Server::start(&folder.path().join("server"))?;
    let mut failed = 0;
    for seed in 1..=3 {
        let link = Link::to(server.address(), Shape::default())?;
        let join = |name: &str| Laptop::joined_at(&link.url(), &server.code(name)?);
        let (one, two) = (join(&format!("A{seed}"))?, join(&format!("B{seed}"))?);
        let before = office_names(&server)?.len();
        link.play(Some(Mischief {
            longest: Duration::from_millis(50),
            ..Mischief::new(seed)
        }));
        for round in 0..10 {
            for (laptop, which) in [(&one, "A"), (&two, "B")] {
                register(laptop, &format!("Warga {which}{seed} {round}"))?;
                // It may be cut at any byte, also behind the last one.
                failed += u32::from(laptop.sync().is_err());
            }
        }
        link.play(None);
        for _ in 0..2 {
            one.sync()?;
            two.sync()?;
        }
        let office = office_names(&server)?;
        let unique: BTreeSet<&String> = office.iter().collect();
        ensure!(unique.len() == office.len(), "doubled: {office:?}");
        ensure!(office.len() == before + 20, "{} are there", office.len());
        for laptop in [&one, &two] {
            is_at_peace(laptop)?;
            ensure!(names(&laptop.store()?)? == office, "a laptop holds others");
        }
    }
    ensure!(failed >= 5, "no bad link: only {failed} runs failed");
    Ok(())
}

/// An office whose village of many is large, a link to it, and the laptop that registered them.
pub(crate) struct Large {
    office: Office,
    pub(crate) link: Link,
    first: Laptop,
    /// What a laptop that joins is sent in all.
    whole: u64,
}

pub(crate) const MANY: usize = 150;

impl Large {
    pub(crate) fn new() -> Result<Self> {
        let office = Office::start_where(|settings| Settings {
            snapshots_from: 20,
            ..settings
        })?;
        let first = Laptop::enrolled(&office, "Laptop 1", None)?;
        for n in 0..MANY {
            register(&first, &format!("Warga {n}"))?;
        }
        first.sync()?;
        office.prepare_snapshots()?;
        let target = office.url().trim_start_matches("http://").parse()?;
        let link = Link::to(target, Shape::default())?;
        let mut large = Self {
            office,
            link,
            first,
            whole: 0,
        };
        let laptop = large.join("Laptop 2", None)?;
        ensure!(names(&laptop.store()?)?.len() == MANY);
        large.whole = large.link.counts().down;
        Ok(large)
    }

    /// Joins over the link, which is cut after so many bytes.
    fn join(&self, name: &str, allowed: Option<u64>) -> Result<Laptop> {
        let laptop = Laptop::fresh()?;
        let code = self.office.code(name)?;
        self.link.allow(allowed);
        laptop.ask(&Enrol {
            server_url: self.link.url(),
            code,
            ticket: String::new(),
            device_name: String::new(),
            officer_name: "Rina Setyowati".to_owned(),
            passphrase: Laptop::PASSPHRASE.to_owned(),
        })?;
        Ok(laptop)
    }

    /// A laptop that was cut off in the middle of the village's file.
    pub(crate) fn cut_in_the_file(&self) -> Result<(Laptop, Snapshot, u64)> {
        let length = self.file()?;
        let laptop = self.join("Laptop 3", Some(self.whole - length / 2))?;
        let (snapshot, have) = on_its_way(&laptop)?.context("the file is still to come")?;
        ensure!(snapshot.bytes == length);
        ensure!(have > 0 && have < length, "{have} of {length} bytes");
        Ok((laptop, snapshot, have))
    }

    /// From now on nothing is cut, and a kilobyte takes two seconds.
    pub(crate) fn slow_down(&self) {
        self.link.reshape(Shape {
            round_trip: Duration::from_millis(300),
            kbit: 4,
            handshake: true,
        });
        self.link.allow(None);
    }

    /// Length of the village's file.
    fn file(&self) -> Result<u64> {
        for entry in std::fs::read_dir(self.office.data().join("snapshots"))? {
            let path = entry?.path();
            if path.extension().is_some_and(|end| end == "snapshot") {
                return Ok(path.metadata()?.len());
            }
        }
        anyhow::bail!("no file was prepared")
    }
}

/// The file that a laptop fetches, and how much of it is there.
fn on_its_way(laptop: &Laptop) -> Result<Option<(Snapshot, u64)>> {
    let store = laptop.store()?;
    let state = store.sync_state()?;
    let Some((_, snapshot)) = state.snapshot() else {
        return Ok(None);
    };
    let have = store.snapshot_have(snapshot)?;
    Ok(Some((*snapshot, have)))
}

#[test]
fn a_village_comes_as_a_file_over_a_link_that_is_cut_and_the_officer_works_meanwhile() -> Result<()>
{
    let large = Large::new()?;
    let (second, snapshot, mut have) = large.cut_in_the_file()?;
    for round in 0..3 {
        register(&second, &format!("Ngatini {round}"))?;
        // Enough for the answer to what is unsent, and for a piece of the file.
        large.link.allow(Some(3_000));
        ensure!(second.sync().is_err(), "the link is cut");
        ensure!(second.ask(&SyncStatus {})?.unsent == 0, "work goes first");
        if let Some((_, now)) = on_its_way(&second)? {
            ensure!(now >= have, "{have} bytes were here, now {now}");
            have = now;
        }
    }
    ensure!(have < snapshot.bytes, "the link let everything through");
    large.link.allow(None);
    large.link.zero();
    second.sync()?;
    let rest = snapshot.bytes - have;
    let came = large.link.counts().down;
    ensure!(
        came < rest + 6_000,
        "{came} bytes came where {rest} were missing"
    );
    large.first.sync()?;
    let here = names(&second.store()?)?;
    ensure!(here.len() == MANY + 3 && here == names(&large.first.store()?)?);
    for laptop in [&large.first, &second] {
        is_at_peace(laptop)?;
    }
    // It was the file and not the feed: it brings no history.
    let store = second.store()?;
    let all = store.records("resident")?;
    let old = all.iter().find(|one| one.text("name") == Some("Warga 7"));
    ensure!(store.history(old.context("Warga 7")?.id)?.is_empty());
    Ok(())
}

#[test]
fn a_slow_office_holds_up_no_save_and_a_cancel_keeps_what_came() -> Result<()> {
    let large = Large::new()?;
    let (second, snapshot, before) = large.cut_in_the_file()?;
    large.slow_down();
    second.ask(&SyncNow {})?;
    let view = wait::until("the file is on its way", || {
        let view = second.ask(&SyncStatus {})?;
        let there = view.stage == SyncStage::SnapshotDown && view.part_done > before;
        Ok(there.then_some(view))
    })?;
    ensure!(view.part_total == snapshot.bytes && view.part_done < view.part_total);
    register(&second, "Ngatini")?;
    let view = second.ask(&SyncStatus {})?;
    ensure!(view.running, "the save waited for the link");
    ensure!(view.unsent == 1 && !view.unsent_since.is_empty());
    second.ask(&SyncCancel {})?;
    let view = wait::until("the run ends", || {
        let view = second.ask(&SyncStatus {})?;
        Ok((!view.running).then_some(view))
    })?;
    let code = view.last_error.map(|error| error.code);
    ensure!(code.as_deref() == Some("sync-cancelled"), "{code:?}");
    ensure!(view.unsent == 1, "what is unsent stays and is told");
    let (_, have) = on_its_way(&second)?.context("the file is still to come")?;
    ensure!(
        have > before && have < snapshot.bytes,
        "{have} bytes are kept"
    );
    large.link.reshape(Shape::default());
    second.sync()?;
    ensure!(names(&second.store()?)?.len() == MANY + 1);
    is_at_peace(&second)
}
