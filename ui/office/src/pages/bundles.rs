//! Bundles on sticks: one that a laptop sent is taken in here.

use jemput_ui_kit::{Banner, Button, ErrorBanner, Tone, t, words};
use jemput_wire::{
    AppError,
    office::{BundleIn, BundleKind},
};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{api, app::use_session};

/// The card.
#[component(Bundles)]
pub(super) fn bundles() -> Html {
    let session = use_session();
    let input = use_node_ref();
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let done = use_state(|| None::<BundleIn>);
    let onsubmit = {
        let (input, busy, fault, done) = (input.clone(), busy.clone(), fault.clone(), done.clone());
        let csrf = session.view.csrf.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let chosen = input
                .cast::<HtmlInputElement>()
                .and_then(|input| input.files())
                .and_then(|files| files.get(0));
            let Some(file) = chosen.filter(|_| !*busy) else {
                return;
            };
            busy.set(true);
            fault.set(None);
            done.set(None);
            let (input, busy, fault, done) =
                (input.clone(), busy.clone(), fault.clone(), done.clone());
            let csrf = csrf.clone();
            spawn_local(async move {
                match api::upload("bundles", &csrf, &file).await {
                    Ok(view) => {
                        done.set(Some(view));
                        if let Some(input) = input.cast::<HtmlInputElement>() {
                            input.set_value("");
                        }
                    }
                    Err(error) => fault.set(Some(for_clerk(error))),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <section class="card stack" aria-labelledby="bundles">
            <div><h2 id="bundles">{ t!("office-bundles-take") }</h2><p class="muted">{ t!("office-bundles-intro") }</p></div>
            <form class="stack" {onsubmit}>
                <div class="field">
                    <label class="field__label" for="bundle-file">{ t!("office-bundles-file") }</label>
                    <p class="field__help" id="bundle-file-help">{ t!("office-bundles-take-help") }</p>
                    <input ref={input} id="bundle-file" class="input" type="file" accept=".jemput" aria-describedby="bundle-file-help" data-test="office-bundle-file" />
                </div>
                <div><Button icon="upload" submit=true busy={*busy} test="office-bundle-take">{ t!(if *busy { "office-bundles-uploading" } else { "office-bundles-upload" }) }</Button></div>
            </form>
            <div aria-live="polite">
                if let Some(error) = &*fault { <ErrorBanner error={AppError::clone(error)} /> }
                if let Some(view) = &*done { { came_in(view) } }
            </div>
        </section>
    }
}

/// What a laptop is told of its code has other words for who sits at the office.
fn for_clerk(error: AppError) -> AppError {
    if error.code.starts_with("enrol-") {
        let code = format!("office-{}", error.code);
        return AppError { code, ..error };
    }
    error
}

/// A laptop has joined; what is missing is its answer.
fn joined(view: &BundleIn) -> Html {
    html! {
        <Banner tone={Tone::Ok} title={AttrValue::from(t!("office-bundles-joined", name = &view.device_name, mark = &view.mark))} alert=true test="office-bundle-joined"
            action={html! { <Button icon="down" href={api::bundle_of(&view.device)} test="office-bundle-reply">{ t!("office-bundles-joined-next") }</Button> }}>
            <p>{ t!("office-bundles-joined-help", made = &view.made) }</p>
        </Banner>
    }
}

fn came_in(view: &BundleIn) -> Html {
    if view.joined {
        return joined(view);
    }
    let kind = |row: &BundleKind| {
        format!(
            "{} {}",
            words::number(row.count),
            t!(&format!("kind-{}", row.kind))
        )
    };
    let kinds: Vec<String> = view.kinds.iter().map(kind).collect();
    let line =
        |count: u64, key: &str| (count > 0).then(|| html! { <p>{ t!(key, count = count) }</p> });
    html! {
        <Banner tone={Tone::Ok} title={AttrValue::from(t!("office-bundles-done", name = &view.device_name, made = &view.made))} alert=true test="office-bundle-done"
            action={html! { <Button icon="down" href={api::bundle_of(&view.device)} test="office-bundle-reply">{ t!("office-bundles-done-next", name = &view.device_name) }</Button> }}>
            <p>{ t!("office-bundles-done-help", fresh = words::number(view.fresh), changes = words::number(view.changes)) }
            if !kinds.is_empty() { { " " }{ kinds.join(", ") }{ "." } }</p>
            { for line(view.parked, "office-bundles-done-parked") }
            { for line(view.unreadable, "office-bundles-done-unreadable") }
            { for line(view.files, "office-bundles-done-files") }
            { for line(view.files_refused, "office-bundles-done-files-refused") }
        </Banner>
    }
}
