//! What it costs that a stolen laptop tells nothing: the way in by a passphrase, and the cipher under saves, sync and search.
//!
//! The same work with the same records is done on an encrypted and on a plain file, in turns; the quickest of each counts.

use std::{
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use clap::Args;
use jemput_domain::id::{DeviceId, OfficerId};
use jemput_store::{
    Author, Store, StoreError,
    keyring::{Cost, DataKey},
};
use jemput_sync::{Grant, absorb, next_request};
use uuid::Uuid;

use super::desk::record;
use crate::records;

/// How much work.
#[derive(Debug, Clone, Args)]
pub struct Wish {
    /// Invented residents.
    #[arg(long, default_value_t = 10_000)]
    pub residents: usize,
    /// How often each way.
    #[arg(long, default_value_t = 5)]
    pub runs: u32,
}

const NOW: i64 = 1_795_600_000_000;
/// Seconds from the passphrase to the first list.
const UNLOCK: f64 = 1.0;
/// The encrypted file may take so many times what the plain one does.
const CIPHER: f64 = 1.15;
/// What a laptop measures its passphrases to, as `jemput-app` does at set-up.
const TARGET: Duration = Duration::from_millis(500);
const SCOPE: &str = "village:33.99.01.2001";
/// What is typed into the search, a letter more each time.
const TYPED: [&str; 4] = ["sumarni", "wahyu rahayu", "krajan", "3399"];
const PASSPHRASE: &str = "empat kata yang panjang";

/// Seconds of each kind of work.
#[derive(Debug, Clone, Copy)]
struct Took([f64; 4]);

const WORK: [&str; 4] = [
    "1,000 saves",
    "first push of all",
    "first pull of all",
    "200 searches",
];

/// Measures and prints the table.
///
/// # Errors
/// Those of the databases.
pub fn run(wish: &Wish, out: &mut impl Write) -> Result<()> {
    let cost = Cost::measured(TARGET);
    writeln!(
        out,
        "| what | encrypted | plain | ratio | of budget |\n| --- | --- | --- | --- | --- |"
    )?;
    let unlock = unlock(wish, cost)?;
    writeln!(
        out,
        "| passphrase ({} MiB, {} passes) to the first list, s | {unlock:.2} | | | {:.2} |",
        cost.memory / 1024,
        cost.passes,
        unlock / UNLOCK
    )?;
    let mut best = [Took([f64::MAX; 4]); 2];
    for _ in 0..wish.runs {
        let key = DataKey::generate()?;
        for (way, key) in [Some(&key), None].into_iter().enumerate() {
            let took = work(wish, key)?;
            for (best, took) in best[way].0.iter_mut().zip(took.0) {
                *best = best.min(took);
            }
        }
    }
    let [encrypted, plain] = best;
    for ((what, encrypted), plain) in WORK.iter().zip(encrypted.0).zip(plain.0) {
        let ratio = encrypted / plain;
        writeln!(
            out,
            "| {what}, ms | {:.0} | {:.0} | {ratio:.2} | {:.2} |",
            encrypted * 1000.0,
            plain * 1000.0,
            ratio / CIPHER
        )?;
    }
    Ok(())
}

/// Seconds from the passphrase to the first list of a village.
fn unlock(wish: &Wish, cost: Cost) -> Result<f64> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("desa.db");
    let key = DataKey::generate()?;
    let wrapped = key.wrap_at(cost, PASSPHRASE)?;
    fill(&mut open(&path, Some(&key))?, wish.residents)?;
    let mut best = f64::MAX;
    for _ in 0..wish.runs {
        let start = Instant::now();
        let key = wrapped.unwrap(PASSPHRASE)?;
        let found = Store::open(&path, &key)?.recent_residents(20)?;
        ensure!(found.len() == 20, "a list of twenty");
        best = best.min(start.elapsed().as_secs_f64());
    }
    Ok(best)
}

fn work(wish: &Wish, key: Option<&DataKey>) -> Result<Took> {
    let folder = tempfile::tempdir()?;
    let mut office = Store::open_plain(&folder.path().join("kantor.db"))?;
    office.set_server_id("office")?;
    let mut one = open(&folder.path().join("satu.db"), key)?;
    fill(&mut one, wish.residents)?;
    let push = sync(&mut office, &mut one, 1)?;
    let mut two = open(&folder.path().join("dua.db"), key)?;
    let pull = sync(&mut office, &mut two, 2)?;
    let start = Instant::now();
    for n in 0..1000 {
        let id = Uuid::from_u128(1 + n % wish.residents as u128);
        two.transact(&author(2), |tx| -> Result<(), StoreError> {
            tx.edit_value(id, "phone", format!("0812{n}").into())
        })?;
    }
    let saves = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let mut asked = 0;
    let mut typed = TYPED.iter().cycle();
    while asked < 200
        && let Some(text) = typed.next()
    {
        for end in 1..=text.len() {
            two.search_residents(&text[..end], 20)?;
            asked += 1;
        }
    }
    let searches = start.elapsed().as_secs_f64() * 200.0 / f64::from(asked);
    Ok(Took([saves, push, pull, searches]))
}

fn open(path: &Path, key: Option<&DataKey>) -> Result<Store, StoreError> {
    match key {
        Some(key) => Store::create(path, key),
        None => Store::open_uncoded(path),
    }
}

fn fill(store: &mut Store, residents: usize) -> Result<()> {
    let all = records::base(residents, records::SEED);
    for (batch, some) in all.chunks(100).enumerate() {
        store.transact(&author(1), |tx| -> Result<()> {
            for (n, citizen) in some.iter().enumerate() {
                let (_, mut fields) = record(citizen)?;
                fields.insert("scope".to_owned(), SCOPE.into());
                let id = Uuid::from_u128(1 + (batch * 100 + n) as u128);
                tx.create(id, "resident", fields)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn author(device: u128) -> Author {
    Author::new(
        DeviceId(Uuid::from_u128(device)),
        OfficerId(Uuid::from_u128(9)),
        NOW,
    )
}

/// One laptop's turns until all is done; seconds.
fn sync(office: &mut Store, laptop: &mut Store, device: u128) -> Result<f64> {
    let grant = Grant {
        device: Uuid::from_u128(device),
        scopes: [SCOPE.to_owned(), "all".to_owned()].into(),
        office_kinds: ["service".to_owned()].into(),
    };
    let start = Instant::now();
    loop {
        let request = next_request(laptop)?;
        let answer = office.serve(&grant, &request, NOW)?;
        if absorb(laptop, answer)?.done {
            return Ok(start.elapsed().as_secs_f64());
        }
    }
}
