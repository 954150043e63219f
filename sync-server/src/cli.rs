//! Words of the command line, and what they do.

mod account;
mod audit;
mod keep;
mod officer;
mod service;

use std::{
    io::{Read as _, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, Result, bail};
use clap::{Args, Parser, Subcommand};
use jemput_domain::village::VillageCode;
use jemput_server::{Office, Patience, Settings, SystemClock};
use tracing_subscriber::EnvFilter;

/// Server of an office: laptops sync with it, the office looks in, citizens check letters.
#[derive(Debug, Parser)]
#[command(name = "jemput-server", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve until stopped; the first start makes the office's keys and prints a one-time set-up code.
    Serve(Serve),
    /// Look through databases, keys and certificates; ends with an error if something is wrong.
    Check(Check),
    /// Accounts of the office console.
    #[command(subcommand, alias = "admin")]
    Account(account::AccountCommand),
    /// The record of who did what.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Laptops.
    #[command(subcommand)]
    Device(Device),
    /// The office's own data.
    #[command(subcommand)]
    Office(OfficeCommand),
    /// Backups of everything: both databases, attached files, and the office's keys under a recovery code.
    #[command(subcommand)]
    Backup(keep::Backup),
    /// Make this office anew in an empty data folder, from a backup and the recovery code.
    Restore(keep::Restore),
    /// Bundles that travel on USB sticks.
    #[command(subcommand)]
    Bundle(Bundle),
    /// Officers of the laptops.
    #[command(subcommand)]
    Officer(officer::OfficerCommand),
    /// Begin a new key for seals, once a year; what was sealed before stays good. Stop the server first.
    RotateKey(Data),
    /// Service files, before they are given to `office apply`.
    #[command(subcommand)]
    Service(service::ServiceCommand),
    /// Print what programs may ask this server, as OpenAPI 3.1.
    Openapi,
}

