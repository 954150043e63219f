//! What was written when and by whom.

use anyhow::Result;
use jemput_domain::{merge::MERGED_INTO, resident::show_value};
use jemput_wire::{office::HistoryRow, resident::Fact};
use serde_json::Value;
use uuid::Uuid;

use super::devices::moment;
use crate::office::Office;

/// Newest saves that are shown.
const MOST: usize = 200;
/// Fields that say where a record belongs and not what it is.
pub(super) const INNER: &[&str] = &[
    "scope",
    "household",
    "resident",
    "request",
    "snapshot",
    "service_file",
    "token",
];

impl Office {
    /// A record's saves with their times, newest first; one row for what was written in one moment by one hand.
    pub(super) fn history_of(&self, record: Uuid, of: &str) -> Result<Vec<(i64, HistoryRow)>> {
        let names = self.names()?;
        let zone = self.zone()?;
        let mut rows: Vec<(i64, HistoryRow)> = Vec::new();
        let mut last = None;
        // Not in the loop's head: the lock would be held while names are looked up.
        let entries = self.records().reader().history(record)?;
        for entry in entries {
            if INNER.contains(&entry.field.as_str()) {
                continue;
            }
            let fact = Fact {
                value: match entry.field.as_str() {
                    // The id of a record says nothing to anybody.
                    MERGED_INTO => self.name_behind(&entry.new)?,
                    _ => show_value(&entry.field, &entry.new),
                },
                field: entry.field,
            };
            let hand = (entry.wall_ms, entry.device, entry.user);
            if let Some((_, row)) = rows.last_mut().filter(|_| last == Some(hand)) {
                row.fields.push(fact);
                continue;
            }
            if rows.len() == MOST {
                break;
            }
            rows.push((
                entry.wall_ms,
                HistoryRow {
                    when: moment(zone, entry.wall_ms),
                    device: names.device(entry.device),
                    who: names.officer(entry.user),
                    of: of.to_owned(),
                    fields: vec![fact],
                    clock_doubtful: entry.clock_doubtful,
                },
            ));
            last = Some(hand);
        }
        for (_, row) in &mut rows {
            row.fields.sort_by(|a, b| a.field.cmp(&b.field));
        }
        Ok(rows)
    }

    fn name_behind(&self, id: &Value) -> Result<String> {
        let Some(id) = id.as_str().and_then(|id| id.parse().ok()) else {
            return Ok(String::new());
        };
        let record = self.records().reader().record(id)?;
        Ok(record
            .and_then(|record| record.text("name").map(str::to_owned))
            .unwrap_or_default())
    }
}
