//! One exchange of sync: unpack, serve, pack; and what the office does with news of letters.

use std::{
    collections::BTreeSet,
    io::{BufReader, Read as _},
};

use jemput_sync::{ChangeSet, Refusal, SyncRequest};
use jemput_wire::AppError;
use uuid::Uuid;

use crate::{
    devices::Device,
    fault::{Result, bad},
    office::Office,
};

/// A batch is half a megabyte by design; far beyond it somebody wants to fill the memory.
const LARGEST: u64 = 16 * 1024 * 1024;
/// Level of the answer: quick, and most of what a slower one would save.
const LEVEL: i32 = 6;

impl Office {
    /// Answers a proven laptop.
    pub(crate) fn exchange(&self, device: &Device, body: &[u8]) -> Result<Vec<u8>> {
        let request = unpack(body)?;
        let now = self.now_ms();
        let answer = self.records().serve(device, &request, now)?;
        if answer.refused == Some(Refusal::Rollback) {
            self.note_rollback(device, request.turn.mark)?;
        }
        self.after_push(device, letters_in(&request), now)?;
        let json = serde_json::to_vec(&answer)?;
        Ok(zstd::encode_all(json.as_slice(), LEVEL)?)
    }
}

impl Office {
    /// What follows from letters that a laptop sent, whichever way they came.
    pub(crate) fn after_push(
        &self,
        device: &Device,
        letters: BTreeSet<Uuid>,
        now_ms: i64,
    ) -> Result<()> {
        for id in letters {
            if let Some(letter) = self.letter_facts(id)? {
                self.note_letter(id, &letter)?;
            }
        }
        self.letters_caught_up()?;
        Ok(self.supply_numbers(device, now_ms)?)
    }
}

fn unpack(body: &[u8]) -> Result<SyncRequest> {
    let read = || {
        let decoder = zstd::Decoder::new(body).ok()?;
        let mut json = Vec::new();
        let mut limited = BufReader::new(decoder.take(LARGEST + 1));
        limited.read_to_end(&mut json).ok()?;
        (json.len() as u64 <= LARGEST).then_some(json)
    };
    let json = read().ok_or_else(|| bad(AppError::new("request-malformed")))?;
    serde_json::from_slice(&json).map_err(|_| bad(AppError::new("request-malformed")))
}

/// Letters that a push touches, also where the change will not be applied.
fn letters_in(request: &SyncRequest) -> BTreeSet<Uuid> {
    let changes = request
        .changes
        .iter()
        .filter_map(|raw| ChangeSet::read(raw.get().as_bytes()).ok());
    let ops = changes.flat_map(|change| change.ops);
    ops.filter(|op| op.kind == "letter")
        .map(|op| op.record)
        .collect()
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
