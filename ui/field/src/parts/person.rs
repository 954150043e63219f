//! Questions about people: one, or as many as there are. Members of the household need not be typed.

use std::collections::BTreeMap;

use jemput_domain::{
    finding::Finding,
    service::{Field, part_label, suggestions},
};
use jemput_ui_kit::{
    Button, DateField, Findings, Look, Select, TextField,
    date_field::{from_iso, to_iso},
    t,
};
use jemput_wire::request::GONE;
use serde_json::{Map, Value};
use yew::prelude::*;

/// Properties of [`PersonAnswer`] and [`PeopleAnswer`].
#[derive(Properties, PartialEq)]
pub(crate) struct PersonAnswerProps {
    pub(crate) field: Field,
    pub(crate) value: Option<Value>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) on_change: Callback<Value>,
    pub(crate) closed: bool,
    pub(crate) family: Vec<BTreeMap<String, String>>,
}

/// One person.
#[component(PersonAnswer)]
pub(crate) fn person_answer(props: &PersonAnswerProps) -> Html {
    let field = &props.field;
    let id = format!("answer-{}", field.key);
    let person = props.value.clone().unwrap_or_default();
    html! {
        <fieldset class="span stack person" id={id.clone()} data-test={id.clone()}>
            <legend class="field__label">{ &field.label }</legend>
            if let Some(help) = &field.help { <p class="field__help">{ help }</p> }
            if !props.closed { { from_family(props, &id, props.on_change.clone()) } }
            <div class="fields">{ inputs(field, &person, &id, props.closed, &props.on_change) }</div>
            if !props.findings.is_empty() { <Findings findings={props.findings.clone()} /> }
        </fieldset>
    }
}

/// Several people.
#[component(PeopleAnswer)]
pub(crate) fn people_answer(props: &PersonAnswerProps) -> Html {
    let field = &props.field;
    let id = format!("answer-{}", field.key);
    let people: Vec<Value> = props
        .value
        .as_ref()
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let change = |edit: fn(&mut Vec<Value>, usize, Value), at: usize| {
        let (people, on_change) = (people.clone(), props.on_change.clone());
        Callback::from(move |value: Value| {
            let mut next = people.clone();
            edit(&mut next, at, value);
            on_change.emit(Value::Array(next));
        })
    };
    let set = |people: &mut Vec<Value>, at: usize, value: Value| people[at] = value;
    let add = change(|people, _, value| people.push(value), 0);
    let row = |(at, person): (usize, &Value)| {
        let number = u32::try_from(at + 1).unwrap_or_default();
        let row_id = format!("{id}-{number}");
        let remove = change(
            |people, at, _| {
                people.remove(at);
            },
            at,
        )
        .reform(|_: MouseEvent| Value::Null);
        html! {
            <fieldset key={at} class="stack person" id={row_id.clone()}>
                <legend class="field__label">{ t!("person-number", number = number) }</legend>
                <div class="fields">{ inputs(field, person, &row_id, props.closed, &change(set, at)) }</div>
                if !props.closed { <div class="row"><Button look={Look::Quiet} onclick={remove} test={format!("{row_id}-remove")}>{ t!("person-remove", number = number) }</Button></div> }
            </fieldset>
        }
    };
    html! {
        <fieldset class="span stack person" id={id.clone()} data-test={id.clone()}>
            <legend class="field__label">{ &field.label }</legend>
            if let Some(help) = &field.help { <p class="field__help">{ help }</p> }
            if people.is_empty() { <p class="muted">{ t!("person-none") }</p> }
            { for people.iter().enumerate().map(row) }
            if !props.closed {
                { from_family(props, &id, add.clone()) }
                <div class="row"><Button icon="add" onclick={add.reform(|_: MouseEvent| Value::Object(Map::new()))} test={format!("{id}-add")}>{ t!("person-add") }</Button></div>
            }
            if !props.findings.is_empty() { <Findings findings={props.findings.clone()} /> }
        </fieldset>
    }
}

/// A choice of the household's members that fills a person in.
fn from_family(props: &PersonAnswerProps, id: &str, on_take: Callback<Value>) -> Html {
    if props.family.is_empty() {
        return Html::default();
    }
    let options: Vec<(AttrValue, AttrValue)> = props
        .family
        .iter()
        .enumerate()
        .map(|(index, member)| {
            let words: Vec<&str> = ["name", "relation", GONE]
                .into_iter()
                .filter_map(|part| member.get(part).map(String::as_str))
                .collect();
            (index.to_string().into(), words.join(" · ").into())
        })
        .collect();
    let asked: Vec<String> = props.field.asked().into_iter().map(str::to_owned).collect();
    let family = props.family.clone();
    let on_change = Callback::from(move |index: String| {
        let Some(member) = index
            .parse::<usize>()
            .ok()
            .and_then(|index| family.get(index))
        else {
            return;
        };
        // Only what the form asks about this person.
        let parts = member
            .iter()
            .filter(|(part, _)| asked.contains(part))
            .map(|(part, text)| (part.clone(), Value::from(text.clone())));
        on_take.emit(Value::Object(parts.collect()));
    });
    html! {
        <Select id={format!("{id}-family")} label={t!("person-from-family")} {options} value="" empty={AttrValue::from(t!("choose"))} optional=true {on_change} test={format!("{id}-family")} />
    }
}

/// An input for each part that is asked.
fn inputs(
    field: &Field,
    person: &Value,
    id: &str,
    closed: bool,
    on_change: &Callback<Value>,
) -> Html {
    let input = |part: &str| {
        let value = person
            .get(part)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let own = format!("{id}-{part}");
        let label = part_label(part);
        let on_input = {
            let (person, on_change, part) = (person.clone(), on_change.clone(), part.to_owned());
            Callback::from(move |text: String| {
                let mut next = person.as_object().cloned().unwrap_or_default();
                let text = match part.as_str() {
                    "birth_date" => to_iso(&text),
                    "nik" => text.chars().filter(char::is_ascii_digit).collect(),
                    _ => text,
                };
                next.insert(part.clone(), Value::from(text));
                on_change.emit(Value::Object(next));
            })
        };
        let optional = part != "name";
        if part == "birth_date" {
            return html! { <DateField key={part.to_owned()} id={own.clone()} {label} value={from_iso(&value)} {optional} {on_input} read_only={closed} test={own} /> };
        }
        let suggest: Vec<AttrValue> = suggestions(part).into_iter().map(AttrValue::from).collect();
        html! {
            <TextField key={part.to_owned()} id={own.clone()} {label} {value} {optional} {on_input} {suggest} read_only={closed}
                code={part == "nik"} keyboard={matches!(part, "nik" | "phone").then_some(AttrValue::Static("numeric"))} span={part == "address"} test={own} />
        }
    };
    field.asked().into_iter().map(input).collect()
}
