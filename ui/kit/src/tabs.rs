//! Tabs: one of several lists at the same place. Arrow keys move between them.

use yew::prelude::*;

/// One tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Value; also part of its id.
    pub value: AttrValue,
    /// Words.
    pub words: AttrValue,
}

/// Properties of [`Tabs`].
#[derive(Properties, PartialEq)]
pub struct TabsProps {
    /// Name of the group.
    pub label: AttrValue,
    /// All tabs.
    pub tabs: Vec<Tab>,
    /// The chosen one's value.
    pub value: AttrValue,
    /// Id of the panel that they change.
    pub panel: AttrValue,
    /// Chosen another.
    pub on_change: Callback<AttrValue>,
    /// Test hook, followed by `-<value>`.
    #[prop_or_default]
    pub test: Option<AttrValue>,
}

/// A row of tabs; the caller draws the panel with `role="tabpanel"` and the given id.
#[component(Tabs)]
pub fn tabs(props: &TabsProps) -> Html {
    let onkeydown = {
        let (tabs, value, panel, on_change) = (
            props.tabs.clone(),
            props.value.clone(),
            props.panel.clone(),
            props.on_change.clone(),
        );
        Callback::from(move |event: KeyboardEvent| {
            let now = tabs.iter().position(|tab| tab.value == value).unwrap_or(0);
            let next = match event.key().as_str() {
                "ArrowRight" => (now + 1) % tabs.len(),
                "ArrowLeft" => (now + tabs.len() - 1) % tabs.len(),
                _ => return,
            };
            event.prevent_default();
            crate::focus::find(&format!("#{panel}-{}", tabs[next].value));
            on_change.emit(tabs[next].value.clone());
        })
    };
    let tab = |tab: &Tab| {
        let chosen = tab.value == props.value;
        let onclick = {
            let (on_change, value) = (props.on_change.clone(), tab.value.clone());
            Callback::from(move |_: MouseEvent| on_change.emit(value.clone()))
        };
        html! {
            <button type="button" class="tab" role="tab" id={format!("{}-{}", props.panel, tab.value)}
                aria-selected={if chosen { "true" } else { "false" }} aria-controls={props.panel.clone()}
                tabindex={if chosen { "0" } else { "-1" }} {onclick}
                data-test={props.test.as_ref().map(|test| format!("{test}-{}", tab.value))}>{ tab.words.clone() }</button>
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label={props.label.clone()} {onkeydown}>{ for props.tabs.iter().map(tab) }</div>
    }
}
