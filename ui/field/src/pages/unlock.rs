//! Signs an officer in.

use jemput_domain::id::OfficerId;
use jemput_ui_kit::{Button, ErrorBanner, Look, TextField, appearance, call, focus, t};
use jemput_wire::{AppError, session};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    app::use_session,
    date,
    parts::{SigninFrame, WrongClock, initials},
};

/// The sign-in screen.
#[component(Unlock)]
pub(crate) fn unlock() -> Html {
    let session = use_session();
    let officer = use_state(|| session.view.officers.first().map(|officer| officer.id));
    let passphrase = use_state(String::new);
    let seen = use_state(|| false);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    appearance::title(&t!("unlock-title"));
    let onsubmit = {
        let (officer, passphrase, busy, fault, put) = (
            *officer,
            passphrase.clone(),
            busy.clone(),
            fault.clone(),
            session.put.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(officer) = officer.filter(|_| !*busy) else {
                return;
            };
            busy.set(true);
            fault.set(None);
            let (passphrase, busy, fault, put) = (
                (*passphrase).clone(),
                busy.clone(),
                fault.clone(),
                put.clone(),
            );
            spawn_local(async move {
                match call(session::Unlock {
                    officer,
                    passphrase,
                })
                .await
                {
                    Ok(view) => put.emit(view),
                    Err(error) => {
                        fault.set(Some(error));
                        busy.set(false);
                        focus::find("#pass");
                    }
                }
            });
        })
    };
    let person = |card: &session::OfficerCard| {
        let id: OfficerId = card.id;
        let onchange = {
            let officer = officer.clone();
            Callback::from(move |_: Event| officer.set(Some(id)))
        };
        html! {
            <label class="choice">
                <span class="avatar" aria-hidden="true">{ initials(&card.name) }</span><span>{ &card.name }</span>
                <input type="radio" name="officer" checked={*officer == Some(id)} {onchange} data-test="unlock-officer" />
            </label>
        }
    };
    let on_input = {
        let passphrase = passphrase.clone();
        Callback::from(move |text: String| passphrase.set(text))
    };
    let look = {
        let seen = seen.clone();
        Callback::from(move |_: MouseEvent| seen.set(!*seen))
    };
    html! {
        <SigninFrame>
            <form class="signin__form signin__form--narrow" aria-labelledby="title" {onsubmit}>
                <div><h1 id="title">{ t!("unlock-title") }</h1><p class="muted">{ date::with_weekday(&session.view.clock.today) }{ " · " }{ &session.view.clock.time }{ " " }{ &session.view.clock.zone }</p></div>
                if let Some(wrong) = &session.view.clock.wrong { <WrongClock wrong={wrong.clone()} /> }
                <fieldset class="people"><legend class="field__label">{ t!("unlock-who") }</legend>{ for session.view.officers.iter().map(person) }</fieldset>
                <div class="stack stack--tight">
                    <TextField id="pass" label={t!("unlock-pass")} help={AttrValue::from(t!("unlock-help"))} value={(*passphrase).clone()}
                        kind={if *seen { "text" } else { "password" }} complete="current-password" {on_input} autofocus=true required=true test="unlock-pass" />
                    <div><Button look={Look::Quiet} icon="eye" pressed={*seen} onclick={look}>{ t!("show-typed") }</Button></div>
                </div>
                if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                <Button look={Look::Primary} large=true block=true submit=true busy={*busy} chip="Enter" test="unlock-submit">
                    { t!(if *busy { "unlock-busy" } else { "unlock-submit" }) }
                </Button>
            </form>
        </SigninFrame>
    }
}
