//! Locking or logging out while something is unsent: the officer is asked whether to send it first.

use jemput_ui_kit::{Button, Dialog, call, t, words};
use jemput_wire::{
    session::{Lock, LogOut},
    sync::SyncNow,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{app::use_session, shell::Status};

/// How the laptop is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Lock,
    LogOut,
}

impl Way {
    fn key(self, lock: &'static str, out: &'static str) -> &'static str {
        match self {
            Self::Lock => lock,
            Self::LogOut => out,
        }
    }
}

/// Leaves at once when nothing is unsent, and asks otherwise; below the shell only.
#[hook]
pub(crate) fn use_leave() -> (Callback<Way>, Html) {
    let session = use_session();
    let asked = use_state(|| None::<Way>);
    let put = session.put.clone();
    let go = Callback::from(move |way: Way| {
        let put = put.clone();
        spawn_local(async move {
            let left = match way {
                Way::Lock => call(Lock {}).await,
                Way::LogOut => call(LogOut {}).await,
            };
            if let Ok(view) = left {
                put.emit(view);
            }
        });
    });
    let status = use_context::<Status>();
    let unsent = status
        .as_ref()
        .and_then(|status| status.sync.ready())
        .map_or(session.view.unsent, |sync| sync.unsent);
    let leave = {
        let (asked, go) = (asked.clone(), go.clone());
        Callback::from(move |way: Way| match *asked {
            // Pressed a second time: nobody who leaves in a hurry is held up.
            Some(_) => go.emit(way),
            None if unsent > 0 => asked.set(Some(way)),
            None => go.emit(way),
        })
    };
    let close = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    let dialog = match *asked {
        Some(way) => {
            html! { <Leave {way} {unsent} on_go={go.reform(move |()| way)} on_close={close} /> }
        }
        None => Html::default(),
    };
    (leave, dialog)
}

#[derive(Properties, PartialEq)]
struct LeaveProps {
    way: Way,
    unsent: u64,
    on_go: Callback<()>,
    on_close: Callback<()>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Asking,
    /// The office is asked; whether it runs already.
    Sending(bool),
    Failed,
}

#[component(Leave)]
fn leave(props: &LeaveProps) -> Html {
    let step = use_state_eq(|| Step::Asking);
    let status = use_context::<Status>();
    let running = status
        .as_ref()
        .and_then(|status| status.sync.ready())
        .is_some_and(|sync| sync.running);
    {
        let (step, on_go, unsent) = (step.clone(), props.on_go.clone(), props.unsent);
        use_effect_with(
            (running, unsent, *step),
            move |(running, unsent, now)| match (*now, *running) {
                (Step::Sending(_), _) if *unsent == 0 => on_go.emit(()),
                (Step::Sending(false), true) => step.set(Step::Sending(true)),
                (Step::Sending(true), false) => step.set(Step::Failed),
                _ => {}
            },
        );
    }
    let send = {
        let (step, status) = (step.clone(), status.clone());
        Callback::from(move |_: MouseEvent| {
            step.set(Step::Sending(false));
            let (step, status) = (step.clone(), status.clone());
            spawn_local(async move {
                match call(SyncNow {}).await {
                    Ok(view) => {
                        if let Some(status) = status {
                            status.put.emit(view);
                        }
                    }
                    Err(_) => step.set(Step::Failed),
                }
            });
        })
    };
    let sending = matches!(*step, Step::Sending(_));
    let now = props.on_go.reform(|_: MouseEvent| ());
    html! {
        <Dialog id="leave-title" title={t!("leave-title", count = props.unsent)} on_close={props.on_close.clone()} actions={html! {
            <><Button large=true onclick={props.on_close.reform(|_: MouseEvent| ())} test="leave-cancel">{ t!("cancel") }</Button>
            <Button large=true busy={sending} onclick={send} test="leave-send">{ t!(if sending { "leave-sending" } else { props.way.key("leave-send", "leave-send-out") }) }</Button>
            <button class="button button--primary button--large" type="button" autofocus=true onclick={now} data-test="leave-now">{ t!(props.way.key("leave-now", "leave-now-out")) }</button></>
        }}>
            <p role="status" data-test="leave-state">{ match *step {
                Step::Failed => t!("leave-failed"),
                Step::Sending(_) => words::number(props.unsent) + " · " + &t!("leave-sending"),
                Step::Asking => t!("leave-help"),
            } }</p>
        </Dialog>
    }
}
