//! What needs a look today.

use jemput_ui_kit::{Badge, Banner, Button, Empty, Look, Tone, appearance, t, words};
use jemput_wire::office::{Act, DevicePage, DeviceRow};
use yew::prelude::*;

use super::backups::Backups;
use crate::{api::use_get, app::use_session, parts::waiting_or_failed, route::Route};

/// The first screen.
#[component(Overview)]
pub(crate) fn overview() -> Html {
    let view = use_session().view;
    appearance::title(&t!("office-nav-overview"));
    let figure = |count: u32, words: String, route: &Route| {
        if route.act().is_some_and(|act| !view.may(act)) {
            return Html::default();
        }
        html! { <div><dt><a href={route.href()}>{ words }</a></dt><dd class="figure">{ words::number(u64::from(count)) }</dd></div> }
    };
    html! {
        <div class="page">
            <div class="page-head"><div><h1>{ t!("office-overview-title") }</h1><p>{ t!("office-overview-intro") }</p></div></div>
            if view.conflicts > 0 {
                <Banner tone={Tone::Warn} title={AttrValue::from(t!("office-conflicts-some", count = view.conflicts))} action={html! {
                    <Button href={Route::Conflicts.href()}>{ t!("office-conflicts-look") }</Button>
                }}>{ t!("office-conflicts-safe") }</Banner>
            }
            if view.may(Act::SeeDevices) || view.may(Act::SeeMatters) { <section class="card" aria-labelledby="figures">
                <h2 class="hidden-text" id="figures">{ t!("office-figures") }</h2>
                <dl class="figures figures--wide">
                    { figure(view.devices, t!("office-figure-devices"), &Route::Devices) }
                    { figure(view.devices_today, t!("office-figure-today"), &Route::Devices) }
                    { figure(view.conflicts, t!("office-figure-conflicts"), &Route::Conflicts) }
                    { figure(view.looks, t!("office-figure-looks"), &Route::Looks) }
                    { figure(view.inbox, t!("office-figure-inbox"), &Route::Inbox) }
                    { figure(view.duplicates, t!("office-figure-duplicates"), &Route::Duplicates) }
                </dl>
            </section> } else { <Banner tone={Tone::Info}>{ t!("office-overview-none") }</Banner> }
            if view.may(Act::SeeBackups) { <Backups /> }
            if view.may(Act::SeeDevices) { <Contacts /> }
        </div>
    }
}

#[component(Contacts)]
fn contacts() -> Html {
    let devices = use_get::<DevicePage>("devices".to_owned());
    let may_admit = use_session().view.may(Act::AdmitDevices);
    html! {
            <section class="card card--flush" aria-labelledby="contact">
                <div class="card__head"><h2 id="contact">{ t!("office-contact-title") }</h2></div>
                { waiting_or_failed(&devices) }
                if let Some(page) = devices.ready() {
                    if page.rows.is_empty() {
                        <Empty icon="laptop" title={t!("office-devices-none")}>
                            <p>{ t!("office-devices-none-help") }</p>
                            if may_admit { <Button look={Look::Primary} icon="add" href={Route::Devices.href()}>{ t!("office-code-title") }</Button> }
                        </Empty>
                    } else {
                        <ul class="rows">{ for page.rows.iter().map(contact) }</ul>
                    }
                }
            </section>
    }
}

fn contact(device: &DeviceRow) -> Html {
    let (tone, words) = if device.today {
        (Tone::Ok, t!("office-contact-today"))
    } else if device.last_contact.is_empty() {
        (Tone::Pending, t!("office-contact-never"))
    } else {
        (
            Tone::Pending,
            t!("office-contact-at", when = &device.last_contact),
        )
    };
    html! {
        <li key={device.id.clone()}><div class="list-row">
            <Badge tone={Tone::Plain}><span class="code">{ &device.mark }</span></Badge>
            <div><span class="list-row__title">{ &device.name }</span><span class="list-row__sub">{ &device.officer }</span></div>
            <Badge {tone}>{ words }</Badge>
        </div></li>
    }
}
