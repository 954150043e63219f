//! The office's laptops.

use jemput_ui_kit::{Badge, Button, Empty, Tone, appearance, t};
use jemput_wire::office::{Act, DevicePage, DeviceRow, SessionView, VillageRow};
use yew::prelude::*;

use super::{
    bundles::Bundles, device_state::DeviceState, lost::LostState, new_code::NewCodeForm,
    officers::Officers, recovery::RecoveryButton, revoke::RevokeButton,
};
use crate::{
    api::{self, use_get},
    app::use_session,
    parts::waiting_or_failed,
};

/// The screen.
#[component(Devices)]
pub(crate) fn devices() -> Html {
    let view = use_session().view;
    let data = use_get::<DevicePage>("devices".to_owned());
    let newest = use_state(|| None::<DevicePage>);
    let put = {
        let newest = newest.clone();
        Callback::from(move |page: DevicePage| newest.set(Some(page)))
    };
    appearance::title(&t!("office-nav-devices"));
    html! {
        <div class="page">
            <div class="page-head"><h1>{ t!("office-devices-title") }</h1></div>
            { waiting_or_failed(&data) }
            if let Some(page) = newest.as_ref().or(data.ready()) {
                if view.may(Act::AdmitDevices) { <NewCodeForm villages={page.villages.clone()} /> }
                <section class="card card--flush" aria-label={t!("office-devices-title")}>
                    if page.rows.is_empty() {
                        <Empty icon="laptop" title={t!("office-devices-none")}><p>{ t!("office-devices-none-help") }</p></Empty>
                    } else { { table(page, &put, &view) } }
                </section>
                if view.may(Act::SeeOfficers) { <Officers villages={page.villages.clone()} /> }
                if view.may(Act::CarryBundles) { <Bundles /> }
            }
        </div>
    }
}

/// One that is lost, retired or not trusted any more gets nothing, by whichever way.
fn is_served(device: &DeviceRow) -> bool {
    device.lost.is_none() && device.retired.is_empty() && device.revoked.is_empty()
}

fn table(page: &DevicePage, put: &Callback<DevicePage>, view: &SessionView) -> Html {
    let names = |device: &DeviceRow| {
        let name = |code: &_| {
            let known = page
                .villages
                .iter()
                .find(|row: &&VillageRow| row.code == *code);
            known.map_or_else(|| code.to_string(), |row| row.name.clone())
        };
        device
            .villages
            .iter()
            .map(name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let row = |device: &DeviceRow| {
        html! {
            <tr key={device.id.clone()} data-test="office-row">
                <th scope="row">{ &device.name }<span class="list-row__sub"><span class="code">{ &device.mark }</span></span></th>
                <td>{ device.officers.join(", ") }
                    if device.recovery {
                        if !device.recovery_read.is_empty() { <span class="list-row__sub" data-test="recovery-read">{ t!("office-recovery-read", when = &device.recovery_read) }</span> }
                        if view.may(Act::ReadRecovery) { <RecoveryButton row={device.clone()} put={put.clone()} /> }
                    }</td>
                <td>{ names(device) }</td>
                <td><DeviceState row={device.clone()} /></td>
                <td><div class="stack stack--tight">{ trust(device, put, view) }</div></td>
                <td>if !view.may(Act::CarryBundles) || !is_served(device) {} else if device.usb {
                    <Button icon="usb" href={api::bundle_of(&device.id)} test="office-bundle-give">{ t!("office-bundles-give-button") }</Button>
                } else { <span class="muted small">{ t!("office-bundles-no-key") }</span> }</td>
            </tr>
        }
    };
    html! {
        <div class="table-wrap"><table class="table">
            <caption class="hidden-text">{ t!("office-devices-title") }</caption>
            <thead><tr>
                <th scope="col">{ t!("office-device-name") }</th>
                <th scope="col">{ t!("office-device-officer") }</th><th scope="col">{ t!("office-device-villages") }</th>
                <th scope="col">{ t!("office-device-state") }</th><th scope="col">{ t!("office-device-trust") }</th>
                <th scope="col">{ t!("office-nav-bundles") }</th>
            </tr></thead>
            <tbody>{ for page.rows.iter().map(row) }</tbody>
        </table></div>
    }
}

/// Whether its key is trusted, and what can be done about it.
fn trust(device: &DeviceRow, put: &Callback<DevicePage>, view: &SessionView) -> Html {
    if !device.retired.is_empty() {
        return html! { <Badge tone={Tone::Plain} test="retired">{ t!("office-retired", when = &device.retired) }</Badge> };
    }
    let trusted = device.revoked.is_empty();
    html! {
        <>
            if trusted && device.lost.is_none() { <span class="list-row__sub">{ t!("office-key-until", date = &device.key_until) }</span> }
            if !trusted { <Badge tone={Tone::Danger} test="revoked">{ t!("office-revoked", when = &device.revoked) }</Badge> }
            <LostState row={device.clone()} put={put.clone()} />
            if trusted && view.may(Act::RevokeDevices) { <RevokeButton row={device.clone()} put={put.clone()} /> }
        </>
    }
}
