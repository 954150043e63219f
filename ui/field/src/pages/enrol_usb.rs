//! The second way to join, beside the network: the request goes onto a stick.

use jemput_ui_kit::{Button, ErrorBanner, call, t};
use jemput_wire::{
    AppError,
    session::{Enrol, EnrolRequestSave},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{app::use_session, parts::StickFolders};

/// Properties of [`EnrolUsb`].
#[derive(Properties, PartialEq)]
pub(super) struct EnrolUsbProps {
    /// What the form holds.
    pub(super) wish: Enrol,
    /// The office's line was read.
    pub(super) line: bool,
    /// It has the office's key for bundles.
    pub(super) possible: bool,
    /// It was written: the passphrase.
    pub(super) on_asked: Callback<String>,
}

/// The card: closed at first, since most laptops join where a signal is.
#[component(EnrolUsb)]
pub(super) fn enrol_usb(props: &EnrolUsbProps) -> Html {
    let session = use_session();
    let open = use_state(|| false);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let on_path = {
        let (busy, fault, put, wish) = (
            busy.clone(),
            fault.clone(),
            session.put.clone(),
            props.wish.clone(),
        );
        let on_asked = props.on_asked.clone();
        Callback::from(move |folder: String| {
            if *busy {
                return;
            }
            busy.set(true);
            let (busy, fault, put, on_asked) =
                (busy.clone(), fault.clone(), put.clone(), on_asked.clone());
            let passphrase = wish.passphrase.clone();
            let wish = EnrolRequestSave {
                wish: Some(wish.clone()),
                passphrase: String::new(),
                folder,
            };
            spawn_local(async move {
                match call(wish).await {
                    Ok(view) => {
                        on_asked.emit(passphrase);
                        put.emit(view);
                    }
                    Err(error) => {
                        fault.set(Some(error));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let set_fault = {
        let fault = fault.clone();
        Callback::from(move |error| fault.set(error))
    };
    let show = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    html! {
        <section class="card stack" aria-labelledby="enrol-usb">
            <div><h2 id="enrol-usb">{ t!("enrol-usb-title") }</h2><p class="muted">{ t!("enrol-usb-help") }</p></div>
            if !props.line { <p data-test="enrol-usb-line">{ t!("enrol-usb-line") }</p> }
            else if !props.possible { <p data-test="enrol-usb-old">{ t!("enrol-usb-old") }</p> }
            else if *open {
                <div class="card card--flush"><StickFolders button={t!(if *busy { "enrol-usb-busy" } else { "enrol-usb-save" })} {on_path} fault={set_fault} /></div>
                <div aria-live="polite">if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }</div>
            } else {
                <div class="row"><Button icon="usb" onclick={show} test="enrol-usb-open">{ t!("enrol-usb-save") }</Button></div>
            }
        </section>
    }
}
