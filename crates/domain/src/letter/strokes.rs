//! A signature that was drawn on a screen, as lines and not as a picture: sharp in any size, and small.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// A signature: strokes of points in a field of [`Strokes::WIDTH`] × [`Strokes::HEIGHT`] units.
///
/// As text `x,y x,y;x,y x,y`: points between blanks, strokes between semicolons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Strokes(Vec<Vec<(u16, u16)>>);

/// Why a drawing cannot be taken for a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StrokesError {
    /// Not the text of a drawing, or a point outside of its field.
    #[error("not a drawing")]
    Unreadable,
    /// Nothing is drawn, or a dot that a slip of the finger makes.
    #[error("nothing is drawn")]
    Empty,
    /// More points than a signature has.
    #[error("too many points")]
    TooMany,
}

impl StrokesError {
    /// The message code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "signature-unreadable",
            Self::Empty => "signature-empty",
            Self::TooMany => "signature-long",
        }
    }
}

impl Strokes {
    /// Width of the field in units.
    pub const WIDTH: u16 = 1000;
    /// Height of the field in units.
    pub const HEIGHT: u16 = 400;
    /// Points at most: half a minute of drawing, a few kilobytes.
    pub const MOST: usize = 3000;
    /// What is smaller each way is a slip.
    const LEAST: u16 = 40;

    /// Reads a drawing.
    ///
    /// # Errors
    /// [`StrokesError`]: it is none, or too little or too much for a signature.
    pub fn parse(text: &str) -> Result<Self, StrokesError> {
        let strokes = text
            .split(';')
            .map(|stroke| stroke.split_whitespace().map(point).collect())
            .collect::<Option<Vec<Vec<_>>>>()
            .ok_or(StrokesError::Unreadable)?;
        let strokes: Vec<Vec<(u16, u16)>> = strokes
            .into_iter()
            .filter(|stroke| !stroke.is_empty())
            .collect();
        let points = || strokes.iter().flatten();
        if points().count() > Self::MOST {
            return Err(StrokesError::TooMany);
        }
        let wide = extent(points().map(|(x, _)| *x));
        let high = extent(points().map(|(_, y)| *y));
        if wide < Self::LEAST && high < Self::LEAST {
            return Err(StrokesError::Empty);
        }
        Ok(Self(strokes))
    }

    /// The path of an SVG in the field's units.
    #[must_use]
    pub fn svg_path(&self) -> String {
        let mut path = String::new();
        for stroke in &self.0 {
            for (index, (x, y)) in stroke.iter().enumerate() {
                let letter = if index == 0 { 'M' } else { 'L' };
                // Writing to a string cannot fail.
                let _ = write!(path, "{letter}{x} {y}");
            }
        }
        path
    }
}

fn point(text: &str) -> Option<(u16, u16)> {
    let (x, y) = text.split_once(',')?;
    let (x, y) = (x.parse().ok()?, y.parse().ok()?);
    (x <= Strokes::WIDTH && y <= Strokes::HEIGHT).then_some((x, y))
}

fn extent(values: impl Iterator<Item = u16> + Clone) -> u16 {
    let least = values.clone().min().unwrap_or(0);
    values.max().unwrap_or(0) - least
}

impl TryFrom<String> for Strokes {
    type Error = StrokesError;

    fn try_from(text: String) -> Result<Self, StrokesError> {
        Self::parse(&text)
    }
}

impl From<Strokes> for String {
    fn from(strokes: Strokes) -> Self {
        let strokes = strokes.0.iter().map(|stroke| {
            let points = stroke.iter().map(|(x, y)| format!("{x},{y}"));
            points.collect::<Vec<_>>().join(" ")
        });
        strokes.collect::<Vec<_>>().join(";")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_comes_back_as_it_was_and_is_drawn_as_lines() {
        let text = "10,20 300,40;500,60 510,390";
        let strokes = Strokes::parse(text).unwrap();
        assert_eq!(String::from(strokes.clone()), text);
        assert_eq!(strokes.svg_path(), "M10 20L300 40M500 60L510 390");
        let json = serde_json::to_value(&strokes).unwrap();
        assert_eq!(json, text);
        assert_eq!(serde_json::from_value::<Strokes>(json).unwrap(), strokes);
    }

    #[test]
    fn a_slip_rubbish_and_a_scribble_without_end_are_no_signatures() {
        for (text, error) in [
            ("", StrokesError::Empty),
            ("5,5", StrokesError::Empty),
            ("5,5 6,9;;", StrokesError::Empty),
            ("5,5 1001,9", StrokesError::Unreadable),
            ("5,5 9", StrokesError::Unreadable),
            ("<svg>", StrokesError::Unreadable),
        ] {
            assert_eq!(Strokes::parse(text), Err(error), "{text}");
        }
        let endless = vec!["1,1 900,300"; Strokes::MOST].join(";");
        assert_eq!(Strokes::parse(&endless), Err(StrokesError::TooMany));
    }
}
