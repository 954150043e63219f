//! The office's villages.

use anyhow::Result;
use jemput_domain::letter::VillageProfile;
use jemput_wire::office::VillageRow;

use crate::office::Office;

impl Office {
    /// All of them, by name; a record that cannot be read is left out.
    pub(crate) fn villages(&self) -> Result<Vec<VillageRow>> {
        let records = self.records().reader().records("village")?;
        let mut rows: Vec<VillageRow> = records
            .iter()
            .filter_map(|record| record.to::<VillageProfile>().ok())
            .map(|village| VillageRow {
                name: village.full_name(),
                code: village.code,
            })
            .collect();
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(rows)
    }
}
