//! Turning pages of a long list.

use jemput_ui_kit::{Button, t, words};
use yew::prelude::*;

/// Rows of a page.
pub(crate) const PAGE: u32 = 25;

/// Properties of [`Pager`].
#[derive(Properties, PartialEq)]
pub(crate) struct PagerProps {
    /// First row.
    pub(crate) offset: u32,
    /// Rows on this page.
    pub(crate) shown: usize,
    /// Rows in all.
    pub(crate) total: u64,
    /// Goes to another first row.
    pub(crate) on_turn: Callback<u32>,
}

/// Which rows these are, and the two buttons.
#[component(Pager)]
pub(crate) fn pager(props: &PagerProps) -> Html {
    let first = u64::from(props.offset) + 1;
    let last = u64::from(props.offset) + props.shown as u64;
    let to = |offset: u32| {
        let on_turn = props.on_turn.clone();
        Callback::from(move |_: MouseEvent| on_turn.emit(offset))
    };
    html! {
        <div class="pager">
            <p role="status">{
                if props.shown == 0 { t!("office-rows-none") } else {
                    t!("office-rows", first = words::number(first), last = words::number(last), total = words::number(props.total))
                }
            }</p>
            if props.total > u64::from(PAGE) {
                <div class="row">
                    if props.offset > 0 { <Button icon="left" onclick={to(props.offset.saturating_sub(PAGE))}>{ t!("office-earlier") }</Button> }
                    if last < props.total { <Button icon="right" onclick={to(props.offset + PAGE)}>{ t!("office-later") }</Button> }
                </div>
            }
        </div>
    }
}
