//! The two screens before the work: brand and facts on the left, one form on the right.

use jemput_ui_kit::{Icon, t};
use yew::prelude::*;

use crate::app::use_session;

/// Properties of [`SigninFrame`].
#[derive(Properties, PartialEq)]
pub(crate) struct SigninFrameProps {
    pub(crate) children: Html,
}

/// The frame.
#[component(SigninFrame)]
pub(crate) fn signin_frame(props: &SigninFrameProps) -> Html {
    let view = use_session().view;
    let place = view
        .village
        .as_ref()
        .map(|village| format!("{} {}", village.kind, village.name));
    html! {
        <div class="signin">
            <aside class="signin__side" aria-label="Jemput">
                <div class="signin__brand"><Icon name="mark" />{ "Jemput" }</div>
                <div class="stack"><p class="signin__line">{ t!("signin-line") }</p><p>{ t!("signin-offline") }</p></div>
                <ul class="signin__facts small">
                    if !view.device_name.is_empty() {
                        <li><Icon name="laptop" />{ [Some(view.device_name.clone()), place].into_iter().flatten().collect::<Vec<_>>().join(" · ") }</li>
                    }
                    if view.unsent > 0 { <li><Icon name="pending" />{ t!("signin-unsent", count = view.unsent) }</li> }
                    <li><Icon name="info" />{ t!("signin-version", version = &view.version) }</li>
                </ul>
            </aside>
            <main class="signin__main" id="isi">{ props.children.clone() }</main>
        </div>
    }
}
