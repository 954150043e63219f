//! `/office/api`: numbers and the register book, officers' rights, lost laptops.

use jemput_wire::office::Act;

use super::{
    guarded::Guarded,
    work::{Asked, Nothing, Wish},
};

/// All of them, below `/office/api`.
pub(super) fn routes() -> Guarded {
    Guarded::default()
        .get("/numbers", Act::SeeNumbers, |office, _, Nothing| {
            office.numbering()
        })
        .post(
            "/numbers/next",
            Act::SetNumbers,
            |office, by, Wish(wish)| office.set_next(by.account(), &wish),
        )
        .post(
            "/numbers/elsewhere",
            Act::SetNumbers,
            |office, by, Wish(wish)| office.set_elsewhere(by.account(), &wish),
        )
        .post(
            "/numbers/withdraw",
            Act::SetNumbers,
            |office, by, Wish(wish)| office.withdraw_elsewhere(by.account(), &wish),
        )
        .post(
            "/numbers/format",
            Act::SetNumbers,
            |office, by, Wish(wish)| office.set_format(by.account(), &wish),
        )
        .get("/officers", Act::SeeOfficers, |office, _, Nothing| {
            office.officers()
        })
        .post("/officers", Act::SetOfficers, |office, by, Wish(wish)| {
            office.set_rights(by.account(), &wish)
        })
        .post(
            "/officers/new",
            Act::SetOfficers,
            |office, by, Wish(wish)| office.new_officer(by.account(), &wish),
        )
        .post(
            "/devices/revoke",
            Act::RevokeDevices,
            |office, by, Wish(wish)| office.revoke(by.account(), &wish),
        )
        .post(
            "/devices/recovery",
            Act::ReadRecovery,
            |office, by, Wish(wish)| office.read_recovery(by.account(), &wish),
        )
        .post(
            "/devices/recovery/send",
            Act::ReadRecovery,
            |office, by, Wish(wish)| office.send_recovery(by.account(), &wish),
        )
        .get("/book", Act::SeeBook, |office, by, Asked(query)| {
            let page = office.book_page(&query, by.only().as_deref())?;
            let letters = page.rows.iter().filter(|row| row.letter.is_some()).count();
            office.note_list(by.account(), "book", "", letters)?;
            Ok(page)
        })
        .file("/book/file", Act::ExportBook, |office, by, Asked(query)| {
            let file = office.book_file(&query, by.only().as_deref())?;
            // Noted first: what cannot be noted does not leave the office.
            office.note_export(by.account(), &file.name)?;
            Ok(file)
        })
}
