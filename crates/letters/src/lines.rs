//! Breaking words into lines: all lines of a paragraph are chosen together.

use rustybuzz::ttf_parser::GlyphId;

use crate::error::LetterError;
use crate::fonts::{Face, Fonts};
use crate::layout::PlacedGlyph;
use crate::shape::is_from_right;
use crate::words::{Gap, Style, Word, words};

/// How lines stand between the margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Centre,
    Right,
    Justify,
}

/// A line ready to be placed: glyphs from its own left end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TextLine {
    pub(crate) style: Style,
    /// Start of the first glyph from the left edge of the measure.
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) glyphs: Vec<PlacedGlyph>,
}

impl TextLine {
    /// How much of its ink hangs below the room of its line, whose end is this far under the baseline. Only other scripts hang
    /// so low: Javanese puts letters under letters.
    pub(crate) fn overhang(&self, room: f32) -> f32 {
        let own = |glyph: &PlacedGlyph| {
            let face = Fonts::embedded().face(glyph.face);
            let lowest = face.shaper.glyph_bounding_box(GlyphId(glyph.id))?.y_min;
            Some(glyph.y - f32::from(lowest) * face.scale(self.style.size))
        };
        let foreign = |glyph: &&PlacedGlyph| Face::STAND_INS.contains(&glyph.face);
        let inks = self.glyphs.iter().filter(foreign).filter_map(own);
        inks.map(|ink| ink - room).fold(0.0, f32::max)
    }
}

/// How far a space may grow and shrink before a line looks bad, as parts of its width.
const STRETCH: f32 = 0.6;
const SHRINK: f32 = 0.22;

/// A line whose spaces would grow beyond this many widths stays ragged: holes are worse than an uneven margin, and other
/// programs take the words of such a line for columns.
const WIDEST_SPACE: f32 = 3.4;

/// The cost of the ugliest line; far below that of tearing a number apart.
const WORST: f32 = 1_000_000.0;

/// Sets a text in lines of at most `measure` points; the first starts `indent` further right.
pub(crate) fn set(
    text: &str,
    style: Style,
    measure: f32,
    indent: f32,
    align: Align,
) -> Result<Vec<TextLine>, LetterError> {
    let words = words(text, style, measure - indent)?;
    let space = style.space()?;
    let mut lines = Vec::new();
    let mut start = 0;
    // A wished line break ends a paragraph of its own.
    for end in (0..words.len()).filter(|i| matches!(words[*i].gap, Gap::Forced | Gap::End)) {
        let part = &words[start..=end];
        let indent = if start == 0 { indent } else { 0.0 };
        let breaks = choose(part, space.advance, measure, indent, align);
        let mut from = 0;
        for to in breaks {
            let indent = if from == 0 { indent } else { 0.0 };
            let is_last = to + 1 == part.len();
            lines.push(place(
                &part[from..=to],
                style,
                measure,
                indent,
                align,
                is_last,
            )?);
            from = to + 1;
        }
        start = end + 1;
    }
    Ok(lines)
}

/// The last word of each line, chosen so that the sum of the lines' costs is smallest.
fn choose(words: &[Word], space: f32, measure: f32, indent: f32, align: Align) -> Vec<usize> {
    let count = words.len();
    // best[n]: the cheapest way to end a line after n words, and where that line starts.
    let mut best: Vec<(f32, usize)> = vec![(f32::INFINITY, 0); count + 1];
    best[0] = (0.0, 0);
    for end in 1..=count {
        let mut natural = 0.0;
        let mut spaces = 0.0;
        for start in (0..end).rev() {
            natural += words[start].width;
            if start + 1 < end && words[start].gap.is_space() {
                natural += space;
                spaces += 1.0;
            }
            let room = measure - if start == 0 { indent } else { 0.0 };
            let is_last = end == count;
            let is_alone = start + 1 == end;
            let Some(cost) = line_cost(natural, spaces, room, space, align, is_last, is_alone)
            else {
                break;
            };
            let total = best[start].0 + cost + words[end - 1].gap.penalty();
            if total < best[end].0 {
                best[end] = (total, start);
            }
        }
    }
    let mut ends = Vec::new();
    let mut end = count;
    while end > 0 {
        ends.push(end - 1);
        end = best[end].1;
    }
    ends.reverse();
    ends
}

/// What a line costs, or `None` if it is too long. A word alone is always taken: it was cut to fit before.
fn line_cost(
    natural: f32,
    spaces: f32,
    room: f32,
    space: f32,
    align: Align,
    is_last: bool,
    is_alone: bool,
) -> Option<f32> {
    let slack = room - natural;
    let shrink = if align == Align::Justify {
        spaces * space * SHRINK
    } else {
        0.0
    };
    // Rounding must not break a line that fits.
    if slack < -shrink - 0.001 {
        return is_alone.then_some(WORST);
    }
    Some(match align {
        Align::Justify if slack < 0.0 => 100.0 * (-slack / shrink).powi(3),
        _ if is_last => {
            // One short word alone at the end looks forgotten.
            if is_alone && natural < room * 0.12 {
                60.0
            } else {
                0.0
            }
        }
        Align::Justify => {
            let stretch = (spaces * space * STRETCH).max(0.5);
            (100.0 * (slack / stretch).powi(3)).min(WORST)
        }
        Align::Left | Align::Right | Align::Centre => 100.0 * (slack / room).powi(2),
    })
}

