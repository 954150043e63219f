//! One question of an e-form, drawn from the service file.

use std::collections::BTreeMap;

use jemput_domain::{
    finding::Finding,
    service::{Field, FieldType},
};
use jemput_ui_kit::{
    DateField, Radios, Select, TextField,
    date_field::{from_iso, to_iso},
    t,
};
use serde_json::Value;
use yew::prelude::*;

use super::{PeopleAnswer, PersonAnswer};

/// Value of the option that opens a line for free text; no service can use it, since values have no blanks.
const OTHER: &str = " other";
/// Choices with more options are drawn as a list that opens.
const RADIOS_AT_MOST: usize = 4;
/// Lines that may hold this many characters go over the whole row.
const WIDE_FROM: i64 = 100;

/// Properties of [`Answer`].
#[derive(Properties, PartialEq)]
pub(crate) struct AnswerProps {
    pub(crate) field: Field,
    pub(crate) value: Option<Value>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) on_change: Callback<Value>,
    pub(crate) closed: bool,
    /// The others of the household, to be taken into answers about people.
    pub(crate) family: Vec<BTreeMap<String, String>>,
}

/// An answer as it stands in an input.
fn text_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        None | Some(Value::Null) => String::new(),
        Some(other) => other.to_string(),
    }
}

/// What was typed as the form stores it: numbers as numbers, anything else as it stands, for the check to speak about.
fn number_of(text: &str) -> Value {
    let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    digits
        .parse::<i64>()
        .map_or_else(|_| Value::from(text), Value::from)
}

/// One question.
#[component(Answer)]
pub(crate) fn answer(props: &AnswerProps) -> Html {
    let field = &props.field;
    let value = text_of(props.value.as_ref());
    let typed = use_state(|| from_iso(&text_of(props.value.as_ref())));
    let known = |value: &str| field.options.iter().any(|option| option.value == value);
    let other_open = use_state(|| field.other && !value.is_empty() && !known(&value));
    let id = format!("answer-{}", field.key);
    let label = AttrValue::from(field.label.clone());
    let help = field.help.clone().map(AttrValue::from);
    let optional = !field.required;
    let findings = props.findings.clone();
    let text = |on_change: &Callback<Value>| on_change.reform(|text: String| Value::from(text));
    match field.kind {
        FieldType::Text | FieldType::LongText | FieldType::Nik => html! {
            <TextField {id} {label} {value} {help} {optional} {findings} on_input={text(&props.on_change)} read_only={props.closed}
                long={field.kind == FieldType::LongText} span={field.max.is_some_and(|max| max >= WIDE_FROM)} code={field.kind == FieldType::Nik}
                keyboard={(field.kind == FieldType::Nik).then_some(AttrValue::Static("numeric"))}
                suggest={field.suggest.iter().cloned().map(AttrValue::from).collect::<Vec<_>>()}
                test={format!("answer-{}", field.key)} />
        },
        FieldType::Number | FieldType::Rupiah => html! {
            <TextField {id} {label} {value} {help} {optional} {findings} keyboard="numeric" read_only={props.closed}
                hint={(field.kind == FieldType::Rupiah).then(|| AttrValue::from(t!("in-rupiah")))}
                on_input={props.on_change.reform(|text: String| number_of(&text))} test={format!("answer-{}", field.key)} />
        },
        FieldType::Time => html! {
            <TextField {id} {label} {value} {help} {optional} {findings} keyboard="numeric" read_only={props.closed} code=true
                hint={AttrValue::from(t!("time-format"))} on_input={text(&props.on_change)} test={format!("answer-{}", field.key)} />
        },
        FieldType::Person => html! {
            <PersonAnswer field={field.clone()} value={props.value.clone()} {findings} on_change={props.on_change.clone()} closed={props.closed} family={props.family.clone()} />
        },
        FieldType::People => html! {
            <PeopleAnswer field={field.clone()} value={props.value.clone()} {findings} on_change={props.on_change.clone()} closed={props.closed} family={props.family.clone()} />
        },
        FieldType::Date | FieldType::MonthYear => {
            let on_input = {
                let (typed, on_change) = (typed.clone(), props.on_change.clone());
                Callback::from(move |text: String| {
                    on_change.emit(Value::from(to_iso(&text)));
                    typed.set(text);
                })
            };
            html! {
                <DateField {id} {label} value={(*typed).clone()} {help} {optional} {findings} {on_input} read_only={props.closed}
                    month={field.kind == FieldType::MonthYear} test={format!("answer-{}", field.key)} />
            }
        }
        FieldType::YesNo => html! {
            <Radios {id} {label} {value} {help} {optional} {findings} disabled={props.closed}
                options={vec![("true".into(), t!("yes").into()), ("false".into(), t!("no").into())]}
                on_change={props.on_change.reform(|value: String| Value::from(value == "true"))} test={format!("answer-{}", field.key)} />
        },
        FieldType::Choice => {
            let mut options: Vec<(AttrValue, AttrValue)> = field
                .options
                .iter()
                .map(|option| (option.value.clone().into(), option.label.clone().into()))
                .collect();
            if field.other {
                options.push((OTHER.into(), t!("other").into()));
            }
            let chosen = if *other_open {
                OTHER.to_owned()
            } else {
                value.clone()
            };
            let on_change = {
                let (other_open, on_change) = (other_open.clone(), props.on_change.clone());
                Callback::from(move |value: String| {
                    let other = value == OTHER;
                    other_open.set(other);
                    on_change.emit(Value::from(if other { String::new() } else { value }));
                })
            };
            let test = format!("answer-{}", field.key);
            html! {
                <>
                    if options.len() <= RADIOS_AT_MOST {
                        <Radios {id} {label} value={chosen} {help} {optional} findings={if *other_open { Vec::new() } else { findings.clone() }} {options} {on_change} disabled={props.closed} test={test.clone()} />
                    } else {
                        <Select {id} {label} value={chosen} {help} {optional} findings={if *other_open { Vec::new() } else { findings.clone() }} {options} {on_change} disabled={props.closed} empty={AttrValue::from(t!("choose"))} test={test.clone()} />
                    }
                    if *other_open {
                        <TextField id={format!("answer-{}-other", field.key)} label={t!("other-which", question = &field.label)} {value} {findings}
                            on_input={text(&props.on_change)} read_only={props.closed} test={format!("{test}-text")} />
                    }
                </>
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_typed_with_points_is_a_number_and_words_stay_words() {
        assert_eq!(number_of("1.500.000"), Value::from(1_500_000));
        assert_eq!(number_of("dua"), Value::from("dua"));
        assert_eq!(text_of(Some(&Value::from(7))), "7");
    }
}
