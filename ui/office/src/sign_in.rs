//! Set-up by the one-time code, and signing in.

use jemput_ui_kit::{Button, ErrorBanner, Icon, Look, TextField, appearance, focus, t};
use jemput_wire::{
    AppError,
    office::{Phase, SessionView, SetUp, SignIn},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    api,
    app::use_session,
    parts::{LookButtons, into},
};

/// The screen before the screens.
#[component(SignInPage)]
pub(crate) fn sign_in_page() -> Html {
    let session = use_session();
    let first = session.view.phase == Phase::NeedsSetup;
    let has_code = use_state(|| false);
    let setup = first || *has_code;
    let second = use_state(String::new);
    let code = use_state(String::new);
    let name = use_state(String::new);
    let password = use_state(String::new);
    let seen = use_state(|| false);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let title = t!(if first {
        "office-setup-title"
    } else if setup {
        "office-code-signin-title"
    } else {
        "office-signin-title"
    });
    appearance::title(&title);
    let onsubmit = {
        let (code, name, password) = ((*code).clone(), (*name).clone(), (*password).clone());
        let (busy, fault, session) = (busy.clone(), fault.clone(), session.clone());
        let second = (*second).clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            fault.set(None);
            let (code, name, password) = (code.clone(), name.clone(), password.clone());
            let second = second.clone();
            let (busy, fault, session) = (busy.clone(), fault.clone(), session.clone());
            spawn_local(async move {
                let csrf = &session.view.csrf;
                let answer: Result<SessionView, AppError> = if setup {
                    api::post(
                        "setup",
                        csrf,
                        &SetUp {
                            code,
                            name,
                            password,
                        },
                    )
                    .await
                } else {
                    let wish = SignIn {
                        name,
                        password,
                        second,
                    };
                    api::post("sign-in", csrf, &wish).await
                };
                match answer {
                    Ok(view) => session.put.emit(view),
                    Err(error) => {
                        if error.code == "page-stale" {
                            session.again.emit(());
                        }
                        let wants_second = error.code.starts_with("second-");
                        fault.set(Some(error));
                        busy.set(false);
                        focus::find(if wants_second { "#second" } else { "#pass" });
                    }
                }
            });
        })
    };
    let look = {
        let seen = seen.clone();
        Callback::from(move |_: MouseEvent| seen.set(!*seen))
    };
    let wants_second = !setup && asks_second(fault.as_ref());
    let other_way = {
        let (has_code, fault) = (has_code.clone(), fault.clone());
        Callback::from(move |_: MouseEvent| {
            fault.set(None);
            has_code.set(!*has_code);
        })
    };
    html! {
        <div class="signin">
            <aside class="signin__side" aria-label="Jemput">
                <div class="signin__brand"><Icon name="mark" />{ "Jemput" }</div>
                <p class="signin__line">{ if session.view.office_name.is_empty() { t!("office-line") } else { session.view.office_name.clone() } }</p>
                <div class="row"><LookButtons /></div>
            </aside>
            <main class="signin__main" id="isi">
                <form class="signin__form signin__form--narrow" aria-labelledby="title" {onsubmit}>
                    <div><h1 id="title">{ title.clone() }</h1><p class="muted">{ t!(if first { "office-setup-intro" } else if setup { "office-code-signin-intro" } else { "office-signin-intro" }) }</p></div>
                    if setup {
                        <TextField id="code" label={t!("office-setup-code")} help={AttrValue::from(t!(if first { "office-setup-code-help" } else { "office-code-signin-help" }))} value={(*code).clone()}
                            code=true on_input={into(&code)} autofocus=true required=true test="office-setup-code" />
                    }
                    <TextField id="name" label={t!("office-name")} value={(*name).clone()} complete="username" on_input={into(&name)}
                        autofocus={!setup} required=true test="office-name" />
                    <div class="stack stack--tight">
                        <TextField id="pass" label={t!("office-pass")} help={setup.then(|| AttrValue::from(t!("office-pass-help")))} value={(*password).clone()}
                            kind={if *seen { "text" } else { "password" }} complete={if setup { "new-password" } else { "current-password" }}
                            on_input={into(&password)} required=true test="office-pass" />
                        <div><Button look={Look::Quiet} icon="eye" pressed={*seen} onclick={look}>{ t!("show-typed") }</Button></div>
                    </div>
                    if wants_second {
                        <TextField id="second" label={t!("office-second-code")} help={AttrValue::from(t!("office-second-code-help"))} value={(*second).clone()}
                            code=true complete="one-time-code" on_input={into(&second)} autofocus=true required=true max={12} test="office-second" />
                    }
                    if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                    <Button look={Look::Primary} large=true block=true submit=true busy={*busy} test="office-submit">
                        { t!(if first { "office-setup-submit" } else if setup { "office-code-signin-submit" } else { "office-signin-submit" }) }
                    </Button>
                    if !first { <div><Button look={Look::Quiet} onclick={other_way} test="office-have-code">{ t!(if setup { "office-have-pass" } else { "office-have-code" }) }</Button></div> }
                    <p class="small muted">{ t!("office-version", version = &session.view.version) }</p>
                </form>
            </main>
        </div>
    }
}

/// The passphrase was right, and more is needed.
fn asks_second(fault: Option<&AppError>) -> bool {
    fault.is_some_and(|error| ["second-wanted", "second-wrong"].contains(&error.code.as_str()))
}
