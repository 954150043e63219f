//! A number given by hand: such as one that the village's book on paper has for a letter already.

use jemput_domain::{
    number::{LARGEST, SeriesKey, Stock},
    reason,
};
use jemput_store::Tx;
use jemput_wire::{
    AppError,
    numbers::{ManualNumber, NumberManual},
    request::RequestView,
};

use crate::{
    App,
    error::{Result, coded},
    numbers::{self, records},
    requests::{Draft, may_change},
    session::Session,
};

impl App {
    pub(crate) fn number_manual(&self, wish: NumberManual) -> Result<RequestView> {
        let session = self.session()?;
        let case = self.case(&session, wish.request)?;
        may_change(&session, &case)?;
        let manual = wish.number.map(cleaned).transpose()?;
        if let Some(manual) = &manual {
            let key = numbers::series_key(&session, &case.service, case.day.date)?;
            let author = self.author(&session);
            session.store().transact(&author, |tx| -> Result<()> {
                let stock = self.stock_to_take_from(tx, &session, &key, author.wall_ms)?;
                self.must_be_free(tx, &session, &key, &stock, manual.serial)
            })?;
        }
        let draft = Draft {
            manual,
            ..case.draft
        };
        self.keep(&session, &draft)?;
        let case = self.case(&session, wish.request)?;
        self.view(&session, case)
    }
}

fn cleaned(manual: ManualNumber) -> Result<ManualNumber> {
    let reason = reason::given(&manual.reason).ok_or_else(|| coded("manual-reason-missing"))?;
    if !(1..=LARGEST).contains(&manual.serial) {
        return Err(coded("manual-number-range").with("most", LARGEST));
    }
    Ok(ManualNumber {
        serial: manual.serial,
        reason: reason.to_owned(),
    })
}

impl App {
    /// Whether nobody has a number: no letter, no other laptop, and no burned block, whose numbers may be on paper.
    pub(crate) fn must_be_free(
        &self,
        tx: &Tx<'_>,
        session: &Session,
        key: &SeriesKey,
        stock: &Stock,
        n: u32,
    ) -> Result<()> {
        if let Some(letter) = tx.letter_with(key, n)? {
            return Err(AppError::new("manual-number-used")
                .with("number", letter.text("number").unwrap_or_default())
                .with("title", letter.text("title").unwrap_or_default())
                .into());
        }
        let others = numbers::held_by_others(session, key, &tx.records(records::HOLDER)?);
        let held = others
            .iter()
            .find(|held| (held.from..=held.to).contains(&n));
        if let Some(held) = held {
            return Err(coded("manual-number-held").with("laptop", &held.laptop));
        }
        let burned = stock
            .block_of(n)
            .is_some_and(|block| n < block.next && !stock.is_used_elsewhere(n));
        if burned || self.printed_here(key).contains(n) {
            return Err(coded("manual-number-burned"));
        }
        Ok(())
    }
}
