//! Registers a resident or corrects one: checked and kept while typing, twins shown before they are made.

use std::{cell::Cell, collections::BTreeMap};

use jemput_domain::{finding::Finding, id::ResidentId};
use jemput_ui_kit::{
    Banner, Button, ErrorBanner, Icon, Load, Look, Tone, appearance, call, focus, t,
    timer::use_debounce, turns::use_turns, use_load, use_say,
};
use jemput_wire::{
    AppError,
    resident::{
        CheckView, CodeTable, CodeTables, FormView, ResidentCheck, ResidentForm, ResidentSave,
    },
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::resident_fields::ResidentFields;
use crate::{
    parts::{PersonRow, PrivacyNotice},
    route::Route,
};

/// Checked and kept this long after the last letter, in milliseconds.
const PAUSE: u32 = 450;

/// Properties of [`ResidentFormPage`].
#[derive(Properties, PartialEq)]
pub(crate) struct ResidentFormPageProps {
    #[prop_or_default]
    pub(crate) id: Option<ResidentId>,
    #[prop_or_default]
    pub(crate) household_of: Option<ResidentId>,
}

/// The screen.
#[component(ResidentFormPage)]
pub(crate) fn resident_form_page(props: &ResidentFormPageProps) -> Html {
    let form = use_load(ResidentForm {
        id: props.id,
        household_of: props.household_of,
    });
    let tables = use_load(CodeTables {});
    let title = t!(if props.id.is_some() {
        "form-edit-title"
    } else {
        "form-new-title"
    });
    appearance::title(&title);
    match (&form.data, &tables.data) {
        (Load::Ready(form), Load::Ready(tables)) => {
            html! { <Form form={form.clone()} tables={tables.clone()} {title} household_of={props.household_of} /> }
        }
        (Load::Failed(error), _) | (_, Load::Failed(error)) => {
            html! { <><h1>{ title }</h1><ErrorBanner error={error.clone()} /></> }
        }
        _ => html! { <><h1>{ title }</h1><p role="status">{ t!("opening") }</p></> },
    }
}

#[derive(Properties, PartialEq)]
struct FormProps {
    form: FormView,
    tables: Vec<CodeTable>,
    title: String,
    household_of: Option<ResidentId>,
}

#[component(Form)]
fn form(props: &FormProps) -> Html {
    let id = props.form.id;
    let values = use_state(|| props.form.values.clone());
    let newest = use_mut_ref(|| props.form.values.clone());
    let checked = use_state(|| None::<CheckView>);
    let kept = use_state(|| None::<Result<(), AppError>>);
    let touched = use_state(|| {
        if props.form.restored {
            props.form.values.keys().cloned().collect()
        } else {
            Vec::<String>::new()
        }
    });
    let all_shown = use_state(|| false);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let dirty = use_memo((), |()| Cell::new(false));
    let turns = use_turns();
    let wait = use_debounce();
    let say = use_say();
    let check = {
        let (newest, dirty, turns, checked, kept) = (
            newest.clone(),
            dirty.clone(),
            turns.clone(),
            checked.clone(),
            kept.clone(),
        );
        use_callback((), move |(), ()| {
            let (newest, dirty, turns) = (newest.clone(), dirty.clone(), turns.clone());
            let (checked, kept) = (checked.clone(), kept.clone());
            spawn_local(async move {
                let _turn = turns.wait().await;
                // What was saved meanwhile is no draft any more.
                if !dirty.replace(false) {
                    return;
                }
                let values: BTreeMap<String, String> = newest.borrow().clone();
                match call(ResidentCheck { id, values }).await {
                    Ok(view) => {
                        checked.set(Some(view));
                        if !dirty.get() {
                            kept.set(Some(Ok(())));
                        }
                    }
                    Err(error) => kept.set(Some(Err(error))),
                }
            });
        })
    };
    {
        // Leaving the screen within the pause must not lose the last letters.
        let (dirty, check) = (dirty.clone(), check.clone());
        use_effect_with((), move |()| {
            move || {
                if dirty.get() {
                    check.emit(());
                }
            }
        });
    }
    let on_change = {
        let (values, newest, dirty, touched, wait, kept) = (
            values.clone(),
            newest.clone(),
            dirty.clone(),
            touched.clone(),
            wait.clone(),
            kept.clone(),
        );
        Callback::from(move |(field, text): (String, String)| {
            newest.borrow_mut().insert(field.clone(), text);
            dirty.set(true);
            values.set(newest.borrow().clone());
            kept.set(None);
            if !touched.contains(&field) {
                let mut fields = (*touched).clone();
                fields.push(field);
                touched.set(fields);
            }
            let check = check.clone();
            wait.run(PAUSE, move || check.emit(()));
        })
    };
    let onsubmit = {
        let (newest, dirty, turns, busy, fault, all_shown, base) = (
            newest,
            dirty,
            turns,
            busy.clone(),
            fault.clone(),
            all_shown.clone(),
            props.form.base.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            wait.stop();
            dirty.set(false);
            busy.set(true);
            all_shown.set(true);
            fault.set(None);
            let wish = ResidentSave {
                id,
                values: newest.borrow().clone(),
                base: base.clone(),
            };
            let (busy, fault, say) = (busy.clone(), fault.clone(), say.clone());
            let turns = turns.clone();
            spawn_local(async move {
                let _turn = turns.wait().await;
                match call(wish).await {
                    Ok(saved) => {
                        say.done(t!("resident-saved"));
                        Route::Resident(saved.id).go();
                    }
                    Err(error) => {
                        if let Some(field) = error
                            .findings
                            .iter()
                            .find(|finding| finding.is_error())
                            .and_then(|f| f.field.clone())
                        {
                            focus::find(&format!("[id=\"resident-{field}\"]"));
                        }
                        fault.set(Some(error));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let all: Vec<Finding> = match (&*fault, &*checked) {
        (Some(error), _) if !error.findings.is_empty() => error.findings.clone(),
        (_, Some(view)) => view.findings.clone(),
        _ => Vec::new(),
    };
    let shown: Vec<Finding> = all
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
    let twins = checked
        .as_ref()
        .map(|view| view.duplicates.clone())
        .unwrap_or_default();
    let back = id
        .or(props.household_of)
        .map_or(Route::Residents, Route::Resident);
    let general = fault.as_ref().map(|error| AppError {
        findings: Vec::new(),
        ..error.clone()
    });
    html! {
        <div class="columns columns--main-side">
            <form class="stack" aria-labelledby="title" {onsubmit} novalidate=true>
                <div class="page-head"><div><h1 id="title">{ &props.title }</h1><p>{ t!("form-intro") }</p></div><PrivacyNotice /></div>
                if props.form.restored { <Banner tone={Tone::Info} title={t!("form-restored")} test="restored">{ t!("form-restored-help") }</Banner> }
                <ResidentFields values={(*values).clone()} tables={props.tables.clone()} findings={shown} {on_change} />
                if let Some(error) = general { <ErrorBanner {error} /> }
                <div class="action-bar">
                    <p class="action-bar__note saved" role="status">{ match &*kept {
                        Some(Ok(())) => html! { <span data-test="saved"><Icon name="ok" class="icon--small is-ok" />{ t!("form-kept") }</span> },
                        Some(Err(error)) => html! { <span class="is-danger"><Icon name="danger" class="icon--small" />{ jemput_ui_kit::words::error(error) }</span> },
                        None => html! { <span>{ t!("form-keeps") }</span> },
                    } }</p>
                    <Button large=true href={back.href()}>{ t!("back") }</Button>
                    <Button look={Look::Primary} large=true submit=true icon="ok" busy={*busy} test="resident-save">{
                        if id.is_none() && !twins.is_empty() { t!("resident-save-anyway") } else { t!("resident-save") }
                    }</Button>
                </div>
            </form>
            <aside class="stack" aria-label={t!("twins-title")} aria-live="polite">
                if twins.is_empty() {
                    <section class="card stack"><h2>{ t!("twins-title") }</h2><p class="muted">{ t!("twins-none") }</p></section>
                } else {
                    <section class="card card--flush">
                        <div class="card__head"><h2>{ t!("twins-title") }</h2></div>
                        <p class="card__note">{ t!("twins-help") }</p>
                        <ul class="rows">{ for twins.into_iter().map(|hit| html! { <li><PersonRow {hit} test="duplicate" /></li> }) }</ul>
                    </section>
                }
            </aside>
        </div>
    }
}
