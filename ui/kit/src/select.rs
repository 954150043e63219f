//! A choice from a list that is opened.

use jemput_domain::finding::Finding;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::{Icon, field::Frame};

/// Properties of [`Select`].
#[derive(Properties, PartialEq)]
pub struct SelectProps {
    /// Id of the control.
    pub id: AttrValue,
    /// Label.
    pub label: AttrValue,
    /// Value and words of each option.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// Chosen value.
    pub value: AttrValue,
    /// Chosen another.
    pub on_change: Callback<String>,
    /// Words of the empty option, where nothing may be chosen.
    #[prop_or_default]
    pub empty: Option<AttrValue>,
    /// Marked as "may be empty".
    #[prop_or_default]
    pub optional: bool,
    /// Line below.
    #[prop_or_default]
    pub help: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub findings: Vec<Finding>,
    /// Cannot be changed any more.
    #[prop_or_default]
    pub disabled: bool,
    /// Test hook.
    #[prop_or_default]
    pub test: Option<AttrValue>,
}

/// A select.
#[component(Select)]
pub fn select(props: &SelectProps) -> Html {
    let frame = Frame {
        id: props.id.clone(),
        label: props.label.clone(),
        optional: props.optional,
        help: props.help.clone(),
        findings: props.findings.clone(),
        ..Frame::default()
    };
    let onchange = {
        let on_change = props.on_change.clone();
        Callback::from(move |event: Event| {
            let select = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
            on_change.emit(select.map(|select| select.value()).unwrap_or_default());
        })
    };
    let option = |value: &AttrValue, words: &AttrValue| {
        html! { <option value={value.clone()} selected={*value == props.value}>{ words.clone() }</option> }
    };
    frame.one(html! {
        <span class="select-wrap">
            <select class="select" id={props.id.clone()} {onchange} disabled={props.disabled} aria-invalid={frame.invalid()}
                aria-describedby={frame.described()} data-test={props.test.clone()}>
                if let Some(empty) = &props.empty { { option(&AttrValue::Static(""), empty) } }
                { for props.options.iter().map(|(value, words)| option(value, words)) }
            </select>
            <Icon name="down" class="icon--small" />
        </span>
    })
}
