//! Tells what is on the screen that a command was run, so that nothing there lags behind what somebody just did.

use yew::prelude::*;

use crate::window::use_window_event;

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
    use_window_event(EVENT, on_done.reform(|_: web_sys::Event| ()));
}
