//! Sending and fetching: by itself in the background, or when the officer asks.
//!
//! The worker has a connection of its own, so the officer never waits for the network. What is unsent is a question to
//! the change log, not a flag here; a run that ends early has lost nothing and the next one goes on from there.

mod files;
mod pace;
mod pack;
mod parked;
mod run;
mod snapshot;
mod told;
mod view;

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use jemput_store::Store;
use jemput_wire::{AppError, sync::SyncStage};

use self::pace::Pace;
use crate::{
    App,
    clock::Remembered,
    error::{Result, coded},
    session::Session,
    transport::Cancel,
};

/// Between two runs that went well.
const CALM: Duration = Duration::from_secs(60);
/// After the first failure; doubled up to [`LONGEST`].
const FIRST_RETRY: Duration = Duration::from_secs(20);
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// Some five milliseconds of work.
const WORDS_AT_ONCE: u32 = 200;

/// The setting that remembers the last success over restarts.
const LAST_SUCCESS: &str = "last-sync-ms";

/// Runs the sync.
pub(crate) struct Worker {
    app: Weak<App>,
    state: Mutex<State>,
    bell: Condvar,
    /// Held during a run: two runs at once would send the same changes twice (harmless, but a waste of a bad link).
    run: Mutex<()>,
    cancel: Cancel,
}

#[derive(Default)]
struct State {
    thread: bool,
    wanted: bool,
    stopped: bool,
    running: bool,
    sent: u64,
    received: u64,
    failures: u32,
    last_error: Option<AppError>,
    next_try_ms: Option<i64>,
    stage: SyncStage,
    /// Of what the stage counts: done, and in all.
    part: (u64, u64),
    /// What was learned of the link.
    pace: Pace,
    /// Files go now, also if data is saved.
    files_asked: bool,
    /// Files that were stuck are tried again.
    retry: bool,
    /// What the last answer told of the time.
    clock: Option<Remembered>,
}

impl State {
    /// A run was begun and has not ended, or was asked for and begins at once.
    const fn is_at_work(&self) -> bool {
        self.running || (self.wanted && self.thread && !self.stopped)
    }
}

