//! Letters as rows.

use jemput_ui_kit::{Badge, LetterNumber, Tone, t};
use jemput_wire::office::{Act, LetterRow};
use yew::prelude::*;

use crate::{app::use_session, route::Route};

/// Properties of [`LetterTable`].
#[derive(Properties, PartialEq)]
pub(crate) struct LetterTableProps {
    /// The letters.
    pub(crate) rows: Vec<LetterRow>,
    /// Name of the table.
    pub(crate) caption: AttrValue,
    /// Says whose letter each is.
    #[prop_or(true)]
    pub(crate) names: bool,
}

/// The table.
#[component(LetterTable)]
pub(crate) fn letter_table(props: &LetterTableProps) -> Html {
    let may_look = use_session().view.may(Act::SeeResidents);
    let row = |letter: &LetterRow| {
        let whose = if letter.resident.is_empty() || !may_look {
            html! { letter.resident_name.clone() }
        } else {
            html! { <a href={Route::Resident(letter.resident.clone()).href()}>{ &letter.resident_name }</a> }
        };
        html! {
            <tr key={letter.id.clone()} data-test="office-row">
                <th scope="row"><LetterNumber number={letter.number.clone()} /></th>
                <td>{ &letter.title }</td>
                if props.names { <td>{ whose }</td> }
                <td class="nowrap">{ &letter.issued_on }</td>
                <td>{ letter_state(letter) }</td>
            </tr>
        }
    };
    html! {
        <div class="table-wrap"><table class="table">
            <caption class="hidden-text">{ props.caption.clone() }</caption>
            <thead><tr>
                <th scope="col">{ t!("office-letter-number") }</th><th scope="col">{ t!("office-letter-kind") }</th>
                if props.names { <th scope="col">{ t!("office-letter-whose") }</th> }
                <th scope="col">{ t!("office-letter-date") }</th><th scope="col">{ t!("office-letter-state") }</th>
            </tr></thead>
            <tbody>{ for props.rows.iter().map(row) }</tbody>
        </table></div>
    }
}

/// Where it stands.
pub(crate) fn letter_state(letter: &LetterRow) -> Html {
    let (tone, words) = match letter.state.as_str() {
        "issued" => (Tone::Ok, t!("office-state-issued")),
        "void" if !letter.replaced_by.is_empty() => (
            Tone::Danger,
            t!("office-state-replaced", number = &letter.replaced_by),
        ),
        "void" => (Tone::Danger, t!("office-state-void")),
        _ => (Tone::Pending, t!("office-state-awaiting")),
    };
    html! { <Badge {tone}>{ words }</Badge> }
}
