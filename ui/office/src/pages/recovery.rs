//! A laptop's recovery code, read out to an officer who forgot the passphrase.

use jemput_ui_kit::{Badge, Banner, Button, Dialog, ErrorBanner, Look, TextField, Tone, t};
use jemput_wire::{
    AppError,
    office::{DevicePage, DeviceRow, ReadRecovery, RecoveryView, SendRecovery},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{api, app::use_session};

/// Properties of [`RecoveryButton`].
#[derive(Properties, PartialEq)]
pub(super) struct RecoveryProps {
    pub(super) row: DeviceRow,
    pub(super) put: Callback<DevicePage>,
}

/// The button, its question, and the code.
#[component(RecoveryButton)]
pub(super) fn recovery_button(props: &RecoveryProps) -> Html {
    let session = use_session();
    let session_for_send = session.clone();
    let open = use_state(|| false);
    let reason = use_state(String::new);
    let code = use_state(|| None::<String>);
    let fault = use_state(|| None::<AppError>);
    let show = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let close = {
        let (open, reason, code, fault) =
            (open.clone(), reason.clone(), code.clone(), fault.clone());
        Callback::from(move |()| {
            open.set(false);
            reason.set(String::new());
            code.set(None);
            fault.set(None);
        })
    };
    let on_input = {
        let reason = reason.clone();
        Callback::from(move |typed: String| reason.set(typed))
    };
    let onsubmit = {
        let id = props.row.id.clone();
        let (reason, code, fault, put) = (
            reason.clone(),
            code.clone(),
            fault.clone(),
            props.put.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let wish = ReadRecovery {
                id: id.clone(),
                reason: (*reason).clone(),
            };
            let (code, fault, put, csrf) = (
                code.clone(),
                fault.clone(),
                put.clone(),
                session.view.csrf.clone(),
            );
            fault.set(None);
            spawn_local(async move {
                match api::post::<RecoveryView>("devices/recovery", &csrf, &wish).await {
                    Ok(view) => {
                        code.set(Some(view.code));
                        put.emit(view.devices);
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let send = {
        let (id, compare) = (props.row.id.clone(), props.row.recovery_asked.clone());
        let (reason, fault, put) = (reason.clone(), fault.clone(), props.put.clone());
        let (close, csrf) = (close.clone(), session_for_send.view.csrf.clone());
        Callback::from(move |_: MouseEvent| {
            let wish = SendRecovery {
                id: id.clone(),
                compare: compare.clone(),
                reason: (*reason).clone(),
            };
            let (fault, put, close, csrf) =
                (fault.clone(), put.clone(), close.clone(), csrf.clone());
            fault.set(None);
            spawn_local(async move {
                match api::post::<DevicePage>("devices/recovery/send", &csrf, &wish).await {
                    Ok(page) => {
                        close.emit(());
                        put.emit(page);
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let asks = !props.row.recovery_asked.is_empty() && code.is_none();
    let actions = html! {
        <><Button large=true onclick={close.reform(|_: MouseEvent| ())} test="recovery-close">{ t!(if code.is_some() { "close" } else { "cancel" }) }</Button>
        if asks { <Button large=true onclick={send} test="recovery-send">{ t!("office-recovery-send") }</Button> }
        if code.is_none() { <button class="button button--danger button--large" type="submit" form="recovery-form" data-test="recovery-show">{ t!("office-recovery-show") }</button> }</>
    };
    html! {
        <>
            if asks { <Badge tone={Tone::Pending} test="recovery-asks">{ t!("office-recovery-asks") }</Badge> }
            <Button look={Look::Quiet} onclick={show} test="recovery">{ t!("office-recovery") }</Button>
            if *open {
                <Dialog id="recovery-title" title={t!("office-recovery-title", name = &props.row.name)} on_close={close} {actions}>
                    if let Some(code) = &*code {
                        <Banner tone={Tone::Ok} title={AttrValue::from(t!("office-recovery-ready"))}>
                            <p class="new-code__code" data-test="recovery-code">{ code }</p>
                        </Banner>
                    } else {
                        <form id="recovery-form" class="stack" {onsubmit}>
                            <p>{ t!("office-recovery-help") }</p>
                            if asks { <div><p>{ t!("office-recovery-compare") }</p><p class="new-code__code" data-test="recovery-compare">{ &props.row.recovery_asked }</p></div> }
                            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                            <TextField id="recovery-reason" label={t!("office-recovery-reason")} help={AttrValue::from(t!("office-recovery-reason-help"))} value={(*reason).clone()} {on_input} required=true max={200} test="recovery-reason" />
                        </form>
                    }
                </Dialog>
            }
        </>
    }
}
