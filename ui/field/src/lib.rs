//! The officer's app: the screens of the laptop, drawn by Yew inside the desktop window.
//!
//! A screen only calls commands (`jemput_wire`) and shows what they answer; every rule is on the other side. One page
//! or part stands in each file. The README lists the `data-test` hooks that tests hold on to.

mod app;
mod date;
mod pages;
mod parts;
mod route;
mod shell;

use wasm_bindgen::prelude::wasm_bindgen;

/// Draws the app into `#app`.
#[wasm_bindgen(start)]
pub fn start() {
    let place = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(place) = place {
        yew::Renderer::<app::FieldApp>::with_root(place).render();
    }
}
