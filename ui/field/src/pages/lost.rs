//! The lock screen of a laptop that its office calls lost: what happened, and whom to call.

use jemput_ui_kit::{Banner, Button, Look, Tone, appearance, t};
use jemput_wire::session::LostView;
use yew::prelude::*;

use crate::parts::SigninFrame;

/// Properties of [`Lost`].
#[derive(Properties, PartialEq)]
pub(super) struct LostProps {
    pub(super) lost: LostView,
    pub(super) on_recover: Callback<()>,
}

/// For whoever stands before it: a finder first, its officer second.
#[component(Lost)]
pub(super) fn lost(props: &LostProps) -> Html {
    let lost = &props.lost;
    appearance::title(&t!("lost-title"));
    html! {
        <SigninFrame>
            <div class="signin__form signin__form--narrow">
                <h1 id="title">{ t!("lost-title") }</h1>
                <Banner tone={Tone::Danger} test="lost">{ t!("lost-help", office = &lost.office, when = &lost.when) }</Banner>
                <p>if lost.phone.is_empty() { { t!("lost-call-office", office = &lost.office) } } else { { t!("lost-call", office = &lost.office, phone = &lost.phone) } }</p>
                <div><Button look={Look::Quiet} onclick={props.on_recover.reform(|_: MouseEvent| ())} test="lost-recover">{ t!("lost-recover") }</Button></div>
            </div>
        </SigninFrame>
    }
}
