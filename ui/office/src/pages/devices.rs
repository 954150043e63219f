//! The office's laptops.

use jemput_ui_kit::{Badge, Button, Empty, Tone, appearance, t};
use jemput_wire::office::{Act, DevicePage, DeviceRow, SessionView, VillageRow};
use yew::prelude::*;

use super::{
    bundles::Bundles, new_code::NewCodeForm, officers::Officers, recovery::RecoveryButton,
    revoke::RevokeButton,
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
                <th scope="row">{ &device.name }</th>
                <td><span class="code">{ &device.mark }</span>
                    if device.revoked.is_empty() { <span class="list-row__sub">{ t!("office-key-until", date = &device.key_until) }</span>if view.may(Act::RevokeDevices) { <RevokeButton row={device.clone()} put={put.clone()} /> } }
                    else { <Badge tone={Tone::Danger} test="revoked">{ t!("office-revoked", when = &device.revoked) }</Badge> }</td>
                <td>{ device.officers.join(", ") }
                    if device.recovery {
                        if !device.recovery_read.is_empty() { <span class="list-row__sub" data-test="recovery-read">{ t!("office-recovery-read", when = &device.recovery_read) }</span> }
                        if view.may(Act::ReadRecovery) { <RecoveryButton row={device.clone()} put={put.clone()} /> }
                    }</td>
                <td>{ names(device) }</td>
                <td class="nowrap">{ &device.enrolled }</td>
                <td>if device.today {
                    <Badge tone={Tone::Ok}>{ t!("office-contact-at", when = &device.last_contact) }</Badge>
                } else if device.last_contact.is_empty() {
                    <Badge tone={Tone::Pending}>{ t!("office-contact-never") }</Badge>
                } else {
                    <Badge tone={Tone::Pending}>{ t!("office-contact-at", when = &device.last_contact) }</Badge>
                }</td>
                <td>if !view.may(Act::CarryBundles) {} else if device.usb {
                    <Button icon="usb" href={api::bundle_of(&device.id)} test="office-bundle-give">{ t!("office-bundles-give-button") }</Button>
                } else { <span class="muted small">{ t!("office-bundles-no-key") }</span> }</td>
            </tr>
        }
    };
    html! {
        <div class="table-wrap"><table class="table">
            <caption class="hidden-text">{ t!("office-devices-title") }</caption>
            <thead><tr>
                <th scope="col">{ t!("office-device-name") }</th><th scope="col">{ t!("office-device-mark") }</th>
                <th scope="col">{ t!("office-device-officer") }</th><th scope="col">{ t!("office-device-villages") }</th>
                <th scope="col">{ t!("office-device-enrolled") }</th><th scope="col">{ t!("office-device-contact") }</th>
                <th scope="col">{ t!("office-nav-bundles") }</th>
            </tr></thead>
            <tbody>{ for page.rows.iter().map(row) }</tbody>
        </table></div>
    }
}
