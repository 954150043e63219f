//! The time as far as it is known: the machine's clock, but never before what is certainly past.
//!
//! A laptop whose battery is dead starts in 1970. Letters, changes and TLS must go on all the same, so every time that
//! the app uses comes from here. What is certainly past: the moment of the build, and the office's clock in the last
//! answer (answers are signed). Own stamps count too, for changes only: of two saves the later one must win here.
//! Every answer of the office forgets the stamps before it, so a clock that was once far ahead heals by itself.

use std::{
    sync::{Mutex, MutexGuard, PoisonError, atomic::Ordering},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use super::Clock;

/// A clock that is wrong by less is right: answers take their time, and no clock goes exactly.
pub(crate) const MARGIN_MS: i64 = 5 * 60 * 1000;
/// After a restart, without an answer yet, a clock that was ahead is only called so if it was ahead by more: less may
/// well have been put right meanwhile.
const SURELY_AHEAD_MS: i64 = 24 * 60 * 60 * 1000;

/// When this program was built, in milliseconds since 1970 UTC.
#[must_use]
pub fn built_ms() -> i64 {
    env!("JEMPUT_BUILT_SECONDS")
        .parse::<i64>()
        .map_or(0, |seconds| seconds.saturating_mul(1000))
}

/// The app's one source of time.
#[derive(Debug)]
pub(crate) struct KnownTime {
    pub(super) machine: Clock,
    built_ms: i64,
    /// Goes on evenly, whatever is done to the machine's clock.
    started: Instant,
    /// How long the machine had been up then, where it tells: that count goes on while the machine sleeps.
    up_before: Option<Duration>,
    /// The machine's clock then.
    pub(super) began_ms: i64,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
pub(super) struct State {
    answer: Option<Answer>,
    /// The machine's clock was right at a moment, as far as the office or the officer said.
    pub(super) anchor: Option<(i64, Duration)>,
    /// Own stamps since the last question to the office.
    own: Option<i64>,
    /// Own stamps before it: forgotten when the answer comes.
    own_before: Option<i64>,
    wrong_since: Option<i64>,
}

/// The office's clock beside this machine's.
#[derive(Debug, Clone, Copy)]
struct Answer {
    office_ms: i64,
    machine_ms: i64,
    /// When it came, since the start of the program; `None`: in an earlier run.
    at: Option<Duration>,
}

/// What is remembered over restarts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Remembered {
    /// The office's clock in the last answer.
    pub(crate) office_ms: i64,
    /// This machine's clock when it came.
    pub(crate) machine_ms: i64,
    /// The newest change of then: stamps after it count.
    pub(crate) change: i64,
    /// Since when the machine's clock is known to be wrong.
    pub(crate) wrong_since: Option<i64>,
}

/// A machine's clock that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// Ahead of the office; otherwise behind.
    pub(crate) ahead: bool,
    /// By how much.
    pub(crate) by_ms: i64,
    /// At least that much: the office has not been heard in this run.
    pub(crate) at_least: bool,
    /// Known since.
    pub(crate) since_ms: Option<i64>,
}

