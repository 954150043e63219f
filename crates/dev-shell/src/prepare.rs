//! A laptop that is ready to print, made by the same commands that an officer would give.

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Result, bail};
use clap::Args;
use jemput_app::App;
use jemput_wire::{
    Command,
    import::{ImportApply, ImportOpen, ImportPhase, ImportStatus},
    printer::PrinterSelect,
    session::Enrol,
    sync::{SyncNow, SyncStatus},
};

/// Between two looks at work that runs in the background.
const AGAIN: Duration = Duration::from_millis(20);

/// What the laptop shall be.
#[derive(Debug, Args)]
pub struct Prepare {
    /// Address of the office's server.
    #[arg(long)]
    pub server: String,
    /// One-time code of the office.
    #[arg(long)]
    pub code: String,
    /// The officer's name.
    #[arg(long)]
    pub officer: String,
    /// The officer's passphrase.
    #[arg(long)]
    pub passphrase: String,
    /// Spreadsheet of residents; without one the laptop knows nobody yet.
    #[arg(long)]
    pub import: Option<PathBuf>,
}

/// Joins the office, takes the residents in, chooses the printer into a folder, and syncs.
///
/// # Errors
/// When a command is refused; its code is in the message.
pub fn laptop(app: &Arc<App>, wish: &Prepare) -> Result<()> {
    ask(
        app,
        &Enrol {
            server_url: wish.server.clone(),
            code: wish.code.clone(),
            ticket: String::new(),
            device_name: String::new(),
            officer_name: wish.officer.clone(),
            passphrase: wish.passphrase.clone(),
        },
    )?;
    if let Some(file) = &wish.import {
        let job = ask(
            app,
            &ImportOpen {
                path: file.display().to_string(),
            },
        )?
        .job;
        until(app, ImportPhase::Planned)?;
        ask(
            app,
            &ImportApply {
                job,
                take: Vec::new(),
            },
        )?;
        until(app, ImportPhase::Applied)?;
    }
    ask(
        app,
        &PrinterSelect {
            id: "file".to_owned(),
            name: None,
            paper: "F4".to_owned(),
            offset_x: 0,
            offset_y: 0,
        },
    )?;
    sync(app)
}

/// Sends and fetches everything, and waits for the end of that.
///
/// # Errors
/// When the office could not be reached or refused something.
pub fn sync(app: &Arc<App>) -> Result<()> {
    let mut view = ask(app, &SyncNow {})?;
    while view.running {
        std::thread::sleep(AGAIN);
        view = ask(app, &SyncStatus {})?;
    }
    match view.last_error {
        None => Ok(()),
        Some(error) => Err(error.into()),
    }
}

/// Gives one command and reads its answer.
///
/// # Errors
/// When the command is refused; its code is in the message.
pub fn ask<C: Command>(app: &Arc<App>, command: &C) -> Result<C::Output> {
    let output = app
        .dispatch(C::NAME, serde_json::to_value(command)?)
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(serde_json::from_value(output)?)
}

/// Waits for the import's thread; a step takes moments.
fn until(app: &Arc<App>, phase: ImportPhase) -> Result<()> {
    loop {
        let view = ask(app, &ImportStatus { job: None })?;
        match view.phase {
            now if now == phase => return Ok(()),
            ImportPhase::Failed | ImportPhase::Cancelled => {
                bail!("the import ended early: {:?}", view.error)
            }
            _ => std::thread::sleep(AGAIN),
        }
    }
}
