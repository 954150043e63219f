//! What there is to decide: the list, and everything about one record.

use std::collections::BTreeMap;

use anyhow::Result;
use jemput_domain::{
    finding::Finding,
    resident::{Resident, show_value},
    tables::{CodeTable as _, Relation},
};
use jemput_store::{ChangeAuthor, Logged, Record};
use jemput_wire::{
    AppError,
    office::{
        Matter, MatterDetail, MatterPage, MatterPerson, MatterQuery, Topic, Unseen, VillageRow,
    },
    resident::{Fact, RivalValue, RivalView},
};
use uuid::Uuid;

use super::{devices::moment, duplicates::merged_records, history::INNER, names::Names, page};
use crate::{
    fault::{self, missing},
    office::Office,
    review::{Filter, Listed, meetings, strangers},
};

impl Office {
    /// Records about which there is something to decide.
    pub(crate) fn conflict_count(&self) -> Result<u64> {
        self.review()?.count(&Filter::default())
    }

    /// Records that are only to be looked at.
    pub(crate) fn look_count(&self) -> Result<u64> {
        self.review()?.count(&Filter::soft())
    }

    /// A page of the list, oldest first.
    pub(crate) fn conflicts(&self, query: &MatterQuery) -> fault::Result<MatterPage> {
        let (offset, limit) = page(query.offset, query.limit);
        let filter = Filter {
            village: &query.village,
            topic: &query.topic,
            kind: &query.kind,
            field: &query.field,
        };
        let review = self.review()?;
        let listed = review.list(&filter, offset, limit)?;
        let (total, all) = (review.count(&filter)?, review.count(&Filter::default())?);
        let soft = review.count(&Filter::soft())?;
        let only_soft = query.topic == Topic::Soft.as_str();
        let places = review.different("village", only_soft)?;
        let kinds = review.different("kind", only_soft)?;
        let fields = review.different("field", only_soft)?;
        let behind = review.behind;
        drop(review);
        let villages = self.villages()?;
        let names = self.names()?;
        let mut rows = Vec::new();
        for one in &listed {
            let mut row = self.matter(one, &villages, &names, false)?;
            if !query.field.is_empty() {
                row.fields.retain(|field| field.field == query.field);
            }
            rows.push(row);
        }
        let mut devices: Vec<(String, String)> = names
            .devices()
            .map(|(id, name)| (id.to_string(), name.to_owned()))
            .collect();
        devices.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(MatterPage {
            rows,
            total,
            all,
            soft,
            behind,
            villages: villages
                .into_iter()
                .filter(|village| places.contains(&village.code.to_string()))
                .collect(),
            kinds,
            fields,
            devices,
        })
    }

    /// Everything about one record; nothing to decide any more is an answer too.
    pub(crate) fn conflict(&self, id: &str) -> fault::Result<MatterDetail> {
        let unknown = || missing(AppError::new("record-unknown"));
        let id: Uuid = id.parse().map_err(|_| unknown())?;
        let record = self.records().reader().record(id)?.ok_or_else(unknown)?;
        let listed = self.review()?.of_record(id)?;
        let (villages, names) = (self.villages()?, self.names()?);
        let matters: Vec<Matter> = listed
            .iter()
            .map(|one| self.matter(one, &villages, &names, true))
            .collect::<Result<_>>()?;
        let has = |topic| matters.iter().any(|matter: &Matter| matter.topic == topic);
        Ok(MatterDetail {
            people: if has(Topic::Household) {
                self.people_of(id)?
            } else if has(Topic::Circle) {
                let mut all = vec![record.clone()];
                all.extend(merged_records(&self.records().reader(), id)?);
                all.iter().map(person).collect()
            } else {
                Vec::new()
            },
            unseen: if has(Topic::Removed) {
                self.unseen(&record, &names)?
            } else {
                Vec::new()
            },
            beside: if has(Topic::Soft) {
                self.beside(&record, &names)?
            } else {
                Vec::new()
            },
            matters,
        })
    }

    fn matter(
        &self,
        listed: &Listed,
        villages: &[VillageRow],
        names: &Names,
        whole: bool,
    ) -> Result<Matter> {
        let record = self.records().reader().record(listed.record)?;
        let village = villages
            .iter()
            .find(|village| village.code.as_str() == listed.village);
        let findings: Vec<Finding> = serde_json::from_str(&listed.detail).unwrap_or_default();
        let mut matter = Matter {
            record: listed.record.to_string(),
            kind: String::new(),
            topic: listed.topic,
            name: String::new(),
            village: village
                .map(|village| village.name.clone())
                .unwrap_or_default(),
            when: moment(self.zone()?, listed.at),
            seq: record.as_ref().map_or(0, |record| record.last_seq),
            fields: Vec::new(),
            findings,
        };
        if let Some(record) = record {
            matter.name = self.name_of(&record)?;
            if listed.topic == Topic::Rivals {
                matter.fields = self.disputed(&record, names, whole)?;
            }
            matter.kind = record.kind;
        }
        Ok(matter)
    }

