//! From JSON to columns.

use std::{collections::HashMap, ops::Range};

use super::{
    ITEM, WORTH,
    column::Writing,
    put_length, put_part,
    shape::{self, Keys},
};
use crate::folded::{self, Folded};

/// Lays a JSON text out; `None` where columns are not worth it, or the text is no JSON of this kind.
pub(crate) fn fold(json: &[u8]) -> Option<Folded> {
    let mut items = Items::default();
    let frame = frame(json, &mut items)?;
    if items.count < WORTH {
        return None;
    }
    let frame = folded::fold(&frame);
    let mut text = Vec::with_capacity(json.len() / 2);
    put_part(&frame.text, &mut text);
    put_length(items.shapes.len(), &mut text);
    let mut shapes: Vec<&Shape> = items.shapes.values().collect();
    shapes.sort_by_key(|shape| shape.number);
    for shape in shapes {
        put_part(&shape.written, &mut text);
    }
    put_part(&items.order, &mut text);
    put_length(items.columns.len(), &mut text);
    let mut ids = frame.ids;
    for column in &items.columns {
        put_part(&column.text, &mut text);
        put_length(column.ids.len(), &mut text);
        ids.extend_from_slice(&column.ids);
    }
    Some(Folded { text, ids })
}

/// What all items have been laid out to.
#[derive(Default)]
struct Items<'a> {
    count: usize,
    shapes: HashMap<Vec<u8>, Shape>,
    keys: Keys,
    order: Vec<u8>,
    columns: Vec<Writing<'a>>,
    /// The shape of the item before: mostly the next one's too.
    last: Option<(Vec<u8>, usize, Vec<u16>)>,
    shape: Vec<u8>,
    values: Vec<Range<usize>>,
}

struct Shape {
    number: usize,
    written: Vec<u8>,
    columns: Vec<u16>,
}

/// The text without the items, which are the objects in lists at its top.
fn frame<'a>(json: &'a [u8], items: &mut Items<'a>) -> Option<Vec<u8>> {
    let mut frame = Vec::new();
    let (mut at, mut depth, mut in_list) = (0, 0_usize, false);
    while let Some(byte) = json.get(at) {
        match *byte {
            b'{' if depth == 2 && in_list => {
                at = items.add(json, at)?;
                frame.push(ITEM);
                continue;
            }
            b'"' => {
                let end = shape::text_end(json, at)?;
                frame.extend_from_slice(&json[at..=end]);
                at = end + 1;
                continue;
            }
            b'{' | b'[' => {
                depth += 1;
                in_list = in_list && depth > 2 || depth == 2 && *byte == b'[';
            }
            b'}' | b']' => depth = depth.checked_sub(1)?,
            // Where it is signs that are meant.
            0..=ITEM => return None,
            _ => {}
        }
        frame.push(*byte);
        at += 1;
    }
    (depth == 0).then_some(frame)
}

impl<'a> Items<'a> {
    /// Lays the item out that begins at `at`; its end.
    fn add(&mut self, json: &'a [u8], at: usize) -> Option<usize> {
        self.shape.clear();
        self.values.clear();
        let end = shape::read(json, at, &mut self.shape, &mut self.values)?;
        let known = self.last.as_ref();
        if known.is_none_or(|(shape, ..)| *shape != self.shape) {
            self.find()?;
        }
        let (_, number, columns) = self.last.as_ref()?;
        put_length(*number, &mut self.order);
        for (value, column) in self.values.iter().zip(columns) {
            self.columns[usize::from(*column)].put(&json[value.clone()]);
        }
        self.count += 1;
        Some(end)
    }

    fn find(&mut self) -> Option<()> {
        if !self.shapes.contains_key(&self.shape) {
            let (written, columns) = self.keys.number(&self.shape)?;
            let number = self.shapes.len();
            self.columns.resize_with(self.keys.len(), Writing::default);
            let new = Shape {
                number,
                written,
                columns,
            };
            self.shapes.insert(self.shape.clone(), new);
        }
        let shape = self.shapes.get(&self.shape)?;
        self.last = Some((self.shape.clone(), shape.number, shape.columns.clone()));
        Some(())
    }
}
