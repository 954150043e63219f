//! What to look at, as marks.

use jemput_ui_kit::{Badge, Tone, words};
use yew::prelude::*;

/// One mark for each code that has words.
pub(crate) fn flags(codes: &[String]) -> Html {
    let mark = |code: &String| {
        let words = words::maybe(&format!("flag-{code}"), None)
            .unwrap_or_else(|| words::say("office-flag-other", &Default::default()));
        let tone = if code == "basic-status-dead" {
            Tone::Plain
        } else {
            Tone::Warn
        };
        html! { <Badge {tone}>{ words }</Badge> }
    };
    let mut seen = std::collections::BTreeSet::new();
    let marks = codes.iter().filter(|code| {
        let has_words = words::maybe(&format!("flag-{code}"), None).is_some();
        // All without words of their own share one mark.
        seen.insert(if has_words { code.as_str() } else { "" })
    });
    html! { <span class="flags">{ for marks.map(mark) }</span> }
}
