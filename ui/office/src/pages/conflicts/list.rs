//! The list: who, what, since when; with boxes for deciding many at once.

use std::collections::BTreeSet;

use jemput_ui_kit::{Badge, Button, Icon, Look, Tone, t, words};
use jemput_wire::office::{Matter, Topic};
use yew::prelude::*;

use crate::route::Route;

/// Properties of [`List`].
#[derive(Properties, PartialEq)]
pub(super) struct ListProps {
    pub(super) rows: Vec<Matter>,
    pub(super) total: u64,
    /// The record that is looked at.
    pub(super) here: String,
    pub(super) marked: BTreeSet<String>,
    pub(super) on_mark: Callback<String>,
    pub(super) on_all: Callback<()>,
}

/// The list.
#[component(List)]
pub(super) fn list(props: &ListProps) -> Html {
    let row = |matter: &Matter| {
        let marked = props.marked.contains(&matter.record);
        let onchange = {
            let (on_mark, id) = (props.on_mark.clone(), matter.record.clone());
            Callback::from(move |_: Event| on_mark.emit(id.clone()))
        };
        let name = called(matter);
        html! {
            <li key={format!("{}-{}", matter.record, matter.topic.as_str())} class="pick" data-test="office-row">
                if matter.topic == Topic::Rivals {
                    <label class="pick__box">
                        <input type="checkbox" checked={marked} {onchange} data-test="office-mark" />
                        <span class="hidden-text">{ t!("office-mark", name = &name) }</span>
                    </label>
                } else {
                    <span class="pick__box"><Icon name={icon(matter.topic)} /></span>
                }
                <a class="list-row" href={Route::Conflict(matter.record.clone()).href()}
                    aria-current={(matter.record == props.here).then_some("true")}>
                    <span><span class="list-row__title">{ name.clone() }</span><span class="list-row__sub">{ about(matter) }</span></span>
                    <span class="list-row__sub pick__when">{ &matter.when }</span>
                </a>
            </li>
        }
    };
    let all = props.on_all.reform(|_: MouseEvent| ());
    let some = props.rows.iter().any(|row| row.topic == Topic::Rivals);
    html! {
        <section class="card card--flush" aria-labelledby="list">
            <div class="card__head"><h2 id="list">{ t!("office-conflicts-waiting") }</h2><Badge tone={Tone::Plain}>{ words::number(props.total) }</Badge></div>
            if some {
                <div class="card__tools"><Button look={Look::Quiet} icon="ok" onclick={all} test="office-mark-all">{ t!("office-mark-all") }</Button></div>
            }
            <ul class="rows rows--long">{ for props.rows.iter().map(row) }</ul>
            if props.total > props.rows.len() as u64 {
                <p class="card__foot muted">{ t!("office-conflicts-more", total = words::number(props.total)) }</p>
            }
        </section>
    }
}

fn icon(topic: Topic) -> &'static str {
    match topic {
        Topic::Household => "family",
        Topic::Number | Topic::Approval => "letter",
        Topic::Removed => "close",
        Topic::Circle => "duplicate",
        Topic::Rivals | Topic::Soft => "edit",
    }
}

/// Whose record it is.
pub(super) fn called(matter: &Matter) -> String {
    match (matter.kind.as_str(), matter.name.is_empty()) {
        (_, true) => super::kind_words(&matter.kind),
        ("household", false) => t!("office-family-of", name = &matter.name),
        (_, false) => matter.name.clone(),
    }
}

/// What there is to decide, in a few words.
fn about(matter: &Matter) -> String {
    match (matter.topic, matter.fields.as_slice()) {
        (Topic::Rivals, [one]) => t!("office-about-field", field = words::field(&one.field)),
        (Topic::Rivals, many) => t!("office-about-fields", count = many.len() as u64),
        (topic, _) => t!(&format!("office-topic-{}", topic.as_str())),
    }
}
