//! Finding and showing residents.

use jemput_domain::{
    audit::Deed,
    date,
    finding::{Finding, Severity},
    household,
    id::{HouseholdId, ResidentId},
    merge::{DELETED, MERGED_INTO},
    resident::{self, Resident},
    tables::CodeTable as _,
};
use jemput_store::{LetterFilter, Record};
use jemput_wire::{
    resident::{
        CodeTables, Fact, HistoryEntry, HouseholdView, Member, Numbers, ResidentGet,
        ResidentHistory, ResidentHit, ResidentSearch, ResidentView, RevealNumbers, RivalValue,
        RivalView, SearchView,
    },
    sync::ConflictCard,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    App,
    error::{Result, coded},
    regions::regions,
    session::Session,
    words,
};

/// Most rows of one search.
const LIMIT: u32 = 100;

/// What lists call a record.
pub(crate) fn name_of(record: &Record) -> String {
    record
        .text("name")
        .or_else(|| record.text("number"))
        .unwrap_or_default()
        .to_owned()
}

impl App {
    pub(crate) fn resident_search(&self, wish: ResidentSearch) -> Result<SearchView> {
        let session = self.session()?;
        let limit = wish.limit.clamp(1, LIMIT);
        let (records, more, total) = {
            let store = session.store();
            let total = store.count("resident")?;
            if wish.query.trim().is_empty() {
                (
                    store.recent_residents(limit)?,
                    total > u64::from(limit),
                    total,
                )
            } else {
                let found = store.search_residents(&wish.query, limit)?;
                (found.records, found.more, total)
            }
        };
        let hits = records
            .iter()
            .map(|record| self.hit_of(&session, record))
            .collect::<Result<_>>()?;
        Ok(SearchView { total, hits, more })
    }

    pub(crate) fn resident_get(&self, wish: ResidentGet) -> Result<ResidentView> {
        let session = self.session()?;
        let id = self.kept(&session, wish.id)?;
        let record = self.resident_record(&session, id)?;
        let resident: Resident = record.to()?;
        let today = self.today_in(&session);
        let touched = session.store().touch_resident(id.0, self.time.now_ms());
        if let Err(cause) = touched {
            // Who was opened last is a comfort: on a full disk people can be looked at all the same.
            tracing::warn!(%cause, "who was opened last is not noted");
        }
        self.note_anyway(&session, Deed::Saw, Some(id.0), "");
        let letters = LetterFilter {
            resident: Some(id.0),
            ..LetterFilter::default()
        };
        Ok(ResidentView {
            card: self.hit_of(&session, &record)?,
            facts: facts(&resident),
            findings: resident::check(&resident, Some(regions()), today),
            household: self.household_view(&session, &resident)?,
            letters: self.letter_cards(&session, &letters)?,
            rivals: self.rivals(&session, &record)?,
            duplicates: self.duplicates_of(&session, Some(id), &resident)?,
        })
    }

    /// The record that stands for a resident: another one where the office merged two.
    pub(crate) fn kept(&self, session: &Session, id: ResidentId) -> Result<ResidentId> {
        let kept = ResidentId(session.store().kept(id.0)?.id);
        let record = session.store().record(kept.0)?;
        match record {
            Some(record) if record.state.shown(DELETED) == Some(&Value::Bool(true)) => {
                Err(coded("resident-deleted"))
            }
            // The kept one may live in a village that this laptop does not hold.
            None if kept != id => Err(coded("resident-merged-away")),
            _ => Ok(kept),
        }
    }

    pub(crate) fn resident_record(&self, session: &Session, id: ResidentId) -> Result<Record> {
        session
            .store()
            .record(id.0)?
            .filter(|record| record.kind == "resident")
            .ok_or_else(|| coded("resident-unknown"))
    }

    /// One resident as a row of a list.
    pub(crate) fn hit(&self, session: &Session, id: ResidentId) -> Result<ResidentHit> {
        let record = self.resident_record(session, id)?;
        self.hit_of(session, &record)
    }

