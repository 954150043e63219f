//! Marks in a name what was searched for.

use yew::prelude::*;

/// The name with the found words marked.
pub(crate) fn highlight(name: &str, query: &str) -> Html {
    pieces(name, query)
        .into_iter()
        .map(|(text, found)| {
            if found {
                html! { <mark>{ text }</mark> }
            } else {
                html! { { text } }
            }
        })
        .collect()
}

/// Pieces of the name, and whether each was searched for. Only plain matches are marked: the search itself also knows
/// old spellings.
fn pieces(name: &str, query: &str) -> Vec<(String, bool)> {
    let letters: Vec<char> = name.chars().collect();
    let small: Vec<char> = letters
        .iter()
        .map(|c| c.to_lowercase().next().unwrap_or(*c))
        .collect();
    let mut found = vec![false; letters.len()];
    for word in query.split_whitespace() {
        let word: Vec<char> = word.to_lowercase().chars().collect();
        if word.len() > small.len() {
            continue;
        }
        if let Some(start) = (0..=small.len() - word.len())
            .find(|start| small[*start..start + word.len()] == word[..])
        {
            found[start..start + word.len()].fill(true);
        }
    }
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (letter, found) in letters.into_iter().zip(found) {
        match pieces.last_mut() {
            Some((text, last)) if *last == found => text.push(letter),
            _ => pieces.push((letter.to_string(), found)),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn each_word_is_marked_once_whatever_its_case() {
        let found: Vec<String> = pieces("Sri Waluyo", "waluy sri")
            .into_iter()
            .filter(|(_, found)| *found)
            .map(|(text, _)| text)
            .collect();
        assert_eq!(found, ["Sri", "Waluy"]);
    }

    #[test]
    fn a_word_longer_than_the_name_marks_nothing() {
        assert_eq!(pieces("Ani", "anindya"), [("Ani".to_owned(), false)]);
    }
}
