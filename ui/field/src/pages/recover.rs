//! Makes this laptop from a copy of another one.

use jemput_domain::id::OfficerId;
use jemput_ui_kit::{
    Banner, Button, Empty, ErrorBanner, Look, Radios, Select, TextField, Tone, appearance, call,
    focus, t,
};
use jemput_wire::{
    AppError,
    copies::{CopiesFind, CopyCard, CopyRestore},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{app::use_session, parts::SigninFrame};

/// Properties of [`Recover`].
#[derive(Properties, PartialEq)]
pub(crate) struct RecoverProps {
    pub(crate) on_back: Callback<()>,
}

/// The screen.
#[component(Recover)]
pub(crate) fn recover(props: &RecoverProps) -> Html {
    let session = use_session();
    let folder = use_state(String::new);
    let found = use_state(|| None::<Vec<CopyCard>>);
    let chosen = use_state(String::new);
    let officer = use_state(|| None::<OfficerId>);
    let passphrase = use_state(String::new);
    let code = use_state(String::new);
    let by_code = use_state(|| false);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    appearance::title(&t!("recover-title"));

    let take = {
        let (found, chosen, officer, fault) = (
            found.clone(),
            chosen.clone(),
            officer.clone(),
            fault.clone(),
        );
        Callback::from(
            move |answer: Result<Vec<CopyCard>, AppError>| match answer {
                Ok(cards) => {
                    fault.set(None);
                    choose(cards.first(), &chosen, &officer);
                    found.set(Some(cards));
                }
                Err(error) => fault.set(Some(error)),
            },
        )
    };
    // What is plugged in is looked through at once.
    use_effect_with((), {
        let take = take.clone();
        move |()| spawn_local(async move { take.emit(call(CopiesFind { folder: None }).await) })
    });
    let look = {
        let (folder, take) = (folder.clone(), take.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let wish = CopiesFind {
                folder: Some((*folder).clone()),
            };
            let take = take.clone();
            spawn_local(async move { take.emit(call(wish).await) });
        })
    };
    let restore = {
        let (chosen, officer, passphrase, code, by_code, busy, fault, put) = (
            chosen.clone(),
            officer.clone(),
            passphrase.clone(),
            code.clone(),
            by_code.clone(),
            busy.clone(),
            fault.clone(),
            session.put.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(officer) = (*officer).filter(|_| !*busy) else {
                return;
            };
            // Without a code the copy would be tried by a passphrase that was never its own.
            if *by_code && code.trim().is_empty() {
                focus::find("#recover-code");
                return;
            }
            busy.set(true);
            fault.set(None);
            let wish = CopyRestore {
                folder: (*chosen).clone(),
                officer,
                passphrase: (*passphrase).clone(),
                code: if *by_code {
                    (*code).clone()
                } else {
                    String::new()
                },
            };
            let (busy, fault, put) = (busy.clone(), fault.clone(), put.clone());
            spawn_local(async move {
                match call(wish).await {
                    Ok(view) => put.emit(view),
                    Err(error) => {
                        fault.set(Some(error));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text: String| state.set(text))
    };
    let cards = (*found).clone().unwrap_or_default();
    let card = cards.iter().find(|card| card.folder == *chosen).cloned();
    let on_choose = {
        let (cards, chosen, officer) = (cards.clone(), chosen.clone(), officer.clone());
        Callback::from(move |folder: String| {
            choose(
                cards.iter().find(|card| card.folder == folder),
                &chosen,
                &officer,
            );
        })
    };
    let options = cards
        .iter()
        .map(|card| {
            let words = t!(
                "recover-card",
                made = &card.made,
                device = &card.device_name
            );
            (card.folder.clone().into(), words.into())
        })
        .collect::<Vec<(AttrValue, AttrValue)>>();
    let other_way = {
        let (by_code, passphrase, fault) = (by_code.clone(), passphrase.clone(), fault.clone());
        Callback::from(move |_: MouseEvent| {
            passphrase.set(String::new());
            fault.set(None);
            by_code.set(!*by_code);
        })
    };
    let on_officer = {
        let officer = officer.clone();
        Callback::from(move |id: String| officer.set(id.parse().ok()))
    };
    html! {
        <SigninFrame>
            <div class="signin__form stack stack--wide">
                <div><h1>{ t!("recover-title") }</h1><p class="muted">{ t!("recover-intro") }</p></div>
                <form class="stack" onsubmit={look} novalidate=true>
                    <TextField id="folder" label={t!("recover-folder")} help={AttrValue::from(t!("recover-folder-help"))} value={(*folder).clone()}
                        on_input={set(&folder)} autofocus=true test="recover-folder" />
                    <div class="row"><Button submit=true icon="search" test="recover-find">{ t!("recover-find") }</Button></div>
                </form>
                if found.is_some() && cards.is_empty() {
                    <Empty icon="usb" title={t!("recover-none")}><p>{ t!("recover-none-help") }</p></Empty>
                }
                if let Some(card) = card {
                    <form class="stack" aria-label={t!("recover-submit")} onsubmit={restore} novalidate=true>
                        <Select id="copy" label={t!("recover-choose")} {options} value={card.folder.clone()} on_change={on_choose} test="recover-copy" />
                        <Radios id="officer" label={t!("recover-who")} value={(*officer).map(|id| id.to_string()).unwrap_or_default()} on_change={on_officer}
                            options={card.officers.iter().map(|who| (who.id.to_string().into(), who.name.clone().into())).collect::<Vec<_>>()} test="recover-officer" />
                        if card.bound { <Banner tone={Tone::Info} test="recover-bound">{ t!("recover-bound") }</Banner> }
                        if *by_code {
                            <TextField id="recover-code" label={t!("forgot-code")} help={AttrValue::from(t!("forgot-code-help"))} value={(*code).clone()} code=true
                                on_input={set(&code)} required=true max={60} test="recover-code" />
                            <TextField key="new" id="pass" label={t!("enrol-pass")} help={AttrValue::from(t!("enrol-pass-help"))} value={(*passphrase).clone()}
                                kind="password" complete="new-password" on_input={set(&passphrase)} required=true test="recover-pass" />
                        } else {
                            <TextField key="old" id="pass" label={t!("recover-pass")} help={AttrValue::from(t!("recover-pass-help"))} value={(*passphrase).clone()}
                                kind="password" complete="current-password" on_input={set(&passphrase)} required=true test="recover-pass" />
                        }
                        <div><Button look={Look::Quiet} onclick={other_way} test="recover-other-way">{ t!(if *by_code { "recover-by-pass" } else { "recover-by-code" }) }</Button></div>
                        <Banner tone={Tone::Info}>{ t!("recover-numbers") }</Banner>
                        if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                        <Button look={Look::Primary} large=true block=true submit=true busy={*busy} test="recover-submit">
                            { t!(if *busy { "recover-busy" } else { "recover-submit" }) }
                        </Button>
                    </form>
                } else if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                <div><Button look={Look::Quiet} onclick={props.on_back.reform(|_: MouseEvent| ())} test="recover-back">{ t!("recover-back") }</Button></div>
            </div>
        </SigninFrame>
    }
}

fn choose(
    card: Option<&CopyCard>,
    chosen: &UseStateHandle<String>,
    officer: &UseStateHandle<Option<OfficerId>>,
) {
    chosen.set(card.map(|card| card.folder.clone()).unwrap_or_default());
    officer.set(
        card.and_then(|card| card.officers.first())
            .map(|who| who.id),
    );
}
