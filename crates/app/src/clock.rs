//! The clocks of the app: the one place besides the server that asks the system for the time.

mod known;
mod told;

pub use known::built_ms;
pub(crate) use known::{KnownTime, Remembered};
pub(crate) use told::remember;

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
    /// A clock that tests set, in milliseconds since 1970 (UTC).
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still at `unix_ms`.
    #[must_use]
    pub fn fixed(unix_ms: i64) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(unix_ms)))
    }

    /// Moves a fixed clock; the system's clock is left alone.
    pub fn set(&self, unix_ms: i64) {
        if let Self::Fixed(at) = self {
            at.store(unix_ms, Ordering::SeqCst);
        }
    }

    /// Milliseconds since 1970, UTC, as the machine believes.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the app's one clock")]
    pub fn now_ms(&self) -> i64 {
        match self {
            Self::Fixed(at) => at.load(Ordering::SeqCst),
            Self::System => std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(0, |since| {
                    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
                }),
        }
    }
}
