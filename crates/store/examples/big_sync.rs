//! Measures a round of 10,000 records: one laptop pushes them to an office, another pulls them; then 200 edits.
//!
//! `cargo run -p jemput-store --release --example big_sync [RECORDS]`. Bytes are JSON before compression.

use std::{io::Write as _, time::Instant};

use jemput_domain::id::{DeviceId, OfficerId};
use jemput_store::{Author, Store, StoreError, keyring::DataKey};
use jemput_sync::{Grant, SyncRequest, absorb, next_request};
use serde_json::{Map, Value, json};
use uuid::Uuid;

const SCOPE: &str = "village:33.99.04.2007";

fn author(device: u128) -> Author {
    Author::new(
        DeviceId(Uuid::from_u128(device)),
        OfficerId(Uuid::from_u128(9)),
        1_795_600_000_000,
    )
}

fn resident(n: u64) -> Map<String, Value> {
    let fields = json!({
        "scope": SCOPE, "name": format!("Sumarni Nomor {n}"), "nik": format!("33990452038{:05}", n % 100_000),
        "birth_place": "Tirtakarsa", "birth_date": "1989-03-12", "sex": 2, "religion": 1, "education": 3,
        "occupation": 9, "marital_status": 2, "relation": 1 + n % 9, "address": format!("Jl. Contoh Raya No. {n}"),
        "dusun": "Krajan", "rt": "003", "rw": "001", "note": "x".repeat(500),
    });
    match fields {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Turns until all is done: number, bytes up, bytes down.
fn sync(
    office: &mut Store,
    laptop: &mut Store,
    device: u128,
) -> Result<(u32, usize, usize), Box<dyn std::error::Error>> {
    let grant = Grant {
        device: Uuid::from_u128(device),
        scopes: [SCOPE.to_owned(), "all".to_owned()].into(),
        office_kinds: ["service".to_owned()].into(),
    };
    let (mut turns, mut up, mut down) = (0, 0, 0);
    loop {
        let request = serde_json::to_string(&next_request(laptop)?)?;
        up += request.len();
        let request: SyncRequest = serde_json::from_str(&request)?;
        let answer = serde_json::to_string(&office.serve(&grant, &request, 1_795_600_000_000)?)?;
        down += answer.len();
        turns += 1;
        if absorb(laptop, serde_json::from_str(&answer)?)?.done {
            return Ok((turns, up, down));
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let records = std::env::args()
        .nth(1)
        .map_or(Ok(10_000), |text| text.parse())?;
    let mut out = std::io::stdout().lock();
    let folder = tempfile::tempdir()?;
    let mut office = Store::open_plain(&folder.path().join("kantor.db"))?;
    office.set_server_id("office")?;
    let key = DataKey::generate()?;
    let mut one = Store::create(&folder.path().join("satu.db"), &key)?;
    let mut two = Store::create(&folder.path().join("dua.db"), &key)?;
    let start = Instant::now();
    for n in 0..records {
        let id = Uuid::from_u128(u128::from(n) + 1);
        one.transact(&author(1), |tx| tx.create(id, "resident", resident(n)))?;
    }
    writeln!(
        out,
        "{records} records saved one by one in {:.1?}",
        start.elapsed()
    )?;
    let mut tell = |what: &str,
                    office: &mut Store,
                    laptop: &mut Store,
                    device|
     -> Result<(), Box<dyn std::error::Error>> {
        let start = Instant::now();
        let (turns, up, down) = sync(office, laptop, device)?;
        let (up, down) = (up / 1000, down / 1000);
        writeln!(
            out,
            "{what:<16} {:>8.1?}  {turns} turns, {up} KB up, {down} KB down",
            start.elapsed()
        )?;
        Ok(())
    };
    tell("push", &mut office, &mut one, 1)?;
    tell("pull", &mut office, &mut two, 2)?;
    for n in 0..200.min(records) {
        let id = Uuid::from_u128(u128::from(n) + 1);
        two.transact(&author(2), |tx| -> Result<(), StoreError> {
            tx.edit_value(id, "phone", json!("0812"))
        })?;
    }
    tell("push 200 edits", &mut office, &mut two, 2)?;
    tell("pull 200 edits", &mut office, &mut one, 1)?;
    tell("nothing new", &mut office, &mut one, 1)?;
    Ok(())
}
