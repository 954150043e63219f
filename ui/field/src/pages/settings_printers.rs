//! The printers of this laptop: which one is used, which paper goes to which.

use jemput_ui_kit::{Button, Empty, ErrorBanner, Load, Select, TextField, call, t, use_load};
use jemput_wire::{
    AppError, Command,
    printer::{PrinterForPaper, PrinterForget, PrinterList, PrinterSelect, PrinterView},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    settings_nearby::NearbyPrinters,
    settings_printer::{PAPERS, Printer},
};
use crate::shell::Status;

/// The card.
#[component(Printers)]
pub(super) fn printers() -> Html {
    let printers = use_load(PrinterList {});
    let status = use_context::<Status>();
    let fault = use_state(|| None::<AppError>);
    let take = {
        let (put, fault) = (printers.put.clone(), fault.clone());
        Callback::from(move |list: Vec<PrinterView>| {
            fault.set(None);
            if let Some(status) = &status {
                status.printers.emit(list.clone());
            }
            put.emit(list);
        })
    };
    let select = change::<PrinterSelect>(&take, &fault);
    let forget = change::<PrinterForget>(&take, &fault);
    let for_paper = change::<PrinterForPaper>(&take, &fault);
    html! {
        <section class="card card--flush" aria-labelledby="printers">
            <div class="card__head"><h2 id="printers">{ t!("printers-title") }</h2>
                <Button icon="sync" onclick={printers.again.reform(|_: MouseEvent| ())} test="printers-again">{ t!("printers-again") }</Button></div>
            if let Some(error) = &*fault { <div class="card__note"><ErrorBanner error={error.clone()} /></div> }
            { match &printers.data {
                Load::Waiting => html! { <p class="card__note" role="status">{ t!("printers-looking") }</p> },
                Load::Failed(error) => html! { <div class="card__note"><ErrorBanner error={error.clone()} /></div> },
                Load::Ready(list) if list.is_empty() => html! { <Empty icon="printer" title={t!("printers-none")}><p>{ t!("printers-none-help") }</p></Empty> },
                Load::Ready(list) => html! {
                    <><ul class="rows">{ for list.iter().map(|printer| html! { <li key={printer.id.clone()}><Printer printer={printer.clone()} on_select={select.clone()} on_forget={forget.clone()} on_list={take.clone()} /></li> }) }</ul>
                    { papers(list, &for_paper) }
                    <NearbyPrinters known={list.iter().filter(|printer| printer.known).map(|printer| printer.id.clone()).collect::<Vec<_>>()} on_select={select.clone()} />
                    <Address on_select={select} /></>
                },
            } }
        </section>
    }
}

/// Runs a command that answers with all printers.
fn change<C: Command<Output = Vec<PrinterView>> + 'static>(
    take: &Callback<Vec<PrinterView>>,
    fault: &UseStateHandle<Option<AppError>>,
) -> Callback<C> {
    let (take, fault) = (take.clone(), fault.clone());
    Callback::from(move |wish: C| {
        let (take, fault) = (take.clone(), fault.clone());
        spawn_local(async move {
            match call(wish).await {
                Ok(list) => take.emit(list),
                Err(error) => fault.set(Some(error)),
            }
        });
    })
}

/// A printer of its own for each paper; nothing to choose while there is only one.
fn papers(list: &[PrinterView], set: &Callback<PrinterForPaper>) -> Html {
    let known: Vec<&PrinterView> = list.iter().filter(|printer| printer.known).collect();
    if known.len() < 2 {
        return Html::default();
    }
    let options: Vec<(AttrValue, AttrValue)> = known
        .iter()
        .map(|printer| (printer.id.clone().into(), printer.name.clone().into()))
        .collect();
    let choice = |paper: &'static str| {
        let own = known
            .iter()
            .find(|printer| printer.for_papers.iter().any(|own| own == paper));
        let on_change = set.reform(move |id: String| PrinterForPaper {
            paper: paper.to_owned(),
            id: (!id.is_empty()).then_some(id),
        });
        html! {
            <Select key={paper} id={format!("printer-for-{paper}")} label={t!("printer-for-paper", paper = paper)} options={options.clone()}
                value={own.map_or_else(String::new, |printer| printer.id.clone())} empty={AttrValue::from(t!("printer-same"))} {on_change} test={format!("printer-for-{paper}")} />
        }
    };
    html! {
        <div class="card__note stack" role="group" aria-labelledby="printer-papers">
            <h3 id="printer-papers">{ t!("printer-papers") }</h3>
            <p class="field__help">{ t!("printer-papers-help") }</p>
            <div class="fields fields--two">{ for PAPERS.into_iter().map(choice) }</div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct AddressProps {
    on_select: Callback<PrinterSelect>,
}

/// A printer that is not found by itself: by its address in the network.
#[component(Address)]
fn address(props: &AddressProps) -> Html {
    let text = use_state(String::new);
    let onsubmit = {
        let (text, on_select) = (text.clone(), props.on_select.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed = text.trim();
            if typed.is_empty() {
                return;
            }
            // People know the number of a printer, not its scheme.
            let id = if typed.contains("://") {
                typed.to_owned()
            } else {
                format!("ipp://{typed}/ipp/print")
            };
            on_select.emit(PrinterSelect {
                id,
                name: None,
                paper: "F4".to_owned(),
                offset_x: 0,
                offset_y: 0,
            });
            text.set(String::new());
        })
    };
    let on_input = {
        let text = text.clone();
        Callback::from(move |typed: String| text.set(typed))
    };
    html! {
        <form class="card__note stack" {onsubmit}>
            <TextField id="printer-address" label={t!("printer-address")} help={AttrValue::from(t!("printer-address-help"))} value={(*text).clone()} {on_input}
                example={AttrValue::Static("192.168.1.20")} code=true test="printer-address" />
            <div class="row"><Button submit=true icon="add" test="printer-add">{ t!("printer-add") }</Button></div>
        </form>
    }
}
