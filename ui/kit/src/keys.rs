//! Keys for the whole window, and its address.

use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::window::use_window_event;

/// Listens to every key press in the window while the component is on the screen.
#[hook]
pub fn use_keys(on_key: Callback<KeyboardEvent>) {
    use_window_event("keydown", on_key);
}

/// Calls back whenever somebody types, touches, moves the pointer or scrolls.
#[hook]
pub fn use_hands(on_hands: Callback<()>) {
    let any = on_hands.reform(|_: web_sys::Event| ());
    use_window_event("keydown", any.clone());
    use_window_event("pointerdown", any.clone());
    use_window_event("pointermove", any.clone());
    use_window_event("wheel", any);
}

/// Calls back when the part of the address after `#` changes.
#[hook]
pub fn use_hash(on_change: Callback<String>) {
    use_window_event("hashchange", on_change.reform(|_: web_sys::Event| hash()));
}

/// The address after `#`.
#[must_use]
pub fn hash() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// Goes to another address after `#`.
pub fn set_hash(hash: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(hash);
    }
}
