//! A letter's number: where it does not fit into a line it breaks behind a slash, and nowhere else.

use yew::prelude::*;

/// Properties of [`LetterNumber`].
#[derive(Properties, PartialEq)]
pub struct LetterNumberProps {
    /// `400.8/017/KJ/XI/2026`.
    pub number: AttrValue,
}

/// The number.
#[component(LetterNumber)]
pub fn letter_number(props: &LetterNumberProps) -> Html {
    let part = |part: &str| html! { <><span class="nowrap">{ part.to_owned() }</span><wbr /></> };
    html! {
        <span class="code letter-number">{ for props.number.split_inclusive('/').map(part) }</span>
    }
}