/// Where everything lies.
#[derive(Debug, Args)]
struct Data {
    /// Folder of databases and keys.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

#[derive(Debug, Args)]
struct Check {
    #[command(flatten)]
    data: Data,
    /// Laptops that knew more than this server were looked into: do not report those any more.
    #[arg(long)]
    accept_rollback: bool,
}

#[derive(Debug, Args)]
struct Serve {
    #[command(flatten)]
    data: Data,
    /// Address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7878")]
    listen: SocketAddr,
    /// Address by which laptops and citizens reach this server, such as https://jemput.example.org.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Folder with the built pages `office` and `check`; by default `ui` beside the program, or `dist` here.
    #[arg(long, value_name = "DIR")]
    ui: Option<PathBuf>,
    /// A proxy stands before this server and adds X-Forwarded-For.
    #[arg(long)]
    behind_proxy: bool,
    /// Office file to apply before serving.
    #[arg(long, value_name = "FILE")]
    office: Option<PathBuf>,
    /// Folder on a second medium for backups, prepared by `backup init`.
    #[arg(long, value_name = "DIR")]
    backup_dir: Option<PathBuf>,
    #[command(flatten)]
    backup: keep::BackupFlags,
    /// Serve although this machine's clock does not fit what came in last.
    #[arg(long)]
    accept_clock: bool,
    /// Villages of so many records and more are prepared as files for laptops that join.
    #[arg(long, value_name = "RECORDS", default_value_t = 5_000)]
    snapshots_from: u64,
    /// Log as JSON, one object a line.
    #[arg(long)]
    log_json: bool,
}

#[derive(Debug, Subcommand)]
enum Device {
    /// Print a one-time code with which a laptop joins.
    Code {
        #[command(flatten)]
        data: Data,
        /// Village that the laptop may hold; may be repeated.
        #[arg(long = "village", value_name = "CODE", required = true)]
        villages: Vec<String>,
        /// What the office calls the laptop.
        #[arg(long, default_value = "")]
        name: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// List the laptops.
    List(Data),
    /// A laptop is lost: do not serve it, and let it delete its officers' keys at its first contact.
    Lost {
        #[command(flatten)]
        data: Data,
        /// The laptop's mark, such as P02, or its id.
        laptop: String,
        /// What happened.
        #[arg(long)]
        reason: String,
    },
    /// A lost laptop was found: trust it again. Its officers come in by the recovery code.
    Found {
        #[command(flatten)]
        data: Data,
        /// The laptop's mark, such as P02, or its id.
        laptop: String,
        /// How it was found.
        #[arg(long)]
        reason: String,
    },
    /// Do not trust a laptop's key any more, for good.
    Revoke {
        #[command(flatten)]
        data: Data,
        /// The laptop's mark, such as P02, or its id.
        laptop: String,
    },
    /// List when a laptop's recovery code was read, by whom and why.
    Readings {
        #[command(flatten)]
        data: Data,
        /// The laptop's mark, such as P02, or its id.
        laptop: String,
    },
    /// Show a laptop's recovery code, to be read out to an officer who forgot the passphrase; it is recorded.
    Recovery {
        #[command(flatten)]
        data: Data,
        /// The laptop's mark, such as P02, or its id.
        laptop: String,
        /// Who asks, and how you know that person.
        #[arg(long)]
        reason: String,
        /// Send it over the network instead, to the laptop that shows these eight letters.
        #[arg(long, value_name = "LETTERS")]
        send: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
enum OfficeCommand {
    /// Bring villages, signers and services into line with an office file.
    Apply {
        #[command(flatten)]
        data: Data,
        /// The office file (TOML).
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum Bundle {
    /// Take a laptop's bundle in, or its request to join; beside a running server too.
    Import {
        #[command(flatten)]
        data: Data,
        /// The bundle.
        file: PathBuf,
    },
    /// Make a bundle for a laptop: what it does not have yet, and what became of its changes.
    Export {
        #[command(flatten)]
        data: Data,
        /// The laptop's id or mark, as `device list` shows them.
        #[arg(long, value_name = "ID")]
        device: String,
        /// Folder on the stick.
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
    },
}

/// Does what was asked.
pub(crate) fn run(cli: Cli) -> Result<()> {
    match cli.command {
        Command::Serve(wish) => serve(wish),
        Command::Check(wish) => check(&wish.data.data, wish.accept_rollback),
        Command::Backup(wish) => keep::backup(wish),
        Command::Restore(wish) => keep::restore(&wish),
        Command::Service(command) => service::run(&command),
        Command::Officer(command) => officer::run(command),
        Command::Openapi => {
            let document = jemput_server::api_document();
            say(&serde_json::to_string_pretty(&document)?)
        }
        Command::Account(command) => account::run(command),
        Command::Audit(command) => audit::run(command),
        Command::Device(Device::Code {
            data,
            villages,
            name,
            json,
        }) => code(&data.data, &villages, &name, json),
        Command::Device(Device::List(data)) => {
            for device in office(&data.data)?.devices_briefly()? {
                say(&device)?;
            }
            Ok(())
        }
        Command::RotateKey(data) => {
            jemput_server::rotate_seal_key(&data.data)?;
            office(&data.data)?;
            say("A new sealing key is in force. Make a backup now.")
        }
        Command::Device(Device::Lost {
            data,
            laptop,
            reason,
        }) => {
            office(&data.data)?.lose_laptop(&laptop, &reason)?;
            say(&format!("{laptop} is lost and not served any more."))
        }
        Command::Device(Device::Found {
            data,
            laptop,
            reason,
        }) => {
            office(&data.data)?.find_laptop(&laptop, &reason)?;
            say(&format!("{laptop} is served again."))
        }
        Command::Device(Device::Revoke { data, laptop }) => {
            office(&data.data)?.revoke_laptop(&laptop)?;
            say(&format!("{laptop} is not trusted any more."))
        }
        Command::Device(Device::Readings { data, laptop }) => {
            for reading in office(&data.data)?.readings(&laptop)? {
                say(&reading)?;
            }
            Ok(())
        }
        Command::Device(Device::Recovery {
            data,
            laptop,
            reason,
            send,
        }) => match send {
            None => say(&office(&data.data)?.recovery_code(&laptop, &reason)?),
            Some(letters) => {
                office(&data.data)?.send_recovery_code(&laptop, &letters, &reason)?;
                say("It is on its way while the laptop asks.")
            }
        },
        Command::Bundle(Bundle::Import { data, file }) => take_bundle(&data.data, &file),
        Command::Bundle(Bundle::Export { data, device, to }) => {
            let made = office(&data.data)?.bundle_export(&device, &to)?;
            say(&format!(
                "{}\nfor {}: {} rows, {} answers, {} KB",
                made.path.display(),
                made.device_name,
                made.rows,
                made.acks,
                made.size.div_ceil(1024)
            ))
        }
        Command::Office(OfficeCommand::Apply { data, file }) => {
            let applied = office(&data.data)?.apply(&file)?;
            say(&format!(
                "{} made, {} changed, {} as they were.",
                applied.created, applied.changed, applied.unchanged
            ))
        }
    }
}

fn office(data: &Path) -> Result<Office> {
    Office::open(data, None, Arc::new(SystemClock))
}

fn take_bundle(data: &Path, file: &Path) -> Result<()> {
    if !data.join("desk.db").exists() {
        bail!("{} is no server's data folder", data.display());
    }
    let done = office(data)?.bundle_import(file)?;
    if done.joined {
        return say(&format!(
            "{} ({}) has joined, asked {}. Put its answer on the stick:\n  jemput-server bundle export --data {} --device {} --to FOLDER",
            done.device_name,
            done.mark,
            done.made,
            data.display(),
            done.mark
        ));
    }
    say(&format!(
        "From {}, packed {}: {} changes, {} of them new, {} for the office to decide, {} unreadable; {} files, {} refused",
        done.device_name,
        done.made,
        done.changes,
        done.fresh,
        done.parked,
        done.unreadable,
        done.files,
        done.files_refused
    ))?;
    for kind in &done.kinds {
        say(&format!("  {} {}", kind.count, kind.kind))?;
    }
    Ok(())
}

fn say(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

fn serve(wish: Serve) -> Result<()> {
    log(wish.log_json);
    let settings = Settings {
        data: wish.data.data,
        listen: wish.listen,
        public_url: wish.public_url.as_deref().map(checked_url).transpose()?,
        ui: wish.ui.or_else(pages),
        behind_proxy: wish.behind_proxy,
        backup: wish.backup_dir.map(|folder| wish.backup.settings(folder)),
        accept_clock: wish.accept_clock,
        snapshots_from: wish.snapshots_from,
        patience: Patience::default(),
    };
    if let Some(file) = &wish.office {
        office(&settings.data)?.apply(file)?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut running = jemput_server::start(settings).await?;
        say(&format!("Listening on {}", running.url()))?;
        if let Some(code) = &running.setup_code {
            say(&format!(
                "No account yet. Open {}/office/ and use the set-up code {code}",
                running.url()
            ))?;
        }
        tokio::select! {
            ended = running.ended() => ended,
            () = asked_to_stop() => {
                tracing::info!("stopping");
                running.stop().await
            }
        }
    })
}

/// Ctrl-C, or the service manager's polite word.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without a handler the system ends the process by itself.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn log(json: bool) {
    let filter = EnvFilter::try_from_env("JEMPUT_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if json {
        lines.json().init();
    } else {
        lines.init();
    }
}

fn checked_url(url: &str) -> Result<String> {
    let url = url.trim().trim_end_matches('/').to_owned();
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    match host {
        Some(host) if !host.is_empty() && host.chars().all(plain) => Ok(url),
        _ => bail!("--public-url must be like https://jemput.example.org, without a path"),
    }
}

/// Built pages beside the program or here.
fn pages() -> Option<PathBuf> {
    let beside = std::env::current_exe()
        .ok()
        .and_then(|exe| exe.parent().map(Path::to_owned));
    let places = [beside.map(|folder| folder.join("ui")), Some("dist".into())];
    places
        .into_iter()
        .flatten()
        .find(|folder| folder.join("office").is_dir() || folder.join("check").is_dir())
}

fn check(data: &Path, accept_rollback: bool) -> Result<()> {
    if !data.join("desk.db").exists() {
        bail!("{} is no server's data folder", data.display());
    }
    let office = office(data)?;
    if accept_rollback {
        office.accept_rollbacks()?;
    }
    let health = office.health()?;
    say(&format!("server   {}", health.server_id))?;
    say(&format!("version  {}", env!("CARGO_PKG_VERSION")))?;
    say(&format!(
        "set up   {}",
        if health.set_up { "yes" } else { "no" }
    ))?;
    say(&format!("laptops  {}", health.devices))?;
    say(&format!("changes  {}", health.changes))?;
    let backups = office.backup_standing(None)?;
    say(&format!(
        "backup   {}",
        backups.last.map_or("never".to_owned(), |last| format!(
            "up to change {}{}",
            last.seq,
            if last.off_machine {
                ", off this machine"
            } else {
                ""
            }
        ))
    ))?;
    for fault in &health.faults {
        say(&format!("FAULT    {fault}"))?;
    }
    if health.faults.is_empty() {
        say("all well")
    } else {
        bail!("{} faults", health.faults.len())
    }
}

fn code(data: &Path, villages: &[String], name: &str, json: bool) -> Result<()> {
    let villages = villages
        .iter()
        .map(|text| {
            VillageCode::parse(text)
                .with_context(|| format!("{text} is no village code of ten digits"))
        })
        .collect::<Result<Vec<_>>>()?;
    let code = office(data)?.make_code(&villages, name)?;
    if json {
        say(&serde_json::to_string(&code)?)
    } else {
        say(&format!("{}   good until {}", code.code, code.valid_until))?;
        say(&code.ticket)
    }
}

fn first_line() -> Result<String> {
    let mut text = String::new();
    std::io::stdin().take(4096).read_to_string(&mut text)?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
