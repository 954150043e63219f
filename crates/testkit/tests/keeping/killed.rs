//! Laptops whose process is killed while a village comes to them as a file: real processes on both sides, real files.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use jemput_store::Store;
use jemput_sync::{Replica as _, Snapshot};
use jemput_testkit::{
    Office, Settings,
    link::{Link, Shape},
    programs::{Server, program},
    proof::desk,
    records, wait,
};

/// Residents of the village: several transactions of a laptop that takes them in.
const MANY: usize = 1_500;
/// A link on which the file takes seconds.
const SLOW: Shape = Shape {
    round_trip: Duration::from_millis(20),
    kbit: 300,
    handshake: true,
};
/// What a sync that has nothing left to fetch may bring.
const LITTLE: u64 = 12_000;

/// A laptop, as a folder.
struct Desk(PathBuf);

impl Desk {
    fn begin(&self, task: &[&str]) -> Result<Child> {
        Ok(Command::new(program("jemput-proof")?)
            .args(["laptop", "--data"])
            .arg(&self.0)
            .args(task)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?)
    }

    fn run(&self, task: &[&str]) -> Result<()> {
        let status = self.begin(task)?.wait()?;
        ensure!(status.success(), "{}: {status}", task[0]);
        Ok(())
    }

    fn store(&self) -> Result<Store> {
        Ok(desk::open(&self.0)?.0)
    }

    /// Runs a task and kills it as soon as `when` sees in the laptop's file what it waits for. `false`: the task ended
    /// before.
    fn killed(&self, task: &[&str], mut when: impl FnMut(&Store) -> Result<bool>) -> Result<bool> {
        let mut child = self.begin(task)?;
        let mut store = None;
        let caught = wait::until("the moment to kill the laptop", || {
            if store.is_none() {
                // A laptop that joins makes its file on the way.
                store = self.store().ok();
            }
            if let Some(store) = &store
                && when(store)?
            {
                return Ok(Some(true));
            }
            Ok(child.try_wait()?.map(|_| false))
        });
        child.kill()?;
        child.wait()?;
        caught
    }
}

/// The file that comes, how much of it is there, and whether records of it are shown already.
fn on_its_way(store: &Store) -> Result<Option<(Snapshot, u64, bool)>> {
    let state = store.sync_state()?;
    let Some((scope, snapshot)) = state.snapshot() else {
        return Ok(None);
    };
    let begun = state.fetch.get(scope).is_some_and(Option::is_some);
    Ok(Some((*snapshot, store.snapshot_have(snapshot)?, begun)))
}

/// An office whose village is ready as a file.
fn prepared(folder: &Path) -> Result<Office> {
    let office = Office::start_where(|settings| Settings {
        snapshots_from: 20,
        ..settings
    })?;
    let first = Desk(folder.join("first"));
    let file = folder.join("warga.jsonl");
    let all = records::base(MANY, records::SEED);
    std::fs::write(&file, records::write(&all)?)?;
    let code = office.code("Laptop 1")?;
    first.run(&["enrol", "--server", office.url(), "--code", &code])?;
    first.run(&["load", &file.display().to_string()])?;
    first.run(&["sync"])?;
    office.prepare_snapshots()?;
    Ok(office)
}

/// A laptop that joins is killed twice while the file comes, and once while it is taken in; `false`: it was too fast for
/// the last one.
fn story(server: &Server, laptop: &Desk, name: &str) -> Result<bool> {
    let link = Link::to(server.address(), SLOW)?;
    let (url, code) = (link.url(), server.code(name)?);
    let mut have = 0;
    for task in [
        &["enrol", "--server", url.as_str(), "--code", code.as_str()][..],
        &["sync"],
    ] {
        let before = have;
        let caught = laptop.killed(task, |store| {
            let Some((snapshot, now, _)) = on_its_way(store)? else {
                return Ok(false);
            };
            have = now;
            Ok(now > before && now < snapshot.bytes)
        })?;
        ensure!(caught, "the file came faster than it could be looked at");
    }
    let (snapshot, kept, begun) = on_its_way(&laptop.store()?)?.context("the file is to come")?;
    ensure!(kept >= have && kept < snapshot.bytes && !begun);

    link.reshape(Shape::default());
    link.zero();
    let caught = laptop.killed(&["sync"], |store| {
        Ok(on_its_way(store)?.is_some_and(|(_, _, begun)| begun))
    })?;
    let (came, rest) = (link.counts().down, snapshot.bytes - kept);
    ensure!(
        came < rest + LITTLE,
        "{came} bytes came where {rest} were missing"
    );
    let store = laptop.store()?;
    ensure!(store.damage()?.is_empty(), "the file is damaged");
    let shown = store.count("resident")?;
    ensure!(!caught || (shown > 0 && shown < MANY as u64), "{shown}");
    drop(store);

    link.zero();
    laptop.run(&["sync"])?;
    let came = link.counts().down;
    ensure!(
        came < LITTLE,
        "{came} bytes though all of the file was here"
    );
    Ok(caught)
}

/// The laptop holds what the office holds, by the file and not by the feed, and nothing of the file is left.
fn is_whole(server: &Server, laptop: &Desk) -> Result<()> {
    let office = Store::open_plain(&server.data().join("records.db"))?;
    let store = laptop.store()?;
    ensure!(store.damage()?.is_empty());
    let (there, here) = (office.records("resident")?, store.records("resident")?);
    ensure!(here.len() == MANY && there.len() == MANY);
    for (there, here) in there.iter().zip(&here) {
        ensure!(there.id == here.id && there.state == here.state);
    }
    ensure!(store.history(here[0].id)?.is_empty(), "it came by the feed");
    ensure!(on_its_way(&store)?.is_none());
    ensure!(store.sync_state()?.repairs.is_empty(), "a sum differed");
    Ok(())
}

#[test]
fn a_laptop_that_is_killed_while_a_village_comes_as_a_file_goes_on_where_it_was() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let office = prepared(folder.path())?;
    office.while_stopped(|data| {
        let sample = jemput_testkit::root().join("assets/sample/office.toml");
        let server = Server::with_words(data, &sample, &["--snapshots-from", "20"])?;
        for round in 0..4 {
            let laptop = Desk(folder.path().join(format!("second-{round}")));
            let caught = story(&server, &laptop, &format!("Laptop {round}"))?;
            is_whole(&server, &laptop)?;
            if caught {
                return Ok(());
            }
        }
        anyhow::bail!("no laptop was killed while it took the file in")
    })?;
    Ok(())
}
