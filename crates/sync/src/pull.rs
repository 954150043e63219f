//! What a laptop does not have yet, page by page.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, de::IgnoredAny};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::{
    ChangeId, ChangeSet, Entry, FeedItem, Grant, IdRanges, Ledger, RecordState, Row, Snapshot,
    SyncAnswer,
};

/// Packed rows are at least this many times smaller than their JSON.
const SHRINKS: u64 = 8;
/// Even the worst link gets so many bytes of rows at a time.
const SMALLEST_PAGE: usize = 32 * 1024;
/// What an answer may have in memory, whatever a laptop asks for.
const LARGEST_PAGE: usize = 4 * 1024 * 1024;

/// How large one page of an answer gets, and what the office has beside it.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Items of the feed, or records of a scope, that one page looks at.
    pub items: usize,
    /// Entries of the log in one page.
    pub entries: usize,
    /// Bytes of rows after which a page is full.
    pub bytes: usize,
    /// Scopes that laptops may fetch as files.
    pub snapshots: BTreeMap<String, Snapshot>,
    /// Kinds of which laptops get the record as it is now, once, and not change by change: each change writes all of
    /// it, and nobody looks back at the earlier ones.
    pub latest: BTreeSet<String>,
}

impl Limits {
    /// The same for a laptop whose link has room for so many packed bytes.
    pub(crate) fn for_room(mut self, room: Option<u64>) -> Self {
        if let Some(room) = room {
            let bytes = usize::try_from(room.saturating_mul(SHRINKS)).unwrap_or(LARGEST_PAGE);
            self.bytes = bytes.clamp(SMALLEST_PAGE, LARGEST_PAGE);
            // A page ends where its bytes do; as many items as may be in them are looked at.
            self.items = self.items.max(self.bytes / 256);
        }
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            items: 2000,
            entries: usize::MAX,
            bytes: 512 * 1024,
            snapshots: BTreeMap::new(),
            latest: BTreeSet::new(),
        }
    }
}

/// Changes that the asking laptop wrote and has.
pub(crate) struct Own {
    /// All of them.
    pub(crate) ids: IdRanges,
    /// Ids under which it has something else.
    pub(crate) but: BTreeSet<ChangeId>,
    /// Those that came with this very request, by number: they need not be read again.
    pub(crate) fresh: BTreeMap<u64, Fresh>,
}

impl Own {
    fn contains(&self, id: ChangeId) -> bool {
        self.ids.contains(id) && !self.but.contains(&id)
    }
}

/// A change that came with this request and was applied.
pub(crate) struct Fresh {
    pub(crate) id: ChangeId,
    pub(crate) eff: i64,
    pub(crate) records: BTreeSet<Uuid>,
}

impl Fresh {
    /// Whether the laptop holds all its records, before and after it: then its name says everything.
    fn is_seen_whole(&self, items: &[FeedItem]) -> bool {
        let mine = items
            .iter()
            .filter(|item| item.after && (item.before || item.made));
        mine.count() == self.records.len() && items.len() == self.records.len()
    }
}

pub(crate) struct Page {
    pub(crate) rows: Vec<Row>,
    pub(crate) cursor: u64,
    pub(crate) more: bool,
}

/// Rows after `cursor` and up to `upto` for the held scopes; a page never ends inside one change.
pub(crate) fn pull<L: Ledger>(
    ledger: &L,
    held: &BTreeMap<String, u64>,
    cursor: u64,
    (head, upto): (u64, u64),
    own: &Own,
    limits: &Limits,
) -> Result<Page, L::Error> {
    let (items, more) = ledger.feed(held, cursor, limits.items)?;
    let mut page = Page {
        rows: Vec::new(),
        cursor,
        more,
    };
    let mut size = 0;
    let groups: Vec<&[FeedItem]> = items.chunk_by(|a, b| a.seq == b.seq).collect();
    for (entries, group) in groups.into_iter().enumerate() {
        let seq = group[0].seq;
        if seq > upto {
            page.more = false;
            break;
        }
        if size > limits.bytes || entries >= limits.entries {
            page.more = true;
            break;
        }
        page.cursor = seq;
        if let Some(fresh) = own
            .fresh
            .get(&seq)
            .filter(|fresh| own.contains(fresh.id) && fresh.is_seen_whole(group))
        {
            page.rows.push(Row::Own {
                seq,
                eff: fresh.eff,
                id: fresh.id,
                only: None,
            });
            size += 60;
        } else if let Some(entry) = ledger.entry(seq)? {
            let place = Place { held, head, limits };
            size += rows_of(ledger, &entry, group, &place, own, &mut page.rows)?;
        }
    }
    if !page.more {
        page.cursor = upto;
    }
    Ok(page)
}

/// For whom a page is made, and when.
struct Place<'a> {
    held: &'a BTreeMap<String, u64>,
    head: u64,
    limits: &'a Limits,
}

