//! Chooses the printer, its paper and its offset.

use jemput_ui_kit::{
    Badge, Button, Empty, ErrorBanner, Load, Select, TextField, Tone, call, t, use_load, words,
};
use jemput_wire::{
    AppError,
    printer::{PrinterKind, PrinterList, PrinterSelect, PrinterView},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::shell::Status;

/// Tenths of a millimetre as an officer types millimetres: `-1,5`.
fn millimetres(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, part) = (tenths.abs() / 10, tenths.abs() % 10);
    if part == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole},{part}")
    }
}

/// The way back; `None` while it is no number.
fn tenths(text: &str) -> Option<i32> {
    let value: f64 = text.trim().replace(',', ".").parse().ok()?;
    // Rounded and far inside of the type's range.
    #[expect(clippy::cast_possible_truncation, reason = "bounded just before")]
    (value.abs() < 1000.0).then_some((value * 10.0).round() as i32)
}

/// The card.
#[component(Printers)]
pub(super) fn printers() -> Html {
    let printers = use_load(PrinterList {});
    let status = use_context::<Status>();
    let fault = use_state(|| None::<AppError>);
    let select = {
        let (put, fault, status) = (printers.put.clone(), fault.clone(), status);
        Callback::from(move |wish: PrinterSelect| {
            let (put, fault, status) = (put.clone(), fault.clone(), status.clone());
            spawn_local(async move {
                match call(wish).await {
                    Ok(list) => {
                        fault.set(None);
                        if let Some(status) = status {
                            status.printers.emit(list.clone());
                        }
                        put.emit(list);
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    html! {
        <section class="card card--flush" aria-labelledby="printers">
            <div class="card__head"><h2 id="printers">{ t!("printers-title") }</h2>
                <Button icon="sync" onclick={printers.again.reform(|_: MouseEvent| ())} test="printers-again">{ t!("printers-again") }</Button></div>
            if let Some(error) = &*fault { <div class="card__note"><ErrorBanner error={error.clone()} /></div> }
            { match &printers.data {
                Load::Waiting => html! { <p class="card__note" role="status">{ t!("printers-looking") }</p> },
                Load::Failed(error) => html! { <div class="card__note"><ErrorBanner error={error.clone()} /></div> },
                Load::Ready(list) if list.is_empty() => html! { <Empty icon="printer" title={t!("printers-none")}><p>{ t!("printers-none-help") }</p></Empty> },
                Load::Ready(list) => html! { <ul class="rows">{ for list.iter().map(|printer| html! { <li key={printer.id.clone()}><Printer printer={printer.clone()} on_select={select.clone()} /></li> }) }</ul> },
            } }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct PrinterProps {
    printer: PrinterView,
    on_select: Callback<PrinterSelect>,
}

#[component(Printer)]
fn printer(props: &PrinterProps) -> Html {
    let printer = &props.printer;
    let right = use_state(|| millimetres(printer.offset_x));
    let down = use_state(|| millimetres(printer.offset_y));
    let wish = PrinterSelect {
        id: printer.id.clone(),
        paper: printer.paper.clone(),
        offset_x: printer.offset_x,
        offset_y: printer.offset_y,
    };
    let choose = {
        let (wish, on_select) = (wish.clone(), props.on_select.clone());
        Callback::from(move |_: MouseEvent| on_select.emit(wish.clone()))
    };
    let paper = {
        let (wish, on_select) = (wish.clone(), props.on_select.clone());
        Callback::from(move |paper: String| {
            on_select.emit(PrinterSelect {
                paper,
                ..wish.clone()
            });
        })
    };
    let shift = {
        let (wish, on_select, right, down) =
            (wish, props.on_select.clone(), right.clone(), down.clone());
        Callback::from(move |()| {
            if let (Some(offset_x), Some(offset_y)) = (tenths(&right), tenths(&down))
                && (offset_x, offset_y) != (wish.offset_x, wish.offset_y)
            {
                on_select.emit(PrinterSelect {
                    offset_x,
                    offset_y,
                    ..wish.clone()
                });
            }
        })
    };
    let typed = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text: String| state.set(text))
    };
    let kind = match printer.kind {
        PrinterKind::Paper => "printer-kind-paper",
        PrinterKind::File => "printer-kind-file",
    };
    let papers = ["F4", "A4", "A5", "Legal"]
        .map(|paper| (paper.into(), paper.into()))
        .to_vec();
    html! {
        <div class="card__note stack">
            <div class="row row--between">
                <div><strong>{ &printer.name }</strong><p class="list-row__sub">{ t!(kind) }</p></div>
                if printer.selected { <Badge tone={Tone::Ok} test="printer-chosen">{ t!("printer-chosen") }</Badge> }
                else { <Button onclick={choose} test={format!("printer-choose-{}", printer.id)}>{ t!("printer-take") }</Button> }
            </div>
            if let Some(problem) = &printer.problem { <p class="is-warn small">{ words::error(problem) }</p> }
            if printer.selected {
                <div class="fields fields--three">
                    <Select id="printer-paper" label={t!("paper-loaded")} options={papers} value={printer.paper.clone()} on_change={paper} test="printer-paper" />
                    <TextField id="offset-x" label={t!("offset-x")} value={(*right).clone()} on_input={typed(&right)} on_leave={shift.clone()} keyboard="decimal" test="offset-x" />
                    <TextField id="offset-y" label={t!("offset-y")} value={(*down).clone()} on_input={typed(&down)} on_leave={shift} keyboard="decimal" test="offset-y" />
                </div>
                <p class="field__help">{ t!("offset-help") }</p>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{millimetres, tenths};

    #[test]
    fn an_offset_is_typed_in_millimetres_with_a_comma() {
        assert_eq!(millimetres(-15), "-1,5");
        assert_eq!(millimetres(20), "2");
        assert_eq!(tenths("-1,5"), Some(-15));
        assert_eq!(tenths(" 2 "), Some(20));
        assert_eq!(tenths("dua"), None);
    }
}
