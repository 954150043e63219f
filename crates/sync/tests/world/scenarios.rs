//! Single histories, each one case from the reports of systems that lost something.

use jemput_sync::{
    AckState, ChangeId, ChangeSet, Clock, Ledger as _, PROTO, Refusal, Row, SCOPE, SyncAnswer,
    absorb, next_request,
};
use serde_json::json;
use uuid::Uuid;

use super::{VILLAGES, World, device};

#[test]
fn edits_of_different_fields_are_both_kept() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    world.edit(0, id, &[("phone", json!("0812"))], 2000);
    world.edit(1, id, &[("address", json!("Dusun Krajan"))], 1900);
    world.quiesce();
    world.check();
    for laptop in &world.laptops[..2] {
        let state = &laptop.records[&id].state;
        assert_eq!(state.shown("phone"), Some(&json!("0812")));
        assert_eq!(state.shown("address"), Some(&json!("Dusun Krajan")));
        assert!(!state.has_rivals());
    }
}

#[test]
fn edits_of_the_same_field_keep_both_values_and_show_the_same_one_everywhere() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    world.edit(0, id, &[("address", json!("Dusun Krajan"))], 400);
    world.edit(1, id, &[("address", json!("Dusun Sawahan"))], 300);
    // Whoever syncs last does not win by it.
    world.sync(0);
    world.sync(1);
    world.quiesce();
    world.check();
    for laptop in &world.laptops[..2] {
        let field = &laptop.records[&id].state.fields["address"];
        assert_eq!(field.shown().unwrap().1.value, json!("Dusun Krajan"));
        assert_eq!(field.rivals()[0].1.value, json!("Dusun Sawahan"));
    }
}

#[test]
fn a_clock_far_ahead_counts_as_the_time_of_arrival() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    world.edit(0, id, &[("phone", json!("ahead"))], i64::MAX);
    world.sync(0);
    let eff = world.office.records[&id].fields["phone"]
        .shown()
        .unwrap()
        .1
        .eff;
    assert_eq!(eff, world.office.log.last().unwrap().received);
    world.sync(1);
    world.edit(1, id, &[("phone", json!("later"))], world.now + 5);
    world.quiesce();
    assert_eq!(
        world.laptops[0].records[&id].state.shown("phone"),
        Some(&json!("later"))
    );
    world.check();
}

#[test]
fn the_same_request_five_times_makes_one_entry() {
    let mut world = World::new();
    world.create(0, 1, 0);
    let request = next_request(&world.laptops[0]).unwrap();
    let answers: Vec<SyncAnswer> = (0..5).map(|_| world.ask(0, &request)).collect();
    assert_eq!(world.office.log.len(), 1);
    assert!(
        answers
            .iter()
            .all(|answer| answer.acks == answers[0].acks && answer.refused.is_none())
    );
    absorb(&mut world.laptops[0], answers[4].clone()).unwrap();
    assert_eq!(
        absorb(&mut world.laptops[0], answers[3].clone()),
        Err(Refusal::Stale)
    );
    world.quiesce();
    world.check();
}

#[test]
fn an_own_change_comes_back_without_its_content() {
    let mut world = World::new();
    world.create(0, 1, 0);
    let request = next_request(&world.laptops[0]).unwrap();
    let answer = world.ask(0, &request);
    assert!(matches!(answer.rows[..], [Row::Own { seq: 1, .. }]));
    let request = next_request(&world.laptops[1]).unwrap();
    assert!(matches!(
        world.ask(1, &request).rows[..],
        [Row::Change {
            seq: 1,
            part: false,
            ..
        }]
    ));
}

#[test]
fn push_and_pull_go_page_by_page() {
    let mut world = World::new();
    for n in 0..4800 {
        world.create(0, n + 1, 0);
    }
    let mut turns = 1;
    while !world.turn(0).unwrap() {
        turns += 1;
    }
    assert!((3..8).contains(&turns), "{turns} turns");
    world.quiesce();
    world.check();
    assert_eq!(world.laptops[1].records.len(), 4800);
}

