//! The numbers of this laptop: how many are left, when to sync, and whether its own series is in use.

use jemput_ui_kit::{
    Badge, Banner, Button, Empty, ErrorBanner, LetterNumber, Load, Tone, appearance, t, use_load,
};
use jemput_wire::numbers::{NumberList, SeriesView};
use yew::prelude::*;

use crate::route::Route;

/// Kinds that are named before the rest is counted.
const NAMED: usize = 4;

/// The screen.
#[component(Numbers)]
pub(crate) fn numbers() -> Html {
    let all = use_load(NumberList {});
    appearance::title(&t!("numbers-title"));
    html! {
        <>
            <div class="page-head">
                <div><h1>{ t!("numbers-title") }</h1><p>{ t!("numbers-intro") }</p></div>
                <Button icon="table" href={Route::Register.href()} test="to-register">{ t!("register-title") }</Button>
            </div>
            { match &all.data {
                Load::Waiting => html! { <p role="status">{ t!("opening") }</p> },
                Load::Failed(error) => html! { <ErrorBanner error={error.clone()} /> },
                Load::Ready(all) if all.is_empty() => html! { <Empty icon="number" title={t!("numbers-none")}><p>{ t!("numbers-none-help") }</p></Empty> },
                Load::Ready(all) => html! { <div class="stack stack--wide">{ for all.iter().map(series) }</div> },
            } }
        </>
    }
}

fn series(view: &SeriesView) -> Html {
    let id = format!("series-{}-{}", view.series, view.year);
    let (tone, words) = if view.own_series {
        (Tone::Warn, t!("numbers-own"))
    } else if view.low {
        (Tone::Warn, t!("numbers-low"))
    } else {
        (Tone::Ok, t!("numbers-enough"))
    };
    let mut kinds = view
        .kinds
        .iter()
        .take(NAMED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if view.kinds.len() > NAMED {
        let more = u32::try_from(view.kinds.len() - NAMED).unwrap_or(u32::MAX);
        kinds = t!("numbers-kinds-more", kinds = kinds, count = more);
    }
    html! {
        <section class="card stack" key={id.clone()} aria-labelledby={id.clone()} data-test="series">
            <div class="row row--between">
                <h2 id={id}>{ if view.year == 0 { t!("numbers-series", series = &view.series) } else { t!("numbers-series-year", series = &view.series, year = view.year.to_string()) } }</h2>
                <Badge {tone} test="series-state">{ words }</Badge>
            </div>
            <p class="muted">{ kinds }</p>
            <dl class="facts">
                <div><dt>{ t!("numbers-next") }</dt><dd data-test="series-next">if view.next.is_empty() { { "–" } } else { <LetterNumber number={view.next.clone()} /> }</dd></div>
                <div><dt>{ t!("numbers-stock") }</dt><dd data-test="series-left">{ t!("numbers-left", left = view.left, all = view.of) }</dd></div>
            </dl>
            if view.own_series {
                <Banner tone={Tone::Warn} title={t!("numbers-own-title", mark = &view.mark)}
                    action={html! { <Button icon="sync" href={Route::Sync.href()}>{ t!("nav-sync") }</Button> }}>{ t!("numbers-own-long") }</Banner>
            } else if view.low {
                <Banner tone={Tone::Warn} title={t!("numbers-low-title", left = view.left)}
                    action={html! { <Button icon="sync" href={Route::Sync.href()}>{ t!("nav-sync") }</Button> }}>{ t!("numbers-low-long", mark = &view.mark) }</Banner>
            } else {
                <p>{ t!("numbers-when", count = view.low_at) }</p>
            }
            { blocks(view) }
            if !view.elsewhere.is_empty() {
                <div><h3>{ t!("numbers-elsewhere") }</h3>
                <ul class="stack stack--tight">{ for view.elsewhere.iter().map(|used| html! {
                    <li><span class="code">{ span(used.from, used.to) }</span>{ " · " }{ &used.reason }</li>
                }) }</ul></div>
            }
        </section>
    }
}

fn blocks(view: &SeriesView) -> Html {
    if view.blocks.is_empty() {
        return Html::default();
    }
    html! {
        <div class="table-wrap"><table class="table">
            <caption class="hidden-text">{ t!("numbers-blocks") }</caption>
            <thead><tr><th scope="col">{ t!("numbers-block") }</th><th scope="col">{ t!("numbers-block-left") }</th></tr></thead>
            <tbody>{ for view.blocks.iter().map(|block| html! {
                <tr><th scope="row" class="code">{ span(block.from, block.to) }</th>
                <td>{ if block.left == 0 { t!("numbers-block-empty") } else { block.left.to_string() } }</td></tr>
            }) }</tbody>
        </table></div>
    }
}

fn span(from: u32, to: u32) -> String {
    if from == to {
        format!("{from:03}")
    } else {
        format!("{from:03}–{to:03}")
    }
}
