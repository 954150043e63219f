//! A line or a block of text.

use jemput_domain::finding::Finding;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::field::Frame;

/// Properties of [`TextField`].
#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    /// Id of the input.
    pub id: AttrValue,
    /// Label.
    pub label: AttrValue,
    /// Text.
    pub value: AttrValue,
    /// Typed.
    pub on_input: Callback<String>,
    /// Left.
    #[prop_or_default]
    pub on_leave: Callback<()>,
    /// Marked as "may be empty".
    #[prop_or_default]
    pub optional: bool,
    /// Beside the label, such as a format.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Line below.
    #[prop_or_default]
    pub help: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub findings: Vec<Finding>,
    /// `text`, `password`, `url` …
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// Keyboard on touch screens.
    #[prop_or_default]
    pub keyboard: Option<AttrValue>,
    /// Digits and codes in the face that keeps them apart.
    #[prop_or_default]
    pub code: bool,
    /// Several lines.
    #[prop_or_default]
    pub long: bool,
    /// Over the whole row of a form.
    #[prop_or_default]
    pub span: bool,
    /// At most this many characters.
    #[prop_or_default]
    pub max: Option<u32>,
    /// Ready answers.
    #[prop_or_default]
    pub suggest: Vec<AttrValue>,
    /// `autocomplete`.
    #[prop_or(AttrValue::Static("off"))]
    pub complete: AttrValue,
    /// Example inside the empty input.
    #[prop_or_default]
    pub example: Option<AttrValue>,
    /// Takes the focus when it appears.
    #[prop_or_default]
    pub autofocus: bool,
    /// Cannot be changed any more.
    #[prop_or_default]
    pub read_only: bool,
    /// Must be filled.
    #[prop_or_default]
    pub required: bool,
    /// Test hook.
    #[prop_or_default]
    pub test: Option<AttrValue>,
}

/// A text field.
#[component(TextField)]
pub fn text_field(props: &TextFieldProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.autofocus, move |wanted| {
            if *wanted {
                crate::focus::on(&node);
            }
        });
    }
    let frame = Frame {
        id: props.id.clone(),
        label: props.label.clone(),
        optional: props.optional,
        hint: props.hint.clone(),
        help: props.help.clone(),
        findings: props.findings.clone(),
        span: props.span || props.long,
    };
    let oninput = {
        let on_input = props.on_input.clone();
        Callback::from(move |event: InputEvent| on_input.emit(typed(&event)))
    };
    let onblur = {
        let on_leave = props.on_leave.clone();
        Callback::from(move |_: FocusEvent| on_leave.emit(()))
    };
    let list = (!props.suggest.is_empty()).then(|| format!("{}-list", props.id));
    let required = props.required.then_some("true");
    let control = if props.long {
        html! {
            <textarea ref={node} class="textarea" id={props.id.clone()} value={props.value.clone()} {oninput} {onblur}
                maxlength={props.max.map(|max| max.to_string())} readonly={props.read_only} aria-required={required}
                aria-invalid={frame.invalid()} aria-describedby={frame.described()} data-test={props.test.clone()} />
        }
    } else {
        html! {
            <>
                <input ref={node} class={classes!("input", props.code.then_some("code"))} id={props.id.clone()}
                    type={props.kind.clone()} value={props.value.clone()} {oninput} {onblur} list={list.clone()}
                    maxlength={props.max.map(|max| max.to_string())} inputmode={props.keyboard.clone()}
                    autocomplete={props.complete.clone()} placeholder={props.example.clone()} spellcheck="false"
                    readonly={props.read_only} aria-required={required} aria-invalid={frame.invalid()}
                    aria-describedby={frame.described()} data-test={props.test.clone()} />
                if let Some(list) = list {
                    <datalist id={list}>{ for props.suggest.iter().map(|text| html! { <option value={text.clone()} /> }) }</datalist>
                }
            </>
        }
    };
    frame.one(control)
}

/// What stands in the input that the event is about.
#[must_use]
pub fn typed(event: &InputEvent) -> String {
    let target = event.target();
    target
        .as_ref()
        .and_then(|target| {
            target
                .dyn_ref::<HtmlInputElement>()
                .map(HtmlInputElement::value)
        })
        .or_else(|| {
            target
                .as_ref()?
                .dyn_ref::<HtmlTextAreaElement>()
                .map(HtmlTextAreaElement::value)
        })
        .unwrap_or_default()
}
