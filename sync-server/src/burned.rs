//! Numbers that laptops gave up: nobody will ever print them, so that they do not count as left.

use anyhow::Result;
use jemput_domain::id::BlockId;
use serde::Deserialize;
use uuid::Uuid;

use crate::{devices::Device, numbers::Counter, office::Office};

/// Record kind; a laptop writes one for the rest of each block that it burned.
pub(crate) const BURNED: &str = "burned_numbers";

#[derive(Debug, Deserialize)]
struct Burned {
    block: BlockId,
    village: String,
    series: String,
    year: i16,
    to: u32,
}

impl Office {
    /// Takes note of burned numbers, so that the laptop gets new ones; those of others' blocks, and records of other
    /// kinds, are no news.
    pub(crate) fn note_burned(&self, device: &Device, id: Uuid) -> Result<()> {
        let record = self.records().reader().record(id)?;
        let record = record.filter(|record| record.kind == BURNED);
        if let Some(burned) = record.and_then(|record| record.to::<Burned>().ok()) {
            let counter = Counter {
                village: burned.village,
                series: burned.series,
                year: burned.year,
            };
            let desk = self.desk();
            let block = desk
                .blocks_of(device.id, &counter)?
                .into_iter()
                .find(|block| block.id == burned.block && block.last == burned.to);
            if let Some(block) = block {
                desk.note_number(&counter, block.last)?;
            }
        }
        Ok(())
    }
}