impl KnownTime {
    pub(crate) fn new(machine: Clock, built_ms: i64) -> Self {
        Self {
            began_ms: machine.now_ms(),
            machine,
            built_ms,
            started: Instant::now(),
            up_before: up(),
            state: Mutex::default(),
        }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Time since the start; a clock that tests set moves by itself only when they say so.
    pub(super) fn steady(&self) -> Duration {
        match &self.machine {
            Clock::System => match (self.up_before, up()) {
                (Some(before), Some(now)) => now.saturating_sub(before),
                _ => self.started.elapsed(),
            },
            Clock::Fixed(standing) => {
                let passed = standing.passed.load(Ordering::SeqCst);
                Duration::from_millis(passed.try_into().unwrap_or_default())
            }
        }
    }

    /// Time since the start in which the machine was awake: on Linux this count stands still while it sleeps.
    pub(super) fn awake(&self) -> Duration {
        self.started.elapsed()
    }

    /// What is certainly past.
    pub(super) fn floor(&self, state: &State) -> i64 {
        let office = state.answer.map_or(0, |answer| {
            let since = answer
                .at
                .map_or(0, |at| millis(self.steady().saturating_sub(at)));
            answer.office_ms.saturating_add(since)
        });
        office.max(self.built_ms)
    }

    /// Milliseconds since 1970 UTC: what letters, screens and requests use.
    pub(crate) fn now_ms(&self) -> i64 {
        self.floor(&self.state()).max(self.machine.now_ms())
    }

    /// The time for a change, and whether the machine's clock was too wrong to be taken.
    pub(crate) fn stamp(&self) -> (i64, jemput_sync::Clock) {
        let machine = self.machine.now_ms();
        let mut state = self.state();
        let stamp = [state.own, state.own_before]
            .into_iter()
            .flatten()
            .fold(self.floor(&state).max(machine), i64::max);
        state.own = Some(stamp);
        let worth = if stamp - machine > MARGIN_MS {
            jemput_sync::Clock::Floored
        } else {
            jemput_sync::Clock::Ok
        };
        (stamp, worth)
    }

    /// The office is asked: own stamps from before this moment end with its answer.
    pub(crate) fn asks(&self) {
        let mut state = self.state();
        state.own_before = state.own_before.max(state.own.take());
    }

    /// The office answered; returns what to remember. `change` is the newest change of when it was asked.
    pub(crate) fn answered(&self, office_ms: i64, change: i64) -> Remembered {
        let machine_ms = self.machine.now_ms();
        let mut state = self.state();
        let at = self.steady();
        state.answer = Some(Answer {
            office_ms,
            machine_ms,
            at: Some(at),
        });
        state.anchor = Some((machine_ms, at));
        state.own_before = None;
        let wrong = (machine_ms - office_ms).abs() > MARGIN_MS;
        state.wrong_since = wrong.then(|| state.wrong_since.unwrap_or(office_ms));
        Remembered {
            office_ms,
            machine_ms,
            change,
            wrong_since: state.wrong_since,
        }
    }

    /// Takes over what an earlier run knew; an answer of this run stays.
    pub(crate) fn recall(&self, known: Remembered, own_stamp: Option<i64>) {
        let mut state = self.state();
        if state.answer.is_none_or(|answer| answer.at.is_none()) {
            state.answer = Some(Answer {
                office_ms: known.office_ms,
                machine_ms: known.machine_ms,
                at: None,
            });
            state.wrong_since = known.wrong_since;
        }
        state.own = state.own.max(own_stamp);
    }

    /// How many seconds the machine's clock is ahead of the office's; `None`: not heard in this run.
    pub(crate) fn ahead_s(&self) -> Option<i64> {
        let machine = self.machine.now_ms();
        let answer = self.state().answer?;
        let since = millis(self.steady().saturating_sub(answer.at?));
        Some((machine - answer.office_ms.saturating_add(since)) / 1000)
    }

    /// Whether the machine's clock is wrong, as far as that is known.
    pub(crate) fn wrong(&self) -> Option<Wrong> {
        let machine = self.machine.now_ms();
        let state = self.state();
        let floor = self.floor(&state);
        let heard = state.answer.filter(|answer| answer.at.is_some());
        let found = |ahead, by_ms, at_least| {
            Some(Wrong {
                ahead,
                by_ms,
                at_least,
                since_ms: state.wrong_since,
            })
        };
        if floor - machine > MARGIN_MS {
            return found(false, floor - machine, heard.is_none());
        }
        if heard.is_some() {
            let ahead = machine - floor;
            return if ahead > MARGIN_MS && floor > self.built_ms {
                found(true, ahead, false)
            } else {
                None
            };
        }
        let before = state.answer?;
        let ahead = before.machine_ms - before.office_ms;
        if ahead > SURELY_AHEAD_MS && machine >= before.machine_ms - MARGIN_MS {
            return found(true, ahead, false);
        }
        None
    }
}

/// How long the machine has been up, with the time that it slept.
pub(super) fn up() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/uptime").ok()?;
    let seconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

pub(super) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: i64 = 1_790_000_000_000;
    const OFFICE: i64 = 1_795_600_000_000;
    const YEAR: i64 = 365 * 24 * 60 * 60 * 1000;

