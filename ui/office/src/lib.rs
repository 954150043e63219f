//! The office console: looks through what the laptops sent, and hands out codes for new laptops.
//!
//! Every screen only asks the server's `/office/api` (`jemput_wire::office`) and shows the answer. `data-test` hooks:
//! `office-setup-code`, `office-name`, `office-pass`, `office-submit`, `office-nav-<page>`, `office-search`,
//! `office-row`, `office-code-make`, `office-code`, `office-sign-out`; where something is decided `office-take-<n>`,
//! `office-write`, `office-written`, `office-note`, `office-decide`, `office-mark`, `office-mark-all`, `office-rule-<rule>`.

mod api;
mod app;
mod pages;
mod parts;
mod route;
mod shell;
mod sign_in;

use wasm_bindgen::prelude::wasm_bindgen;

/// Draws the console into `#app`.
#[wasm_bindgen(start)]
pub fn start() {
    let place = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(place) = place {
        yew::Renderer::<app::OfficeApp>::with_root(place).render();
    }
}
