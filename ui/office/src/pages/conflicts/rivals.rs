//! Fields with several values, side by side: take one, or write another.

use std::collections::BTreeMap;

use jemput_ui_kit::{
    Banner, Button, ErrorBanner, LetterNumber, Look, Select, TextField, Tone, focus,
    keys::use_keys, t, words,
};
use jemput_wire::{
    AppError,
    office::{Claim, Decide, DecideItem, Decided, Disputed, Matter, Take},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Outcome, save_button};
use crate::{
    api,
    app::use_session,
    parts::{hand_line, marked},
};

/// Properties of [`RivalForm`].
#[derive(Properties, PartialEq)]
pub(super) struct RivalFormProps {
    pub(super) matter: Matter,
    pub(super) on_done: Callback<Outcome>,
}

/// The form.
#[component(RivalForm)]
pub(super) fn rival_form(props: &RivalFormProps) -> Html {
    let session = use_session();
    let chosen = use_state(BTreeMap::<String, Take>::new);
    let at = use_state(|| 0_usize);
    let note = use_state(String::new);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let fields = &props.matter.fields;
    let choose = {
        let (chosen, fault) = (chosen.clone(), fault.clone());
        Callback::from(move |(field, take): (String, Take)| {
            let mut new = (*chosen).clone();
            new.insert(field, take);
            chosen.set(new);
            fault.set(None);
        })
    };
    let save = {
        let (chosen, note, busy, fault) =
            (chosen.clone(), note.clone(), busy.clone(), fault.clone());
        let (matter, session, on_done) =
            (props.matter.clone(), session.clone(), props.on_done.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            let items: Vec<DecideItem> = matter
                .fields
                .iter()
                .filter_map(|field| {
                    Some(DecideItem {
                        record: matter.record.clone(),
                        field: field.field.clone(),
                        ids: field.ids.clone(),
                        take: chosen.get(&field.field)?.clone(),
                    })
                })
                .collect();
            if items.is_empty() {
                fault.set(Some(AppError::new("nothing-chosen")));
                return;
            }
            busy.set(true);
            let (count, name) = (items.len(), matter.name.clone());
            let wish = Decide {
                items,
                note: (*note).clone(),
            };
            let (busy, fault) = (busy.clone(), fault.clone());
            let (session, on_done) = (session.clone(), on_done.clone());
            spawn_local(async move {
                let csrf = &session.view.csrf;
                match api::post::<Decided>("conflicts/decide", csrf, &wish).await {
                    Ok(decided) => on_done.emit(Outcome {
                        words: t!("office-decided", count = count as u64, name = name),
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
    {
        let (fields, at, choose, save) = (fields.clone(), at.clone(), choose.clone(), save.clone());
        use_keys(Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() && event.key() == "Enter" {
                event.prevent_default();
                save.emit(());
                return;
            }
            if focus::typing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let Some(field) = fields.get(*at) else { return };
            let key = event.key();
            if key == "3" && field.writable {
                event.prevent_default();
                choose.emit((field.field.clone(), writing(field)));
                return;
            }
            let place = key.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            if let Some(claim) = place.and_then(|place| field.claims.get(place)) {
                event.prevent_default();
                choose.emit((field.field.clone(), Take::Claim(claim.id.clone())));
                at.set((*at + 1).min(fields.len() - 1));
            }
        }));
    }
    let widest = fields
        .iter()
        .map(|field| field.claims.len())
        .max()
        .unwrap_or(2);
    let letters: Vec<(&Claim, &Disputed)> = fields
        .iter()
        .flat_map(|field| field.claims.iter().map(move |claim| (claim, field)))
        .filter(|(claim, _)| !claim.letters.is_empty())
        .collect();
    let head = |place: usize| {
        let words = if place == 0 {
            t!("office-rival-shown")
        } else {
            t!("office-rival-other")
        };
        html! { <th scope="col" id={format!("side-{place}")}><strong><kbd class="kbd" aria-hidden="true">{ place + 1 }</kbd>{ words }</strong></th> }
    };
    let on_note = {
        let note = note.clone();
        Callback::from(move |text| note.set(text))
    };
    let onclick = save.reform(|_: MouseEvent| ());
    html! {
        <div class="stack stack--wide">
            <div class="card card--flush"><div class="table-wrap">
                <table class="versus">
                    <caption>{ t!("office-conflicts-safe") }</caption>
                    <colgroup><col />{ for (0..widest).map(|_| html! { <col /> }) }</colgroup>
                    <thead><tr><td></td>{ for (0..widest).map(head) }</tr></thead>
                    <tbody>{ for fields.iter().enumerate().map(|(row, field)| row_of(field, row, widest, row == *at, &chosen, &choose, &at)) }</tbody>
                </table>
            </div></div>
            { for letters.into_iter().map(|(claim, field)| printed(claim, field)) }
            <TextField id="note" label={t!("office-note")} value={(*note).clone()} optional=true max=500 on_input={on_note}
                help={AttrValue::from(t!("office-note-help"))} test="office-note" />
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="action-bar"><p class="action-bar__note" data-test="office-chosen">{ t!("office-chosen", count = chosen.len() as u64, total = fields.len() as u64) }</p>
                { save_button(t!("office-save-next"), *busy, onclick) }</div>
        </div>
    }
}

/// Another value, begun with the shown one.
fn writing(field: &Disputed) -> Take {
    Take::Write(
        field
            .claims
            .first()
            .map(|claim| claim.typed.clone())
            .unwrap_or_default(),
    )
}

fn row_of(
    field: &Disputed,
    row: usize,
    widest: usize,
    here: bool,
    chosen: &BTreeMap<String, Take>,
    choose: &Callback<(String, Take)>,
    at: &UseStateHandle<usize>,
) -> Html {
    let taken = chosen.get(&field.field);
    let name = field.field.clone();
    let cell = |place: usize| {
        let Some(claim) = field.claims.get(place) else {
            return html! { <td></td> };
        };
        let take = Take::Claim(claim.id.clone());
        let checked = taken == Some(&take);
        let onchange = {
            let (choose, name, at) = (choose.clone(), name.clone(), at.clone());
            Callback::from(move |_: Event| {
                at.set(row);
                choose.emit((name.clone(), take.clone()));
            })
        };
        let others: Vec<&str> = field
            .claims
            .iter()
            .filter(|other| other.id != claim.id)
            .map(|other| other.value.as_str())
            .collect();
        html! {
            <td><label class="choice">
                <input type="radio" name={format!("field-{name}")} {checked} {onchange} aria-describedby={format!("row-{row} side-{place}")}
                    data-test={format!("office-take-{}", place + 1)} />
                <span>{ marked(&claim.value, &others) }{ for claim.by.iter().map(|hand| html! { <small>{ hand_line(hand) }</small> }) }</span>
            </label></td>
        }
    };
    let write = {
        let (choose, name, first, at) = (choose.clone(), name.clone(), writing(field), at.clone());
        Callback::from(move |_: MouseEvent| {
            at.set(row);
            choose.emit((name.clone(), first.clone()));
        })
    };
    let typed = match taken {
        Some(Take::Write(text)) => Some(text.clone()),
        _ => None,
    };
    let on_text = {
        let (choose, name) = (choose.clone(), name.clone());
        Callback::from(move |text: String| choose.emit((name.clone(), Take::Write(text))))
    };
    html! {
        <>
            <tr key={name.clone()} aria-current={here.then_some("true")}>
                <th scope="row" id={format!("row-{row}")}>{ words::field(&name) }
                    if field.writable {
                        <Button look={Look::Quiet} icon="edit" pressed={typed.is_some()} onclick={write} test="office-write">{ t!("office-write") }</Button>
                    }
                </th>
                { for (0..widest).map(cell) }
            </tr>
            if let Some(text) = typed {
                <tr key={format!("{name}-write")}><td></td><td colspan={widest.to_string()}>{ input(field, text, on_text) }</td></tr>
            }
        </>
    }
}

fn input(field: &Disputed, text: String, on_text: Callback<String>) -> Html {
    let id = format!("write-{}", field.field);
    let label = t!("office-write-field", field = words::field(&field.field));
    if field.choices.is_empty() {
        let is_date = field.claims.iter().any(|claim| is_date(&claim.typed));
        let help = is_date.then(|| AttrValue::from(t!("office-write-date")));
        return html! { <TextField {id} {label} {help} value={text} on_input={on_text} autofocus=true test="office-written" /> };
    }
    let options: Vec<(AttrValue, AttrValue)> = field
        .choices
        .iter()
        .map(|(code, label)| (code.to_string().into(), label.clone().into()))
        .collect();
    html! { <Select {id} {label} {options} value={text} on_change={on_text} empty={AttrValue::from(t!("empty-value"))} test="office-written" /> }
}

/// `12-03-1989`.
fn is_date(text: &str) -> bool {
    text.len() == 10 && text.split('-').map(str::len).eq([2, 2, 4])
}

fn printed(claim: &Claim, field: &Disputed) -> Html {
    let title = t!(
        "office-printed-title",
        count = claim.letters.len() as u64,
        field = words::field(&field.field),
        value = &claim.value
    );
    html! {
        <Banner tone={Tone::Info} title={AttrValue::from(title)} test="office-printed">
            <p>{ for claim.letters.iter().map(|number| html! { <><LetterNumber number={number.clone()} />{ " " }</> }) }{ t!("office-printed-stay") }</p>
        </Banner>
    }
}
