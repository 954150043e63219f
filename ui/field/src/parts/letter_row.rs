//! A letter in a list.

use jemput_ui_kit::{Badge, LetterNumber, Tone, t};
use jemput_wire::letter::{LetterCard, LetterStateView};
use yew::prelude::*;

use crate::route::Route;

/// Where a letter stands.
pub(crate) fn letter_badge(state: LetterStateView) -> Html {
    let (tone, key, icon) = match state {
        LetterStateView::AwaitingSignature => (Tone::Pending, "letter-awaiting", Some("sign")),
        LetterStateView::Issued => (Tone::Ok, "letter-issued", None),
        LetterStateView::Void => (Tone::Danger, "letter-void", None),
    };
    html! { <Badge {tone} {icon} test="letter-state">{ t!(key) }</Badge> }
}

/// Properties of [`LetterRow`].
#[derive(Properties, PartialEq)]
pub(crate) struct LetterRowProps {
    pub(crate) letter: LetterCard,
    /// Shows whose letter it is.
    #[prop_or_default]
    pub(crate) with_name: bool,
}

/// A row that opens the letter.
#[component(LetterRow)]
pub(crate) fn letter_row(props: &LetterRowProps) -> Html {
    let letter = &props.letter;
    html! {
        <a class="list-row list-row--two" href={Route::Letter(letter.id).href()} data-test="letter">
            <span>
                <span class="list-row__title">{ if props.with_name { &letter.resident_name } else { &letter.title } }</span>
                <span class="list-row__sub">
                    if props.with_name { { &letter.title }{ " · " } }
                    { &letter.issued_on }{ " · " }<LetterNumber number={letter.number.clone()} />
                </span>
            </span>
            if letter.unprinted { <Badge tone={Tone::Warn} icon="printer" test="letter-unprinted">{ t!("letter-unprinted") }</Badge> }
            else { { letter_badge(letter.state) } }
        </a>
    }
}
