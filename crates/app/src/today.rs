//! The officer's first screen.

use jemput_domain::date;
use jemput_store::LetterFilter;
use jemput_sync::Replica as _;
use jemput_wire::{
    AppError,
    today::{Today, TodayView},
};

use crate::{App, error::Result};

impl App {
    pub(crate) fn today(&self, _: Today) -> Result<TodayView> {
        let session = self.session()?;
        let today = self.today_in(&session);
        let services = self.services(&session)?;
        let since = Some(date::iso(today));
        let printed = self.letter_cards(
            &session,
            &LetterFilter {
                since: since.clone(),
                ..LetterFilter::default()
            },
        )?;
        let awaiting = LetterFilter {
            state: Some("awaiting_signature".to_owned()),
            ..LetterFilter::default()
        };
        let mut awaiting = self.letter_cards(&session, &awaiting)?;
        awaiting.reverse();
        let issued = printed
            .iter()
            .filter(|card| card.state == jemput_wire::letter::LetterStateView::Issued)
            .count();
        let (residents, unsent, cursor) = {
            let store = session.store();
            (
                store.count("resident")?,
                store.unsent()?.changes,
                store.sync_state()?.cursor,
            )
        };
        Ok(TodayView {
            residents,
            printed: printed.iter().filter(|card| !card.unprinted).count() as u64,
            issued: issued as u64,
            drafts: self.request_cards(&session)?,
            waiting: self.waiting_cards(&session)?,
            awaiting,
            numbers: self.number_stock(&session, &services)?,
            printer: self.chosen_printer(&session)?,
            unsent,
            battery: battery(),
            notices: if cursor == 0 {
                vec![AppError::new("nothing-yet")]
            } else {
                Vec::new()
            },
        })
    }
}

/// Battery in per cent, where the machine tells.
fn battery() -> Option<u8> {
    std::fs::read_dir("/sys/class/power_supply")
        .ok()?
        .flatten()
        .find_map(|supply| {
            std::fs::read_to_string(supply.path().join("capacity"))
                .ok()?
                .trim()
                .parse()
                .ok()
        })
}
