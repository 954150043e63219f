//! Buttons and links that look like buttons: verb and object, icon left, key chip right.

use yew::prelude::*;

use crate::Icon;

/// How much a button weighs. One primary per screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// Outlined.
    #[default]
    Plain,
    /// Filled: the screen's main action.
    Primary,
    /// Text only.
    Quiet,
    /// Outlined in the colour of danger.
    Danger,
}

impl Look {
    /// Its class; a plain button needs none.
    pub(crate) fn class(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Primary => Some("button--primary"),
            Self::Quiet => Some("button--quiet"),
            Self::Danger => Some("button--danger"),
        }
    }
}

/// Properties of [`Button`].
#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    /// The words.
    #[prop_or_default]
    pub children: Html,
    /// Weight.
    #[prop_or_default]
    pub look: Look,
    /// Form action size.
    #[prop_or_default]
    pub large: bool,
    /// As wide as its place.
    #[prop_or_default]
    pub block: bool,
    /// Icon before the words.
    #[prop_or_default]
    pub icon: Option<&'static str>,
    /// Key chip after the words.
    #[prop_or_default]
    pub chip: Option<&'static str>,
    /// `aria-keyshortcuts`.
    #[prop_or_default]
    pub shortcut: Option<AttrValue>,
    /// Submits its form.
    #[prop_or_default]
    pub submit: bool,
    /// Works already: cannot be pressed again, and says so.
    #[prop_or_default]
    pub busy: bool,
    /// Cannot be pressed; a sentence beside it must say why.
    #[prop_or_default]
    pub disabled: bool,
    /// Name for screen readers when there are no words.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// For toggles.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// A link instead of a button.
    #[prop_or_default]
    pub href: Option<AttrValue>,
    /// Takes the focus when it appears.
    #[prop_or_default]
    pub autofocus: bool,
    /// Test hook.
    #[prop_or_default]
    pub test: Option<AttrValue>,
    /// Pressed.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
}

/// A button.
#[component(Button)]
pub fn button(props: &ButtonProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.autofocus, move |wanted| {
            if *wanted {
                crate::focus::on(&node);
            }
        });
    }
    let words = props.children != Html::default();
    let class = classes!(
        "button",
        props.look.class(),
        props.large.then_some("button--large"),
        props.block.then_some("button--block"),
        (!words).then_some("button--icon"),
    );
    let inside = html! {
        <>
            if let Some(icon) = props.icon { <Icon name={icon} class={classes!(words.then_some("icon--small"))} /> }
            { props.children.clone() }
            if let Some(chip) = props.chip { <kbd class="kbd" aria-hidden="true">{ chip }</kbd> }
        </>
    };
    if let Some(href) = &props.href {
        return html! {
            <a ref={node} {class} href={href.clone()} aria-label={props.label.clone()} data-test={props.test.clone()}
                aria-keyshortcuts={props.shortcut.clone()} onclick={props.onclick.clone()}>{ inside }</a>
        };
    }
    let onclick = if props.busy {
        Callback::noop()
    } else {
        props.onclick.clone()
    };
    html! {
        <button ref={node} {class} type={if props.submit { "submit" } else { "button" }} disabled={props.disabled}
            aria-disabled={props.busy.then_some("true")} aria-label={props.label.clone()}
            aria-pressed={props.pressed.map(|pressed| if pressed { "true" } else { "false" })}
            aria-keyshortcuts={props.shortcut.clone()} data-test={props.test.clone()} {onclick}>{ inside }</button>
    }
}
