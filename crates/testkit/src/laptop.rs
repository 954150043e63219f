//! An officer's laptop without its window: the same app, given the commands that screens give.

mod letters;
mod steps;

use std::{path::Path, sync::Arc};

use anyhow::{Context, Result};
use jemput_app::{App, Config};
use jemput_dev_shell::prepare::{self, Prepare};
use jemput_wire::{
    Command,
    session::{SessionState, Unlock},
};
use tempfile::TempDir;

use crate::Office;

/// A laptop in a folder of its own; it syncs only when it is told to.
pub struct Laptop {
    app: Arc<App>,
    folder: TempDir,
}

impl Laptop {
    /// The passphrase of every officer in tests.
    pub const PASSPHRASE: &str = "hujan turun di sawah";

    /// A laptop that has joined nothing yet.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn fresh() -> Result<Self> {
        Self::with(|config| config)
    }

    /// A laptop to which the enrolment screen proposes this office.
    ///
    /// # Errors
    /// When the office gives no code.
    pub fn invited(office: &Office, name: &str) -> Result<Self> {
        let code = office.code(name)?;
        let proposed_server = office.url().to_owned();
        Self::with(|config| Config {
            proposed_server,
            proposed_code: code,
            ..config
        })
    }

    /// A laptop that has joined the office, has synced, and knows the residents if `residents` names their file.
    ///
    /// # Errors
    /// When a step is refused.
    pub fn enrolled(office: &Office, name: &str, residents: Option<&Path>) -> Result<Self> {
        Self::joined(office, &office.code(name)?, residents)
            .with_context(|| format!("laptop {name}"))
    }

    /// [`Laptop::enrolled`] with a code that the office's console gave.
    ///
    /// # Errors
    /// When a step is refused.
    pub fn joined(office: &Office, code: &str, residents: Option<&Path>) -> Result<Self> {
        let laptop = Self::fresh()?;
        laptop.join(office.url(), code, residents)?;
        Ok(laptop)
    }

    /// A laptop that has joined the office, with something else than usual in its configuration, such as its clock.
    ///
    /// # Errors
    /// When a step is refused.
    pub fn enrolled_where(
        office: &Office,
        name: &str,
        change: impl FnOnce(Config) -> Config,
    ) -> Result<Self> {
        let laptop = Self::with(change)?;
        laptop.join(office.url(), &office.code(name)?, None)?;
        Ok(laptop)
    }

    /// The same for another village than the sample's.
    ///
    /// # Errors
    /// When a step is refused.
    pub fn enrolled_in_village(
        office: &Office,
        village: &str,
        change: impl FnOnce(Config) -> Config,
    ) -> Result<Self> {
        let laptop = Self::with(change)?;
        laptop.join(office.url(), &office.code_for(village, "Laptop 1")?, None)?;
        Ok(laptop)
    }

    /// A laptop that reaches its office by another address, such as that of a [`crate::link::Link`].
    ///
    /// # Errors
    /// When a step is refused.
    pub fn enrolled_over(office: &Office, address: &str, name: &str) -> Result<Self> {
        let laptop = Self::fresh()?;
        laptop.join(address, &office.code(name)?, None)?;
        Ok(laptop)
    }

    /// A laptop that joins a served office of another process.
    ///
    /// # Errors
    /// When a step is refused.
    pub fn joined_at(address: &str, code: &str) -> Result<Self> {
        let laptop = Self::fresh()?;
        laptop.join(address, code, None)?;
        Ok(laptop)
    }

    fn join(&self, server: &str, code: &str, residents: Option<&Path>) -> Result<()> {
        let wish = Prepare {
            server: server.to_owned(),
            code: code.to_owned(),
            officer: "Rina Setyowati".to_owned(),
            passphrase: Self::PASSPHRASE.to_owned(),
            import: residents.map(Path::to_owned),
        };
        beside(|| prepare::laptop(&self.app, &wish))
    }

    /// [`Laptop::enrolled`] with its data in a folder of the caller's choice, such as one on a small disk.
    ///
    /// # Errors
    /// When a step is refused.
    pub fn enrolled_in(folder: TempDir, office: &Office, name: &str) -> Result<Self> {
        let laptop = Self::at(folder, |config| config)?;
        laptop.join(office.url(), &office.code(name)?, None)?;
        Ok(laptop)
    }

    fn with(change: impl FnOnce(Config) -> Config) -> Result<Self> {
        Self::at(tempfile::tempdir()?, change)
    }

    fn at(folder: TempDir, change: impl FnOnce(Config) -> Config) -> Result<Self> {
        let config = change(Config {
            background_sync: false,
            ..Config::in_folder(folder.path())
        });
        let app = App::open(config).map_err(|error| anyhow::anyhow!("{}", error.view))?;
        Ok(Self { app, folder })
    }

    /// Shuts down, lets its folder be changed, starts again, and the officer signs in.
    ///
    /// # Errors
    /// When the change fails, or the laptop does not start with it.
    pub fn restarted_after(self, change: impl FnOnce(&Path) -> Result<()>) -> Result<Self> {
        let session = self.ask(&SessionState {})?;
        let officer = session.officer.context("nobody is signed in")?.id;
        let Self { app, folder } = self;
        drop(app);
        change(folder.path())?;
        let laptop = Self::at(folder, |config| config)?;
        laptop.ask(&Unlock {
            officer,
            passphrase: Self::PASSPHRASE.to_owned(),
        })?;
        Ok(laptop)
    }

    /// Shuts down and starts again, with something else than usual in its configuration; nobody is signed in.
    ///
    /// # Errors
    /// When it does not start.
    pub fn locked_and_restarted(self, change: impl FnOnce(Config) -> Config) -> Result<Self> {
        let Self { app, folder } = self;
        drop(app);
        Self::at(folder, change)
    }

    /// The app.
    #[must_use]
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Its database, beside the app.
    ///
    /// # Errors
    /// When it has joined nothing.
    pub fn store(&self) -> Result<jemput_store::Store> {
        self.store_by(Self::PASSPHRASE)
    }

    /// The same, where the first officer has another passphrase.
    ///
    /// # Errors
    /// When it has joined nothing, or that is not the passphrase.
    pub fn store_by(&self, passphrase: &str) -> Result<jemput_store::Store> {
        Ok(crate::proof::desk::open_by(self.data(), passphrase)?.0)
    }

    /// Its data folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Sends and fetches everything.
    ///
    /// # Errors
    /// When the office could not be reached or refused something.
    pub fn sync(&self) -> Result<()> {
        beside(|| prepare::sync(&self.app))
    }

    /// Gives a command.
    ///
    /// # Errors
    /// When it is refused; its code is in the message.
    pub fn ask<C: Command + Sync>(&self, command: &C) -> Result<C::Output>
    where
        C::Output: Send,
    {
        beside(|| prepare::ask(&self.app, command))
    }
}

/// Does something on a thread of its own: the app blocks, which a test on an asynchronous runtime must not.
fn beside<T: Send>(work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    std::thread::scope(|scope| {
        scope
            .spawn(work)
            .join()
            .unwrap_or_else(|_| Err(anyhow::anyhow!("the app panicked; its message is above")))
    })
}
