//! Scopes that come as files: single histories.

use jemput_sync::{Limits, Taken};

use super::{
    driver::{LaptopSide as _, Step, VILLAGES},
    memory::{Memory, world},
};

/// Ten people in each of the first two villages, and files of both; a few changes after them.
fn prepared() -> Memory {
    let mut world = world();
    for village in [0, 1] {
        for _ in 0..10 {
            world.step(Step::Create { at: 0, village });
        }
    }
    world.sync(0);
    for village in [0, 1] {
        world.step(Step::Prepare { village });
        world.step(Step::Edit {
            at: 0,
            pick: 10 * village,
            field: 1,
            wall: 0,
        });
        world.sync(0);
    }
    world
}

/// Turns until only a file can bring the laptop on.
fn up_to_the_file(world: &mut Memory, at: usize) {
    for _ in 0..10 {
        if world
            .turn(at, usize::MAX, &Limits::default())
            .expect("an answer")
            .waits
        {
            return;
        }
    }
    panic!("laptop {at} does not wait for a file");
}

#[test]
fn a_laptop_that_joins_gets_its_village_as_a_file_and_the_feed_from_there() {
    let mut world = prepared();
    up_to_the_file(&mut world, 1);
    let state = world.slots[1].laptop.state();
    assert!(!state.held.contains_key(VILLAGES[0]), "no row brought it");
    assert!(state.held.contains_key("all"), "the other scopes are here");
    assert_eq!(
        world.slots[1].laptop.records().len(),
        1,
        "the service alone"
    );
    let place = state.cursor;
    assert!(place < world.office.log.len() as u64);
    // Its officer works meanwhile, and the office has it before the file is in.
    world.step(Step::Create { at: 1, village: 0 });
    world.turn(1, usize::MAX, &Limits::default()).unwrap();
    assert_eq!(world.office.records.len(), 23);
    assert_eq!(world.slots[1].laptop.state().cursor, place);
    for _ in 0..3 {
        assert_eq!(world.take(1, 3, None), Some(Taken::More));
    }
    world.step(Step::Restart { at: 1 });
    assert_eq!(world.take(1, 3, None), Some(Taken::All));
    assert_eq!(world.slots[1].laptop.state().held[VILLAGES[0]], place);
    world.quiesce();
    world.check();
}

#[test]
fn two_villages_come_as_two_files_in_the_order_of_their_places() {
    let mut world = prepared();
    world.step(Step::Grant { at: 1, village: 1 });
    up_to_the_file(&mut world, 1);
    let first = world.slots[1].laptop.state().cursor;
    assert_eq!(world.take(1, 50, None), Some(Taken::All));
    up_to_the_file(&mut world, 1);
    assert!(world.slots[1].laptop.state().cursor > first);
    assert_eq!(world.take(1, 50, None), Some(Taken::All));
    world.quiesce();
    world.check();
}

#[test]
fn a_village_that_is_revoked_while_its_file_comes_in_leaves_nothing() {
    let mut world = prepared();
    up_to_the_file(&mut world, 1);
    world.take(1, 4, None);
    world.step(Step::Revoke { at: 1, village: 0 });
    world.turn(1, usize::MAX, &Limits::default()).unwrap();
    assert_eq!(world.slots[1].laptop.state().snapshot(), None);
    assert_eq!(world.take(1, 4, None), None);
    world.quiesce();
    world.check();
    assert_eq!(
        world.slots[1].laptop.records().len(),
        1,
        "the service alone"
    );
}

#[test]
fn a_file_of_a_log_that_was_lost_is_not_taken_further_and_not_offered_again() {
    let mut world = prepared();
    up_to_the_file(&mut world, 1);
    world.take(1, 4, None);
    // Back to before everything; then the log grows beyond the files' places, with other content.
    world.step(Step::Restore);
    world.turn(1, usize::MAX, &Limits::default()).unwrap();
    world.turn(1, usize::MAX, &Limits::default()).unwrap();
    assert_eq!(world.slots[1].laptop.state().snapshot(), None);
    for _ in 0..40 {
        world.step(Step::OfficeEdit { pick: 0, field: 0 });
        world.step(Step::Create { at: 2, village: 2 });
        world.sync(2);
    }
    world.step(Step::Grant { at: 2, village: 0 });
    let request = world.slots[2].laptop.request();
    let answer = world.ask(2, &request, &Limits::default());
    assert!(answer.snapshots.is_empty());
    world.quiesce();
    world.check();
}

#[test]
fn a_file_that_is_gone_is_replaced_by_pages() {
    let mut world = prepared();
    up_to_the_file(&mut world, 1);
    world.take(1, 4, None);
    world.step(Step::Discard { village: 0 });
    let state = world.slots[1].laptop.state();
    let (scope, snapshot) = state.snapshot().unwrap();
    world.slots[1].laptop.give_up(scope, snapshot);
    world.sync(1);
    world.quiesce();
    world.check();
    assert_eq!(world.slots[1].laptop.records().len(), 11);
}

#[test]
fn a_page_is_as_large_as_the_laptops_link_has_room_for() {
    let mut world = world();
    for _ in 0..400 {
        world.step(Step::Create { at: 0, village: 0 });
    }
    world.sync(0);
    let rows = |world: &mut Memory, room| {
        let mut request = world.slots[1].laptop.request();
        request.room = room;
        let answer = world.ask(1, &request, &Limits::default());
        assert_eq!(answer.more, answer.rows.len() < 401);
        answer.rows.len()
    };
    let few = rows(&mut world, Some(1));
    let more = rows(&mut world, Some(10_000));
    assert!(few < more && more < 401, "{few} and {more} rows");
    assert_eq!(rows(&mut world, None), 401);
    assert_eq!(rows(&mut world, Some(u64::MAX)), 401);
}
