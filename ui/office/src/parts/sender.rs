//! Sends a form once at a time, and says why it was not taken.

use jemput_ui_kit::ErrorBanner;
use jemput_wire::AppError;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{api, app::use_session};

/// For one form.
#[derive(Clone)]
pub(crate) struct Sender {
    csrf: String,
    again: Callback<()>,
    busy: UseStateHandle<bool>,
    fault: UseStateHandle<Option<AppError>>,
}

/// A sender that has sent nothing yet.
#[hook]
pub(crate) fn use_sender() -> Sender {
    let session = use_session();
    Sender {
        csrf: session.view.csrf,
        again: session.again,
        busy: use_state(|| false),
        fault: use_state(|| None),
    }
}

impl Sender {
    /// Something is on its way.
    pub(crate) fn is_busy(&self) -> bool {
        *self.busy
    }

    /// Why the last one was not taken.
    pub(crate) fn fault(&self) -> Html {
        html! { if let Some(error) = &*self.fault { <ErrorBanner error={error.clone()} /> } }
    }

    /// Sends `wish`; the answer goes to `done`.
    pub(crate) fn send<W, A>(&self, path: &'static str, wish: W, done: Callback<A>)
    where
        W: Serialize + 'static,
        A: DeserializeOwned + 'static,
    {
        if *self.busy {
            return;
        }
        self.busy.set(true);
        self.fault.set(None);
        let sender = self.clone();
        spawn_local(async move {
            match api::post::<A>(path, &sender.csrf, &wish).await {
                Ok(answer) => done.emit(answer),
                Err(error) => {
                    if error.code == "signed-out" {
                        sender.again.emit(());
                    }
                    sender.fault.set(Some(error));
                }
            }
            sender.busy.set(false);
        });
    }
}
