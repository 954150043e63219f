//! The register of letters.

use jemput_ui_kit::{Button, Empty, Select, appearance, t};
use jemput_wire::office::{Act, LetterPage};
use yew::prelude::*;

use crate::{
    api::{escaped, use_get},
    app::use_session,
    parts::{LetterTable, PAGE, Pager, SearchField, filter, into, waiting_or_failed},
    route::Route,
};

/// The screen.
#[component(Letters)]
pub(crate) fn letters() -> Html {
    let session = use_session();
    let query = use_state(String::new);
    let state = use_state(String::new);
    let offset = use_state(|| 0_u32);
    let path = format!(
        "letters?q={}&state={}&offset={}&limit={PAGE}",
        escaped(&query),
        *state,
        *offset
    );
    let data = use_get::<LetterPage>(path);
    appearance::title(&t!("office-nav-letters"));
    let options: Vec<(AttrValue, AttrValue)> = [
        ("awaiting_signature", "office-state-awaiting"),
        ("issued", "office-state-issued"),
        ("void", "office-state-void"),
    ]
    .into_iter()
    .map(|(value, key)| (AttrValue::from(value), AttrValue::from(t!(key))))
    .collect();
    html! {
        <div class="page">
            <div class="page-head"><h1>{ t!("office-letters-title") }</h1>
                if session.view.may(Act::SeeBook) { <Button icon="table" href={Route::Book.href()} test="office-to-book">{ t!("office-book") }</Button> }</div>
            <div class="filters filters--two">
                <SearchField label={t!("office-search")} help={t!("office-letters-search-help")} on_search={filter(&query, &offset)} />
                <Select id="state" label={t!("office-letter-state")} {options} value={(*state).clone()} on_change={filter(&state, &offset)}
                    empty={AttrValue::from(t!("office-state-all"))} help={AttrValue::from(t!("office-state-help"))} test="office-state" />
            </div>
            <section class="card card--flush" aria-label={t!("office-letters-title")}>
                { waiting_or_failed(&data) }
                if let Some(page) = data.ready() {
                    if page.rows.is_empty() {
                        <Empty icon="letter" title={t!("office-rows-none")}><p>{ t!("office-letters-none-help") }</p></Empty>
                    } else {
                        <LetterTable rows={page.rows.clone()} caption={t!("office-letters-title")} />
                        <div class="card__foot"><Pager offset={*offset} shown={page.rows.len()} total={page.total} on_turn={into(&offset)} /></div>
                    }
                }
            </section>
        </div>
    }
}
