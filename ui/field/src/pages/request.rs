//! The form of a letter, kept while it is filled in, with the letter beside it.

use std::{cell::Cell, collections::BTreeMap};

use jemput_domain::{finding::Finding, id::RequestId};
use jemput_ui_kit::{
    Banner, Button, ErrorBanner, Icon, Load, Look, Tone, appearance, call, date_field::from_iso,
    focus, keys::use_keys, t, timer::use_debounce, turns::use_turns, use_load, use_say, words,
};
use jemput_wire::{
    AppError,
    approval::{FlowView, Stage},
    attachment::Owner,
    letter::{LetterPrint, PracticePrint},
    request::{PreviewView, RequestGet, RequestPreview, RequestSave, RequestView},
};
use serde_json::Value;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    request_fields::RequestFields,
    request_flow::{Flow, ManualButton, Next, submit},
};
use crate::{
    app::use_session,
    parts::{AskDay, Attachments, PagesView, about},
    route::Route,
};

/// Saved this long after the last letter, in milliseconds.
const PAUSE: u32 = 450;

/// What the officer has filled in.
#[derive(Clone, PartialEq)]
pub(super) struct Filled {
    pub(super) answers: BTreeMap<String, Value>,
    pub(super) signer: Option<jemput_domain::id::SignerId>,
    pub(super) paper: String,
}

impl Filled {
    fn of(view: &RequestView) -> Self {
        Self {
            answers: view.answers.clone(),
            signer: view.signer,
            paper: view.paper.clone(),
        }
    }

    fn save(self, id: RequestId) -> RequestSave {
        RequestSave {
            id,
            answers: self.answers,
            signer: self.signer,
            paper: self.paper,
        }
    }
}

/// How the draft is kept.
#[derive(Clone, PartialEq)]
enum Kept {
    At(String),
    Saving,
    Failed(AppError),
}

/// Properties of [`Request`].
#[derive(Properties, PartialEq)]
pub(crate) struct RequestProps {
    pub(crate) id: RequestId,
}

/// The screen.
#[component(Request)]
pub(crate) fn request(props: &RequestProps) -> Html {
    let request = use_load(RequestGet { id: props.id });
    match &request.data {
        Load::Waiting => html! { <p role="status">{ t!("opening") }</p> },
        Load::Failed(error) => {
            html! { <><h1>{ t!("request-title") }</h1><ErrorBanner error={error.clone()} /></> }
        }
        Load::Ready(view) => html! { <Form view={view.clone()} put={request.put.clone()} /> },
    }
}

#[derive(Properties, PartialEq)]
struct FormProps {
    view: RequestView,
    put: Callback<RequestView>,
}

