//! What the officer is told of the clock, and what is kept of it.

use jemput_domain::date::{self, Zone};
use jemput_store::Store;
use jemput_sync::Replica as _;
use jemput_wire::session::{ClockView, WrongClock};

use super::Remembered;
use crate::{App, error::Result, session::Session, words};

/// The setting that remembers over restarts.
const CLOCK: &str = "clock";

pub(crate) fn remember(store: &Store, known: &Remembered) -> Result<()> {
    Ok(store.set_setting(CLOCK, known)?)
}

impl App {
    /// Takes over what the database knows of the time.
    pub(crate) fn recall_time(&self, session: &Session) -> Result<()> {
        let store = session.store();
        let mut known: Remembered = store.setting(CLOCK)?.unwrap_or_default();
        let answered = store.sync_state()?.server_time;
        if known.office_ms != answered {
            // Taken in, and then the program ended before the rest was noted.
            known.office_ms = answered;
            known.machine_ms = answered;
        }
        let stamp = store.own_stamp_after(known.change)?;
        drop(store);
        self.time.recall(known, stamp);
        Ok(())
    }

    /// The village's date and time, and whether this laptop's clock is wrong.
    pub(crate) fn clock_view(&self, zone: Zone) -> ClockView {
        let now = self.time.now_ms();
        ClockView {
            today: date::iso(zone.local_date(now)),
            time: words::clock(zone, now),
            zone: zone.label().to_owned(),
            wrong: self.time.wrong().map(|wrong| WrongClock {
                ahead: wrong.ahead,
                minutes: u64::try_from(wrong.by_ms / 60_000).unwrap_or(0),
                at_least: wrong.at_least,
                since: wrong
                    .since_ms
                    .map(|at| words::moment(zone, at))
                    .unwrap_or_default(),
            }),
        }
    }
}
