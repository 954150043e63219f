//! Ten thousand edits of one field of one record.

use std::{fs, io::Write, path::Path, time::Instant};

use anyhow::{Context as _, Result};
use jemput_line::{Form, Link, pack_answer, pack_request};
use jemput_store::{Store, StoreError, keyring::DataKey};
use jemput_sync::{absorb, next_request};
use serde_json::json;
use uuid::Uuid;

use super::{FLAT, NOW, author, grant, resident, village};
use crate::proof::desk::percentile;

/// Edits in a row of the table, and how many of them go with one sync.
const ROW: u64 = 1000;
const BATCH: u64 = 100;
/// Most bytes of the record's state, whatever happened to it.
const STATE: usize = 2048;
/// Most ranges of ids that the field remembers as replaced, for a laptop that was never started anew.
const RANGES: usize = 2;
/// Most bytes of a laptop's file for each edit, which it keeps for ever as history.
const HISTORY: u64 = 1024;
/// Most bytes on the line for each edit of a hundred: up, and back as a number, packed as on a slow link. A number of
/// twelve digits is new each time, ids follow each other.
const WIRE: usize = 64;

/// What they cost at the beginning and at the end, and what they leave behind.
///
/// # Errors
/// Those of the databases.
pub fn one_field(out: &mut impl Write) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut office = Store::open_plain(&folder.path().join("kantor.db"))?;
    office.set_server_id("office")?;
    let key = DataKey::generate()?;
    let path = folder.path().join("satu.db");
    let mut one = Store::create(&path, &key)?;
    let id = Uuid::from_u128(1);
    one.transact(&author(1), |tx| {
        tx.create(id, "resident", resident(&village(0), 1))
    })?;
    sync(&mut office, &mut one)?;
    writeln!(
        out,
        "| edits of one field | save, ms | of budget | sync of 100, ms | of budget | bytes on the line an edit | of {WIRE} \
         | state, bytes | of {STATE} | ranges of replaced ids | of {RANGES} | laptop's file, bytes an edit | of {HISTORY} |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    )?;
    let begin = file_bytes(&path)?;
    let mut first = None;
    for thousand in 1..=10 {
        let (mut saves, mut syncs, mut wire) = (Vec::new(), Vec::new(), 0);
        for n in 0..ROW {
            let start = Instant::now();
            one.transact(&author(1), |tx| -> Result<(), StoreError> {
                tx.edit_value(id, "phone", json!(format!("0812{thousand:02}{n:04}")))
            })?;
            saves.push(start.elapsed().as_secs_f64() * 1000.0);
            if (n + 1) % BATCH == 0 {
                let start = Instant::now();
                wire += sync(&mut office, &mut one)?;
                syncs.push(start.elapsed().as_secs_f64() * 1000.0);
            }
        }
        let (save, sync) = (percentile(&mut saves, 50), percentile(&mut syncs, 50));
        let (save_first, sync_first) = *first.get_or_insert((save, sync));
        let wire = wire / usize::try_from(ROW)?;
        let state = office.record(id)?.context("the record")?.state;
        let bytes = serde_json::to_vec(&state)?.len();
        let ranges = state.fields["phone"].dead.ranges();
        let history = file_bytes(&path)?.saturating_sub(begin) / (thousand * ROW);
        writeln!(
            out,
            "| {} | {save:.2} | {:.2} | {sync:.1} | {:.2} | {wire} | {:.2} | {bytes} | {:.2} | {ranges} | {:.2} | {history} | {:.2} |",
            thousand * ROW,
            save / (save_first * FLAT),
            sync / (sync_first * FLAT),
            wire as f64 / WIRE as f64,
            bytes as f64 / STATE as f64,
            ranges as f64 / RANGES as f64,
            history as f64 / HISTORY as f64,
        )?;
        out.flush()?;
    }
    Ok(())
}

/// A laptop's turns until all is done; bytes both ways, packed as on a slow link.
fn sync(office: &mut Store, laptop: &mut Store) -> Result<usize> {
    let grant = grant(Uuid::from_u128(1), 0);
    let mut bytes = 0;
    loop {
        let request = next_request(laptop)?;
        let answer = office.serve(&grant, &request, NOW)?;
        let (question, reply) = (serde_json::to_vec(&request)?, serde_json::to_vec(&answer)?);
        bytes += pack_request(&question, Form::Short, Link::Any)?.len();
        bytes += pack_answer(&reply, Form::Short, &question, Link::Any)?.len();
        if absorb(laptop, answer)?.done {
            return Ok(bytes);
        }
    }
}

fn file_bytes(path: &Path) -> Result<u64> {
    let log = path.with_extension("db-wal");
    Ok(fs::metadata(path)?.len() + fs::metadata(log).map_or(0, |data| data.len()))
}