impl Worker {
    pub(crate) fn new(app: Weak<App>) -> Self {
        Self {
            app,
            state: Mutex::default(),
            bell: Condvar::new(),
            run: Mutex::default(),
            cancel: Cancel::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a run soon; the thread is made at the first call.
    pub(crate) fn wake(&self) {
        let mut state = self.state();
        state.wanted = true;
        state.stopped = false;
        if !state.thread
            && let Some(app) = self.app.upgrade()
        {
            let weak = Arc::downgrade(&app);
            let started = std::thread::Builder::new()
                .name("sync".to_owned())
                .spawn(move || work(&weak));
            state.thread = started.is_ok();
        }
        self.bell.notify_all();
    }

    /// Somebody is signed in: runs may begin again.
    pub(crate) fn resume(&self) {
        let mut state = self.state();
        state.stopped = false;
        state.retry = true;
    }

    /// Ends the current run at once, also on a link that hangs, and the thread with it.
    pub(crate) fn stop(&self) {
        self.state().stopped = true;
        self.cancel.now();
        self.bell.notify_all();
        // The run in progress still holds a connection; leaving it first keeps "locked" true.
        drop(self.run.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Begins no further run, and waits for none: for the thread of the run itself.
    pub(crate) fn end(&self) {
        self.state().stopped = true;
        self.bell.notify_all();
    }

    /// One whole run on the caller's thread.
    pub(crate) fn run_here(&self, session: &Session) -> Result<()> {
        let app = self.app.upgrade().ok_or_else(|| coded("internal"))?;
        let _one = self.run.lock().unwrap_or_else(PoisonError::into_inner);
        self.begin()?;
        let outcome = self.exchange(&app, session);
        self.ended(&outcome, app.config.clock.now_ms());
        outcome
    }

    fn begin(&self) -> Result<()> {
        let mut state = self.state();
        if state.stopped {
            return Err(coded("locked"));
        }
        // Under the same lock as `stopped`, so that a stop that came first is not forgotten.
        self.cancel.clear();
        state.running = true;
        // What was asked for before this moment is this run; what is asked for later is another one.
        state.wanted = false;
        state.stage = SyncStage::Connecting;
        state.sent = 0;
        state.received = 0;
        Ok(())
    }

    fn ended(&self, outcome: &Result<()>, now: i64) {
        let mut state = self.state();
        state.running = false;
        match outcome {
            Ok(()) => {
                state.failures = 0;
                state.last_error = None;
                state.next_try_ms = Some(now + millis(CALM));
            }
            Err(error) => {
                state.failures = state.failures.saturating_add(1);
                state.last_error = Some(error.view.clone());
                state.next_try_ms = Some(now + millis(pause(state.failures)));
            }
        }
    }
}

impl Worker {
    /// Puts who came into the search's index, in steps that no officer feels, until the session ends.
    fn index_words(&self, session: &Session) -> Result<()> {
        if session.store().words_due()? == 0 {
            return Ok(());
        }
        let _one = self.run.lock().unwrap_or_else(PoisonError::into_inner);
        let mut store = Store::open(&session.database, &session.key)?;
        while !self.state().stopped && store.index_words(WORDS_AT_ONCE)? {}
        Ok(())
    }
}

/// The thread: waits for the bell or for the time of the next try, runs, and ends when the session does.
fn work(app: &Weak<App>) {
    loop {
        let Some(app) = app.upgrade() else { return };
        {
            let mut state = app.sync.state();
            if state.stopped {
                state.thread = false;
                return;
            }
            if !state.wanted {
                let wait = state
                    .next_try_ms
                    .map_or(CALM, |at| {
                        Duration::from_millis(
                            u64::try_from(at - app.config.clock.now_ms()).unwrap_or(0),
                        )
                    })
                    .min(LONGEST);
                // A short nap at most: the app must be able to go away while this thread waits.
                let nap = wait.min(Duration::from_secs(2));
                let (state, _) = app
                    .sync
                    .bell
                    .wait_timeout(state, nap)
                    .unwrap_or_else(PoisonError::into_inner);
                if !state.wanted && nap < wait {
                    continue;
                }
            }
        }
        let Some(session) = app.session_or_none() else {
            app.sync.state().wanted = false;
            continue;
        };
        if let Err(error) = app.sync.run_here(&session) {
            tracing::info!(code = %error.view.code, "sync ended early; it will be tried again");
            app.learn_lost(&error);
        }
        if let Err(error) = app.sync.index_words(&session) {
            tracing::info!(code = %error.view.code, "the search's index is made another time");
        }
        app.copy_if_due(&session);
        app.lock_if_ended(&session);
    }
}

/// Doubles from [`FIRST_RETRY`], with up to a fifth more or less, so that a hall full of laptops does not come back in
/// one moment.
fn pause(failures: u32) -> Duration {
    let base = FIRST_RETRY
        .saturating_mul(1 << failures.saturating_sub(1).min(10))
        .min(LONGEST);
    let mut byte = [0];
    // Without randomness all wait the same time, which is no harm.
    let _ = getrandom::fill(&mut byte);
    base.mul_f64(0.8 + 0.4 * f64::from(byte[0]) / 255.0)
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_under_the_longest() {
        assert!(pause(1) <= FIRST_RETRY.mul_f64(1.2));
        assert!(pause(4) > pause(1));
        assert!(pause(40) <= LONGEST.mul_f64(1.2));
    }

    #[test]
    fn who_asks_during_a_run_waits_for_the_next_one() {
        let worker = Worker::new(Weak::new());
        worker.state().thread = true;
        worker.wake();
        assert!(worker.state().is_at_work());
        worker.begin().unwrap();
        // The run is past its last question to the log: what was saved meanwhile is not in it.
        worker.wake();
        worker.ended(&Ok(()), 0);
        assert!(worker.state().is_at_work(), "the next run is still to come");
        worker.begin().unwrap();
        worker.ended(&Ok(()), 0);
        assert!(!worker.state().is_at_work());
        worker.wake();
        worker.end();
        assert!(!worker.state().is_at_work(), "nobody is signed in any more");
    }
}
