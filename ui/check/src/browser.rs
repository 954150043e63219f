//! The page's life: read the address, ask the office, show the answer; again when the address changes.

use std::{cell::Cell, rc::Rc};

use jemput_seal::{KeyList, StatusList};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{RegistrationOptions, Window};

use crate::{
    judge::{judge, prefix_of},
    office::Office,
    page::Page,
    words::{Language, Words},
};

/// Begins; called once by the module's loader.
#[wasm_bindgen(start)]
pub fn start() {
    let Some(window) = web_sys::window() else {
        return;
    };
    let Some(document) = window.document() else {
        return;
    };
    let state = Rc::new(State {
        window,
        page: Page::new(document),
        // Also for phones set to English: the letter and the office speak Indonesian.
        language: Cell::new(Language::Id),
        turn: Cell::new(0),
    });
    state.keep_for_later();
    state.show();
    let on_hash = Rc::clone(&state);
    listen(state.window.as_ref(), "hashchange", move || on_hash.show());
    if let Some(button) = state.page.language_button() {
        let on_click = Rc::clone(&state);
        listen(button.as_ref(), "click", move || on_click.switch_language());
    }
}

fn listen(target: &web_sys::EventTarget, event: &str, action: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(action);
    // Without a listener the page still shows its first answer.
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    // The page lives as long as its listeners.
    closure.forget();
}

struct State {
    window: Window,
    page: Page,
    language: Cell<Language>,
    /// Counts what was asked, so that a late answer does not overwrite a newer one.
    turn: Cell<u32>,
}

impl State {
    /// Lets the page work without a network from now on. Where that is not possible, it only needs one.
    fn keep_for_later(&self) {
        if !self.window.is_secure_context() {
            return;
        }
        let container = self.window.navigator().service_worker();
        for scope in ["/v", "/V1"] {
            let options = RegistrationOptions::new();
            options.set_scope(scope);
            let promise = container.register_with_options("/v/app/sw.js", &options);
            spawn_local(async move {
                // Refused in private windows; nothing is lost.
                let _ = JsFuture::from(promise).await;
            });
        }
    }

    fn switch_language(self: &Rc<Self>) {
        self.language.set(match self.language.get() {
            Language::Id => Language::En,
            Language::En => Language::Id,
        });
        self.show();
    }

    /// Shows the answer for the address as it is now.
    fn show(self: &Rc<Self>) {
        let turn = self.turn.get().wrapping_add(1);
        self.turn.set(turn);
        let words = Words::of(self.language.get());
        let hash = self.window.location().hash().unwrap_or_default();
        let token = hash.trim_start_matches('#').to_owned();
        self.page.frame(words);
        if token.is_empty() {
            self.page.start(words);
        } else {
            self.page.busy(words);
        }
        let state = Rc::clone(self);
        spawn_local(async move {
            let office = state.office().await;
            if state.turn.get() != turn {
                return;
            }
            if let Some(office) = &office {
                state.page.office(&office.name);
            }
            if token.is_empty() {
                return;
            }
            // Some readers hand the fragment on with percent signs.
            let token = js_sys::decode_uri_component(&token)
                .map(String::from)
                .unwrap_or(token);
            let text = format!("JEMPUT:V1/{token}");
            let office = office.unwrap_or_default();
            let keys = state.keys(&office).await;
            let standing = match keys.as_ref().and_then(|keys| prefix_of(&text, keys)) {
                Some(prefix) => state.standing(&office, prefix).await,
                None => None,
            };
            if state.turn.get() == turn {
                let now = (js_sys::Date::now() / 1000.0) as i64;
                let judgement = judge(&text, keys.as_ref(), standing.as_ref(), &office, now, words);
                state.page.judgement(&judgement, &office, words);
            }
        });
    }

    async fn office(&self) -> Option<Office> {
        serde_json::from_slice(&self.fetch("/v/office").await?).ok()
    }

    async fn keys(&self, office: &Office) -> Option<KeyList> {
        KeyList::open(&self.fetch("/v/keys").await?, &office.keys()).ok()
    }

    async fn standing(&self, office: &Office, prefix: [u8; 2]) -> Option<StatusList> {
        let path = format!("/v/status/{}", data_encoding::HEXLOWER.encode(&prefix));
        let list = StatusList::open(&self.fetch(&path).await?, &office.keys()).ok()?;
        // A list for another prefix would make every letter look unknown.
        (list.prefix == prefix).then_some(list)
    }

    /// The body of a good answer; `None` for all else, also without a network.
    async fn fetch(&self, path: &str) -> Option<Vec<u8>> {
        let response = JsFuture::from(self.window.fetch_with_str(path))
            .await
            .ok()?;
        let response: web_sys::Response = response.dyn_into().ok()?;
        if !response.ok() {
            return None;
        }
        let buffer: JsValue = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
        Some(js_sys::Uint8Array::new(&buffer).to_vec())
    }
}
