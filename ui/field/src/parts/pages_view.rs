//! A letter's pages as they come out of the printer.

use jemput_ui_kit::{SvgPage, t};
use yew::prelude::*;

/// Properties of [`PagesView`].
#[derive(Properties, PartialEq)]
pub(crate) struct PagesViewProps {
    pub(crate) pages: Vec<String>,
}

/// One sheet below the other.
#[component(PagesView)]
pub(crate) fn pages_view(props: &PagesViewProps) -> Html {
    let count = props.pages.len();
    html! {
        <div class="stack" data-test="pages">
            { for props.pages.iter().enumerate().map(|(place, page)| html! {
                <SvgPage svg={page.clone()} label={t!("page-label", page = place.to_string().parse::<u32>().unwrap_or(0) + 1, count = u32::try_from(count).unwrap_or(1))} />
            }) }
        </div>
    }
}
