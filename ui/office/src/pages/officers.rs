//! What officers may do with letters.

use jemput_ui_kit::{
    Button, CheckBox, DateField, ErrorBanner,
    date_field::{from_iso, to_iso},
    t,
};
use jemput_wire::{
    AppError,
    office::{Act, OfficerPage, OfficerRow, SetRights, VillageRow},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    api::{self, use_get},
    app::use_session,
    parts::waiting_or_failed,
};

use super::new_officer::NewOfficerForm;

#[derive(Properties, PartialEq)]
pub(super) struct OfficersProps {
    /// Villages to choose from.
    pub(super) villages: Vec<VillageRow>,
}

/// The card.
#[component(Officers)]
pub(super) fn officers(props: &OfficersProps) -> Html {
    let session = use_session();
    let data = use_get::<OfficerPage>("officers".to_owned());
    let newest = use_state(|| None::<OfficerPage>);
    let put = {
        let newest = newest.clone();
        Callback::from(move |page: OfficerPage| newest.set(Some(page)))
    };
    html! {
        <section class="card stack" aria-labelledby="officers">
            <div><h2 id="officers">{ t!("office-officers-title") }</h2><p class="muted">{ t!("office-officers-intro") }</p></div>
            { waiting_or_failed(&data) }
            if let Some(page) = newest.as_ref().or(data.ready()) {
                { for page.rows.iter().map(|row| html! { <Rights key={row.id.clone()} row={row.clone()} /> }) }
                if session.view.may(Act::SetOfficers) { <NewOfficerForm villages={props.villages.clone()} {put} /> }
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct RightsProps {
    row: OfficerRow,
}

#[component(Rights)]
fn rights(props: &RightsProps) -> Html {
    let session = use_session();
    let may_set = session.view.may(Act::SetOfficers);
    let row = &props.row;
    let check = use_state(|| row.may_check);
    let own = use_state(|| row.may_check_own);
    let from = use_state(|| from_iso(&row.from));
    let until = use_state(|| from_iso(&row.until));
    let serves = use_state(|| from_iso(&row.serves_until));
    let fault = use_state(|| None::<AppError>);
    let saved = use_state(|| false);
    let text = |state: &UseStateHandle<String>| {
        let (state, saved) = (state.clone(), saved.clone());
        Callback::from(move |typed: String| {
            saved.set(false);
            state.set(typed);
        })
    };
    let tick = |state: &UseStateHandle<bool>| {
        let (state, saved) = (state.clone(), saved.clone());
        Callback::from(move |on: bool| {
            saved.set(false);
            state.set(on);
        })
    };
    let onsubmit = {
        let id = row.id.clone();
        let (check, own, from, until) = (check.clone(), own.clone(), from.clone(), until.clone());
        let serves = serves.clone();
        let (fault, saved) = (fault.clone(), saved.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let wish = SetRights {
                id: id.clone(),
                may_check: *check,
                may_check_own: *own,
                from: to_iso(&from),
                until: to_iso(&until),
                serves_until: to_iso(&serves),
            };
            let (fault, saved, csrf) = (fault.clone(), saved.clone(), session.view.csrf.clone());
            fault.set(None);
            spawn_local(async move {
                match api::post::<OfficerPage>("officers", &csrf, &wish).await {
                    Ok(_) => saved.set(true),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let hook = |name: &str| format!("{name}-{}", row.id);
    html! {
        <form class="stack stack--tight rights" {onsubmit} aria-labelledby={hook("officer")} data-test="officer">
            <div><h3 id={hook("officer")}>{ &row.name }{ " · " }{ if row.laptop.is_empty() { t!("office-officer-any-laptop") } else { row.laptop.clone() } }</h3>
                <p class="muted small">{ row.villages.join(", ") }</p></div>
            <div class="choices">
                <CheckBox checked={*check} on_change={tick(&check)} test="may-check">{ t!("office-may-check") }</CheckBox>
                if *check { <CheckBox checked={*own} on_change={tick(&own)} test="may-check-own">{ t!("office-may-check-own") }</CheckBox> }
            </div>
            if *check {
                <div class="fields">
                    <DateField id={hook("from")} label={t!("office-rights-from")} value={(*from).clone()} on_input={text(&from)} optional=true test="rights-from" />
                    <DateField id={hook("until")} label={t!("office-rights-until")} value={(*until).clone()} on_input={text(&until)} optional=true test="rights-until" />
                </div>
            }
            <DateField id={hook("serves")} label={t!("office-serves-until")} help={AttrValue::from(t!("office-serves-until-help"))} value={(*serves).clone()} on_input={text(&serves)} optional=true test="serves-until" />
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="row">if may_set { <Button submit=true test="rights-save">{ t!("office-rights-save") }</Button> }
                if *saved { <span role="status" data-test="rights-saved">{ t!("office-rights-saved") }</span> }</div>
        </form>
    }
}
