//! The root: who works here decides whether enrolment, sign-in or the screens are shown.

use jemput_ui_kit::{Button, ErrorBanner, Load, Sprite, ToastHost, appearance, t, use_load};
use jemput_wire::session::{FirstPaint, Phase, SessionState, SessionView};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    pages::{Enrol, Unlock},
    shell::Shell,
};

/// The session, and the way to change it, for every screen.
#[derive(Clone, PartialEq)]
pub(crate) struct Session {
    /// As the commands answered last.
    pub(crate) view: SessionView,
    /// Puts a newer one in its place.
    pub(crate) put: Callback<SessionView>,
    /// Asks again, such as after a command said that nobody is signed in.
    pub(crate) again: Callback<()>,
}

/// The session; only below [`FieldApp`].
#[hook]
pub(crate) fn use_session() -> Session {
    #[expect(
        clippy::expect_used,
        reason = "every screen is drawn below the app, which provides it"
    )]
    use_context::<Session>().expect("a session around every screen")
}

/// The whole app.
#[component(FieldApp)]
pub(crate) fn field_app() -> Html {
    let session = use_load(SessionState {});
    let painted = use_mut_ref(|| false);
    let put = {
        let put = session.put.clone();
        Callback::from(move |view: SessionView| {
            appearance::apply(&view.theme, view.zoom, &view.language);
            put.emit(view);
        })
    };
    if let Some(view) = session.data.ready() {
        // Before drawing: words and sizes of this very drawing depend on it.
        appearance::apply(&view.theme, view.zoom, &view.language);
    }
    let shown = session
        .data
        .ready()
        .map(|view| (view.zoom, view.phase == Phase::Open));
    use_effect_with(shown, move |shown| {
        if let Some((zoom, _)) = shown {
            appearance::settle(*zoom);
        }
        if shown.is_some() && !std::mem::replace(&mut *painted.borrow_mut(), true) {
            spawn_local(async {
                // Only a hint for the next start; nothing on the screen depends on it.
                let _ = jemput_ui_kit::call(FirstPaint {}).await;
            });
        }
    });
    let screen = match &session.data {
        Load::Waiting => {
            html! { <main class="signin__main"><p role="status">{ t!("opening") }</p></main> }
        }
        Load::Failed(error) => html! {
            <main class="signin__main"><div class="stack">
                <h1>{ "Jemput" }</h1>
                <ErrorBanner error={error.clone()} action={html! {
                    <Button onclick={session.again.reform(|_: MouseEvent| ())}>{ t!("try-again") }</Button>
                }} />
            </div></main>
        },
        Load::Ready(view) => {
            let context = Session {
                view: view.clone(),
                put,
                again: session.again.clone(),
            };
            let screen = match view.phase {
                Phase::NeedsEnrolment => html! { <Enrol /> },
                Phase::Locked => html! { <Unlock /> },
                Phase::Open => html! { <Shell /> },
            };
            // The key draws everything anew when the language changes.
            html! {
                <ContextProvider<Session> {context}>
                    <ToastHost key={view.language.clone()}>{ screen }</ToastHost>
                </ContextProvider<Session>>
            }
        }
    };
    html! { <><Sprite />{ screen }</> }
}
