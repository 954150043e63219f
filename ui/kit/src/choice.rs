//! Choices that are all in sight: radio buttons and check boxes with large targets.

use jemput_domain::finding::Finding;
use yew::prelude::*;

use crate::field::Frame;

/// Properties of [`Radios`].
#[derive(Properties, PartialEq)]
pub struct RadiosProps {
    /// Id of the group; also the radios' name.
    pub id: AttrValue,
    /// Question.
    pub label: AttrValue,
    /// Value and words of each option.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// Chosen value.
    pub value: AttrValue,
    /// Chosen another.
    pub on_change: Callback<String>,
    /// Marked as "may be empty".
    #[prop_or_default]
    pub optional: bool,
    /// Line below.
    #[prop_or_default]
    pub help: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub findings: Vec<Finding>,
    /// Over the whole row of a form.
    #[prop_or(true)]
    pub span: bool,
    /// Cannot be changed any more.
    #[prop_or_default]
    pub disabled: bool,
    /// Test hook of the radios, each followed by `-<value>`.
    #[prop_or_default]
    pub test: Option<AttrValue>,
}

/// Radio buttons.
#[component(Radios)]
pub fn radios(props: &RadiosProps) -> Html {
    let frame = Frame {
        id: props.id.clone(),
        label: props.label.clone(),
        optional: props.optional,
        help: props.help.clone(),
        findings: props.findings.clone(),
        span: props.span,
        ..Frame::default()
    };
    let radio = |(value, words): &(AttrValue, AttrValue)| {
        let onchange = {
            let (on_change, value) = (props.on_change.clone(), value.clone());
            Callback::from(move |_: Event| on_change.emit(value.to_string()))
        };
        html! {
            <label class="choice">
                <input type="radio" name={props.id.clone()} value={value.clone()} checked={*value == props.value} {onchange}
                    disabled={props.disabled}
                    data-test={props.test.as_ref().map(|test| format!("{test}-{value}"))} />
                { words.clone() }
            </label>
        }
    };
    frame.group(html! { <div class={classes!("choices", (!props.span).then_some("choices--narrow"))}>{ for props.options.iter().map(radio) }</div> })
}

/// Properties of [`CheckBox`].
#[derive(Properties, PartialEq)]
pub struct CheckBoxProps {
    /// The words.
    pub children: Html,
    /// Ticked.
    pub checked: bool,
    /// Ticked or not, after a change.
    pub on_change: Callback<bool>,
    /// Cannot be changed; a sentence beside it must say why.
    #[prop_or_default]
    pub disabled: bool,
    /// Test hook.
    #[prop_or_default]
    pub test: Option<AttrValue>,
}

/// A check box.
#[component(CheckBox)]
pub fn check_box(props: &CheckBoxProps) -> Html {
    let onchange = {
        let (on_change, checked) = (props.on_change.clone(), props.checked);
        Callback::from(move |_: Event| on_change.emit(!checked))
    };
    html! {
        <label class="choice">
            <input type="checkbox" checked={props.checked} {onchange} disabled={props.disabled} data-test={props.test.clone()} />
            <span>{ props.children.clone() }</span>
        </label>
    }
}
