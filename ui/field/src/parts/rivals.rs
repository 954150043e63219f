//! Fields that hold several values until the office decides.

use jemput_ui_kit::{t, words};
use jemput_wire::resident::RivalView;
use yew::prelude::*;

/// Properties of [`Rivals`].
#[derive(Properties, PartialEq)]
pub(crate) struct RivalsProps {
    pub(crate) fields: Vec<RivalView>,
}

/// Each field with its values, the shown one first.
#[component(Rivals)]
pub(crate) fn rivals(props: &RivalsProps) -> Html {
    let field = |field: &RivalView| {
        html! {
            <div>
                <dt>{ words::field(&field.field) }</dt>
                <dd><ul class="stack stack--tight">{ for field.values.iter().enumerate().map(|(place, value)| html! {
                    <li>
                        { if value.value.is_empty() { t!("empty-value") } else { value.value.clone() } }
                        if place == 0 { { " " }<span class="field__need">{ t!("rival-shown") }</span> }
                        <span class="list-row__sub">{ t!("rival-by", who = &value.who, device = &value.device, when = &value.when) }</span>
                    </li>
                }) }</ul></dd>
            </div>
        }
    };
    html! { <dl class="facts">{ for props.fields.iter().map(field) }</dl> }
}
