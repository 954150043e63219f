//! The register of one counter from its first number to the last that is known of, with every gap explained.

use std::collections::{BTreeMap, BTreeSet};

use super::Serial;

/// Numbers from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First.
    pub from: u32,
    /// Last.
    pub to: u32,
}

impl Span {
    fn has(self, n: u32) -> bool {
        (self.from..=self.to).contains(&n)
    }

    /// How many numbers.
    #[must_use]
    pub fn count(self) -> u32 {
        self.to + 1 - self.from
    }
}

/// Numbers that the office declared used elsewhere, such as in a book written by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Which.
    pub span: Span,
    /// Why, in the office's words.
    pub reason: String,
}

/// All that is known of one counter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The serial of each letter, in any order.
    pub letters: Vec<Serial>,
    /// Blocks and the laptops that hold them.
    pub blocks: Vec<(Span, String)>,
    /// Given up for good, and by which laptop.
    pub burned: Vec<(Span, String)>,
    /// Used elsewhere.
    pub elsewhere: Vec<Elsewhere>,
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The laptop's mark, for a line of its own series.
    pub mark: Option<String>,
    /// The numbers; one for a letter.
    pub span: Span,
    /// What stands there.
    pub what: What,
}

impl Line {
    /// Whether a letter stands here; else it is a gap.
    #[must_use]
    pub fn is_letter(&self) -> bool {
        matches!(self.what, What::Letter(_))
    }

    /// `003`, `013–016`, `P07-001`.
    #[must_use]
    pub fn numbers(&self) -> String {
        let mark = self.mark.as_deref().map(|mark| format!("{mark}-"));
        let mark = mark.unwrap_or_default();
        let Span { from, to } = self.span;
        if from == to {
            format!("{mark}{from:03}")
        } else {
            format!("{mark}{from:03}–{mark}{to:03}")
        }
    }
}

/// What became of a number, or why no letter has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The letter at this place of [`Known::letters`].
    Letter(usize),
    /// Used elsewhere, with the office's reason.
    Elsewhere(String),
    /// Given up by this laptop: its database was restored, copied or moved.
    Burned(String),
    /// In the block of this laptop: not used yet, or its letter has not arrived.
    Held(String),
    /// In no block that is known here: the office has not given it out, or only to a laptop that this one has not
    /// heard of.
    NotGiven,
    /// In a laptop's own series: passed over when its database was restored, or its letter has not arrived.
    PassedOver,
}

/// The lines in the order of their numbers: plain numbers first, then each laptop's own series.
///
/// A number on two letters has two lines; nothing is hidden.
#[must_use]
pub fn lines(known: &Known) -> Vec<Line> {
    let mut plain: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut own: BTreeMap<&str, BTreeMap<u32, Vec<usize>>> = BTreeMap::new();
    for (index, serial) in known.letters.iter().enumerate() {
        match serial {
            Serial::Block(n) => plain.entry(*n).or_default().push(index),
            Serial::Own { mark, n } => own
                .entry(mark.as_str())
                .or_default()
                .entry(*n)
                .or_default()
                .push(index),
        }
    }
    let ends = known
        .blocks
        .iter()
        .chain(&known.burned)
        .map(|(span, _)| span.to);
    let last = ends
        .chain(known.elsewhere.iter().map(|elsewhere| elsewhere.span.to))
        .chain(plain.keys().copied())
        .max()
        .unwrap_or(0);
    let mut all = run(None, &plain, &borders(known, &plain, last), last, |n| {
        known.why(n)
    });
    for (mark, letters) in own {
        let last = letters.keys().next_back().copied().unwrap_or(0);
        let edges = around(letters.keys().copied());
        all.extend(run(Some(mark), &letters, &edges, last, |_| {
            What::PassedOver
        }));
    }
    all
}

/// Places where another explanation may begin: between two of them all numbers are alike, so that a span of a million
/// costs as much as one of two.
fn borders(known: &Known, letters: &BTreeMap<u32, Vec<usize>>, last: u32) -> BTreeSet<u32> {
    let mut edges = around(letters.keys().copied());
    let spans = known
        .blocks
        .iter()
        .chain(&known.burned)
        .map(|(span, _)| *span);
    for span in spans.chain(known.elsewhere.iter().map(|elsewhere| elsewhere.span)) {
        edges.insert(span.from.max(1));
        edges.insert(span.to.saturating_add(1));
    }
    edges.retain(|edge| *edge <= last);
    edges
}

