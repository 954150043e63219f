//! `/office/api`: accounts, for admins, and everybody's own.

use axum::{body::Bytes, extract::State, response::Response};
use jemput_wire::{
    Done,
    office::{
        Act, ConfirmSecond, EndSecond, NewAccount, OwnPassphrase, RequireSecond, ResetAccount,
        SetAccount,
    },
};

use super::{
    Shared,
    answer::{blocking, json, read},
    guarded::{Guarded, Member},
};
use crate::{fault::Result, office::Office};

/// All of them, below `/office/api`.
pub(super) fn routes() -> Guarded {
    Guarded::default()
        .get("/accounts", Act::ManageAccounts, accounts)
        .post("/accounts/new", Act::ManageAccounts, new_account)
        .post("/accounts/set", Act::ManageAccounts, set_account)
        .post("/accounts/code", Act::ManageAccounts, reset_account)
        .post("/accounts/second", Act::ManageAccounts, reset_second)
        .post(
            "/accounts/second-required",
            Act::ManageAccounts,
            require_second,
        )
        .get("/own", Act::KeepOwnAccount, own)
        .post("/own/passphrase", Act::KeepOwnAccount, own_passphrase)
        .post("/own/second/begin", Act::KeepOwnAccount, begin_second)
        .post("/own/second/confirm", Act::KeepOwnAccount, confirm_second)
        .post("/own/second/end", Act::KeepOwnAccount, end_second)
}

async fn accounts(State(shared): State<Shared>) -> Result<Response> {
    Ok(json(&blocking(&shared.office, Office::account_page).await?))
}

async fn new_account(
    State(shared): State<Shared>,
    member: Member,
    body: Bytes,
) -> Result<Response> {
    let wish: NewAccount = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.new_account(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn set_account(
    State(shared): State<Shared>,
    member: Member,
    body: Bytes,
) -> Result<Response> {
    let wish: SetAccount = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.set_account(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn reset_account(
    State(shared): State<Shared>,
    member: Member,
    body: Bytes,
) -> Result<Response> {
    let wish: ResetAccount = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.reset_account(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn reset_second(
    State(shared): State<Shared>,
    member: Member,
    body: Bytes,
) -> Result<Response> {
    let wish: ResetAccount = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.reset_second(member.account(), &wish)
    });
    Ok(json(&done.await?))
}

async fn require_second(
    State(shared): State<Shared>,
    member: Member,
    body: Bytes,
) -> Result<Response> {
    let wish: RequireSecond = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.require_second(member.account(), wish.on)
    });
    Ok(json(&done.await?))
}

async fn own(State(shared): State<Shared>, member: Member) -> Result<Response> {
    let told = blocking(&shared.office, move |office| {
        office.own_account(member.signed())
    });
    Ok(json(&told.await?))
}

async fn own_passphrase(
    State(shared): State<Shared>,
    member: Member,
    body: Bytes,
) -> Result<Response> {
    let wish: OwnPassphrase = read(&body)?;
    let done = blocking(&shared.office, move |office| {
        office.own_passphrase(member.signed(), &wish)
    });
    done.await?;
    Ok(json(&Done {}))
}

async fn begin_second(State(shared): State<Shared>, member: Member) -> Result<Response> {
    let offer = blocking(&shared.office, move |office| {
        office.offer_second(member.signed())
    });
    Ok(json(&offer.await?))
}

async fn confirm_second(
    State(shared): State<Shared>,
    member: Member,
    body: Bytes,
) -> Result<Response> {
    let wish: ConfirmSecond = read(&body)?;
    let codes = blocking(&shared.office, move |office| {
        office.confirm_second(member.signed(), &wish)
    });
    Ok(json(&codes.await?))
}

async fn end_second(State(shared): State<Shared>, member: Member, body: Bytes) -> Result<Response> {
    let wish: EndSecond = read(&body)?;
    let told = blocking(&shared.office, move |office| {
        office.end_own_second(member.signed(), &wish)
    });
    Ok(json(&told.await?))
}