/// Both before and after mine: the change. Only after: the whole record as it is now. Only before: it leaves.
fn rows_of<L: Ledger>(
    ledger: &L,
    entry: &Entry,
    items: &[FeedItem],
    place: &Place<'_>,
    own: &Own,
    rows: &mut Vec<Row>,
) -> Result<usize, L::Error> {
    let (held, head) = (place.held, place.head);
    let mut visible = BTreeSet::new();
    let mut made = BTreeSet::new();
    let mut size = 0;
    let (outline, states) = readable(entry);
    let latest = |record: Uuid| {
        let ops = outline.iter().flat_map(|outline| &outline.ops);
        let mut kinds = ops.filter(|op| op.record == record).map(|op| &*op.kind);
        !own.contains(entry.id) && kinds.any(|kind| place.limits.latest.contains(kind))
    };
    for item in items {
        let mut item = *item;
        if item.after && latest(item.record) {
            if !ledger.touched_after(item.record, entry.seq, 1)?.is_empty() {
                continue;
            }
            // As if it had come from elsewhere.
            (item.before, item.made) = (false, false);
        }
        // Content that is gone, and states that came as states: the record as it is now.
        let before = item.before && !states;
        match (before, item.after) {
            (_, true) if item.made && !states => {
                visible.insert(item.record);
                made.insert(item.record);
            }
            (true, true) => {
                visible.insert(item.record);
            }
            (false, true) => {
                // It may have left again since: then its later state is nobody's business here. What the laptop has of
                // it lacks this entry, so it is hidden from here on and not only from where it left.
                let state = ledger.record(item.record)?;
                if let Some(state) = state.filter(|state| holds(held, state)) {
                    size += 1000;
                    rows.push(Row::Record {
                        seq: head,
                        record: item.record,
                        state,
                    });
                } else if item.before {
                    rows.push(Row::Leave {
                        seq: entry.seq,
                        record: item.record,
                    });
                }
            }
            (_, false) if item.before => rows.push(Row::Leave {
                seq: entry.seq,
                record: item.record,
            }),
            (_, false) => {}
        }
    }
    let Some(outline) = outline.filter(|_| !visible.is_empty()) else {
        return Ok(size);
    };
    let part = outline.ops.iter().any(|op| !visible.contains(&op.record));
    if own.contains(entry.id) {
        let only = part.then_some(visible);
        rows.push(Row::Own {
            seq: entry.seq,
            eff: entry.eff,
            id: entry.id,
            only,
        });
        return Ok(size + 60);
    }
    let Some(change) = part_of(entry, part, &visible) else {
        return Ok(size);
    };
    size += change.get().len();
    rows.push(Row::Change {
        seq: entry.seq,
        eff: entry.eff,
        change,
        part,
        made,
    });
    Ok(size)
}

fn holds(held: &BTreeMap<String, u64>, state: &RecordState) -> bool {
    state.scopes().iter().any(|scope| held.contains_key(scope))
}

/// As much of a change set as must be read to hand it on.
#[derive(Deserialize)]
struct Outline {
    ops: Vec<OutlineOp>,
    #[serde(default)]
    salvage: BTreeMap<Uuid, IgnoredAny>,
}

#[derive(Deserialize)]
struct OutlineOp {
    record: Uuid,
    #[serde(default)]
    kind: String,
}

/// An entry's outline, and whether laptops get the records as they are now in its place.
fn readable(entry: &Entry) -> (Option<Outline>, bool) {
    if entry.erased {
        return (None, true);
    }
    // Entries were read before they were logged, so this cannot fail but for damage.
    let outline: Option<Outline> = serde_json::from_slice(&entry.bytes).ok();
    let states = outline
        .as_ref()
        .is_none_or(|outline| !outline.salvage.is_empty());
    (outline, states)
}

/// What a laptop may see of an entry: the author's bytes if it may see all.
fn part_of(entry: &Entry, part: bool, visible: &BTreeSet<Uuid>) -> Option<Box<RawValue>> {
    let text = if part {
        let set: ChangeSet = serde_json::from_slice(&entry.bytes).ok()?;
        serde_json::to_string(&set.only(|record| visible.contains(&record))).ok()?
    } else {
        std::str::from_utf8(&entry.bytes).ok()?.to_owned()
    };
    RawValue::from_string(text).ok()
}

/// Records that the laptop asked for. One of a scope that is granted and not held yet is told as well: else the laptop
/// would take it for gone.
pub(crate) fn wanted<L: Ledger>(
    ledger: &L,
    grant: &Grant,
    want: &BTreeSet<Uuid>,
    answer: &mut SyncAnswer,
) -> Result<(), L::Error> {
    for record in want.iter().take(Limits::default().items) {
        match ledger.record(*record)? {
            Some(state) if !state.scopes().is_disjoint(&grant.scopes) => {
                answer.rows.push(Row::Record {
                    seq: answer.mark.seq,
                    record: *record,
                    state,
                });
            }
            _ => {
                answer.gone.insert(*record);
            }
        }
    }
    Ok(())
}
