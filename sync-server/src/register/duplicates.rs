//! Residents who may be recorded twice: looked at side by side, merged, told apart; records that are deleted.

use std::collections::BTreeSet;

use anyhow::Result;
use axum::http::StatusCode;
use jemput_domain::{
    duplicate::{DISTINCT, Traits, compare, distinct_id},
    merge::{DELETED, MERGED_INTO},
    resident::{FIELDS, Resident, show_value},
};
use jemput_store::{ChangeAuthor, LetterFilter, Record, Store};
use jemput_sync::{ChangeId, Clock};
use jemput_wire::{
    AppError,
    office::{
        Decided, Delete, Distinct, Hand, Merge, PairDetail, PairField, PairPage, PairQuery,
        PairRow, Twin, VillageRow,
    },
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{MOST, decide::Chosen, names::Names, page};
use crate::{
    fault::{self, Fault, bad, missing},
    office::Office,
    review::Pair,
};

impl Office {
    /// Pairs that wait.
    pub(crate) fn pair_count(&self) -> Result<u64> {
        self.review()?.pair_count("")
    }

    /// A page of pairs, most likely first.
    pub(crate) fn pairs(&self, query: &PairQuery) -> fault::Result<PairPage> {
        let (offset, limit) = page(query.offset, query.limit);
        let review = self.review()?;
        let pairs = review.pairs(&query.village, offset, limit)?;
        let total = review.pair_count(&query.village)?;
        drop(review);
        Ok(PairPage {
            rows: pairs
                .into_iter()
                .map(|pair| self.pair_row(pair))
                .collect::<Result<_>>()?,
            total,
            villages: self.villages()?,
        })
    }

    fn pair_row(&self, pair: Pair) -> Result<PairRow> {
        let store = self.records().reader();
        let name = |id| -> Result<String> {
            let record = store.record(id)?;
            Ok(record
                .and_then(|record| record.text("name").map(str::to_owned))
                .unwrap_or_default())
        };
        Ok(PairRow {
            name_a: name(pair.a)?,
            name_b: name(pair.b)?,
            a: pair.a.to_string(),
            b: pair.b.to_string(),
            points: pair.points,
            reasons: pair.reasons,
        })
    }

    /// Two residents side by side.
    pub(crate) fn pair(&self, a: &str, b: &str) -> fault::Result<PairDetail> {
        let records = [self.resident_record(a)?, self.resident_record(b)?];
        let people =
            [&records[0], &records[1]].map(|record| Resident::from_fields(record.fields()));
        let [one, two] = &people;
        let (mine, theirs) = (one.to_fields(), two.to_fields());
        let nothing = Value::Null;
        let fields = FIELDS
            .iter()
            .filter_map(|field| {
                let values =
                    [&mine, &theirs].map(|fields| fields.get(field.name).unwrap_or(&nothing));
                let words = values.map(|value| field.shown(value));
                let nik = field.name == "nik";
                let words = if nik {
                    with_drafts(words, &people)
                } else {
                    words
                };
                words
                    .iter()
                    .any(|words| !words.is_empty())
                    .then(|| PairField {
                        field: field.name.to_owned(),
                        differs: values[0] != values[1] || words[0] != words[1],
                        values: words,
                    })
            })
            .collect();
        let likeness = compare(&Traits::of(one), &Traits::of(two));
        let (villages, names) = (self.villages()?, self.names()?);
        Ok(PairDetail {
            people: records
                .iter()
                .map(|record| self.twin(record, &villages, &names))
                .collect::<Result<_>>()?,
            fields,
            reasons: likeness.reasons,
            points: likeness.points,
        })
    }

    fn twin(&self, record: &Record, villages: &[VillageRow], names: &Names) -> Result<Twin> {
        let filter = LetterFilter {
            resident: Some(record.id),
            ..LetterFilter::default()
        };
        let (letters, _) = self.records().reader().letters(&filter, 0, MOST)?;
        let scopes = record.state.scopes();
        let village = villages
            .iter()
            .find(|village| scopes.contains(&village.code.scope()));
        Ok(Twin {
            id: record.id.to_string(),
            name: record.text("name").unwrap_or_default().to_owned(),
            village: village
                .map(|village| village.name.clone())
                .unwrap_or_default(),
            made: self.made(record, names)?,
            seq: record.last_seq,
            letters: self.letter_rows(&letters)?,
        })
    }

    /// Who made a record.
    fn made(&self, record: &Record, names: &Names) -> Result<Hand> {
        let first = self
            .records()
            .reader()
            .logged_of(record.id)?
            .into_iter()
            .next();
        let author = first.map(|first| ChangeAuthor {
            device: first.set.device,
            user: first.set.user,
            wall_ms: first.set.wall,
            clock_doubtful: first.set.clock != Clock::Ok,
        });
        self.hand_of(author, names)
    }

    /// Makes two records one.
    pub(crate) fn merge(&self, account: &str, wish: &Merge) -> fault::Result<Decided> {
        let (keep, lose) = (
            self.resident_record(&wish.keep)?,
            self.resident_record(&wish.lose)?,
        );
        let listed = |id| -> Result<bool> { Ok(self.records().reader().is_listed(id)?) };
        if keep.id == lose.id {
            return Err(bad(AppError::new("request-malformed")));
        }
        // A merge is decided by somebody who has seen both as they are.
        if [keep.last_seq, lose.last_seq] != wish.seqs || !listed(keep.id)? || !listed(lose.id)? {
            return Err(changed());
        }
        let mut chosen = vec![chosen(&lose, MERGED_INTO, json!(keep.id))];
        let fields: BTreeSet<&str> = wish.take.iter().map(String::as_str).collect();
        for field in fields {
            if FIELDS.iter().any(|known| known.name == field) {
                chosen.extend(taken(&keep, &lose, field));
            }
        }
        self.decided(account, chosen, &wish.note)
    }

    /// Says that two are not one person; it holds also when their records are imported again.
    pub(crate) fn tell_apart(&self, account: &str, wish: &Distinct) -> fault::Result<Decided> {
        let (a, b) = (
            self.resident_record(&wish.a)?,
            self.resident_record(&wish.b)?,
        );
        let id = distinct_id(a.id, b.id);
        let mut scopes = a.state.scopes();
        scopes.extend(b.state.scopes());
        let fields = json!({ "scope": scopes, "a": a.id.min(b.id), "b": a.id.max(b.id) });
        let Value::Object(fields) = fields else {
            return Err(bad(AppError::new("request-malformed")));
        };
        self.records()
            .write(self.clerk(account), self.now_ms(), |tx| {
                tx.create(id, DISTINCT, fields)
            })?;
        let record = self.records().reader().record(id)?;
        let Some(record) = record else {
            return Err(missing(AppError::new("record-unknown")));
        };
        self.decided(
            account,
            vec![chosen(&record, DISTINCT, Value::Bool(true))],
            &wish.note,
        )
    }

    /// Takes a record away that was made by mistake.
    pub(crate) fn delete_resident(&self, account: &str, wish: &Delete) -> fault::Result<Decided> {
        let record = self.resident_record(&wish.record)?;
        if wish.note.trim().is_empty() {
            return Err(bad(AppError::new("reason-missing")));
        }
        if record.last_seq != wish.seq {
            return Err(changed());
        }
        self.decided(
            account,
            vec![chosen(&record, DELETED, Value::Bool(true))],
            &wish.note,
        )
    }

    fn resident_record(&self, id: &str) -> fault::Result<Record> {
        let unknown = || missing(AppError::new("resident-unknown"));
        let id: Uuid = id.parse().map_err(|_| unknown())?;
        let record = self.records().reader().record(id)?;
        record
            .filter(|record| record.kind == "resident")
            .ok_or_else(unknown)
    }
}

/// The clerk decides about what he has not seen.
fn changed() -> Fault {
    Fault::Refused(StatusCode::CONFLICT, AppError::new("pair-changed"))
}

/// A field of a record, to be decided in the place of everything that is there.
fn chosen(record: &Record, field: &str, value: Value) -> Chosen {
    let known = record.state.fields.get(field);
    let mut alive: Vec<(i64, ChangeId, Value)> = known
        .into_iter()
        .flat_map(|field| &field.alive)
        .map(|(id, alive)| (alive.eff, *id, alive.value.clone()))
        .collect();
    alive.sort_by_key(|(eff, id, _)| std::cmp::Reverse((*eff, *id)));
    Chosen {
        record: record.id,
        field: field.to_owned(),
        value,
        seen: record.state.ids(field),
        before: alive.into_iter().map(|(_, _, value)| value).collect(),
        beside: Map::new(),
    }
}

/// A field that the kept record takes from the other, with what belongs to it.
fn taken(keep: &Record, lose: &Record, field: &str) -> Vec<Chosen> {
    let together: &[&str] = match field {
        "nik" => &["nik_draft", "nik_temporary"],
        "kk" => &["household"],
        _ => &[],
    };
    let nothing = Value::Null;
    let mut all = Vec::new();
    for name in std::iter::once(&field).chain(together) {
        let value = lose.state.shown(name).unwrap_or(&nothing);
        if keep.state.shown(name).unwrap_or(&nothing) != value || keep.has_rivals() {
            all.push(chosen(keep, name, value.clone()));
        }
    }
    all
}

/// A faulty NIK stands where the good one would.
fn with_drafts(words: [String; 2], people: &[Resident; 2]) -> [String; 2] {
    let [a, b] = words;
    let draft = |words: String, person: &Resident| match &person.nik_draft {
        Some(draft) if words.is_empty() => show_value("nik_draft", &Value::from(draft.as_str())),
        _ => words,
    };
    [draft(a, &people[0]), draft(b, &people[1])]
}

/// Records that were merged into this one, in the order of their ids.
pub(super) fn merged_records(store: &Store, id: Uuid) -> Result<Vec<Record>> {
    let mut records = Vec::new();
    for other in store.merged_into(id)? {
        records.extend(store.record(other)?);
    }
    Ok(records)
}
