//! A passphrase is forgotten: the code that the office reads out, and a new passphrase.

use jemput_domain::id::OfficerId;
use jemput_ui_kit::{Button, ErrorBanner, Look, TextField, appearance, call, t};
use jemput_wire::{AppError, session};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{app::use_session, parts::SigninFrame};

/// Properties of [`RecoverAccess`].
#[derive(Properties, PartialEq)]
pub(super) struct RecoverAccessProps {
    pub(super) officer: OfficerId,
    pub(super) name: String,
    pub(super) on_back: Callback<()>,
}

/// The screen.
#[component(RecoverAccess)]
pub(super) fn recover_access(props: &RecoverAccessProps) -> Html {
    let session = use_session();
    let code = use_state(String::new);
    let passphrase = use_state(String::new);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    appearance::title(&t!("forgot-title"));
    let onsubmit = {
        let (code, passphrase, busy, fault) = (
            code.clone(),
            passphrase.clone(),
            busy.clone(),
            fault.clone(),
        );
        let (officer, put) = (props.officer, session.put.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            fault.set(None);
            let wish = session::RecoverAccess {
                officer,
                code: (*code).clone(),
                passphrase: (*passphrase).clone(),
            };
            let (busy, fault, put) = (busy.clone(), fault.clone(), put.clone());
            spawn_local(async move {
                match call(wish).await {
                    Ok(view) => put.emit(view),
                    Err(error) => {
                        fault.set(Some(error));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let edit = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text: String| state.set(text))
    };
    html! {
        <SigninFrame>
            <form class="signin__form signin__form--narrow" aria-labelledby="title" {onsubmit} novalidate=true>
                <div><h1 id="title">{ t!("forgot-title") }</h1><p class="muted">{ t!("forgot-intro", name = &props.name) }</p></div>
                <TextField id="recovery-code" label={t!("forgot-code")} help={AttrValue::from(t!("forgot-code-help"))} value={(*code).clone()} code=true
                    on_input={edit(&code)} autofocus=true required=true max={60} test="recovery-code" />
                <TextField id="recovery-pass" label={t!("enrol-pass")} help={AttrValue::from(t!("enrol-pass-help"))} value={(*passphrase).clone()} kind="password"
                    complete="new-password" on_input={edit(&passphrase)} required=true test="recovery-pass" />
                if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                <Button look={Look::Primary} large=true block=true submit=true busy={*busy} test="recovery-submit">
                    { t!(if *busy { "unlock-busy" } else { "forgot-submit" }) }
                </Button>
                <div><Button look={Look::Quiet} onclick={props.on_back.reform(|_: MouseEvent| ())} test="recovery-back">{ t!("cancel") }</Button></div>
            </form>
        </SigninFrame>
    }
}
