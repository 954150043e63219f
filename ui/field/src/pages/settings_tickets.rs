//! The ticket printer: none, a device of this laptop, one in the network, or PDF files.

use jemput_ui_kit::{Button, ErrorBanner, Load, Select, TextField, call, t, use_load, use_say};
use jemput_wire::{
    AppError,
    queue::{TicketPrinterSelect, TicketPrinters},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The choice that opens a field for an address.
const OTHER: &str = "other";

/// The card.
#[component(Tickets)]
pub(super) fn tickets() -> Html {
    let printers = use_load(TicketPrinters {});
    let fault = use_state(|| None::<AppError>);
    let typed = use_state(|| None::<String>);
    let say = use_say();
    let Load::Ready(view) = &printers.data else {
        return Html::default();
    };
    let select = {
        let (put, fault, typed) = (printers.put.clone(), fault.clone(), typed.clone());
        Callback::from(move |(address, paper_mm): (String, u32)| {
            let (put, fault, typed, say) = (put.clone(), fault.clone(), typed.clone(), say.clone());
            spawn_local(async move {
                match call(TicketPrinterSelect { address, paper_mm }).await {
                    Ok(view) => {
                        fault.set(None);
                        typed.set(None);
                        say.done(t!("tickets-kept"));
                        put.emit(view);
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let mut options: Vec<(AttrValue, AttrValue)> = vec![
        ("".into(), t!("tickets-none").into()),
        ("file".into(), t!("tickets-file").into()),
    ];
    let mut listed = view.found.clone();
    if !view.address.is_empty() && view.address != "file" && !listed.contains(&view.address) {
        listed.push(view.address.clone());
    }
    options.extend(
        listed
            .into_iter()
            .map(|address| (address.clone().into(), address.into())),
    );
    options.push((OTHER.into(), t!("tickets-other").into()));
    let choose = {
        let (select, typed, paper) = (select.clone(), typed.clone(), view.paper_mm);
        Callback::from(move |address: String| {
            if address == OTHER {
                typed.set(Some(String::new()));
            } else {
                select.emit((address, paper));
            }
        })
    };
    let widths = [58_u32, 80]
        .map(|mm| (mm.to_string().into(), t!("tickets-mm", mm = mm).into()))
        .to_vec();
    let width = {
        let (select, address) = (select.clone(), view.address.clone());
        Callback::from(move |mm: String| {
            select.emit((address.clone(), mm.parse().unwrap_or_default()));
        })
    };
    let onsubmit = {
        let (typed, paper) = (typed.clone(), view.paper_mm);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = typed.as_deref().unwrap_or_default().trim().to_owned();
            // People know the number of a printer, or the name of a device.
            let address = if text.contains("://") {
                text
            } else if text.starts_with('/') {
                format!("file://{text}")
            } else {
                format!("tcp://{text}")
            };
            select.emit((address, paper));
        })
    };
    let on_input = {
        let typed = typed.clone();
        Callback::from(move |text: String| typed.set(Some(text)))
    };
    let chosen = if typed.is_some() {
        OTHER.to_owned()
    } else {
        view.address.clone()
    };
    html! {
        <section class="card stack" aria-labelledby="tickets">
            <h2 id="tickets">{ t!("tickets-title") }</h2>
            <p class="muted">{ t!("tickets-help") }</p>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="fields">
                <Select id="ticket-printer" label={t!("tickets-printer")} {options} value={chosen} on_change={choose} test="ticket-printer" />
                <Select id="ticket-paper" label={t!("tickets-paper")} options={widths} value={view.paper_mm.to_string()} on_change={width} test="ticket-paper" />
            </div>
            if let Some(text) = &*typed {
                <form class="stack" {onsubmit}>
                    <TextField id="ticket-address" label={t!("tickets-address")} help={AttrValue::from(t!("tickets-address-help"))} value={text.clone()} {on_input}
                        example={AttrValue::Static("192.168.1.50")} code=true autofocus=true required=true test="ticket-address" />
                    <div class="row"><Button submit=true test="ticket-address-use">{ t!("printer-take") }</Button></div>
                </form>
            }
        </section>
    }
}
