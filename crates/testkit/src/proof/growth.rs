//! What one edit costs as the office's log grows, and as one field is edited again and again.

use std::{collections::BTreeMap, fs, io::Write, time::Instant};

use anyhow::Result;
use clap::Args;
use jemput_domain::id::{DeviceId, OfficerId};
use jemput_store::{Author, Store, StoreError, keyring::DataKey};
use jemput_sync::{
    ChangeId, ChangeSet, Clock, Grant, Op, PROTO, PUSH_CHANGES, Seen, SyncRequest, absorb, hash,
    next_request,
};
use serde_json::{Map, Value, json, value::RawValue};
use uuid::Uuid;

mod one_field;

pub use one_field::one_field;

use super::desk::percentile;
use crate::records::Rng;

/// How far the log grows.
#[derive(Debug, Clone, Args)]
pub struct Wish {
    /// Entries at the end; it is measured at 10,000, 30,000, 100,000, 300,000 and so on.
    #[arg(long, default_value_t = 1_000_000)]
    pub entries: u64,
}

const NOW: i64 = 1_795_600_000_000;
/// Records of the village that is measured, and of each other one.
const RECORDS: u64 = 1000;
const VILLAGES: u64 = 20;
/// Edits of one measurement.
const EDITS: u64 = 100;
/// A cost is flat if it never gets beyond so many times what it was at first.
const FLAT: f64 = 1.5;

fn village(n: u64) -> String {
    format!("village:33.99.01.{}", 2001 + n)
}

fn grant(device: Uuid, village_number: u64) -> Grant {
    Grant {
        device,
        scopes: [village(village_number), "all".to_owned()].into(),
        office_kinds: ["service".to_owned()].into(),
    }
}

fn author(device: u128) -> Author {
    Author::new(
        DeviceId(Uuid::from_u128(device)),
        OfficerId(Uuid::from_u128(9)),
        NOW,
    )
}

