//! A laptop is lost, or was found again.

use jemput_ui_kit::{
    Badge, Button, DateField, Dialog, Look, TextField, Tone, date_field::to_iso, t,
};
use jemput_wire::office::{Act, DevicePage, DeviceRow, LostRow, MarkFound, MarkLost};
use yew::prelude::*;

use crate::{app::use_session, parts::use_sender, route::Route};

/// Properties of [`LostState`].
#[derive(Properties, PartialEq)]
pub(super) struct LostProps {
    pub(super) row: DeviceRow,
    pub(super) put: Callback<DevicePage>,
}

/// What is known of it, and the button that fits.
#[component(LostState)]
pub(super) fn lost_state(props: &LostProps) -> Html {
    let view = use_session().view;
    let open = use_state(|| false);
    let turn = |on: bool| {
        let open = open.clone();
        Callback::from(move |()| open.set(on))
    };
    let show = turn(true).reform(|_: MouseEvent| ());
    let lost = props.row.lost.as_ref();
    let act = if lost.is_some() {
        Act::FindDevices
    } else {
        Act::RevokeDevices
    };
    html! {
        <>
            if let Some(lost) = lost {
                { facts(lost) }
                if view.may(Act::SeeBreach) { <a href={Route::Breach(props.row.id.clone()).href()} data-test="breach-open">{ t!("office-breach-open") }</a> }
            }
            if view.may(act) {
                if lost.is_some() {
                    <Button look={Look::Quiet} icon="ok" onclick={show} test="found">{ t!("office-found") }</Button>
                } else {
                    <Button look={Look::Quiet} icon="danger" onclick={show} test="lost">{ t!("office-lost") }</Button>
                }
            }
            if *open { <LostForm row={props.row.clone()} put={props.put.clone()} on_close={turn(false)} /> }
        </>
    }
}

fn facts(lost: &LostRow) -> Html {
    let line = |key: &str, when: &str| {
        (!when.is_empty())
            .then(|| html! { <span class="list-row__sub">{ t!(key, when = when) }</span> })
    };
    html! {
        <>
            <Badge tone={Tone::Danger} test="lost-since">{ t!("office-lost-since", when = &lost.marked) }</Badge>
            <span class="list-row__sub">{ &lost.reason }</span>
            if lost.fetched.is_empty() { <span class="list-row__sub">{ t!("office-lost-waiting") }</span> }
            { line("office-lost-fetched", &lost.fetched) }
            { line("office-lost-done", &lost.done) }
            if !lost.seen.is_empty() { <Badge tone={Tone::Warn}>{ t!("office-lost-seen", when = &lost.seen) }</Badge> }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct LostFormProps {
    row: DeviceRow,
    put: Callback<DevicePage>,
    on_close: Callback<()>,
}

/// The question, for either way.
#[component(LostForm)]
fn lost_form(props: &LostFormProps) -> Html {
    let sender = use_sender();
    let day = use_state(String::new);
    let reason = use_state(String::new);
    let is_lost = props.row.lost.is_some();
    let edit = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |typed: String| state.set(typed))
    };
    let onsubmit = {
        let (sender, day, reason) = (sender.clone(), day.clone(), reason.clone());
        let (id, put, close) = (
            props.row.id.clone(),
            props.put.clone(),
            props.on_close.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (put, close) = (put.clone(), close.clone());
            let done = Callback::from(move |page: DevicePage| {
                close.emit(());
                put.emit(page);
            });
            let (id, reason) = (id.clone(), (*reason).clone());
            if is_lost {
                sender.send("devices/found", MarkFound { id, reason }, done);
            } else {
                let last_day = to_iso(&day);
                let wish = MarkLost {
                    id,
                    last_day,
                    reason,
                };
                sender.send("devices/lost", wish, done);
            }
        })
    };
    let words = if is_lost {
        "office-found"
    } else {
        "office-lost"
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    html! {
        <Dialog id="lost-title" title={t!(&format!("{words}-title"), name = &props.row.name)} on_close={props.on_close.clone()} actions={html! {
            <><Button large=true onclick={close}>{ t!("cancel") }</Button>
            <button class={classes!("button", "button--large", if is_lost { "button--primary" } else { "button--danger" })} type="submit" form="lost-form" data-test="lost-submit">{ t!(words) }</button></>
        }}>
            <form id="lost-form" class="stack" {onsubmit}>
                <p>{ t!(&format!("{words}-help")) }</p>
                if !is_lost && !props.row.recovery { <p><Badge tone={Tone::Warn}>{ t!("office-lost-no-recovery") }</Badge></p> }
                { sender.fault() }
                if !is_lost {
                    <DateField id="lost-day" label={t!("office-revoke-day")} help={AttrValue::from(t!("office-revoke-day-help"))} value={(*day).clone()} on_input={edit(&day)} optional=true test="lost-day" />
                }
                <TextField id="lost-reason" label={t!(&format!("{words}-reason"))} help={AttrValue::from(t!(&format!("{words}-reason-help")))} value={(*reason).clone()} on_input={edit(&reason)} required=true max={200} test="lost-reason" />
            </form>
        </Dialog>
    }
}
