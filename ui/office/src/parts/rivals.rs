//! Fields that hold several values: side by side, the shown one first.

use jemput_ui_kit::{t, words};
use jemput_wire::resident::{RivalValue, RivalView};
use yew::prelude::*;

/// Properties of [`Rivals`].
#[derive(Properties, PartialEq)]
pub(crate) struct RivalsProps {
    /// The fields.
    pub(crate) fields: Vec<RivalView>,
    /// Whose they are, for screen readers.
    pub(crate) name: AttrValue,
}

/// A table, one row per field.
#[component(Rivals)]
pub(crate) fn rivals(props: &RivalsProps) -> Html {
    let widest = props
        .fields
        .iter()
        .map(|field| field.values.len())
        .max()
        .unwrap_or(0);
    let cell = |value: Option<&RivalValue>| match value {
        None => html! { <td></td> },
        Some(value) => html! {
            <td>
                <span class="value">{ if value.value.is_empty() { t!("empty-value") } else { value.value.clone() } }</span>
                <span class="list-row__sub">{ by(value) }</span>
            </td>
        },
    };
    let row = |field: &RivalView| {
        html! {
            <tr><th scope="row">{ words::field(&field.field) }</th>{ for (0..widest).map(|place| cell(field.values.get(place))) }</tr>
        }
    };
    let head = |place: usize| {
        let words = if place == 0 {
            t!("office-rival-shown")
        } else {
            t!("office-rival-other")
        };
        html! { <th scope="col">{ words }</th> }
    };
    html! {
        <div class="table-wrap"><table class="table">
            <caption class="hidden-text">{ t!("office-rivals-of", name = props.name.to_string()) }</caption>
            <thead><tr><th scope="col">{ t!("office-field") }</th>{ for (0..widest).map(head) }</tr></thead>
            <tbody>{ for props.fields.iter().map(row) }</tbody>
        </table></div>
    }
}

/// `Rina Setyowati · Laptop 01 · 25-11-2026 08.05`.
fn by(value: &RivalValue) -> String {
    let device = if value.device == "kantor" {
        t!("office-itself")
    } else {
        value.device.clone()
    };
    let parts = [value.who.clone(), device, value.when.clone()];
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}
