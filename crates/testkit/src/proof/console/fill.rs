//! Fills an office's database with what two laptops sent.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::{Result, ensure};
use jemput_store::Store;
use jemput_sync::{
    ChangeId, ChangeSet, Clock, Grant, Op, PROTO, PUSH_CHANGES, Seen, SyncRequest, hash,
};
use serde_json::{Value, json, value::RawValue};
use uuid::Uuid;

use super::Wish;
use crate::{
    VILLAGE,
    records::{self, Citizen},
};

const NOW: i64 = 1_795_600_000_000;

/// Everybody's residents, then two laptops' edits that do not know of each other.
pub(in crate::proof) fn office(path: &Path, wish: &Wish) -> Result<()> {
    let mut store = Store::open_plain(path)?;
    let mut citizens = records::base(wish.residents, records::SEED);
    for (n, citizen) in citizens.iter_mut().enumerate() {
        // Of very many people only the year is known, which became the first of July.
        if n % 20 == 0 {
            citizen.birth_date.replace_range(4.., "-07-01");
        }
    }
    let mut one = Sender::new(&mut store, 1);
    let mut made = Vec::new();
    for citizen in &citizens {
        made.push((citizen.uuid.parse::<Uuid>()?, one.register(citizen)?));
    }
    for citizen in citizens.iter().step_by(7).take(wish.pairs) {
        let mut again = citizen.clone();
        again.uuid = Uuid::new_v5(&citizen.uuid.parse()?, b"again").to_string();
        again.nik.clear();
        again.name = again.name.replacen('A', "AA", 1);
        one.register(&again)?;
    }
    one.send()?;
    for device in [1, 2] {
        let mut sender = Sender::new(&mut store, device);
        for (n, (id, creation)) in made.iter().step_by(5).take(wish.rivals).enumerate() {
            let field = ["phone", "address", "rt"][n % 3];
            sender.edit(*id, *creation, field, &format!("{device} {n}"))?;
        }
        sender.send()?;
    }
    Ok(())
}

/// A laptop that only sends.
struct Sender<'a> {
    store: &'a mut Store,
    device: Uuid,
    session: u64,
    n: u64,
    batch: Vec<Box<RawValue>>,
    households: BTreeSet<Uuid>,
}

impl<'a> Sender<'a> {
    fn new(store: &'a mut Store, device: u64) -> Self {
        let number = device * 1_000_000 + store.log_head().map_or(0, |head| head.seq);
        Self {
            store,
            device: Uuid::from_u128(u128::from(number)),
            session: number,
            n: 0,
            batch: Vec::new(),
            households: BTreeSet::new(),
        }
    }

    /// A resident of a family; the first of a family is its head.
    fn register(&mut self, citizen: &Citizen) -> Result<ChangeId> {
        let id: Uuid = citizen.uuid.parse()?;
        let household = Uuid::new_v5(&Uuid::NAMESPACE_OID, citizen.kk.as_bytes());
        let head = self.households.insert(household);
        let scope = format!("village:{VILLAGE}");
        let mut resident = json!({
            "scope": scope, "name": citizen.name, "kk": citizen.kk, "household": household,
            "birth_place": citizen.birth_place, "birth_date": citizen.birth_date, "mother_name": citizen.mother_name,
            "sex": if citizen.sex == "P" { 2 } else { 1 }, "address": citizen.address, "rt": citizen.rt, "rw": citizen.rw,
            "relation": if head { 1 } else { 4 }, "phone": citizen.phone, "religion": 1, "note": citizen.notes,
        });
        if !citizen.nik.is_empty() {
            resident["nik"] = json!(citizen.nik);
        }
        let family = json!({ "scope": scope, "kk": citizen.kk, "village": VILLAGE });
        let seen = Seen::default();
        let mut ops = vec![op(id, "resident", &resident, seen.clone(), BTreeMap::new())];
        if head {
            ops.push(op(household, "household", &family, seen, BTreeMap::new()));
        }
        self.put(ops)
    }

    /// Another value of a field, by somebody who saw only the resident as it was registered.
    fn edit(&mut self, id: Uuid, creation: ChangeId, field: &str, value: &str) -> Result<()> {
        let replaces = BTreeMap::from([(field.to_owned(), vec![creation])]);
        let seen = Seen {
            // As if it had been the newest thing on the screen.
            seq: u64::MAX >> 1,
            own: Vec::new(),
        };
        self.put(vec![op(
            id,
            "resident",
            &json!({ field: value }),
            seen,
            replaces,
        )])?;
        Ok(())
    }

    fn put(&mut self, ops: Vec<Op>) -> Result<ChangeId> {
        self.n += 1;
        let id = ChangeId {
            session: self.session,
            n: self.n,
        };
        let salt = hash(format!("{id}").as_bytes()).to_string();
        let set = ChangeSet {
            id,
            proto: PROTO,
            salt: salt[..32].to_owned(),
            device: self.device,
            user: Uuid::from_u128(9),
            wall: NOW,
            clock: Clock::Ok,
            ops,
            erase: Vec::new(),
            salvage: BTreeMap::new(),
        };
        let text = String::from_utf8(set.write()?)?;
        self.batch.push(RawValue::from_string(text)?);
        if self.batch.len() == PUSH_CHANGES {
            self.send()?;
        }
        Ok(id)
    }

    fn send(&mut self) -> Result<()> {
        let changes = std::mem::take(&mut self.batch);
        let count = changes.len();
        let grant = Grant {
            device: self.device,
            scopes: [format!("village:{VILLAGE}")].into(),
            office_kinds: ["service".to_owned()].into(),
        };
        let request = SyncRequest {
            proto: PROTO,
            session: self.session + self.n,
            changes,
            quiet: true,
            ..SyncRequest::default()
        };
        let answer = self.store.serve(&grant, &request, NOW)?;
        ensure!(
            answer.acks.len() == count && answer.acks.iter().all(|ack| ack.reason.is_none()),
            "the office did not take everything"
        );
        Ok(())
    }
}

fn op(
    record: Uuid,
    kind: &str,
    fields: &Value,
    seen: Seen,
    replaces: BTreeMap<String, Vec<ChangeId>>,
) -> Op {
    let fields = fields.as_object().cloned().unwrap_or_default();
    Op {
        record,
        kind: kind.to_owned(),
        seen,
        set: fields.into_iter().collect(),
        replaces,
    }
}
