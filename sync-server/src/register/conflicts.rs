//! Fields that hold several values, because two people changed them without knowing of each other.

use anyhow::Result;
use jemput_domain::resident::show_value;
use jemput_store::Record;
use jemput_wire::{
    office::{ConflictPage, ConflictRow},
    resident::{RivalValue, RivalView},
};

use super::{devices::moment, names::Names};
use crate::{fault, office::Office};

/// Rows that are shown.
const MOST: u32 = 200;
/// Records that are counted; beyond it the number is only told to be large.
const COUNTED: u32 = 10_000;

impl Office {
    /// Records with rival values.
    pub(crate) fn conflict_count(&self) -> Result<u64> {
        Ok(self.records().reader().conflicts(0, COUNTED)?.len() as u64)
    }

    /// The list to look through, oldest first.
    pub(crate) fn conflicts(&self) -> fault::Result<ConflictPage> {
        let total = self.conflict_count()?;
        let records = self.records().reader().conflicts(0, MOST)?;
        let names = self.names()?;
        let mut dated = Vec::new();
        for record in &records {
            dated.push((newest(record), self.conflict_row(record, &names)?));
        }
        dated.sort_by_key(|(at, _)| *at);
        Ok(ConflictPage {
            rows: dated.into_iter().map(|(_, row)| row).collect(),
            total,
        })
    }

    fn conflict_row(&self, record: &Record, names: &Names) -> Result<ConflictRow> {
        let name = record
            .text("name")
            .or_else(|| record.text("number"))
            .unwrap_or_default();
        Ok(ConflictRow {
            record: record.id.to_string(),
            kind: record.kind.clone(),
            name: name.to_owned(),
            when: moment(self.zone()?, newest(record)),
            fields: self.rivals_of(record, names)?,
        })
    }

    /// A record's rival values, the shown one first.
    pub(super) fn rivals_of(&self, record: &Record, names: &Names) -> Result<Vec<RivalView>> {
        let zone = self.zone()?;
        let store = self.records().reader();
        let mut views = Vec::new();
        for (field, values) in record.rival_fields() {
            let mut told = Vec::new();
            for (value, change) in values {
                let author = store.author_of(change)?;
                told.push(RivalValue {
                    value: show_value(field, value),
                    who: author
                        .map(|author| names.officer(author.user))
                        .unwrap_or_default(),
                    device: author
                        .map(|author| names.device(author.device))
                        .unwrap_or_default(),
                    when: author
                        .map(|author| moment(zone, author.wall_ms))
                        .unwrap_or_default(),
                });
            }
            views.push(RivalView {
                field: field.to_owned(),
                values: told,
            });
        }
        Ok(views)
    }
}

/// When the newest of the rival values came.
fn newest(record: &Record) -> i64 {
    let rivals = record
        .state
        .fields
        .values()
        .filter(|field| field.has_rivals());
    rivals
        .flat_map(|field| field.alive.values().map(|alive| alive.eff))
        .max()
        .unwrap_or_default()
}
