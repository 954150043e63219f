//! Who works on this laptop, and taking another officer in.

use jemput_domain::id::OfficerId;
use jemput_ui_kit::{
    Button, ErrorBanner, Look, Select, TextField, call, focus, t, use_load, use_say,
};
use jemput_wire::{
    AppError,
    officers::{OfficerAdd, OfficerList, OfficersView},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::settings_lock::LockCard;
use crate::{app::use_session, parts::initials};

/// Both cards: officers, and the own lock.
#[component(Officers)]
pub(crate) fn officers() -> Html {
    let data = use_load(OfficerList {});
    let Some(view) = data.data.ready().cloned() else {
        return Html::default();
    };
    html! { <><OfficersCard view={view.clone()} put={data.put.clone()} /><LockCard {view} put={data.put.clone()} /></> }
}

/// Properties of the cards.
#[derive(Properties, PartialEq)]
pub(super) struct CardProps {
    pub(super) view: OfficersView,
    /// Takes what a command answered.
    pub(super) put: Callback<OfficersView>,
}

#[component(OfficersCard)]
fn officers_card(props: &CardProps) -> Html {
    let me = use_session().view.officer.map(|officer| officer.id);
    let open = use_state(|| false);
    let view = &props.view;
    let here = |card: &jemput_wire::session::OfficerCard| {
        html! {
            <li class="row" key={card.id.to_string()} data-test="officer-here">
                <span class="avatar" aria-hidden="true">{ initials(&card.name) }</span><span>{ &card.name }</span>
                if me == Some(card.id) { <span class="muted small">{ t!("officers-you") }</span> }
            </li>
        }
    };
    let turn = |to: bool| {
        let open = open.clone();
        Callback::from(move |()| open.set(to))
    };
    html! {
        <section class="card stack" aria-labelledby="officers">
            <h2 id="officers">{ t!("officers-title") }</h2>
            <p class="muted">{ t!("officers-help") }</p>
            <ul class="stack stack--tight">{ for view.here.iter().map(here) }</ul>
            if !view.gone.is_empty() {
                <div><h3>{ t!("officers-gone") }</h3>
                    <ul>{ for view.gone.iter().map(|gone| html! {
                        <li data-test="officer-gone">{ &gone.name }{ " · " }<span class="muted">{ t!("officers-gone-drafts", count = gone.drafts) }</span></li>
                    }) }</ul></div>
            }
            if view.others.is_empty() {
                <p class="muted small" data-test="officers-none">{ t!("officers-none") }</p>
            } else if *open {
                <AddForm view={view.clone()} put={props.put.clone()} on_close={turn(false)} />
            } else {
                <div class="row"><Button icon="add" onclick={turn(true).reform(|_: MouseEvent| ())} test="officer-add">{ t!("officers-add") }</Button></div>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct AddProps {
    view: OfficersView,
    put: Callback<OfficersView>,
    on_close: Callback<()>,
}

#[component(AddForm)]
fn add_form(props: &AddProps) -> Html {
    let session = use_session();
    let say = use_say();
    let who = use_state(|| match &props.view.others[..] {
        // Nothing to choose.
        [only] => only.id.to_string(),
        _ => String::new(),
    });
    let passphrase = use_state(String::new);
    let seen = use_state(|| false);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let onsubmit = {
        let (who, passphrase, busy, fault) =
            (who.clone(), passphrase.clone(), busy.clone(), fault.clone());
        let (put, on_close, again) = (
            props.put.clone(),
            props.on_close.clone(),
            session.again.clone(),
        );
        let others = props.view.others.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            let Ok(officer) = who.parse::<OfficerId>() else {
                focus::find("#officer-who");
                return;
            };
            let name = others.iter().find(|card| card.id == officer);
            let name = name.map(|card| card.name.clone()).unwrap_or_default();
            busy.set(true);
            fault.set(None);
            let passphrase = (*passphrase).clone();
            let (busy, fault, put, on_close, again, say) = (
                busy.clone(),
                fault.clone(),
                put.clone(),
                on_close.clone(),
                again.clone(),
                say.clone(),
            );
            spawn_local(async move {
                let wish = OfficerAdd {
                    officer,
                    passphrase,
                };
                match call(wish).await {
                    Ok(view) => {
                        put.emit(view);
                        on_close.emit(());
                        // The sign-in screen knows the new name at once.
                        again.emit(());
                        say.done(t!("officers-added", name = &name));
                    }
                    Err(error) => {
                        fault.set(Some(error));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let options = props
        .view
        .others
        .iter()
        .map(|card| (card.id.to_string().into(), card.name.clone().into()))
        .collect::<Vec<(AttrValue, AttrValue)>>();
    let choose = {
        let who = who.clone();
        Callback::from(move |id: String| who.set(id))
    };
    let on_input = {
        let passphrase = passphrase.clone();
        Callback::from(move |text: String| passphrase.set(text))
    };
    let look = {
        let seen = seen.clone();
        Callback::from(move |_: MouseEvent| seen.set(!*seen))
    };
    html! {
        <form class="stack" {onsubmit} aria-labelledby="officers">
            <p>{ t!("officers-add-help") }</p>
            <Select id="officer-who" label={t!("officers-who")} {options} value={(*who).clone()} empty={AttrValue::from(t!("officers-who-empty"))} on_change={choose} test="officer-who" />
            <div class="stack stack--tight">
                <TextField id="officer-pass" label={t!("officers-pass")} help={AttrValue::from(t!("officers-pass-help"))} value={(*passphrase).clone()}
                    kind={if *seen { "text" } else { "password" }} complete="new-password" {on_input} required=true test="officer-pass" />
                <div><Button look={Look::Quiet} icon="eye" pressed={*seen} onclick={look}>{ t!("show-typed") }</Button></div>
            </div>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="row">
                <Button submit=true busy={*busy} test="officer-add-submit">{ t!("officers-add") }</Button>
                <Button look={Look::Quiet} onclick={props.on_close.reform(|_: MouseEvent| ())}>{ t!("cancel") }</Button>
            </div>
        </form>
    }
}
