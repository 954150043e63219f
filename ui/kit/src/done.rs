//! Tells what is on the screen that a command was run, so that nothing there lags behind what somebody just did.

use wasm_bindgen::{JsCast, closure::Closure};
use yew::prelude::*;

const EVENT: &str = "jemput-done";

/// Tells everybody who listens.
pub(crate) fn tell() {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new(EVENT)) {
        let _ = window.dispatch_event(&event);
    }
}

/// Calls back after each command that somebody asked for, while the component is on the screen.
#[hook]
pub fn use_done(on_done: Callback<()>) {
    let newest = use_mut_ref(|| on_done.clone());
    newest.replace(on_done);
    use_effect_with((), move |()| {
        let listener = Closure::<dyn Fn()>::new(move || {
            let on_done = newest.borrow().clone();
            on_done.emit(());
        });
        let target = web_sys::window();
        if let Some(window) = &target {
            let _ =
                window.add_event_listener_with_callback(EVENT, listener.as_ref().unchecked_ref());
        }
        move || {
            if let Some(window) = target {
                let _ = window
                    .remove_event_listener_with_callback(EVENT, listener.as_ref().unchecked_ref());
            }
        }
    });
}
