//! A search field above a list; asks after a short pause in typing.

use jemput_ui_kit::{Icon, text_field::typed, timer::use_debounce};
use yew::prelude::*;

/// Waits this long after a letter, in milliseconds.
const PAUSE: u32 = 200;

/// Properties of [`SearchField`].
#[derive(Properties, PartialEq)]
pub(crate) struct SearchFieldProps {
    /// Label.
    pub(crate) label: AttrValue,
    /// What can be searched by.
    pub(crate) help: AttrValue,
    /// Typed, after the pause.
    pub(crate) on_search: Callback<String>,
}

/// The field.
#[component(SearchField)]
pub(crate) fn search_field(props: &SearchFieldProps) -> Html {
    let text = use_state(String::new);
    let wait = use_debounce();
    let oninput = {
        let (text, on_search) = (text.clone(), props.on_search.clone());
        Callback::from(move |event: InputEvent| {
            let typed = typed(&event);
            text.set(typed.clone());
            let on_search = on_search.clone();
            wait.run(PAUSE, move || on_search.emit(typed));
        })
    };
    html! {
        <div class="field">
            <label for="search">{ props.label.clone() }</label>
            <span class="input-wrap">
                <Icon name="search" class="icon--lead" />
                <input class="input" id="search" type="search" value={(*text).clone()} autocomplete="off" spellcheck="false"
                    aria-describedby="search-help" {oninput} data-test="office-search" />
                <kbd class="kbd" aria-hidden="true">{ "Ctrl K" }</kbd>
            </span>
            <p class="field__help" id="search-help">{ props.help.clone() }</p>
        </div>
    }
}
