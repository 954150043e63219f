//! One resident: facts, letters, rival values, history.

use jemput_ui_kit::{Badge, Banner, Button, Icon, Look, Tone, appearance, t, words};
use jemput_wire::{
    office::{Act, DeedRow, HistoryRow, ResidentDetail},
    resident::Fact,
};
use yew::prelude::*;

use crate::{
    api::use_get,
    app::use_session,
    parts::{LetterTable, Rivals, flags, waiting_or_failed},
    route::Route,
};

use super::{audit, remove::Standing};

/// Properties of [`Resident`].
#[derive(Properties, PartialEq)]
pub(crate) struct ResidentProps {
    /// Record id.
    pub(crate) id: AttrValue,
}

/// The screen.
#[component(Resident)]
pub(crate) fn resident(props: &ResidentProps) -> Html {
    let session = use_session();
    let turn = use_state(|| 0_u32);
    let data = use_get::<ResidentDetail>(format!("residents/{}?turn={}", props.id, *turn));
    let on_change = {
        let turn = turn.clone();
        Callback::from(move |()| turn.set(*turn + 1))
    };
    let title = data.ready().map_or_else(
        || t!("office-nav-residents"),
        |detail| detail.row.name.clone(),
    );
    appearance::title(&title);
    html! {
        <div class="page">
            <div><Button look={Look::Quiet} icon="left" href={Route::Residents.href()}>{ t!("office-nav-residents") }</Button></div>
            <div class="page-head"><h1>{ title }</h1>if let Some(detail) = data.ready() { { flags(&detail.row.flags) } }</div>
            { waiting_or_failed(&data) }
            if let Some(detail) = data.ready() {
                if detail.deleted || detail.merged_into.is_some() { <Standing detail={detail.clone()} on_change={on_change.clone()} /> }
                { whole(detail, session.view.may(Act::SeeMatters)) }
                { looks(detail, session.view.may(Act::SeeAudit), session.view.may(Act::AnswerPrivacy)) }
                if !detail.deleted && detail.merged_into.is_none() { <Standing detail={detail.clone()} {on_change} /> }
            }
        </div>
    }
}

fn whole(detail: &ResidentDetail, may_decide: bool) -> Html {
    html! {
        <>
            if !detail.rivals.is_empty() {
                <section class="card card--flush" aria-labelledby="rivals">
                    <div class="card__head"><h2 id="rivals">{ t!("office-rivals-title") }</h2>
                    if may_decide { <Button href={Route::Conflict(detail.row.id.clone()).href()}>{ t!("office-conflicts-look") }</Button> }</div>
                    <Rivals fields={detail.rivals.clone()} name={detail.row.name.clone()} />
                    <div class="card__foot"><Banner tone={Tone::Info}>{ t!("office-conflicts-safe") }</Banner></div>
                </section>
            }
            <section class="card" aria-labelledby="facts">
                <h2 id="facts">{ t!("office-facts-title") }</h2>
                { facts(&detail.facts) }
            </section>
            if !detail.merged.is_empty() {
                <section class="card" aria-labelledby="merged">
                    <h2 id="merged">{ t!("office-merged-title") }</h2>
                    <ul>{ for detail.merged.iter().map(|other| html! {
                        <li key={other.id.clone()}><a href={Route::Resident(other.id.clone()).href()}>{ &other.name }</a>{ " " }<span class="muted">{ &other.birth }</span></li>
                    }) }</ul>
                </section>
            }
            <section class="card card--flush" aria-labelledby="letters">
                <div class="card__head"><h2 id="letters">{ t!("office-nav-letters") }</h2></div>
                if detail.letters.is_empty() {
                    <p class="card__foot">{ t!("office-letters-none") }</p>
                } else {
                    <LetterTable rows={detail.letters.clone()} caption={t!("office-nav-letters")} names=false />
                }
            </section>
            <section class="card" aria-labelledby="history">
                <h2 id="history">{ t!("office-history-title") }</h2>
                <ol class="timeline">{ for detail.history.iter().map(entry) }</ol>
            </section>
        </>
    }
}

/// Who looked at the record: what a citizen may ask for.
fn looks(detail: &ResidentDetail, may_audit: bool, may_answer: bool) -> Html {
    let look = |row: &DeedRow| {
        let mut by = vec![audit::name(&row.who), audit::place(row)];
        by.retain(|part| !part.is_empty());
        let by = by.join(" · ");
        html! {
            <li key={row.id.clone()} data-test="office-look"><Icon name="eye" />
                <p><strong>{ &row.when }</strong>{ " " }{ audit::act(&row.deed) }{ " " }<span class="muted">{ by }</span></p></li>
        }
    };
    html! {
        <section class="card" aria-labelledby="looks">
            <h2 id="looks">{ t!("office-looks-title") }</h2>
            if detail.looks.is_empty() { <p class="muted">{ t!("office-looks-none") }</p> }
            else { <ol class="timeline">{ for detail.looks.iter().map(look) }</ol> }
            if may_answer { <p><a href={Route::PrivacyOf(detail.row.id.clone()).href()} data-test="office-privacy-of">{ t!("office-privacy-of") }</a></p> }
            if may_audit { <p><a href={Route::Audit(detail.row.id.clone()).href()}>{ t!("office-looks-all") }</a></p> }
        </section>
    }
}

fn facts(facts: &[Fact]) -> Html {
    let fact = |fact: &Fact| {
        let value = if fact.value.is_empty() {
            t!("empty-value")
        } else {
            fact.value.clone()
        };
        html! { <div><dt>{ words::field(&fact.field) }</dt><dd>{ value }</dd></div> }
    };
    html! { <dl class="facts">{ for facts.iter().map(fact) }</dl> }
}

fn entry(row: &HistoryRow) -> Html {
    let device = if row.device == "kantor" {
        t!("office-itself")
    } else {
        row.device.clone()
    };
    let by = [row.who.clone(), device]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    html! {
        <li>
            <Icon name="edit" />
            <p><strong>{ &row.when }</strong>{ " " }<span class="muted">{ by }</span>
                if !row.of.is_empty() { { " " }<Badge tone={Tone::Plain}>{ t!("office-history-of", name = &row.of) }</Badge> }
                if row.clock_doubtful { { " " }<Badge tone={Tone::Warn}>{ t!("office-clock-doubtful") }</Badge> }
            </p>
            { facts(&row.fields) }
        </li>
    }
}
