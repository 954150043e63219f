//! What may be done with a letter: hand over, take back, print again, void, replace, save as PDF.

use jemput_domain::{
    finding::{Code, Finding},
    id::LetterId,
};
use jemput_ui_kit::{Button, Dialog, Look, TextField, call, focus, t, use_say};
use jemput_wire::{
    AppError, Command,
    letter::{
        LetterGet, LetterHandOver, LetterReplace, LetterSavePdf, LetterStateView,
        LetterUndoHandOver, LetterView, LetterVoid,
    },
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::letter_hand_over::{HandOver, Receipt};
use crate::route::Route;

/// Shortest reason for voiding, in letters.
const REASON_LEAST: usize = 5;

/// Which dialog is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Receiver,
    /// Why it is void.
    Reason,
    /// What is to be corrected.
    Correction,
}

/// Properties of [`LetterActions`].
#[derive(Properties, PartialEq)]
pub(super) struct LetterActionsProps {
    pub(super) view: LetterView,
    /// The print is still asked about: its answer is the screen's main action.
    pub(super) asking: bool,
    pub(super) put: Callback<LetterView>,
    pub(super) fault: UseStateSetter<Option<AppError>>,
    pub(super) on_reprint: Callback<()>,
}

/// Runs a command that answers with the letter as it is then.
fn act<C: Command<Output = LetterView> + 'static>(
    wish: C,
    put: Callback<LetterView>,
    fault: UseStateSetter<Option<AppError>>,
    then: impl FnOnce() + 'static,
) {
    fault.set(None);
    spawn_local(async move {
        match call(wish).await {
            Ok(view) => {
                put.emit(view);
                then();
            }
            Err(error) => fault.set(Some(error)),
        }
    });
}

