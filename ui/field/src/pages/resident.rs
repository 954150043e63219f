//! One resident: facts, family, letters, what to look at. The main action makes a letter.

use jemput_domain::id::ResidentId;
use jemput_ui_kit::{
    Banner, Button, CodeNumber, ErrorBanner, Findings, Icon, Load, Look, Tone, call, t, use_load,
    words,
};
use jemput_wire::{
    AppError,
    attachment::Owner,
    resident::{HistoryEntry, Numbers, ResidentGet, ResidentHistory, ResidentView, RevealNumbers},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    parts::{Attachments, Household, LetterRow, PersonRow, Rivals, about, initials, make_letter},
    route::Route,
};

/// Facts that are always in sight; the rest opens below.
const MAIN_FACTS: [&str; 9] = [
    "nik",
    "nik_draft",
    "birth_place",
    "birth_date",
    "address",
    "religion",
    "marital_status",
    "occupation",
    "education",
];

/// Properties of [`Resident`].
#[derive(Properties, PartialEq)]
pub(super) struct ResidentProps {
    pub(super) id: ResidentId,
}

/// The resident.
#[component(Resident)]
pub(super) fn resident(props: &ResidentProps) -> Html {
    let id = props.id;
    let resident = use_load(ResidentGet { id });
    let numbers = use_state(|| None::<Numbers>);
    let history = use_state(|| None::<Vec<HistoryEntry>>);
    let fault = use_state(|| None::<AppError>);
    let busy = use_state(|| false);
    let view = match &resident.data {
        Load::Waiting => return html! { <p role="status">{ t!("opening") }</p> },
        Load::Failed(error) => return html! { <ErrorBanner error={error.clone()} /> },
        Load::Ready(view) => view,
    };
    let make = {
        let (fault, busy) = (fault.clone(), busy.clone());
        Callback::from(move |_: MouseEvent| {
            let (fault, busy) = (fault.clone(), busy.clone());
            busy.set(true);
            spawn_local(async move {
                if let Err(error) = make_letter(id).await {
                    fault.set(Some(error));
                }
                busy.set(false);
            });
        })
    };
    let reveal = {
        let (numbers, fault) = (numbers.clone(), fault.clone());
        Callback::from(move |()| {
            let (numbers, fault) = (numbers.clone(), fault.clone());
            spawn_local(async move {
                match call(RevealNumbers { id }).await {
                    Ok(found) => numbers.set(Some(found)),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let show_history = {
        let history = history.clone();
        Callback::from(move |_: MouseEvent| {
            let history = history.clone();
            spawn_local(async move {
                if let Ok(entries) = call(ResidentHistory { id }).await {
                    history.set(Some(entries));
                }
            });
        })
    };
    let fact = |name: &str, value: &str| {
        let whole = numbers.as_ref().and_then(|numbers| match name {
            "nik" | "nik_draft" => Some(numbers.nik.clone()),
            "kk" => Some(numbers.kk.clone()),
            _ => None,
        });
        let number = matches!(name, "nik" | "nik_draft" | "kk");
        html! {
            <div data-fact={name.to_owned()}>
                <dt>{ words::field(name) }</dt>
                <dd>
                    if number {
                        <CodeNumber what={words::field(name)} masked={value.to_owned()} whole={whole.map(AttrValue::from)} on_reveal={reveal.clone()} test={format!("reveal-{name}")} />
                    } else { { value } }
                </dd>
            </div>
        }
    };
    let known = || view.facts.iter().filter(|fact| !fact.value.is_empty());
    let main = known().filter(|fact| MAIN_FACTS.contains(&fact.field.as_str()));
    let more: Vec<_> = known()
        .filter(|fact| !MAIN_FACTS.contains(&fact.field.as_str()) && fact.field != "name")
        .collect();
    html! {
        <article class="stack" aria-labelledby="name" data-test="resident">
            <section class="card stack">
                <div class="row row--between">
                    <div class="row row--fixed">
                        <span class="avatar avatar--large" aria-hidden="true">{ initials(&view.card.name) }</span>
                        <div><h2 id="name" data-test="resident-title">{ &view.card.name }</h2><p class="muted">{ about(&view.card) }</p></div>
                    </div>
                    <div class="row">
                        <Button large=true icon="edit" href={Route::EditResident(id).href()} test="resident-edit">{ t!("resident-edit") }</Button>
                        <Button look={Look::Primary} large=true icon="form" autofocus=true busy={*busy} onclick={make} test="make-letter">{ t!("make-letter") }</Button>
                    </div>
                </div>
                if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                { findings(view) }
                if !view.rivals.is_empty() {
                    <Banner tone={Tone::Info} title={t!("rivals-title")} test="rivals"><p>{ t!("rivals-help") }</p><Rivals fields={view.rivals.clone()} /></Banner>
                }
                <dl class="facts">{ for main.map(|item| fact(&item.field, &item.value)) }</dl>
                if !more.is_empty() {
                    <details><summary>{ t!("more-facts") }<Icon name="down" class="icon--small" /></summary>
                        <dl class="facts">{ for more.iter().map(|item| fact(&item.field, &item.value)) }</dl>
                    </details>
                }
            </section>
            { duplicates(view) }
            if let Some(household) = &view.household { <Household household={household.clone()} resident={id} /> }
            else { <div class="row"><Button icon="add" href={Route::NewMember(id).href()} test="new-member">{ t!("household-add") }</Button></div> }
            <section class="card card--flush" aria-labelledby="letters">
                <div class="card__head"><h3 id="letters">{ t!("resident-letters") }</h3></div>
                if view.letters.is_empty() { <p class="card__note muted">{ t!("resident-letters-none") }</p> }
                <ul class="rows">{ for view.letters.iter().map(|letter| html! { <li><LetterRow letter={letter.clone()} /></li> }) }</ul>
            </section>
            <Attachments key={format!("files-{id}")} owner={Owner { id: id.0, kind: "resident".to_owned() }} portrait=true />
            <section class="card stack" aria-labelledby="history">
                <div class="row row--between"><h3 id="history">{ t!("history-title") }</h3>
                if history.is_none() { <Button icon="clock" onclick={show_history} test="history">{ t!("history-show") }</Button> }</div>
                if let Some(entries) = &*history { { past(entries) } }
            </section>
        </article>
    }
}

fn findings(view: &ResidentView) -> Html {
    if view.findings.is_empty() {
        return Html::default();
    }
    html! {
        <Banner tone={Tone::Warn} title={t!("resident-findings")} action={html! {
            <Button href={Route::EditResident(view.card.id).href()}>{ t!("resident-mend") }</Button>
        }}><Findings findings={view.findings.clone()} /></Banner>
    }
}

fn duplicates(view: &ResidentView) -> Html {
    if view.duplicates.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card card--flush" aria-labelledby="duplicates">
            <div class="card__head"><h3 id="duplicates">{ t!("duplicates-title") }</h3></div>
            <p class="card__note muted">{ t!("duplicates-help") }</p>
            <ul class="rows">{ for view.duplicates.iter().map(|hit| html! { <li><PersonRow hit={hit.clone()} test="duplicate" /></li> }) }</ul>
        </section>
    }
}

fn past(entries: &[HistoryEntry]) -> Html {
    if entries.is_empty() {
        return html! { <p class="muted">{ t!("history-none") }</p> };
    }
    let empty = |value: &str| {
        if value.is_empty() {
            t!("empty-value")
        } else {
            value.to_owned()
        }
    };
    // One save is one item: registering somebody writes thirty fields at once.
    let saves =
        entries.chunk_by(|a, b| (&a.when, &a.who, &a.device) == (&b.when, &b.who, &b.device));
    html! {
        <ol class="timeline">{ for saves.map(|save| html! {
            <li data-test="history-save"><Icon name="edit" /><span class="small muted">{ t!("rival-by", who = &save[0].who, device = &save[0].device, when = &save[0].when) }
                if save[0].clock_doubtful { { " · " }{ t!("history-clock") } }</span>
                <ul>{ for save.iter().map(|entry| html! {
                    <li><strong>{ words::field(&entry.field) }</strong>{ ": " }
                        if !entry.old.is_empty() { { &entry.old }{ " → " } }{ empty(&entry.new) }</li>
                }) }</ul></li>
        }) }</ol>
    }
}
