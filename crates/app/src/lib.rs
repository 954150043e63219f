//! The use cases of the field app, as plain functions.
//!
//! A shell (the desktop window, the dev shell) opens one [`App`] and hands every command to [`App::dispatch`]; nothing
//! else of the product is called by a shell. Each use case is a method `fn(&App, Input) -> Result<Output>` in the
//! module of its subject.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a use case takes its input whole, as it came over the wire"
)]

mod alarm;
mod appearance;
mod approval;
mod attachment;
mod attempts;
mod binding;
mod bundle;
mod clock;
mod config;
mod copies;
mod day;
mod dispatch;
mod enrol;
mod error;
mod files;
mod first_paint;
mod idle;
mod import_job;
mod import_report;
mod issue;
mod keys;
mod keystore;
mod letters;
mod lost;
mod manual;
mod notes;
mod notice;
mod numbers;
mod office_address;
mod officers;
mod orders;
mod pin;
mod practice;
mod print;
mod printer_test;
mod printers;
mod profile;
mod queue;
mod recovery;
mod recovery_online;
mod reference;
mod regions;
mod register;
mod requests;
mod resident_form;
mod residents;
mod retire;
mod seal_check;
mod seal_scan;
mod session;
mod signing_in;
mod slips;
mod spreadsheets;
mod sync;
mod today;
mod transport;
mod words;

use std::sync::{Arc, Mutex, OnceLock};

pub use crate::{
    clock::{Clock, built_ms},
    config::{Config, Derivation, Dialogs, NoDialogs},
    error::{Error, Result},
    keystore::{Keystore, KeystoreFault, NoKeystore},
};

/// The field app on one laptop.
pub struct App {
    config: Config,
    time: Arc<clock::KnownTime>,
    session: Mutex<Option<Arc<session::Session>>>,
    imports: import_job::Imports,
    bundles: bundle::Bundles,
    sync: sync::Worker,
    orders: orders::Orders,
    /// Held while a copy is made: the evening's and the officer's may come at once.
    copying: Mutex<()>,
    /// Names this run of the program.
    run: uuid::Uuid,
    first_paint: Mutex<Option<first_paint::Hook>>,
    /// A question for the recovery code that is on its way.
    asked: recovery_online::Asking,
    cost: OnceLock<jemput_store::keyring::Cost>,
    attempts: attempts::Attempts,
    pins: pin::Pins,
    idle: idle::Idle,
    /// Held while key file and profile are changed.
    key_files: Mutex<()>,
}

impl App {
    /// Opens the app on its data folder; nobody is signed in yet.
    pub fn open(config: Config) -> Result<Arc<Self>> {
        std::fs::create_dir_all(&config.data)?;
        let app = Arc::new_cyclic(|this| Self {
            session: Mutex::default(),
            imports: import_job::Imports::default(),
            bundles: bundle::Bundles::default(),
            sync: sync::Worker::new(this.clone()),
            orders: orders::Orders::default(),
            copying: Mutex::default(),
            run: uuid::Uuid::now_v7(),
            first_paint: Mutex::default(),
            asked: recovery_online::Asking::default(),
            cost: OnceLock::new(),
            attempts: attempts::Attempts::default(),
            pins: pin::Pins::default(),
            idle: idle::Idle::new(this.clone()),
            key_files: Mutex::default(),
            time: Arc::new(clock::KnownTime::new(config.clock.clone(), config.built_ms)),
            config,
        });
        app.wipe_retired()?;
        app.finish_lost();
        Ok(app)
    }
}
