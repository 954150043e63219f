//! NIK and KK: masked until the eye is pressed.

use yew::prelude::*;

use crate::{Button, t};

/// Properties of [`CodeNumber`].
#[derive(Properties, PartialEq)]
pub struct CodeNumberProps {
    /// What the number is, for the button's name.
    pub what: AttrValue,
    /// Masked digits.
    pub masked: AttrValue,
    /// All digits, once revealed.
    #[prop_or_default]
    pub whole: Option<AttrValue>,
    /// The eye was pressed; `None`: there is nothing to reveal.
    #[prop_or_default]
    pub on_reveal: Option<Callback<()>>,
    /// Test hook of the eye.
    #[prop_or_default]
    pub test: Option<AttrValue>,
}

/// A number that can be revealed.
#[component(CodeNumber)]
pub fn code_number(props: &CodeNumberProps) -> Html {
    let eye = props.on_reveal.as_ref().filter(|_| props.whole.is_none());
    html! {
        <span class="row row--fixed">
            <span class="code">{ props.whole.clone().unwrap_or_else(|| props.masked.clone()) }</span>
            if let Some(on_reveal) = eye {
                <Button look={crate::Look::Quiet} icon="eye" label={t!("reveal", what = props.what.to_string())}
                    onclick={on_reveal.reform(|_: MouseEvent| ())} test={props.test.clone()} />
            }
        </span>
    }
}
