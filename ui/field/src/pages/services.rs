//! Which letter shall it be? Typed by a part of its name, or chosen from the list.

use jemput_domain::id::ResidentId;
use jemput_ui_kit::{
    Empty, ErrorBanner, Icon, Load, TextField, appearance, call, list::walk, t, use_load, words,
};
use jemput_wire::{
    AppError,
    request::RequestStart,
    resident::ResidentGet,
    service::{ServiceCard, ServiceList},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::route::Route;

/// So many are seen at once; more are searched.
const FEW: usize = 6;

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
    let query = use_state(String::new);
    let mark = use_state(|| 0_usize);
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
    let all = services.data.ready().cloned().unwrap_or_default();
    let shown: Vec<ServiceCard> = all
        .iter()
        .filter(|service| fits(service, &query))
        .cloned()
        .collect();
    let on_input = {
        let (query, mark) = (query.clone(), mark.clone());
        Callback::from(move |text: String| {
            query.set(text);
            mark.set(0);
        })
    };
    let onkeydown = {
        let (mark, shown, start, query) =
            (mark.clone(), shown.clone(), start.clone(), query.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !query.trim().is_empty() {
                event.prevent_default();
                if let Some(service) = shown.get(*mark) {
                    start.emit(service.id.clone());
                }
            } else if let Some(place) = walk(&event.key(), Some(*mark), shown.len()) {
                event.prevent_default();
                mark.set(place);
            }
        })
    };
    let searched = all.len() > FEW;
    let row = |(place, service): (usize, &ServiceCard)| {
        let id = service.id.clone();
        let fee = if service.fee_rupiah == 0 {
            t!("fee-none")
        } else {
            t!("fee", amount = words::number(service.fee_rupiah))
        };
        let marked = searched && !query.trim().is_empty() && place == *mark;
        html! {
            <li key={service.id.clone()}><button class={classes!("list-row", marked.then_some("list-row--marked"))} type="button"
                onclick={start.reform(move |_: MouseEvent| id.clone())} data-test={format!("service-{}", service.id)}>
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
                Load::Ready(_) => html! {
                    <>
                        if searched {
                            <div {onkeydown} class="services-search"><TextField id="service-search" label={t!("services-search")} value={(*query).clone()} {on_input} autofocus=true test="service-search" /></div>
                            <p class="hidden-text" role="status">{ t!("services-found", count = shown.len() as u64) }</p>
                        }
                        <section class="card card--flush">
                            if shown.is_empty() { <Empty icon="letter" title={t!("services-none")}><p>{ t!("services-none-help") }</p></Empty> }
                            <ul class="rows rows--first-plain">{ for shown.iter().enumerate().map(row) }</ul>
                        </section>
                    </>
                },
            } }
        </>
    }
}

/// Whether every typed word is in the letter's name.
fn fits(service: &ServiceCard, query: &str) -> bool {
    let title = service.title.to_lowercase();
    query
        .to_lowercase()
        .split_whitespace()
        .all(|word| title.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_found_by_parts_of_its_name_in_any_order() {
        let service = ServiceCard {
            id: "domisili".to_owned(),
            title: "Surat Keterangan Domisili".to_owned(),
            category: "kependudukan".to_owned(),
            fee_rupiah: 0,
            time_minutes: 10,
            requirements: Vec::new(),
        };
        for query in ["", " domi ", "domisili ket", "SURAT"] {
            assert!(fits(&service, query), "{query}");
        }
        assert!(!fits(&service, "usaha"));
    }
}
