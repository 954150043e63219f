//! The own account: passphrase and second factor.

use jemput_ui_kit::{Banner, Button, Look, TextField, Tone, appearance, t, words};
use jemput_wire::{
    Done,
    office::{ConfirmSecond, EndSecond, OwnAccount, OwnPassphrase, PaperCodes, SecondOffer},
};
use yew::prelude::*;

use crate::{
    api::use_get,
    app::use_session,
    parts::{into, qr, role_marks, use_sender, waiting_or_failed},
};

/// The screen.
#[component(Own)]
pub(crate) fn own() -> Html {
    let session = use_session();
    let turn = use_state(|| 0_u32);
    let data = use_get::<OwnAccount>(format!("own?turn={}", *turn));
    let again = {
        let turn = turn.clone();
        Callback::from(move |()| {
            turn.set(*turn + 1);
            session.again.emit(());
        })
    };
    appearance::title(&t!("office-own-title"));
    html! {
        <div class="page">
            <div class="page-head"><div><h1>{ t!("office-own-title") }</h1>
                if let Some(own) = data.ready() { <p>{ &own.name }{ " " }{ role_marks(&own.roles) }</p> }</div></div>
            { waiting_or_failed(&data) }
            if let Some(own) = data.ready() {
                if own.second_required && !own.second {
                    <Banner tone={Tone::Warn} title={AttrValue::from(t!("office-second-wanted"))} test="second-wanted">{ t!("office-second-wanted-help") }</Banner>
                }
                <Second own={own.clone()} {again} />
                <Passphrase />
            }
        </div>
    }
}

#[component(Passphrase)]
fn passphrase() -> Html {
    let session = use_session();
    let sender = use_sender();
    let old = use_state(String::new);
    let new = use_state(String::new);
    let onsubmit = {
        let (sender, old, new) = (sender.clone(), old.clone(), new.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let wish = OwnPassphrase {
                old: (*old).clone(),
                new: (*new).clone(),
            };
            // All sessions end with the old passphrase, this one too.
            sender.send("own/passphrase", wish, session.again.reform(|_: Done| ()));
        })
    };
    html! {
        <section class="card" aria-labelledby="own-pass">
            <form class="stack" {onsubmit}>
                <div><h2 id="own-pass">{ t!("office-own-pass") }</h2><p class="muted">{ t!("office-own-pass-help") }</p></div>
                { password("old", t!("office-own-pass-old"), "current-password", &old) }
                { password("new", t!("office-own-pass-new"), "new-password", &new) }
                { sender.fault() }
                <div><Button submit=true busy={sender.is_busy()} test="own-pass-save">{ t!("office-own-pass-save") }</Button></div>
            </form>
        </section>
    }
}

fn password(
    id: &'static str,
    label: String,
    complete: &'static str,
    state: &UseStateHandle<String>,
) -> Html {
    html! { <TextField id={format!("own-{id}")} {label} value={(**state).clone()} kind="password" {complete} on_input={into(state)} required=true test={format!("own-{id}")} /> }
}

#[derive(Properties, PartialEq)]
struct SecondProps {
    own: OwnAccount,
    again: Callback<()>,
}

/// Off, offered, confirmed with the codes for paper, or on.
#[component(Second)]
fn second(props: &SecondProps) -> Html {
    let sender = use_sender();
    let offer = use_state(|| None::<SecondOffer>);
    let paper = use_state(|| None::<PaperCodes>);
    let typed = use_state(String::new);
    let begin = {
        let (sender, offer) = (sender.clone(), offer.clone());
        Callback::from(move |_: MouseEvent| {
            let offer = offer.clone();
            let done = Callback::from(move |made: SecondOffer| offer.set(Some(made)));
            sender.send("own/second/begin", serde_json::json!({}), done);
        })
    };
    let confirm = {
        let (sender, typed) = (sender.clone(), typed.clone());
        let (offer, paper) = (offer.clone(), paper.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let wish = ConfirmSecond {
                code: (*typed).clone(),
            };
            let (typed, offer, paper) = (typed.clone(), offer.clone(), paper.clone());
            let done = Callback::from(move |codes: PaperCodes| {
                paper.set(Some(codes));
                offer.set(None);
                typed.set(String::new());
            });
            sender.send("own/second/confirm", wish, done);
        })
    };
    let end = {
        let (sender, typed, again) = (sender.clone(), typed.clone(), props.again.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let wish = EndSecond {
                password: (*typed).clone(),
            };
            let (typed, again) = (typed.clone(), again.clone());
            let done = Callback::from(move |_: OwnAccount| {
                typed.set(String::new());
                again.emit(());
            });
            sender.send("own/second/end", wish, done);
        })
    };
    let written = {
        let (paper, again) = (paper.clone(), props.again.clone());
        Callback::from(move |_: MouseEvent| {
            paper.set(None);
            again.emit(());
        })
    };
    html! {
        <section class="card stack" aria-labelledby="own-second">
            <div><h2 id="own-second">{ t!("office-second") }</h2><p class="muted">{ t!("office-second-help") }</p></div>
            if let Some(codes) = &*paper {
                // The screen stays until they are written down: nobody can show them again.
                <Banner tone={Tone::Ok} title={AttrValue::from(t!("office-second-paper"))} action={html! {
                    <Button look={Look::Primary} onclick={written} test="paper-written">{ t!("office-second-paper-written") }</Button>
                }}>
                    <p>{ t!("office-second-paper-help") }</p>
                    <ul class="paper-codes" data-test="paper-codes">{ for codes.codes.iter().map(|code| html! { <li class="code">{ code }</li> }) }</ul>
                </Banner>
            } else if props.own.second {
                <p data-test="second-on">{ t!("office-second-on", left = words::number(u64::from(props.own.paper_left))) }</p>
                <form class="stack" onsubmit={end}>
                    { password("end", t!("office-second-end-pass"), "current-password", &typed) }
                    { sender.fault() }
                    <div><Button look={Look::Danger} submit=true busy={sender.is_busy()} test="second-end">{ t!("office-second-end") }</Button></div>
                </form>
            } else if let Some(offer) = &*offer {
                <ol class="stack stack--tight">
                    <li>{ t!("office-second-step-app") }</li>
                    <li><p>{ t!("office-second-step-scan") }</p>{ qr(&offer.qr, t!("office-second-qr"), "second-qr") }
                        <p>{ t!("office-second-step-type") }{ " " }<span class="code" data-test="second-secret">{ &offer.secret }</span></p></li>
                    <li>{ t!("office-second-step-code") }</li>
                </ol>
                <form class="stack" onsubmit={confirm}>
                    <TextField id="second-code" label={t!("office-second-code")} value={(*typed).clone()} on_input={into(&typed)} code=true keyboard="numeric"
                        complete="one-time-code" required=true max={9} test="second-code" />
                    { sender.fault() }
                    <div><Button look={Look::Primary} submit=true busy={sender.is_busy()} test="second-confirm">{ t!("office-second-confirm") }</Button></div>
                </form>
            } else {
                { sender.fault() }
                <div><Button icon="phone" onclick={begin} busy={sender.is_busy()} test="second-begin">{ t!("office-second-begin") }</Button></div>
            }
        </section>
    }
}
