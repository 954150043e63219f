//! What a laptop does not have yet, page by page.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;
use uuid::Uuid;

use crate::{ChangeSet, Entry, FeedItem, IdRanges, Ledger, Row, SyncAnswer, serve::is_held};

/// Items of the feed that one page looks at.
const PAGE_ITEMS: usize = 2000;
/// Bytes of rows after which a page is full.
const PAGE_BYTES: usize = 512 * 1024;

pub(crate) struct Page {
    pub(crate) rows: Vec<Row>,
    pub(crate) cursor: u64,
    pub(crate) more: bool,
}

/// Rows after `cursor` for the held scopes; a page never ends inside one change.
pub(crate) fn pull<L: Ledger>(
    ledger: &L,
    held: &BTreeMap<String, u64>,
    cursor: u64,
    head: u64,
    own: &IdRanges,
) -> Result<Page, L::Error> {
    let (items, more) = ledger.feed(held, cursor, PAGE_ITEMS)?;
    let mut page = Page {
        rows: Vec::new(),
        cursor,
        more,
    };
    let mut size = 0;
    let groups: Vec<&[FeedItem]> = items.chunk_by(|a, b| a.seq == b.seq).collect();
    for group in groups {
        if size > PAGE_BYTES {
            page.more = true;
            break;
        }
        let seq = group[0].seq;
        page.cursor = seq;
        if let Some(entry) = ledger.entry(seq)? {
            size += rows_of(ledger, &entry, group, head, own, &mut page.rows)?;
        }
    }
    if !page.more {
        page.cursor = head;
    }
    Ok(page)
}

/// Both before and after mine: the change. Only after: the whole record as it is now. Only before: it leaves.
fn rows_of<L: Ledger>(
    ledger: &L,
    entry: &Entry,
    items: &[FeedItem],
    head: u64,
    own: &IdRanges,
    rows: &mut Vec<Row>,
) -> Result<usize, L::Error> {
    let mut visible = BTreeSet::new();
    let mut made = BTreeSet::new();
    let mut size = 0;
    for item in items {
        match (item.before, item.after) {
            (_, true) if item.made => {
                visible.insert(item.record);
                made.insert(item.record);
            }
            (true, true) => {
                visible.insert(item.record);
            }
            (false, true) => {
                if let Some(state) = ledger.record(item.record)? {
                    size += 1000;
                    rows.push(Row::Record {
                        seq: head,
                        record: item.record,
                        state,
                    });
                }
            }
            (true, false) => rows.push(Row::Leave {
                seq: entry.seq,
                record: item.record,
            }),
            (false, false) => {}
        }
    }
    if visible.is_empty() {
        return Ok(size);
    }
    let Some((change, part)) = part_of(entry, &visible) else {
        return Ok(size);
    };
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

/// What a laptop may see of an entry: the author's bytes if it may see all.
fn part_of(entry: &Entry, visible: &BTreeSet<Uuid>) -> Option<(Box<RawValue>, bool)> {
    // Entries were read before they were logged, so this cannot fail but for damage.
    let text = std::str::from_utf8(&entry.bytes).ok()?;
    let set: ChangeSet = serde_json::from_str(text).ok()?;
    let part = set.ops.iter().any(|op| !visible.contains(&op.record));
    let text = if part {
        serde_json::to_string(&set.only(|record| visible.contains(&record))).ok()?
    } else {
        text.to_owned()
    };
    RawValue::from_string(text).ok().map(|raw| (raw, part))
}

/// Records that the laptop asked for.
pub(crate) fn wanted<L: Ledger>(
    ledger: &L,
    held: &BTreeMap<String, u64>,
    want: &BTreeSet<Uuid>,
    answer: &mut SyncAnswer,
) -> Result<(), L::Error> {
    for record in want.iter().take(PAGE_ITEMS) {
        match ledger.record(*record)? {
            Some(state) if is_held(ledger, *record, held)? => {
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
