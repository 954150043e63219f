//! What stands where there is nothing yet: why, and what to press.

use yew::prelude::*;

use crate::Icon;

/// Properties of [`Empty`].
#[derive(Properties, PartialEq)]
pub struct EmptyProps {
    /// Icon.
    pub icon: &'static str,
    /// First words.
    pub title: AttrValue,
    /// What to do.
    #[prop_or_default]
    pub children: Html,
}

/// An empty state.
#[component(Empty)]
pub fn empty(props: &EmptyProps) -> Html {
    html! {
        <div class="empty"><Icon name={props.icon} /><strong>{ props.title.clone() }</strong>{ props.children.clone() }</div>
    }
}
