//! An office, its laptops and the link between them, and what can be done to them.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, Result, bail, ensure};
use tempfile::TempDir;

use super::{Story, plot::Fault};
use crate::{
    link::{Link, Mischief, Shape},
    programs::{Server, program},
    proof::officer::Word,
    records::Rng,
};

/// A laptop and what its officers were told.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    pub(super) data: PathBuf,
    /// Notes in the order of saving.
    saved: Vec<String>,
    /// Numbers on paper, in the order of printing.
    printed: Vec<String>,
    /// How many of both there were when its copy was made.
    copied_at: Option<(usize, usize)>,
    /// A copy of another one: it shares that one's numbers, so that it prints no letters.
    clone: bool,
}

/// Everything.
#[derive(Debug)]
pub struct World {
    pub(super) seed: u64,
    folder: Option<TempDir>,
    root: PathBuf,
    pub(super) server: Option<Server>,
    link: Link,
    pub(super) desks: Vec<Desk>,
    /// Processes so far: each writes notes of its own.
    processes: u64,
    office_copy: bool,
    /// Bundles on sticks: none is ever thrown away.
    pub(super) bundles: Vec<PathBuf>,
    pub(super) backed_up: bool,
    /// The code on paper that opens the backups.
    pub(super) recovery: String,
    /// Notes that must be there.
    pub(super) must: BTreeSet<String>,
    /// Numbers on paper.
    pub(super) numbers: Vec<String>,
    /// Of these, those whose letters must be in the register.
    pub(super) registered: BTreeSet<String>,
    pub(super) story: Story,
}

/// Laptops at the beginning.
const LAPTOPS: usize = 3;
/// With their clones.
const MOST_LAPTOPS: usize = 5;
/// A slow link that still lets a round end: what cuts it is the mischief on top.
const SLOW: Shape = Shape {
    round_trip: Duration::from_millis(200),
    kbit: 256,
    handshake: true,
};
/// Saves of one process.
const SAVES: u64 = 8;

