//! When the laptop's clock is too doubtful for the date of a letter.

use super::known::{KnownTime, MARGIN_MS, millis};

/// A clock that is off by more may carry the wrong day onto paper.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Why an officer must say which day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// The clock is behind what is certainly past.
    Floored,
    /// It moved by more than a day while much less or more time went by.
    Jumped,
    /// It is ahead of the office's by more than a day.
    Ahead,
    /// It is outside the time in which this laptop may seal.
    Window,
}

impl Doubt {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Floored => "floored",
            Self::Jumped => "jumped",
            Self::Ahead => "ahead",
            Self::Window => "window",
        }
    }
}

impl KnownTime {
    /// The machine's clock as it is, right or wrong.
    pub(crate) fn machine_ms(&self) -> i64 {
        self.machine.now_ms()
    }

    /// What is certainly past, whatever the machine says.
    pub(crate) fn certainly_past_ms(&self) -> i64 {
        self.floor(&self.state())
    }

    /// Whether the clock is in doubt; the key's window is not this clock's business.
    pub(crate) fn doubt(&self) -> Option<Doubt> {
        let machine = self.machine.now_ms();
        let (floor, was, at) = {
            let state = self.state();
            let (was, at) = state.anchor.unwrap_or((self.began_ms, Default::default()));
            (self.floor(&state), was, at)
        };
        if floor - machine > MARGIN_MS {
            return Some(Doubt::Floored);
        }
        let expected = was.saturating_add(millis(self.steady().saturating_sub(at)));
        if machine.abs_diff(expected) > DAY_MS.unsigned_abs() {
            return Some(Doubt::Jumped);
        }
        self.wrong()
            .filter(|wrong| wrong.ahead && wrong.by_ms > DAY_MS)
            .map(|_| Doubt::Ahead)
    }

    /// An officer says that the clock shows the right day: a jump before is forgotten.
    pub(crate) fn confirm(&self) {
        let at = self.steady();
        self.state().anchor = Some((self.machine.now_ms(), at));
    }
}

#[cfg(test)]
mod tests {
    use super::super::Clock;
    use super::*;

    const BUILT: i64 = 1_790_000_000_000;
    const NOW: i64 = 1_795_600_000_000;

    fn clock_at(ms: i64) -> (Clock, KnownTime) {
        let clock = Clock::fixed(ms);
        (clock.clone(), KnownTime::new(clock, BUILT))
    }

    #[test]
    fn weeks_that_go_by_are_no_jump_and_a_clock_that_is_set_is_one() {
        let (clock, time) = clock_at(NOW);
        assert_eq!(time.doubt(), None);
        clock.pass(60 * DAY_MS);
        assert_eq!(time.doubt(), None);
        clock.set(NOW + 61 * DAY_MS + 1);
        assert_eq!(time.doubt(), Some(Doubt::Jumped));
        clock.set(NOW + 60 * DAY_MS + DAY_MS / 2);
        assert_eq!(time.doubt(), None, "half a day is no doubt");
        clock.set(NOW + 50 * DAY_MS);
        assert_eq!(time.doubt(), Some(Doubt::Jumped), "back as well as ahead");
    }

    #[test]
    fn a_jump_ends_when_the_officer_or_the_office_confirms_the_day() {
        let (clock, time) = clock_at(NOW);
        clock.set(NOW + 3 * DAY_MS);
        assert_eq!(time.doubt(), Some(Doubt::Jumped));
        time.confirm();
        assert_eq!(time.doubt(), None);
        clock.set(NOW + 9 * DAY_MS);
        time.answered(NOW + 9 * DAY_MS, 0);
        assert_eq!(time.doubt(), None);
    }

    #[test]
    fn a_dead_battery_and_a_clock_a_year_ahead_are_in_doubt() {
        let (_, dead) = clock_at(1000);
        assert_eq!(dead.doubt(), Some(Doubt::Floored));
        dead.confirm();
        assert_eq!(
            dead.doubt(),
            Some(Doubt::Floored),
            "nobody can confirm 1970"
        );
        let (_, ahead) = clock_at(NOW + 365 * DAY_MS);
        ahead.answered(NOW, 0);
        assert_eq!(ahead.doubt(), Some(Doubt::Ahead));
        let (_, little) = clock_at(NOW + DAY_MS / 24);
        little.answered(NOW, 0);
        assert_eq!(little.doubt(), None);
    }
}
