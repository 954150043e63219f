//! Status marks: each tone has its own colour, icon and outline, so that colour never stands alone.

use yew::prelude::*;

use crate::Icon;

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// No judgement.
    #[default]
    Plain,
    /// Safe, ready, done.
    Ok,
    /// Look first; work can go on.
    Warn,
    /// Void, failed, wrong.
    Danger,
    /// Good to know.
    Info,
    /// Waiting, unsent.
    Pending,
}

impl Tone {
    /// Its word in class names.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Danger => "danger",
            Self::Info => "info",
            Self::Pending => "pending",
        }
    }

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> Option<&'static str> {
        (self != Self::Plain).then(|| self.class())
    }
}

/// Properties of [`Badge`].
#[derive(Properties, PartialEq)]
pub struct BadgeProps {
    /// What it says.
    pub tone: Tone,
    /// The words.
    pub children: Html,
    /// Another icon than the tone's.
    #[prop_or_default]
    pub icon: Option<&'static str>,
    /// Test hook.
    #[prop_or_default]
    pub test: Option<AttrValue>,
}

/// A status mark.
#[component(Badge)]
pub fn badge(props: &BadgeProps) -> Html {
    html! {
        <span class={classes!("badge", format!("badge--{}", props.tone.class()))} data-test={props.test.clone()}>
            if let Some(icon) = props.icon.or(props.tone.icon()) { <Icon name={icon} /> }
            { props.children.clone() }
        </span>
    }
}
