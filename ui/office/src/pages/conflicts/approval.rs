//! A letter whose approval does not hold: why, and the two ways to go on.

use jemput_ui_kit::{Button, ErrorBanner, Findings, Look, TextField, t};
use jemput_wire::{
    AppError, Done,
    office::{JudgeApproval, Matter},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Outcome;
use crate::{api, app::use_session};

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
    let reason = use_state(String::new);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let judge = |stands: bool| {
        let (reason, busy, fault) = (reason.clone(), busy.clone(), fault.clone());
        let (session, on_done) = (session.clone(), props.on_done.clone());
        let matter = props.matter.clone();
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let wish = JudgeApproval {
                record: matter.record.clone(),
                stands,
                reason: (*reason).clone(),
            };
            let (busy, fault, name) = (busy.clone(), fault.clone(), matter.name.clone());
            let (session, on_done) = (session.clone(), on_done.clone());
            spawn_local(async move {
                let csrf = &session.view.csrf;
                match api::post::<Done>("conflicts/approval", csrf, &wish).await {
                    Ok(_) => on_done.emit(Outcome {
                        decided: None,
                        words: if stands {
                            t!("office-approval-stands", name = name)
                        } else {
                            t!("office-approval-voided", name = name)
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
    let on_reason = {
        let reason = reason.clone();
        Callback::from(move |text| reason.set(text))
    };
    html! {
        <div class="stack stack--wide" data-test="office-approval">
            <Findings findings={props.matter.findings.clone()} />
            <p>{ t!("office-approval-intro") }</p>
            <TextField id="approval-reason" label={t!("office-approval-reason")} help={AttrValue::from(t!("office-approval-reason-help"))}
                value={(*reason).clone()} max=500 on_input={on_reason} test="approval-reason" />
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="action-bar"><p class="action-bar__note">{ t!("office-approval-note") }</p>
                <Button look={Look::Danger} large=true busy={*busy} onclick={judge(false)} test="office-approval-void">{ t!("office-approval-void") }</Button>
                <Button large=true busy={*busy} onclick={judge(true)} test="office-approval-stand">{ t!("office-approval-stand") }</Button>
            </div>
        </div>
    }
}
