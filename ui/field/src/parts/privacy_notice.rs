//! The privacy notice, one tap from where a citizen's data is typed: to be read aloud, shown, or printed.

use jemput_domain::privacy::notice::{Language, Part, notice};
use jemput_ui_kit::{
    Banner, Button, Dialog, ErrorBanner, Load, Look, Tone, call, t, use_load, words,
};
use jemput_wire::{
    AppError,
    privacy::{NoticeGet, NoticePrint, NoticePrinted},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The button and its dialog.
#[component(PrivacyNotice)]
pub(crate) fn privacy_notice() -> Html {
    let open = use_state(|| false);
    let show = |on: bool| {
        let open = open.clone();
        Callback::from(move |()| open.set(on))
    };
    html! {
        <>
            <Button look={Look::Quiet} icon="info" onclick={show(true).reform(|_: MouseEvent| ())} test="privacy-notice">{ t!("privacy-notice-open") }</Button>
            if *open { <NoticeDialog on_close={show(false)} /> }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct DialogProps {
    on_close: Callback<()>,
}

#[component(NoticeDialog)]
fn notice_dialog(props: &DialogProps) -> Html {
    let known = use_load(NoticeGet {});
    let sent = use_state(|| None::<Result<NoticePrinted, AppError>>);
    let busy = use_state(|| false);
    let print = {
        let (sent, busy) = (sent.clone(), busy.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            let (sent, busy) = (sent.clone(), busy.clone());
            busy.set(true);
            sent.set(None);
            spawn_local(async move {
                sent.set(Some(call(NoticePrint {}).await));
                busy.set(false);
            });
        })
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    let body = match &known.data {
        Load::Ready(view) => {
            let words = notice(&view.office, Language::of(words::language()));
            html! { <>{ for words.parts.iter().map(part) }</> }
        }
        Load::Failed(error) => html! { <ErrorBanner error={error.clone()} /> },
        Load::Waiting => html! { <p role="status">{ t!("opening") }</p> },
    };
    html! {
        <Dialog id="privacy-notice-title" title={t!("privacy-notice-title")} wide=true on_close={props.on_close.clone()} actions={html! {
            <>
                <Button large=true onclick={print} icon="printer" busy={*busy} test="privacy-notice-print">{ t!("privacy-notice-print") }</Button>
                <Button look={Look::Primary} large=true onclick={close} autofocus=true test="privacy-notice-close">{ t!("close") }</Button>
            </>
        }}>
            <div aria-live="polite">{ match &*sent {
                None if *busy => html! { <p>{ t!("privacy-notice-printing") }</p> },
                None => Html::default(),
                Some(Err(error)) => html! { <ErrorBanner error={error.clone()} /> },
                Some(Ok(done)) => html! {
                    <Banner tone={Tone::Ok} title={AttrValue::from(t!("privacy-notice-printed", paper = &done.paper))} test="privacy-notice-printed">
                        if let Some(path) = &done.path { <p class="code code--wrap" data-test="privacy-notice-path">{ path }</p> }
                    </Banner>
                },
            } }</div>
            <div class="stack" data-test="privacy-notice-words">{ body }</div>
        </Dialog>
    }
}

fn part(part: &Part) -> Html {
    let lines = part.lines.iter();
    html! {
        <section class="stack stack--tight">
            <h3>{ &part.heading }</h3>
            if part.list { <ul class="points">{ for lines.map(|line| html! { <li>{ line }</li> }) }</ul> }
            else { <>{ for lines.map(|line| html! { <p>{ line }</p> }) }</> }
        </section>
    }
}
