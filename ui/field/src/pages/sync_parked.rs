//! Own changes that wait for the office's decision, and what it decided, until the officer has read it.

use jemput_ui_kit::{Badge, Button, Tone, call, t, words};
use jemput_wire::sync::{ParkedCard, SyncDecisionsRead, SyncView};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Properties of [`Parked`].
#[derive(Properties, PartialEq)]
pub(super) struct ParkedProps {
    pub(super) cards: Vec<ParkedCard>,
    pub(super) put: Callback<SyncView>,
}

/// The card; nothing where there are none.
#[component(Parked)]
pub(super) fn parked(props: &ParkedProps) -> Html {
    if props.cards.is_empty() {
        return Html::default();
    }
    let decided: Vec<String> = props
        .cards
        .iter()
        .filter(|card| card.accepted.is_some())
        .map(|card| card.change.clone())
        .collect();
    let waits = decided.len() < props.cards.len();
    let some_decided = !decided.is_empty();
    let read = {
        let put = props.put.clone();
        Callback::from(move |_: MouseEvent| {
            let (put, changes) = (put.clone(), decided.clone());
            spawn_local(async move {
                // What could not be put away is shown again.
                if let Ok(view) = call(SyncDecisionsRead { changes }).await {
                    put.emit(view);
                }
            });
        })
    };
    html! {
        <section class="card card--flush" aria-labelledby="parked" data-test="parked">
            <div class="card__head"><h2 id="parked">{ t!(if waits { "parked-title" } else { "parked-decided" }) }</h2>
                if some_decided { <Button icon="ok" onclick={read} test="parked-read">{ t!("reports-read") }</Button> }
            </div>
            if waits { <p class="card__note muted">{ t!("parked-help") }</p> }
            <ul class="rows">{ for props.cards.iter().map(row) }</ul>
        </section>
    }
}

fn row(card: &ParkedCard) -> Html {
    let kind = if card.kind.is_empty() {
        String::new()
    } else {
        t!(&format!("kind-{}", card.kind))
    };
    let name = if card.name.is_empty() {
        kind.clone()
    } else {
        card.name.clone()
    };
    let reason = words::maybe(&format!("parked-{}", card.reason), None)
        .unwrap_or_else(|| t!("parked-other"));
    let (tone, said, words) = match card.accepted {
        None => (Tone::Pending, t!("parked-waits"), reason),
        Some(true) => (Tone::Ok, t!("parked-accepted"), t!("parked-accepted-help")),
        Some(false) => (
            Tone::Danger,
            t!("parked-declined"),
            t!("parked-declined-help"),
        ),
    };
    html! {
        <li class="card__note stack stack--tight" key={card.change.clone()}>
            <div class="row"><strong>{ name }</strong><Badge {tone}>{ said }</Badge></div>
            <span class="list-row__sub">{ kind }{ " · " }{ t!("parked-when", when = &card.when) }</span>
            <span>{ words }</span>
            if !card.word.is_empty() { <span data-test="parked-word">{ t!("parked-word", word = &card.word) }</span> }
        </li>
    }
}
