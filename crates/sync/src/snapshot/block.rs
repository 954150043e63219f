//! Records of one kind look alike, and packed they are smallest when like stands beside like: all names, then all
//! streets. A block of records is written column by column, and what their states are made of only once.
//!
//! A block is a line of JSON that tells how long each column is, and then the columns. Columns hold a line of JSON for
//! each value, but for the records' ids: those are mostly random, and as text would be a quarter longer. Both sides hold
//! a block as these bytes: as values it would be several times as large.

mod lines;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    io::{self, BufRead, Read as _, Write},
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Alive, ChangeId, Field, RecordState};
use lines::{Lines, Reading, Width};

/// Columns of a block beyond which a record begins the next one. In larger blocks like would stand beside more of its
/// like, but both sides hold a whole one; a village of ten thousand fits.
const FULL: usize = 12 << 20;
/// No line of lengths and no column is longer, whatever a file says.
const LONGEST: u64 = 256 << 20;
/// Bytes of an id.
const ID: usize = 16;

/// Bytes that are no block of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a part of a snapshot that cannot be read")]
pub struct BadBlock;

/// What a record's state is made of, without its values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Shape {
    kind: String,
    /// How many changes its values are of.
    ids: usize,
    /// Fields, and of which of these changes each of their values is.
    fields: Vec<(String, Vec<usize>)>,
    /// Fields that have replaced values.
    dead: Vec<String>,
}

/// What a block holds, `C` standing for a column.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Columns<C> {
    /// Which shape each record has.
    shape: C,
    /// Of which session each change is.
    session: C,
    /// Numbers and times as differences from the one before: small, and often the same.
    n: C,
    eff: C,
    values: BTreeMap<String, C>,
    dead: BTreeMap<String, C>,
}

/// The line of lengths.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Head {
    records: usize,
    shapes: Vec<Shape>,
    /// Sessions of the changes, each once.
    sessions: Vec<String>,
    columns: Columns<Width>,
}

/// Where numbers and times are counted from.
#[derive(Debug, Clone, Copy, Default)]
struct Last {
    n: u64,
    eff: i64,
}

impl<C> Columns<C> {
    /// The same columns, each made into something else, in the order in which they are written.
    fn map<D, E>(self, mut each: impl FnMut(C) -> Result<D, E>) -> Result<Columns<D>, E> {
        let all = |columns: BTreeMap<String, C>, each: &mut dyn FnMut(C) -> Result<D, E>| {
            let columns = columns.into_iter();
            columns
                .map(|(name, column)| Ok((name, each(column)?)))
                .collect::<Result<BTreeMap<String, D>, E>>()
        };
        Ok(Columns {
            shape: each(self.shape)?,
            session: each(self.session)?,
            n: each(self.n)?,
            eff: each(self.eff)?,
            values: all(self.values, &mut each)?,
            dead: all(self.dead, &mut each)?,
        })
    }
}

/// Records on their way into a block.
#[derive(Debug, Default)]
pub struct BlockWriter {
    records: Vec<Uuid>,
    shapes: BTreeMap<Shape, usize>,
    sessions: BTreeMap<u64, usize>,
    columns: Columns<Lines>,
    last: Last,
    bytes: usize,
}

impl BlockWriter {
    /// Adds the next record.
    pub fn push(&mut self, record: Uuid, state: &RecordState) {
        let columns = &mut self.columns;
        let mut order: BTreeMap<(ChangeId, i64), usize> = BTreeMap::new();
        for field in state.fields.values() {
            order.extend(field.alive.iter().map(|(id, alive)| ((*id, alive.eff), 0)));
        }
        for (at, ((id, eff), place)) in order.iter_mut().enumerate() {
            *place = at;
            let next = self.sessions.len();
            let session = *self.sessions.entry(id.session).or_insert(next);
            self.bytes += columns.session.push(&session);
            let n = id.n.wrapping_sub(self.last.n).cast_signed();
            self.bytes += columns.n.push(&n);
            self.bytes += columns.eff.push(&eff.wrapping_sub(self.last.eff));
            self.last = Last { n: id.n, eff: *eff };
        }
        let mut shape = Shape {
            kind: state.kind.clone(),
            ids: order.len(),
            fields: Vec::new(),
            dead: Vec::new(),
        };
        for (name, field) in &state.fields {
            let mut places = Vec::new();
            for (id, alive) in &field.alive {
                places.extend(order.get(&(*id, alive.eff)));
                let values = columns.values.entry(name.clone()).or_default();
                self.bytes += values.push(&alive.value);
            }
            shape.fields.push((name.clone(), places));
            if !field.dead.is_empty() {
                shape.dead.push(name.clone());
                let dead = columns.dead.entry(name.clone()).or_default();
                self.bytes += dead.push(&field.dead);
            }
        }
        let next = self.shapes.len();
        let shape = *self.shapes.entry(shape).or_insert(next);
        self.bytes += columns.shape.push(&shape) + ID;
        self.records.push(record);
    }

