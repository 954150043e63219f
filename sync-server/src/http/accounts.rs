//! `/office/api`: accounts, for admins, and everybody's own.

use jemput_wire::office::{Act, RequireSecond};

use super::{
    guarded::Guarded,
    work::{Nothing, Wish, done},
};

/// All of them, below `/office/api`.
pub(super) fn routes() -> Guarded {
    Guarded::default()
        .get("/accounts", Act::ManageAccounts, |office, _, Nothing| {
            office.account_page()
        })
        .post(
            "/accounts/new",
            Act::ManageAccounts,
            |office, by, Wish(wish)| office.new_account(by.account(), &wish),
        )
        .post(
            "/accounts/set",
            Act::ManageAccounts,
            |office, by, Wish(wish)| office.set_account(by.account(), &wish),
        )
        .post(
            "/accounts/code",
            Act::ManageAccounts,
            |office, by, Wish(wish)| office.reset_account(by.account(), &wish),
        )
        .post(
            "/accounts/second",
            Act::ManageAccounts,
            |office, by, Wish(wish)| office.reset_second(by.account(), &wish),
        )
        .post(
            "/accounts/second-required",
            Act::ManageAccounts,
            |office, by, Wish(wish)| {
                let RequireSecond { on } = wish;
                office.require_second(by.account(), on)
            },
        )
        .get("/own", Act::KeepOwnAccount, |office, by, Nothing| {
            office.own_account(by.signed())
        })
        .post(
            "/own/passphrase",
            Act::KeepOwnAccount,
            |office, by, Wish(wish)| done(office.own_passphrase(by.signed(), &wish)),
        )
        .post(
            "/own/second/begin",
            Act::KeepOwnAccount,
            |office, by, Nothing| office.offer_second(by.signed()),
        )
        .post(
            "/own/second/confirm",
            Act::KeepOwnAccount,
            |office, by, Wish(wish)| office.confirm_second(by.signed(), &wish),
        )
        .post(
            "/own/second/end",
            Act::KeepOwnAccount,
            |office, by, Wish(wish)| office.end_own_second(by.signed(), &wish),
        )
}
