//! Values side by side, with what differs marked.

use jemput_ui_kit::t;
use jemput_wire::office::Hand;
use yew::prelude::*;

/// A value whose words that some other value does not have are marked.
pub(crate) fn marked(value: &str, others: &[&str]) -> Html {
    if value.is_empty() {
        return html! { <ins>{ t!("empty-value") }</ins> };
    }
    let parts = split(value, others);
    let part = |(differs, words): (bool, String)| {
        if differs {
            html! { <ins>{ words }</ins> }
        } else {
            html! { { words } }
        }
    };
    html! { <>{ for parts.into_iter().map(part) }</> }
}

/// The value in pieces, each with whether some other value lacks it.
fn split(value: &str, others: &[&str]) -> Vec<(bool, String)> {
    let mut parts: Vec<(bool, String)> = Vec::new();
    for word in pieces(value) {
        let is_blank = word.trim().is_empty();
        let differs = others
            .iter()
            .any(|other| !pieces(other).any(|piece| piece == word));
        match parts.last_mut() {
            // A blank between two marked words belongs to them.
            Some((marked, words)) if *marked == differs || is_blank => words.push_str(word),
            _ => parts.push((differs && !is_blank, word.to_owned())),
        }
    }
    // Marks cover words, not the blanks behind them.
    let mut tidy: Vec<(bool, String)> = Vec::new();
    for (differs, words) in parts {
        let end = words.trim_end().len();
        if differs && end < words.len() {
            tidy.push((true, words[..end].to_owned()));
            tidy.push((false, words[end..].to_owned()));
        } else {
            tidy.push((differs, words));
        }
    }
    tidy
}

/// Words, blanks, and the parts of dates and numbers.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([' ', '-', '/'])
        .flat_map(|piece| match piece.char_indices().next_back() {
            Some((end, ' ' | '-' | '/')) if end > 0 => vec![&piece[..end], &piece[end..]],
            _ => vec![piece],
        })
}

/// `Rina Setyowati · Laptop 01 · 25-11-2026 08.05`; a line ends between two of these, never within one.
pub(crate) fn hand_line(hand: &Hand) -> Html {
    let device = if hand.device == "kantor" {
        t!("office-itself")
    } else {
        hand.device.clone()
    };
    let doubtful = if hand.clock_doubtful {
        t!("office-clock-doubtful")
    } else {
        String::new()
    };
    let parts = [hand.who.clone(), device, hand.when.clone(), doubtful];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if said.is_empty() {
        return html! { { t!("office-hand-unknown") } };
    }
    let last = said.len() - 1;
    let part = |(at, part): (usize, String)| {
        let dot = if at < last { " ·" } else { "" };
        html! { <><span class="nowrap">{ part }{ dot }</span>{ " " }</> }
    };
    html! { <>{ for said.into_iter().enumerate().map(part) }</> }
}

#[cfg(test)]
mod tests {
    use super::split;

    fn told(value: &str, other: &str) -> String {
        let parts = split(value, &[other]).into_iter();
        parts
            .map(|(differs, words)| if differs { format!("[{words}]") } else { words })
            .collect()
    }

    #[test]
    fn only_the_words_that_differ_are_marked() {
        assert_eq!(
            told("Ngentak RT 01/RW 02", "Karanglo RT 03/RW 02"),
            "[Ngentak] RT [01]/RW 02"
        );
        assert_eq!(told("12-03-1989", "12-03-1998"), "12-03-[1989]");
        assert_eq!(told("Petani", "Pedagang"), "[Petani]");
        assert_eq!(told("Siti Nur Aminah", "Siti Aminah"), "Siti [Nur] Aminah");
    }
}
