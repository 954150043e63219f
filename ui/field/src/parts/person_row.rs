//! A resident in a list.

use jemput_ui_kit::{Icon, t, words};
use jemput_wire::resident::ResidentHit;
use yew::prelude::*;

use super::{highlight, initials};
use crate::route::Route;

/// `Perempuan · 28 th`.
pub(crate) fn about(hit: &ResidentHit) -> String {
    let sex = match hit.sex {
        Some(1) => Some(t!("sex-man")),
        Some(2) => Some(t!("sex-woman")),
        _ => None,
    };
    let age = hit.age.map(|age| t!("age", years = age));
    [sex, age]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// What a flag says; flags are finding codes, whose full sentences need values that a list does not have.
fn flag_words(flag: &str) -> String {
    words::maybe(&format!("flag-{flag}"), None).unwrap_or_else(|| t!("flag-other"))
}

/// Properties of [`PersonRow`].
#[derive(Properties, PartialEq)]
pub(crate) struct PersonRowProps {
    pub(crate) hit: ResidentHit,
    #[prop_or_default]
    pub(crate) query: AttrValue,
    /// Opened beside the list.
    #[prop_or_default]
    pub(crate) current: bool,
    /// The arrow keys stand here.
    #[prop_or_default]
    pub(crate) marked: bool,
    #[prop_or_default]
    pub(crate) id: Option<AttrValue>,
    #[prop_or(AttrValue::Static("hit"))]
    pub(crate) test: AttrValue,
}

/// A row that opens the resident.
#[component(PersonRow)]
pub(crate) fn person_row(props: &PersonRowProps) -> Html {
    let hit = &props.hit;
    let flags: Vec<String> = hit.flags.iter().map(|flag| flag_words(flag)).collect();
    html! {
        <a class={classes!("list-row", props.marked.then_some("list-row--marked"))} href={Route::Resident(hit.id).href()}
            id={props.id.clone()} aria-current={props.current.then_some("true")} data-test={props.test.clone()}>
            <span class="avatar" aria-hidden="true">{ initials(&hit.name) }</span>
            <span>
                <span class="list-row__title">{ highlight(&hit.name, &props.query) }</span>
                <span class="list-row__sub">{ about(hit) }</span>
                <span class="list-row__sub">{ &hit.address }</span>
            </span>
            <span class="list-row__sub end">
                if !hit.nik_tail.is_empty() { <span class="code">{ format!("••{}", hit.nik_tail) }</span> }
                if !flags.is_empty() { <span class="list-row__flag" title={flags.join("; ")}><Icon name="warn" class="icon--small is-warn" label={flags.join("; ")} /></span> }
            </span>
        </a>
    }
}
