//! Cases from public bug reports of systems that sync (docs/cases.md), each as one history.

use std::collections::{BTreeMap, BTreeSet};

use jemput_sync::{AckState, Limits, Row, SCOPE, absorb, deciding, next_request, serve_pages};
use serde_json::json;
use uuid::Uuid;

use super::{VILLAGES, World};

#[test]
fn five_thousand_changes_of_one_moment_come_page_by_page_and_each_once() {
    const CHANGES: u128 = 5000;
    let mut world = World::new();
    for n in 0..CHANGES {
        let fields = [(SCOPE, json!(VILLAGES[0])), ("name", json!(n.to_string()))];
        world.edit(0, Uuid::from_u128(1 + n), &fields, 100);
    }
    // All of them with one time, of the author and of the arrival.
    for _ in 0..10 {
        let request = next_request(&world.laptops[0]).unwrap();
        let answer = world.ask(0, &request);
        world.now -= 1;
        absorb(&mut world.laptops[0], answer).unwrap();
    }
    assert_eq!(world.office.log.len() as u128, CHANGES);
    assert!(
        world
            .office
            .log
            .windows(2)
            .all(|two| two[0].received == two[1].received)
    );
    let limits = Limits {
        entries: 100,
        items: 100,
        ..Limits::default()
    };
    let mut times: BTreeMap<u64, u32> = BTreeMap::new();
    let mut pages = 0;
    loop {
        let request = next_request(&world.laptops[1]).unwrap();
        let Ok(answer) = serve_pages(
            &mut world.office,
            &world.grants[1],
            &request,
            world.now,
            &limits,
        );
        for row in &answer.rows {
            let Row::Change { seq, .. } = row else {
                panic!("{row:?}")
            };
            *times.entry(*seq).or_default() += 1;
        }
        pages += 1;
        if absorb(&mut world.laptops[1], answer).unwrap().done {
            break;
        }
        assert!(pages < 60, "it comes to no end");
    }
    assert_eq!(times.len() as u128, CHANGES);
    assert!(times.values().all(|times| *times == 1), "each once");
    assert_eq!(world.laptops[1].records.len() as u128, CHANGES);
}

#[test]
fn a_list_that_is_written_whole_each_time_comes_once_as_it_is_now() {
    let mut world = World::new();
    let list = Uuid::from_u128(9);
    let write = |world: &mut World, text: &str| {
        let fields = [(SCOPE, json!(VILLAGES[0])), ("list", json!(text))];
        let mut op = world.op(0, list, &fields);
        op.kind = "list".into();
        world.commit(0, 100, vec![op]);
        world.sync(0);
    };
    let limits = Limits {
        latest: ["list".to_owned()].into(),
        entries: 3,
        ..Limits::default()
    };
    // Changes of others between them, and a list that grows while a laptop fetches.
    for n in 0..6_u128 {
        write(&mut world, &"x".repeat(usize::try_from(n).unwrap()));
        world.edit(
            0,
            Uuid::from_u128(100 + n),
            &[(SCOPE, json!(VILLAGES[0]))],
            100,
        );
        world.sync(0);
    }
    let mut rows = Vec::new();
    for turn in 0..30 {
        let request = next_request(&world.laptops[1]).unwrap();
        let Ok(answer) = serve_pages(
            &mut world.office,
            &world.grants[1],
            &request,
            world.now,
            &limits,
        );
        rows.extend(answer.rows.clone());
        let done = absorb(&mut world.laptops[1], answer).unwrap().done;
        if turn == 1 {
            write(&mut world, "newest");
        }
        if done && turn > 1 {
            break;
        }
    }
    let lists = rows.iter().filter(|row| match row {
        Row::Record { record, .. } => *record == list,
        Row::Change { change, .. } => change.get().contains("\"list\""),
        _ => false,
    });
    assert_eq!(lists.count(), 1, "{rows:?}");
    let here = &world.laptops[1].records[&list].state;
    assert_eq!(here.shown("list"), Some(&json!("newest")));
    world.quiesce();
    world.check();
}

