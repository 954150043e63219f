//! The sheet with rulers: print it, measure, type the numbers in. Numbers of a sheet that lies here already are typed
//! in without another one.

use jemput_ui_kit::{Banner, Button, Dialog, ErrorBanner, TextField, Tone, call, t};
use jemput_wire::{
    AppError,
    printer::{PrinterMeasured, PrinterTest, PrinterView, TestSheet},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::settings_printer::{millimetres, tenths};

/// What is asked for, with what a perfect printer would give; the last four are the edges.
const ASKED: [(&str, &str); 7] = [
    ("measure-bar", "100"),
    ("measure-left", "20"),
    ("measure-top", "20"),
    ("measure-edge-top", "4"),
    ("measure-edge-right", "4"),
    ("measure-edge-bottom", "4"),
    ("measure-edge-left", "4"),
];

/// Properties of [`PrinterTestDialog`].
#[derive(Properties, PartialEq)]
pub(super) struct PrinterTestDialogProps {
    pub(super) printer: PrinterView,
    pub(super) on_close: Callback<()>,
    /// The printers after the measures were kept.
    pub(super) on_list: Callback<Vec<PrinterView>>,
}

/// Where the sheet is.
enum Sheet {
    Unprinted,
    Sending,
    Sent(Result<TestSheet, AppError>),
}

/// The dialog.
#[component(PrinterTestDialog)]
pub(super) fn printer_test_dialog(props: &PrinterTestDialogProps) -> Html {
    let sheet = use_state(|| Sheet::Unprinted);
    let fault = use_state(|| None::<AppError>);
    let typed = use_state(|| {
        let known = &props.printer;
        let mut values = ASKED.map(|(_, usual)| usual.to_owned());
        if known.measured {
            values[1] = millimetres(200 - known.offset_x);
            values[2] = millimetres(200 - known.offset_y);
            for (value, edge) in values[3..].iter_mut().zip(known.edges) {
                *value = millimetres(edge);
            }
        }
        values
    });
    let print = {
        let (sheet, id) = (sheet.clone(), props.printer.id.clone());
        Callback::from(move |_: MouseEvent| {
            let (sheet, id) = (sheet.clone(), id.clone());
            sheet.set(Sheet::Sending);
            spawn_local(async move { sheet.set(Sheet::Sent(call(PrinterTest { id }).await)) });
        })
    };
    let numbers: Option<Vec<i32>> = typed.iter().map(|text| tenths(text)).collect();
    let onsubmit = {
        let (numbers, id, fault) = (numbers.clone(), props.printer.id.clone(), fault.clone());
        let (on_close, on_list) = (props.on_close.clone(), props.on_list.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some([bar, left, top, edges @ ..]) = numbers.as_deref() else {
                fault.set(Some(AppError::new("printer-measure")));
                return;
            };
            let Ok(edges) = edges.try_into() else { return };
            let wish = PrinterMeasured {
                id: id.clone(),
                bar: *bar,
                left: *left,
                top: *top,
                edges,
            };
            let (fault, on_close, on_list) = (fault.clone(), on_close.clone(), on_list.clone());
            spawn_local(async move {
                match call(wish).await {
                    Ok(list) => {
                        on_list.emit(list);
                        on_close.emit(());
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let field = |index: usize| {
        let (name, _) = ASKED[index];
        let state = typed.clone();
        let on_input = Callback::from(move |text: String| {
            let mut values = (*state).clone();
            values[index] = text;
            state.set(values);
        });
        html! { <TextField key={name} id={name} label={t!(name)} value={typed[index].clone()} {on_input} keyboard="decimal" required=true test={name} /> }
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    let printed = match &*sheet {
        Sheet::Unprinted => html! {
            <div class="row"><Button icon="printer" onclick={print} test="printer-test-print">{ t!("printer-test-print", paper = &props.printer.paper) }</Button></div>
        },
        Sheet::Sending => html! { <p role="status">{ t!("printer-test-sending") }</p> },
        Sheet::Sent(Err(error)) => html! {
            <ErrorBanner error={error.clone()} action={html! { <Button onclick={print}>{ t!("try-again") }</Button> }} />
        },
        Sheet::Sent(Ok(sheet)) => html! {
            <Banner tone={Tone::Info} title={t!("printer-test-sent", paper = &sheet.paper)} test="printer-test-sent">
                if let Some(path) = &sheet.path { <p class="code code--wrap" data-test="printer-test-path">{ path }</p> }
                else { <p>{ t!("printer-test-sent-help") }</p> }
            </Banner>
        },
    };
    html! {
        <Dialog id="printer-test-title" title={t!("printer-test-title", printer = &props.printer.name)} wide=true on_close={props.on_close.clone()} actions={html! {
            <><Button large=true onclick={close} test="printer-test-close">{ t!("cancel") }</Button>
            <button class="button button--primary button--large" type="submit" form="measure-form" data-test="measure-submit">{ t!("measure-submit") }</button></>
        }}>
            { printed }
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <form id="measure-form" class="stack" {onsubmit}>
                <p>{ t!("measure-help") }</p>
                <div class="fields fields--three">{ for (0..3).map(field) }</div>
                <fieldset class="stack stack--tight"><legend class="field__label">{ t!("measure-edges") }</legend>
                    <div class="fields fields--three">{ for (3..7).map(field) }</div></fieldset>
            </form>
        </Dialog>
    }
}
