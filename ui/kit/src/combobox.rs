//! A field that searches as one types; arrow keys choose, Enter takes, Escape closes.

use jemput_domain::finding::Finding;
use yew::prelude::*;

use crate::{field::Frame, list::walk, text_field::typed};

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComboOption {
    /// What is taken.
    pub value: AttrValue,
    /// What is read.
    pub words: AttrValue,
    /// A second line.
    pub more: AttrValue,
}

/// Properties of [`ComboBox`].
#[derive(Properties, PartialEq)]
pub struct ComboBoxProps {
    /// Id of the input.
    pub id: AttrValue,
    /// Label.
    pub label: AttrValue,
    /// Text in the input.
    pub text: AttrValue,
    /// Typed: look for options.
    pub on_input: Callback<String>,
    /// Found.
    pub options: Vec<ComboOption>,
    /// Taken.
    pub on_take: Callback<ComboOption>,
    /// Marked as "may be empty".
    #[prop_or_default]
    pub optional: bool,
    /// Line below.
    #[prop_or_default]
    pub help: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub findings: Vec<Finding>,
    /// Test hook.
    #[prop_or_default]
    pub test: Option<AttrValue>,
}

/// A combo box.
#[component(ComboBox)]
pub fn combo_box(props: &ComboBoxProps) -> Html {
    let open = use_state(|| false);
    let mark = use_state(|| None::<usize>);
    let frame = Frame {
        id: props.id.clone(),
        label: props.label.clone(),
        optional: props.optional,
        help: props.help.clone(),
        findings: props.findings.clone(),
        ..Frame::default()
    };
    let shown = *open && !props.options.is_empty();
    let list = format!("{}-options", props.id);
    let row_id = |place: usize| format!("{}-option-{place}", props.id);
    let oninput = {
        let (open, mark, on_input) = (open.clone(), mark.clone(), props.on_input.clone());
        Callback::from(move |event: InputEvent| {
            open.set(true);
            mark.set(None);
            on_input.emit(typed(&event));
        })
    };
    let take = {
        let (open, on_take) = (open.clone(), props.on_take.clone());
        Callback::from(move |option: ComboOption| {
            open.set(false);
            on_take.emit(option);
        })
    };
    let onkeydown = {
        let (open, mark, take, options) = (
            open.clone(),
            mark.clone(),
            take.clone(),
            props.options.clone(),
        );
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" if *open => {
                if let Some(option) = mark.and_then(|place| options.get(place)) {
                    event.prevent_default();
                    take.emit(option.clone());
                }
            }
            "Escape" if *open => {
                event.stop_propagation();
                open.set(false);
            }
            key => {
                if let Some(place) = walk(key, *mark, options.len()) {
                    event.prevent_default();
                    open.set(true);
                    mark.set(Some(place));
                }
            }
        })
    };
    let onblur = {
        let open = open.clone();
        Callback::from(move |_: FocusEvent| open.set(false))
    };
    let row = |(place, option): (usize, &ComboOption)| {
        // Pressed, not clicked: the input loses the focus, and the list closes, before a click ends.
        let onmousedown = {
            let (take, option) = (take.clone(), option.clone());
            Callback::from(move |event: MouseEvent| {
                event.prevent_default();
                take.emit(option.clone());
            })
        };
        html! {
            <li role="option" id={row_id(place)} class="combo__option" aria-selected={if *mark == Some(place) { "true" } else { "false" }} {onmousedown}>
                { option.words.clone() }<span class="list-row__sub">{ option.more.clone() }</span>
            </li>
        }
    };
    frame.one(html! {
        <div class="combo">
            <input class="input" id={props.id.clone()} value={props.text.clone()} autocomplete="off" spellcheck="false" role="combobox"
                aria-autocomplete="list" aria-expanded={if shown { "true" } else { "false" }} aria-controls={list.clone()}
                aria-activedescendant={mark.filter(|_| shown).map(row_id)} aria-invalid={frame.invalid()}
                aria-describedby={frame.described()} data-test={props.test.clone()} {oninput} {onkeydown} {onblur} />
            <ul role="listbox" id={list} class="combo__list" aria-label={props.label.clone()} hidden={!shown}>
                if shown { { for props.options.iter().enumerate().map(row) } }
            </ul>
        </div>
    })
}
