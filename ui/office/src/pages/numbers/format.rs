//! What numbers look like: of all kinds, or of one.

use jemput_ui_kit::{Banner, Button, ErrorBanner, Look, Select, TextField, Tone, t};
use jemput_wire::{
    AppError,
    office::{FormatRow, NumberPage, SetFormat},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{api, app::use_session};

/// Properties of [`Formats`].
#[derive(Properties, PartialEq)]
pub(super) struct FormatsProps {
    pub(super) rows: Vec<FormatRow>,
    pub(super) put: Callback<NumberPage>,
}

/// The form, and which formats are in use.
#[component(Formats)]
pub(super) fn formats(props: &FormatsProps) -> Html {
    let session = use_session();
    let service = use_state(String::new);
    let format = use_state(|| usual(&props.rows));
    let fault = use_state(|| None::<AppError>);
    let saved = use_state(|| false);
    let options: Vec<(AttrValue, AttrValue)> = props
        .rows
        .iter()
        .map(|row| (row.service.clone().into(), row.title.clone().into()))
        .collect();
    let choose = {
        let (service, format, fault, saved) = (
            service.clone(),
            format.clone(),
            fault.clone(),
            saved.clone(),
        );
        let rows = props.rows.clone();
        Callback::from(move |chosen: String| {
            let row = rows.iter().find(|row| row.service == chosen);
            format.set(row.map_or_else(|| usual(&rows), |row| row.format.clone()));
            fault.set(None);
            saved.set(false);
            service.set(chosen);
        })
    };
    let on_input = {
        let (format, saved) = (format.clone(), saved.clone());
        Callback::from(move |typed: String| {
            saved.set(false);
            format.set(typed);
        })
    };
    let send = {
        let (service, fault, saved, put) = (
            service.clone(),
            fault.clone(),
            saved.clone(),
            props.put.clone(),
        );
        Callback::from(move |format: String| {
            let (fault, saved, put, csrf) = (
                fault.clone(),
                saved.clone(),
                put.clone(),
                session.view.csrf.clone(),
            );
            let wish = SetFormat {
                service: (*service).clone(),
                format,
            };
            fault.set(None);
            spawn_local(async move {
                match api::post("numbers/format", &csrf, &wish).await {
                    Ok(page) => {
                        saved.set(true);
                        put.emit(page);
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let onsubmit = {
        let (send, format) = (send.clone(), format.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit((*format).clone());
        })
    };
    let back = send.reform(|_: MouseEvent| String::new());
    let chosen = props.rows.iter().find(|row| row.service == *service);
    let example = chosen.or(props.rows.first()).map(|row| row.example.clone());
    let own = props.rows.iter().filter(|row| row.own).count();
    html! {
        <section class="card stack" aria-labelledby="formats">
            <div><h2 id="formats">{ t!("office-format-title") }</h2><p class="muted">{ t!("office-format-intro") }</p></div>
            <form class="stack" {onsubmit}>
                <div class="fields">
                    <Select id="format-service" label={t!("office-format-kind")} {options} value={(*service).clone()} empty={AttrValue::from(t!("office-format-all"))} on_change={choose} test="format-service" />
                    <TextField id="format" label={t!("office-format-label")} help={AttrValue::from(t!("office-format-help"))} value={(*format).clone()} {on_input} code=true test="format" />
                </div>
                if let Some(error) = &*fault { { wrong(error) } }
                if *saved { <Banner tone={Tone::Ok} title={t!("office-format-saved")} test="format-saved">{ t!("office-format-example") }{ " " }<span class="code">{ example.unwrap_or_default() }</span></Banner> }
                <div class="row">
                    <Button look={Look::Primary} submit=true test="format-save">{ t!("office-format-save") }</Button>
                    if own > 0 { <Button onclick={back} test="format-back">{ t!("office-format-back") }</Button> }
                </div>
            </form>
        </section>
    }
}

/// The format that most kinds have.
fn usual(rows: &[FormatRow]) -> String {
    let count = |format: &str| rows.iter().filter(|row| row.format == format).count();
    let most = rows.iter().max_by_key(|row| count(&row.format));
    most.map(|row| row.format.clone()).unwrap_or_default()
}

/// What is wrong, and at which character.
fn wrong(error: &AppError) -> Html {
    let Some(place) = error.params.get("place") else {
        return html! { <ErrorBanner error={error.clone()} /> };
    };
    html! {
        <Banner tone={Tone::Danger} title={t!("office-format-wrong", place = place)} alert=true test="format-wrong">{ t!(&error.code) }</Banner>
    }
}
