//! `POST /lost`: a laptop, locked or not, asks whether its office calls it lost; and the console, which says so.

use axum::{extract::State, response::Response};
use jemput_wire::{lost::LostAsk, office::Act};

use super::{
    Shared,
    answer::{blocking, json},
    guarded::Guarded,
    work::Wish,
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
}

/// Unsigned: the laptop's key is locked in.
pub(super) async fn ask(
    State(shared): State<Shared>,
    Wish(ask): Wish<LostAsk>,
) -> Result<Response> {
    let answer = blocking(&shared.office, move |office| office.ask_lost(&ask));
    Ok(json(&answer.await?))
}
