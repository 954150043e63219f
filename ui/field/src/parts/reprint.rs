//! Printing a letter once more: on which printer, how many sheets.

use jemput_domain::id::LetterId;
use jemput_ui_kit::{Button, CheckBox, Dialog, ErrorBanner, Select, call, t, use_load};
use jemput_wire::{
    AppError,
    letter::{LetterReprint, PrintJob},
    printer::PrinterList,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Sheets at most.
const MOST: u32 = 9;

/// Properties of [`Reprint`].
#[derive(Properties, PartialEq)]
pub(crate) struct ReprintProps {
    pub(crate) letter: LetterId,
    pub(crate) on_close: Callback<()>,
    /// The new order.
    pub(crate) on_printed: Callback<PrintJob>,
}

/// The dialog.
#[component(Reprint)]
pub(crate) fn reprint(props: &ReprintProps) -> Html {
    let printers = use_load(PrinterList {});
    let printer = use_state(String::new);
    let copies = use_state(|| 1_u32);
    let for_file = use_state(|| false);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let onsubmit = {
        let (printer, copies, busy, fault) =
            (printer.clone(), *copies, busy.clone(), fault.clone());
        let for_file = *for_file;
        let (letter, on_close, on_printed) = (
            props.letter,
            props.on_close.clone(),
            props.on_printed.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            let wish = LetterReprint {
                letter,
                printer: (!printer.is_empty()).then(|| (*printer).clone()),
                copies: Some(copies),
                for_file,
            };
            let (busy, fault) = (busy.clone(), fault.clone());
            let (on_close, on_printed) = (on_close.clone(), on_printed.clone());
            spawn_local(async move {
                match call(wish).await {
                    Ok(printed) => {
                        on_printed.emit(printed.job);
                        on_close.emit(());
                    }
                    Err(error) => {
                        fault.set(Some(error));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let known: Vec<(AttrValue, AttrValue)> = printers
        .data
        .ready()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .map(|printer| (printer.id.clone().into(), printer.name.clone().into()))
        .collect();
    let numbers = (1..=MOST)
        .map(|n| (n.to_string().into(), t!("copies-count", count = n).into()))
        .collect::<Vec<_>>();
    let set_printer = {
        let printer = printer.clone();
        Callback::from(move |id: String| printer.set(id))
    };
    let set_copies = {
        let copies = copies.clone();
        Callback::from(move |n: String| copies.set(n.parse().unwrap_or(1)))
    };
    let set_for_file = {
        let for_file = for_file.clone();
        Callback::from(move |on: bool| for_file.set(on))
    };
    html! {
        <Dialog id="reprint-title" title={t!("reprint-title")} on_close={props.on_close.clone()} actions={html! {
            <><Button large=true onclick={props.on_close.reform(|_: MouseEvent| ())}>{ t!("cancel") }</Button>
            <button class="button button--primary button--large" type="submit" form="reprint-form" autofocus=true data-test="reprint-submit">{ t!(if *busy { "printing" } else { "reprint-submit" }) }</button></>
        }}>
            <form id="reprint-form" class="stack" {onsubmit}>
                <p>{ t!("reprint-help") }</p>
                if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                <Select id="reprint-printer" label={t!("reprint-printer")} options={known} value={(*printer).clone()} empty={AttrValue::from(t!("reprint-usual"))} on_change={set_printer} test="reprint-printer" />
                <Select id="reprint-copies" label={t!("reprint-copies")} options={numbers} value={copies.to_string()} on_change={set_copies} test="reprint-copies" />
                <CheckBox checked={*for_file} on_change={set_for_file} test="reprint-file">{ t!("reprint-file") }</CheckBox>
            </form>
        </Dialog>
    }
}