fn place(
    words: &[Word],
    style: Style,
    measure: f32,
    indent: f32,
    align: Align,
    is_last: bool,
) -> Result<TextLine, LetterError> {
    let blank = style.space()?;
    let inner = &words[..words.len().saturating_sub(1)];
    let spaces = inner.iter().filter(|word| word.gap.is_space()).count();
    #[expect(clippy::cast_precision_loss, reason = "a line has few words")]
    let spaces = spaces as f32;
    let natural: f32 = words.iter().map(|w| w.width).sum::<f32>() + spaces * blank.advance;
    let slack = measure - indent - natural;
    let is_full = spaces > 0.0 && slack / spaces <= blank.advance * (WIDEST_SPACE - 1.0);
    let is_justified = align == Align::Justify && is_full && (!is_last || slack < 0.0);
    let space = if is_justified {
        blank.advance + slack / spaces
    } else {
        blank.advance
    };
    let width = if is_justified {
        measure - indent
    } else {
        natural
    };
    let x = match align {
        Align::Left | Align::Justify => indent,
        Align::Centre => (measure - width) / 2.0,
        Align::Right => measure - width,
    };

    let mut glyphs = Vec::new();
    let mut pen = 0.0;
    let seen = from_left(words);
    for (index, word) in seen.iter().enumerate() {
        for glyph in &word.glyphs {
            glyphs.push(PlacedGlyph {
                face: glyph.face,
                id: glyph.id,
                x: pen + glyph.shift.0,
                y: glyph.shift.1,
                text: glyph.text.clone(),
            });
            pen += glyph.advance;
        }
        // The gaps belong to the places, not to the words that were turned round.
        if index + 1 < words.len() && words[index].gap.is_space() {
            glyphs.push(PlacedGlyph {
                face: blank.face,
                id: blank.id,
                x: pen,
                y: 0.0,
                text: " ".to_owned(),
            });
            pen += space;
        }
    }
    Ok(TextLine {
        style,
        x,
        width,
        glyphs,
    })
}

/// The words as they stand from left to right: neighbours that are written from the right change places.
fn from_left(words: &[Word]) -> Vec<&Word> {
    let mut seen: Vec<&Word> = words.iter().collect();
    for run in seen.chunk_by_mut(|a, b| is_from_right(&a.glyphs) && is_from_right(&b.glyphs)) {
        run.reverse();
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Face;

    const STYLE: Style = Style::new(Face::Regular, 12.0);
    const TEXT: &str = "Orang tersebut di atas benar-benar penduduk dan berdomisili pada alamat \
        tersebut sejak Maret 2020, serta tercatat dalam Kartu Keluarga nomor 3302041708150003 \
        dengan kepala keluarga Nur'aini Ba'asyir.";

    fn text(line: &TextLine) -> String {
        line.glyphs
            .iter()
            .map(|glyph| glyph.text.as_str())
            .collect()
    }

    #[test]
    fn a_line_with_few_words_stays_ragged_instead_of_showing_holes() {
        let text = "satu dua 014/RT.003/XI/2026/DENGAN/EKOR dan seterusnya";
        let lines = set(text, STYLE, 240.0, 0.0, Align::Justify).unwrap();
        assert_eq!(super::tests::text(&lines[0]), "satu dua");
        assert!(lines[0].width < 60.0);
    }

    #[test]
    fn justified_lines_end_at_the_margin_and_the_last_one_does_not() {
        let lines = set(TEXT, STYLE, 420.0, 36.0, Align::Justify).unwrap();
        assert!(lines.len() > 2);
        assert!((lines[0].x - 36.0).abs() < 0.001);
        for line in &lines[..lines.len() - 1] {
            assert!((line.x + line.width - 420.0).abs() < 0.001);
        }
        assert!(lines.last().unwrap().width < 419.0);
    }

    #[test]
    fn no_line_is_wider_than_the_measure_whatever_the_width() {
        for measure in 40..300_u16 {
            let measure = f32::from(measure);
            for align in [Align::Left, Align::Centre, Align::Right, Align::Justify] {
                for line in set(TEXT, STYLE, measure, 0.0, align).unwrap() {
                    assert!(
                        line.x >= -0.01 && line.x + line.width <= measure + 0.01,
                        "{measure}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_lines_together_are_the_text() {
        let lines = set(TEXT, STYLE, 280.0, 0.0, Align::Justify).unwrap();
        let all: Vec<String> = lines.iter().map(text).collect();
        assert_eq!(
            all.join(" "),
            TEXT.split_whitespace().collect::<Vec<_>>().join(" ")
        );
    }

    #[test]
    fn numbers_and_dates_are_never_torn() {
        for measure in 150..400_u16 {
            let lines = set(TEXT, STYLE, f32::from(measure), 0.0, Align::Justify).unwrap();
            for line in &lines {
                let line = text(line);
                assert!(!line.ends_with("Maret"), "{measure}: {line}");
                assert!(!line.ends_with("33020417"), "{measure}: {line}");
            }
        }
    }

    #[test]
    fn a_wished_break_makes_a_new_line() {
        let lines = set("satu\ndua", STYLE, 300.0, 0.0, Align::Justify).unwrap();
        assert_eq!(lines.iter().map(text).collect::<Vec<_>>(), ["satu", "dua"]);
    }

    #[test]
    fn arabic_words_stand_from_right_to_left_in_a_line_of_the_other_direction() {
        let lines = set("bernama علي حسن itu", STYLE, 400.0, 0.0, Align::Left).unwrap();
        let line = text(&lines[0]);
        // Glyphs from left to right: the second word first, each from its last letter.
        assert_eq!(line, "bernama نسح يلع itu");
    }
}
