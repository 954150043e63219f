//! How far something is, and a button that stops it.

use yew::prelude::*;

use crate::{Button, t};

/// Properties of [`Progress`].
#[derive(Properties, PartialEq)]
pub struct ProgressProps {
    /// What is going on.
    pub label: AttrValue,
    /// Done so far.
    pub done: u64,
    /// In all; 0 while unknown.
    pub total: u64,
    /// Whether the two numbers are shown; not where the label tells them in its own unit.
    #[prop_or(true)]
    pub counted: bool,
    /// Stops it.
    #[prop_or_default]
    pub on_cancel: Option<Callback<()>>,
    /// Test hook of the stop button.
    #[prop_or_default]
    pub cancel_test: Option<AttrValue>,
}

/// A progress bar.
#[component(Progress)]
pub fn progress(props: &ProgressProps) -> Html {
    let value = (props.total > 0).then(|| props.done.to_string());
    let max = (props.total > 0).then(|| props.total.to_string());
    html! {
        <div class="row row--fixed">
            <div class="stack stack--tight grow">
                <div class="row row--between small">
                    <span role="status">{ props.label.clone() }</span>
                    if props.total > 0 && props.counted { <span>{ t!("done-of", done = props.done, total = props.total) }</span> }
                </div>
                <progress aria-label={props.label.clone()} {value} {max} />
            </div>
            if let Some(on_cancel) = &props.on_cancel {
                <Button icon="close" onclick={on_cancel.reform(|_: MouseEvent| ())} test={props.cancel_test.clone()}>{ t!("stop") }</Button>
            }
        </div>
    }
}
