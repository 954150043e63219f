//! Which letter shall it be?

use jemput_domain::id::ResidentId;
use jemput_ui_kit::{ErrorBanner, Icon, Load, appearance, call, t, use_load, words};
use jemput_wire::{
    AppError,
    request::RequestStart,
    resident::ResidentGet,
    service::{ServiceCard, ServiceList},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::route::Route;

/// Properties of [`Services`].
#[derive(Properties, PartialEq)]
pub(crate) struct ServicesProps {
    pub(crate) resident: ResidentId,
}

/// The screen.
#[component(Services)]
pub(crate) fn services(props: &ServicesProps) -> Html {
    let services = use_load(ServiceList {});
    let resident = use_load(ResidentGet { id: props.resident });
    let fault = use_state(|| None::<AppError>);
    appearance::title(&t!("services-title"));
    let start = {
        let (fault, resident) = (fault.clone(), props.resident);
        Callback::from(move |service: String| {
            let fault = fault.clone();
            spawn_local(async move {
                match call(RequestStart { resident, service }).await {
                    Ok(request) => Route::Request(request.id).go(),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let row = |service: &ServiceCard| {
        let id = service.id.clone();
        let fee = if service.fee_rupiah == 0 {
            t!("fee-none")
        } else {
            t!("fee", amount = words::number(service.fee_rupiah))
        };
        html! {
            <li><button class="list-row" type="button" onclick={start.reform(move |_: MouseEvent| id.clone())} data-test={format!("service-{}", service.id)}>
                <Icon name="letter" />
                <span><span class="list-row__title">{ &service.title }</span>
                <span class="list-row__sub">{ fee }{ " · " }{ t!("minutes", count = service.time_minutes) }</span>
                <span class="list-row__sub">{ t!("service-needs", list = service.requirements.join(", ")) }</span></span>
                <Icon name="right" />
            </button></li>
        }
    };
    let name = resident
        .data
        .ready()
        .map(|view| view.card.name.clone())
        .unwrap_or_default();
    html! {
        <>
            <div class="page-head"><div><h1>{ t!("services-title") }</h1><p>{ t!("services-for", name = name) }</p></div></div>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            { match &services.data {
                Load::Waiting => html! { <p role="status">{ t!("opening") }</p> },
                Load::Failed(error) => html! { <ErrorBanner error={error.clone()} /> },
                Load::Ready(services) => html! { <section class="card card--flush"><ul class="rows rows--first-plain">{ for services.iter().map(row) }</ul></section> },
            } }
        </>
    }
}
