//! A one-time code for a new laptop.

use jemput_domain::village::VillageCode;
use jemput_ui_kit::{Banner, Button, CheckBox, ErrorBanner, Look, TextField, Tone, t};
use jemput_wire::{
    AppError,
    office::{CodeView, NewCode, VillageRow},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{api, app::use_session, parts::qr};

/// Properties of [`NewCodeForm`].
#[derive(Properties, PartialEq)]
pub(super) struct NewCodeProps {
    /// Villages to choose from.
    pub(super) villages: Vec<VillageRow>,
}

/// The form, and the code once it is made.
#[component(NewCodeForm)]
pub(super) fn new_code_form(props: &NewCodeProps) -> Html {
    let session = use_session();
    let name = use_state(String::new);
    let chosen = use_state(|| match &props.villages[..] {
        // Nothing to choose.
        [only] => vec![only.code.clone()],
        _ => Vec::new(),
    });
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let code = use_state(|| None::<CodeView>);
    let onsubmit = {
        let (wish, busy, fault, code) = (
            NewCode {
                villages: (*chosen).clone(),
                device_name: (*name).clone(),
            },
            busy.clone(),
            fault.clone(),
            code.clone(),
        );
        let session = session.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            fault.set(None);
            let (wish, busy, fault, code, session) = (
                wish.clone(),
                busy.clone(),
                fault.clone(),
                code.clone(),
                session.clone(),
            );
            spawn_local(async move {
                match api::post("devices/code", &session.view.csrf, &wish).await {
                    Ok(view) => code.set(Some(view)),
                    Err(error) => fault.set(Some(error)),
                }
                busy.set(false);
            });
        })
    };
    let on_input = {
        let name = name.clone();
        Callback::from(move |text| name.set(text))
    };
    let village = |row: &VillageRow| {
        let on_change = {
            let (chosen, code) = (chosen.clone(), row.code.clone());
            Callback::from(move |on: bool| {
                let mut all: Vec<VillageCode> = chosen
                    .iter()
                    .filter(|known| **known != code)
                    .cloned()
                    .collect();
                if on {
                    all.push(code.clone());
                }
                chosen.set(all);
            })
        };
        html! { <CheckBox key={row.code.to_string()} checked={chosen.contains(&row.code)} {on_change} test="office-village">{ &row.name }</CheckBox> }
    };
    html! {
        <section class="card" aria-labelledby="new-code">
            <div class="stack">
                <div><h2 id="new-code">{ t!("office-code-title") }</h2><p class="muted">{ t!("office-code-intro") }</p></div>
                if props.villages.is_empty() {
                    <Banner tone={Tone::Warn} title={AttrValue::from(t!("office-villages-none"))}>{ t!("office-villages-none-help") }</Banner>
                } else {
                    <form class="stack" {onsubmit}>
                        <TextField id="device-name" label={t!("office-device-name")} help={AttrValue::from(t!("office-device-name-help"))}
                            value={(*name).clone()} {on_input} optional=true max={60} test="office-device-name" />
                        <fieldset class="field"><legend>{ t!("office-code-villages") }</legend>
                            <div class="choices">{ for props.villages.iter().map(village) }</div>
                        </fieldset>
                        if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                        <div><Button look={Look::Primary} icon="add" submit=true busy={*busy} test="office-code-make">{ t!("office-code-make") }</Button></div>
                    </form>
                }
                <div aria-live="polite">
                    if let Some(view) = &*code { { shown(view) } }
                </div>
            </div>
        </section>
    }
}

fn shown(view: &CodeView) -> Html {
    html! {
        <Banner tone={Tone::Ok} title={AttrValue::from(t!("office-code-ready"))}>
            <div class="new-code">
                <p class="new-code__code" data-test="office-code">{ &view.code }</p>
                if !view.server_url.is_empty() {
                    <p>{ t!("office-code-server") }{ " " }<span class="code">{ &view.server_url }</span></p>
                }
                <p>{ t!("office-code-until", when = &view.valid_until) }</p>
                <p>{ t!("office-ticket-help") }</p>
                { qr(&view.qr, t!("office-ticket-qr"), "office-ticket-qr") }
                <p class="code code--wrap new-code__line" data-test="office-ticket">{ &view.ticket }</p>
            </div>
        </Banner>
    }
}
