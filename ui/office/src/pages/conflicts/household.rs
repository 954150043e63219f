//! A household that does not fit together: its people, with their relations to put right.

use std::collections::BTreeMap;

use jemput_domain::tables::{CodeTable as _, Relation};
use jemput_ui_kit::{Badge, ErrorBanner, Findings, Select, Tone, t};
use jemput_wire::{
    AppError,
    office::{Decide, DecideItem, Decided, Matter, MatterPerson, Take},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Outcome, save_button, use_save_key};
use crate::{api, app::use_session, route::Route};

/// Properties of [`Family`].
#[derive(Properties, PartialEq)]
pub(super) struct FamilyProps {
    pub(super) matter: Matter,
    pub(super) people: Vec<MatterPerson>,
    pub(super) on_done: Callback<Outcome>,
}

/// The form.
#[component(Family)]
pub(super) fn family(props: &FamilyProps) -> Html {
    let session = use_session();
    let changed = use_state(BTreeMap::<String, String>::new);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let options: Vec<(AttrValue, AttrValue)> = Relation::entries()
        .iter()
        .map(|entry| (entry.code.to_string().into(), entry.label.into()))
        .collect();
    let row = |person: &MatterPerson| {
        let now = person
            .relation
            .map(|code| code.to_string())
            .unwrap_or_default();
        let value = changed.get(&person.id).cloned().unwrap_or(now);
        let on_change = {
            let (changed, id) = (changed.clone(), person.id.clone());
            Callback::from(move |value: String| {
                let mut new = (*changed).clone();
                new.insert(id.clone(), value);
                changed.set(new);
            })
        };
        html! {
            <li key={person.id.clone()} class="family__row">
                <div><a href={Route::Resident(person.id.clone()).href()}>{ &person.name }</a>
                    <span class="list-row__sub">{ &person.birth }</span>
                    if !person.status.is_empty() { <Badge tone={Tone::Warn}>{ &person.status }</Badge> }
                </div>
                <Select id={format!("relation-{}", person.id)} label={t!("office-relation-of", name = &person.name)} options={options.clone()}
                    {value} {on_change} empty={AttrValue::from(t!("empty-value"))} test="office-relation" />
            </li>
        }
    };
    let save = {
        let items: Vec<DecideItem> = props
            .people
            .iter()
            .filter_map(|person| {
                let text = changed.get(&person.id)?;
                let before = person.relation.map(|code| code.to_string());
                (before.unwrap_or_default() != *text).then(|| DecideItem {
                    record: person.id.clone(),
                    field: "relation".to_owned(),
                    ids: person.relation_ids.clone(),
                    take: Take::Write(text.clone()),
                })
            })
            .collect();
        let (busy, fault) = (busy.clone(), fault.clone());
        let (session, on_done) = (session.clone(), props.on_done.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            if items.is_empty() {
                fault.set(Some(AppError::new("nothing-chosen")));
                return;
            }
            busy.set(true);
            let wish = Decide {
                items: items.clone(),
                note: String::new(),
            };
            let (busy, fault) = (busy.clone(), fault.clone());
            let (session, on_done) = (session.clone(), on_done.clone());
            spawn_local(async move {
                let csrf = &session.view.csrf;
                match api::post::<Decided>("conflicts/decide", csrf, &wish).await {
                    Ok(decided) => on_done.emit(Outcome {
                        words: t!("office-family-saved"),
                        decided: Some(decided),
                    }),
                    Err(error) => {
                        busy.set(false);
                        fault.set(Some(error));
                    }
                }
            });
        })
    };
    use_save_key(save.clone());
    html! {
        <div class="stack stack--wide">
            <Findings findings={props.matter.findings.clone()} />
            <div class="card card--flush">
                <ul class="rows family">{ for props.people.iter().map(row) }</ul>
                <p class="card__foot muted">{ t!("office-family-help") }</p>
            </div>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="action-bar"><p class="action-bar__note">{ t!("office-family-note") }</p>{ save_button(t!("office-save-next"), *busy, save) }</div>
        </div>
    }
}
