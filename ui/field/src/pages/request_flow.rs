//! A request's way to the print: who checks it, what is waited for, and the number that it was given by hand.

use jemput_domain::id::RequestId;
use jemput_ui_kit::{Banner, Button, Dialog, Look, TextField, Tone, call, t, words};
use jemput_wire::{
    AppError, Command,
    approval::{FlowView, RequestApprove, RequestRecall, RequestReturn, RequestSubmit, Stage},
    numbers::{ManualNumber, NumberManual},
    request::RequestView,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Shortest reason, in letters.
const REASON_LEAST: usize = 5;

/// What the main button of the form does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Prints; the officer's own approval goes with it, or somebody gave it.
    Print,
    /// Asks somebody to check it.
    Submit,
    /// Nothing: somebody else has it.
    Wait,
}

impl Next {
    pub(super) fn of(flow: &FlowView) -> Self {
        match flow.stage {
            _ if !flow.mine => Self::Wait,
            Stage::Submitted => Self::Wait,
            Stage::Checked if !flow.stale => Self::Print,
            Stage::Checked => Self::Wait,
            _ if flow.may_not.is_some() => Self::Submit,
            _ => Self::Print,
        }
    }

    /// The catalogue key of its words.
    pub(super) fn words(self, flow: &FlowView) -> &'static str {
        match self {
            Self::Print if flow.stage == Stage::Checked => "print",
            Self::Print => "approve-and-print",
            Self::Submit | Self::Wait => "ask-check",
        }
    }
}

/// Sends a request to be checked.
pub(super) fn submit(id: RequestId, then: impl FnOnce(Result<RequestView, AppError>) + 'static) {
    spawn_local(async move { then(call(RequestSubmit { id }).await) });
}

/// Properties of [`Flow`].
#[derive(Properties, PartialEq)]
pub(super) struct FlowProps {
    pub(super) id: RequestId,
    pub(super) flow: FlowView,
    pub(super) put: Callback<RequestView>,
    pub(super) fault: Callback<Option<AppError>>,
}

/// Where it stands, and what may be done about it.
#[component(Flow)]
pub(super) fn flow(props: &FlowProps) -> Html {
    let asked = use_state(|| false);
    let reason = use_state(String::new);
    let (id, flow) = (props.id, &props.flow);
    let run = Run {
        put: props.put.clone(),
        fault: props.fault.clone(),
    };
    let recall = run.on(RequestRecall { id });
    let approve = run.on(RequestApprove { id });
    let ask = {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| asked.set(true))
    };
    let close = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(false))
    };
    let give_back = {
        let (asked, reason, run) = (asked.clone(), reason.clone(), run.clone());
        Callback::from(move |event: SubmitEvent| {
            // The dialog stands inside the form of the letter, which prints.
            event.stop_propagation();
            event.prevent_default();
            if reason.trim().chars().count() >= REASON_LEAST {
                asked.set(false);
                run.now(RequestReturn {
                    id,
                    reason: (*reason).clone(),
                });
            }
        })
    };
    let on_input = {
        let reason = reason.clone();
        Callback::from(move |typed: String| reason.set(typed))
    };
    let may = flow.may_not.is_none();
    let who = &flow.prepared_name;
    let body = match (flow.stage, flow.mine) {
        (Stage::Printed, _) => Html::default(),
        (Stage::Draft, true) if !flow.returned.is_empty() => html! {
            <Banner tone={Tone::Warn} title={t!("flow-returned")} test="flow-returned"><p>{ &flow.returned }</p></Banner>
        },
        (Stage::Draft, _) => Html::default(),
        (Stage::Submitted, true) => html! {
            <Banner tone={Tone::Info} title={t!("flow-submitted")} test="flow-submitted"
                action={html! { <Button icon="undo" onclick={recall} test="flow-recall">{ t!("flow-recall") }</Button> }}>{ t!("flow-submitted-help") }</Banner>
        },
        (Stage::Checked, true) if flow.stale => html! {
            <Banner tone={Tone::Warn} title={t!("flow-stale")} test="flow-stale"
                action={html! { <Button icon="undo" onclick={recall} test="flow-recall">{ t!("flow-recall") }</Button> }}>{ t!("flow-stale-help", name = &flow.checked_name) }</Banner>
        },
        (Stage::Checked, _) => html! {
            <Banner tone={Tone::Ok} title={t!("flow-checked", name = &flow.checked_name, when = &flow.checked_at)} test="flow-checked">{ t!("flow-checked-help") }</Banner>
        },
        (Stage::Submitted, false) => html! {
            <Banner tone={Tone::Info} title={t!("flow-to-check", name = who)} test="flow-to-check">
                if let Some(why) = &flow.may_not { <p>{ words::error(&AppError::new(why)) }</p> }
                else { <p>{ t!("flow-to-check-help") }</p> }
                <div class="row">
                    if may { <Button look={Look::Primary} large=true icon="ok" onclick={approve} test="flow-approve">{ t!("flow-approve") }</Button> }
                    <Button large=true icon="undo" onclick={ask} test="flow-return">{ t!("flow-return") }</Button>
                </div>
            </Banner>
        },
    };
    html! {
        <>
            { body }
            if *asked {
                <Dialog id="return-title" title={t!("flow-return-title")} on_close={close.clone()} actions={html! {
                    <><Button large=true onclick={close.reform(|_: MouseEvent| ())}>{ t!("cancel") }</Button>
                    <button class="button button--primary button--large" type="submit" form="return-form" data-test="return-submit">{ t!("flow-return") }</button></>
                }}>
                    <form id="return-form" class="stack" onsubmit={give_back}>
                        <TextField id="return-reason" label={t!("flow-return-reason")} help={AttrValue::from(t!("flow-return-help"))} value={(*reason).clone()} long=true {on_input} autofocus=true required=true test="return-reason" />
                    </form>
                </Dialog>
            }
        </>
    }
}

