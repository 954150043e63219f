//! Copies of this laptop: how old they are, where they go, and one made now.

use jemput_ui_kit::{
    Banner, Button, ErrorBanner, TextField, Tone, call, done::use_done, t, use_load, use_say,
};
use jemput_wire::{
    AppError,
    copies::{CopiesGet, CopiesMake, CopiesTarget, CopiesView},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The card.
#[component(Copies)]
pub(crate) fn copies() -> Html {
    let copies = use_load(CopiesGet {});
    // Another card may have bound the laptop meanwhile.
    use_done(copies.again.clone());
    let typed = use_state(|| None::<String>);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let say = use_say();
    let Some(view) = copies.data.ready().cloned() else {
        return Html::default();
    };
    let shown = typed.as_ref().unwrap_or(&view.target).clone();
    // One after the other: what a command answers is what the card shows.
    let run = {
        let (busy, fault, put, again, say, typed) = (
            busy.clone(),
            fault.clone(),
            copies.put.clone(),
            copies.again.clone(),
            say.clone(),
            typed.clone(),
        );
        Callback::from(move |target: Option<String>| {
            if *busy {
                return;
            }
            busy.set(true);
            fault.set(None);
            let (busy, fault, put, again, say, typed) = (
                busy.clone(),
                fault.clone(),
                put.clone(),
                again.clone(),
                say.clone(),
                typed.clone(),
            );
            spawn_local(async move {
                let (answer, words) = match target {
                    None => (call(CopiesMake {}).await, "copies-made"),
                    Some(folder) => {
                        let words = if folder.trim().is_empty() {
                            "copies-target-none"
                        } else {
                            "copies-target-saved"
                        };
                        let folder = Some(folder);
                        (call(CopiesTarget { folder }).await, words)
                    }
                };
                match answer {
                    Ok(view) => {
                        typed.set(None);
                        put.emit(view);
                        say.done(t!(words));
                    }
                    Err(error) => {
                        fault.set(Some(error));
                        // The copy on the laptop itself may have been made all the same.
                        again.emit(());
                    }
                }
                busy.set(false);
            });
        })
    };
    let on_input = {
        let typed = typed.clone();
        Callback::from(move |text: String| typed.set(Some(text)))
    };
    let onsubmit = {
        let (run, shown) = (run.clone(), shown.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            run.emit(Some(shown.clone()));
        })
    };
    html! {
        <section class="card stack" aria-labelledby="copies">
            <h2 id="copies">{ t!("copies-title") }</h2>
            <p class="muted">{ t!("copies-help") }</p>
            if view.bound { <Banner tone={Tone::Info} test="copies-bound">{ t!("copies-bound") }</Banner> }
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            else if let Some(error) = &view.fault { <ErrorBanner error={error.clone()} /> }
            else if view.old { <Banner tone={Tone::Warn} title={AttrValue::from(t!("copies-old"))} test="copies-old">{ t!("copies-old-help") }</Banner> }
            <dl class="facts facts--wide">
                { fact("copies-here", &view.here) }
                if !view.target.is_empty() { { fact("copies-there", &view.there) } }
            </dl>
            <div class="row"><Button icon="usb" busy={*busy} onclick={run.reform(|_: MouseEvent| None)} test="copies-make">
                { t!(if *busy { "copies-busy" } else { "copies-make" }) }
            </Button></div>
            <form class="stack" {onsubmit} novalidate=true>
                <TextField id="copies-target" label={t!("copies-target")} help={AttrValue::from(t!("copies-target-help"))} value={shown.clone()}
                    optional=true {on_input} suggest={suggestions(&view)} test="copies-target" />
                <div class="row"><Button submit=true disabled={shown == view.target} test="copies-target-set">{ t!("copies-target-set") }</Button></div>
            </form>
            <p class="small muted">{ t!("copies-restore-hint") }</p>
        </section>
    }
}

fn suggestions(view: &CopiesView) -> Vec<AttrValue> {
    view.suggestions
        .iter()
        .cloned()
        .map(AttrValue::from)
        .collect()
}

fn fact(key: &str, value: &str) -> Html {
    let words = if value.is_empty() {
        t!("copies-never")
    } else {
        value.to_owned()
    };
    html! { <div><dt>{ t!(key) }</dt><dd data-test={key.to_owned()}>{ words }</dd></div> }
}
