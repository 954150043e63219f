//! What a bad link does to a connection, by seed.

use std::time::Duration;

use super::Way;
use crate::records::Rng;

/// How often a link does what, in percent of its connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mischief {
    /// Decides everything.
    pub seed: u64,
    /// Ends a connection somewhere.
    pub cuts: u64,
    /// Stops for a while somewhere.
    pub holds: u64,
    /// Sends everything that the laptop says to the server twice, at the same time or a second time afterwards.
    pub repeats: u64,
    /// The longest stop.
    pub longest: Duration,
}

impl Mischief {
    /// A link on which four of ten connections fail.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            cuts: 40,
            holds: 20,
            repeats: 20,
            longest: Duration::from_millis(300),
        }
    }

    /// What happens to the connection of this number.
    pub(super) fn tricks(&self, number: u64) -> Tricks {
        let mut r = Rng::new(
            self.seed
                .wrapping_add(number.wrapping_mul(0xA076_1D64_78BD_642F)),
        );
        let mut spot = |chance: u64| {
            let happens = r.chance(chance);
            let way = *r.pick(&[Way::Up, Way::Down]);
            // Small numbers fall into the headers, large ones into the body.
            let at = match r.below(3) {
                0 => r.below(400),
                1 => r.below(4_000),
                _ => r.below(60_000),
            };
            happens.then_some(Spot { way, at })
        };
        let (cut, hold) = (spot(self.cuts), spot(self.holds));
        let longest = u64::try_from(self.longest.as_millis()).unwrap_or(u64::MAX);
        let length = Duration::from_millis(r.below(longest.saturating_add(1)));
        let repeat = r
            .chance(self.repeats)
            .then(|| *r.pick(&[Repeat::Beside, Repeat::After]));
        Tricks {
            cut,
            hold: hold.map(|spot| (spot, length)),
            repeat,
        }
    }
}

/// A place in what goes one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) way: Way,
    /// Bytes that go through before.
    pub(super) at: u64,
}

/// When the server hears everything a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    Beside,
    After,
}

/// What happens to one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tricks {
    pub(super) cut: Option<Spot>,
    pub(super) hold: Option<(Spot, Duration)>,
    pub(super) repeat: Option<Repeat>,
}
