//! Deleted or merged away, and edited by somebody who did not know of it.

use jemput_ui_kit::{Badge, Button, ErrorBanner, Icon, Look, TextField, Tone, t, words};
use jemput_wire::{
    AppError, Done,
    office::{Matter, Settle, Unseen},
    resident::Fact,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Outcome;
use crate::{api, app::use_session, parts::hand_line};

/// Properties of [`Removed`].
#[derive(Properties, PartialEq)]
pub(super) struct RemovedProps {
    pub(super) matter: Matter,
    pub(super) unseen: Vec<Unseen>,
    pub(super) on_done: Callback<Outcome>,
}

/// What happened, and the two ways to go on.
#[component(Removed)]
pub(super) fn removed(props: &RemovedProps) -> Html {
    let session = use_session();
    let note = use_state(String::new);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let settle = |restore: bool| {
        let (note, busy, fault) = (note.clone(), busy.clone(), fault.clone());
        let (session, on_done) = (session.clone(), props.on_done.clone());
        let matter = props.matter.clone();
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let wish = Settle {
                record: matter.record.clone(),
                restore,
                seq: matter.seq,
                note: (*note).clone(),
            };
            let (busy, fault, name) = (busy.clone(), fault.clone(), matter.name.clone());
            let (session, on_done) = (session.clone(), on_done.clone());
            spawn_local(async move {
                let csrf = &session.view.csrf;
                match api::post::<Done>("conflicts/settle", csrf, &wish).await {
                    Ok(_) => on_done.emit(Outcome {
                        decided: None,
                        words: if restore {
                            t!("office-restored", name = name)
                        } else {
                            t!("office-stays-away", name = name)
                        },
                    }),
                    Err(error) => {
                        busy.set(false);
                        fault.set(Some(error));
                    }
                }
            });
        })
    };
    let on_note = {
        let note = note.clone();
        Callback::from(move |text| note.set(text))
    };
    html! {
        <div class="stack stack--wide">
            <div class="card stack">
                <p>{ t!("office-removed-intro") }</p>
                <ol class="timeline">{ for props.unseen.iter().map(entry) }</ol>
            </div>
            <TextField id="removed-note" label={t!("office-note")} value={(*note).clone()} optional=true max=500 on_input={on_note} />
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="action-bar"><p class="action-bar__note">{ t!("office-removed-note") }</p>
                <Button large=true busy={*busy} onclick={settle(false)} test="office-stay-away">{ t!("office-stay-away") }</Button>
                <Button look={Look::Primary} large=true busy={*busy} onclick={settle(true)} test="office-restore">{ t!("office-restore") }</Button>
            </div>
        </div>
    }
}

/// One change: whose, and what it wrote.
pub(super) fn entry(one: &Unseen) -> Html {
    let fact = |fact: &Fact| {
        let value = if fact.value.is_empty() {
            t!("empty-value")
        } else {
            fact.value.clone()
        };
        html! { <div><dt>{ words::field(&fact.field) }</dt><dd>{ value }</dd></div> }
    };
    html! {
        <li>
            <Icon name={if one.removal { "close" } else { "edit" }} />
            <p><span class="muted">{ hand_line(&one.hand) }</span>{ " " }
                if one.removal { <Badge tone={Tone::Danger}>{ t!("office-removal") }</Badge> }
            </p>
            if !one.removal { <dl class="facts">{ for one.fields.iter().map(fact) }</dl> }
        </li>
    }
}
