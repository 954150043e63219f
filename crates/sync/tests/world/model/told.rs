//! How the model tells a history.

use std::collections::{BTreeMap, BTreeSet};

use jemput_sync::{ChangeId, IdRanges, RecordState, SCOPE};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct History {
    pub(super) seed: u64,
    pub(super) steps: Vec<Step>,
}

/// Ids are the model's: `5f2d1cfb10f6`, records `r12`, villages `v1`.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Step {
    Commit {
        laptop: usize,
        id: String,
        wall: i64,
        ops: Vec<Edit>,
    },
    Sync {
        laptop: usize,
        held: Vec<String>,
        /// The office was found to be restored: what was sent before all else.
        back: Option<Back>,
        push: Vec<String>,
        at: i64,
        lost: bool,
        /// The change up to which rows came, or `head`; missing: none came.
        pull: Option<String>,
    },
    Grant {
        laptop: usize,
        held: Vec<String>,
    },
    Backup,
    Restore,
    Copy {
        laptop: usize,
    },
    PutBack {
        laptop: usize,
    },
    Clone {
        laptop: usize,
    },
    Deliver {
        changes: Vec<String>,
        at: i64,
    },
    Quiet {
        records: BTreeMap<String, BTreeMap<String, Field>>,
        laptops: Vec<BTreeSet<String>>,
    },
}

/// One record's new values, and the ids that each takes the place of.
pub(super) type Edit = (
    String,
    BTreeMap<String, String>,
    BTreeMap<String, Vec<String>>,
);

#[derive(Deserialize)]
pub(super) struct Back {
    pub(super) push: Vec<String>,
    pub(super) at: i64,
    #[expect(dead_code, reason = "what is sent after a restore is never lost there")]
    pub(super) lost: bool,
    pub(super) salvage: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Field {
    pub(super) alive: BTreeMap<String, (String, i64)>,
    pub(super) dead: BTreeSet<String>,
    pub(super) shown: Option<String>,
}

/// A field of either side: values with their times, what was replaced, and what is shown.
pub(super) type Held = (BTreeMap<ChangeId, (Value, i64)>, IdRanges, Option<ChangeId>);

/// The model's ids are 48 random bits for each change: a process of its own for each.
pub(super) fn change_id(name: &str) -> ChangeId {
    let session = u64::from_str_radix(name, 16).expect("an id of the model");
    ChangeId { session, n: 1 }
}

pub(super) fn record_id(name: &str) -> Uuid {
    Uuid::from_u128(name[1..].parse().expect("a record of the model"))
}

pub(super) fn field(name: &str) -> String {
    if name == "village" { SCOPE } else { name }.to_owned()
}

pub(super) fn scope(village: &str) -> String {
    format!("village:{village}")
}

pub(super) fn value(field: &str, text: &str) -> Value {
    if field == "village" {
        json!(scope(text))
    } else {
        json!(text)
    }
}

pub(super) fn of_model(fields: &BTreeMap<String, Field>) -> BTreeMap<String, Held> {
    let all = fields.iter().map(|(name, told)| {
        let alive = told.alive.iter();
        let alive = alive.map(|(id, (text, eff))| (change_id(id), (value(name, text), *eff)));
        let mut dead = IdRanges::default();
        told.dead.iter().for_each(|id| dead.insert(change_id(id)));
        let shown = told.shown.as_deref().map(change_id);
        (field(name), (alive.collect(), dead, shown))
    });
    all.collect()
}

pub(super) fn of_core(state: &RecordState) -> BTreeMap<String, Held> {
    let all = state.fields.iter().map(|(name, field)| {
        let alive = field.alive.iter();
        let alive = alive.map(|(id, alive)| (*id, (alive.value.clone(), alive.eff)));
        let shown = field.shown().map(|(id, _)| id);
        (name.clone(), (alive.collect(), field.dead.clone(), shown))
    });
    all.collect()
}
