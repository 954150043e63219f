//! Sets the next number, or writes down numbers that were used elsewhere.

use jemput_ui_kit::{Button, Dialog, ErrorBanner, TextField, t};
use jemput_wire::{
    AppError,
    office::{CounterRow, NumberPage, SetElsewhere, SetNext},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{api, app::use_session};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    Next,
    Elsewhere,
}

/// Properties of [`RuleDialog`].
#[derive(Properties, PartialEq)]
pub(super) struct RuleProps {
    pub(super) rule: Rule,
    pub(super) row: CounterRow,
    pub(super) on_done: Callback<NumberPage>,
    pub(super) on_close: Callback<()>,
}

/// The dialog.
#[component(RuleDialog)]
pub(super) fn rule_dialog(props: &RuleProps) -> Html {
    let session = use_session();
    let from = use_state(String::new);
    let to = use_state(String::new);
    let reason = use_state(String::new);
    let fault = use_state(|| None::<AppError>);
    let digits = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |typed: String| {
            state.set(typed.chars().filter(char::is_ascii_digit).collect());
        })
    };
    let on_reason = {
        let reason = reason.clone();
        Callback::from(move |typed: String| reason.set(typed))
    };
    let onsubmit = {
        let (row, rule) = (props.row.clone(), props.rule);
        let (from, to, reason) = (from.clone(), to.clone(), reason.clone());
        let (fault, on_done) = (fault.clone(), props.on_done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let first: u32 = from.parse().unwrap_or(0);
            let last: u32 = if to.is_empty() {
                first
            } else {
                to.parse().unwrap_or(0)
            };
            let (row, reason) = (row.clone(), (*reason).clone());
            let (fault, on_done, csrf) =
                (fault.clone(), on_done.clone(), session.view.csrf.clone());
            fault.set(None);
            spawn_local(async move {
                let answer = match rule {
                    Rule::Next => {
                        let wish = SetNext {
                            village: row.village,
                            series: row.series,
                            year: row.year,
                            next: first,
                            reason,
                        };
                        api::post("numbers/next", &csrf, &wish).await
                    }
                    Rule::Elsewhere => {
                        let wish = SetElsewhere {
                            village: row.village,
                            series: row.series,
                            year: row.year,
                            from: first,
                            to: last,
                            reason,
                        };
                        api::post("numbers/elsewhere", &csrf, &wish).await
                    }
                };
                match answer {
                    Ok(page) => on_done.emit(page),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let (title, help) = match props.rule {
        Rule::Next => ("office-number-next", "office-number-next-help"),
        Rule::Elsewhere => ("office-number-elsewhere", "office-number-elsewhere-help"),
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    html! {
        <Dialog id="rule-title" title={t!(title)} on_close={props.on_close.clone()} actions={html! {
            <><Button large=true onclick={close}>{ t!("cancel") }</Button>
            <button class="button button--primary button--large" type="submit" form="rule-form" data-test="rule-submit">{ t!("office-number-save") }</button></>
        }}>
            <form id="rule-form" class="stack" {onsubmit}>
                <p>{ t!(help) }</p>
                if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                if props.rule == Rule::Next {
                    <TextField id="rule-from" label={t!("office-number-next-label")} value={(*from).clone()} on_input={digits(&from)} keyboard="numeric" code=true max={6} autofocus=true required=true test="rule-from" />
                } else {
                    <div class="fields">
                        <TextField id="rule-from" label={t!("office-number-from")} value={(*from).clone()} on_input={digits(&from)} keyboard="numeric" code=true max={6} autofocus=true required=true test="rule-from" />
                        <TextField id="rule-to" label={t!("office-number-to")} value={(*to).clone()} on_input={digits(&to)} keyboard="numeric" code=true max={6} optional=true test="rule-to" />
                    </div>
                }
                <TextField id="rule-reason" label={t!("office-number-reason")} help={AttrValue::from(t!("office-number-reason-help"))} value={(*reason).clone()} on_input={on_reason} required=true test="rule-reason" />
            </form>
        </Dialog>
    }
}
