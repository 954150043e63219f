//! One run of all steps.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail, ensure};
use jemput_store::Store;
use tempfile::TempDir;

use super::{Cost, Files, Step, Truth, Wish};
use crate::{
    link::{Link, Shape},
    programs::{Server, Usage, folder_bytes, program},
    proof::desk::{self, Done},
    records, wait,
};

/// What one run found.
pub(super) struct Run {
    pub(super) costs: BTreeMap<Step, Cost>,
    pub(super) truth: Truth,
}

/// An office, a link to it, and where the laptops live.
struct World {
    folder: TempDir,
    server: Server,
    link: Link,
}

impl World {
    fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let server = Server::start(&folder.path().join("server"))?;
        let link = Link::to(server.address(), Shape::default())?;
        Ok(Self {
            folder,
            server,
            link,
        })
    }

    fn laptop(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn enrol(&self, name: &str) -> Result<Cost> {
        let (server, code) = (self.link.url(), self.server.code(name)?);
        self.step(name, &["enrol", "--server", &server, "--code", &code])
    }

    /// A task of a laptop, with the counters at zero before it.
    fn step(&self, name: &str, task: &[&str]) -> Result<Cost> {
        self.link.zero();
        Usage::forget_peak(self.server.process());
        let before = self.server.usage().cpu;
        let done = laptop(&self.laptop(name), task)?;
        let server = self.server.usage();
        Ok(Cost {
            seconds: done.seconds,
            cpu: [done.usage.cpu, server.cpu - before],
            link: self.link.counts(),
            laptop: done.usage,
            server,
            save_p99_ms: done.save_p99_ms,
        })
    }
}

/// Runs a laptop's process.
fn laptop(data: &Path, task: &[&str]) -> Result<Done> {
    let output = Command::new(program("jemput-proof")?)
        .args(["laptop", "--data"])
        .arg(data)
        .args(task)
        .output()?;
    if !output.status.success() {
        bail!(
            "laptop {}: {}: {}",
            data.display(),
            task.first().copied().unwrap_or_default(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    serde_json::from_slice(&output.stdout).context("what a laptop says")
}

/// All steps.
pub(super) fn once(wish: &Wish, files: &Files, first: bool) -> Result<Run> {
    let world = World::new()?;
    for name in ["a", "b"] {
        world.enrol(name)?;
    }
    let (records, edits) = (text(&files.records)?, text(&files.edits)?);
    let mut costs = BTreeMap::new();
    let mut note = |step, cost| {
        costs.insert(step, cost);
    };
    note(Step::Save, world.step("a", &["load", &records])?);
    note(Step::Push, world.step("a", &["sync"])?);
    note(Step::Pull, world.step("b", &["sync"])?);
    note(Step::Nothing, world.step("a", &["sync"])?);
    note(Step::Edit, world.step("a", &["edit", &edits])?);
    world.link.reshape(wish.link);
    note(Step::PushEdits, world.step("a", &["sync"])?);
    note(Step::PullEdits, world.step("b", &["sync"])?);
    note(Step::NothingSlow, world.step("a", &["sync"])?);
    let truth = truth(&world, files)?;
    if first {
        // The server makes the village's file once laptops are quiet.
        let files = world.server.data().join("snapshots");
        wait::until("the village's file is made", || {
            let made = std::fs::read_dir(&files).into_iter().flatten().flatten();
            let ends = made.map(|entry| entry.path().extension().map(|end| end == "json"));
            Ok(ends.flatten().any(|is_note| is_note).then_some(()))
        })?;
        note(Step::FirstPull, world.enrol("c")?);
        // Joining does not fail when its first sync was cut off: then these would be the figures of a part.
        let (came, wanted) = (
            residents(&world.laptop("c"))?,
            residents(&world.laptop("a"))?,
        );
        ensure!(
            came == wanted,
            "{came} of {wanted} residents came to the laptop that joined"
        );
        drop(world);
        let world = World::new()?;
        world.enrol("a")?;
        world.step("a", &["load", &records])?;
        world.link.reshape(wish.link);
        note(Step::FirstPush, world.step("a", &["sync"])?);
    }
    Ok(Run { costs, truth })
}

fn text(path: &Path) -> Result<String> {
    Ok(path.to_str().context("a path in UTF-8")?.to_owned())
}

fn residents(laptop: &Path) -> Result<u64> {
    Ok(desk::open(laptop)?.0.count("resident")?)
}

/// Looks at the databases themselves.
fn truth(world: &World, files: &Files) -> Result<Truth> {
    let edits = records::read(&std::fs::read_to_string(&files.edits)?)?;
    let count = std::fs::read_to_string(&files.records)?.lines().count() as u64;
    let mut truth = Truth::default();
    for name in ["a", "b"] {
        let (mut store, _) = desk::open(&world.laptop(name))?;
        index(&mut store)?;
        look(&store, &edits, &mut truth)?;
    }
    let mut office = Store::open_plain(&world.server.data().join("records.db"))?;
    index(&mut office)?;
    look(&office, &edits, &mut truth)?;
    truth.log = office.log_head()?.seq;
    truth.laptop_disk = folder_bytes(&world.laptop("a"));
    truth.server_disk = folder_bytes(world.server.data());
    ensure!(
        truth.records == [count; 3],
        "records on laptop 1, laptop 2 and at the office: {:?} of {count}",
        truth.records
    );
    ensure!(
        truth.edits_kept == [edits.len(); 3],
        "edits kept: {:?} of {}",
        truth.edits_kept,
        edits.len()
    );
    Ok(truth)
}

/// What programs do when they have time belongs to what the disk holds.
fn index(store: &mut Store) -> Result<()> {
    while store.index_words(500)? {}
    Ok(())
}

fn look(store: &Store, edits: &[records::Citizen], truth: &mut Truth) -> Result<()> {
    truth.records.push(store.count("resident")?);
    truth
        .rivals
        .push(store.conflicts(0, 1_000_000)?.len() as u64);
    let mut kept = 0;
    for edit in edits {
        let (id, wanted) = desk::record(edit)?;
        let record = store.record(id)?.context("an edited record")?;
        kept += usize::from(record.fields() == wanted);
    }
    truth.edits_kept.push(kept);
    Ok(())
}
