//! All residents of the office's villages.

use jemput_ui_kit::{CheckBox, Empty, appearance, t};
use jemput_wire::office::{ResidentPage, ResidentRow};
use yew::prelude::*;

use crate::{
    api::{escaped, use_get},
    parts::{PAGE, Pager, SearchField, filter, flags, into, waiting_or_failed},
    route::Route,
};

/// The screen.
#[component(Residents)]
pub(crate) fn residents() -> Html {
    let query = use_state(String::new);
    let offset = use_state(|| 0_u32);
    let gone = use_state(|| false);
    let data = use_get::<ResidentPage>(format!(
        "residents?q={}&gone={}&offset={}&limit={PAGE}",
        escaped(&query),
        *gone,
        *offset
    ));
    appearance::title(&t!("office-nav-residents"));
    html! {
        <div class="page">
            <div class="page-head"><h1>{ t!("office-nav-residents") }</h1></div>
            <div class="filters filters--two">
                <SearchField label={t!("office-search")} help={t!("office-residents-search-help")} on_search={filter(&query, &offset)} />
                <CheckBox checked={*gone} on_change={filter(&gone, &offset)} test="office-gone">{ t!("office-residents-gone") }</CheckBox>
            </div>
            <section class="card card--flush" aria-label={t!("office-nav-residents")}>
                { waiting_or_failed(&data) }
                if let Some(page) = data.ready() {
                    if page.rows.is_empty() {
                        <Empty icon="person" title={t!("office-rows-none")}><p>{ t!("office-residents-none-help") }</p></Empty>
                    } else {
                        { table(&page.rows) }
                        <div class="card__foot"><Pager offset={*offset} shown={page.rows.len()} total={page.total} on_turn={into(&offset)} /></div>
                    }
                }
            </section>
        </div>
    }
}

fn table(rows: &[ResidentRow]) -> Html {
    let row = |resident: &ResidentRow| {
        html! {
            <tr key={resident.id.clone()} data-test="office-row">
                <th scope="row"><a href={Route::Resident(resident.id.clone()).href()}>{ &resident.name }</a></th>
                <td class="nowrap">{ &resident.birth }</td>
                <td>{ &resident.address }</td>
                <td class="nowrap"><span class="code">{ &resident.nik_masked }</span></td>
                <td>{ flags(&resident.flags) }</td>
            </tr>
        }
    };
    html! {
        <div class="table-wrap"><table class="table">
            <caption class="hidden-text">{ t!("office-nav-residents") }</caption>
            <thead><tr>
                <th scope="col">{ t!("office-resident-name") }</th><th scope="col">{ t!("office-resident-birth") }</th>
                <th scope="col">{ t!("office-resident-address") }</th><th scope="col">{ "NIK" }</th>
                <th scope="col">{ t!("office-resident-flags") }</th>
            </tr></thead>
            <tbody>{ for rows.iter().map(row) }</tbody>
        </table></div>
    }
}
