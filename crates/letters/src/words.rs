//! A text as shaped words with what stands between them.

use unicode_linebreak::linebreaks;

use crate::error::LetterError;
use crate::fonts::Face;
use crate::glue::{RELUCTANT, TIED, glue};
use crate::shape::{Glyph, shape, width};

/// What follows a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// A space; a line may break.
    Free,
    /// A space inside a name: break only if all else looks bad.
    Reluctant,
    /// A space that should not break.
    Tied,
    /// Nothing: the word was too long for a line and was cut here.
    Cut,
    /// A new line by wish.
    Forced,
    /// The end of the text.
    End,
}

impl Gap {
    /// Whether a space is drawn when the line does not break here.
    pub(crate) fn is_space(self) -> bool {
        matches!(self, Self::Free | Self::Reluctant | Self::Tied)
    }

    /// How much a break here costs.
    pub(crate) fn penalty(self) -> f32 {
        match self {
            Self::Free | Self::Forced | Self::End => 0.0,
            Self::Cut => 50.0,
            Self::Reluctant => 400.0,
            // Not infinite: a line that leaves the paper would be worse.
            Self::Tied => 100_000_000.0,
        }
    }
}

/// A word.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) width: f32,
    pub(crate) gap: Gap,
}

/// Style and size of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    pub(crate) face: Face,
    pub(crate) size: f32,
}

impl Style {
    pub(crate) const fn new(face: Face, size: f32) -> Self {
        Self { face, size }
    }

    /// A blank of this style.
    pub(crate) fn space(self) -> Result<Glyph, LetterError> {
        let mut glyphs = shape(self.face, self.size, " ")?;
        glyphs.pop().ok_or(LetterError::TooHigh)
    }
}

/// The words of a text; none is wider than `widest` points.
pub(crate) fn words(text: &str, style: Style, widest: f32) -> Result<Vec<Word>, LetterError> {
    let text = glue(text);
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars().chain(['\0']) {
        let gap = match c {
            ' ' => Gap::Free,
            TIED => Gap::Tied,
            RELUCTANT => Gap::Reluctant,
            '\n' => Gap::Forced,
            '\0' => Gap::End,
            other => {
                word.push(other);
                continue;
            }
        };
        push(&mut words, &word, gap, style, widest)?;
        word.clear();
    }
    Ok(words)
}

/// Adds a word, in pieces if it is wider than a line: at the places where Unicode would break it, else between letters.
fn push(
    words: &mut Vec<Word>,
    text: &str,
    gap: Gap,
    style: Style,
    widest: f32,
) -> Result<(), LetterError> {
    let glyphs = shape(style.face, style.size, text)?;
    let total = width(&glyphs);
    if total <= widest {
        words.push(Word {
            glyphs,
            width: total,
            gap,
        });
        return Ok(());
    }
    let mut rest = text;
    while !rest.is_empty() {
        let end = longest_part(rest, style, widest)?;
        let (part, after) = rest.split_at(end);
        let glyphs = shape(style.face, style.size, part)?;
        let gap = if after.is_empty() { gap } else { Gap::Cut };
        words.push(Word {
            width: width(&glyphs),
            glyphs,
            gap,
        });
        rest = after;
    }
    Ok(())
}

/// Bytes of the longest beginning that fits; at least one character.
fn longest_part(whole: &str, style: Style, widest: f32) -> Result<usize, LetterError> {
    let measure = |end: usize| -> Result<f32, LetterError> {
        Ok(width(&shape(style.face, style.size, &whole[..end])?))
    };
    let fits = |end: usize| -> Result<bool, LetterError> { Ok(measure(end)? <= widest) };
    // What is twice too wide gets no narrower by more letters: so cutting an endless word takes time for each piece, and
    // not for each piece times its length squared.
    let mut far = whole.len();
    let ends = whole.char_indices().map(|(at, _)| at);
    for (count, end) in ends.enumerate().skip(8) {
        if count.is_power_of_two() && measure(end)? > 2.0 * widest {
            far = end;
            break;
        }
    }
    let text = &whole[..far];
    if far == whole.len() && fits(far)? {
        return Ok(far);
    }
    let mut best = 0;
    for (end, _) in linebreaks(text).filter(|(end, _)| *end < far) {
        if fits(end)? {
            best = end;
        }
    }
    if best > 0 {
        return Ok(best);
    }
    let first = text.chars().next().map_or(text.len(), char::len_utf8);
    let mut best = first;
    for (end, c) in text.char_indices().skip(1) {
        // A mark stays with its letter.
        let is_mark = unicode_normalization::char::is_combining_mark(c);
        if !is_mark && fits(end)? {
            best = end;
        }
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style::new(Face::Regular, 12.0);

    fn texts(words: &[Word]) -> Vec<String> {
        words
            .iter()
            .map(|w| w.glyphs.iter().map(|g| g.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn words_know_what_follows_them() {
        let words = words("RT 003 di\nsini", STYLE, 500.0).unwrap();
        assert_eq!(texts(&words), ["RT", "003", "di", "sini"]);
        let gaps: Vec<Gap> = words.iter().map(|word| word.gap).collect();
        assert_eq!(gaps, [Gap::Tied, Gap::Free, Gap::Forced, Gap::End]);
    }

    #[test]
    fn an_endless_word_is_cut_after_its_slashes_first() {
        let parts = words("https/panjang/sekali/sekali", STYLE, 100.0).unwrap();
        assert!(parts.iter().all(|part| part.width <= 100.0));
        let parts = texts(&parts);
        assert_eq!(parts.concat(), "https/panjang/sekali/sekali");
        assert!(parts[0].ends_with('/'), "{parts:?}");
    }

    #[test]
    fn an_endless_name_is_cut_between_letters() {
        let name = "Wiryodiningratprawirokusumosastroamidjojo";
        let parts = words(name, STYLE, 60.0).unwrap();
        assert!(parts.iter().all(|part| part.width <= 60.0));
        assert_eq!(texts(&parts).concat(), name);
    }

    #[test]
    fn a_word_of_a_whole_page_is_cut_like_a_short_one() {
        let word = "Wiryo/diningrat".repeat(300);
        let parts = words(&word, STYLE, 60.0).unwrap();
        assert!(parts.iter().all(|part| part.width <= 60.0));
        assert_eq!(texts(&parts).concat(), word);
        // As far apart as the letters are, each piece is the same as in a word of one line more.
        let short = words(&"Wiryo/diningrat".repeat(3), STYLE, 60.0).unwrap();
        let first = |parts: &[Word]| texts(&parts[..4]);
        assert_eq!(first(&parts), first(&short));
    }
}