fn resident(scope: &str, n: u64) -> Map<String, Value> {
    let fields = json!({
        "scope": scope, "name": format!("Sumarni Nomor {n}"), "nik": format!("33990452038{:05}", n % 100_000),
        "birth_place": "Tirtakarsa", "birth_date": "1989-03-12", "sex": 2, "religion": 1,
        "address": format!("Jl. Contoh Raya No. {n}"), "rt": "003", "rw": "001",
        "note": hash(&n.to_be_bytes()).to_string().repeat(4),
    });
    match fields {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Measures and prints the curve.
///
/// # Errors
/// Those of the databases.
pub fn run(wish: &Wish, out: &mut impl Write) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut office = Store::open_plain(&folder.path().join("kantor.db"))?;
    office.set_server_id("office")?;
    let key = DataKey::generate()?;
    let mut one = Store::create(&folder.path().join("satu.db"), &key)?;
    let mut two = Store::create(&folder.path().join("dua.db"), &key)?;
    for n in 0..RECORDS {
        let id = Uuid::from_u128(u128::from(n) + 1);
        one.transact(&author(1), |tx| {
            tx.create(id, "resident", resident(&village(0), n))
        })?;
    }
    sync(&mut office, &mut one, 1)?;
    sync(&mut office, &mut two, 2)?;
    let mut others = Others::default();
    writeln!(
        out,
        "| entries in the log | save, ms | push one edit, ms | pull one edit, ms | nothing new, ms | of budget | office's file, bytes an entry |\n\
         | --- | --- | --- | --- | --- | --- | --- |"
    )?;
    let mut first = None;
    let mut next = 10_000;
    loop {
        others.grow(&mut office, next)?;
        let mut save = Vec::new();
        let (mut push, mut pull, mut nothing) = (Vec::new(), Vec::new(), Vec::new());
        // Others go on meanwhile, as they do in the field: a place in a moving log.
        for round in 0..5 {
            for n in 0..EDITS {
                let id = Uuid::from_u128(u128::from(n * 7 % RECORDS) + 1);
                let text = format!("0812{next}{round}{n}");
                let start = Instant::now();
                one.transact(&author(1), |tx| -> Result<(), StoreError> {
                    tx.edit_value(id, "phone", json!(text))
                })?;
                save.push(start.elapsed().as_secs_f64() * 1000.0);
            }
            let each = |seconds: f64| seconds * 1000.0 / EDITS as f64;
            push.push(each(sync(&mut office, &mut one, 1)?));
            pull.push(each(sync(&mut office, &mut two, 2)?));
            nothing.push(sync(&mut office, &mut two, 2)? * 1000.0);
        }
        let size = fs::metadata(folder.path().join("kantor.db"))?.len();
        let entries = office.log_head()?.seq;
        let costs =
            [&mut save, &mut push, &mut pull, &mut nothing].map(|values| percentile(values, 50));
        let at_first = *first.get_or_insert(costs);
        // The one that grew most.
        let grown = costs.iter().zip(at_first).map(|(now, first)| now / first);
        let [save, push, pull, nothing] = costs;
        writeln!(
            out,
            "| {entries} | {save:.2} | {push:.2} | {pull:.2} | {nothing:.2} | {:.2} | {} |",
            grown.fold(0.0, f64::max) / FLAT,
            size / entries
        )?;
        out.flush()?;
        if next >= wish.entries {
            return Ok(());
        }
        next = (if next.to_string().starts_with('1') {
            next * 3
        } else {
            next / 3 * 10
        })
        .min(wish.entries);
    }
}

/// One laptop's turns until all is done; seconds.
fn sync(office: &mut Store, laptop: &mut Store, device: u128) -> Result<f64> {
    let grant = grant(Uuid::from_u128(device), 0);
    let start = Instant::now();
    loop {
        let request = next_request(laptop)?;
        let answer = office.serve(&grant, &request, NOW)?;
        if absorb(laptop, answer)?.done {
            return Ok(start.elapsed().as_secs_f64());
        }
    }
}

/// The laptops of the other villages: they only send.
#[derive(Default)]
struct Others {
    batches: u64,
    /// The newest change of each record's note.
    notes: BTreeMap<u64, ChangeId>,
}

impl Others {
    /// Sends edits of all other villages until the log has so many entries.
    fn grow(&mut self, office: &mut Store, entries: u64) -> Result<()> {
        loop {
            let missing = entries.saturating_sub(office.log_head()?.seq);
            let count = missing.min(PUSH_CHANGES as u64);
            if count == 0 {
                return Ok(());
            }
            self.batches += 1;
            // A laptop that was never there before: no turn to go on from.
            let device = Uuid::from_u128(1_000_000 + u128::from(self.batches));
            let place = 1 + self.batches % (VILLAGES - 1);
            let mut r = Rng::new(self.batches);
            let mut changes = Vec::new();
            for n in 1..=count {
                let id = ChangeId {
                    session: 1_000_000 + self.batches,
                    n,
                };
                let set = self.change(id, device, place, &mut r);
                let text = String::from_utf8(set.write()?)?;
                changes.push(RawValue::from_string(text)?);
            }
            let request = SyncRequest {
                proto: PROTO,
                session: id_of_batch(self.batches),
                changes,
                quiet: true,
                ..SyncRequest::default()
            };
            let answer = office.serve(&grant(device, place), &request, NOW)?;
            anyhow::ensure!(
                answer.acks.len() as u64 == count
                    && answer.acks.iter().all(|ack| ack.reason.is_none()),
                "the office did not take everything"
            );
        }
    }

    fn change(&mut self, id: ChangeId, device: Uuid, place: u64, r: &mut Rng) -> ChangeSet {
        let number = place * RECORDS + r.below(RECORDS);
        let record = Uuid::from_u128(u128::from(number) + 1);
        let before = self.notes.insert(number, id);
        let note = hash(&r.next().to_be_bytes()).to_string();
        let (set, replaces) = match before {
            Some(before) => (
                BTreeMap::from([("note".to_owned(), json!(note))]),
                BTreeMap::from([("note".to_owned(), vec![before])]),
            ),
            None => (
                resident(&village(place), number).into_iter().collect(),
                BTreeMap::new(),
            ),
        };
        ChangeSet {
            id,
            proto: PROTO,
            salt: hash(&r.next().to_be_bytes()).to_string()[..32].to_owned(),
            device,
            user: Uuid::from_u128(9),
            wall: NOW,
            clock: Clock::Ok,
            ops: vec![Op {
                record,
                kind: "resident".to_owned(),
                seen: Seen {
                    // As if the laptop had synced just before.
                    seq: u64::MAX >> 1,
                    own: Vec::new(),
                },
                set,
                replaces,
            }],
            erase: Vec::new(),
            salvage: std::collections::BTreeMap::new(),
        }
    }
}

fn id_of_batch(batch: u64) -> u64 {
    1_000_000 + batch
}