#[test]
fn a_laptop_restored_from_a_copy_is_told_once_and_loses_nothing() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.sync(0);
    let copy = world.laptops[0].clone();
    world.edit(0, id, &[("phone", json!("0812"))], 500);
    world.sync(0);
    world.edit(0, id, &[("job", json!("Petani"))], 600);
    world.sync(0);
    world.laptops[0] = copy;
    world.laptops[0].session = 77;
    world.edit(0, id, &[("address", json!("Dusun Krajan"))], 700);
    assert_eq!(world.turn(0), Err(Refusal::Forked));
    assert_eq!(world.office.forks, [device(0)]);
    world.sync(0);
    world.quiesce();
    assert_eq!(world.office.forks.len(), 1);
    world.check();
    let state = &world.laptops[0].records[&id].state;
    assert_eq!(state.shown("phone"), Some(&json!("0812")));
    assert_eq!(state.shown("address"), Some(&json!("Dusun Krajan")));
}

#[test]
fn two_copies_of_one_laptop_are_found_out_and_both_keep_their_work() {
    let mut world = World::new();
    world.create(0, 1, 0);
    world.sync(0);
    // The clone works as laptop 1, with laptop 0's key.
    world.laptops[1] = world.laptops[0].clone();
    world.laptops[1].session = 77;
    world.grants[1] = world.grants[0].clone();
    for n in 0..3 {
        let id = Uuid::from_u128(1);
        world.edit(0, id, &[("phone", json!(n))], 500);
        let _ = world.turn(0);
        let op = world.op(1, id, &[("job", json!(n))]);
        world.n += 1;
        let set = ChangeSet {
            id: ChangeId {
                session: 77,
                n: world.n,
            },
            proto: PROTO,
            salt: String::new(),
            device: device(0),
            user: Uuid::nil(),
            wall: 500,
            clock: Clock::Ok,
            ops: vec![op],
            erase: Vec::new(),
            salvage: std::collections::BTreeMap::new(),
        };
        world.laptops[1].write(&set).unwrap();
        let _ = world.turn(1);
    }
    assert!(!world.office.forks.is_empty());
    world.quiesce();
    world.check();
}

#[test]
fn work_outside_a_laptops_scopes_is_kept_and_touches_nothing() {
    let mut world = World::new();
    let mine = world.create(1, 1, 0);
    let outside = world.create(1, 2, 2);
    world.edit(1, mine, &[(SCOPE, json!("all"))], 500);
    let id = Uuid::from_u128(3);
    let mut op = world.op(1, id, &[(SCOPE, json!(VILLAGES[0])), ("file", json!("x"))]);
    op.kind = "service".into();
    world.commit(1, 500, vec![op]);
    let last = world.create(1, 4, 0);
    let request = next_request(&world.laptops[1]).unwrap();
    let answer = world.ask(1, &request);
    let reasons: Vec<_> = answer
        .acks
        .iter()
        .map(|ack| ack.reason.as_deref().unwrap_or("-"))
        .collect();
    assert_eq!(
        reasons,
        [
            "-",
            "change-outside-scope",
            "change-outside-scope",
            "change-office-kind",
            "-"
        ]
    );
    assert_eq!(answer.acks[1].state, AckState::Parked);
    assert_eq!(world.office.log.len(), 5);
    assert_eq!(
        world.office.records.keys().copied().collect::<Vec<_>>(),
        [mine, last]
    );
    absorb(&mut world.laptops[1], answer).unwrap();
    assert!(
        world.laptops[1].records.contains_key(&outside),
        "unsent work is never deleted"
    );
    world.sync(1);
}

#[test]
fn one_bad_change_does_not_stop_the_others() {
    let mut world = World::new();
    world.create(0, 1, 0);
    world.create(0, 2, 0);
    let mut request = next_request(&world.laptops[0]).unwrap();
    let raw = |text: &str| serde_json::value::RawValue::from_string(text.into()).unwrap();
    let forged = request.changes[0].get().replace("Sumarni", "Sumarno");
    request
        .changes
        .insert(1, raw("{\"id\":\"00000000000000aa-7\",\"ops\":5}"));
    request.changes.insert(2, raw("[]"));
    request.changes.insert(3, raw(&forged));
    let answer = world.ask(0, &request);
    let reasons: Vec<_> = answer
        .acks
        .iter()
        .map(|ack| ack.reason.as_deref().unwrap_or("-"))
        .collect();
    assert_eq!(
        reasons,
        [
            "-",
            "change-unreadable",
            "change-unreadable",
            "change-same-id",
            "-"
        ]
    );
    assert_eq!(answer.acks[1].id, "00000000000000aa-7".parse().ok());
    assert_eq!(world.office.log.len(), 2);
    assert_eq!(world.office.quarantined.len(), 3);
    assert_eq!(
        world.office.records[&Uuid::from_u128(1)].shown("name"),
        Some(&json!("Sumarni"))
    );
    world.ask(0, &request);
    assert_eq!(world.office.quarantined.len(), 3, "once");
}

