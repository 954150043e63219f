//! Sends and fetches, and says what is where.

use jemput_ui_kit::{
    Badge, Banner, Button, ErrorBanner, Icon, Look, Progress, Tone, appearance, call, t, words,
};
use jemput_wire::sync::{ConflictCard, SyncCancel, SyncNow, SyncStage, SyncView};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    sync_files::SyncFilesCard, sync_parked::Parked, sync_reports::SyncReports, sync_road::Road,
    sync_usb::Usb,
};
use crate::{parts::Rivals, route::Route, shell::Status};

/// Errors that say the office cannot be reached: no fault of anyone, nothing to do.
const CALM: [&str; 5] = [
    "server-unreachable",
    "server-none",
    "server-slow",
    "server-cut",
    "sync-cancelled",
];

/// The screen.
#[component(Sync)]
pub(crate) fn sync() -> Html {
    let status = use_context::<Status>();
    let fault = use_state(|| None);
    appearance::title(&t!("sync-title"));
    let Some(status) = status else {
        return Html::default();
    };
    let running = status.sync.ready().is_some_and(|view| view.running);
    let start = {
        let (put, fault) = (status.put.clone(), fault.clone());
        Callback::from(move |_: MouseEvent| {
            let (put, fault) = (put.clone(), fault.clone());
            spawn_local(async move {
                match call(SyncNow {}).await {
                    Ok(view) => {
                        fault.set(None);
                        put.emit(view);
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let stop = {
        let put = status.put.clone();
        Callback::from(move |()| {
            let put = put.clone();
            spawn_local(async move {
                if let Ok(view) = call(SyncCancel {}).await {
                    put.emit(view);
                }
            });
        })
    };
    let view = match &status.sync {
        jemput_ui_kit::Load::Waiting => {
            return html! { <><h1>{ t!("sync-title") }</h1><p role="status">{ t!("opening") }</p></> };
        }
        jemput_ui_kit::Load::Failed(error) => {
            return html! { <><h1>{ t!("sync-title") }</h1><ErrorBanner error={error.clone()} /></> };
        }
        jemput_ui_kit::Load::Ready(view) => view,
    };
    let in_parts = matches!(view.stage, SyncStage::SnapshotDown | SyncStage::SnapshotIn);
    let (done, total) = if in_parts {
        (view.part_done, view.part_total)
    } else {
        (view.progress_sent, view.progress_sent + view.unsent)
    };
    html! {
        <>
            <div class="page-head">
                <div><h1>{ t!("sync-title") }</h1><p data-test="sync-last">{ intro(view) }</p></div>
                <Button look={Look::Primary} large=true icon="sync" busy={running} onclick={start} test="sync-now">{ t!(if running { "sync-running-short" } else { "sync-now" }) }</Button>
            </div>
            <div aria-live="polite" data-test="sync-state" data-running={if running { "true" } else { "false" }}>
                if running {
                    <section class="card"><Progress label={stage(view)} done={done} {total} counted={!in_parts} on_cancel={stop} cancel_test="sync-cancel" /></section>
                }
                if let Some(error) = &*fault { <ErrorBanner error={jemput_wire::AppError::clone(error)} /> }
                else if let Some(error) = view.last_error.as_ref().filter(|_| !running) {
                    <ErrorBanner error={error.clone()} tone={if CALM.contains(&error.code.as_str()) { Tone::Pending } else { Tone::Warn }} />
                }
            </div>
            <Road view={view.clone()} />
            <SyncReports reports={view.reports.clone()} put={status.put.clone()} />
            <Parked cards={view.parked.clone()} put={status.put.clone()} />
            <SyncFilesCard files={view.files} {running} put={status.put.clone()} />
            <Usb unsent={view.unsent} />
            <div class="columns columns--halves">{ conflicts(&view.conflicts) }{ kinds(view) }</div>
        </>
    }
}

fn intro(view: &SyncView) -> String {
    let last = if view.last_success.is_empty() {
        t!("sync-never")
    } else {
        t!("sync-last", when = &view.last_success)
    };
    let next = view
        .next_try
        .filter(|_| !view.running)
        .map(|seconds| t!("sync-next", minutes = seconds.div_ceil(60)));
    [Some(last), next]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What it does now, in words.
fn stage(view: &SyncView) -> String {
    match view.stage {
        SyncStage::Connecting => t!("stage-connecting"),
        SyncStage::Records => t!(
            "sync-progress",
            sent = view.progress_sent,
            received = view.progress_received
        ),
        SyncStage::SnapshotDown => t!(
            "stage-snapshot-down",
            kilobytes = words::number(view.part_done / 1024),
            all = words::number(view.part_total.div_ceil(1024))
        ),
        SyncStage::SnapshotIn => t!(
            "stage-snapshot-in",
            records = words::number(view.part_done),
            all = words::number(view.part_total)
        ),
        SyncStage::FilesUp => t!(
            "stage-files-up",
            files = view.files.waiting,
            kilobytes = words::number(view.files.kilobytes)
        ),
        SyncStage::FilesDown => t!("stage-files-down"),
    }
}

fn conflicts(cards: &[ConflictCard]) -> Html {
    let row = |card: &ConflictCard| {
        let link = card
            .record
            .parse()
            .ok()
            .filter(|_| card.kind == "resident")
            .map(|id| Route::Resident(id).href());
        html! {
            <li class="card__note stack stack--tight">
                <strong>{ if let Some(link) = link { html! { <a href={link}>{ &card.name }</a> } } else { html! { { &card.name } } } }</strong>
                <Rivals fields={card.fields.clone()} />
            </li>
        }
    };
    html! {
        <section class="card card--flush" aria-labelledby="conflicts">
            <div class="card__head"><h2 id="conflicts">{ t!("conflicts-title") }</h2>
                if !cards.is_empty() { <Badge tone={Tone::Info}>{ t!("conflicts-count", count = u32::try_from(cards.len()).unwrap_or(u32::MAX)) }</Badge> }
            </div>
            if cards.is_empty() { <p class="card__note muted">{ t!("conflicts-none") }</p> }
            else { <div class="card__note"><Banner tone={Tone::Info}>{ t!("conflicts-help") }</Banner></div> }
            <ul class="rows">{ for cards.iter().map(row) }</ul>
        </section>
    }
}

fn kinds(view: &SyncView) -> Html {
    let count = |count: u64| {
        if count == 0 {
            "–".to_owned()
        } else {
            words::number(count)
        }
    };
    let icon = |kind: &str| match kind {
        "letter" => "letter",
        "request" => "form",
        "resident" => "person",
        "household" => "family",
        _ => "table",
    };
    html! {
        <section class="card card--flush" aria-labelledby="kinds">
            <div class="card__head"><h2 id="kinds">{ t!("details") }</h2><span class="muted small">{ t!("kinds-unit") }</span></div>
            <div class="table-wrap"><table class="table table--compact">
                <thead><tr><th scope="col">{ t!("col-kind") }</th><th scope="col" class="end">{ t!("road-unsent") }</th><th scope="col" class="end">{ t!("road-sent") }</th><th scope="col" class="end">{ t!("road-safe") }</th></tr></thead>
                <tbody>{ for view.kinds.iter().map(|row| html! {
                    <tr><th scope="row"><span class="row row--fixed"><Icon name={icon(&row.kind)} class="icon--small" />{ t!(&format!("kind-{}", row.kind)) }</span></th>
                        <td class="end"><strong>{ count(row.unsent) }</strong></td><td class="end">{ count(row.sent) }</td><td class="end">{ count(row.safe) }</td></tr>
                }) }</tbody>
            </table></div>
            <p class="card__foot small muted">{ t!("sync-server", address = &view.server_url) }</p>
        </section>
    }
}
