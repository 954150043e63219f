//! A clock that tests move.

use std::sync::atomic::{AtomicI64, Ordering};

/// 25 November 2026, 08.00 WIB.
pub(crate) const START: i64 = 1_795_568_400_000;
pub(crate) const HOUR: i64 = 60 * 60 * 1000;

#[derive(Debug)]
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn new() -> Self {
        Self(AtomicI64::new(START))
    }

    pub(crate) fn forward(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl jemput_server::Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}
