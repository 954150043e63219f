//! Deleted or merged away, and edited by somebody who did not know of it.

use jemput_ui_kit::{Badge, Button, Icon, Look, TextField, Tone, t, words};
use jemput_wire::{
    office::{Matter, Settle, Unseen},
    resident::Fact,
};
use yew::prelude::*;

use super::{Outcome, verdict::use_verdict};
use crate::parts::hand_line;

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
    let verdict = use_verdict(&props.on_done);
    let note = use_state(String::new);
    let settle = |restore: bool| {
        let wish = Settle {
            record: props.matter.record.clone(),
            restore,
            seq: props.matter.seq,
            note: (*note).clone(),
        };
        let name = &props.matter.name;
        let words = if restore {
            t!("office-restored", name = name)
        } else {
            t!("office-stays-away", name = name)
        };
        verdict.on_press("conflicts/settle", wish, words)
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
            { verdict.fault() }
            <div class="action-bar"><p class="action-bar__note">{ t!("office-removed-note") }</p>
                <Button large=true busy={verdict.is_busy()} onclick={settle(false)} test="office-stay-away">{ t!("office-stay-away") }</Button>
                <Button look={Look::Primary} large=true busy={verdict.is_busy()} onclick={settle(true)} test="office-restore">{ t!("office-restore") }</Button>
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
