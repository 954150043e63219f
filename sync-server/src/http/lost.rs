//! `POST /lost`: a laptop, locked or not, asks whether its office calls it lost; and the console, which says so.

use axum::{extract::State, response::Response};
use jemput_wire::{lost::LostAsk, office::Act};

use super::{
    Shared,
    answer::{blocking, json},
    guarded::Guarded,
    work::{Named, Wish},
};
use crate::fault::Result;

/// Those below `/office/api`.
pub(super) fn routes() -> Guarded {
    Guarded::default()
        .post(
            "/devices/lost",
            Act::RevokeDevices,
            |office, by, Wish(wish)| office.mark_lost(by.account(), &wish),
        )
        .post(
            "/devices/found",
            Act::FindDevices,
            |office, by, Wish(wish)| office.mark_found(by.account(), &wish),
        )
        .get(
            "/devices/breach/{id}",
            Act::SeeBreach,
            |office, _, Named(id): Named<String>| office.breach(&id),
        )
        .file(
            "/devices/breach/file/{id}",
            Act::SeeBreach,
            |office, by, Named(id): Named<String>| office.breach_file(by.account(), &id),
        )
        .file(
            "/devices/breach/people/{id}",
            Act::ListBreach,
            |office, by, Named(id): Named<String>| office.breach_people(by.account(), &id),
        )
}

/// Unsigned: the laptop's key is locked in.
pub(super) async fn ask(
    State(shared): State<Shared>,
    Wish(ask): Wish<LostAsk>,
) -> Result<Response> {
    let answer = blocking(&shared.office, move |office| office.ask_lost(&ask));
    Ok(json(&answer.await?))
}
