//! What is edited again and again stays small: on the disk, on the line, on both sides.

use jemput_sync::{SyncRequest, absorb, next_request};
use serde_json::json;

use super::World;

/// A laptop's turns until all is done; the bytes of the largest request and of the largest answer.
fn turns(world: &mut World, at: usize) -> (usize, usize) {
    let (mut up, mut down) = (0, 0);
    loop {
        let request: SyncRequest = next_request(&world.laptops[at]).expect("a request");
        up = up.max(serde_json::to_vec(&request).expect("json").len());
        let answer = world.ask(at, &request);
        down = down.max(serde_json::to_vec(&answer).expect("json").len());
        if absorb(&mut world.laptops[at], answer)
            .expect("an answer")
            .done
        {
            return (up, down);
        }
    }
}

/// Ten thousand edits of one field, a hundred with each sync, by one laptop or by two that take turns.
fn edit(authors: &[usize]) {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    let mut first = None;
    // Each process counts its own changes.
    let mut counts = [world.n, 0];
    for batch in 0..100_u64 {
        let at = authors[usize::try_from(batch).expect("small") % authors.len()];
        world.n = counts[at];
        for n in 0..100 {
            let number = format!("0812{:08}", batch * 100 + n);
            world.edit(at, id, &[("phone", json!(number))], 2000);
        }
        counts[at] = world.n;
        let mine = turns(&mut world, at);
        let other = turns(&mut world, 1 - at);
        let state = serde_json::to_vec(&world.office.records[&id])
            .expect("json")
            .len();
        let now = [mine.0, mine.1, other.0, other.1, state];
        // Once every author has been there, and numbers have all their digits.
        if batch == 10 {
            first = Some(now);
        }
        for (now, then) in now.iter().zip(first.unwrap_or(now)) {
            // A few digits more, since numbers grow.
            assert!(
                *now <= then + then / 20 + 16,
                "batch {batch}: {now} after {then}"
            );
        }
    }
    world.quiesce();
    world.check();
    let field = &world.office.records[&id].fields["phone"];
    assert_eq!(field.alive.len(), 1);
    assert_eq!(field.dead.len(), 9_999);
    assert_eq!(
        field.dead.ranges(),
        authors.len(),
        "one range for each process"
    );
}

#[test]
fn ten_thousand_edits_of_one_field_leave_a_state_and_turns_of_the_same_size() {
    edit(&[0]);
}

#[test]
fn two_laptops_that_edit_one_field_in_turns_leave_no_more() {
    edit(&[0, 1]);
}

#[test]
fn a_field_that_was_edited_thousands_of_times_comes_to_a_new_laptop_as_one_value() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    for n in 0..3000 {
        world.edit(0, id, &[("phone", json!(format!("0812{n:08}")))], 2000);
    }
    world.sync(0);
    // Into a village of laptop 2: what comes there is the record as it is now.
    world.edit(0, id, &[("scope", json!("village:2"))], 2001);
    world.sync(0);
    let state = serde_json::to_vec(&world.office.records[&id]).unwrap();
    assert!(state.len() < 500, "{} bytes", state.len());
    world.sync(2);
    assert_eq!(
        world.laptops[2].records[&id].state,
        world.office.records[&id]
    );
}
