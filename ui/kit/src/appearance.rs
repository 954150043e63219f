//! Theme, zoom and language on the document's root: styles follow its attributes.

use wasm_bindgen::JsCast;

/// Themes: daylight indoors, evening, sun on the screen.
pub const THEMES: [&str; 3] = ["terang", "gelap", "matahari"];
/// Smallest zoom in per cent.
pub const ZOOM_MIN: u16 = 80;
/// Largest zoom in per cent.
pub const ZOOM_MAX: u16 = 200;
/// Zoom goes in steps of this many per cent.
pub const ZOOM_STEP: u16 = 10;

/// Sets theme, zoom and language for the whole window.
pub fn apply(theme: &str, zoom: u16, language: &str) {
    crate::words::set_language(language);
    let Some(root) = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.document_element())
    else {
        return;
    };
    let _ = root.set_attribute(
        "data-theme",
        if THEMES.contains(&theme) {
            theme
        } else {
            THEMES[0]
        },
    );
    let _ = root.set_attribute("lang", crate::words::language());
    // Through the style object, not an attribute: the content security policy allows no inline styles. All sizes are
    // in rem, also those in container queries, so the layout answers to the zoom as it does to a smaller window.
    if let Some(root) = root.dyn_ref::<web_sys::HtmlElement>() {
        let zoom = zoom.clamp(ZOOM_MIN, ZOOM_MAX);
        let _ = root.style().set_property("font-size", &format!("{zoom}%"));
    }
}

/// Lets the layout see the zoom, once after the screens are drawn.
///
/// Chromium evaluates container queries in rem with the root's font size of the first layout when nothing depended on
/// it then; a change that is seen while screens are there makes it look again.
pub fn settle(zoom: u16) {
    let root = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.document_element());
    let Some(root) = root.and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    let zoom = zoom.clamp(ZOOM_MIN, ZOOM_MAX);
    let _ = root
        .style()
        .set_property("font-size", &format!("{}%", zoom + 1));
    let _ = root.offset_width();
    let _ = root.style().set_property("font-size", &format!("{zoom}%"));
}

/// The theme after this one.
#[must_use]
pub fn next_theme(theme: &str) -> &'static str {
    let place = THEMES.iter().position(|known| *known == theme).unwrap_or(0);
    THEMES[(place + 1) % THEMES.len()]
}

/// Sets the window's title.
pub fn title(text: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(&format!("{text} · Jemput"));
    }
}
