//! `/office/api`: what the automatic audit found.

use jemput_wire::office::Act;

use super::{
    guarded::Guarded,
    work::{Asked, Wish, done},
};

/// All of them, below `/office/api`.
pub(super) fn routes() -> Guarded {
    Guarded::default()
        .get(
            "/irregular",
            Act::SeeIrregular,
            |office, by, Asked(query)| {
                let page = office.irregular(&query)?;
                office.note_list(by.account(), "irregular", "", page.rows.len())?;
                Ok(page)
            },
        )
        .post(
            "/irregular/take",
            Act::CloseIrregular,
            |office, by, Wish(wish)| done(office.take_irregular(by.account(), &wish)),
        )
        .post(
            "/irregular/give",
            Act::CloseIrregular,
            |office, by, Wish(wish)| done(office.give_irregular(by.account(), &wish)),
        )
        .post(
            "/irregular/close",
            Act::CloseIrregular,
            |office, by, Wish(wish)| done(office.close_irregular(by.account(), &wish)),
        )
        .post(
            "/irregular/reopen",
            Act::CloseIrregular,
            |office, by, Wish(wish)| done(office.reopen_irregular(by.account(), &wish)),
        )
}
