//! An officer without a laptop of their own, whom laptops of a village take in.

use jemput_domain::village::VillageCode;
use jemput_ui_kit::{Button, CheckBox, ErrorBanner, TextField, t};
use jemput_wire::{
    AppError,
    office::{NewOfficer, OfficerPage, VillageRow},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{api, app::use_session};

/// Properties of [`NewOfficerForm`].
#[derive(Properties, PartialEq)]
pub(super) struct NewOfficerProps {
    /// Villages to choose from.
    pub(super) villages: Vec<VillageRow>,
    /// All officers, with the new one.
    pub(super) put: Callback<OfficerPage>,
}

/// The form.
#[component(NewOfficerForm)]
pub(super) fn new_officer_form(props: &NewOfficerProps) -> Html {
    let session = use_session();
    let name = use_state(String::new);
    let chosen = use_state(|| match &props.villages[..] {
        // Nothing to choose.
        [only] => vec![only.code.clone()],
        _ => Vec::<VillageCode>::new(),
    });
    let busy = use_state(|| false);
    let added = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let onsubmit = {
        let wish = NewOfficer {
            name: (*name).clone(),
            villages: chosen.iter().map(ToString::to_string).collect(),
        };
        let (name, busy, added, fault) = (name.clone(), busy.clone(), added.clone(), fault.clone());
        let (csrf, put) = (session.view.csrf.clone(), props.put.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            added.set(false);
            fault.set(None);
            let (wish, csrf, put) = (wish.clone(), csrf.clone(), put.clone());
            let (name, busy, added, fault) =
                (name.clone(), busy.clone(), added.clone(), fault.clone());
            spawn_local(async move {
                match api::post("officers/new", &csrf, &wish).await {
                    Ok(page) => {
                        name.set(String::new());
                        added.set(true);
                        put.emit(page);
                    }
                    Err(error) => fault.set(Some(error)),
                }
                busy.set(false);
            });
        })
    };
    let on_input = {
        let name = name.clone();
        Callback::from(move |text: String| name.set(text))
    };
    let village = |row: &VillageRow| {
        let on_change = {
            let (chosen, code) = (chosen.clone(), row.code.clone());
            Callback::from(move |on: bool| {
                let others = chosen.iter().filter(|known| **known != code).cloned();
                chosen.set(others.chain(on.then(|| code.clone())).collect());
            })
        };
        html! { <CheckBox key={row.code.to_string()} checked={chosen.contains(&row.code)} {on_change} test="new-officer-village">{ &row.name }</CheckBox> }
    };
    html! {
        <form class="stack stack--tight rights" {onsubmit} aria-labelledby="new-officer" data-test="new-officer">
            <div><h3 id="new-officer">{ t!("office-new-officer") }</h3><p class="muted small">{ t!("office-new-officer-help") }</p></div>
            <TextField id="new-officer-name" label={t!("office-new-officer-name")} value={(*name).clone()} {on_input} required=true max={60} test="new-officer-name" />
            <fieldset class="field"><legend>{ t!("office-new-officer-villages") }</legend>
                <div class="choices">{ for props.villages.iter().map(village) }</div>
            </fieldset>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="row"><Button icon="add" submit=true busy={*busy} test="new-officer-add">{ t!("office-new-officer-add") }</Button>
                if *added { <span role="status" data-test="new-officer-added">{ t!("office-new-officer-added") }</span> }</div>
        </form>
    }
}
