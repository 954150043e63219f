//! Records that two people changed without knowing of each other: to look at, not yet to decide.

use jemput_ui_kit::{Banner, Button, Empty, Tone, appearance, t, words};
use jemput_wire::office::{ConflictPage, ConflictRow};
use yew::prelude::*;

use crate::{
    api::use_get,
    parts::{Rivals, waiting_or_failed},
    route::Route,
};

/// The screen.
#[component(Conflicts)]
pub(crate) fn conflicts() -> Html {
    let data = use_get::<ConflictPage>("conflicts".to_owned());
    appearance::title(&t!("office-nav-conflicts"));
    html! {
        <div class="page">
            <div class="page-head"><div><h1>{ t!("office-conflicts-title") }</h1><p>{ t!("office-conflicts-intro") }</p></div></div>
            { waiting_or_failed(&data) }
            if let Some(page) = data.ready() {
                if page.rows.is_empty() {
                    <div class="card"><Empty icon="ok" title={t!("office-conflicts-none")}><p>{ t!("office-conflicts-none-help") }</p></Empty></div>
                } else {
                    <Banner tone={Tone::Info}>{ t!("office-conflicts-safe") }</Banner>
                    { for page.rows.iter().map(card) }
                    if page.total > page.rows.len() as u64 {
                        <p class="muted">{ t!("office-conflicts-more", total = words::number(page.total)) }</p>
                    }
                }
            }
        </div>
    }
}

fn card(row: &ConflictRow) -> Html {
    let id = format!("conflict-{}", row.record);
    html! {
        <section class="card card--flush" key={row.record.clone()} aria-labelledby={id.clone()} data-test="office-row">
            <div class="card__head">
                <div>
                    <h2 {id}>{ &row.name }</h2>
                    <p class="small muted">{ t!("office-conflict-since", when = &row.when) }</p>
                </div>
                if row.kind == "resident" {
                    <Button href={Route::Resident(row.record.clone()).href()} label={t!("office-open-of", name = &row.name)}>{ t!("office-open") }</Button>
                }
            </div>
            <Rivals fields={row.fields.clone()} name={row.name.clone()} />
        </section>
    }
}