#[test]
fn two_complaints_about_one_family_from_two_laptops_both_exist() {
    let mut world = World::new();
    let family = world.create(0, 1, 0);
    world.quiesce();
    let mut complaints = BTreeSet::new();
    for (at, id) in [(0, 10), (1, 11)] {
        let id = Uuid::from_u128(id);
        let fields = [
            (SCOPE, json!(VILLAGES[0])),
            ("family", json!(family.to_string())),
            ("text", json!("Jalan rusak")),
        ];
        let mut op = world.op(at, id, &fields);
        op.kind = "complaint".into();
        world.commit(at, 500, vec![op]);
        complaints.insert(id);
    }
    world.quiesce();
    world.check();
    for laptop in &world.laptops[..2] {
        let there = laptop
            .records
            .iter()
            .filter(|(_, whole)| whole.state.kind == "complaint");
        assert_eq!(
            there.map(|(id, _)| *id).collect::<BTreeSet<_>>(),
            complaints
        );
    }
    assert!(
        world
            .office
            .records
            .values()
            .all(|state| !state.has_rivals())
    );
    assert!(world.office.flags.is_empty());
}

#[test]
fn edits_of_a_record_that_was_taken_over_meanwhile_arrive_as_a_proposal() {
    let mut world = World::new();
    let id = world.create(1, 1, 0);
    world.quiesce();
    // The office hands it to another village, while laptop 1 works on it without a network.
    let values = world.office.records[&id].ids(SCOPE);
    let mut op = world.op(0, id, &[(SCOPE, json!(VILLAGES[1]))]);
    op.replaces.insert(SCOPE.into(), values);
    world.write_at_office(vec![op]);
    let change = world.edit(1, id, &[("phone", json!("0812"))], 500);
    world.edit(0, id, &[("phone", json!("0857"))], 400);
    world.quiesce();
    world.check();
    assert_eq!(world.laptops[1].answer(change).unwrap().1, AckState::Parked);
    assert_eq!(
        world.office.records[&id].shown("phone"),
        Some(&json!("0857"))
    );
    // Accepted, it stands beside what the other one wrote, for the clerk to decide.
    let Ok(sets) = deciding(&world.office, change, true, "");
    for ops in sets.unwrap() {
        world.write_at_office(ops);
    }
    world.quiesce();
    world.check();
    let phone = &world.office.records[&id].fields["phone"];
    let values: BTreeSet<&str> = phone
        .alive
        .values()
        .filter_map(|alive| alive.value.as_str())
        .collect();
    assert_eq!(values, BTreeSet::from(["0812", "0857"]));
}

#[test]
fn one_change_that_the_office_cannot_read_among_five_hundred_stops_none_of_them() {
    let mut world = World::new();
    for n in 0..500 {
        world.create(0, 1 + n, 0);
    }
    let mut request = next_request(&world.laptops[0]).unwrap();
    let bad = serde_json::value::RawValue::from_string(
        "{\"id\":\"00000000000000aa-7\",\"ops\":[]}".into(),
    );
    request.changes.insert(250, bad.unwrap());
    let answer = world.ask(0, &request);
    let reasons: Vec<_> = answer
        .acks
        .iter()
        .filter_map(|ack| ack.reason.as_deref())
        .collect();
    assert_eq!(reasons, ["change-unreadable"]);
    assert_eq!(world.office.records.len(), 500);
    assert_eq!(
        world.office.quarantined.len(),
        1,
        "and its bytes are kept for whoever looks into it"
    );
    absorb(&mut world.laptops[0], answer).unwrap();
    world.sync(0);
    world.edit(0, Uuid::from_u128(1), &[("phone", json!("0812"))], 900);
    world.quiesce();
    world.check();
}

#[test]
fn a_record_that_comes_by_another_village_while_its_own_is_revoked_stays() {
    let mut world = World::new();
    world.grants[0].scopes.insert(VILLAGES[2].to_owned());
    let id = world.create(2, 1, 2);
    world.sync(2);
    world.sync(0);
    // It moves into a village that laptop 0 keeps, and the one where it was is taken away.
    let edit = [(SCOPE, json!(VILLAGES[0]))];
    world.edit(2, id, &edit, 500);
    world.sync(2);
    world.grants[0].scopes.remove(VILLAGES[2]);
    world.create(0, 2, 0);
    world.create(0, 3, 0);
    let mut request = next_request(&world.laptops[0]).unwrap();
    request.changes.truncate(1);
    let limits = Limits {
        entries: 1,
        ..Limits::default()
    };
    let Ok(answer) = serve_pages(
        &mut world.office,
        &world.grants[0],
        &request,
        world.now,
        &limits,
    );
    absorb(&mut world.laptops[0], answer).unwrap();
    world.sync(0);
    let whole = &world.laptops[0].records[&id];
    assert_eq!(whole.left, None);
    assert!(
        world.laptops[0].reports.is_empty(),
        "and nothing had to be repaired"
    );
    world.quiesce();
    world.check();
}
