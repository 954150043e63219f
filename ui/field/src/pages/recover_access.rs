//! A passphrase is forgotten: the code that the office reads out, and a new passphrase.

use jemput_domain::id::OfficerId;
use jemput_ui_kit::{
    Banner, Button, ErrorBanner, Look, TextField, Tone, appearance, call, t, timer::use_every,
};
use jemput_wire::{AppError, session};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{app::use_session, parts::SigninFrame};

/// Asks the office this often whether the code was sent, in milliseconds.
const ASK_AGAIN: u32 = 3000;

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
    let online = use_state(|| None::<session::RecoveryWaiting>);
    let asking = use_state(|| false);
    let arrived = online.as_ref().is_some_and(|online| online.arrived);
    let ask = {
        let (online, asking, fault) = (online.clone(), asking.clone(), fault.clone());
        Callback::from(move |()| {
            if *asking {
                return;
            }
            asking.set(true);
            let (online, asking, fault) = (online.clone(), asking.clone(), fault.clone());
            spawn_local(async move {
                match call(session::RecoveryOnline {}).await {
                    Ok(waiting) => {
                        fault.set(None);
                        online.set(Some(waiting));
                    }
                    // Without a signal the code can still be read out.
                    Err(error) => fault.set(Some(error)),
                }
                asking.set(false);
            });
        })
    };
    use_every(
        (online.is_some() && !arrived).then_some(ASK_AGAIN),
        ask.clone(),
    );
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
                if let Some(online) = &*online {
                    if online.arrived {
                        <Banner tone={Tone::Ok} title={AttrValue::from(t!("forgot-arrived"))} test="recovery-arrived">{ t!("forgot-arrived-help") }</Banner>
                    } else {
                        <Banner tone={Tone::Info} title={AttrValue::from(t!("forgot-compare"))}>
                            <p class="code" data-test="recovery-compare">{ &online.compare }</p><p>{ t!("forgot-waiting") }</p>
                        </Banner>
                    }
                } else {
                    <div><Button busy={*asking} onclick={ask.reform(|_: MouseEvent| ())} test="recovery-online">{ t!("forgot-online") }</Button></div>
                }
                if !arrived { <TextField id="recovery-code" label={t!("forgot-code")} help={AttrValue::from(t!("forgot-code-help"))} value={(*code).clone()} code=true
                    on_input={edit(&code)} autofocus=true required=true max={60} test="recovery-code" /> }
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
