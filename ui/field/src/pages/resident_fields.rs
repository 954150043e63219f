//! The inputs of a resident's record, in the order of the family card.

use std::collections::BTreeMap;

use jemput_domain::finding::Finding;
use jemput_ui_kit::{CheckBox, DateField, Findings, Icon, Radios, Select, TextField, t, words};
use jemput_wire::resident::CodeTable;
use yew::prelude::*;

use crate::parts::BirthPlace;

/// Groups: key of the heading, fields.
const GROUPS: [(&str, &[&str]); 3] = [
    (
        "group-person",
        &[
            "name",
            "nik",
            "sex",
            "birth_place",
            "birth_date",
            "religion",
            "marital_status",
            "occupation",
            "education",
            "citizenship",
        ],
    ),
    (
        "group-family",
        &["kk", "relation", "father_name", "mother_name"],
    ),
    (
        "group-address",
        &[
            "dusun",
            "rt",
            "rw",
            "address",
            "current_address",
            "phone",
            "extras_consent",
        ],
    ),
];
/// Fields that are needed seldom; they open below.
const MORE: &[&str] = &[
    "basic_status",
    "schooling",
    "blood_type",
    "ektp",
    "recording_status",
    "card_tag",
    "father_nik",
    "mother_nik",
    "birth_certificate",
    "marriage_certificate",
    "marriage_date",
    "divorce_certificate",
    "divorce_date",
    "passport",
    "passport_until",
    "kitas",
    "disability",
    "contraception",
    "pregnant",
    "insurance",
    "insurance_number",
    "ethnicity",
    "lat",
    "lng",
    "note",
];
/// What a record cannot do without. Almost everything may be empty, so here the needed field is the marked one.
const NEEDED: [&str; 1] = ["name"];
const DATES: [&str; 4] = [
    "birth_date",
    "marriage_date",
    "divorce_date",
    "passport_until",
];
const NUMBERS: [&str; 4] = ["nik", "kk", "father_nik", "mother_nik"];

/// Properties of [`ResidentFields`].
#[derive(Properties, PartialEq)]
pub(super) struct ResidentFieldsProps {
    pub(super) values: BTreeMap<String, String>,
    pub(super) tables: Vec<CodeTable>,
    pub(super) findings: Vec<Finding>,
    /// Field and its new text.
    pub(super) on_change: Callback<(String, String)>,
}

/// All inputs.
#[component(ResidentFields)]
pub(super) fn resident_fields(props: &ResidentFieldsProps) -> Html {
    let known = |name: &&&str| props.values.contains_key(**name);
    let wrong_below = props.findings.iter().any(|finding| {
        finding.is_error()
            && finding
                .field
                .as_deref()
                .is_some_and(|field| MORE.contains(&field))
    });
    let general: Vec<Finding> = props
        .findings
        .iter()
        .filter(|finding| finding.field.is_none())
        .cloned()
        .collect();
    html! {
        <>
            if !general.is_empty() { <section class="card"><Findings findings={general} /></section> }
            { for GROUPS.iter().map(|(title, fields)| html! {
                <section class="card stack" aria-labelledby={*title}>
                    <h2 id={*title}>{ t!(title) }</h2>
                    <div class="fields">{ for fields.iter().filter(known).map(|name| input(props, name)) }</div>
                </section>
            }) }
            <section class="card">
                <details open={wrong_below}>
                    <summary>{ t!("group-more") }<Icon name="down" class="icon--small" /></summary>
                    <div class="fields">{ for MORE.iter().filter(known).map(|name| input(props, name)) }</div>
                </details>
            </section>
        </>
    }
}

fn input(props: &ResidentFieldsProps, name: &str) -> Html {
    let id = format!("resident-{name}");
    let label = words::field(name);
    let value = props.values.get(name).cloned().unwrap_or_default();
    let findings: Vec<Finding> = props
        .findings
        .iter()
        .filter(|finding| {
            finding.field.as_deref() == Some(name)
                || name == "nik" && finding.field.as_deref() == Some("nik_draft")
        })
        .cloned()
        .collect();
    let needed = NEEDED.contains(&name);
    let on_change = {
        let (on_change, name) = (props.on_change.clone(), name.to_owned());
        Callback::from(move |text: String| on_change.emit((name.clone(), text)))
    };
    let help = words::maybe(&format!("help-{name}"), None).map(AttrValue::from);
    if let Some(table) = props.tables.iter().find(|table| table.field == name) {
        let options: Vec<(AttrValue, AttrValue)> = table
            .entries
            .iter()
            .map(|(code, label)| {
                // Official labels stay as they are printed; this one stands in the interface too.
                let words = match (name, code) {
                    ("sex", 1) => t!("sex-man"),
                    ("sex", 2) => t!("sex-woman"),
                    _ => label.clone(),
                };
                (code.to_string().into(), words.into())
            })
            .collect();
        return if options.len() <= 2 {
            html! { <Radios key={name.to_owned()} id={id.clone()} {label} {options} {value} {help} {findings} {on_change} span=false test={id} /> }
        } else {
            html! { <Select key={name.to_owned()} id={id.clone()} {label} {options} {value} {help} {findings} {on_change} empty={AttrValue::from(t!("choose"))} test={id} /> }
        };
    }
    if name == "extras_consent" {
        let on_change =
            on_change.reform(|on: bool| if on { "ya".to_owned() } else { String::new() });
        return html! {
            <div class="field span" key={name.to_owned()}>
                <CheckBox checked={!value.is_empty()} {on_change} test={id}>{ t!("form-extras-consent") }</CheckBox>
                <Findings {findings} />
            </div>
        };
    }
    if DATES.contains(&name) {
        return html! { <DateField key={name.to_owned()} id={id.clone()} {label} {value} {help} {findings} on_input={on_change} test={id} /> };
    }
    if name == "birth_place" {
        return html! { <BirthPlace key={name.to_owned()} id={id.clone()} {label} {value} {findings} {on_change} test={id} /> };
    }
    let number = NUMBERS.contains(&name);
    let keyboard = match name {
        "rt" | "rw" => Some("numeric"),
        "phone" => Some("tel"),
        _ if number => Some("numeric"),
        _ => None,
    };
    html! {
        <TextField key={name.to_owned()} id={id.clone()} {label} {value} {help} {findings} on_input={on_change} code={number} hint={needed.then(|| AttrValue::from(t!("must-be-filled")))}
            long={name == "note"} keyboard={keyboard.map(AttrValue::from)} autofocus={name == "name"} required={needed} test={id} />
    }
}