fn around(numbers: impl Iterator<Item = u32>) -> BTreeSet<u32> {
    let mut edges = BTreeSet::from([1]);
    for n in numbers {
        edges.extend([n.max(1), n.saturating_add(1)]);
    }
    edges
}

fn run(
    mark: Option<&str>,
    letters: &BTreeMap<u32, Vec<usize>>,
    edges: &BTreeSet<u32>,
    last: u32,
    why: impl Fn(u32) -> What,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let starts: Vec<u32> = edges.iter().copied().filter(|edge| *edge <= last).collect();
    for (place, from) in starts.iter().copied().enumerate() {
        let to = starts.get(place + 1).map_or(last, |next| next - 1);
        let line = |what| Line {
            mark: mark.map(str::to_owned),
            span: Span { from, to },
            what,
        };
        if let Some(found) = letters.get(&from) {
            lines.extend(found.iter().map(|index| line(What::Letter(*index))));
            continue;
        }
        let next = line(why(from));
        match lines.last_mut() {
            Some(before) if before.what == next.what && before.span.to + 1 == from => {
                before.span.to = to;
            }
            _ => lines.push(next),
        }
    }
    lines
}

impl Known {
    /// Why no letter has this number. What the office says comes before what a laptop says.
    fn why(&self, n: u32) -> What {
        let elsewhere = self.elsewhere.iter().find(|known| known.span.has(n));
        let of = |spans: &[(Span, String)]| {
            spans
                .iter()
                .find(|(span, _)| span.has(n))
                .map(|(_, laptop)| laptop.clone())
        };
        match elsewhere {
            Some(known) => What::Elsewhere(known.reason.clone()),
            None => of(&self.burned)
                .map(What::Burned)
                .or_else(|| of(&self.blocks).map(What::Held))
                .unwrap_or(What::NotGiven),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: u32, to: u32) -> Span {
        Span { from, to }
    }

    fn known() -> Known {
        Known {
            letters: vec![
                Serial::Block(12),
                Serial::Block(11),
                Serial::Block(4),
                Serial::Own {
                    mark: "P07".parse().unwrap(),
                    n: 3,
                },
            ],
            blocks: vec![
                (span(11, 20), "Laptop 1".into()),
                (span(21, 30), "Laptop 2".into()),
            ],
            burned: vec![(span(13, 16), "Laptop 1".into())],
            elsewhere: vec![Elsewhere {
                span: span(1, 8),
                reason: "buku tulis".into(),
            }],
        }
    }

    #[test]
    fn every_number_up_to_the_last_has_one_line_and_every_gap_its_reason() {
        let told: Vec<(u32, u32, What)> = lines(&known())
            .into_iter()
            .filter(|line| line.mark.is_none())
            .map(|line| (line.span.from, line.span.to, line.what))
            .collect();
        let by_hand = || What::Elsewhere("buku tulis".into());
        assert_eq!(
            told,
            [
                (1, 3, by_hand()),
                (4, 4, What::Letter(2)),
                (5, 8, by_hand()),
                (9, 10, What::NotGiven),
                (11, 11, What::Letter(1)),
                (12, 12, What::Letter(0)),
                (13, 16, What::Burned("Laptop 1".into())),
                (17, 20, What::Held("Laptop 1".into())),
                (21, 30, What::Held("Laptop 2".into())),
            ]
        );
    }

    #[test]
    fn gaps_of_a_laptops_own_series_are_told_behind_the_plain_numbers() {
        let all = lines(&known());
        let own: Vec<&Line> = all.iter().filter(|line| line.mark.is_some()).collect();
        assert_eq!(own.len(), 2);
        assert_eq!((own[0].span, &own[0].what), (span(1, 2), &What::PassedOver));
        assert_eq!((own[1].span, &own[1].what), (span(3, 3), &What::Letter(3)));
        assert_eq!(all[all.len() - 2..].iter().collect::<Vec<_>>(), own);
    }

    #[test]
    fn a_number_on_two_letters_has_two_lines() {
        let double = Known {
            letters: vec![Serial::Block(1), Serial::Block(1)],
            ..Known::default()
        };
        assert_eq!(lines(&double).len(), 2);
        assert!(lines(&Known::default()).is_empty());
    }

    #[test]
    fn a_gap_of_a_million_numbers_is_one_line() {
        let far = Known {
            letters: vec![Serial::Block(1_000_000)],
            ..Known::default()
        };
        let told = lines(&far);
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].span, span(1, 999_999));
    }
}
