//! A request to join is on a stick: its answer is awaited.

use jemput_ui_kit::{
    Banner, Button, Dialog, ErrorBanner, Icon, Look, TextField, Tone, appearance, call, t,
};
use jemput_wire::{
    AppError, Command,
    bundle::BundleApply,
    session::{
        AskedView, EnrolAnswerTake, EnrolForget, EnrolOnline, EnrolRequestSave, SessionView,
    },
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    app::use_session,
    parts::{SigninFrame, StickFiles, StickFolders},
    route::Route,
};

/// Properties of [`EnrolAsked`].
#[derive(Properties, PartialEq)]
pub(super) struct EnrolAskedProps {
    pub(super) asked: AskedView,
    /// As it was typed for the request; empty after a new start.
    pub(super) passphrase: String,
}

/// Gives commands after which the session is another one.
#[derive(Clone)]
struct Hand {
    busy: UseStateHandle<bool>,
    fault: UseStateHandle<Option<AppError>>,
    put: Callback<SessionView>,
}

impl Hand {
    /// `joined`: the office's bundle is open then, and is taken in on the page that shows how far it is.
    fn give<C>(&self, command: C, joined: bool)
    where
        C: Command<Output = SessionView> + 'static,
    {
        if *self.busy {
            return;
        }
        self.busy.set(true);
        self.fault.set(None);
        let hand = self.clone();
        spawn_local(async move {
            match call(command).await {
                Ok(view) => {
                    if joined {
                        // If it fails, that page says so and has the button for it.
                        let _ = call(BundleApply {}).await;
                        Route::Sync.go();
                    }
                    hand.busy.set(false);
                    hand.put.emit(view);
                }
                Err(error) => {
                    hand.fault.set(Some(error));
                    hand.busy.set(false);
                }
            }
        });
    }
}

/// The screen.
#[component(EnrolAsked)]
pub(super) fn enrol_asked(props: &EnrolAskedProps) -> Html {
    let session = use_session();
    let passphrase = use_state(|| props.passphrase.clone());
    let asking = use_state(|| false);
    let hand = Hand {
        busy: use_state(|| false),
        fault: use_state(|| None::<AppError>),
        put: session.put.clone(),
    };
    appearance::title(&t!("asked-title"));
    let set_fault = {
        let fault = hand.fault.clone();
        Callback::from(move |error| fault.set(error))
    };
    let on_input = {
        let passphrase = passphrase.clone();
        Callback::from(move |typed: String| passphrase.set(typed))
    };
    let take = {
        let (hand, passphrase) = (hand.clone(), (*passphrase).clone());
        Callback::from(move |path: String| {
            let passphrase = passphrase.clone();
            hand.give(EnrolAnswerTake { passphrase, path }, true);
        })
    };
    let again = {
        let (hand, passphrase) = (hand.clone(), (*passphrase).clone());
        Callback::from(move |folder: String| {
            let wish = EnrolRequestSave {
                wish: None,
                passphrase: passphrase.clone(),
                folder,
            };
            hand.give(wish, false);
        })
    };
    let online = {
        let (hand, passphrase) = (hand.clone(), (*passphrase).clone());
        Callback::from(move |_: MouseEvent| {
            let passphrase = passphrase.clone();
            hand.give(EnrolOnline { passphrase }, false);
        })
    };
    let turn = |on: bool| {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(on))
    };
    let unwritten = props.asked.when.is_empty();
    html! {
        <SigninFrame>
            <div class="signin__form" data-test="asked">
                <div><h1>{ t!("asked-title") }</h1><p class="muted">{ t!("asked-intro", name = &props.asked.officer_name) }</p></div>
                { written(&props.asked) }
                <TextField id="asked-pass" label={t!("asked-pass")} help={AttrValue::from(t!("asked-pass-help"))} value={(*passphrase).clone()} kind="password"
                    complete="current-password" {on_input} required=true test="asked-pass" />
                <div aria-live="polite">
                    if *hand.busy { <p role="status">{ t!("asked-busy") }</p> }
                    if let Some(error) = &*hand.fault { <ErrorBanner error={error.clone()} /> }
                </div>
                <section class="card card--flush" aria-labelledby="asked-take">
                    <div class="card__head"><h2 id="asked-take">{ t!("asked-take") }</h2><span class="muted small">{ t!("asked-take-help") }</span></div>
                    <StickFiles button={t!("asked-take-button")} on_path={take} fault={set_fault.clone()} />
                </section>
                <section class="card card--flush" aria-labelledby="asked-again">
                    <div class="card__note">
                        <h2 id="asked-again">{ t!("asked-again") }</h2><p class="muted">{ t!("asked-again-help") }</p>
                        <details open={unwritten}><summary data-test="asked-again">{ t!("asked-again-where") }<Icon name="down" class="icon--small" /></summary>
                            <StickFolders button={t!("enrol-usb-save")} on_path={again} fault={set_fault} />
                        </details>
                    </div>
                </section>
                <div class="row">
                    if !props.asked.server_url.is_empty() {
                        <Button icon="sync" busy={*hand.busy} onclick={online} test="asked-online">{ t!("asked-online") }</Button>
                    }
                    <Button look={Look::Quiet} onclick={turn(true).reform(|_: MouseEvent| ())} test="asked-forget">{ t!("asked-forget") }</Button>
                </div>
                if *asking {
                    <Dialog id="forget-title" title={t!("asked-forget-ask")} on_close={turn(false)} actions={html! { <>
                        <Button large=true autofocus=true onclick={turn(false).reform(|_: MouseEvent| ())}>{ t!("cancel") }</Button>
                        <Button large=true look={Look::Danger} onclick={{
                            let hand = hand.clone();
                            Callback::from(move |_: MouseEvent| hand.give(EnrolForget {}, false))
                        }} test="asked-forget-submit">{ t!("asked-forget-submit") }</Button>
                    </> }}><p>{ t!("asked-forget-what") }</p></Dialog>
                }
            </div>
        </SigninFrame>
    }
}

/// How far it is.
fn written(asked: &AskedView) -> Html {
    if asked.when.is_empty() {
        return html! { <Banner tone={Tone::Warn} title={t!("asked-unwritten")} test="asked-unwritten"><p>{ t!("asked-unwritten-help") }</p></Banner> };
    }
    html! {
        <Banner tone={Tone::Pending} title={t!("asked-written", when = &asked.when)} alert=true test="asked-written">
            <p class="anywhere">{ t!("asked-written-help", path = &asked.path) }</p>
        </Banner>
    }
}
