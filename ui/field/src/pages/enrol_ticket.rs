//! The office's line: pasted, or from its QR code by camera or picture.

use jemput_ui_kit::{
    Banner, Button, Camera, ErrorBanner, FileButton, TextField, Tone, call, file_button::Chosen,
    latest::use_latest, t,
};
use jemput_wire::{
    AppError,
    session::{TicketRead, TicketView},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// A phone's photo has less.
const MOST: f64 = 20.0 * 1024.0 * 1024.0;
/// Longest edge of a picture of the camera, in pixels.
const EDGE: u32 = 2480;

/// Properties of [`EnrolTicket`].
#[derive(Properties, PartialEq)]
pub(super) struct EnrolTicketProps {
    pub(super) on_read: Callback<TicketView>,
}

/// The field and the camera. What was typed by hand beside it stays possible.
#[component(EnrolTicket)]
pub(super) fn enrol_ticket(props: &EnrolTicketProps) -> Html {
    let text = use_state(String::new);
    let read = use_state(|| None::<Result<TicketView, AppError>>);
    let camera = use_state(|| false);
    let latest = use_latest();
    let ask = {
        let (read, latest, on_read) = (read.clone(), latest.clone(), props.on_read.clone());
        Callback::from(move |wish: TicketRead| {
            let (read, on_read) = (read.clone(), on_read.clone());
            let asked = latest.asks();
            spawn_local(async move {
                let answer = call(wish).await;
                // Half a line is asked for at each letter; what it lacks is no news of the whole one.
                if !asked.is_latest() {
                    return;
                }
                if let Ok(view) = &answer {
                    on_read.emit(view.clone());
                }
                read.set(Some(answer));
            });
        })
    };
    let on_input = {
        let (text, read, ask, latest) = (text.clone(), read.clone(), ask.clone(), latest);
        Callback::from(move |typed: String| {
            if typed.trim().is_empty() {
                latest.forgets();
                read.set(None);
            } else {
                ask.emit(TicketRead {
                    text: typed.clone(),
                    ..TicketRead::default()
                });
            }
            text.set(typed);
        })
    };
    let scan = {
        let (camera, text, ask) = (camera.clone(), text.clone(), ask.clone());
        Callback::from(move |chosen: Chosen| {
            camera.set(false);
            text.set(String::new());
            ask.emit(TicketRead {
                picture: chosen.content,
                ..TicketRead::default()
            });
        })
    };
    let large = {
        let read = read.clone();
        Callback::from(move |_: f64| {
            read.set(Some(Err(AppError::new("attachment-picture-large"))));
        })
    };
    let turn = |on: bool| {
        let camera = camera.clone();
        Callback::from(move |()| camera.set(on))
    };
    html! {
        <div class="stack stack--tight">
            <TextField id="ticket" label={t!("enrol-ticket")} help={AttrValue::from(t!("enrol-ticket-help"))} value={(*text).clone()} code=true optional=true {on_input} test="enrol-ticket" />
            <div class="row">
                <Button icon="camera" onclick={turn(true).reform(|_: MouseEvent| ())} test="enrol-ticket-scan">{ t!("enrol-ticket-scan") }</Button>
                <FileButton icon="folder" accept="image/jpeg,image/png" most={MOST} on_choose={scan.clone()} on_large={large.clone()} test="enrol-ticket-picture">{ t!("enrol-ticket-picture") }</FileButton>
            </div>
            <div aria-live="polite">{ match &*read {
                None => Html::default(),
                Some(Err(error)) => html! { <ErrorBanner error={error.clone()} /> },
                Some(Ok(view)) => html! { <Banner tone={Tone::Ok} test="enrol-ticket-ok">{ t!("enrol-ticket-read", when = &view.valid_until) }</Banner> },
            } }</div>
            if *camera {
                <Camera title={t!("enrol-ticket-scan-title")} name="qr" edge={EDGE} most={MOST} on_take={scan} on_large={large} on_close={turn(false)} />
            }
        </div>
    }
}
