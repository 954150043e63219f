//! What was typed or chosen goes into a state of the screen.

use yew::prelude::*;

/// Puts it there.
pub(crate) fn into<T: 'static>(state: &UseStateHandle<T>) -> Callback<T> {
    let state = state.clone();
    Callback::from(move |value| state.set(value))
}

/// Puts it there and begins the list anew: its third page is another one with another filter.
pub(crate) fn filter<T: 'static>(
    state: &UseStateHandle<T>,
    offset: &UseStateHandle<u32>,
) -> Callback<T> {
    let (state, offset) = (state.clone(), offset.clone());
    Callback::from(move |value| {
        state.set(value);
        offset.set(0);
    })
}
