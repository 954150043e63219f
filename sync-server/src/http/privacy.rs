//! `/office/api`: requests of people about their own data.

use jemput_wire::office::Act;

use super::{
    guarded::Guarded,
    work::{Asked, Named, Nothing, Wish},
};

/// All of them, below `/office/api`.
pub(super) fn routes() -> Guarded {
    Guarded::default()
        .get("/privacy", Act::SeePrivacy, |office, by, Asked(query)| {
            let page = office.privacy(&query)?;
            office.note_list(by.account(), "privacy", "", page.rows.len())?;
            Ok(page)
        })
        .post(
            "/privacy/new",
            Act::AnswerPrivacy,
            |office, by, Wish(wish)| office.new_privacy(by.account(), &wish),
        )
        .post(
            "/privacy/answer",
            Act::AnswerPrivacy,
            |office, by, Wish(wish)| office.answer_privacy(by.account(), &wish),
        )
        .post(
            "/privacy/erase",
            Act::EraseExtras,
            |office, by, Wish(wish)| office.erase_extras(by.account(), &wish),
        )
        .file("/privacy/notice", Act::SeePrivacy, |office, by, Nothing| {
            let file = office.privacy_notice()?;
            office.note_export(by.account(), &file.name)?;
            Ok(file)
        })
        .file(
            "/privacy/file/{id}",
            Act::AnswerPrivacy,
            |office, by, Named(id): Named<String>| office.privacy_file(by.account(), &id),
        )
}
