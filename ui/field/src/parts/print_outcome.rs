//! What became of an order to the printer; where the machine cannot know, the officer is asked.

use jemput_ui_kit::{Banner, Button, Look, Progress, Tone, call, t, timer::use_every, words};
use jemput_wire::letter::{PrintConfirm, PrintJob, PrintState, PrintStatus};
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
        let (id, on_change) = (job.id, props.on_change.clone());
        Callback::from(move |_: MouseEvent| {
            let on_change = on_change.clone();
            spawn_local(async move {
                if let Ok(job) = call(PrintConfirm { id, came_out }).await {
                    on_change.emit(job);
                }
            });
        })
    };
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
        PrintState::Confirmed => (Tone::Ok, t!("print-done", copy = job.copy)),
    };
    html! {
        <div aria-live="polite" data-test="print-state" data-state={format!("{:?}", job.state)}>
            <Banner {tone} {title}>
                <div class="stack stack--tight">
                    { reason }{ place }
                    if running { <Progress label={t!("print-wait")} done={0} total={0} /> }
                    if running { <div class="row"><Button onclick={confirm(true)} test="print-came-out">{ t!("print-came-out") }</Button></div> }
                    if matches!(job.state, PrintState::DeviceOk | PrintState::Unknown) { <p>{ t!(if job.path.is_some() { "print-file-help" } else { "print-question-help" }) }</p>{ question } }
                    if matches!(job.state, PrintState::Failed | PrintState::NotPrinted) {
                        <div class="row"><Button look={Look::Primary} large=true icon="printer" autofocus=true onclick={again} test="print-again">{ t!("print-again") }</Button>
                        if job.state == PrintState::Failed { <Button large=true onclick={confirm(true)} test="print-came-out">{ t!("print-came-out") }</Button> }</div>
                    }
                </div>
            </Banner>
        </div>
    }
}
