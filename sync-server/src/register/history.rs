//! What was written when and by whom.

use anyhow::Result;
use jemput_domain::resident::show_value;
use jemput_wire::{office::HistoryRow, resident::Fact};
use uuid::Uuid;

use super::devices::moment;
use crate::office::Office;

/// Newest saves that are shown.
const MOST: usize = 200;
/// Fields that say where a record belongs and not what it is.
const INNER: &[&str] = &[
    "scope",
    "household",
    "resident",
    "request",
    "snapshot",
    "service_file",
    "token",
];

impl Office {
    /// A record's saves, newest first; one row for what was written in one moment by one hand.
    pub(super) fn history_of(&self, record: Uuid) -> Result<Vec<HistoryRow>> {
        let names = self.names()?;
        let zone = self.zone()?;
        let mut rows: Vec<HistoryRow> = Vec::new();
        let mut last = None;
        for entry in self.records().reader().history(record)? {
            if INNER.contains(&entry.field.as_str()) {
                continue;
            }
            let fact = Fact {
                value: show_value(&entry.field, &entry.new),
                field: entry.field,
            };
            let hand = (entry.wall_ms, entry.device, entry.user);
            if let Some(row) = rows.last_mut().filter(|_| last == Some(hand)) {
                row.fields.push(fact);
                continue;
            }
            if rows.len() == MOST {
                break;
            }
            rows.push(HistoryRow {
                when: moment(zone, entry.wall_ms),
                device: names.device(entry.device),
                who: names.officer(entry.user),
                fields: vec![fact],
                clock_doubtful: entry.clock_doubtful,
            });
            last = Some(hand);
        }
        for row in &mut rows {
            row.fields.sort_by(|a, b| a.field.cmp(&b.field));
        }
        Ok(rows)
    }
}
