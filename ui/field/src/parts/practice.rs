//! Practice: told on every screen while it lasts, and ended by one press.

use jemput_ui_kit::{Banner, Button, Tone, call, t};
use jemput_wire::letter::PracticeSet;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::use_session;

/// Begins or ends it.
#[hook]
pub(crate) fn use_practice() -> Callback<bool> {
    let put = use_session().put;
    Callback::from(move |on: bool| {
        let put = put.clone();
        spawn_local(async move {
            if let Ok(view) = call(PracticeSet { on }).await {
                put.emit(view);
            }
        });
    })
}

/// The banner.
#[component(PracticeBanner)]
pub(crate) fn practice_banner() -> Html {
    let set = use_practice();
    let end = set.reform(|_: MouseEvent| false);
    html! {
        <Banner tone={Tone::Warn} title={t!("practice-title")} test="practice"
            action={html! { <Button onclick={end} test="practice-end">{ t!("practice-end") }</Button> }}>{ t!("practice-help") }</Banner>
    }
}