#[component(Form)]
fn form(props: &FormProps) -> Html {
    let view = &props.view;
    let id = view.id;
    let filled = use_state(|| Filled::of(view));
    let newest = use_mut_ref(|| Filled::of(view));
    let kept = use_state(|| Kept::At(view.saved_at.clone()));
    let findings = use_state(|| view.findings.clone());
    let preview = use_state(|| None::<Result<PreviewView, AppError>>);
    let fault = use_state(|| None::<AppError>);
    let busy = use_state(|| false);
    // What is wrong is shown beside the fields once the officer has typed there or pressed print.
    let touched = use_state(Vec::<String>::new);
    let all_shown = use_state(|| false);
    let dirty = use_memo((), |()| Cell::new(false));
    let turns = use_turns();
    let wait = use_debounce();
    appearance::title(&view.service.title);
    let draw = {
        let preview = preview.clone();
        use_callback((), move |(), ()| {
            let preview = preview.clone();
            spawn_local(async move { preview.set(Some(call(RequestPreview { id }).await)) });
        })
    };
    {
        let draw = draw.clone();
        let first = view
            .findings
            .iter()
            .find(|finding| finding.is_error())
            .and_then(|finding| finding.field.clone());
        use_effect_with((), move |()| {
            draw.emit(());
            focus_on(first.as_deref());
        });
    }
    let save = {
        let (newest, dirty, kept, findings, draw) = (
            newest.clone(),
            dirty.clone(),
            kept.clone(),
            findings.clone(),
            draw.clone(),
        );
        use_callback((), move |then: Callback<Option<Vec<Finding>>>, ()| {
            let (newest, dirty, turns) = (newest.clone(), dirty.clone(), turns.clone());
            let (kept, findings, draw) = (kept.clone(), findings.clone(), draw.clone());
            spawn_local(async move {
                let _turn = turns.wait().await;
                dirty.set(false);
                let wish = newest.borrow().clone().save(id);
                match call(wish).await {
                    Ok(saved) => {
                        if !dirty.get() {
                            kept.set(Kept::At(saved.saved_at));
                        }
                        findings.set(saved.findings.clone());
                        draw.emit(());
                        then.emit(Some(saved.findings));
                    }
                    Err(error) => {
                        kept.set(Kept::Failed(error));
                        then.emit(None);
                    }
                }
            });
        })
    };
    {
        // Leaving the screen within the pause must not lose the last letters.
        let (dirty, save) = (dirty.clone(), save.clone());
        use_effect_with((), move |()| {
            move || {
                if dirty.get() {
                    save.emit(Callback::noop());
                }
            }
        });
    }
    let change = {
        let (filled, findings, newest, dirty, kept, save, wait, touched) = (
            filled.clone(),
            findings.clone(),
            newest,
            dirty,
            kept.clone(),
            save.clone(),
            wait.clone(),
            touched.clone(),
        );
        Callback::from(move |(field, next): (String, Filled)| {
            newest.replace(next.clone());
            dirty.set(true);
            filled.set(next);
            kept.set(Kept::Saving);
            // What was said of the old answer; the next save says what is wrong with this one.
            let mut of_others = (*findings).clone();
            of_others.retain(|finding| finding.field.as_ref() != Some(&field));
            findings.set(of_others);
            if !touched.contains(&field) {
                let mut fields = (*touched).clone();
                fields.push(field);
                touched.set(fields);
            }
            let save = save.clone();
            wait.run(PAUSE, move || save.emit(Callback::noop()));
        })
    };
    let practice = use_session().view.practice;
    let ask_day = use_state(|| false);
    let say = use_say();
    let next = Next::of(&view.flow);
    // Only its officer changes it, and not while somebody checks it.
    let closed = view.letter.is_some() || next == Next::Wait || view.flow.stage == Stage::Checked;
    let put = {
        let (put, draw) = (props.put.clone(), draw.clone());
        Callback::from(move |view: RequestView| {
            put.emit(view);
            draw.emit(());
        })
    };
    let print = {
        let (busy, fault, all_shown) = (busy.clone(), fault.clone(), all_shown.clone());
        let (ask_day, put, say) = (ask_day.clone(), put.clone(), say.clone());
        let printed_before = view.letter.is_some();
        let checked = view.flow.stage == Stage::Checked;
        Callback::from(move |()| {
            if printed_before || next == Next::Wait || *busy {
                return;
            }
            wait.stop();
            all_shown.set(true);
            busy.set(true);
            fault.set(None);
            let (after, busy_after) = (fault.clone(), busy.clone());
            let (ask_day, put, say) = (ask_day.clone(), put.clone(), say.clone());
            let go = Callback::from(move |findings: Option<Vec<Finding>>| {
                // The note beside the button says why the draft was not kept.
                let Some(findings) = findings else {
                    busy_after.set(false);
                    return;
                };
                if let Some(first) = findings.iter().find(|finding| finding.is_error()) {
                    busy_after.set(false);
                    focus_on(first.field.as_deref());
                    return;
                }
                let (fault, busy) = (after.clone(), busy_after.clone());
                if next == Next::Submit {
                    let put = put.clone();
                    submit(id, move |answer| {
                        busy.set(false);
                        match answer {
                            Ok(view) => put.emit(view),
                            Err(error) => fault.set(Some(error)),
                        }
                    });
                    return;
                }
                let (ask_day, say) = (ask_day.clone(), say.clone());
                spawn_local(async move {
                    if practice {
                        match print_practice(id).await {
                            Ok(words) => say.done(words),
                            Err(error) => fault.set(Some(error)),
                        }
                        busy.set(false);
                        return;
                    }
                    match call(LetterPrint {
                        request: id,
                        printer: None,
                    })
                    .await
                    {
                        Ok(printed) => Route::Letter(printed.letter.id).go(),
                        Err(error) if error.code == "date-needed" => {
                            ask_day.set(true);
                            busy.set(false);
                        }
                        Err(error) => {
                            fault.set(Some(error));
                            busy.set(false);
                        }
                    }
                });
            });
            if checked {
                // What was approved is not saved again: nothing has changed.
                go.emit(Some(Vec::new()));
            } else {
                save.emit(go);
            }
        })
    };
    {
        let print = print.clone();
        use_keys(Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() && event.key().eq_ignore_ascii_case("p") {
                event.prevent_default();
                print.emit(());
            }
        }));
    }
    let print_again = print.clone();
    let onsubmit = print.reform(|event: SubmitEvent| event.prevent_default());
    let waiting = *busy;
    let shown: Vec<Finding> = findings
        .iter()
        .filter(|finding| {
            *all_shown
                || finding
                    .field
                    .as_ref()
                    .is_none_or(|field| touched.contains(field))
        })
        .cloned()
        .collect();
    html! {
        <div class="columns columns--form-preview">
            <div class="stack">
            <form class="stack" aria-labelledby="title" {onsubmit} novalidate=true>
                <div class="page-head"><div><h1 id="title">{ &view.service.title }</h1><p>{ service_line(view) }</p></div></div>
                if let Some(letter) = &view.letter {
                    <Banner tone={Tone::Info} title={t!("request-closed", number = &letter.number)} action={html! { <Button href={Route::Letter(letter.id).href()}>{ t!("letter-open") }</Button> }}>{ t!("request-closed-help") }</Banner>
                }
                <Flow {id} flow={view.flow.clone()} put={put.clone()} fault={{ let fault = fault.clone(); Callback::from(move |error| fault.set(error)) }} />
                { applicant(view, &findings) }
                <RequestFields view={view.clone()} filled={(*filled).clone()} findings={shown} {closed} on_change={change} />
                if let Some(error) = &*fault {
                    <ErrorBanner error={error.clone()} action={if error.code.starts_with("printer") { html! { <Button href={Route::Settings.href()}>{ t!("printer-settings") }</Button> } } else { Html::default() }} />
                }
                if view.letter.is_none() && next != Next::Wait {
                    <div class="action-bar">
                        { note(&kept, &findings, view) }
                        if !closed { <ManualButton {id} manual={view.flow.manual.clone()} put={put.clone()} /> }
                        <Button look={Look::Primary} large=true submit=true icon={if next == Next::Submit { "upload" } else { "printer" }} chip="Ctrl P" shortcut="Control+P" busy={waiting} test="print">{ t!(main_words(waiting, practice, next, &view.flow)) }</Button>
                    </div>
                }
            </form>
            // Behind the form: Enter in them would print.
            if *ask_day {
                    <AskDay on_close={{ let ask_day = ask_day.clone(); Callback::from(move |()| ask_day.set(false)) }}
                        on_done={{ let (ask_day, print) = (ask_day.clone(), print_again); Callback::from(move |()| { ask_day.set(false); print.emit(()); }) }} />
                }
            <Attachments owner={Owner { id: id.0, kind: "request".to_owned() }} />
            </div>
            { aside(preview.as_ref(), &view.paper) }
        </div>
    }
}