    pub(crate) fn hit_of(&self, session: &Session, record: &Record) -> Result<ResidentHit> {
        let resident: Resident = record.to()?;
        let today = self.today_in(session);
        // A list shows what changes what the officer does next; the rest waits on the resident's page.
        let mut flags: Vec<String> = resident::check(&resident, None, today)
            .into_iter()
            .filter(|finding| finding.severity != Severity::Hint)
            .map(|finding| finding.code.to_string())
            .collect();
        if record.has_rivals() {
            flags.push("rival-values".to_owned());
        }
        flags.dedup();
        Ok(ResidentHit {
            id: ResidentId(record.id),
            name: resident.name.clone(),
            sex: resident.sex.map(jemput_domain::tables::CodeTable::code),
            age: resident
                .birth_date
                .and_then(|birth| u16::try_from(date::age(birth, today)).ok()),
            address: resident.address_line(),
            nik_tail: resident
                .nik
                .as_ref()
                .map(|nik| nik.tail().to_owned())
                .unwrap_or_default(),
            flags,
        })
    }

    /// The name of the household's head, where it is known here; one who is dead or gone only while
    /// nobody has followed.
    pub(crate) fn head_name(
        &self,
        session: &Session,
        resident: &Resident,
    ) -> Result<Option<String>> {
        Ok(self
            .members(session, resident)?
            .into_iter()
            .filter(|(_, member)| member.relation == Some(jemput_domain::tables::Relation::Head))
            .min_by_key(|(_, head)| !head.lives_here())
            .map(|(_, head)| head.name))
    }

    pub(crate) fn members(
        &self,
        session: &Session,
        resident: &Resident,
    ) -> Result<Vec<(Record, Resident)>> {
        let Some(id) = resident.household else {
            return Ok(Vec::new());
        };
        let mut members = session
            .store()
            .household_members(id.0)?
            .into_iter()
            .map(|record| Ok((record.to::<Resident>()?, record)))
            .map(|pair: Result<_>| pair.map(|(resident, record)| (record, resident)))
            .collect::<Result<Vec<_>>>()?;
        members.sort_by_key(|(_, member)| {
            (
                member
                    .relation
                    .map_or(u8::MAX, jemput_domain::tables::CodeTable::code),
                member.birth_date.map(jemput_domain::date::FlexDate::iso),
            )
        });
        Ok(members)
    }

    fn household_view(
        &self,
        session: &Session,
        resident: &Resident,
    ) -> Result<Option<HouseholdView>> {
        let Some(id) = resident.household else {
            return Ok(None);
        };
        let members = self.members(session, resident)?;
        let people: Vec<&Resident> = members.iter().map(|(_, member)| member).collect();
        Ok(Some(HouseholdView {
            id: HouseholdId(id.0),
            kk_masked: resident
                .kk
                .as_ref()
                .map(jemput_domain::kk::Kk::masked)
                .unwrap_or_default(),
            findings: household::check(&people),
            members: members
                .iter()
                .map(|(record, member)| {
                    Ok(Member {
                        card: self.hit_of(session, record)?,
                        relation: member
                            .relation
                            .map(|relation| relation.label().to_owned())
                            .unwrap_or_default(),
                        birth: member
                            .birth_date
                            .map(|birth| birth.to_string())
                            .unwrap_or_default(),
                        gone: member
                            .basic_status
                            .filter(|_| !member.lives_here())
                            .map(|status| status.label().to_owned()),
                    })
                })
                .collect::<Result<_>>()?,
        }))
    }

    /// Others who may be the same person, as the store's index proposes them.
    pub(crate) fn duplicates_of(
        &self,
        session: &Session,
        id: Option<ResidentId>,
        resident: &Resident,
    ) -> Result<Vec<ResidentHit>> {
        let candidates = session
            .store()
            .duplicate_candidates(id.map(|id| id.0), resident)?;
        candidates
            .iter()
            .map(|record| self.hit_of(session, record))
            .collect()
    }

    pub(crate) fn rivals(&self, session: &Session, record: &Record) -> Result<Vec<RivalView>> {
        let zone = session.zone();
        let mut views = Vec::new();
        for (field, shown) in record.rival_fields() {
            let mut values = Vec::new();
            for (value, change) in shown {
                let author = session.store().author_of(change)?;
                values.push(RivalValue {
                    value: show(field, value),
                    who: self.officer_name(session, author.as_ref().map(|author| author.user)),
                    device: self.device_name(session, author.as_ref().map(|author| author.device)),
                    when: author
                        .map(|author| words::moment(zone, author.wall_ms))
                        .unwrap_or_default(),
                });
            }
            views.push(RivalView {
                field: field.to_owned(),
                values,
            });
        }
        Ok(views)
    }

