//! The report about a lost laptop: what is to be told, until when, and to whom.

use jemput_ui_kit::{Badge, Banner, Button, Look, Tone, appearance, t, words};
use jemput_wire::office::{Act, BreachLine, BreachReport};
use yew::prelude::*;

use crate::{
    api::{self, use_get},
    app::use_session,
    parts::waiting_or_failed,
    route::Route,
};

/// Properties of [`Breach`].
#[derive(Properties, PartialEq)]
pub(crate) struct BreachProps {
    /// Laptop's id.
    pub(crate) id: AttrValue,
}

/// The screen; it prints as it stands.
#[component(Breach)]
pub(crate) fn breach(props: &BreachProps) -> Html {
    let view = use_session().view;
    let data = use_get::<BreachReport>(format!("devices/breach/{}", props.id));
    appearance::title(&t!("office-breach-title"));
    let print = Callback::from(|_: MouseEvent| {
        // A browser that does not print says so itself.
        let _ = web_sys::window().map(|window| window.print());
    });
    html! {
        <div class="page">
            <div class="page-head"><div><h1>{ t!("office-breach-title") }</h1><p class="no-print">{ t!("office-breach-intro") }</p></div></div>
            { waiting_or_failed(&data) }
            if let Some(report) = data.ready() {
                <Banner tone={if report.late { Tone::Danger } else { Tone::Warn }} title={AttrValue::from(t!("office-breach-due", when = &report.due))} test="breach-due">
                    { if report.late { t!("office-breach-late") } else { t!("office-breach-left", count = report.hours_left) } }
                </Banner>
                <div class="row no-print">
                    <Button look={Look::Primary} icon="printer" onclick={print} test="breach-print">{ t!("office-breach-print") }</Button>
                    <Button icon="letter" href={api::breach_file(&report.device)} test="breach-pdf">{ t!("office-breach-pdf") }</Button>
                    if view.may(Act::ListBreach) {
                        <Button icon="table" href={api::breach_people(&report.device)} test="breach-people">{ t!("office-breach-people") }</Button>
                    }
                    <a href={Route::Devices.href()}>{ t!("office-breach-back") }</a>
                </div>
                <section class="card card--flush" aria-labelledby="breach-name">
                    <div class="card__head"><h2 id="breach-name">{ &report.name }</h2><Badge tone={Tone::Plain} test="breach-count">{ t!("office-breach-count", count = words::number(report.people)) }</Badge></div>
                    { table(&report.lines) }
                </section>
            }
        </div>
    }
}

/// The report itself is a paper of the office: Indonesian, whatever the screen's language.
fn table(lines: &[BreachLine]) -> Html {
    let row = |line: &BreachLine| html! { <tr key={line.title.clone()}><th scope="row">{ &line.title }</th><td>{ &line.text }</td></tr> };
    html! {
        <div class="table-wrap"><table class="table" lang="id" data-test="breach">
            <caption class="hidden-text">{ t!("office-breach-title") }</caption>
            <tbody>{ for lines.iter().map(row) }</tbody>
        </table></div>
    }
}
