//! What the laptop found wrong and repaired, until the officer has read it.

use jemput_ui_kit::{Banner, Button, Tone, call, t};
use jemput_wire::sync::{ReportCard, SyncReportsRead, SyncView};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Properties of [`SyncReports`].
#[derive(Properties, PartialEq)]
pub(super) struct SyncReportsProps {
    pub(super) reports: Vec<ReportCard>,
    pub(super) put: Callback<SyncView>,
}

/// The reports; nothing where there are none.
#[component(SyncReports)]
pub(super) fn sync_reports(props: &SyncReportsProps) -> Html {
    let Some(newest) = props.reports.iter().map(|report| report.number).max() else {
        return Html::default();
    };
    let read = {
        let put = props.put.clone();
        Callback::from(move |_: MouseEvent| {
            let put = put.clone();
            spawn_local(async move {
                // What could not be put away is shown again.
                if let Ok(view) = call(SyncReportsRead { upto: newest }).await {
                    put.emit(view);
                }
            });
        })
    };
    let line = |report: &ReportCard| {
        let key = format!("report-{}", report.what);
        html! { <p>{ t!(&key, when = &report.when, village = &report.village) }</p> }
    };
    // Something that the officer should call the office about is no mere news.
    let alarm = props
        .reports
        .iter()
        .any(|report| report.what == "rollback-alarm");
    let tone = if alarm { Tone::Warn } else { Tone::Info };
    html! {
        <Banner {tone} title={t!("reports-title")} test="reports"
            action={html! { <Button onclick={read} test="reports-read">{ t!("reports-read") }</Button> }}>
            { for props.reports.iter().map(line) }
        </Banner>
    }
}
