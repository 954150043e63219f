//! Moving the keyboard focus.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::NodeRef;

/// Gives the focus to a drawn node.
pub fn on(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Gives the focus to the first element that the selector finds, and scrolls to it.
pub fn find(selector: &str) -> bool {
    let found = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(selector).ok().flatten())
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|element| {
        let _ = element.focus();
        near(&element);
        true
    })
}

/// Whether the focus is inside of the element that the selector finds.
#[must_use]
pub fn inside(selector: &str) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(document) = document else {
        return false;
    };
    let Some(active) = document.active_element() else {
        return false;
    };
    active.closest(selector).ok().flatten().is_some()
}

/// Scrolls just as far as is needed to see the element.
pub fn near(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether the focus is where letters are typed, so that single keys are not commands.
#[must_use]
pub fn typing() -> bool {
    let active = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.active_element());
    active.is_some_and(|element| {
        matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
            || (element.tag_name() == "INPUT"
                && !matches!(
                    element.get_attribute("type").as_deref(),
                    Some("radio" | "checkbox")
                ))
    })
}