    fn clock_at(machine_ms: i64) -> (Clock, KnownTime) {
        let clock = Clock::fixed(machine_ms);
        (clock.clone(), KnownTime::new(clock, BUILT))
    }

    #[test]
    fn a_dead_battery_is_never_believed_before_the_build_and_the_last_answer() {
        let (_, time) = clock_at(1000);
        assert_eq!(time.now_ms(), BUILT);
        time.answered(OFFICE, 0);
        assert_eq!(time.now_ms(), OFFICE);
        assert_eq!(time.stamp(), (OFFICE, jemput_sync::Clock::Floored));
        let wrong = time.wrong().unwrap();
        assert!(!wrong.ahead && !wrong.at_least && wrong.by_ms == OFFICE - 1000);
        assert_eq!(wrong.since_ms, Some(OFFICE));
    }

    #[test]
    fn a_clock_that_was_once_far_ahead_heals_with_the_next_answer() {
        let (clock, time) = clock_at(OFFICE + 10 * YEAR);
        assert_eq!(time.stamp(), (OFFICE + 10 * YEAR, jemput_sync::Clock::Ok));
        clock.set(OFFICE);
        assert_eq!(
            time.stamp(),
            (OFFICE + 10 * YEAR, jemput_sync::Clock::Floored),
            "the later of two saves stays the later one"
        );
        assert_eq!(time.now_ms(), OFFICE, "letters never carry such a date");
        time.asks();
        time.answered(OFFICE + 1, 7);
        clock.set(OFFICE + 2);
        assert_eq!(time.stamp(), (OFFICE + 2, jemput_sync::Clock::Ok));
        assert_eq!(time.wrong(), None);
    }

    #[test]
    fn a_stamp_that_is_made_while_the_office_is_asked_stays_until_the_next_answer() {
        let (clock, time) = clock_at(OFFICE + YEAR);
        time.asks();
        time.stamp();
        time.answered(OFFICE, 0);
        clock.set(OFFICE);
        assert_eq!(time.stamp().0, OFFICE + YEAR);
        time.asks();
        time.answered(OFFICE, 1);
        assert_eq!(time.stamp().0, OFFICE);
    }

    #[test]
    fn twenty_seconds_are_no_wrong_clock() {
        for seconds in [-20, 20, -299, 299] {
            let (_, time) = clock_at(OFFICE + seconds * 1000);
            time.answered(OFFICE, 0);
            assert_eq!(time.wrong(), None, "{seconds}");
            assert_eq!(time.stamp().1, jemput_sync::Clock::Ok, "{seconds}");
        }
        let (_, time) = clock_at(OFFICE + 301_000);
        time.answered(OFFICE, 0);
        assert!(time.wrong().unwrap().ahead);
    }

    #[test]
    fn what_is_known_of_the_clock_is_known_after_a_restart() {
        let (_, before) = clock_at(OFFICE + YEAR);
        let remembered = before.answered(OFFICE, 3);
        let (clock, after) = clock_at(OFFICE + YEAR + 1000);
        after.recall(remembered, Some(OFFICE + YEAR));
        let wrong = after.wrong().unwrap();
        assert!(wrong.ahead && wrong.by_ms == YEAR);
        // The officer puts it right: no office needs to be heard for the notice to go.
        clock.set(OFFICE + 60_000);
        assert_eq!(after.wrong(), None);
        // Then the battery dies.
        clock.set(0);
        let wrong = after.wrong().unwrap();
        assert!(!wrong.ahead && wrong.at_least);
        assert_eq!(after.now_ms(), OFFICE);
    }

    #[test]
    fn an_old_program_on_a_right_clock_gives_no_alarm() {
        let (_, time) = clock_at(BUILT + 3 * YEAR);
        assert_eq!(time.wrong(), None);
        assert_eq!(time.stamp(), (BUILT + 3 * YEAR, jemput_sync::Clock::Ok));
    }
}
