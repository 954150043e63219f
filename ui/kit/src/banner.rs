//! Banners: what happened, what follows, one button.

use yew::prelude::*;

use crate::{Icon, Tone};

/// Properties of [`Banner`].
#[derive(Properties, PartialEq)]
pub struct BannerProps {
    /// How serious.
    pub tone: Tone,
    /// First words, strong.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// The rest.
    #[prop_or_default]
    pub children: Html,
    /// One button.
    #[prop_or_default]
    pub action: Html,
    /// Read out at once (for what answers an action).
    #[prop_or_default]
    pub alert: bool,
    /// Test hook.
    #[prop_or_default]
    pub test: Option<AttrValue>,
}

/// A banner.
#[component(Banner)]
pub fn banner(props: &BannerProps) -> Html {
    html! {
        <div class={classes!("banner", format!("banner--{}", props.tone.class()))}
            role={props.alert.then_some("alert")} data-test={props.test.clone()}>
            <Icon name={props.tone.icon().unwrap_or("info")} />
            <div class="banner__text">
                if let Some(title) = &props.title { <strong>{ title.clone() }</strong> }
                { props.children.clone() }
            </div>
            { props.action.clone() }
        </div>
    }
}
