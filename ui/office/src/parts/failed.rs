//! A screen whose data is not there.

use jemput_ui_kit::{ErrorBanner, Load, t};
use yew::prelude::*;

/// What stands there instead; nothing once the data is there.
pub(crate) fn waiting_or_failed<T>(data: &Load<T>) -> Html {
    match data {
        Load::Waiting => html! { <p role="status">{ t!("opening") }</p> },
        Load::Failed(error) => html! { <ErrorBanner error={error.clone()} /> },
        Load::Ready(_) => Html::default(),
    }
}