    /// Whether there is nothing to take.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Whether the block is large enough.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.bytes >= FULL
    }

    /// Writes the block to `out`; what is pushed next begins another one.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&mut self, out: &mut impl Write) -> io::Result<()> {
        let Self {
            records,
            shapes,
            sessions,
            columns,
            ..
        } = std::mem::take(self);
        let mut written = Vec::new();
        let widths = columns.map(|lines| {
            let width = lines.width();
            written.push(lines);
            Ok::<_, io::Error>(width)
        })?;
        let head = Head {
            records: records.len(),
            shapes: in_order(shapes),
            sessions: in_order(sessions)
                .iter()
                .map(|session| format!("{session:016x}"))
                .collect(),
            columns: widths,
        };
        serde_json::to_writer(&mut *out, &head)?;
        out.write_all(b"\n")?;
        // Ids of one time begin alike, and the rest of them is like nothing: first bytes beside first bytes.
        for byte in 0..ID {
            let plane: Vec<u8> = records.iter().map(|id| id.as_bytes()[byte]).collect();
            out.write_all(&plane)?;
        }
        written
            .iter()
            .try_for_each(|lines| out.write_all(lines.bytes()))
    }
}

/// What was numbered as it came, by its number.
fn in_order<T>(numbered: BTreeMap<T, usize>) -> Vec<T> {
    let mut all: Vec<(T, usize)> = numbered.into_iter().collect();
    all.sort_by_key(|(_, at)| *at);
    all.into_iter().map(|(one, _)| one).collect()
}

/// The records of a block, in the order in which they were written.
#[derive(Debug)]
pub struct Block {
    records: std::vec::IntoIter<Uuid>,
    shapes: Vec<Shape>,
    sessions: Vec<u64>,
    columns: Columns<Reading>,
    last: Last,
}

impl Block {
    /// Reads the next block of a file.
    ///
    /// # Errors
    /// When there is none, or it is cut.
    pub fn read(file: &mut impl BufRead) -> Result<Self, BadBlock> {
        let mut line = Vec::new();
        let read = file.by_ref().take(LONGEST).read_until(b'\n', &mut line);
        read.map_err(|_| BadBlock)?;
        let head: Head = serde_json::from_slice(&line).map_err(|_| BadBlock)?;
        let planes = head.records.checked_mul(ID).ok_or(BadBlock)?;
        let planes = column(file, planes)?;
        let records = (0..head.records).map(|at| {
            let byte = |plane: usize| planes[plane * head.records + at];
            Uuid::from_bytes(std::array::from_fn(byte))
        });
        let sessions = head.sessions.iter();
        Ok(Self {
            records: records.collect::<Vec<_>>().into_iter(),
            shapes: head.shapes,
            sessions: sessions
                .map(|text| u64::from_str_radix(text, 16).map_err(|_| BadBlock))
                .collect::<Result<_, _>>()?,
            columns: head
                .columns
                .map(|width| Ok::<_, BadBlock>(Reading::new(column(file, width.0)?)))?,
            last: Last::default(),
        })
    }

    fn state(&mut self) -> Result<RecordState, BadBlock> {
        let columns = &mut self.columns;
        let shape: usize = columns.shape.next()?;
        let shape = self.shapes.get(shape).ok_or(BadBlock)?;
        let mut own = Vec::new();
        for _ in 0..shape.ids {
            let session: usize = columns.session.next()?;
            let session = *self.sessions.get(session).ok_or(BadBlock)?;
            self.last.n = self.last.n.wrapping_add_signed(columns.n.next()?);
            self.last.eff = self.last.eff.wrapping_add(columns.eff.next()?);
            let n = self.last.n;
            own.push((ChangeId { session, n }, self.last.eff));
        }
        let mut state = RecordState {
            kind: shape.kind.clone(),
            ..RecordState::default()
        };
        for (name, places) in &shape.fields {
            let mut field = Field::default();
            for place in places {
                let (id, eff) = *own.get(*place).ok_or(BadBlock)?;
                let value = columns.values.get_mut(name).ok_or(BadBlock)?.next()?;
                field.alive.insert(id, Alive { value, eff });
            }
            state.fields.insert(name.clone(), field);
        }
        for name in &shape.dead {
            let ranges = columns.dead.get_mut(name).ok_or(BadBlock)?.next()?;
            state.fields.entry(name.clone()).or_default().dead = ranges;
        }
        Ok(state)
    }
}

impl Iterator for Block {
    type Item = Result<(Uuid, RecordState), BadBlock>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self.records.next()?;
        Some(self.state().map(|state| (record, state)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.records.size_hint()
    }
}

/// The next bytes of a file. Room is made for those that are there, not for those that it promises.
fn column(file: &mut impl BufRead, width: usize) -> Result<Vec<u8>, BadBlock> {
    let mut bytes = Vec::new();
    let width = width as u64;
    let read = file
        .by_ref()
        .take(width.min(LONGEST))
        .read_to_end(&mut bytes);
    match read {
        Ok(read) if read as u64 == width => Ok(bytes),
        _ => Err(BadBlock),
    }
}
