//! A laptop sends everything, wipes itself and tells its office, in this order.
//!
//! First it asks, by its key, whether all that it sent is in a backup; nothing changes by that, and it gets a word that
//! only it knows. From then on it may be cut off at any moment: its key goes with its database, and the word is what it
//! tells the office with that it is empty.

use anyhow::Result;
use jemput_domain::id::DeviceId;
use jemput_wire::{
    AppError, Done,
    retire::{RetireAsk, RetireDone, RetireWord},
};
use rusqlite::params;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    burned::BURNED,
    desk::Desk,
    devices::Device,
    fault::{self, bad, forbidden},
    numbers::{Block, Counter},
    office::Office,
    secret::{self, hex, keyed},
};

const WORD: &str = "retire-word:";
const PURPOSE: &str = "retire";

impl Desk {
    fn set_retired(&self, device: DeviceId, at_s: i64) -> Result<()> {
        self.db.execute(
            "UPDATE device SET retired_at = ?2 WHERE id = ?1 AND retired_at IS NULL",
            params![device.to_string(), at_s],
        )?;
        Ok(())
    }

    /// The rest of a laptop's blocks: numbers that no letter carries.
    fn rest_of_blocks(&self, device: DeviceId) -> Result<Vec<(Block, u32)>> {
        let mut counters = self.db.prepare_cached(
            "SELECT DISTINCT village, series, year FROM number_block WHERE device = ?1",
        )?;
        let counters = counters
            .query_map([device.to_string()], |row| {
                Ok(Counter {
                    village: row.get(0)?,
                    series: row.get(1)?,
                    year: row.get(2)?,
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut rest = Vec::new();
        for counter in counters {
            for block in self.blocks_of(device, &counter)? {
                let left = self.left_in(&block, &[])?;
                if left > 0 {
                    rest.push((block, left));
                }
            }
        }
        Ok(rest)
    }
}

impl Office {
    /// Whether a laptop may wipe itself: all that it ever sent is in a backup that was read again.
    pub(crate) fn may_retire(&self, device: &Device, ask: &RetireAsk) -> fault::Result<RetireWord> {
        if ask.newest > self.records().durable()? {
            return Err(bad(AppError::new("retire-not-safe")));
        }
        let word = hex(&secret::random::<32>()?);
        let kept = keyed(&self.keys.pepper, PURPOSE, word.as_bytes());
        self.desk()
            .set_meta(&format!("{WORD}{}", device.id), &hex(&kept))?;
        Ok(RetireWord { word })
    }

    /// A laptop is empty. Said twice it is the same; a wrong word and an unknown laptop get one answer.
    pub(crate) fn retired(&self, done: &RetireDone) -> fault::Result<Done> {
        let wrong = || forbidden(AppError::new("retire-unknown"));
        let kept = self.desk().meta(&format!("{WORD}{}", done.device))?;
        let kept = kept
            .and_then(|hex| secret::from_hex(&hex))
            .ok_or_else(wrong)?;
        let told = keyed(&self.keys.pepper, PURPOSE, done.word.as_bytes());
        if !secret::equal(&kept, &told) {
            return Err(wrong());
        }
        let device = self.desk().device(done.device)?.ok_or_else(wrong)?;
        if device.retired_at.is_some() {
            return Ok(Done {});
        }
        let now = self.now_ms();
        self.burn_rest(&device, now)?;
        self.write_fate("", &device, "retired", "", None)?;
        self.desk().set_retired(device.id, now / 1000)?;
        tracing::info!(device = %device.id, mark = device.mark, "a laptop was retired");
        self.publish_keys(now)?;
        Ok(Done {})
    }

    /// Nobody will ever print what is left of its numbers: the register book says so.
    fn burn_rest(&self, device: &Device, now_ms: i64) -> Result<()> {
        let rest = self.desk().rest_of_blocks(device.id)?;
        for (block, left) in rest {
            let counter = &block.counter;
            let fields: Map<String, Value> = [
                ("scope", json!(format!("village:{}", counter.village))),
                ("block", json!(block.id)),
                ("village", json!(counter.village)),
                ("series", json!(counter.series)),
                ("year", json!(counter.year)),
                ("from", json!(block.last + 1 - left)),
                ("to", json!(block.last)),
                ("at", json!(now_ms)),
            ]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
            // Under an id of its block: a stop in the middle writes nothing twice.
            let id = Uuid::new_v5(&block.id.0, PURPOSE.as_bytes());
            self.records().put(id, BURNED, fields, now_ms)?;
            self.desk().note_number(counter, block.last)?;
        }
        Ok(())
    }
}
