//! The office rules the letter numbers: which is next, which are used elsewhere, what they look like.

mod format;
mod rule;

use jemput_ui_kit::{Button, Empty, ErrorBanner, Look, appearance, t};
use jemput_wire::{
    AppError,
    office::{Act, CounterRow, NumberPage, WithdrawElsewhere},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::{
    format::Formats,
    rule::{Rule, RuleDialog},
};
use crate::{
    api::{self, use_get},
    app::use_session,
    parts::waiting_or_failed,
};

/// The screen.
#[component(Numbers)]
pub(crate) fn numbers() -> Html {
    let first = use_get::<NumberPage>("numbers".to_owned());
    // What a change answered stands in the place of what was loaded.
    let newest = use_state(|| None::<NumberPage>);
    let put = {
        let newest = newest.clone();
        Callback::from(move |page: NumberPage| newest.set(Some(page)))
    };
    appearance::title(&t!("office-nav-numbers"));
    let may_set = use_session().view.may(Act::SetNumbers);
    let page = newest.as_ref().or(first.ready());
    html! {
        <div class="page">
            <div class="page-head"><div><h1>{ t!("office-numbers-title") }</h1><p>{ t!("office-numbers-intro") }</p></div></div>
            if page.is_none() { { waiting_or_failed(&first) } }
            if let Some(page) = page {
                if page.counters.is_empty() {
                    <div class="card"><Empty icon="number" title={t!("office-numbers-none")}><p>{ t!("office-numbers-none-help") }</p></Empty></div>
                }
                { for page.counters.iter().map(|row| html! { <Counter key={key(row)} row={row.clone()} put={put.clone()} /> }) }
                if may_set { <Formats rows={page.formats.clone()} {put} /> }
            }
        </div>
    }
}

fn key(row: &CounterRow) -> String {
    format!("{}-{}-{}", row.village, row.series, row.year)
}

#[derive(Properties, PartialEq)]
struct CounterProps {
    row: CounterRow,
    put: Callback<NumberPage>,
}

#[component(Counter)]
fn counter(props: &CounterProps) -> Html {
    let asked = use_state(|| None::<Rule>);
    let fault = use_state(|| None::<AppError>);
    let session = use_session();
    let may_set = session.view.may(Act::SetNumbers);
    let row = &props.row;
    let ask = |rule: Rule| {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| asked.set(Some(rule)))
    };
    let close = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    let done = {
        let (asked, put) = (asked.clone(), props.put.clone());
        Callback::from(move |page: NumberPage| {
            asked.set(None);
            put.emit(page);
        })
    };
    let withdraw = {
        let (fault, put) = (fault.clone(), props.put.clone());
        Callback::from(move |id: String| {
            let (fault, put, csrf) = (fault.clone(), put.clone(), session.view.csrf.clone());
            fault.set(None);
            spawn_local(async move {
                match api::post("numbers/withdraw", &csrf, &WithdrawElsewhere { id }).await {
                    Ok(page) => put.emit(page),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let id = key(row);
    let year = match row.year {
        0 => t!("office-numbers-ever"),
        year => year.to_string(),
    };
    html! {
        <section class="card stack" aria-labelledby={id.clone()} data-test="counter">
            <div class="row row--between">
                <div><h2 {id}>{ &row.village_name }</h2><p class="muted">{ t!("office-numbers-series", series = &row.series, year = year) }</p></div>
                if may_set { <div class="row">
                    <Button icon="number" onclick={ask(Rule::Next)} test="number-next">{ t!("office-number-next") }</Button>
                    <Button icon="add" onclick={ask(Rule::Elsewhere)} test="number-elsewhere">{ t!("office-number-elsewhere") }</Button>
                </div> }
            </div>
            <dl class="facts">
                <div><dt>{ t!("office-number-next-free") }</dt><dd class="code" data-test="counter-next">{ format!("{:03}", row.next) }</dd></div>
                <div><dt>{ t!("office-number-highest") }</dt><dd class="code">{ if row.highest == 0 { "–".to_owned() } else { format!("{:03}", row.highest) } }</dd></div>
            </dl>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            if !row.blocks.is_empty() {
                <div class="table-wrap"><table class="table">
                    <caption class="hidden-text">{ t!("office-number-blocks") }</caption>
                    <thead><tr><th scope="col">{ t!("office-device-name") }</th><th scope="col">{ t!("office-device-mark") }</th><th scope="col">{ t!("office-number-span") }</th><th scope="col">{ t!("office-number-left") }</th></tr></thead>
                    <tbody>{ for row.blocks.iter().map(|block| html! {
                        <tr><th scope="row">{ &block.laptop }</th><td><span class="code">{ &block.mark }</span></td>
                        <td class="code nowrap">{ span(block.from, block.to) }</td><td>{ block.left }</td></tr>
                    }) }</tbody>
                </table></div>
            }
            if !row.elsewhere.is_empty() {
                <div class="table-wrap"><table class="table">
                    <caption class="hidden-text">{ t!("office-number-used") }</caption>
                    <thead><tr><th scope="col">{ t!("office-number-used") }</th><th scope="col">{ t!("office-number-reason") }</th><th scope="col">{ t!("office-number-by") }</th><th scope="col"><span class="hidden-text">{ t!("office-number-withdraw") }</span></th></tr></thead>
                    <tbody>{ for row.elsewhere.iter().map(|used| {
                        let id = used.id.clone();
                        html! {
                            <tr data-test="used"><th scope="row" class="code nowrap">{ span(used.from, used.to) }</th><td>{ &used.reason }</td><td>{ &used.by }</td>
                            <td>if may_set { <Button look={Look::Quiet} icon="undo" onclick={withdraw.reform(move |_: MouseEvent| id.clone())} test="used-withdraw">{ t!("office-number-withdraw") }</Button> }</td></tr>
                        }
                    }) }</tbody>
                </table></div>
            }
            if let Some(rule) = *asked { <RuleDialog {rule} row={row.clone()} on_done={done} on_close={close} /> }
        </section>
    }
}

/// `001–100`.
fn span(from: u32, to: u32) -> String {
    if from == to {
        format!("{from:03}")
    } else {
        format!("{from:03}–{to:03}")
    }
}
