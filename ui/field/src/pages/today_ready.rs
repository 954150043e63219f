//! What must work before the next person sits down: printer, numbers, battery, sync.

use jemput_ui_kit::{Badge, Icon, Tone, t, words};
use jemput_wire::today::{NumberStock, TodayView};
use yew::prelude::*;

use crate::{route::Route, shell::Status};

/// Below this many per cent the battery is a warning.
const BATTERY_LOW: u8 = 20;

/// Properties of [`Ready`].
#[derive(Properties, PartialEq)]
pub(super) struct ReadyProps {
    pub(super) day: TodayView,
}

/// The card.
#[component(Ready)]
pub(super) fn ready(props: &ReadyProps) -> Html {
    let day = &props.day;
    // The status bar looks more often than this screen is loaded.
    let unsent = use_context::<Status>()
        .and_then(|status| Some(status.sync.ready()?.unsent))
        .unwrap_or(day.unsent);
    let printer_wrong = day
        .printer
        .as_ref()
        .is_none_or(|printer| printer.problem.is_some());
    let battery_low = day.battery.is_some_and(|battery| battery < BATTERY_LOW);
    let wrong = [
        printer_wrong,
        day.numbers.low || day.numbers.own_series,
        battery_low,
    ]
    .into_iter()
    .filter(|wrong| *wrong)
    .count();
    let wrong = u8::try_from(wrong).unwrap_or(u8::MAX);
    html! {
        <section class="card card--flush" aria-labelledby="ready">
            <div class="card__head">
                <h2 id="ready">{ t!("ready-title") }</h2>
                if wrong > 0 { <Badge tone={Tone::Warn}>{ t!("ready-look", count = wrong) }</Badge> }
                else { <Badge tone={Tone::Ok}>{ t!("ready-all") }</Badge> }
            </div>
            <ul class="rows">
                { printer(day) }
                { numbers(&day.numbers) }
                { battery(day.battery, battery_low) }
                <li class="ready">
                    <Icon name="upload" /><div><strong>{ t!("ready-unsent") }</strong><p class="list-row__sub">{ t!("ready-unsent-help") }</p></div>
                    if unsent == 0 { <Badge tone={Tone::Ok}>{ t!("all-sent-short") }</Badge> }
                    else { <a class="badge badge--pending badge--button" href={Route::Sync.href()}><Icon name="pending" />{ t!("records", count = unsent) }</a> }
                </li>
            </ul>
        </section>
    }
}

fn printer(day: &TodayView) -> Html {
    let (sub, badge) = match &day.printer {
        None => (
            t!("printer-choose"),
            html! { <a class="badge badge--warn badge--button" href={Route::Settings.href()}><Icon name="warn" />{ t!("printer-none-short") }</a> },
        ),
        Some(printer) => match &printer.problem {
            Some(problem) => (
                words::error(problem),
                html! { <Badge tone={Tone::Warn}>{ t!("printer-look") }</Badge> },
            ),
            None => (
                t!(
                    "printer-with-paper",
                    name = &printer.name,
                    paper = &printer.paper
                ),
                html! { <Badge tone={Tone::Ok}>{ t!("ready-yes") }</Badge> },
            ),
        },
    };
    html! {
        <li class="ready"><Icon name="printer" /><div><strong>{ t!("ready-printer") }</strong><p class="list-row__sub">{ sub }</p></div>{ badge }</li>
    }
}

fn numbers(stock: &NumberStock) -> Html {
    let (tone, words) = match stock {
        NumberStock {
            own_series: true, ..
        } => (Tone::Warn, t!("numbers-own")),
        NumberStock { low: true, .. } => (Tone::Warn, t!("numbers-low")),
        _ => (Tone::Ok, t!("numbers-enough")),
    };
    let sub = if stock.own_series {
        t!("numbers-own-help")
    } else {
        t!("numbers-left", left = stock.left, all = stock.of)
    };
    html! {
        <li class="ready" data-test="numbers">
            <Icon name="number" /><div><strong><a href={Route::Numbers.href()}>{ t!("ready-numbers") }</a></strong><p class="list-row__sub">{ &sub }</p></div>
            <Badge {tone}>{ words }</Badge>
            { level(&sub, stock.left, stock.of, stock.low || stock.own_series) }
        </li>
    }
}

fn battery(battery: Option<u8>, low: bool) -> Html {
    let Some(per_cent) = battery else {
        return Html::default();
    };
    html! {
        <li class="ready">
            <Icon name="battery" /><div><strong>{ t!("ready-battery") }</strong>if low { <p class="list-row__sub">{ t!("battery-low") }</p> }</div>
            <strong>{ format!("{per_cent} %") }</strong>
            { level(&t!("battery-level", count = per_cent), u32::from(per_cent), 100, low) }
        </li>
    }
}

/// A bar; `<meter>` is drawn differently by each engine.
fn level(label: &str, now: u32, all: u32, warn: bool) -> Html {
    if all == 0 {
        return Html::default();
    }
    html! {
        <svg class={classes!("level", warn.then_some("level--warn"))} role="meter" aria-label={label.to_owned()} aria-valuemin="0"
            aria-valuemax={all.to_string()} aria-valuenow={now.to_string()} viewBox={format!("0 0 {all} 1")} preserveAspectRatio="none">
            <rect width={now.to_string()} height="1" />
        </svg>
    }
}
