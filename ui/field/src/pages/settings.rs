//! The look, the language, the printer, and what this laptop is.

use jemput_ui_kit::{Button, ErrorBanner, Radios, appearance, call, t, use_load, use_say};
use jemput_wire::{
    AppError,
    import::ExportResidents,
    settings::{SettingsGet, SettingsSet},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    settings_about::About, settings_binding::BindingCard, settings_copies::Copies,
    settings_officers::Officers, settings_printers::Printers, settings_retire::RetireCard,
    settings_tickets::Tickets,
};
use crate::{app::use_session, parts::use_practice};

/// The screen.
#[component(Settings)]
pub(crate) fn settings() -> Html {
    let session = use_session();
    let settings = use_load(SettingsGet {});
    let fault = use_state(|| None::<AppError>);
    appearance::title(&t!("nav-settings"));
    let set = {
        let (session, put, fault) = (session.clone(), settings.put.clone(), fault.clone());
        Callback::from(move |wish: SettingsSet| {
            let (session, put, fault) = (session.clone(), put.clone(), fault.clone());
            spawn_local(async move {
                match call(wish).await {
                    Ok(view) => {
                        let mut seen = session.view.clone();
                        seen.theme.clone_from(&view.theme);
                        seen.language.clone_from(&view.language);
                        seen.zoom = view.zoom;
                        fault.set(None);
                        put.emit(view);
                        session.put.emit(seen);
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let seen = &session.view;
    let themes = appearance::THEMES
        .map(|theme| (theme.into(), t!(&format!("theme-{theme}-long")).into()))
        .to_vec();
    let languages = vec![
        ("id".into(), "Bahasa Indonesia".into()),
        ("en".into(), "English".into()),
    ];
    html! {
        <>
            <div class="page-head"><div><h1>{ t!("nav-settings") }</h1><p>{ t!("settings-intro") }</p></div></div>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="columns columns--halves">
                <div class="stack stack--wide">
                    <section class="card stack" aria-labelledby="look">
                        <h2 id="look">{ t!("look-title") }</h2>
                        <Radios id="theme" label={t!("theme")} options={themes} value={seen.theme.clone()} test="theme"
                            on_change={set.reform(|theme: String| SettingsSet { theme: Some(theme), ..SettingsSet::default() })} />
                        { zoom(seen.zoom, &set) }
                        <Radios id="language" label={t!("language")} options={languages} value={seen.language.clone()} test="language"
                            on_change={set.reform(|language: String| SettingsSet { language: Some(language), ..SettingsSet::default() })} />
                    </section>
                    <Officers />
                    <BindingCard />
                    if let Some(known) = settings.data.ready() { <About settings={known.clone()} put={settings.put.clone()} /> }
                    <Export />
                    <Practice />
                </div>
                <div class="stack stack--wide"><Printers /><Tickets /><Copies /><RetireCard /></div>
            </div>
        </>
    }
}

/// The way into practice; the way out is on every screen.
#[component(Practice)]
fn practice() -> Html {
    let on = use_session().view.practice;
    let set = use_practice();
    html! {
        <section class="card stack" aria-labelledby="practice">
            <h2 id="practice">{ t!("practice-card") }</h2>
            <p class="muted">{ t!("practice-card-help") }</p>
            <div class="row"><Button onclick={set.reform(move |_: MouseEvent| !on)} test="practice-set">{ t!(if on { "practice-end" } else { "practice-begin" }) }</Button></div>
        </section>
    }
}

fn zoom(now: u16, set: &Callback<SettingsSet>) -> Html {
    let step = |to: u16| {
        set.reform(move |_: MouseEvent| SettingsSet {
            zoom: Some(to),
            ..SettingsSet::default()
        })
    };
    let smaller = now
        .saturating_sub(appearance::ZOOM_STEP)
        .max(appearance::ZOOM_MIN);
    let larger = (now + appearance::ZOOM_STEP).min(appearance::ZOOM_MAX);
    html! {
        <div class="field" role="group" aria-labelledby="zoom-label">
            <span class="field__label" id="zoom-label">{ t!("zoom") }</span>
            <div class="row">
                <Button onclick={step(smaller)} test="zoom-smaller"><span aria-hidden="true">{ "A−" }</span><span class="hidden-text">{ t!("zoom-smaller") }</span></Button>
                <output class="zoom" aria-live="polite" data-test="zoom">{ format!("{now} %") }</output>
                <Button onclick={step(larger)} test="zoom-larger"><span aria-hidden="true">{ "A+" }</span><span class="hidden-text">{ t!("zoom-larger") }</span></Button>
                if now != 100 { <Button look={jemput_ui_kit::Look::Quiet} onclick={step(100)} test="zoom-100">{ t!("zoom-normal") }</Button> }
            </div>
        </div>
    }
}

/// The residents as a table.
#[component(Export)]
fn export() -> Html {
    let fault = use_state(|| None::<AppError>);
    let say = use_say();
    let export = |empty: bool| {
        let (fault, say) = (fault.clone(), say.clone());
        Callback::from(move |_: MouseEvent| {
            let (fault, say) = (fault.clone(), say.clone());
            spawn_local(async move {
                match call(ExportResidents { path: None, empty }).await {
                    Ok(saved) => say.done(t!("file-saved", path = &saved.path)),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    html! {
        <section class="card stack" aria-labelledby="export">
            <h2 id="export">{ t!("export-title") }</h2>
            <p class="muted">{ t!("export-help") }</p>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="row"><Button icon="table" onclick={export(false)} test="export">{ t!("export-all") }</Button><Button icon="table" onclick={export(true)} test="export-empty">{ t!("export-empty") }</Button></div>
        </section>
    }
}
