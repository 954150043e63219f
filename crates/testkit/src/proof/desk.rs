//! A laptop's process: one task of an officer, done by the product's own code, and what it cost.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use anyhow::{Context as _, Result};
use clap::Subcommand;
use jemput_app::{App, Config};
use jemput_dev_shell::prepare::ask;
use jemput_domain::id::{DeviceId, OfficerId};
use jemput_store::{Author, Store, StoreError, keyring::WrappedKey};
use jemput_sync::Replica as _;
use jemput_wire::{
    bundle::{BundleApply, BundleExport, BundleOpen, BundlePhase, BundleStatus},
    retire::Retire,
    session::{Enrol, SessionState, Unlock},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::officer::Day;
use crate::{
    Laptop, VILLAGE,
    programs::Usage,
    records::{self, Citizen},
    wait,
};

/// What the laptop does.
#[derive(Debug, Clone, Subcommand)]
pub enum Task {
    /// Joins an office; its first sync is part of that.
    Enrol {
        /// Address of the server.
        #[arg(long)]
        server: String,
        /// The one-time code.
        #[arg(long)]
        code: String,
    },
    /// Saves every citizen of a file, one after the other.
    Load {
        /// JSON lines.
        file: PathBuf,
    },
    /// Edits the changed fields of every citizen of a file.
    Edit {
        /// JSON lines.
        file: PathBuf,
    },
    /// Edits one field of one resident.
    Touch,
    /// Works as an officer does and tells of each step.
    Work(Day),
    /// Writes what is unsent onto a stick.
    Pack {
        /// Folder of the stick.
        #[arg(long)]
        to: PathBuf,
    },
    /// Takes a bundle of the office in.
    Take {
        /// The bundle.
        file: PathBuf,
    },
    /// Sends everything and wipes itself, as soon as the office has it in a backup.
    Retire,
    /// Sends and fetches everything.
    Sync {
        /// The server's address from now on.
        #[arg(long)]
        server: Option<String>,
    },
}

/// What a task cost and what the laptop holds after it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Done {
    /// Seconds of the task itself, without signing in.
    pub seconds: f64,
    /// The slowest hundredth of single saves begins here, in milliseconds; 0 where nothing is saved.
    pub save_p99_ms: f64,
    /// Processor time of the task itself; peak of the process.
    pub usage: Usage,
    /// Residents.
    pub residents: u64,
    /// Records of which a field has rivals.
    pub rivals: u64,
    /// Changes that the office has not answered.
    pub unsent: u64,
    /// Up to here the office's log is here.
    pub cursor: u64,
}

/// Does it.
///
/// # Errors
/// Those of the task.
pub fn run(data: &Path, task: &Task) -> Result<Done> {
    let mut done = match task {
        // Nothing is left to look at.
        Task::Retire => return retire(data),
        Task::Enrol { server, code } => enrol(data, server, code)?,
        Task::Load { file } => load(data, &citizens(file)?)?,
        Task::Edit { file } => edit(data, &citizens(file)?)?,
        Task::Touch => touch(data)?,
        Task::Work(_) => anyhow::bail!("an officer's work is told step by step"),
        Task::Pack { to } => pack(data, to)?,
        Task::Take { file } => take(data, file)?,
        Task::Sync { server } => sync(data, server.as_deref())?,
    };
    done.usage.peak_kb = Usage::own().peak_kb;
    let store = open(data)?.0;
    done.residents = store.count("resident")?;
    done.rivals = store.conflicts(0, 1_000_000)?.len() as u64;
    done.unsent = store.unsent()?.changes;
    done.cursor = store.sync_state()?.cursor;
    Ok(done)
}

fn citizens(file: &Path) -> Result<Vec<Citizen>> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("{} to read", file.display()))?;
    records::read(&text)
}

/// Measures what `work` costs.
fn timed(work: impl FnOnce() -> Result<()>) -> Result<Done> {
    let (cpu, start) = (Usage::own().cpu, Instant::now());
    work()?;
    Ok(Done {
        seconds: start.elapsed().as_secs_f64(),
        usage: Usage {
            cpu: Usage::own().cpu - cpu,
            peak_kb: 0,
        },
        ..Done::default()
    })
}

fn app(data: &Path) -> Result<Arc<App>> {
    App::open(Config {
        background_sync: false,
        ..Config::in_folder(data)
    })
    .map_err(|error| anyhow::anyhow!("{}", error.view))
}

/// The app with its officer signed in.
///
/// # Errors
/// When the laptop is not enrolled.
pub fn signed_in(data: &Path) -> Result<Arc<App>> {
    let app = app(data)?;
    let officer = ask(&app, &SessionState {})?
        .officers
        .first()
        .context("an enrolled laptop")?
        .id;
    ask(
        &app,
        &Unlock {
            officer,
            passphrase: Laptop::PASSPHRASE.to_owned(),
        },
    )?;
    Ok(app)
}

fn enrol(data: &Path, server: &str, code: &str) -> Result<Done> {
    let app = app(data)?;
    let wish = Enrol {
        server_url: server.to_owned(),
        code: code.to_owned(),
        ticket: String::new(),
        device_name: String::new(),
        officer_name: "Rina Setyowati".to_owned(),
        passphrase: Laptop::PASSPHRASE.to_owned(),
    };
    timed(|| ask(&app, &wish).map(drop))
}

fn sync(data: &Path, server: Option<&str>) -> Result<Done> {
    if let Some(server) = server {
        move_to(data, server)?;
    }
    let app = signed_in(data)?;
    timed(|| {
        app.sync_here()
            .map_err(|error| anyhow::anyhow!("{}", error.view))
    })
}

