//! One exchange of sync: unpack, serve, pack; and what the office does with news of letters.

use std::{collections::BTreeSet, io::Read as _};

use anyhow::Context as _;

use jemput_sync::{ChangeSet, Op, Refusal, SCOPE, SyncAnswer, SyncRequest};
use jemput_wire::{AppError, folded, signed::ROLLBACK_SEEN};
use uuid::Uuid;

use crate::{
    burned::BURNED,
    devices::Device,
    fault::{Result, bad},
    moved::is_move,
    office::Office,
};

/// A batch is half a megabyte by design; far beyond it somebody wants to fill the memory.
const LARGEST: u64 = 16 * 1024 * 1024;
/// Level of an answer: a laptop's link is slower than that.
const LEVEL: i32 = 9;
/// Of one with a day's work of a village: some milliseconds here, a tenth of a second on a slow link.
const HARD: i32 = 12;
/// Up to so many bytes of JSON.
const A_DAYS_WORK: usize = 160 * 1024;

/// Record kind of letters.
const LETTER: &str = "letter";

impl Office {
    /// Answers a proven laptop.
    pub(crate) fn exchange(&self, device: &Device, body: &[u8]) -> Result<Vec<u8>> {
        let request = unpack(body)?;
        let now = self.now_ms();
        let answer = self.records().serve(device, &request, now)?;
        if answer.refused == Some(Refusal::Rollback) {
            self.note_rollback(device, request.turn.mark, answer.common)?;
        }
        self.after_push(device, news_in(&request), now)?;
        // A laptop of before the folding gets what it can read.
        pack(&answer, body.first() == Some(&folded::FOLDED))
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
        Ok(self.supply_numbers(device, now_ms)?)
    }
}

fn pack(answer: &SyncAnswer, folded: bool) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(answer)?;
    let level = if json.len() <= A_DAYS_WORK {
        HARD
    } else {
        LEVEL
    };
    if !folded {
        return Ok(zstd::bulk::compress(&json, level)?);
    }
    let folded = folded::fold(&json);
    let text = zstd::bulk::compress(&folded.text, level)?;
    Ok(folded::join(&text, &folded.ids).context("an answer of this size")?)
}

fn unpack(body: &[u8]) -> Result<SyncRequest> {
    let read = || {
        let (packed, ids) = folded::split(body)?;
        let decoder = zstd::Decoder::new(packed).ok()?;
        let mut text = Vec::new();
        decoder.take(LARGEST + 1).read_to_end(&mut text).ok()?;
        let whole = text.len() as u64 <= LARGEST;
        whole.then(|| folded::unfold(&text, ids))?
    };
    let json = read().ok_or_else(|| bad(AppError::new("request-malformed")))?;
    serde_json::from_slice(&json).map_err(|_| bad(AppError::new("request-malformed")))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rubbish_and_bombs_are_refused() {
        assert!(unpack(b"hello").is_err());
        let bomb = zstd::encode_all(vec![b' '; 20 * 1024 * 1024].as_slice(), 3).unwrap();
        assert!(bomb.len() < 64 * 1024);
        assert!(unpack(&bomb).is_err());
    }
}
