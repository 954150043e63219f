//! The blocks of a service file with a letter's data in them, and their way onto the page.

use std::collections::BTreeMap;

use jemput_domain::letter::LetterData;
use jemput_domain::service::{Block, identity_label, identity_parts};

use crate::error::LetterError;
use crate::fields::{FilledRow, table};
use crate::fill::Filler;
use crate::flow::{Frame, Piece};
use crate::paragraph::{Manner, list, paragraph};
use crate::people::people;
use crate::signature::{self, ReadySeal, signature};
use crate::signatures::{Signing, signatures};

/// A block with its data.
pub(crate) enum Part {
    Paragraph {
        text: String,
        manner: Manner,
    },
    List(Vec<String>),
    Table(Vec<FilledRow>),
    People {
        rows: Vec<BTreeMap<String, String>>,
        columns: Vec<String>,
    },
    Signatures {
        people: Vec<Signing>,
        dated: bool,
    },
    Signature {
        holder: bool,
        heading: String,
        dated: bool,
    },
}

/// The blocks that are printed.
pub(crate) fn filled(blocks: &[Block], filler: &Filler<'_>) -> Result<Vec<Part>, LetterError> {
    let mut parts = Vec::with_capacity(blocks.len());
    for block in blocks {
        if !filler.is_shown(block.show_if()) {
            continue;
        }
        match (fill(block, filler)?, parts.last_mut()) {
            // Two tables without a word between them are one: their colons stand in one column.
            (Some(Part::Table(rows)), Some(Part::Table(known))) => known.extend(rows),
            (part, _) => parts.extend(part),
        }
    }
    Ok(parts)
}

/// One block; nothing where it has nothing to say.
fn fill(block: &Block, filler: &Filler<'_>) -> Result<Option<Part>, LetterError> {
    let part = match block {
        Block::Paragraph {
            text,
            indent,
            strong,
            centre,
            ..
        } => {
            let text = filler.fill(text)?;
            let manner = Manner {
                // A heading starts at the margin.
                indent: *indent && !*strong,
                strong: *strong,
                centre: *centre,
            };
            (!text.trim().is_empty()).then_some(Part::Paragraph { text, manner })
        }
        Block::List { items, .. } => {
            let mut points = Vec::with_capacity(items.len());
            for item in items {
                points.push(filler.fill(item)?);
            }
            points.retain(|point| !point.trim().is_empty());
            (!points.is_empty()).then_some(Part::List(points))
        }
        Block::Fields { rows, .. } => {
            let mut filled = Vec::new();
            for row in rows
                .iter()
                .filter(|row| filler.is_shown(row.show_if.as_ref()))
            {
                filled.push(FilledRow {
                    label: row.label.clone(),
                    value: filler.fill(&row.value)?,
                    strong: row.strong,
                });
            }
            (!filled.is_empty()).then_some(Part::Table(filled))
        }
        Block::Identity { of, parts, .. } => Some(Part::Table(identity(of, parts, filler))),
        Block::People { field, columns, .. } => {
            let rows = filler.people(field);
            (!rows.is_empty()).then(|| Part::People {
                rows,
                columns: columns.clone(),
            })
        }
        Block::Signatures { columns, dated, .. } => {
            let mut people = Vec::with_capacity(columns.len());
            for column in columns {
                people.push(Signing {
                    label: filler.fill(&column.label)?,
                    name: filler.fill(&column.name)?,
                    below: filler.fill(&column.below)?,
                    duty_stamp: column.duty_stamp,
                });
            }
            Some(Part::Signatures {
                people,
                dated: *dated,
            })
        }
        Block::Signature {
            holder,
            heading,
            dated,
        } => Some(Part::Signature {
            holder: *holder,
            heading: filler.fill(heading)?,
            dated: *dated,
        }),
    };
    Ok(part)
}

/// The rows of a person; what is not known is a dash.
fn identity(of: &str, parts: &[String], filler: &Filler<'_>) -> Vec<FilledRow> {
    let person = filler.person(of);
    let said = |part: &str| {
        person
            .iter()
            .find(|(key, _)| key == part)
            .map(|(_, text)| text.clone())
    };
    // Without a list, an answer shows what was asked, in the order of the usual rows.
    let rows = identity_parts(parts);
    rows.into_iter()
        .filter_map(|part| {
            let value = said(part)?;
            Some(FilledRow {
                label: identity_label(part).to_owned(),
                value: if value.trim().is_empty() {
                    "-".to_owned()
                } else {
                    value
                },
                strong: part == "name",
            })
        })
        .collect()
}

impl Part {
    /// Sets the part and puts it under what is there.
    pub(crate) fn lay(
        &self,
        pieces: &mut Vec<Piece>,
        data: &LetterData,
        seal: &ReadySeal<'_>,
        frame: &Frame,
    ) -> Result<(), LetterError> {
        match self {
            Self::Paragraph { text, manner } => pieces.extend(paragraph(text, frame, *manner)?),
            Self::List(points) => pieces.extend(list(points, frame)?),
            Self::Table(rows) => pieces.extend(table(rows, frame)?),
            Self::People { rows, columns } => pieces.extend(people(rows, columns, frame)?),
            Self::Signatures { people, dated } => {
                hold_last_lines(pieces);
                pieces.push(signatures(people, data, *dated, frame)?);
            }
            Self::Signature {
                holder,
                heading,
                dated,
            } => {
                hold_last_lines(pieces);
                let manner = signature::Manner {
                    holder: *holder,
                    heading,
                    dated: *dated,
                };
                pieces.push(signature(data, seal, &manner, frame)?);
            }
        }
        Ok(())
    }
}

/// A signature never stands alone on a page: the two lines before it come along.
fn hold_last_lines(pieces: &mut [Piece]) {
    for line in pieces.iter_mut().rev().take(2) {
        line.keep = true;
    }
}
