//! One exchange of sync: unpack, serve, pack; and what the office does with news of letters.

use std::{collections::BTreeSet, sync::Arc};

use jemput_line::Link;
use jemput_sync::{ChangeSet, Limits, Op, Refusal, SCOPE, SyncRequest};
use jemput_wire::{AppError, signed::ROLLBACK_SEEN};
use uuid::Uuid;

use crate::{
    burned::BURNED,
    devices::Device,
    fault::{Fault, Result, bad},
    moved::is_move,
    office::Office,
    publish::KEY_LIST,
    records::Records,
    together::Ask,
};

/// A batch is half a megabyte by design; far beyond it somebody wants to fill the memory.
const LARGEST: usize = 16 * 1024 * 1024;
/// With so many laptops at once each is answered sooner if its answer is a little larger.
const CROWD: u32 = 8;
/// Record kind of letters.
const LETTER: &str = "letter";

impl Office {
    /// Answers a proven laptop.
    pub(crate) fn exchange(&self, device: &Device, body: &[u8]) -> Result<Vec<u8>> {
        let asking = self.asking();
        let (json, form) = jemput_line::unpack_request(body, LARGEST).ok_or_else(malformed)?;
        let request = Arc::new(read(&json)?);
        let now = self.now_ms();
        let limits = Limits {
            snapshots: self.shelf().offers(),
            // Whole with each laptop that joins: an office of hundreds would send each of them hundreds of lists.
            latest: [KEY_LIST.to_owned()].into(),
            ..Limits::default()
        };
        let answer = self.records().serve(Ask {
            grant: Records::grant(device),
            request: Arc::clone(&request),
            now_ms: now,
            limits,
        })?;
        if request.snapshots {
            let lacks = |scope: &&String| {
                !request.held.contains_key(*scope) && !answer.snapshots.contains_key(*scope)
            };
            let lacking = answer.grants.iter().filter(lacks).collect();
            self.shelf().wish(&lacking, request.turn.cursor);
        }
        if let Some(told) = &request.told {
            self.desk().note_told(device.id, told, now)?;
        }
        if answer.refused == Some(Refusal::Rollback) {
            self.note_rollback(device, request.turn.mark, answer.common)?;
        }
        self.after_push(device, news_in(&request), now)?;
        // A laptop of any age gets what it can read.
        Ok(jemput_line::pack_answer(
            &serde_json::to_vec(&answer)?,
            form,
            &json,
            if asking.number > CROWD {
                Link::Quick
            } else {
                Link::of_room(request.room)
            },
        )?)
    }
}

impl Office {
    /// What follows from letters and given-up numbers that a laptop sent ([`is_news`]), whichever way they came.
    pub(crate) fn after_push(
        &self,
        device: &Device,
        news: BTreeSet<Uuid>,
        now_ms: i64,
    ) -> Result<()> {
        for id in news {
            self.note_burned(device, id)?;
            self.note_told_rollback(device, id)?;
            self.note_moved(id, now_ms)?;
            if let Some(letter) = self.letter_facts(id)? {
                self.note_letter(id, &letter)?;
            }
        }
        self.letters_caught_up()?;
        self.renew(device, now_ms)?;
        Ok(self.supply_numbers(device, now_ms)?)
    }
}

fn read(json: &[u8]) -> Result<SyncRequest> {
    serde_json::from_slice(json).map_err(|_| malformed())
}

fn malformed() -> Fault {
    bad(AppError::new("request-malformed"))
}

/// Kinds from which the office derives something of its own.
pub(crate) fn is_news_kind(kind: &str) -> bool {
    [LETTER, BURNED, ROLLBACK_SEEN].contains(&kind)
}

/// Operations from which it does.
pub(crate) fn is_news(op: &Op) -> bool {
    is_news_kind(&op.kind) || is_move(op)
}

/// Records of such kinds that a push touches, also where the change will not be applied.
fn news_in(request: &SyncRequest) -> BTreeSet<Uuid> {
    // Most changes speak of none of them, and none speaks of one without its name or an escape. A record that is new
    // has a scope too, and replaces nothing.
    let some = request.changes.iter().filter(|raw| {
        let text = raw.get();
        [LETTER, BURNED, ROLLBACK_SEEN, "\\u"]
            .iter()
            .any(|word| text.contains(word))
            || (text.contains(SCOPE) && text.contains("replaces"))
    });
    let changes = some.filter_map(|raw| ChangeSet::read(raw.get().as_bytes()).ok());
    let ops = changes.flat_map(|change| change.ops);
    ops.filter(is_news).map(|op| op.record).collect()
}