    /// What a record is called in a list: a person's name, a letter's number, the head of a household.
    pub(super) fn name_of(&self, record: &Record) -> Result<String> {
        if record.kind == "household" {
            let members = self.records().reader().household_members(record.id)?;
            let head = members.iter().find(|member| {
                member
                    .state
                    .shown("relation")
                    .and_then(serde_json::Value::as_u64)
                    == Some(u64::from(Relation::Head.code()))
            });
            let someone = head.or(members.first());
            return Ok(someone
                .and_then(|member| member.text("name"))
                .unwrap_or_default()
                .to_owned());
        }
        Ok(record
            .text("name")
            .or_else(|| record.text("number"))
            .or_else(|| record.text("title"))
            .unwrap_or_default()
            .to_owned())
    }

    fn people_of(&self, household: Uuid) -> Result<Vec<MatterPerson>> {
        let members = self.records().reader().household_members(household)?;
        Ok(members.iter().map(person).collect())
    }

    /// The deletion, and what met it, in the order of the log.
    fn unseen(&self, record: &Record, names: &Names) -> Result<Vec<Unseen>> {
        let meetings = meetings(&self.records().reader(), record)?;
        let mut all: BTreeMap<u64, (bool, Logged)> = BTreeMap::new();
        for meeting in meetings {
            all.insert(meeting.removal.seq, (true, meeting.removal));
            for edit in meeting.edits {
                all.entry(edit.seq).or_insert((false, edit));
            }
        }
        all.into_values()
            .map(|(removal, logged)| self.written(record, removal, &logged, names))
            .collect()
    }

    /// Changes that did not know of each other, in the order of the log.
    fn beside(&self, record: &Record, names: &Names) -> Result<Vec<Unseen>> {
        let (strangers, logged) = {
            let store = self.records().reader();
            (strangers(&store, record.id)?, store.logged_of(record.id)?)
        };
        logged
            .iter()
            .filter(|logged| strangers.contains(&logged.seq))
            .map(|logged| self.written(record, false, logged, names))
            .collect()
    }

    /// What a change wrote into a record, and whose it is.
    fn written(
        &self,
        record: &Record,
        removal: bool,
        logged: &Logged,
        names: &Names,
    ) -> Result<Unseen> {
        let author = ChangeAuthor {
            device: logged.set.device,
            user: logged.set.user,
            wall_ms: logged.set.wall,
            clock_doubtful: logged.set.clock != jemput_sync::Clock::Ok,
        };
        let ops = logged.set.ops.iter().filter(|op| op.record == record.id);
        Ok(Unseen {
            removal,
            hand: self.hand_of(Some(author), names)?,
            fields: ops
                .flat_map(|op| &op.set)
                .filter(|(field, _)| !INNER.contains(&field.as_str()))
                .map(|(field, value)| Fact {
                    field: field.clone(),
                    value: show_value(field, value),
                })
                .collect(),
        })
    }

    /// A record's rival values for its own page, the shown one first.
    pub(super) fn rivals_of(&self, record: &Record, names: &Names) -> Result<Vec<RivalView>> {
        let fields = self.disputed(record, names, false)?;
        Ok(fields
            .into_iter()
            .map(|field| RivalView {
                field: field.field,
                values: field
                    .claims
                    .into_iter()
                    .flat_map(|claim| {
                        let value = claim.value;
                        claim.by.into_iter().map(move |hand| RivalValue {
                            value: value.clone(),
                            who: hand.who,
                            device: hand.device,
                            when: hand.when,
                        })
                    })
                    .collect(),
            })
            .collect())
    }
}

/// A resident as one of several people of a matter.
fn person(record: &Record) -> MatterPerson {
    let resident = Resident::from_fields(record.fields());
    let status = resident.basic_status.filter(|_| !resident.lives_here());
    MatterPerson {
        id: record.id.to_string(),
        birth: resident
            .birth_date
            .map(|birth| birth.to_string())
            .unwrap_or_default(),
        relation: resident
            .relation
            .map(jemput_domain::tables::CodeTable::code),
        relation_ids: record
            .state
            .ids("relation")
            .iter()
            .map(ToString::to_string)
            .collect(),
        status: status
            .map(|status| status.label().to_owned())
            .unwrap_or_default(),
        name: resident.name,
    }
}
