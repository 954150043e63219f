//! Handing a letter over: who takes it, and how that person signs for it.

use jemput_domain::letter::Strokes;
use jemput_ui_kit::{Button, Dialog, ErrorBanner, Radios, SignaturePad, TextField, t};
use jemput_wire::AppError;
use yew::prelude::*;

/// Who takes the letter, and the signature if it was drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Receipt {
    pub(super) receiver: String,
    pub(super) signature: Option<String>,
}

/// Properties of [`HandOver`].
#[derive(Properties, PartialEq)]
pub(super) struct HandOverProps {
    /// Proposed as the receiver.
    pub(super) name: String,
    pub(super) on_done: Callback<Receipt>,
    pub(super) on_close: Callback<()>,
}

/// The dialog.
#[component(HandOver)]
pub(super) fn hand_over(props: &HandOverProps) -> Html {
    let receiver = use_state(|| props.name.clone());
    let on_screen = use_state(|| false);
    let drawn = use_state(String::new);
    let wrong = use_state(|| None::<&'static str>);
    let onsubmit = {
        let (receiver, on_screen, drawn, wrong, on_done) = (
            receiver.clone(),
            on_screen.clone(),
            drawn.clone(),
            wrong.clone(),
            props.on_done.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let signature = on_screen.then(|| (*drawn).clone());
            if let Some(Err(error)) = signature.as_deref().map(Strokes::parse) {
                wrong.set(Some(error.code()));
                return;
            }
            on_done.emit(Receipt {
                receiver: (*receiver).clone(),
                signature,
            });
        })
    };
    let on_input = {
        let receiver = receiver.clone();
        Callback::from(move |typed: String| receiver.set(typed))
    };
    let choose = {
        let (on_screen, wrong) = (on_screen.clone(), wrong.clone());
        Callback::from(move |way: String| {
            wrong.set(None);
            on_screen.set(way == "screen");
        })
    };
    let draw = {
        let (drawn, wrong) = (drawn.clone(), wrong.clone());
        Callback::from(move |strokes: String| {
            wrong.set(None);
            drawn.set(strokes);
        })
    };
    let ways = vec![
        ("paper".into(), t!("signed-on-paper").into()),
        ("screen".into(), t!("signed-on-screen").into()),
    ];
    let close = props.on_close.reform(|_: MouseEvent| ());
    html! {
        <Dialog id="receiver-title" title={t!("hand-over-title")} on_close={props.on_close.clone()} actions={html! {
            <><Button large=true onclick={close}>{ t!("cancel") }</Button>
            <button class="button button--primary button--large" type="submit" form="receiver-form" data-test="hand-over-submit">{ t!("hand-over-submit") }</button></>
        }}>
            <form id="receiver-form" class="stack" {onsubmit}>
                <p>{ t!("hand-over-help") }</p>
                <TextField id="receiver" label={t!("receiver")} value={(*receiver).clone()} {on_input} autofocus=true required=true test="receiver" />
                <Radios id="signed" label={t!("signed-how")} options={ways} value={if *on_screen { "screen" } else { "paper" }} on_change={choose} test="signed" />
                if *on_screen {
                    <SignaturePad id="signature" label={t!("signature-of", name = (*receiver).clone())} on_change={draw} test="signature" />
                    if let Some(code) = *wrong { <ErrorBanner error={AppError::new(code)} /> }
                }
            </form>
        </Dialog>
    }
}