#[test]
fn a_record_that_moves_away_is_hidden_and_then_deleted() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    assert!(world.laptops[1].records.contains_key(&id));
    world.edit(0, id, &[(SCOPE, json!(VILLAGES[1]))], 500);
    world.sync(0);
    world.edit(1, id, &[("phone", json!("0812"))], 600);
    world.quiesce();
    assert!(!world.laptops[1].records.contains_key(&id));
    assert!(world.laptops[2].records.contains_key(&id));
}

#[test]
fn what_a_push_takes_out_of_a_village_that_has_not_come_yet_is_gone_with_the_answer() {
    let mut world = World::new();
    world.quiesce();
    world.grants[1].scopes.insert(VILLAGES[2].into());
    let id = world.create(1, 1, 2);
    world.edit(1, id, &[(SCOPE, json!(VILLAGES[1]))], 500);
    let request = next_request(&world.laptops[1]).unwrap();
    let answer = world.ask(1, &request);
    // No row of a village that this laptop holds tells of it, and nobody should see it until the next answer.
    absorb(&mut world.laptops[1], answer).unwrap();
    let known = world.laptops[1].records.get(&id);
    assert!(known.is_none_or(|whole| whole.left.is_some()));
    world.quiesce();
    world.check();
}

#[test]
fn a_village_granted_later_comes_whole() {
    let mut world = World::new();
    let id = world.create(2, 1, 2);
    world.quiesce();
    assert!(!world.laptops[1].records.contains_key(&id));
    world.grants[1].scopes.insert(VILLAGES[2].into());
    world.quiesce();
    world.check();
    assert!(world.laptops[1].records.contains_key(&id));
}

#[test]
fn a_laptop_that_joins_before_it_is_granted_anything_gets_all_when_it_is() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.sync(0);
    let scopes = std::mem::take(&mut world.grants[1].scopes);
    world.sync(1);
    world.grants[1].scopes = scopes;
    world.quiesce();
    world.check();
    assert!(world.laptops[1].records.contains_key(&id));
}

#[test]
fn an_answer_of_another_office_is_not_taken_in() {
    let mut world = World::new();
    world.create(0, 1, 0);
    world.sync(0);
    world.office.server_id = "another".into();
    assert_eq!(world.turn(0), Err(Refusal::OtherServer));
    assert_eq!(world.office.head().unwrap().mark.seq, 1);
}

#[test]
fn a_laptop_that_lost_a_record_asks_for_it_when_a_change_of_it_comes() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    world.laptops[1].records.remove(&id);
    world.edit(0, id, &[("phone", json!("0812"))], 500);
    world.sync(0);
    assert_eq!(world.turn(1), Ok(false), "the rest is still missing");
    assert_eq!(next_request(&world.laptops[1]).unwrap().want, [id].into());
    world.quiesce();
    world.check();
    assert_eq!(
        world.laptops[1].records[&id].state.shown("name"),
        Some(&json!("Sumarni"))
    );
}

#[test]
fn a_change_of_records_in_two_villages_shows_each_laptop_its_part() {
    let mut world = World::new();
    let (mine, other) = (world.create(0, 1, 0), world.create(0, 2, 1));
    let ops = vec![
        world.op(0, mine, &[("phone", json!("0812"))]),
        world.op(0, other, &[("phone", json!("0857"))]),
    ];
    world.commit(0, 500, ops);
    world.sync(0);
    let request = next_request(&world.laptops[1]).unwrap();
    let rows = world.ask(1, &request).rows;
    let Some(Row::Change {
        change, part: true, ..
    }) = rows.last()
    else {
        panic!("a part: {rows:?}")
    };
    assert!(change.get().contains("0812") && !change.get().contains("0857"));
    world.quiesce();
    world.check();
}
