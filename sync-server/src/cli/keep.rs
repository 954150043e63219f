//! `backup …` and `restore`.

use std::{io::Write as _, path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use jemput_server::{BackupSettings, Contents, Restored, SystemClock};

use super::{Data, first_line, office, say};

/// Where backups go; part of `serve` and of `backup now`.
#[derive(Debug, Args)]
pub(super) struct BackupFlags {
    /// The folder lies off this machine although it is on the same file system (it is mirrored elsewhere): work in its
    /// backups is shown as safe on the laptops. Another file system counts as off the machine by itself.
    #[arg(long, requires = "backup_dir")]
    backup_off_machine: bool,
    /// Hours between two backups while there is anything new.
    #[arg(long, value_name = "HOURS", default_value_t = 6, value_parser = clap::value_parser!(u64).range(1..=168))]
    backup_hours: u64,
}

impl BackupFlags {
    pub(super) fn settings(&self, folder: PathBuf) -> BackupSettings {
        BackupSettings {
            folder,
            off_machine: self.backup_off_machine,
            every: Duration::from_secs(self.backup_hours * 60 * 60),
        }
    }
}

/// The folder of the backups.
#[derive(Debug, Args)]
pub(super) struct Folder {
    /// Folder of the backups, on a second medium.
    #[arg(long, value_name = "DIR")]
    backup_dir: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(super) enum Backup {
    /// Prepare a folder on a second medium, and draw the recovery code (printed once: write it down).
    Init {
        #[command(flatten)]
        data: Data,
        #[command(flatten)]
        folder: Folder,
        /// Draw another code for the backups to come; older backups keep theirs.
        #[arg(long)]
        new_code: bool,
    },
    /// Make a backup now, also beside the running server.
    Now {
        #[command(flatten)]
        data: Data,
        #[command(flatten)]
        folder: Folder,
        #[command(flatten)]
        flags: BackupFlags,
    },
    /// List the backups of a folder.
    List(Folder),
    /// Read a backup from its first to its last byte, as a restore would, and all attached files.
    Check {
        #[command(flatten)]
        folder: Folder,
        /// Which; by default the newest.
        #[arg(long, value_name = "NAME")]
        backup: Option<String>,
        /// Also try the recovery code, read from standard input.
        #[arg(long)]
        code_stdin: bool,
    },
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    folder: Folder,
    /// Which backup; by default the newest.
    #[arg(long, value_name = "NAME")]
    backup: Option<String>,
    /// Read the recovery code from standard input without asking.
    #[arg(long)]
    code_stdin: bool,
}

pub(super) fn backup(wish: Backup) -> Result<()> {
    match wish {
        Backup::Init {
            data,
            folder,
            new_code,
        } => {
            if !data.data.join("desk.db").exists() {
                bail!("{} is no server's data folder", data.data.display());
            }
            let code = office(&data.data)?.prepare_backups(&folder.backup_dir, new_code)?;
            say(&format!(
                "{} is ready for backups.",
                folder.backup_dir.display()
            ))?;
            match code {
                Some(code) => say(&format!(
                    "Recovery code: {code}\nIt is shown only now. Write it down twice, and keep it away from this \
                     machine and from the backups: without it no backup can be restored."
                )),
                None => say("The recovery code stays as it is."),
            }
        }
        Backup::Now {
            data,
            folder,
            flags,
        } => {
            let office = office(&data.data)?;
            let settings = flags.settings(folder.backup_dir);
            let made = office.back_up(&settings)?;
            say(&line("backed up", &made))?;
            let last = office.backup_standing(Some(&settings))?.last;
            if last.is_some_and(|last| !last.off_machine) {
                say(
                    "The folder is on the same file system as the data: laptops do not count this work as safe. Use a \
                     second medium, or --backup-off-machine if the folder is mirrored elsewhere.",
                )?;
            }
            Ok(())
        }
        Backup::List(folder) => {
            for (name, contents) in jemput_server::backups(&folder.backup_dir)? {
                say(&line(&name, &contents))?;
            }
            Ok(())
        }
        Backup::Check {
            folder,
            backup,
            code_stdin,
        } => {
            let code = code_stdin.then(first_line).transpose()?;
            let checked = jemput_server::check_backup(
                &folder.backup_dir,
                backup.as_deref(),
                code.as_deref(),
            )?;
            say(&line(&checked.backup, &checked.contents))?;
            lost(&checked)?;
            if !checked.lost_files.is_empty() {
                bail!("{} attached files are damaged", checked.lost_files.len());
            }
            say("all well")
        }
    }
}

pub(super) fn restore(wish: &Restore) -> Result<()> {
    let code = if wish.code_stdin {
        first_line()?
    } else {
        ask_code()?
    };
    let restored = jemput_server::restore(
        &wish.folder.backup_dir,
        wish.backup.as_deref(),
        &wish.data.data,
        &code,
        Arc::new(SystemClock),
    )?;
    say(&line(&restored.backup, &restored.contents))?;
    lost(&restored)?;
    say(
        "Restored. Start the server under the same address as before; laptops send what is missing by themselves. \
         Laptops that joined after this backup must join again. New numbers begin further up: the gap is on purpose.",
    )
}

fn line(name: &str, contents: &Contents) -> String {
    format!(
        "{name}: {} records, {} changes, {} laptops, {} attached files ({} KB)",
        contents.records,
        contents.seq,
        contents.devices,
        contents.blobs,
        contents.blob_bytes / 1024
    )
}

fn lost(restored: &Restored) -> Result<()> {
    for file in &restored.lost_files {
        say(&format!("DAMAGED  attached file {file}"))?;
    }
    Ok(())
}

/// The code may be seen while it is typed: it is long, on paper, and of no use without the medium.
fn ask_code() -> Result<String> {
    let mut err = std::io::stderr().lock();
    write!(err, "Recovery code: ")?;
    err.flush()?;
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .context("standard input cannot be read")?;
    Ok(line)
}
