//! The day that letters carry: the clock's, or what an officer says while the clock is in doubt.

use jemput_domain::date::{self, Date};
use jemput_sync::SCOPE;
use jemput_wire::{
    AppError,
    day::{DayGet, DayGive, DayView},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::{
    App,
    clock::Doubt,
    error::{Result, coded},
    seal_check::key_list,
    session::Session,
};

/// Record kind of a day that an officer gave.
const KIND: &str = "date_given";
/// Setting that holds it for the rest of the day.
const GIVEN: &str = "date-given";
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The day that letters carry now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) date: Date,
    /// An officer said so.
    pub(crate) given: bool,
    pub(crate) doubt: Option<Doubt>,
}

/// What an officer said.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Given {
    day: Date,
    /// What the laptop's own clock called that day.
    machine_day: Date,
    /// The run of the program: a clock that begins in 1970 at each start has the same day again and again.
    run: Uuid,
}

impl Day {
    /// Whether an officer must say which day it is before a letter is printed.
    pub(crate) fn is_asked(self) -> bool {
        self.doubt.is_some() && !self.given
    }
}

impl App {
    /// The day that letters carry.
    pub(crate) fn letter_day(&self, session: &Session) -> Result<Day> {
        let believed = self.today_in(session);
        let doubt = match self.time.doubt() {
            Some(doubt) => Some(doubt),
            None => self.outside_window(session, self.time.now_ms() / 1000)?,
        };
        let machine_day = session.zone().local_date(self.time.machine_ms());
        let given = session
            .store()
            .setting::<Given>(GIVEN)?
            .filter(|given| given.machine_day == machine_day)
            .filter(|given| doubt != Some(Doubt::Floored) || given.run == self.run)
            .filter(|given| doubt.is_some() || given.day == believed);
        Ok(Day {
            date: given.map_or(believed, |given| given.day),
            given: given.is_some(),
            doubt,
        })
    }

    /// The moment of `day` that has the clock's time of day, in seconds: what a seal carries.
    pub(crate) fn moment_on(&self, session: &Session, day: Date) -> i64 {
        let now = self.time.now_ms();
        let believed = session.zone().local_date(now);
        let days = believed
            .until(day)
            .map_or(0, |span| i64::from(span.get_days()));
        (now + days * DAY_MS).div_euclid(1000)
    }

    /// Whether this laptop's key may not seal at a moment, as far as the newest key list says.
    fn outside_window(&self, session: &Session, seconds: i64) -> Result<Option<Doubt>> {
        let key = session.membership.device_key()?.verifying_key().to_bytes();
        let list = key_list(session)?;
        let own = list.entries.iter().find(|entry| entry.public_key == key);
        Ok(own
            .filter(|own| !(own.not_before..=own.not_after).contains(&seconds))
            .map(|_| Doubt::Window))
    }

    pub(crate) fn day_get(&self, _: DayGet) -> Result<DayView> {
        let session = self.session()?;
        let day = self.letter_day(&session)?;
        Ok(DayView {
            day: date::iso(day.date),
            doubt: day.doubt.map(Doubt::name).unwrap_or_default().to_owned(),
            asked: day.is_asked(),
            given: day.given,
            earliest: date::iso(session.zone().local_date(self.time.certainly_past_ms())),
        })
    }

    pub(crate) fn day_give(&self, wish: DayGive) -> Result<DayView> {
        let session = self.session()?;
        let zone = session.zone();
        let day = date::from_iso(&wish.day).ok_or_else(|| coded("date-unreadable"))?;
        let earliest = zone.local_date(self.time.certainly_past_ms());
        if day < earliest {
            let known = date::short(earliest);
            return Err(AppError::new("date-before-known")
                .with("earliest", known)
                .into());
        }
        if self
            .outside_window(&session, self.moment_on(&session, day))?
            .is_some()
        {
            return Err(coded("date-outside-key").with("day", date::short(day)));
        }
        let now = self.letter_day(&session)?;
        let given = Given {
            day,
            machine_day: zone.local_date(self.time.machine_ms()),
            run: self.run,
        };
        let scope = session.membership.village()?.scope();
        let author = self.author(&session);
        // What was said, and what the clock said: the office sees both.
        let fields = json!({
            SCOPE: scope,
            "device": session.profile.device,
            "officer": session.officer.id,
            "day": day,
            "why": now.doubt.map(Doubt::name),
            "clock": self.time.machine_ms(),
            "at": author.wall_ms,
        });
        session.store().transact(&author, |tx| -> Result<()> {
            if let serde_json::Value::Object(fields) = fields {
                tx.create(Uuid::now_v7(), KIND, fields)?;
            }
            Ok(tx.set_setting(GIVEN, &given)?)
        })?;
        if now.doubt == Some(Doubt::Jumped) && day == zone.local_date(self.time.now_ms()) {
            self.time.confirm();
        }
        self.day_get(DayGet {})
    }
}
