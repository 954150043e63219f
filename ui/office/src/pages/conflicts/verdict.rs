//! A word on a matter that is said by one press, with nothing to take back here: sent once, and told when it is done.

use jemput_ui_kit::ErrorBanner;
use jemput_wire::{AppError, Done};
use serde::Serialize;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Outcome;
use crate::{api, app::use_session};

/// Sends one word at a time.
pub(super) struct Verdict {
    csrf: String,
    busy: UseStateHandle<bool>,
    fault: UseStateHandle<Option<AppError>>,
    on_done: Callback<Outcome>,
}

/// For a form whose presses end in `on_done`.
#[hook]
pub(super) fn use_verdict(on_done: &Callback<Outcome>) -> Verdict {
    Verdict {
        csrf: use_session().view.csrf.clone(),
        busy: use_state(|| false),
        fault: use_state(|| None),
        on_done: on_done.clone(),
    }
}

impl Verdict {
    /// A word is on its way.
    pub(super) fn is_busy(&self) -> bool {
        *self.busy
    }

    /// Why the last one was not taken.
    pub(super) fn fault(&self) -> Html {
        html! { if let Some(error) = &*self.fault { <ErrorBanner error={error.clone()} /> } }
    }

    /// A press that sends `wish` there, and says `words` when it was taken.
    pub(super) fn on_press<W: Serialize + Clone + 'static>(
        &self,
        path: &'static str,
        wish: W,
        words: String,
    ) -> Callback<MouseEvent> {
        let (csrf, on_done) = (self.csrf.clone(), self.on_done.clone());
        let (busy, fault) = (self.busy.clone(), self.fault.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let (csrf, on_done) = (csrf.clone(), on_done.clone());
            let (busy, fault) = (busy.clone(), fault.clone());
            let (wish, words) = (wish.clone(), words.clone());
            spawn_local(async move {
                match api::post::<Done>(path, &csrf, &wish).await {
                    Ok(_) => on_done.emit(Outcome {
                        decided: None,
                        words,
                    }),
                    Err(error) => {
                        busy.set(false);
                        fault.set(Some(error));
                    }
                }
            });
        })
    }
}