/// Words of the main button.
fn main_words(waiting: bool, practice: bool, next: Next, flow: &FlowView) -> &'static str {
    match next {
        Next::Print if waiting => "printing",
        Next::Print if practice => "print-practice",
        _ => next.words(flow),
    }
}

/// Prints for practice; the words that tell where the paper is.
async fn print_practice(request: RequestId) -> Result<String, AppError> {
    let paper = call(PracticePrint {
        request,
        printer: None,
    })
    .await?;
    Ok(match paper.path {
        Some(path) => t!("file-saved", path = path),
        None => t!("print-running", printer = paper.printer),
    })
}

/// Moves to what must be put right.
fn focus_on(field: Option<&str>) {
    let Some(field) = field else { return };
    let selector = format!(
        "[id=\"answer-{field}\"]:not(fieldset), [id=\"answer-{field}\"] input, [id=\"{field}\"]"
    );
    focus::find(&selector);
}

fn service_line(view: &RequestView) -> String {
    let minutes = t!("minutes", count = view.service.standard.time_minutes);
    let fee = match view.service.standard.fee_rupiah {
        0 => t!("fee-none"),
        amount => t!("fee", amount = words::number(amount)),
    };
    format!("{fee} · {minutes}")
}

fn applicant(view: &RequestView, findings: &[Finding]) -> Html {
    let person = &view.resident;
    // Findings of no question of this form are about the resident's record.
    let about_person: Vec<Finding> = findings
        .iter()
        .filter(|finding| {
            finding
                .field
                .as_ref()
                .is_none_or(|field| field != "signer" && view.service.field(field).is_none())
        })
        .cloned()
        .collect();
    html! {
        <section class="card stack" aria-labelledby="applicant">
            <div class="row row--between">
                <h2 id="applicant">{ t!("applicant") }</h2>
                <Button look={Look::Quiet} href={Route::Resident(person.id).href()}>{ t!("resident-open") }</Button>
            </div>
            <dl class="facts">
                <div><dt>{ words::field("name") }</dt><dd><span data-test="applicant-name">{ &person.name }</span><span class="list-row__sub">{ about(person) }</span></dd></div>
                <div><dt>{ words::field("nik") }</dt><dd class="code">{ if person.nik_tail.is_empty() { t!("nik-none-short") } else { format!("•••• •••• •••• {}", person.nik_tail) } }</dd></div>
                <div><dt>{ t!("applicant-address") }</dt><dd>{ &person.address }</dd></div>
            </dl>
            if !about_person.is_empty() { <jemput_ui_kit::Findings findings={about_person} /> }
        </section>
    }
}

