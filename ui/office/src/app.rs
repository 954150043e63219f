//! The root: set-up, sign-in or the screens.

use jemput_ui_kit::{Button, ErrorBanner, Load, Sprite, ToastHost, appearance, t, words};
use jemput_wire::office::{Phase, SessionView};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{api, shell::Shell, sign_in::SignInPage};

/// The session, for every screen.
#[derive(Clone, PartialEq)]
pub(crate) struct Session {
    /// As the server answered last.
    pub(crate) view: SessionView,
    /// Puts a newer one in its place.
    pub(crate) put: Callback<SessionView>,
    /// Asks again, such as after the server said that nobody is signed in.
    pub(crate) again: Callback<()>,
    /// Theme and language of this window; kept nowhere.
    pub(crate) look: Appearance,
    /// Changes them.
    pub(crate) set_look: Callback<Appearance>,
}

/// How this window looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Appearance {
    /// Theme.
    pub(crate) theme: &'static str,
    /// `id` or `en`.
    pub(crate) language: &'static str,
}

/// The session; only below [`OfficeApp`].
#[hook]
pub(crate) fn use_session() -> Session {
    #[expect(
        clippy::expect_used,
        reason = "every screen is drawn below the app, which provides it"
    )]
    use_context::<Session>().expect("a session around every screen")
}

/// The whole console.
#[component(OfficeApp)]
pub(crate) fn office_app() -> Html {
    let session = use_state(|| Load::<SessionView>::Waiting);
    let look = use_state(|| Appearance {
        theme: appearance::THEMES[0],
        language: words::language(),
    });
    // Before drawing: the words of this very drawing depend on it.
    appearance::apply(look.theme, 100, look.language);
    let again = {
        let session = session.clone();
        use_callback((), move |(): (), ()| {
            let session = session.clone();
            spawn_local(async move {
                session.set(match api::get("session").await {
                    Ok(view) => Load::Ready(view),
                    Err(error) => Load::Failed(error),
                });
            });
        })
    };
    {
        let again = again.clone();
        use_effect_with((), move |()| again.emit(()));
    }
    let screen = match &*session {
        Load::Waiting => {
            html! { <main class="signin__main"><p role="status">{ t!("opening") }</p></main> }
        }
        Load::Failed(error) => html! {
            <main class="signin__main"><div class="stack">
                <h1>{ "Jemput" }</h1>
                <ErrorBanner error={error.clone()} action={html! {
                    <Button onclick={again.reform(|_: MouseEvent| ())}>{ t!("try-again") }</Button>
                }} />
            </div></main>
        },
        Load::Ready(view) => {
            let put = {
                let session = session.clone();
                Callback::from(move |view| session.set(Load::Ready(view)))
            };
            let set_look = {
                let look = look.clone();
                Callback::from(move |new| look.set(new))
            };
            let context = Session {
                view: view.clone(),
                put,
                again,
                look: *look,
                set_look,
            };
            let screen = match view.phase {
                Phase::NeedsSetup | Phase::SignedOut => html! { <SignInPage /> },
                Phase::SignedIn => html! { <Shell /> },
            };
            // The key draws everything anew when the language changes.
            html! {
                <ContextProvider<Session> {context}>
                    <ToastHost key={look.language}>{ screen }</ToastHost>
                </ContextProvider<Session>>
            }
        }
    };
    html! { <><Sprite />{ screen }</> }
}