    pub(crate) fn conflict_card(&self, session: &Session, record: &Record) -> Result<ConflictCard> {
        Ok(ConflictCard {
            record: record.id.to_string(),
            kind: record.kind.clone(),
            name: name_of(record),
            fields: self.rivals(session, record)?,
        })
    }

    pub(crate) fn resident_history(&self, wish: ResidentHistory) -> Result<Vec<HistoryEntry>> {
        let session = self.session()?;
        let entries = self.whole_history(&session, wish.id)?;
        let zone = session.zone();
        Ok(entries
            .into_iter()
            .filter(|entry| entry.field != "scope" && entry.field != "household")
            .map(|entry| HistoryEntry {
                old: entry
                    .old
                    .as_ref()
                    .map(|value| show(&entry.field, value))
                    .unwrap_or_default(),
                new: show(&entry.field, &entry.new),
                when: words::moment(zone, entry.wall_ms),
                who: self.officer_name(&session, Some(entry.user)),
                device: self.device_name(&session, Some(entry.device)),
                clock_doubtful: entry.clock_doubtful,
                field: entry.field,
            })
            .collect())
    }

    /// A resident's changes, and those of records that were merged into this one, newest first.
    fn whole_history(
        &self,
        session: &Session,
        id: ResidentId,
    ) -> Result<Vec<jemput_store::HistoryRow>> {
        let store = session.store();
        let mut entries = store.history(id.0)?;
        let merged = store.merged_into(id.0)?;
        for other in &merged {
            entries.extend(store.history(*other)?);
        }
        if !merged.is_empty() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.wall_ms));
        }
        entries.retain(|entry| entry.field != MERGED_INTO);
        Ok(entries)
    }

    pub(crate) fn reveal_numbers(&self, wish: RevealNumbers) -> Result<Numbers> {
        let session = self.session()?;
        let resident: Resident = self.resident_record(&session, wish.id)?.to()?;
        // Noted first: what cannot be noted is not shown.
        self.note(&session, Deed::SawNumbers, Some(wish.id.0), "")?;
        Ok(Numbers {
            nik: resident
                .nik
                .as_ref()
                .map(ToString::to_string)
                .or(resident.nik_draft)
                .unwrap_or_default(),
            kk: resident
                .kk
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        })
    }

    pub(crate) fn code_tables(
        &self,
        _: CodeTables,
    ) -> Result<Vec<jemput_wire::resident::CodeTable>> {
        Ok(resident::code_tables()
            .into_iter()
            .map(|(field, entries)| jemput_wire::resident::CodeTable {
                field: field.to_owned(),
                entries: entries
                    .into_iter()
                    .map(|(code, label)| (code, label.to_owned()))
                    .collect(),
            })
            .collect())
    }

    /// The officer's name where it is known here; officers of other laptops are records of the office.
    fn officer_name(&self, session: &Session, id: Option<Uuid>) -> String {
        let Some(id) = id else { return String::new() };
        session
            .profile
            .officers
            .iter()
            .find(|officer| officer.id.0 == id)
            .map(|officer| officer.name.clone())
            .or_else(|| {
                session
                    .store()
                    .record(id)
                    .ok()
                    .flatten()?
                    .text("name")
                    .map(str::to_owned)
            })
            .unwrap_or_default()
    }

    fn device_name(&self, session: &Session, id: Option<Uuid>) -> String {
        let Some(id) = id else { return String::new() };
        if id == session.profile.device.0 {
            return session.profile.device_name.clone();
        }
        session
            .store()
            .record(id)
            .ok()
            .flatten()
            .and_then(|record| record.text("name").map(str::to_owned))
            .unwrap_or_default()
    }
}

/// Facts in reading order, NIK and KK masked.
fn facts(resident: &Resident) -> Vec<Fact> {
    resident
        .facts()
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(field, value)| Fact {
            field: field.to_owned(),
            value,
        })
        .collect()
}

/// A stored value as people read it.
fn show(field: &str, value: &Value) -> String {
    resident::show_value(field, value)
}

/// Findings that block saving.
pub(crate) fn errors(findings: &[Finding]) -> bool {
    jemput_domain::finding::has_error(findings)
}
