//! Who saw, printed, exported, came and went: by person, record, day and act.

use jemput_domain::{
    audit::{Deed, Listing},
    date,
};
use jemput_ui_kit::{Banner, Button, DateField, Empty, Select, Tone, appearance, t, words};
use jemput_wire::office::{Act, AuditPage, AuditQuery, DeedRow, Doer};
use yew::prelude::*;

use crate::{
    api::{audit_file, audit_query, use_get},
    app::use_session,
    parts::{PAGE, Pager, filter, into, waiting_or_failed},
    route::Route,
};

/// Properties of [`Audit`].
#[derive(Properties, PartialEq)]
pub(crate) struct AuditProps {
    /// Only what was done with this record; empty: everything.
    pub(crate) of: AttrValue,
}

/// A day as typed; `None` while it is none yet.
fn day(typed: &str) -> Option<String> {
    let day = date::parse(typed).ok()??.day()?;
    Some(date::iso(day))
}

/// The screen.
#[component(Audit)]
pub(crate) fn audit(props: &AuditProps) -> Html {
    let session = use_session();
    let who = use_state(String::new);
    let deed = use_state(String::new);
    let from = use_state(String::new);
    let until = use_state(String::new);
    let offset = use_state(|| 0_u32);
    let query = AuditQuery {
        who: (*who).clone(),
        of: props.of.to_string(),
        deed: (*deed).clone(),
        from: day(&from).unwrap_or_default(),
        until: day(&until).unwrap_or_default(),
        offset: *offset,
        limit: PAGE,
    };
    let data = use_get::<AuditPage>(format!("audit?{}", audit_query(&query)));
    appearance::title(&t!("office-nav-audit"));
    let acts: Vec<(AttrValue, AttrValue)> = Deed::ALL
        .iter()
        .map(|deed| {
            (
                AttrValue::from(deed.code()),
                AttrValue::from(act(deed.code())),
            )
        })
        .collect();
    let people = data.ready().map_or_else(Vec::new, |page| {
        let known = page.people.iter().filter(|doer| !doer.id.is_empty());
        known
            .map(|doer| {
                (
                    AttrValue::from(doer.id.clone()),
                    AttrValue::from(name(doer)),
                )
            })
            .collect()
    });
    html! {
        <div class="page">
            <div class="page-head">
                <div><h1>{ t!("office-nav-audit") }</h1><p>{ t!("office-audit-intro") }</p></div>
                if session.view.may(Act::ExportAudit) {
                    <div class="row"><Button icon="table" href={audit_file(&query)} test="office-audit-file">{ t!("register-xlsx") }</Button></div>
                }
            </div>
            if !props.of.is_empty() {
                <div><Button icon="close" href={Route::Audit(String::new()).href()} test="office-audit-all">{ t!("office-audit-all") }</Button></div>
            }
            <div class="filters filters--four">
                <Select id="audit-who" label={t!("office-audit-who")} options={people} value={(*who).clone()} on_change={filter(&who, &offset)}
                    empty={AttrValue::from(t!("office-audit-everybody"))} test="office-audit-who" />
                <Select id="audit-deed" label={t!("office-audit-deed")} options={acts} value={(*deed).clone()} on_change={filter(&deed, &offset)}
                    empty={AttrValue::from(t!("office-state-all"))} test="office-audit-deed" />
                <DateField id="audit-from" label={t!("office-audit-from")} value={(*from).clone()} on_input={filter(&from, &offset)} optional=true test="office-audit-from" />
                <DateField id="audit-until" label={t!("office-audit-until")} value={(*until).clone()} on_input={filter(&until, &offset)} optional=true test="office-audit-until" />
            </div>
            <section class="card card--flush" aria-label={t!("office-nav-audit")}>
                { waiting_or_failed(&data) }
                if let Some(page) = data.ready() {
                    if page.behind > 0 { <div class="card__foot"><Banner tone={Tone::Info}>{ t!("office-audit-behind", count = page.behind) }</Banner></div> }
                    if page.rows.is_empty() {
                        <Empty icon="eye" title={t!("office-rows-none")}><p>{ t!("office-audit-none") }</p></Empty>
                    } else {
                        { table(page, session.view.may(Act::SeeResidents)) }
                        <div class="card__foot"><Pager offset={*offset} shown={page.rows.len()} total={page.total} on_turn={into(&offset)} /></div>
                    }
                }
            </section>
            if let Some(page) = data.ready() {
                <details><summary>{ t!("office-audit-head") }</summary>
                    <p class="muted">{ t!("office-audit-head-help") }</p>
                    <p class="code code--wrap" data-test="office-audit-head">{ &page.head }</p></details>
            }
        </div>
    }
}

/// A deed in words; one that a newer program knows is shown as it is stored.
pub(crate) fn act(code: &str) -> String {
    words::maybe(&format!("deed-{code}"), None).unwrap_or_else(|| code.to_owned())
}

/// What else was said of a deed; of a look at a list in words.
pub(crate) fn said(note: &str) -> String {
    let Some(listing) = Listing::read(note) else {
        return note.to_owned();
    };
    let key = match listing.list.as_str() {
        "book" => "office-book".to_owned(),
        other => format!("office-nav-{other}"),
    };
    let list = words::maybe(&key, None);
    t!(
        "office-audit-listing",
        list = list.unwrap_or_else(|| listing.list.clone()),
        rows = words::number(listing.rows),
        words = listing.words,
        numbers = listing.numbers,
    )
}

/// Whoever it was.
pub(crate) fn name(doer: &Doer) -> String {
    if doer.name.is_empty() {
        t!("office-audit-nobody")
    } else {
        doer.name.clone()
    }
}

/// Where it was done.
pub(crate) fn place(row: &DeedRow) -> String {
    match row.place.as_str() {
        "kantor" => t!("office-itself"),
        other => other.to_owned(),
    }
}

fn table(page: &AuditPage, may_look: bool) -> Html {
    html! {
        <div class="table-wrap"><table class="table">
            <caption class="hidden-text">{ t!("office-nav-audit") }</caption>
            <thead><tr>
                <th scope="col">{ t!("office-audit-when") }</th><th scope="col">{ t!("office-audit-who") }</th>
                <th scope="col">{ t!("office-audit-deed") }</th><th scope="col">{ t!("office-audit-of") }</th>
            </tr></thead>
            <tbody>{ for page.rows.iter().map(|row| line(row, may_look)) }</tbody>
        </table></div>
    }
}

fn line(row: &DeedRow, may_look: bool) -> Html {
    let kind = words::maybe(&format!("kind-{}", row.of_kind), None).unwrap_or_default();
    let of = if row.of.is_empty() {
        String::new()
    } else if row.of_name.is_empty() {
        row.of.chars().take(8).collect()
    } else {
        row.of_name.clone()
    };
    let of = match (row.of_kind.as_str(), may_look) {
        ("resident", true) => {
            html! { <a href={Route::Resident(row.of.clone()).href()}>{ of }</a> }
        }
        _ => html! { of },
    };
    html! {
        <tr key={row.id.clone()} data-test="office-audit-row">
            <td class="nowrap">{ &row.when }</td>
            <th scope="row">{ name(&row.who) }<span class="list-row__sub">{ place(row) }</span></th>
            <td>{ act(&row.deed) }if !row.note.is_empty() { <span class="list-row__sub">{ said(&row.note) }</span> }</td>
            <td>{ of }<span class="list-row__sub">{ kind }
                if !row.of.is_empty() { { " " }<a href={Route::Audit(row.of.clone()).href()}>{ t!("office-audit-only-this") }</a> }</span></td>
        </tr>
    }
}
