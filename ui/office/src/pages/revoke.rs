//! A laptop's key is not trusted any more, for good.

use jemput_ui_kit::{Button, DateField, Dialog, ErrorBanner, Look, date_field::to_iso, t};
use jemput_wire::{
    AppError,
    office::{DevicePage, DeviceRow, Revoke},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{api, app::use_session};

/// Properties of [`RevokeButton`].
#[derive(Properties, PartialEq)]
pub(super) struct RevokeProps {
    pub(super) row: DeviceRow,
    pub(super) put: Callback<DevicePage>,
}

/// The button and its question.
#[component(RevokeButton)]
pub(super) fn revoke_button(props: &RevokeProps) -> Html {
    let session = use_session();
    let open = use_state(|| false);
    let day = use_state(String::new);
    let fault = use_state(|| None::<AppError>);
    let show = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let on_input = {
        let day = day.clone();
        Callback::from(move |typed: String| day.set(typed))
    };
    let onsubmit = {
        let id = props.row.id.clone();
        let (day, fault, open, put) = (day.clone(), fault.clone(), open.clone(), props.put.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let wish = Revoke {
                id: id.clone(),
                last_day: to_iso(&day),
            };
            let (fault, open, put, csrf) = (
                fault.clone(),
                open.clone(),
                put.clone(),
                session.view.csrf.clone(),
            );
            fault.set(None);
            spawn_local(async move {
                match api::post("devices/revoke", &csrf, &wish).await {
                    Ok(page) => {
                        open.set(false);
                        put.emit(page);
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    html! {
        <>
            <Button look={Look::Quiet} icon="danger" onclick={show} test="revoke">{ t!("office-revoke") }</Button>
            if *open {
                <Dialog id="revoke-title" title={t!("office-revoke-title", name = &props.row.name)} on_close={close.clone()} actions={html! {
                    <><Button large=true onclick={close.reform(|_: MouseEvent| ())}>{ t!("cancel") }</Button>
                    <button class="button button--danger button--large" type="submit" form="revoke-form" data-test="revoke-submit">{ t!("office-revoke") }</button></>
                }}>
                    <form id="revoke-form" class="stack" {onsubmit}>
                        <p>{ t!("office-revoke-help") }</p>
                        if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                        <DateField id="revoke-day" label={t!("office-revoke-day")} help={AttrValue::from(t!("office-revoke-day-help"))} value={(*day).clone()} {on_input} optional=true test="revoke-day" />
                    </form>
                </Dialog>
            }
        </>
    }
}
