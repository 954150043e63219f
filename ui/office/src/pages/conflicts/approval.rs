//! A letter whose approval does not hold: why, and the two ways to go on.

use jemput_ui_kit::{Button, Findings, Look, TextField, t};
use jemput_wire::office::{Act, JudgeApproval, Matter};
use yew::prelude::*;

use super::{Outcome, verdict::use_verdict};
use crate::app::use_session;

/// Properties of [`Approval`].
#[derive(Properties, PartialEq)]
pub(super) struct ApprovalProps {
    pub(super) matter: Matter,
    pub(super) on_done: Callback<Outcome>,
}

/// The form.
#[component(Approval)]
pub(super) fn approval(props: &ApprovalProps) -> Html {
    let session = use_session();
    let verdict = use_verdict(&props.on_done);
    let reason = use_state(String::new);
    let judge = |stands: bool| {
        let wish = JudgeApproval {
            record: props.matter.record.clone(),
            stands,
            reason: (*reason).clone(),
        };
        let name = &props.matter.name;
        let words = if stands {
            t!("office-approval-stands", name = name)
        } else {
            t!("office-approval-voided", name = name)
        };
        verdict.on_press("conflicts/approval", wish, words)
    };
    let on_reason = {
        let reason = reason.clone();
        Callback::from(move |text| reason.set(text))
    };
    if !session.view.may(Act::JudgeApprovals) {
        return html! {
            <div class="stack stack--wide"><Findings findings={props.matter.findings.clone()} /><p>{ t!("office-approval-others") }</p></div>
        };
    }
    html! {
        <div class="stack stack--wide" data-test="office-approval">
            <Findings findings={props.matter.findings.clone()} />
            <p>{ t!("office-approval-intro") }</p>
            <TextField id="approval-reason" label={t!("office-approval-reason")} help={AttrValue::from(t!("office-approval-reason-help"))}
                value={(*reason).clone()} max=500 on_input={on_reason} test="approval-reason" />
            { verdict.fault() }
            <div class="action-bar"><p class="action-bar__note">{ t!("office-approval-note") }</p>
                <Button look={Look::Danger} large=true busy={verdict.is_busy()} onclick={judge(false)} test="office-approval-void">{ t!("office-approval-void") }</Button>
                <Button large=true busy={verdict.is_busy()} onclick={judge(true)} test="office-approval-stand">{ t!("office-approval-stand") }</Button>
            </div>
        </div>
    }
}
