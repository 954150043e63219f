//! What became of an order to the printer; where the machine cannot know, the officer is asked.

use jemput_ui_kit::{
    Banner, Button, ErrorBanner, Look, Progress, Tone, call, t, timer::use_every, words,
};
use jemput_wire::{
    AppError, Command,
    letter::{PrintCancel, PrintConfirm, PrintJob, PrintState, PrintStatus},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Asks the printer this often, in milliseconds.
const LOOK: u32 = 1000;

/// Properties of [`PrintOutcome`].
#[derive(Properties, PartialEq)]
pub(crate) struct PrintOutcomeProps {
    pub(crate) job: PrintJob,
    /// The order's newest state.
    pub(crate) on_change: Callback<PrintJob>,
    /// Prints once more.
    pub(crate) on_again: Callback<()>,
}

/// The state of an order, and what to press next.
#[component(PrintOutcome)]
pub(crate) fn print_outcome(props: &PrintOutcomeProps) -> Html {
    let job = &props.job;
    let fault = use_state(|| None::<AppError>);
    let running = matches!(job.state, PrintState::Ordered | PrintState::HandedOver);
    {
        let (id, on_change) = (job.id, props.on_change.clone());
        use_every(
            running.then_some(LOOK),
            Callback::from(move |()| {
                let on_change = on_change.clone();
                spawn_local(async move {
                    // A failed question is asked again at the next tick.
                    if let Ok(job) = call(PrintStatus { id }).await {
                        on_change.emit(job);
                    }
                });
            }),
        );
    }
    let confirm = |came_out: bool| {
        ask(
            props,
            &fault,
            PrintConfirm {
                id: job.id,
                came_out,
            },
        )
    };
    let cancel = ask(props, &fault, PrintCancel { id: job.id });
    let look = ask(props, &fault, PrintStatus { id: job.id });
    let again = props.on_again.reform(|_: MouseEvent| ());
    let place = job.path.as_ref().map(|path| html! { <p>{ t!("print-file") }{ " " }<span class="code code--wrap" data-test="print-path">{ path }</span></p> });
    let reason = job
        .reason
        .as_ref()
        .map(|reason| html! { <p>{ words::error(reason) }</p> });
    let question = html! {
        <div class="row">
            <Button look={Look::Primary} large=true icon="ok" autofocus=true onclick={confirm(true)} test="print-came-out">{ t!("print-came-out") }</Button>
            <Button large=true onclick={confirm(false)} test="print-not-out">{ t!("print-not-out") }</Button>
        </div>
    };
    let (tone, title) = match job.state {
        PrintState::Ordered | PrintState::HandedOver => {
            (Tone::Info, t!("print-running", printer = &job.printer))
        }
        PrintState::DeviceOk if job.path.is_some() => (Tone::Info, t!("print-file-made")),
        PrintState::DeviceOk => (Tone::Info, t!("print-question")),
        PrintState::Unknown => (Tone::Warn, t!("print-question")),
        PrintState::Failed => (Tone::Danger, t!("print-failed", printer = &job.printer)),
        PrintState::NotPrinted => (Tone::Warn, t!("print-none")),
        PrintState::Cancelled => (Tone::Warn, t!("print-cancelled", printer = &job.printer)),
        PrintState::Confirmed => (Tone::Ok, t!("print-done", copy = job.copy)),
    };
    html! {
        <div aria-live="polite" data-test="print-state" data-state={format!("{:?}", job.state)}>
            <Banner {tone} {title}>
                <div class="stack stack--tight">
                    if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                    { reason }
                    { for job.troubles.iter().map(|trouble| html! { <p class="is-warn" data-test="print-trouble" data-error={trouble.code.clone()}>{ words::error(trouble) }</p> }) }
                    { place }
                    if running { <Progress label={t!("print-wait")} done={0} total={0} /> }
                    if running { <div class="row"><Button onclick={confirm(true)} test="print-came-out">{ t!("print-came-out") }</Button>
                        if job.reachable { <Button onclick={cancel} icon="close" test="print-cancel">{ t!("print-cancel") }</Button> }</div> }
                    if matches!(job.state, PrintState::DeviceOk | PrintState::Unknown) { <p>{ t!(if job.path.is_some() { "print-file-help" } else { "print-question-help" }) }</p>{ question }
                        if job.reachable { <div class="row"><Button look={Look::Quiet} icon="sync" onclick={look} test="print-ask">{ t!("print-ask") }</Button></div> } }
                    if matches!(job.state, PrintState::Failed | PrintState::NotPrinted | PrintState::Cancelled) {
                        <p>{ t!("print-unprinted-help") }</p>
                        <div class="row"><Button look={Look::Primary} large=true icon="printer" autofocus=true onclick={again} test="print-again">{ t!("print-again") }</Button>
                        if job.state == PrintState::Failed { <Button large=true onclick={confirm(true)} test="print-came-out">{ t!("print-came-out") }</Button> }</div>
                    }
                </div>
            </Banner>
        </div>
    }
}

/// Runs a command that answers with the order as it is then.
fn ask<C: Command<Output = PrintJob> + Clone + 'static>(
    props: &PrintOutcomeProps,
    fault: &UseStateHandle<Option<AppError>>,
    wish: C,
) -> Callback<MouseEvent> {
    let (on_change, fault) = (props.on_change.clone(), fault.clone());
    Callback::from(move |_: MouseEvent| {
        let (on_change, fault, wish) = (on_change.clone(), fault.clone(), wish.clone());
        fault.set(None);
        spawn_local(async move {
            match call(wish).await {
                Ok(job) => on_change.emit(job),
                Err(error) => fault.set(Some(error)),
            }
        });
    })
}