fn retire(data: &Path) -> Result<Done> {
    let app = signed_in(data)?;
    let wish = Retire {
        passphrase: Laptop::PASSPHRASE.to_owned(),
        drop_drafts: false,
    };
    timed(|| {
        wait::until("the office's backup", || match ask(&app, &wish) {
            Ok(_) => Ok(Some(())),
            Err(error) if error.to_string().contains("retire-not-safe") => Ok(None),
            Err(error) => Err(error),
        })
    })
}

fn pack(data: &Path, to: &Path) -> Result<Done> {
    let app = signed_in(data)?;
    let folder = to.display().to_string();
    timed(|| {
        ask(&app, &BundleExport { folder })?;
        ended(&app)
    })
}

fn take(data: &Path, file: &Path) -> Result<Done> {
    let app = signed_in(data)?;
    let path = file.display().to_string();
    timed(|| {
        ask(&app, &BundleOpen { path })?;
        ended(&app)?;
        ask(&app, &BundleApply {})?;
        ended(&app)
    })
}

/// Waits for the end of a bundle's job; its error is its code.
fn ended(app: &Arc<App>) -> Result<()> {
    let view = wait::until("a bundle's job", || {
        let view = ask(app, &BundleStatus {})?;
        let runs = matches!(
            view.phase,
            BundlePhase::Writing | BundlePhase::Reading | BundlePhase::Applying
        );
        Ok((!runs).then_some(view))
    })?;
    match view.error {
        None => Ok(()),
        Some(error) => anyhow::bail!("{}", error.code),
    }
}

/// The laptop's server has another port after a restart, or lies behind another link.
fn move_to(data: &Path, server: &str) -> Result<()> {
    let file = data.join("laptop.json");
    let mut profile: Value = serde_json::from_slice(&std::fs::read(&file)?)?;
    profile["server_url"] = server.into();
    Ok(std::fs::write(file, serde_json::to_vec_pretty(&profile)?)?)
}

/// The database as the app leaves it, and who writes.
///
/// # Errors
/// When the laptop is not enrolled.
pub fn open(data: &Path) -> Result<(Store, Author)> {
    open_by(data, Laptop::PASSPHRASE)
}

/// The same with another passphrase of the first officer.
///
/// # Errors
/// As [`open`], and when it does not fit.
pub fn open_by(data: &Path, passphrase: &str) -> Result<(Store, Author)> {
    #[derive(Deserialize)]
    struct Keys {
        wraps: Vec<Wrap>,
    }
    #[derive(Deserialize)]
    struct Wrap {
        wrapped: WrappedKey,
    }
    #[derive(Deserialize)]
    struct Profile {
        device: DeviceId,
        officers: Vec<Officer>,
    }
    #[derive(Deserialize)]
    struct Officer {
        id: OfficerId,
    }
    let keys: Keys = serde_json::from_slice(&std::fs::read(data.join("kunci.json"))?)?;
    let wrap = keys.wraps.first().context("a wrapped key")?;
    let key = wrap.wrapped.unwrap(passphrase)?;
    let profile: Profile = serde_json::from_slice(&std::fs::read(data.join("laptop.json"))?)?;
    let officer = profile.officers.first().context("an officer")?.id;
    let author = Author::new(profile.device, officer, jemput_app::Clock::System.now_ms());
    Ok((Store::open(&data.join("jemput.db"), &key)?, author))
}

fn load(data: &Path, citizens: &[Citizen]) -> Result<Done> {
    let (mut store, author) = open(data)?;
    let mut saves = Vec::with_capacity(citizens.len());
    let mut done = timed(|| {
        for one in citizens {
            let start = Instant::now();
            let (id, fields) = record(one)?;
            store.transact(&author, |tx| tx.create(id, "resident", fields))?;
            saves.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        Ok(())
    })?;
    done.save_p99_ms = percentile(&mut saves, 99);
    Ok(done)
}

fn edit(data: &Path, citizens: &[Citizen]) -> Result<Done> {
    let (mut store, author) = open(data)?;
    let mut saves = Vec::with_capacity(citizens.len());
    let mut done = timed(|| {
        for one in citizens {
            let start = Instant::now();
            let (id, mut fields) = record(one)?;
            fields.retain(|name, _| name == "updated_at" || one.changed.contains(name));
            store.transact(&author, |tx| -> Result<(), StoreError> {
                tx.edit(id, fields, &BTreeMap::new())
            })?;
            saves.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        Ok(())
    })?;
    done.save_p99_ms = percentile(&mut saves, 99);
    Ok(done)
}

/// The resident who was seen last gets a telephone number.
fn touch(data: &Path) -> Result<Done> {
    let (mut store, author) = open(data)?;
    let resident = store.recent_residents(1)?.pop().context("a resident")?;
    timed(|| {
        let number = format!(
            "0812-00{:02}-{:04}",
            author.wall_ms / 10_000 % 100,
            author.wall_ms % 10_000
        );
        store.transact(&author, |tx| -> Result<(), StoreError> {
            tx.edit_value(resident.id, "phone", number.into())
        })?;
        Ok(())
    })
}

/// A citizen as a record of the sample village: the same fields and texts.
pub(super) fn record(citizen: &Citizen) -> Result<(Uuid, Map<String, Value>)> {
    let Value::Object(mut fields) = serde_json::to_value(citizen)? else {
        anyhow::bail!("a citizen is an object");
    };
    fields.remove("uuid");
    fields.remove("changed");
    fields.insert("scope".to_owned(), format!("village:{VILLAGE}").into());
    Ok((citizen.uuid.parse()?, fields))
}

/// The value below which so many of a hundred lie.
#[must_use]
pub fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (values.len() * percent / 100).min(values.len().saturating_sub(1));
    values.get(at).copied().unwrap_or(0.0)
}