/// Left in the action bar: whether the draft is kept, and what is missing.
fn note(kept: &Kept, findings: &[Finding], view: &RequestView) -> Html {
    let wrong: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.is_error())
        .collect();
    let place = |finding: &&Finding| {
        let field = finding.field.clone();
        let label = match field.as_deref() {
            Some("signer") => t!("signer"),
            Some(name) => view
                .service
                .field(name)
                .map_or_else(|| words::field(name), |field| field.label.clone()),
            None => words::finding(finding),
        };
        let onclick = Callback::from(move |_: MouseEvent| focus_on(field.as_deref()));
        html! { <li><button type="button" class="link" {onclick}>{ label }</button></li> }
    };
    let state = match kept {
        Kept::At(when) => {
            html! { <span data-test="saved"><Icon name="ok" class="icon--small is-ok" />{ t!("saved-at", when = when) }</span> }
        }
        Kept::Saving => {
            html! { <span data-test="saving"><Icon name="pending" class="icon--small is-pending" />{ t!("saving") }</span> }
        }
        Kept::Failed(error) => {
            html! { <span class="is-danger" data-test="not-saved"><Icon name="danger" class="icon--small" />{ words::error(error) }</span> }
        }
    };
    html! {
        <div class="action-bar__note">
            <p class="saved" role="status">{ state }</p>
            if !wrong.is_empty() {
                <strong>{ t!("print-missing", count = u32::try_from(wrong.len()).unwrap_or(1)) }</strong>
                <ul class="missing">{ for wrong.iter().map(place) }</ul>
            }
        </div>
    }
}

fn aside(preview: Option<&Result<PreviewView, AppError>>, paper: &str) -> Html {
    let body = match preview {
        None => html! { <p role="status">{ t!("preview-drawing") }</p> },
        Some(Err(error)) => {
            html! { <Banner tone={Tone::Info} title={t!("preview-later")}>{ words::error(error) }</Banner> }
        }
        Some(Ok(preview)) => html! {
            <>
                <PagesView pages={preview.pages.clone()} />
                if !preview.next_number.is_empty() {
                    <p class="small muted">{ t!("preview-number") }{ " " }<span class="code" data-test="next-number">{ &preview.next_number }</span>{ " " }{ t!("preview-number-when") }</p>
                }
            </>
        },
    };
    let paper = match preview {
        Some(Ok(preview)) => preview.paper.clone(),
        _ => paper.to_owned(),
    };
    html! {
        <aside class="preview" aria-labelledby="preview"><h2 id="preview">{ t!("preview", paper = paper) }</h2>{ body }</aside>
    }
}

/// The last day of the letter as the officer reads it.
pub(super) fn until(view: &RequestView) -> Option<String> {
    (!view.valid_until.is_empty()).then(|| from_iso(&view.valid_until))
}
