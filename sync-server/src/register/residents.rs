//! Residents, for the console: NIK and KK masked.

use anyhow::Result;
use jemput_domain::{
    finding::Severity,
    merge::DELETED,
    nik::Nik,
    resident::{self, Resident},
    tables::{CodeTable as _, Sex},
};
use jemput_store::{LetterFilter, Record};
use jemput_wire::{
    AppError,
    office::{ResidentDetail, ResidentPage, ResidentQuery, ResidentRow},
    resident::Fact,
};

use serde_json::Value;

use super::{MOST, duplicates::merged_records, page};
use crate::{
    fault::{self, missing},
    office::Office,
};

/// Hits of a search that are counted; one more means "and more".
const COUNTED: u32 = 500;

impl Office {
    /// A page of residents: found ones best first, all by name where nothing is searched for.
    pub(crate) fn residents(&self, query: &ResidentQuery) -> fault::Result<ResidentPage> {
        let (offset, limit) = page(query.offset, query.limit);
        let (records, total) = {
            let store = self.records().reader();
            if query.gone {
                let (records, total) = store.unlisted_residents(offset, limit)?;
                return Ok(ResidentPage {
                    rows: {
                        drop(store);
                        let rows = records.iter().map(|record| self.resident_row(record));
                        rows.collect::<Result<_>>()?
                    },
                    total,
                });
            }
            if query.q.trim().is_empty() {
                let records = store.residents_by_name(offset, limit)?;
                let total = store.count("resident")?;
                drop(store);
                let rows = records.iter().map(|record| self.resident_row(record));
                return Ok(ResidentPage {
                    rows: rows.collect::<Result<_>>()?,
                    total,
                });
            } else {
                let found = store.search_residents(&query.q, COUNTED)?;
                let total = found.records.len() as u64 + u64::from(found.more);
                (found.records, total)
            }
        };
        let rows = records.iter().skip(offset as usize).take(limit as usize);
        Ok(ResidentPage {
            rows: rows
                .map(|record| self.resident_row(record))
                .collect::<Result<_>>()?,
            total,
        })
    }

    /// One resident, whole.
    pub(crate) fn resident(&self, id: &str) -> fault::Result<ResidentDetail> {
        let unknown = || missing(AppError::new("resident-unknown"));
        let id = id.parse().map_err(|_| unknown())?;
        let record = self.records().reader().record(id)?;
        let record = record
            .filter(|record| record.kind == "resident")
            .ok_or_else(unknown)?;
        let filter = LetterFilter {
            resident: Some(id),
            ..LetterFilter::default()
        };
        let (letters, _) = self.records().reader().letters(&filter, 0, MOST)?;
        let facts = read(&record).facts();
        let (merged, kept) = {
            let store = self.records().reader();
            let kept = store.kept(id)?.id;
            let kept = if kept == id {
                None
            } else {
                store.record(kept)?
            };
            (merged_records(&store, id)?, kept)
        };
        let mut history = self.history_of(id, "")?;
        for other in &merged {
            history.extend(self.history_of(other.id, other.text("name").unwrap_or_default())?);
        }
        // The sort is stable: what one record's history says of one moment stays in its order.
        history.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Ok(ResidentDetail {
            looks: self.looks_at(id)?,
            row: self.resident_row(&record)?,
            facts: facts
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(field, value)| Fact {
                    field: field.to_owned(),
                    value,
                })
                .collect(),
            rivals: self.rivals_of(&record, &self.names()?)?,
            letters: self.letter_rows(&letters)?,
            history: history.into_iter().map(|(_, row)| row).collect(),
            seq: record.last_seq,
            deleted: record.state.shown(DELETED) == Some(&Value::Bool(true)),
            merged_into: kept.map(|kept| self.resident_row(&kept)).transpose()?,
            merged: merged
                .iter()
                .map(|other| self.resident_row(other))
                .collect::<Result<_>>()?,
        })
    }

    fn resident_row(&self, record: &Record) -> Result<ResidentRow> {
        let resident = read(record);
        let today = self.zone()?.local_date(self.now_ms());
        let mut flags: Vec<String> = resident::check(&resident, None, today)
            .into_iter()
            .filter(|finding| finding.severity != Severity::Hint)
            .map(|finding| finding.code.to_string())
            .collect();
        if record.has_rivals() {
            flags.push("rival-values".to_owned());
        }
        flags.dedup();
        Ok(ResidentRow {
            id: record.id.to_string(),
            sex: resident.sex.map(Sex::code),
            birth: resident
                .birth_date
                .map(|birth| birth.to_string())
                .unwrap_or_default(),
            address: resident.address_line(),
            nik_masked: resident.nik.as_ref().map(Nik::masked).unwrap_or_default(),
            name: resident.name,
            flags,
        })
    }
}

/// The domain's resident; what it cannot read is left out.
fn read(record: &Record) -> Resident {
    Resident::from_fields(record.fields())
}
