//! Retiring this laptop: everything goes to the office, then everything is deleted here.

use jemput_ui_kit::{Button, CheckBox, Dialog, ErrorBanner, Look, TextField, call, t, use_load};
use jemput_wire::{
    AppError,
    retire::{Retire, RetireCheck},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::use_session;

/// The card.
#[component(RetireCard)]
pub(crate) fn retire_card() -> Html {
    let open = use_state(|| false);
    let turn = |on: bool| {
        let open = open.clone();
        Callback::from(move |()| open.set(on))
    };
    html! {
        <section class="card stack" aria-labelledby="retire">
            <h2 id="retire">{ t!("retire-title") }</h2>
            <p class="muted">{ t!("retire-help") }</p>
            <div class="row"><Button icon="danger" onclick={turn(true).reform(|_: MouseEvent| ())} test="retire-open">{ t!("retire-open") }</Button></div>
            if *open { <RetireForm on_close={turn(false)} /> }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct RetireProps {
    on_close: Callback<()>,
}

#[component(RetireForm)]
fn retire_form(props: &RetireProps) -> Html {
    let session = use_session();
    let check = use_load(RetireCheck {});
    let passphrase = use_state(String::new);
    let drop_drafts = use_state(|| false);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let onsubmit = {
        let wish = Retire {
            passphrase: (*passphrase).clone(),
            drop_drafts: *drop_drafts,
        };
        let (busy, fault, put) = (busy.clone(), fault.clone(), session.put.clone());
        let again = session.again.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            fault.set(None);
            let (wish, busy, fault, put, again) = (
                wish.clone(),
                busy.clone(),
                fault.clone(),
                put.clone(),
                again.clone(),
            );
            spawn_local(async move {
                match call(wish).await {
                    Ok(view) => put.emit(view),
                    Err(error) => {
                        // The laptop may be past the point of no return and only a file refused to go.
                        if error.code == "internal" || error.code == "disk-full" {
                            again.emit(());
                        }
                        fault.set(Some(error));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let on_input = {
        let passphrase = passphrase.clone();
        Callback::from(move |typed: String| passphrase.set(typed))
    };
    let on_drop = {
        let drop_drafts = drop_drafts.clone();
        Callback::from(move |on: bool| drop_drafts.set(on))
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    let view = check.data.ready().copied().unwrap_or_default();
    html! {
        <Dialog id="retire-title" title={t!("retire-ask")} on_close={props.on_close.clone()} actions={html! {
            <><Button large=true look={Look::Plain} onclick={close}>{ t!("cancel") }</Button>
            <button class="button button--danger button--large" type="submit" form="retire-form" disabled={*busy} data-test="retire-submit">{ t!(if *busy { "retire-busy" } else { "retire-submit" }) }</button></>
        }}>
            <form id="retire-form" class="stack" {onsubmit}>
                <p>{ t!("retire-what") }</p>
                <ul>
                    <li data-test="retire-unsent">{ t!("retire-unsent", count = view.unsent, files = view.files) }</li>
                    <li data-test="retire-unsafe">{ t!("retire-unsafe", count = view.unsafe_changes) }</li>
                    if view.drafts > 0 { <li>{ t!("retire-drafts", count = view.drafts) }</li> }
                </ul>
                <p class="muted small">{ t!("retire-own-files") }</p>
                if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                if view.drafts > 0 { <CheckBox checked={*drop_drafts} on_change={on_drop} test="retire-drop">{ t!("retire-drop") }</CheckBox> }
                <TextField id="retire-pass" label={t!("retire-pass")} value={(*passphrase).clone()} kind="password" complete="current-password" {on_input} required=true test="retire-pass" />
            </form>
        </Dialog>
    }
}
