//! Checks a letter's seal without a network.

use jemput_ui_kit::{Button, ErrorBanner, Icon, Look, TextField, Tone, appearance, call, t, words};
use jemput_wire::{
    AppError,
    letter::{SealCheck, SealView},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The screen.
#[component(Check)]
pub(crate) fn check() -> Html {
    let text = use_state(String::new);
    let answer = use_state(|| None::<Result<SealView, AppError>>);
    appearance::title(&t!("nav-check"));
    let onsubmit = {
        let (text, answer) = (text.clone(), answer.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (text, answer) = ((*text).trim().to_owned(), answer.clone());
            if text.is_empty() {
                return;
            }
            spawn_local(async move { answer.set(Some(call(SealCheck { text }).await)) });
        })
    };
    let on_input = {
        let text = text.clone();
        Callback::from(move |typed: String| text.set(typed))
    };
    let clear = {
        let (text, answer) = (text.clone(), answer.clone());
        Callback::from(move |_: MouseEvent| {
            text.set(String::new());
            answer.set(None);
        })
    };
    html! {
        <>
            <div class="page-head"><div><h1>{ t!("seal-title") }</h1><p>{ t!("seal-intro") }</p></div></div>
            <div class="columns columns--halves">
                <form class="card stack" {onsubmit}>
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
        </>
    }
}

fn tone(verdict: &str) -> Tone {
    match verdict {
        "seal-genuine" => Tone::Ok,
        "seal-awaiting-signature" | "seal-genuine-unknown-here" | "seal-expired" => Tone::Pending,
        _ => Tone::Danger,
    }
}

fn verdict(view: &SealView) -> Html {
    let tone = tone(&view.verdict);
    let help = words::maybe(&format!("{}-help", view.verdict), None);
    html! {
        <section class={classes!("verify", format!("verify--{}", tone.class()))} data-test="verdict" data-verdict={view.verdict.clone()}>
            <div class="verify__head"><Icon name={tone.icon().unwrap_or("info")} /><h2>{ t!(&view.verdict) }</h2>if let Some(help) = help { <p>{ help }</p> }</div>
            if !view.facts.is_empty() {
                <div class="verify__body"><dl class="pairs">{ for view.facts.iter().map(|fact| html! { <div><dt>{ words::field(&fact.field) }</dt><dd>{ &fact.value }</dd></div> }) }</dl>
                <p class="small muted">{ t!("seal-compare") }</p></div>
            }
        </section>
    }
}
