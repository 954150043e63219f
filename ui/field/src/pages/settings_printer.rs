//! One printer: loaded paper, offset, the sheet with rulers.

use jemput_ui_kit::{Badge, Button, Look, Select, TextField, Tone, t, words};
use jemput_wire::printer::{PrinterForget, PrinterKind, PrinterSelect, PrinterView};
use yew::prelude::*;

use super::settings_printer_test::PrinterTestDialog;

/// Papers that letters are laid out for.
pub(super) const PAPERS: [&str; 4] = ["F4", "A4", "A5", "Legal"];

/// Tenths of a millimetre as an officer types millimetres: `-1,5`.
pub(super) fn millimetres(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, part) = (tenths.abs() / 10, tenths.abs() % 10);
    if part == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole},{part}")
    }
}

/// The way back; `None` while it is no number.
pub(super) fn tenths(text: &str) -> Option<i32> {
    let value: f64 = text.trim().replace(',', ".").parse().ok()?;
    // Rounded and far inside of the type's range.
    #[expect(clippy::cast_possible_truncation, reason = "bounded just before")]
    (value.abs() < 1000.0).then_some((value * 10.0).round() as i32)
}

/// Properties of [`Printer`].
#[derive(Properties, PartialEq)]
pub(super) struct PrinterProps {
    pub(super) printer: PrinterView,
    pub(super) on_select: Callback<PrinterSelect>,
    pub(super) on_forget: Callback<PrinterForget>,
    pub(super) on_list: Callback<Vec<PrinterView>>,
}

/// A printer of the list.
#[component(Printer)]
pub(super) fn printer(props: &PrinterProps) -> Html {
    let printer = &props.printer;
    let right = use_state(|| millimetres(printer.offset_x));
    let down = use_state(|| millimetres(printer.offset_y));
    let testing = use_state(|| false);
    {
        // The sheet with rulers changes them too.
        let (right, down) = (right.clone(), down.clone());
        use_effect_with((printer.offset_x, printer.offset_y), move |(x, y)| {
            right.set(millimetres(*x));
            down.set(millimetres(*y));
        });
    }
    let wish = PrinterSelect {
        id: printer.id.clone(),
        name: None,
        paper: printer.paper.clone(),
        offset_x: printer.offset_x,
        offset_y: printer.offset_y,
    };
    let choose = {
        let wish = wish.clone();
        props.on_select.reform(move |_: MouseEvent| wish.clone())
    };
    let paper = {
        let wish = wish.clone();
        props.on_select.reform(move |paper: String| PrinterSelect {
            paper,
            ..wish.clone()
        })
    };
    let shift = {
        let (on_select, right, down) = (props.on_select.clone(), right.clone(), down.clone());
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
    let set_testing = |to: bool| {
        let testing = testing.clone();
        Callback::from(move |()| testing.set(to))
    };
    let forget = {
        let id = printer.id.clone();
        props
            .on_forget
            .reform(move |_: MouseEvent| PrinterForget { id: id.clone() })
    };
    let is_paper = printer.kind == PrinterKind::Paper;
    let kind = if is_paper {
        "printer-kind-paper"
    } else {
        "printer-kind-file"
    };
    let papers = PAPERS.map(|paper| (paper.into(), paper.into())).to_vec();
    // The printer was asked and does not take what is said to be in it.
    let refuses = !printer.takes.is_empty() && !printer.takes.contains(&printer.paper);
    html! {
        <div class="card__note stack" data-test="printer" data-id={printer.id.clone()}>
            <div class="row row--between">
                <div><strong>{ &printer.name }</strong><p class="list-row__sub">{ t!(kind) }
                    if printer.measured { { " · " }{ t!("printer-measured") } }</p></div>
                <div class="row">
                    { for printer.for_papers.iter().map(|paper| html! { <Badge tone={Tone::Info}>{ t!("printer-own-paper", paper = paper) }</Badge> }) }
                    if printer.selected { <Badge tone={Tone::Ok} test="printer-chosen">{ t!("printer-chosen") }</Badge> }
                    else { <Button onclick={choose} test={format!("printer-choose-{}", printer.id)}>{ t!("printer-take") }</Button> }
                </div>
            </div>
            if let Some(problem) = &printer.problem { <p class="is-warn small" data-test="printer-problem" data-error={problem.code.clone()}>{ words::error(problem) }</p> }
            if printer.selected {
                <div class="fields fields--three">
                    <Select id="printer-paper" label={t!("paper-loaded")} options={papers} value={printer.paper.clone()} on_change={paper} test="printer-paper" />
                    <TextField id="offset-x" label={t!("offset-x")} value={(*right).clone()} on_input={typed(&right)} on_leave={shift.clone()} keyboard="decimal" test="offset-x" />
                    <TextField id="offset-y" label={t!("offset-y")} value={(*down).clone()} on_input={typed(&down)} on_leave={shift} keyboard="decimal" test="offset-y" />
                </div>
                if refuses { <p class="is-warn small" data-test="printer-refuses">{ t!("printer-refuses", paper = &printer.paper, takes = printer.takes.join(", ")) }</p> }
                if is_paper { <p class="field__help">{ t!("offset-help") }</p> }
            }
            if printer.known {
                <div class="row">
                    <Button icon="printer" onclick={set_testing(true).reform(|_: MouseEvent| ())} test={format!("printer-test-{}", printer.id)}>{ t!("printer-test") }</Button>
                    if is_paper { <Button look={Look::Quiet} onclick={forget} test={format!("printer-forget-{}", printer.id)}>{ t!("printer-forget") }</Button> }
                </div>
            }
            if *testing { <PrinterTestDialog printer={printer.clone()} on_close={set_testing(false)} on_list={props.on_list.clone()} /> }
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
        assert_eq!(tenths(""), None);
    }
}