/// Runs a command that answers with the request as it is then.
#[derive(Clone)]
struct Run {
    put: Callback<RequestView>,
    fault: Callback<Option<AppError>>,
}

impl Run {
    fn now<C: Command<Output = RequestView> + 'static>(&self, wish: C) {
        let (put, fault) = (self.put.clone(), self.fault.clone());
        fault.emit(None);
        spawn_local(async move {
            match call(wish).await {
                Ok(view) => put.emit(view),
                Err(error) => fault.emit(Some(error)),
            }
        });
    }

    fn on<C: Command<Output = RequestView> + Clone + 'static>(
        &self,
        wish: C,
    ) -> Callback<MouseEvent> {
        let this = self.clone();
        Callback::from(move |_: MouseEvent| this.now(wish.clone()))
    }
}

/// Properties of [`ManualButton`].
#[derive(Properties, PartialEq)]
pub(super) struct ManualProps {
    pub(super) id: RequestId,
    pub(super) manual: Option<ManualNumber>,
    pub(super) put: Callback<RequestView>,
}

/// Gives a number by hand, or takes it back.
#[derive(Clone)]
struct Give {
    id: RequestId,
    put: Callback<RequestView>,
    wrong: UseStateSetter<Option<AppError>>,
    open: UseStateSetter<bool>,
}

impl Give {
    fn now(&self, number: Option<ManualNumber>) {
        let this = self.clone();
        this.wrong.set(None);
        spawn_local(async move {
            let wish = NumberManual {
                request: this.id,
                number,
            };
            match call(wish).await {
                Ok(view) => {
                    this.open.set(false);
                    this.put.emit(view);
                }
                Err(error) => this.wrong.set(Some(error)),
            }
        });
    }
}

/// The number given by hand, or the way to give one.
#[component(ManualButton)]
pub(super) fn manual_button(props: &ManualProps) -> Html {
    let open = use_state(|| false);
    let serial = use_state(String::new);
    let reason = use_state(String::new);
    let wrong = use_state(|| None::<AppError>);
    let give = Give {
        id: props.id,
        put: props.put.clone(),
        wrong: wrong.setter(),
        open: open.setter(),
    };
    let onsubmit = {
        let (serial, reason, give) = (serial.clone(), reason.clone(), give.clone());
        Callback::from(move |event: SubmitEvent| {
            // The dialog stands inside the form of the letter, which prints.
            event.stop_propagation();
            event.prevent_default();
            give.now(Some(ManualNumber {
                serial: serial.trim().parse().unwrap_or(0),
                reason: (*reason).clone(),
            }));
        })
    };
    let take_back = Callback::from(move |_: MouseEvent| give.now(None));
    let show = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let on_serial = {
        let serial = serial.clone();
        Callback::from(move |typed: String| {
            serial.set(typed.chars().filter(char::is_ascii_digit).collect());
        })
    };
    let on_reason = {
        let reason = reason.clone();
        Callback::from(move |typed: String| reason.set(typed))
    };
    html! {
        <>
            if let Some(manual) = &props.manual {
                <p data-test="manual">{ t!("manual-given", serial = manual.serial.to_string(), reason = &manual.reason) }{ " " }
                <Button look={Look::Quiet} icon="undo" onclick={take_back} test="manual-back">{ t!("manual-back") }</Button></p>
            } else {
                <Button look={Look::Quiet} icon="number" onclick={show} test="manual-open">{ t!("manual-open") }</Button>
            }
            if *open {
                <Dialog id="manual-title" title={t!("manual-title")} on_close={close.clone()} actions={html! {
                    <><Button large=true onclick={close.reform(|_: MouseEvent| ())}>{ t!("cancel") }</Button>
                    <button class="button button--primary button--large" type="submit" form="manual-form" data-test="manual-submit">{ t!("manual-submit") }</button></>
                }}>
                    <form id="manual-form" class="stack" {onsubmit}>
                        <p>{ t!("manual-help") }</p>
                        if let Some(error) = &*wrong { <jemput_ui_kit::ErrorBanner error={error.clone()} /> }
                        <TextField id="manual-serial" label={t!("manual-serial")} value={(*serial).clone()} on_input={on_serial} keyboard="numeric" code=true max={6} autofocus=true required=true test="manual-serial" />
                        <TextField id="manual-reason" label={t!("manual-reason")} help={AttrValue::from(t!("manual-reason-help"))} value={(*reason).clone()} on_input={on_reason} required=true test="manual-reason" />
                    </form>
                </Dialog>
            }
        </>
    }
}
