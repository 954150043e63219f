//! Theme and language of this window.

use jemput_ui_kit::{Button, appearance, t};
use yew::prelude::*;

use crate::app::{Appearance, use_session};

/// Two buttons.
#[component(LookButtons)]
pub(crate) fn look_buttons() -> Html {
    let session = use_session();
    let look = session.look;
    let theme = {
        let set = session.set_look.clone();
        Callback::from(move |_: MouseEvent| {
            set.emit(Appearance {
                theme: appearance::next_theme(look.theme),
                ..look
            });
        })
    };
    let language = {
        let set = session.set_look.clone();
        let other = if look.language == "id" { "en" } else { "id" };
        Callback::from(move |_: MouseEvent| {
            set.emit(Appearance {
                language: other,
                ..look
            });
        })
    };
    html! {
        <>
            <Button icon="theme" onclick={theme} label={t!("theme-next", theme = t!(&format!("theme-{}", look.theme)))} />
            <Button onclick={language} test="language"><span lang={if look.language == "id" { "en" } else { "id" }}>{ if look.language == "id" { "English" } else { "Indonesia" } }</span></Button>
        </>
    }
}
