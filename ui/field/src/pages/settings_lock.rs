//! The own passphrase and PIN, when the laptop locks itself, and logging out.

use jemput_ui_kit::{Button, ErrorBanner, Look, Select, TextField, call, t, use_say};
use jemput_wire::{
    AppError,
    officers::{LOCK_MINUTES, LockAfter, PassphraseChange, PinSet},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::settings_officers::CardProps;
use crate::parts::{Way, use_leave};

#[component(LockCard)]
pub(super) fn lock_card(props: &CardProps) -> Html {
    let fault = use_state(|| None::<AppError>);
    let (leave, asking) = use_leave();
    let minutes = LOCK_MINUTES
        .map(|n| {
            (
                n.to_string().into(),
                t!("lock-minutes-option", count = n).into(),
            )
        })
        .to_vec();
    let choose = {
        let (put, fault) = (props.put.clone(), fault.clone());
        Callback::from(move |typed: String| {
            let minutes = typed.parse().unwrap_or_default();
            let (put, fault) = (put.clone(), fault.clone());
            spawn_local(async move {
                match call(LockAfter { minutes }).await {
                    Ok(view) => put.emit(view),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    html! {
        <section class="card stack" aria-labelledby="lock-card">
            <h2 id="lock-card">{ t!("lock-title") }</h2>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <Select id="lock-minutes" label={t!("lock-minutes")} help={AttrValue::from(t!("lock-minutes-help"))} options={minutes}
                value={props.view.lock_minutes.to_string()} on_change={choose} test="lock-minutes" />
            <PinForm view={props.view.clone()} put={props.put.clone()} />
            <PassphraseForm />
            <div class="stack stack--tight"><p class="muted">{ t!("log-out-help") }</p>
                <div class="row"><Button icon="lock" onclick={leave.reform(|_: MouseEvent| Way::LogOut)} test="log-out">{ t!("log-out") }</Button></div></div>
            { asking }
        </section>
    }
}

#[component(PinForm)]
fn pin_form(props: &CardProps) -> Html {
    let pin = use_state(String::new);
    let fault = use_state(|| None::<AppError>);
    let say = use_say();
    let set = {
        let (typed, fault, put) = (pin.clone(), fault.clone(), props.put.clone());
        Callback::from(move |pin: String| {
            let words = if pin.is_empty() {
                "pin-removed"
            } else {
                "pin-saved"
            };
            let (typed, fault, put, say) = (typed.clone(), fault.clone(), put.clone(), say.clone());
            spawn_local(async move {
                match call(PinSet { pin }).await {
                    Ok(view) => {
                        typed.set(String::new());
                        fault.set(None);
                        put.emit(view);
                        say.done(t!(words));
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let onsubmit = {
        let (set, pin) = (set.clone(), (*pin).clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !pin.is_empty() {
                set.emit(pin.clone());
            }
        })
    };
    let on_input = {
        let pin = pin.clone();
        Callback::from(move |text: String| pin.set(text))
    };
    html! {
        <form class="stack stack--tight" {onsubmit} aria-labelledby="pin-title">
            <h3 id="pin-title">{ t!("pin-set-title") }</h3>
            <TextField id="pin-new" label={t!("pin-new")} help={AttrValue::from(t!("pin-set-help"))} value={(*pin).clone()} kind="password" keyboard="numeric"
                max={12} complete="off" {on_input} test="pin-new" />
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="row"><Button submit=true test="pin-save">{ t!("pin-save") }</Button>
                if props.view.pin { <Button look={Look::Quiet} onclick={set.reform(|_: MouseEvent| String::new())} test="pin-remove">{ t!("pin-remove") }</Button> }</div>
        </form>
    }
}

#[component(PassphraseForm)]
fn passphrase_form() -> Html {
    let old = use_state(String::new);
    let new = use_state(String::new);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let say = use_say();
    let onsubmit = {
        let (old, new, busy, fault) = (old.clone(), new.clone(), busy.clone(), fault.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            let (old, new, busy, fault, say) = (
                old.clone(),
                new.clone(),
                busy.clone(),
                fault.clone(),
                say.clone(),
            );
            spawn_local(async move {
                let wish = PassphraseChange {
                    old: (*old).clone(),
                    new: (*new).clone(),
                };
                match call(wish).await {
                    Ok(_) => {
                        old.set(String::new());
                        new.set(String::new());
                        fault.set(None);
                        say.done(t!("pass-saved"));
                    }
                    Err(error) => fault.set(Some(error)),
                }
                busy.set(false);
            });
        })
    };
    let edit = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text: String| state.set(text))
    };
    html! {
        <form class="stack stack--tight" {onsubmit} aria-labelledby="pass-title">
            <h3 id="pass-title">{ t!("pass-change-title") }</h3>
            <TextField id="pass-old" label={t!("pass-old")} value={(*old).clone()} kind="password" complete="current-password" on_input={edit(&old)} required=true test="pass-old" />
            <TextField id="pass-new" label={t!("pass-new")} help={AttrValue::from(t!("enrol-pass-help"))} value={(*new).clone()} kind="password" complete="new-password" on_input={edit(&new)} required=true test="pass-new" />
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="row"><Button submit=true busy={*busy} test="pass-save">{ t!("pass-save") }</Button></div>
        </form>
    }
}