impl World {
    /// An office with three laptops.
    ///
    /// # Errors
    /// When a program is missing.
    pub fn new(seed: u64) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let root = folder.path().to_owned();
        let server = Server::start(&root.join("server"))?;
        let link = Link::to(server.address(), Shape::default())?;
        let mut world = Self {
            seed,
            folder: Some(folder),
            root,
            server: Some(server),
            link,
            desks: Vec::new(),
            processes: 0,
            office_copy: false,
            bundles: Vec::new(),
            backed_up: false,
            recovery: String::new(),
            must: BTreeSet::new(),
            numbers: Vec::new(),
            registered: BTreeSet::new(),
            story: Story::default(),
        };
        for n in 0..LAPTOPS {
            let data = world.root.join(format!("laptop-{n}"));
            let code = world.server()?.code(&format!("Laptop {n}"))?;
            let url = world.link.url();
            laptop(&data, &["enrol", "--server", &url, "--code", &code])?;
            world.desks.push(Desk {
                data,
                saved: Vec::new(),
                printed: Vec::new(),
                copied_at: None,
                clone: false,
            });
        }
        world.prepare_backups()?;
        Ok(world)
    }

    /// Lets something go wrong.
    pub(super) fn suffer(&mut self, fault: Fault, r: &mut Rng) -> Result<()> {
        self.link.reshape(Shape::default());
        match fault {
            Fault::Nothing => Ok(()),
            Fault::KillServer => self.kill_server(),
            Fault::CopyOffice => self.copy_office(),
            Fault::RestoreOffice => self.restore_office(),
            Fault::BackUp => self.back_up(),
            Fault::RemakeOffice => self.remake_office(),
            Fault::CopyLaptop => self.copy_laptop(r.next()),
            Fault::RestoreLaptop => self.restore_laptop(r.next()),
            Fault::CloneLaptop if self.desks.len() < MOST_LAPTOPS => self.clone_laptop(r.next()),
            Fault::CloneLaptop => Ok(()),
            Fault::Pack => self.pack(r.next()),
            Fault::Deliver => self.deliver(r.next()),
            Fault::Bring => self.bring(r.next()),
            Fault::SlowLink => {
                self.story.slow += 1;
                self.link.reshape(SLOW);
                Ok(())
            }
        }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    fn server(&self) -> Result<&Server> {
        self.server.as_ref().context("a running server")
    }

    /// Leaves the files where they are.
    #[must_use]
    pub fn keep(&mut self) -> PathBuf {
        self.folder
            .take()
            .map_or_else(|| self.root.clone(), TempDir::keep)
    }

    /// The link begins to play other tricks.
    pub(super) fn play(&self, seed: u64) {
        self.link.play(Some(Mischief::new(seed)));
    }

    pub(super) fn stop_server(&mut self) -> Result<()> {
        self.server.take().map_or(Ok(()), Server::kill)
    }

    pub(super) fn start_server(&mut self) -> Result<()> {
        let server = Server::start(&self.root.join("server"))?;
        self.link.lead_to(server.address());
        self.server = Some(server);
        Ok(())
    }

    /// Kill and a new start.
    fn kill_server(&mut self) -> Result<()> {
        self.story.killed_servers += 1;
        self.stop_server()?;
        self.start_server()
    }

    /// A copy of database and log as a power cut leaves them.
    fn copy_office(&mut self) -> Result<()> {
        self.story.killed_servers += 1;
        self.stop_server()?;
        copy(&self.root.join("server"), &self.root.join("server-copy"))?;
        self.office_copy = true;
        self.start_server()
    }

    fn restore_office(&mut self) -> Result<()> {
        if !self.office_copy {
            return self.copy_office();
        }
        self.story.restored_offices += 1;
        self.stop_server()?;
        copy(&self.root.join("server-copy"), &self.root.join("server"))?;
        self.start_server()
    }

    pub(super) fn pick(&self, seed: u64) -> usize {
        usize::try_from(seed % self.desks.len().max(1) as u64).unwrap_or(0)
    }

    fn copy_of(&self, at: usize) -> PathBuf {
        self.root.join(format!("laptop-{at}-copy"))
    }

    fn copy_laptop(&mut self, seed: u64) -> Result<()> {
        let at = self.pick(seed);
        copy(&self.desks[at].data, &self.copy_of(at))?;
        let desk = &mut self.desks[at];
        desk.copied_at = Some((desk.saved.len(), desk.printed.len()));
        Ok(())
    }

    /// What was saved since the copy is gone from this laptop: nobody promised it but to those who had synced.
    fn restore_laptop(&mut self, seed: u64) -> Result<()> {
        let copied: Vec<usize> = (0..self.desks.len())
            .filter(|at| self.desks[*at].copied_at.is_some())
            .collect();
        if copied.is_empty() {
            return self.copy_laptop(seed);
        }
        let at = copied[usize::try_from(seed % copied.len() as u64)?];
        let (saved, printed) = self.desks[at].copied_at.context("a copy")?;
        self.story.restored_laptops += 1;
        // What is tied to the machine is not in a copy of the data.
        let machine = self.root.join("machine");
        let data = self.desks[at].data.clone();
        copy(&data.join("mesin"), &machine)?;
        copy(&self.copy_of(at), &data)?;
        copy(&machine, &data.join("mesin"))?;
        for note in self.desks[at].saved.split_off(saved) {
            self.story.forgiven += usize::from(self.must.remove(&note));
        }
        for number in self.desks[at].printed.split_off(printed) {
            self.registered.remove(&number);
        }
        Ok(())
    }

    fn clone_laptop(&mut self, seed: u64) -> Result<()> {
        let at = self.pick(seed);
        let data = self.root.join(format!("laptop-{}", self.desks.len()));
        copy(&self.desks[at].data, &data)?;
        self.story.cloned += 1;
        self.desks.push(Desk {
            data,
            // What it holds is the first one's word to keep.
            saved: Vec::new(),
            printed: Vec::new(),
            copied_at: None,
            clone: true,
        });
        Ok(())
    }

    /// One laptop works; it, or the server, may be killed after a certain word of it.
    pub(super) fn work(&mut self, r: &mut Rng) -> Result<()> {
        let at = self.pick(r.next());
        let kill_laptop = r.chance(45).then(|| r.below(SAVES * 2));
        let kill_server = r.chance(25).then(|| r.below(SAVES * 2));
        self.processes += 1;
        let mark = format!("catatan {} {}", at, self.processes);
        let log = fs::File::create(self.desks[at].data.with_extension("log"))?;
        let mut command = Command::new(program("jemput-proof")?);
        command
            .args(["laptop", "--data"])
            .arg(&self.desks[at].data)
            .args(["work", "--mark", &mark])
            .args(["--seed", &r.next().to_string()])
            .args(["--saves", &SAVES.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        if !self.desks[at].clone {
            command.arg("--letters");
        }
        let mut child = command.spawn()?;
        let pipe = child.stdout.take().context("the output was piped")?;
        let mut killed = false;
        for (n, line) in (0..).zip(BufReader::new(pipe).lines().map_while(Result::ok)) {
            // The last line of a killed process may be a part of one: then nobody was told.
            if let Ok(word) = serde_json::from_str(&line) {
                self.heard(at, word);
            }
            if Some(n) == kill_laptop {
                child.kill()?;
                killed = true;
                self.story.killed_laptops += 1;
            }
            if Some(n) == kill_server {
                self.kill_server()?;
            }
        }
        let status = child.wait()?;
        if !status.success() && !killed {
            let said = fs::read_to_string(self.desks[at].data.with_extension("log"))?;
            bail!("laptop {at} ended with {status}: {said}");
        }
        Ok(())
    }

    fn heard(&mut self, at: usize, word: Word) {
        match word {
            Word::Saved(note) => {
                self.story.saved += 1;
                self.must.insert(note.clone());
                self.desks[at].saved.push(note);
            }
            Word::Printed(number) => {
                self.story.printed += 1;
                self.registered.insert(number.clone());
                self.desks[at].printed.push(number.clone());
                self.numbers.push(number);
            }
            Word::Synced(error) => self.story.failed_syncs += u32::from(error.is_some()),
        }
    }

    /// Nothing goes wrong any more, and everybody syncs until there is nothing more to say.
    pub(super) fn calm(&mut self) -> Result<()> {
        self.story.connections = self.link.counts().connections;
        self.link.play(None);
        self.link.reshape(Shape::default());
        self.link.cut();
        for _ in 0..3 {
            for desk in &self.desks {
                let mut last = Ok(());
                for _ in 0..10 {
                    last = laptop(&desk.data, &["sync"]);
                    if last.is_ok() {
                        break;
                    }
                    std::thread::sleep(Duration::from_millis(20));
                }
                last.with_context(|| format!("{} on a calm link", desk.data.display()))?;
            }
        }
        self.stop_server()
    }
}

/// Runs a task of a laptop to its end.
pub(super) fn laptop(data: &Path, task: &[&str]) -> Result<()> {
    let output = Command::new(program("jemput-proof")?)
        .args(["laptop", "--data"])
        .arg(data)
        .args(task)
        .output()?;
    ensure!(
        output.status.success(),
        "{}: {}",
        task.first().copied().unwrap_or_default(),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}

/// Makes `to` the same as `from`.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
