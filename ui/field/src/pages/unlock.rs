//! Signs an officer in.

use jemput_domain::id::OfficerId;
use jemput_ui_kit::{
    Banner, Button, ErrorBanner, Look, TextField, Tone, appearance, call, focus, t,
    timer::use_every,
};
use jemput_wire::{AppError, session};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{lost::Lost, recover_access::RecoverAccess};
use crate::{
    app::use_session,
    date,
    parts::{SigninFrame, WrongClock, initials},
};

/// Between two questions whether the office calls this laptop lost.
const LOST_MS: u32 = 5 * 60 * 1000;

/// The sign-in screen.
#[component(Unlock)]
pub(crate) fn unlock() -> Html {
    let session = use_session();
    let officer = use_state(|| session.view.officers.first().map(|officer| officer.id));
    let passphrase = use_state(String::new);
    let seen = use_state(|| false);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let by_pass = use_state(|| false);
    let forgot = use_state(|| false);
    {
        // A lost laptop learns of it here, with nobody signed in.
        let ask = {
            let put = session.put.clone();
            Callback::from(move |()| {
                let put = put.clone();
                spawn_local(async move {
                    if let Ok(view) = call(session::LostAsk {}).await
                        && view.lost.is_some()
                    {
                        put.emit(view);
                    }
                });
            })
        };
        let first = ask.clone();
        use_effect_with((), move |()| first.emit(()));
        use_every(Some(LOST_MS), ask);
    }
    let card = session
        .view
        .officers
        .iter()
        .find(|card| Some(card.id) == *officer);
    let pin_ready = card.is_some_and(|card| card.pin);
    let by_pin = pin_ready && !*by_pass;
    appearance::title(&t!("unlock-title"));
    let onsubmit = {
        let (officer, passphrase, busy, fault, put) = (
            *officer,
            passphrase.clone(),
            busy.clone(),
            fault.clone(),
            session.put.clone(),
        );
        let (again, typed) = (session.again.clone(), passphrase.clone());
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
            let (again, typed) = (again.clone(), typed.clone());
            spawn_local(async move {
                let answer = if by_pin {
                    let pin = passphrase;
                    call(session::UnlockPin { officer, pin }).await
                } else {
                    call(session::Unlock {
                        officer,
                        passphrase,
                    })
                    .await
                };
                match answer {
                    Ok(view) => put.emit(view),
                    Err(error) => {
                        if by_pin {
                            // Whether the PIN is still good; the wrong one is not mended, it is typed anew.
                            typed.set(String::new());
                            again.emit(());
                        }
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
            let (officer, passphrase, fault) = (officer.clone(), passphrase.clone(), fault.clone());
            Callback::from(move |_: Event| {
                // What one typed is no other's.
                passphrase.set(String::new());
                fault.set(None);
                officer.set(Some(id));
            })
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
    let other_way = {
        let (by_pass, passphrase, fault) = (by_pass.clone(), passphrase.clone(), fault.clone());
        Callback::from(move |_: MouseEvent| {
            passphrase.set(String::new());
            fault.set(None);
            by_pass.set(!*by_pass);
        })
    };
    let turn = |to: bool| {
        let forgot = forgot.clone();
        Callback::from(move |()| forgot.set(to))
    };
    if let Some(card) = card.filter(|_| *forgot) {
        return html! { <RecoverAccess officer={card.id} name={card.name.clone()} on_back={turn(false)} /> };
    }
    if let Some(lost) = &session.view.lost {
        return html! { <Lost lost={lost.clone()} on_recover={turn(true)} /> };
    }
    let why = &session.view.locked_why;
    html! {
        <SigninFrame>
            <form class="signin__form signin__form--narrow" aria-labelledby="title" {onsubmit}>
                <div><h1 id="title">{ t!("unlock-title") }</h1><p class="muted">{ date::with_weekday(&session.view.clock.today) }{ " · " }{ &session.view.clock.time }{ " " }{ &session.view.clock.zone }</p></div>
                if let Some(wrong) = &session.view.clock.wrong { <WrongClock wrong={wrong.clone()} /> }
                if !why.is_empty() && fault.is_none() {
                    <Banner tone={Tone::Info} title={AttrValue::from(t!(&format!("unlock-why-{why}")))} test="unlock-why">
                        { t!(if why == "ended" { "unlock-why-ended-help" } else { "unlock-why-help" }) }
                    </Banner>
                }
                <fieldset class="people"><legend class="field__label">{ t!("unlock-who") }</legend>{ for session.view.officers.iter().map(person) }</fieldset>
                <div class="stack stack--tight">
                    if by_pin {
                        <TextField key="pin" id="pass" label={t!("unlock-pin")} help={AttrValue::from(t!("unlock-pin-help"))} value={(*passphrase).clone()}
                            kind="password" keyboard="numeric" code=true max={12} {on_input} autofocus=true required=true test="unlock-pin" />
                    } else {
                        <TextField key="pass" id="pass" label={t!("unlock-pass")} help={AttrValue::from(t!("unlock-help"))} value={(*passphrase).clone()}
                            kind={if *seen { "text" } else { "password" }} complete="current-password" {on_input} autofocus=true required=true test="unlock-pass" />
                        <div><Button look={Look::Quiet} icon="eye" pressed={*seen} onclick={look}>{ t!("show-typed") }</Button></div>
                    }
                    if pin_ready { <div><Button look={Look::Quiet} onclick={other_way} test="unlock-other-way">{ t!(if by_pin { "unlock-by-pass" } else { "unlock-by-pin" }) }</Button></div> }
                </div>
                if let Some(error) = &*fault { <ErrorBanner error={error.clone()} />{ by_code(error, &turn(true)) } }
                <Button look={Look::Primary} large=true block=true submit=true busy={*busy} chip="Enter" test="unlock-submit">
                    { t!(if *busy { "unlock-busy" } else { "unlock-submit" }) }
                </Button>
                <div><Button look={Look::Quiet} onclick={turn(true).reform(|_: MouseEvent| ())} test="unlock-forgot">{ t!("unlock-forgot") }</Button></div>
            </form>
        </SigninFrame>
    }
}

/// The way that is left where no passphrase can help: the computer's keystore does not, or the way in is gone.
fn by_code(error: &AppError, forgot: &Callback<()>) -> Html {
    if error.code.starts_with("keystore-") || error.code == "officer-no-way-in" {
        html! { <div><Button onclick={forgot.reform(|_: MouseEvent| ())} test="unlock-by-code">{ t!("unlock-by-code") }</Button></div> }
    } else {
        Html::default()
    }
}
