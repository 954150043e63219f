//! Checks a letter's seal without a network.

use jemput_ui_kit::{
    Button, Camera, ErrorBanner, FileButton, Icon, Look, TextField, Tone, appearance, call,
    file_button::Chosen,
    latest::{Latest, use_latest},
    t, words,
};
use jemput_wire::{
    AppError, Command,
    letter::{SealCheck, SealScan, SealView},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::route::Route;

/// A phone's photo has less.
const MOST: f64 = 20.0 * 1024.0 * 1024.0;
/// Longest edge of a picture of the camera, in pixels: the code is read from it, nothing is kept.
const EDGE: u32 = 2480;

/// The screen.
#[component(Check)]
pub(crate) fn check() -> Html {
    let text = use_state(String::new);
    let answer = use_state(|| None::<Result<SealView, AppError>>);
    let latest = use_latest();
    appearance::title(&t!("nav-check"));
    let onsubmit = {
        let (text, answer, latest) = (text.clone(), answer.clone(), latest.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = (*text).trim().to_owned();
            if !text.is_empty() {
                judge(SealCheck { text }, &latest, &answer);
            }
        })
    };
    let on_input = {
        let text = text.clone();
        Callback::from(move |typed: String| text.set(typed))
    };
    let camera = use_state(|| false);
    let scan = {
        let (answer, camera, latest) = (answer.clone(), camera.clone(), latest.clone());
        Callback::from(move |chosen: Chosen| {
            camera.set(false);
            let picture = chosen.content;
            judge(SealScan { picture }, &latest, &answer);
        })
    };
    let large = {
        let answer = answer.clone();
        Callback::from(move |_: f64| {
            answer.set(Some(Err(AppError::new("attachment-picture-large"))));
        })
    };
    let open = {
        let camera = camera.clone();
        Callback::from(move |_: MouseEvent| camera.set(true))
    };
    let close = {
        let camera = camera.clone();
        Callback::from(move |()| camera.set(false))
    };
    let clear = {
        let (text, answer) = (text.clone(), answer.clone());
        Callback::from(move |_: MouseEvent| {
            latest.forgets();
            text.set(String::new());
            answer.set(None);
        })
    };
    html! {
        <>
            <div class="page-head"><div><h1>{ t!("seal-title") }</h1><p>{ t!("seal-intro") }</p></div></div>
            <div class="columns columns--halves">
                <form class="card stack" {onsubmit}>
                    <div class="row">
                        <Button large=true icon="camera" onclick={open} test="seal-camera">{ t!("seal-camera") }</Button>
                        <FileButton icon="folder" accept="image/jpeg,image/png" most={MOST} on_choose={scan.clone()} on_large={large.clone()} test="seal-picture">{ t!("seal-picture") }</FileButton>
                    </div>
                    <TextField id="seal" label={t!("seal-label")} help={AttrValue::from(t!("seal-help"))} value={(*text).clone()} long=true code=true {on_input} autofocus=true test="seal-text" />
                    <div class="row">
                        <Button look={Look::Primary} large=true submit=true icon="scan" test="seal-check">{ t!("seal-check") }</Button>
                        if !text.is_empty() { <Button large=true onclick={clear}>{ t!("empty-field") }</Button> }
                    </div>
                </form>
                <div aria-live="polite">{ match &*answer {
                    None => Html::default(),
                    Some(Err(error)) => html! { <ErrorBanner error={error.clone()} /> },
                    Some(Ok(view)) => verdict(view),
                } }</div>
            </div>
            if *camera {
                <Camera title={t!("seal-camera-title")} name="qr" edge={EDGE} most={MOST} on_take={scan} on_large={large} on_close={close} />
            }
        </>
    }
}

/// Asks for a verdict; one that comes after another letter was asked about is not shown beside it.
fn judge<C>(wish: C, latest: &Latest, answer: &UseStateHandle<Option<Result<SealView, AppError>>>)
where
    C: Command<Output = SealView> + 'static,
{
    let (asked, answer) = (latest.asks(), answer.clone());
    spawn_local(async move {
        let verdict = call(wish).await;
        if asked.is_latest() {
            answer.set(Some(verdict));
        }
    });
}

fn tone(verdict: &str) -> Tone {
    match verdict {
        "seal-genuine" | "seal-genuine-key-revoked" => Tone::Ok,
        "seal-newer" | "seal-awaiting-signature" | "seal-genuine-unknown-here" | "seal-expired" => {
            Tone::Pending
        }
        _ => Tone::Danger,
    }
}

fn verdict(view: &SealView) -> Html {
    let tone = tone(&view.verdict);
    let help = words::maybe(&format!("{}-help", view.verdict), None);
    html! {
        <section class={classes!("verify", format!("verify--{}", tone.class()))} data-test="verdict" data-verdict={view.verdict.clone()}>
            <div class="verify__head"><Icon name={tone.icon().unwrap_or("info")} /><h2>{ t!(&view.verdict) }</h2>if let Some(help) = help { <p>{ help }</p> }
                <p class="small" data-test="seal-list">{ if view.list_date.is_empty() { t!("seal-list-none") } else { t!("seal-list-date", date = &view.list_date) } }</p></div>
            if !view.facts.is_empty() {
                <div class="verify__body"><dl class="pairs">{ for view.facts.iter().map(|fact| html! { <div><dt>{ words::field(&fact.field) }</dt><dd>{ &fact.value }</dd></div> }) }</dl>
                <p class="small muted">{ t!("seal-compare") }</p>
                if let Some(letter) = view.letter { <div class="row"><Button icon="letter" href={Route::Letter(letter).href()} test="seal-letter">{ t!("letter-open") }</Button></div> }</div>
            }
        </section>
    }
}
