//! Joins this laptop to its office.

use jemput_ui_kit::{Banner, Button, ErrorBanner, Look, TextField, Tone, appearance, call, t};
use jemput_wire::{
    AppError,
    session::{self, TicketView},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    enrol_asked::EnrolAsked, enrol_ticket::EnrolTicket, enrol_usb::EnrolUsb, recover::Recover,
};
use crate::{app::use_session, parts::SigninFrame};

/// What the form holds.
#[derive(Clone, PartialEq)]
struct Form {
    server: String,
    code: String,
    ticket: String,
    /// The line has the office's key for bundles.
    usb: bool,
    device: String,
    name: String,
    passphrase: String,
}

impl From<Form> for session::Enrol {
    fn from(form: Form) -> Self {
        Self {
            server_url: form.server,
            code: form.code,
            ticket: form.ticket,
            device_name: form.device,
            officer_name: form.name,
            passphrase: form.passphrase,
        }
    }
}

/// The enrolment screen: the form, or how far a request by stick is.
#[component(Enrol)]
pub(crate) fn enrol() -> Html {
    let session = use_session();
    // Typed once, for the request and for its answer, as long as the program runs.
    let passphrase = use_state(String::new);
    if let Some(asked) = &session.view.asked {
        return html! { <EnrolAsked asked={asked.clone()} passphrase={(*passphrase).clone()} /> };
    }
    html! { <EnrolForm on_asked={Callback::from(move |typed: String| passphrase.set(typed))} /> }
}

#[derive(Properties, PartialEq)]
struct EnrolFormProps {
    /// A request was written: its passphrase.
    on_asked: Callback<String>,
}

#[component(EnrolForm)]
fn enrol_form(props: &EnrolFormProps) -> Html {
    let session = use_session();
    let form = use_state(|| Form {
        server: session.view.proposed_server.clone(),
        code: session.view.proposed_code.clone(),
        ticket: String::new(),
        usb: false,
        device: session.view.device_name.clone(),
        name: String::new(),
        passphrase: String::new(),
    });
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let recover = use_state(|| false);
    if !*recover {
        appearance::title(&t!("enrol-title"));
    }
    let edit = |change: fn(&mut Form, String)| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut next = (*form).clone();
            change(&mut next, text);
            form.set(next);
        })
    };
    let onsubmit = {
        let (form, busy, fault, put) = (
            form.clone(),
            busy.clone(),
            fault.clone(),
            session.put.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            fault.set(None);
            let (form, busy, fault, put) =
                ((*form).clone(), busy.clone(), fault.clone(), put.clone());
            spawn_local(async move {
                match call(session::Enrol::from(form)).await {
                    Ok(view) => put.emit(view),
                    Err(error) => {
                        fault.set(Some(error));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let turn = |to: bool| {
        let recover = recover.clone();
        Callback::from(move |()| recover.set(to))
    };
    {
        // A laptop that was retired tells its office here, if it could not before.
        let put = session.put.clone();
        let untold = !session.view.retired.is_empty();
        use_effect_with((), move |()| {
            if untold {
                spawn_local(async move {
                    if let Ok(view) = call(session::LostAsk {}).await {
                        put.emit(view);
                    }
                });
            }
        });
    }
    if *recover {
        return html! { <Recover on_back={turn(false)} /> };
    }
    let take = {
        let form = form.clone();
        Callback::from(move |ticket: TicketView| {
            let mut next = (*form).clone();
            if !ticket.server_url.is_empty() {
                next.server = ticket.server_url;
            }
            next.code = ticket.code;
            next.ticket = ticket.ticket;
            next.usb = ticket.usb;
            form.set(next);
        })
    };
    html! {
        <SigninFrame>
            <div class="signin__form">
            <form class="stack stack--wide" aria-labelledby="title" {onsubmit} novalidate=true>
                <div><h1 id="title">{ t!("enrol-title") }</h1><p class="muted">{ t!("enrol-intro") }</p></div>
                if !session.view.retired.is_empty() {
                    <Banner tone={Tone::Ok} title={AttrValue::from(t!("retired-title"))} test="retired">{ t!("retired-help", when = &session.view.retired) }</Banner>
                }
                <EnrolTicket on_read={take} />
                <div class="fields">
                    <TextField id="server" label={t!("enrol-server")} help={AttrValue::from(t!("enrol-server-help"))} value={form.server.clone()} span=true
                        kind="url" keyboard="url" on_input={edit(|form, text| form.server = text)} autofocus={form.server.is_empty()} required=true test="enrol-server" />
                    <TextField id="code" label={t!("enrol-code")} help={AttrValue::from(t!("enrol-code-help"))} value={form.code.clone()} code=true
                        on_input={edit(|form, text| form.code = text)} required=true test="enrol-code" />
                    <TextField id="device" label={t!("enrol-device")} help={AttrValue::from(t!("enrol-device-help"))} value={form.device.clone()} optional=true
                        on_input={edit(|form, text| form.device = text)} test="enrol-device" />
                    <TextField id="name" label={t!("enrol-name")} value={form.name.clone()} complete="name" autofocus={!form.server.is_empty()}
                        on_input={edit(|form, text| form.name = text)} required=true test="enrol-name" />
                    <TextField id="pass" label={t!("enrol-pass")} help={AttrValue::from(t!("enrol-pass-help"))} value={form.passphrase.clone()} kind="password"
                        complete="new-password" on_input={edit(|form, text| form.passphrase = text)} required=true test="enrol-pass" />
                </div>
                if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                <Button look={Look::Primary} large=true block=true submit=true busy={*busy} test="enrol-submit">
                    { t!(if *busy { "enrol-busy" } else { "enrol-submit" }) }
                </Button>
            </form>
            <EnrolUsb wish={session::Enrol::from((*form).clone())} line={!form.ticket.is_empty()} possible={form.usb} on_asked={props.on_asked.clone()} />
            <div><Button look={Look::Quiet} onclick={turn(true).reform(|_: MouseEvent| ())} test="recover-open">{ t!("recover-open") }</Button></div>
            </div>
        </SigninFrame>
    }
}
