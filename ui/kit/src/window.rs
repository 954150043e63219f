//! Events of the whole window.

use wasm_bindgen::{JsCast, closure::Closure, convert::FromWasmAbi};
use yew::prelude::*;

/// Listens to one kind of event while the component is on the screen; always the newest callback hears it.
#[hook]
pub(crate) fn use_window_event<E: FromWasmAbi + 'static>(
    name: &'static str,
    on_event: Callback<E>,
) {
    let newest = use_mut_ref(|| on_event.clone());
    newest.replace(on_event);
    use_effect_with((), move |()| {
        let listener = Closure::<dyn Fn(E)>::new(move |event: E| {
            let on_event = newest.borrow().clone();
            on_event.emit(event);
        });
        let target = web_sys::window();
        if let Some(window) = &target {
            let _ =
                window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
        move || {
            if let Some(window) = target {
                let _ = window
                    .remove_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            }
        }
    });
}
