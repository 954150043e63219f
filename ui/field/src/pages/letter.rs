//! One letter: what became of the print, its pages, and what may be done with it.

use jemput_domain::id::LetterId;
use jemput_ui_kit::{
    Banner, Button, ErrorBanner, LetterNumber, Load, Tone, appearance, t, use_load,
};
use jemput_wire::{
    AppError,
    letter::{LetterGet, LetterStateView, LetterView, PrintJob, PrintState},
};
use yew::prelude::*;

use super::letter_actions::LetterActions;
use crate::{
    parts::{PagesView, PrintOutcome, Reprint, letter_badge},
    route::Route,
};

/// Properties of [`Letter`].
#[derive(Properties, PartialEq)]
pub(crate) struct LetterProps {
    pub(crate) id: LetterId,
}

/// The screen.
#[component(Letter)]
pub(crate) fn letter(props: &LetterProps) -> Html {
    let id = props.id;
    let letter = use_load(LetterGet { id });
    let fault = use_state(|| None::<AppError>);
    let asking = use_state(|| false);
    let view = match &letter.data {
        Load::Waiting => return html! { <p role="status">{ t!("opening") }</p> },
        Load::Failed(error) => {
            return html! { <><h1>{ t!("nav-letters") }</h1><ErrorBanner error={error.clone()} /></> };
        }
        Load::Ready(view) => view.clone(),
    };
    appearance::title(&view.card.number);
    let put_job = {
        let (view, put) = (view.clone(), letter.put.clone());
        Callback::from(move |job: PrintJob| {
            let mut view = view.clone();
            match view.prints.iter_mut().find(|known| known.id == job.id) {
                Some(known) => *known = job,
                None => view.prints.insert(0, job),
            }
            put.emit(view);
        })
    };
    let set_asking = |to: bool| {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(to))
    };
    // An order that nobody has answered yet comes first; a settled one is only a line among the facts.
    let open = view.prints.first().filter(|job| {
        job.state != PrintState::Confirmed && view.card.state != LetterStateView::Void
    });
    html! {
        <div class="columns columns--form-preview">
            <div class="stack">
                <div class="page-head">
                    <div><p>{ &view.card.title }</p><h1 data-test="letter-number"><LetterNumber number={view.card.number.clone()} /></h1><p>{ &view.card.resident_name }{ " · " }{ &view.card.issued_on }</p></div>
                    { letter_badge(view.card.state) }
                </div>
                if let Some(job) = open { <PrintOutcome job={job.clone()} on_change={put_job.clone()} on_again={set_asking(true)} /> }
                if let Some(error) = &*fault {
                    <ErrorBanner error={error.clone()} action={if error.code.starts_with("printer") { html! { <Button href={Route::Settings.href()}>{ t!("printer-settings") }</Button> } } else { Html::default() }} />
                }
                { void_banner(&view) }
                <LetterActions view={view.clone()} asking={open.is_some()} put={letter.put.clone()} fault={fault.setter()} on_reprint={set_asking(true)} />
                if *asking { <Reprint letter={id} on_close={set_asking(false)} on_printed={put_job} /> }
                { facts(&view) }
            </div>
            <aside class="preview" aria-labelledby="pages"><h2 id="pages">{ t!("letter-pages") }</h2><PagesView pages={view.pages.clone()} /></aside>
        </div>
    }
}

fn void_banner(view: &LetterView) -> Html {
    if view.card.state != LetterStateView::Void {
        return Html::default();
    }
    html! {
        <Banner tone={Tone::Danger} title={t!("letter-void-title")} test="void">
            <p>{ &view.void_reason }</p>
            if let Some(next) = &view.replaced_by { <p><a href={Route::Letter(next.id).href()}>{ t!("letter-replaced-by", number = &next.number) }</a></p> }
        </Banner>
    }
}

/// `Cetakan ke-2`, or `Cetakan ke-2 sampai 4`.
fn copies(job: &PrintJob) -> String {
    match job.copies {
        _ if job.for_file => t!("copy-for-file"),
        0 | 1 if job.copy == 1 => t!("copy-first"),
        0 | 1 => t!("copy", count = job.copy),
        many => t!("copy-many", first = job.copy, last = job.copy + many - 1),
    }
}

fn facts(view: &LetterView) -> Html {
    let fact = |key: &str, value: &str| {
        if value.is_empty() {
            Html::default()
        } else {
            // Who and when: the moment stays in one line.
            let shown = match value.split_once(" · ") {
                Some((who, when)) => {
                    html! { <>{ who }{ " · " }<span class="nowrap">{ when }</span></> }
                }
                None => html! { { value } },
            };
            html! { <div><dt>{ t!(key) }</dt><dd>{ shown }</dd></div> }
        }
    };
    let print = |job: &PrintJob| {
        let state = match job.state {
            PrintState::Ordered | PrintState::HandedOver => "job-running",
            PrintState::DeviceOk | PrintState::Unknown => "job-asked",
            PrintState::Failed => "job-failed",
            PrintState::Confirmed => "job-confirmed",
            PrintState::NotPrinted => "job-none",
            PrintState::Cancelled => "job-cancelled",
        };
        html! {
            <li data-test="print-job" data-state={format!("{:?}", job.state)}><strong>{ copies(job) }</strong>{ ": " }{ t!(state) }{ " · " }{ &job.printer }{ " · " }{ &job.paper }
                if let Some(path) = &job.path { <span class="list-row__sub code code--wrap" data-test="print-path">{ path }</span> }</li>
        }
    };
    html! {
        <section class="card stack" aria-labelledby="facts">
            <div class="row row--between"><h2 id="facts">{ t!("letter-facts") }</h2><Button look={jemput_ui_kit::Look::Quiet} href={Route::Resident(view.card.resident).href()}>{ t!("resident-open") }</Button></div>
            <dl class="facts">
                { fact("signer", &view.signer) }
                { fact("field-valid-until", &view.valid_until) }
                { fact("letter-checked", &view.checked) }
                if let Some(before) = &view.replaces { <div><dt>{ t!("letter-replaces") }</dt><dd><a href={Route::Letter(before.id).href()}>{ &before.number }</a></dd></div> }
                { fact("letter-manual", &view.manual_reason) }
                if view.date_given { <div><dt>{ t!("letter-date") }</dt><dd>{ t!("letter-date-given") }</dd></div> }
                { fact("letter-handed-to", &view.handed_to) }
                { fact("letter-handed-at", &view.handed_at) }
                if view.signed_on_paper { <div><dt>{ t!("letter-signed") }</dt><dd>{ t!("signed-on-paper") }</dd></div> }
                if !view.signature.is_empty() { <div><dt>{ t!("letter-signed") }</dt><dd>
                    <svg class="sign-pad sign-pad--small" viewBox="0 0 1000 400" role="img" aria-label={t!("signature-of", name = &view.handed_to)} data-test="handed-signature"><path class="sign-pad__ink" d={view.signature.clone()} /></svg>
                </dd></div> }
                <div><dt>{ t!("letter-short-id") }</dt><dd class="code" data-test="short-id">{ &view.card.short_id }</dd></div>
                <div><dt>{ t!("col-sent") }</dt><dd>{ t!(if view.card.sent { "road-sent" } else { "road-unsent" }) }</dd></div>
            </dl>
            if !view.prints.is_empty() { <div><h3>{ t!("letter-prints") }</h3><ul class="stack stack--tight">{ for view.prints.iter().map(print) }</ul></div> }
        </section>
    }
}
