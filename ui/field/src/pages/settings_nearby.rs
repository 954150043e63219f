//! Printers that announce themselves in the network: found by a press, taken by another one.

use jemput_ui_kit::{Badge, Button, Empty, ErrorBanner, Load, Tone, call, t};
use jemput_wire::printer::{NearbyPrinter, PrinterNearby, PrinterSelect};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Properties of [`NearbyPrinters`].
#[derive(Properties, PartialEq)]
pub(super) struct NearbyProps {
    /// Ids of the printers on the list already.
    pub(super) known: Vec<String>,
    pub(super) on_select: Callback<PrinterSelect>,
}

/// The search.
#[component(NearbyPrinters)]
pub(super) fn nearby_printers(props: &NearbyProps) -> Html {
    // Nobody waits for the network unasked.
    let found = use_state(|| None::<Load<Vec<NearbyPrinter>>>);
    let look = {
        let found = found.clone();
        Callback::from(move |_: MouseEvent| {
            let found = found.clone();
            found.set(Some(Load::Waiting));
            spawn_local(async move {
                found.set(Some(match call(PrinterNearby {}).await {
                    Ok(list) => Load::Ready(list),
                    Err(error) => Load::Failed(error),
                }));
            });
        })
    };
    let row = |printer: &NearbyPrinter| {
        let wish = PrinterSelect {
            id: printer.id.clone(),
            name: Some(printer.name.clone()),
            paper: "F4".to_owned(),
            offset_x: 0,
            offset_y: 0,
        };
        let take = props.on_select.reform(move |_: MouseEvent| wish.clone());
        let place = if printer.place.is_empty() {
            printer.id.clone()
        } else {
            printer.place.clone()
        };
        html! {
            <li key={printer.id.clone()} class="row row--between" data-test="printer-found">
                <div><strong>{ &printer.name }</strong><p class="list-row__sub">{ place }</p>
                    if !printer.takes_pdf { <p class="is-warn small">{ t!("printer-found-no-pdf") }</p> }</div>
                if printer.takes_pdf {
                    <Button onclick={take} label={t!("printer-found-take", name = &printer.name)} test="printer-found-take">{ t!("printer-take") }</Button>
                } else {
                    <Badge tone={Tone::Plain}>{ t!("printer-found-unusable") }</Badge>
                }
            </li>
        }
    };
    let waits = matches!(&*found, Some(Load::Waiting));
    html! {
        <div class="card__note stack" role="group" aria-labelledby="printers-found">
            <div class="row row--between">
                <div><h3 id="printers-found">{ t!("printers-found") }</h3><p class="field__help">{ t!("printers-found-help") }</p></div>
                <Button icon="search" busy={waits} onclick={look} test="printers-search">{ t!("printers-search") }</Button>
            </div>
            { match &*found {
                None => Html::default(),
                Some(Load::Waiting) => html! { <p class="muted" role="status">{ t!("printers-searching") }</p> },
                Some(Load::Failed(error)) => html! { <ErrorBanner error={error.clone()} /> },
                Some(Load::Ready(list)) => {
                    let fresh: Vec<_> = list.iter().filter(|one| !props.known.contains(&one.id)).collect();
                    if fresh.is_empty() {
                        html! { <div data-test="printers-found-none"><Empty icon="printer" title={t!("printers-found-none")}><p>{ t!("printers-found-none-help") }</p></Empty></div> }
                    } else {
                        html! { <ul class="stack found-printers">{ for fresh.into_iter().map(row) }</ul> }
                    }
                }
            } }
        </div>
    }
}
