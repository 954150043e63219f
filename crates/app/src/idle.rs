//! The laptop locks itself: when nobody types or touches for a while, and when it slept.
//!
//! A thread of its own looks once a second while somebody is signed in, so that a page that hangs cannot keep the
//! laptop open. Where the system tells of sleep in time, the shell locks before it; otherwise sleep is seen by two counts of
//! the system, of which one stands still meanwhile: the key is gone within a second of waking up (see the threat model).

use std::{
    sync::{Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use jemput_wire::{
    Done,
    officers::{LOCK_MINUTES, LockAfter, OfficerList, OfficersView},
    session::SessionTouch,
};

use crate::{
    App,
    appearance::Appearance,
    error::{Result, coded},
};

const LOOK: Duration = Duration::from_secs(1);
/// Sleep that is shorter is the counts' own roughness.
const SLEPT: Duration = Duration::from_secs(3);

/// What is known of the hands at the keyboard.
pub(crate) struct Idle {
    app: Weak<App>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Uptime at the last touch.
    touched: Duration,
    /// What the machine had slept by then.
    slept: Duration,
    why: String,
    thread: bool,
}

/// Why a session ends now, if it does.
fn due(state: &State, up: Duration, slept: Duration, idle_after: Duration) -> Option<&'static str> {
    if slept.saturating_sub(state.slept) >= SLEPT {
        Some("sleep")
    } else if up.saturating_sub(state.touched) >= idle_after {
        Some("idle")
    } else {
        None
    }
}

impl Idle {
    pub(crate) fn new(app: Weak<App>) -> Self {
        Self {
            app,
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    pub(crate) fn locked_why(&self) -> String {
        self.idle.state().why.clone()
    }

    /// Somebody is there; a new session also begins to count sleep anew.
    pub(crate) fn stay_awake_for(&self, why: Option<&str>) {
        let (up, slept) = (self.time.uptime(self.run).up, self.time.slept());
        let mut state = self.idle.state();
        state.touched = up;
        state.slept = slept;
        state.why = why.unwrap_or_default().to_owned();
    }

    pub(crate) fn session_touch(&self, _: SessionTouch) -> Result<Done> {
        // After sleep it is too late to touch.
        self.look_after_session();
        self.session()?;
        let up = self.time.uptime(self.run).up;
        self.idle.state().touched = up;
        Ok(Done {})
    }

    /// Locks if the laptop was left alone or slept; called once a second by a thread, and by tests.
    pub fn look_after_session(&self) {
        if self.session_or_none().is_none() {
            return;
        }
        let minutes = u64::from(self.appearance().lock_minutes);
        let (up, slept) = (self.time.uptime(self.run).up, self.time.slept());
        if self.imports.are_running() || self.bundles.are_running() {
            // The officer watches it, or waits for it; its thread would go on with the key anyway.
            self.idle.state().touched = up;
        }
        let why = due(
            &self.idle.state(),
            up,
            slept,
            Duration::from_secs(60 * minutes),
        );
        if let Some(why) = why {
            tracing::info!(why, "the laptop locked itself");
            self.lock_because(why);
        }
    }

    /// The machine is about to sleep, and waits a moment for this.
    pub fn before_sleep(&self) {
        if self.session_or_none().is_some() {
            tracing::info!(why = "sleep", "the laptop locked itself");
            self.lock_because("sleep");
        }
    }

    /// Starts the thread that looks, unless it runs.
    pub(crate) fn guard(&self) {
        let mut state = self.idle.state();
        if state.thread || !self.config.guarded {
            return;
        }
        let weak = self.idle.app.clone();
        let started = std::thread::Builder::new()
            .name("lock".to_owned())
            .spawn(move || {
                while let Some(app) = weak.upgrade() {
                    app.look_after_session();
                    drop(app);
                    std::thread::sleep(LOOK);
                }
            });
        state.thread = started.is_ok();
    }

    pub(crate) fn lock_after(&self, wish: LockAfter) -> Result<OfficersView> {
        self.session()?;
        if !LOCK_MINUTES.contains(&wish.minutes) {
            return Err(coded("lock-minutes"));
        }
        self.put_appearance(&Appearance {
            lock_minutes: wish.minutes,
            ..self.appearance()
        })?;
        self.officer_list(OfficerList {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_laptop_is_locked_by_sleep_and_by_idle_time_and_not_before() {
        let seconds = Duration::from_secs;
        let state = State {
            touched: seconds(100),
            slept: seconds(50),
            ..State::default()
        };
        let due = |up, slept| due(&state, seconds(up), seconds(slept), seconds(300));
        assert_eq!(due(399, 50), None);
        assert_eq!(due(400, 50), Some("idle"));
        assert_eq!(due(110, 52), None, "the counts are rough");
        assert_eq!(due(110, 53), Some("sleep"));
    }
}