/// The buttons.
#[component(LetterActions)]
pub(super) fn letter_actions(props: &LetterActionsProps) -> Html {
    let asked = use_state(|| None::<Asked>);
    let text = use_state(String::new);
    // The reason was sent and is too short.
    let short = use_state(|| false);
    let say = use_say();
    let letter: LetterId = props.view.card.id;
    let state = props.view.card.state;
    let ask = |what: Asked, proposed: String| {
        let (asked, text, short) = (asked.clone(), text.clone(), short.clone());
        Callback::from(move |_: MouseEvent| {
            short.set(false);
            text.set(proposed.clone());
            asked.set(Some(what));
        })
    };
    let close = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    let hand_over = {
        let (asked, put, fault, say) = (
            asked.clone(),
            props.put.clone(),
            props.fault.clone(),
            say.clone(),
        );
        Callback::from(move |receipt: Receipt| {
            asked.set(None);
            let (again, fault_again, say) = (put.clone(), fault.clone(), say.clone());
            act(
                LetterHandOver {
                    letter,
                    receiver: receipt.receiver,
                    signature: receipt.signature,
                },
                put.clone(),
                fault.clone(),
                move || {
                    say.undoable(
                        t!("handed-over"),
                        Callback::from(move |()| {
                            act(
                                LetterUndoHandOver { letter },
                                again.clone(),
                                fault_again.clone(),
                                || (),
                            );
                        }),
                    );
                },
            );
        })
    };
    let void = {
        let (asked, text, put, fault, short) = (
            asked.clone(),
            text.clone(),
            props.put.clone(),
            props.fault.clone(),
            short.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if text.trim().chars().count() < REASON_LEAST {
                short.set(true);
                focus::find("[data-test=void-reason]");
                return;
            }
            asked.set(None);
            act(
                LetterVoid {
                    letter,
                    reason: (*text).clone(),
                },
                put.clone(),
                fault.clone(),
                || (),
            );
        })
    };
    let undo = {
        let (put, fault) = (props.put.clone(), props.fault.clone());
        Callback::from(move |_: MouseEvent| {
            act(
                LetterUndoHandOver { letter },
                put.clone(),
                fault.clone(),
                || (),
            );
        })
    };
    let replace = {
        let fault = props.fault.clone();
        move |reason: Option<String>| {
            let fault = fault.clone();
            spawn_local(async move {
                match call(LetterReplace { letter, reason }).await {
                    Ok(request) => Route::Request(request.id).go(),
                    Err(error) => fault.set(Some(error)),
                }
            });
        }
    };
    let correct = {
        let (asked, text, short, replace) =
            (asked.clone(), text.clone(), short.clone(), replace.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if text.trim().chars().count() < REASON_LEAST {
                short.set(true);
                focus::find("[data-test=correct-reason]");
                return;
            }
            asked.set(None);
            replace(Some((*text).clone()));
        })
    };
    let replace = Callback::from(move |_: MouseEvent| replace(None));
    let save = {
        let (fault, say) = (props.fault.clone(), say);
        Callback::from(move |_: MouseEvent| {
            let (fault, say) = (fault.clone(), say.clone());
            spawn_local(async move {
                match call(LetterSavePdf {
                    id: letter,
                    path: None,
                })
                .await
                {
                    Ok(saved) => say.done(t!("pdf-saved", path = &saved.path)),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let refresh = {
        let (put, fault) = (props.put.clone(), props.fault.clone());
        Callback::from(move |_: MouseEvent| {
            act(LetterGet { id: letter }, put.clone(), fault.clone(), || ());
        })
    };
    let main = if props.asking {
        Look::Plain
    } else {
        Look::Primary
    };
    let on_input = {
        let (text, short) = (text.clone(), short.clone());
        Callback::from(move |typed: String| {
            short.set(false);
            text.set(typed);
        })
    };
    html! {
        <div class="row" role="group" aria-label={t!("letter-actions")}>
            if state == LetterStateView::AwaitingSignature {
                <Button look={main} large=true icon="sign" autofocus={!props.asking} onclick={ask(Asked::Receiver, String::new())} test="hand-over">{ t!("hand-over") }</Button>
            }
            if state == LetterStateView::Issued { <Button large=true icon="undo" onclick={undo} test="undo-hand-over">{ t!("undo-hand-over") }</Button> }
            if state != LetterStateView::Void && !props.asking {
                <Button large=true icon="printer" onclick={props.on_reprint.reform(|_: MouseEvent| ())} test="reprint">{ t!("reprint") }</Button>
            }
            <Button large=true icon="letter" onclick={save} test="letter-pdf">{ t!("save-pdf") }</Button>
            if state == LetterStateView::Void {
                if props.view.replaced_by.is_none() { <Button look={main} large=true icon="form" onclick={replace} test="replace">{ t!("replace") }</Button> }
            } else {
                <Button large=true icon="edit" onclick={ask(Asked::Correction, String::new())} test="correct">{ t!("correct") }</Button>
                <Button look={Look::Danger} large=true icon="danger" onclick={ask(Asked::Reason, String::new())} test="void">{ t!("void") }</Button>
            }
            if props.asking { <Button look={Look::Quiet} large=true icon="sync" onclick={refresh}>{ t!("refresh") }</Button> }
            if *asked == Some(Asked::Receiver) {
                <HandOver name={props.view.card.resident_name.clone()} on_done={hand_over} on_close={close.clone()} />
            }
            if *asked == Some(Asked::Correction) {
                <Dialog id="correct-title" title={t!("correct-title")} on_close={close.clone()} actions={html! {
                    <><Button large=true onclick={close.reform(|_: MouseEvent| ())}>{ t!("cancel") }</Button>
                    <button class="button button--primary button--large" type="submit" form="correct-form" data-test="correct-submit">{ t!("correct-submit") }</button></>
                }}>
                    <form id="correct-form" class="stack" onsubmit={correct}>
                        <p>{ t!("correct-help", number = &props.view.card.number) }</p>
                        <TextField id="correct-reason" label={t!("correct-reason")} help={AttrValue::from(t!("correct-reason-help"))} value={(*text).clone()} long=true on_input={on_input.clone()}
                            findings={short.then(|| Finding::error(Code::new("error-void-reason-missing"))).into_iter().collect::<Vec<_>>()} autofocus=true required=true test="correct-reason" />
                    </form>
                </Dialog>
            }
            if *asked == Some(Asked::Reason) {
                <Dialog id="void-title" title={t!("void-title")} on_close={close.clone()} actions={html! {
                    <><Button large=true onclick={close.reform(|_: MouseEvent| ())} test="void-cancel">{ t!("void-keep") }</Button>
                    <button class="button button--danger button--large" type="submit" form="void-form" data-test="void-submit">{ t!("void-submit") }</button></>
                }}>
                    <form id="void-form" class="stack" onsubmit={void}>
                        <p>{ t!("void-help", number = &props.view.card.number) }</p>
                        <TextField id="reason" label={t!("void-reason")} help={AttrValue::from(t!("void-reason-help"))} value={(*text).clone()} long=true {on_input}
                            findings={short.then(|| Finding::error(Code::new("error-void-reason-missing"))).into_iter().collect::<Vec<_>>()} autofocus=true required=true test="void-reason" />
                    </form>
                </Dialog>
            }
        </div>
    }
}
