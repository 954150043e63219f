//! Looks into the databases themselves.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use jemput_store::{Record, Store};
use uuid::Uuid;

use super::{Story, World};
use crate::proof::desk;

/// Nothing lost, nothing doubled, everybody the same.
pub(super) fn everything(world: &mut World) -> Result<Story> {
    let office = Store::open_plain(&world.root().join("server").join("records.db"))?;
    ensure!(
        office.damage()?.is_empty(),
        "the office's file: {:?}",
        office.damage()?
    );
    let residents = office.records("resident")?;
    nothing_is_lost_or_doubled(world, &office, &residents)?;
    numbers_are_single(world, &office)?;
    let wanted: BTreeMap<Uuid, Record> = all(&office, residents)?;
    for desk in &world.desks {
        let name = desk.data.display();
        let (store, _) = desk::open(&desk.data)?;
        ensure!(store.damage()?.is_empty(), "{name}: {:?}", store.damage()?);
        ensure!(store.unsent()?.changes == 0, "{name} has unsent work");
        let held = all(&store, store.records("resident")?)?;
        for (id, record) in &wanted {
            let here = held.get(id).with_context(|| format!("{name} lacks {id}"))?;
            ensure!(
                here.state == record.state,
                "{name} shows another {id}:\n{:?}\nand the office\n{:?}",
                here.state,
                record.state
            );
        }
        ensure!(
            held.len() == wanted.len(),
            "{name} holds {} records of {}",
            held.len(),
            wanted.len()
        );
    }
    world.story.log = office.log_head()?.seq;
    Ok(world.story)
}

/// Records of a village, by id.
fn all(store: &Store, residents: Vec<Record>) -> Result<BTreeMap<Uuid, Record>> {
    let mut all = residents;
    for kind in ["household", "request", "letter"] {
        all.extend(store.records(kind)?);
    }
    Ok(all.into_iter().map(|record| (record.id, record)).collect())
}

fn nothing_is_lost_or_doubled(world: &World, office: &Store, residents: &[Record]) -> Result<()> {
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for resident in residents {
        for row in office.history(resident.id)? {
            if row.field == "note"
                && let Some(note) = row.new.as_str()
            {
                *times.entry(note.to_owned()).or_default() += 1;
            }
        }
        // What came back from another laptop's state has no change of its own.
        for value in resident
            .state
            .fields
            .get("note")
            .into_iter()
            .flat_map(|field| field.alive.values())
        {
            if let Some(note) = value.value.as_str() {
                times.entry(note.to_owned()).or_insert(1);
            }
        }
    }
    let lost: Vec<&String> = world
        .must
        .iter()
        .filter(|note| !times.contains_key(*note))
        .collect();
    ensure!(
        lost.is_empty(),
        "{} of {} notes are lost: {lost:?}",
        lost.len(),
        world.must.len()
    );
    let doubled: Vec<_> = times.iter().filter(|(_, times)| **times > 1).collect();
    ensure!(doubled.is_empty(), "notes are there twice: {doubled:?}");
    Ok(())
}

fn numbers_are_single(world: &World, office: &Store) -> Result<()> {
    let mut numbers = world.numbers.clone();
    let printed = numbers.len();
    numbers.sort();
    numbers.dedup();
    ensure!(
        numbers.len() == printed,
        "a number is on two papers: {:?}",
        world.numbers
    );
    let mut by_number: BTreeMap<String, Uuid> = BTreeMap::new();
    for letter in office.records("letter")? {
        let number = letter.text("number").unwrap_or_default().to_owned();
        if let Some(other) = by_number.insert(number.clone(), letter.id) {
            anyhow::bail!(
                "letters {other} and {} both have number {number}",
                letter.id
            );
        }
    }
    let missing: Vec<&String> = world
        .registered
        .iter()
        .filter(|number| !by_number.contains_key(*number))
        .collect();
    ensure!(
        missing.is_empty(),
        "letters on paper are not in the register: {missing:?}"
    );
    Ok(())
}
