//! The clocks of the app: the one place besides the server that asks the system for the time.

mod doubt;
mod known;
mod told;
mod uptime;

pub(crate) use doubt::Doubt;
pub use known::built_ms;
pub(crate) use known::{KnownTime, Remembered};
pub(crate) use told::remember;
pub(crate) use uptime::Uptime;

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Where the app gets the time from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// A clock that tests set.
    Fixed(Arc<Standing>),
}

/// A clock that stands still.
#[derive(Debug, Default)]
pub struct Standing {
    /// Milliseconds since 1970 (UTC).
    at: AtomicI64,
    /// Time that went by, in milliseconds, whatever the clock was set to.
    passed: AtomicI64,
    /// The part of it in which the machine slept.
    slept: AtomicI64,
    /// How often the machine was started anew.
    boots: AtomicI64,
}

impl Clock {
    /// A clock that stands still at `unix_ms`.
    #[must_use]
    pub fn fixed(unix_ms: i64) -> Self {
        Self::Fixed(Arc::new(Standing {
            at: AtomicI64::new(unix_ms),
            ..Standing::default()
        }))
    }

    /// Moves a fixed clock as somebody who sets it: no time goes by. The system's clock is left alone.
    pub fn set(&self, unix_ms: i64) {
        if let Self::Fixed(standing) = self {
            standing.at.store(unix_ms, Ordering::SeqCst);
        }
    }

    /// Lets time go by on a fixed clock.
    pub fn pass(&self, ms: i64) {
        if let Self::Fixed(standing) = self {
            standing.at.fetch_add(ms, Ordering::SeqCst);
            standing.passed.fetch_add(ms, Ordering::SeqCst);
        }
    }

    /// Lets time go by on a fixed clock while the machine sleeps.
    pub fn sleep(&self, ms: i64) {
        if let Self::Fixed(standing) = self {
            standing.slept.fetch_add(ms, Ordering::SeqCst);
        }
        self.pass(ms);
    }

    /// Starts the machine of a fixed clock anew: what went by is counted from nothing.
    pub fn reboot(&self) {
        if let Self::Fixed(standing) = self {
            standing.passed.store(0, Ordering::SeqCst);
            standing.slept.store(0, Ordering::SeqCst);
            standing.boots.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Milliseconds since 1970, UTC, as the machine believes.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the app's one clock")]
    pub fn now_ms(&self) -> i64 {
        match self {
            Self::Fixed(standing) => standing.at.load(Ordering::SeqCst),
            Self::System => std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(0, |since| {
                    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
                }),
        }
    }
}
