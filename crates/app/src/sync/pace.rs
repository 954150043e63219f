//! How much goes and comes at a time: as much as the link carries in some seconds.
//!
//! Large pages are fewer waits and pack smaller; small ones lose less at a cut, and the officer sees that it goes on.

use std::time::Duration;

use jemput_line::{Link, USUAL_ROOM};

/// Packed bytes of one batch up while nothing is known: on a link of 64 kbit/s that is eight seconds.
const USUAL: usize = 64 * 1024;
/// Packed bytes of one batch up, at most.
pub(super) const LARGEST: usize = 512 * 1024;
/// At least.
pub(super) const SMALLEST: usize = 8 * 1024;
const LARGEST_ROOM: u64 = 512 * 1024;
const SMALLEST_ROOM: u64 = 8 * 1024;
/// A link that carries a page in a moment carries a larger one.
const MOMENT: Duration = Duration::from_secs(2);
/// One that carries it at once carries a far larger one.
const AT_ONCE: Duration = Duration::from_millis(500);
/// An officer does not wait longer to see something move.
const LONG: Duration = Duration::from_secs(15);

/// What was learned of the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pace {
    batch: usize,
    room: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            batch: USUAL,
            room: USUAL_ROOM,
        }
    }
}

impl Pace {
    /// Packed bytes of the next request, at most.
    pub(super) fn batch(self) -> usize {
        self.batch
    }

    /// What is known of the link.
    pub(super) fn link(self) -> Link {
        if self.batch > USUAL {
            Link::Quick
        } else {
            Link::Any
        }
    }

    /// Packed bytes of the next answer, about; `None`: the usual.
    pub(super) fn room(self) -> Option<u64> {
        (self.room != USUAL_ROOM).then_some(self.room)
    }

    /// A turn took so long, with so many bytes each way.
    pub(super) fn note(&mut self, took: Duration, up: usize, down: usize) {
        if took > LONG {
            // What was longer in bytes made it long.
            if up > down {
                self.batch = (self.batch / 2).max(SMALLEST);
            } else {
                self.room = (self.room / 2).max(SMALLEST_ROOM);
            }
        } else if took < MOMENT {
            let times = if took < AT_ONCE { 8 } else { 2 };
            // Only what was nearly full tells that more would have gone.
            if up >= self.batch / 2 {
                self.batch = (self.batch * times).min(LARGEST);
                // It carries as much the other way, as far as is known.
                self.room = self.room.max(self.batch as u64);
            }
            if down as u64 >= self.room / 2 {
                self.room = (self.room * times as u64).min(LARGEST_ROOM);
            }
        }
    }

    /// The link was cut, or silent for too long.
    pub(super) fn failed(&mut self) {
        self.batch = (self.batch / 2).max(SMALLEST);
        self.room = (self.room / 2).max(SMALLEST_ROOM);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fast_link_gets_larger_pages_and_a_slow_one_smaller() {
        let mut pace = Pace::default();
        assert_eq!(pace.room(), None);
        let second = Duration::from_secs(1);
        pace.note(second, 500, 1_000);
        assert_eq!(
            pace.room(),
            None,
            "an answer with nothing in it tells nothing"
        );
        for _ in 0..9 {
            let room = usize::try_from(pace.room).unwrap();
            pace.note(second, 500, room);
        }
        assert_eq!(pace.room(), Some(LARGEST_ROOM));
        for _ in 0..9 {
            pace.note(20 * second, 500, 60_000);
        }
        assert_eq!((pace.room(), pace.batch()), (Some(SMALLEST_ROOM), USUAL));
        for _ in 0..9 {
            pace.note(20 * second, 60_000, 500);
        }
        assert_eq!(pace.batch(), SMALLEST);
        pace.note(second, SMALLEST, 500);
        assert_eq!(pace.batch(), 2 * SMALLEST);
        assert_eq!(pace.link(), Link::Any);
        pace.note(second / 10, 2 * SMALLEST, 500);
        assert_eq!(pace.batch(), 16 * SMALLEST, "what was there at once");
        assert_eq!(pace.link(), Link::Quick);
    }

    #[test]
    fn every_cut_halves_what_is_at_stake() {
        let mut pace = Pace::default();
        for _ in 0..20 {
            pace.failed();
        }
        assert_eq!((pace.batch(), pace.room()), (SMALLEST, Some(SMALLEST_ROOM)));
    }
}
