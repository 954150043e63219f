//! Brings residents in from a spreadsheet: choose, look at the dry run, save, mend the rest.

use jemput_ui_kit::{
    Banner, Button, Empty, ErrorBanner, Icon, Load, Look, Progress, TextField, Tone, appearance,
    call, t, timer::use_every, use_load, use_say, words,
};
use jemput_wire::{
    AppError,
    import::{
        FileCard, ImportApply, ImportBadRows, ImportCancel, ImportOpen, ImportPhase, ImportPick,
        ImportReport, ImportStatus, ImportSuggestions, ImportView, Take,
    },
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::import_plan::Plan;
use crate::route::Route;

/// Looks this often while it runs, and else (another part may have started one), in milliseconds.
const LOOK: (u32, u32) = (300, 2000);

/// The screen.
#[component(Import)]
pub(crate) fn import() -> Html {
    let state = use_load(ImportStatus { job: None });
    let fault = use_state(|| None::<AppError>);
    let choosing = use_state(|| false);
    // An import that ended before this screen was opened is no news; the next file is.
    let followed = use_state_eq(|| false);
    let say = use_say();
    appearance::title(&t!("import-title"));
    let view = state.data.ready().cloned();
    let phase = view.as_ref().map_or(ImportPhase::Idle, |view| view.phase);
    let running = matches!(phase, ImportPhase::Reading | ImportPhase::Applying);
    {
        let (followed, live) = (followed.clone(), running || phase == ImportPhase::Planned);
        use_effect_with(live, move |live| {
            if *live {
                followed.set(true);
            }
        });
    }
    let old = !*followed && !running && phase != ImportPhase::Planned;
    {
        let again = state.again.clone();
        use_every(
            Some(if running { LOOK.0 } else { LOOK.1 }),
            Callback::from(move |()| again.emit(())),
        );
    }
    let open = {
        let (fault, again, choosing, followed) = (
            fault.clone(),
            state.again.clone(),
            choosing.clone(),
            followed.clone(),
        );
        Callback::from(move |path: String| {
            let (fault, again, choosing, followed) = (
                fault.clone(),
                again.clone(),
                choosing.clone(),
                followed.clone(),
            );
            spawn_local(async move {
                match call(ImportOpen { path }).await {
                    Ok(_) => {
                        fault.set(None);
                        choosing.set(false);
                        followed.set(true);
                        again.emit(());
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let apply = {
        let (fault, again, job) = (
            fault.clone(),
            state.again.clone(),
            view.as_ref().and_then(|view| view.job),
        );
        Callback::from(move |take: Vec<Take>| {
            let Some(job) = job else { return };
            let (fault, again) = (fault.clone(), again.clone());
            spawn_local(async move {
                match call(ImportApply { job, take }).await {
                    Ok(_) => again.emit(()),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let stop = {
        let (again, job) = (state.again.clone(), view.as_ref().and_then(|view| view.job));
        Callback::from(move |()| {
            let Some(job) = job else { return };
            let again = again.clone();
            spawn_local(async move {
                if call(ImportCancel { job }).await.is_ok() {
                    again.emit(());
                }
            });
        })
    };
    let keep = {
        let (fault, job) = (fault.clone(), view.as_ref().and_then(|view| view.job));
        Callback::from(move |(what, format): (Kept, &'static str)| {
            let Some(job) = job else { return };
            let (fault, say, format) = (fault.clone(), say.clone(), format.to_owned());
            spawn_local(async move {
                let path = None;
                let saved = match what {
                    Kept::BadRows => call(ImportBadRows { job, format, path }).await,
                    Kept::Report => call(ImportReport { job, format, path }).await,
                };
                match saved {
                    Ok(saved) => say.done(t!("file-saved", path = &saved.path)),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let bad_rows = keep.reform(|format| (Kept::BadRows, format));
    let report = keep.reform(|format| (Kept::Report, format));
    let other = {
        let choosing = choosing.clone();
        Callback::from(move |_: MouseEvent| choosing.set(true))
    };
    let body = match (&state.data, view) {
        (Load::Failed(error), _) => html! { <ErrorBanner error={error.clone()} /> },
        (_, None) => html! { <p role="status">{ t!("opening") }</p> },
        (_, Some(_)) if (*choosing || old) && !running => {
            html! { <Choose on_open={open} fault={fault.setter()} /> }
        }
        (_, Some(view)) => match phase {
            ImportPhase::Idle => html! { <Choose on_open={open} fault={fault.setter()} /> },
            ImportPhase::Reading | ImportPhase::Applying => html! {
                <section class="card"><Progress label={t!(if phase == ImportPhase::Reading { "import-reading" } else { "import-applying" }, file = &view.file)}
                    done={u64::from(view.done)} total={u64::from(view.total)} on_cancel={stop} cancel_test="import-cancel" /></section>
            },
            ImportPhase::Planned => match (view.job, view.plan) {
                (Some(job), Some(plan)) => {
                    html! { <Plan key={job.to_string()} {job} file={view.file} {plan} on_apply={apply} on_other={other} on_bad_rows={bad_rows} on_report={report} /> }
                }
                _ => html! { <Choose on_open={open} fault={fault.setter()} /> },
            },
            ImportPhase::Applied | ImportPhase::Cancelled => done(&view, other, &keep),
            ImportPhase::Failed => html! {
                <>
                    <ErrorBanner error={view.error.clone().unwrap_or_else(|| AppError::new("unknown"))} action={html! { <Button onclick={other} test="import-other">{ t!("import-other") }</Button> }} />
                </>
            },
        },
    };
    html! {
        <>
            <div class="page-head"><div><h1>{ t!("import-title") }</h1><p>{ t!("import-intro") }</p></div></div>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            { body }
        </>
    }
}

/// Which file about the import is kept.
#[derive(Clone, Copy)]
enum Kept {
    BadRows,
    Report,
}

#[derive(Properties, PartialEq)]
struct ChooseProps {
    on_open: Callback<String>,
    fault: UseStateSetter<Option<AppError>>,
}

#[component(Choose)]
fn choose(props: &ChooseProps) -> Html {
    let files = use_load(ImportSuggestions {});
    let path = use_state(String::new);
    let pick = {
        let (on_open, fault) = (props.on_open.clone(), props.fault.clone());
        Callback::from(move |_: MouseEvent| {
            let (on_open, fault) = (on_open.clone(), fault.clone());
            spawn_local(async move {
                match call(ImportPick {}).await {
                    Ok(picked) => {
                        if let Some(path) = picked.path {
                            on_open.emit(path);
                        }
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let onsubmit = {
        let (path, on_open) = (path.clone(), props.on_open.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !path.trim().is_empty() {
                on_open.emit(path.trim().to_owned());
            }
        })
    };
    let on_input = {
        let path = path.clone();
        Callback::from(move |text: String| path.set(text))
    };
    let row = |file: &FileCard| {
        let path = file.path.clone();
        html! {
            <li><button type="button" class="list-row" onclick={props.on_open.reform(move |_: MouseEvent| path.clone())} data-test="import-file">
                <Icon name="table" /><span><span class="list-row__title anywhere">{ &file.name }</span><span class="list-row__sub anywhere">{ &file.folder }{ " · " }{ t!("kilobytes", count = file.size.div_ceil(1024)) }</span></span><Icon name="right" />
            </button></li>
        }
    };
    html! {
        <div class="columns columns--halves">
            <section class="card card--flush" aria-labelledby="found">
                <div class="card__head"><h2 id="found">{ t!("import-found") }</h2></div>
                { match &files.data {
                    Load::Ready(files) if files.is_empty() => html! { <Empty icon="table" title={t!("import-found-none")}><p>{ t!("import-found-none-help") }</p></Empty> },
                    Load::Ready(files) => html! { <ul class="rows">{ for files.iter().map(row) }</ul> },
                    Load::Waiting => html! { <p class="card__note" role="status">{ t!("opening") }</p> },
                    Load::Failed(error) => html! { <div class="card__note"><ErrorBanner error={error.clone()} /></div> },
                } }
            </section>
            <section class="card stack" aria-labelledby="elsewhere">
                <h2 id="elsewhere">{ t!("import-elsewhere") }</h2>
                <div><Button large=true icon="folder" onclick={pick} test="import-pick">{ t!("import-pick") }</Button></div>
                <form class="stack" {onsubmit}>
                    <TextField id="path" label={t!("import-path")} help={AttrValue::from(t!("import-path-help"))} value={(*path).clone()} {on_input} code=true test="import-path" />
                    <div><Button look={Look::Primary} large=true submit=true test="import-open">{ t!("import-open") }</Button></div>
                </form>
            </section>
        </div>
    }
}

fn done(
    view: &ImportView,
    other: Callback<MouseEvent>,
    keep: &Callback<(Kept, &'static str)>,
) -> Html {
    let plan = view.plan.as_ref();
    let (tone, title) = match view.phase {
        ImportPhase::Cancelled => (Tone::Warn, t!("import-stopped")),
        _ => (Tone::Ok, t!("import-done", file = &view.file)),
    };
    let rejected = plan.map_or(0, |plan| plan.rejected);
    html! {
        <div class="stack" data-test="import-done" data-phase={format!("{:?}", view.phase)}>
            <Banner {tone} {title} alert=true>
                if view.phase == ImportPhase::Cancelled { <p>{ t!("import-stopped-help") }</p> }
                else if let Some(plan) = plan { <p>{ t!("import-done-help", new = words::number(plan.new.into()), same = words::number(plan.same.into())) }</p> }
                if rejected > 0 { <p>{ t!("import-done-rejected", count = rejected) }</p> }
            </Banner>
            <div class="row">
                <Button look={Look::Primary} large=true icon="person" href={Route::Residents.href()} autofocus=true test="import-residents">{ t!("import-see") }</Button>
                if rejected > 0 { <Button large=true icon="table" onclick={keep.reform(|_: MouseEvent| (Kept::BadRows, "xlsx"))} test="import-bad-rows">{ t!("import-bad-rows") }</Button> }
                if plan.is_some_and(|plan| plan.lines > 0) { <Button large=true icon="table" onclick={keep.reform(|_: MouseEvent| (Kept::Report, "xlsx"))} test="import-report">{ t!("plan-report") }</Button> }
                <Button large=true onclick={other} test="import-other">{ t!("import-other") }</Button>
            </div>
        </div>
    }
}
