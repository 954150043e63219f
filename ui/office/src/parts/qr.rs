//! A QR code on the screen.

use yew::prelude::*;

/// The modules as one path, with the quiet zone around them. `rows` has `1` for dark.
pub(crate) fn qr(rows: &[String], label: String, test: &'static str) -> Html {
    let size = rows.len() + 8;
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        for (x, _) in row.chars().enumerate().filter(|(_, module)| *module == '1') {
            path.push_str(&format!("M{} {}h1v1h-1z", x + 4, y + 4));
        }
    }
    html! {
        <svg class="qr" viewBox={format!("0 0 {size} {size}")} role="img" aria-label={label} shape-rendering="crispEdges" data-test={test}>
            <rect width={size.to_string()} height={size.to_string()} fill="#fff" /><path d={path} fill="#000" />
        </svg>
    }
}
