//! Single histories of restores, repairs, revocations and erasures.

use jemput_sync::{
    AckState, ChangeSet, Checksum, FlagKind, Ledger as _, Refusal, Report, Row, SCOPE, absorb,
    admit, deciding, erasing, next_request,
};
use serde_json::json;
use uuid::Uuid;

use super::{VILLAGES, World, device};

/// A backup, then a record of another laptop that was pulled here, and work of one's own: all lost by the restore.
fn restored() -> (World, Uuid, Uuid) {
    let mut world = World::new();
    let old = world.create(0, 1, 0);
    world.quiesce();
    let backup = world.office.clone();
    let others = world.create(1, 2, 0);
    world.sync(1);
    world.sync(0);
    world.edit(0, old, &[("phone", json!("0812"))], 500);
    world.create(0, 3, 1);
    world.sync(0);
    world.office = backup;
    (world, old, others)
}

#[test]
fn after_a_restore_of_the_office_everything_comes_back_by_itself_and_nothing_is_doubled() {
    let (mut world, old, others) = restored();
    // The author of one of the records is gone for ever.
    world.retire(1);
    world.edit(0, old, &[("job", json!("Petani"))], 600);
    world.quiesce();
    world.check();
    let office = &world.office;
    assert_eq!(office.records[&old].shown("phone"), Some(&json!("0812")));
    assert_eq!(office.records[&old].shown("job"), Some(&json!("Petani")));
    assert_eq!(
        office.records[&others].shown("name"),
        Some(&json!("Sumarni"))
    );
    assert_eq!(office.records.len(), 3);
    assert!(
        office.forks.is_empty(),
        "a restored office makes no laptop a copy"
    );
    assert_eq!(office.rollbacks.len(), 1);
    let Report::Rollback { common, lost, .. } = &world.laptops[0].reports[0] else {
        panic!("{:?}", world.laptops[0].reports)
    };
    assert_eq!(common.seq, 1);
    assert!(
        lost.last().unwrap().seq > 1,
        "what the office had signed is kept"
    );
    let log = office.log.len();
    world.quiesce();
    assert_eq!(world.office.log.len(), log);
}

#[test]
fn work_on_a_record_that_the_office_lost_waits_for_no_decision_after_the_restore() {
    let (mut world, _, others) = restored();
    world.retire(1);
    world.edit(0, others, &[("job", json!("Petani"))], 600);
    world.quiesce();
    world.check();
    let office = &world.office;
    assert_eq!(office.records[&others].shown("job"), Some(&json!("Petani")));
    let waiting = office.log.iter().filter(|entry| entry.parked.is_some());
    assert_eq!(
        waiting.count(),
        0,
        "the record comes back before the work on it"
    );
}

#[test]
fn a_rollback_may_be_cut_after_every_turn() {
    for cut in 1..12 {
        let (mut world, old, _) = restored();
        let backup = world.office.clone();
        world.retire(1);
        for turn in 0.. {
            let request = next_request(&world.laptops[0]).unwrap();
            let answer = world.ask(0, &request);
            if turn == cut {
                // The answer is lost, the laptop starts anew, and the office is put back once more.
                world.laptops[0].session += 100;
                world.office = backup.clone();
            } else if absorb(&mut world.laptops[0], answer).unwrap().done {
                break;
            }
        }
        world.quiesce();
        world.check();
        assert_eq!(
            world.office.records[&old].shown("phone"),
            Some(&json!("0812")),
            "cut {cut}"
        );
        assert_eq!(world.office.records.len(), 3, "cut {cut}");
    }
}

#[test]
fn an_office_that_is_restored_twice_to_the_same_backup_gets_all_twice() {
    let (mut world, _, _) = restored();
    let backup = world.office.clone();
    world.retire(1);
    world.quiesce();
    world.office = backup;
    world.quiesce();
    world.check();
    assert_eq!(world.office.records.len(), 3);
}

#[test]
fn salvage_brings_back_nothing_that_the_laptop_was_not_granted() {
    let mut world = World::new();
    world.quiesce();
    let backup = world.office.clone();
    let service = Uuid::from_u128(9);
    let mut op = world.op(0, service, &[(SCOPE, json!("all")), ("file", json!("x"))]);
    op.kind = "service".into();
    world.write_at_office(vec![op]);
    world.quiesce();
    assert!(world.laptops[0].records.contains_key(&service));
    world.office = backup;
    world.quiesce();
    world.check();
    assert!(
        world.office.records.is_empty(),
        "an office's record needs the office's word"
    );
    let parked = world
        .office
        .log
        .iter()
        .filter(|entry| entry.parked.is_some());
    assert!(parked.count() >= 1, "and it is offered for that");
}

#[test]
fn a_revoked_village_is_sent_first_and_then_leaves() {
    let mut world = World::new();
    let (away, stays) = (world.create(0, 1, 1), world.create(0, 2, 0));
    world.quiesce();
    world.edit(0, away, &[("phone", json!("0812"))], 500);
    world.grants[0].scopes.remove(VILLAGES[1]);
    world.quiesce();
    world.check();
    assert_eq!(
        world.laptops[0].records.keys().copied().collect::<Vec<_>>(),
        [stays]
    );
    let last = world.office.log.last().unwrap();
    assert_eq!(last.parked.as_deref(), Some("change-outside-scope"));
    assert!(world.laptops[2].records.contains_key(&away));
}

#[test]
fn what_waits_for_the_office_shows_nowhere_until_the_office_accepts_it() {
    for accepted in [true, false] {
        let mut world = World::new();
        let id = world.create(0, 1, 0);
        let outside = world.create(0, 2, 1);
        world.quiesce();
        world.grants[0].scopes.remove(VILLAGES[1]);
        // One change over a record of its own and one outside: neither shows.
        let ops = vec![
            world.op(0, id, &[("phone", json!("0812"))]),
            world.op(0, outside, &[("phone", json!("0812"))]),
        ];
        let change = world.commit(0, 500, ops);
        world.quiesce();
        world.check();
        assert_eq!(world.laptops[0].records[&id].state.shown("phone"), None);
        assert_eq!(world.laptops[0].answer(change).unwrap().1, AckState::Parked);
        let Ok(sets) = deciding(&world.office, change, accepted, "sudah dicek");
        for ops in sets.unwrap() {
            world.write_at_office(ops);
        }
        world.quiesce();
        world.check();
        let expected = json!("0812");
        let shown = world.laptops[0].records[&id].state.shown("phone");
        assert_eq!(shown, accepted.then_some(&expected));
        let told = &world.laptops[0].records[&jemput_sync::decision_record(change)].state;
        assert_eq!(told.shown("accepted"), Some(&json!(accepted)));
    }
}

#[test]
fn a_record_that_differs_is_fetched_again_once_and_reported() {
    let mut world = World::new();
    let (id, other) = (world.create(0, 1, 0), world.create(0, 2, 0));
    world.quiesce();
    assert!(world.laptops[1].reports.is_empty());
    world.laptops[1]
        .records
        .get_mut(&id)
        .unwrap()
        .state
        .fields
        .remove("name");
    world.laptops[1].records.remove(&other);
    let ghost = Uuid::from_u128(77);
    let state = world.laptops[1].records[&id].clone();
    world.laptops[1].records.insert(ghost, state);
    world.sync(1);
    world.check();
    let reports = &world.laptops[1].reports;
    assert!(
        matches!(&reports[..], [Report::Checksum { fetched: true, scope, .. }] if scope == VILLAGES[0])
    );
}

#[test]
fn a_difference_that_fetching_does_not_cure_is_told_once_more_and_then_left() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    for _ in 0..5 {
        world.laptops[1]
            .records
            .get_mut(&id)
            .unwrap()
            .state
            .fields
            .remove("name");
        world.sync(1);
    }
    let reports = &world.laptops[1].reports;
    assert_eq!(reports.len(), 2, "{reports:?}");
    world.now += 25 * 60 * 60 * 1000;
    world.sync(1);
    world.check();
}

#[test]
fn a_record_deleted_and_another_added_do_not_hide_behind_an_equal_count() {
    let mut world = World::new();
    let (gone, kept) = (world.create(0, 1, 0), world.create(0, 2, 0));
    world.quiesce();
    world.edit(0, gone, &[("deleted", json!(true))], 500);
    world.create(0, 3, 0);
    world.sync(0);
    world.sync(1);
    world.check();
    let laptop = &world.laptops[1];
    assert_eq!(
        laptop.records[&gone].state.shown("deleted"),
        Some(&json!(true))
    );
    assert_eq!(laptop.records[&kept].state.shown("deleted"), None);
}

#[test]
fn erased_content_is_nowhere_and_does_not_come_back() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    let secret = world.edit(0, id, &[("phone", json!("0812-RAHASIA"))], 500);
    let bytes = world.laptops[0].bytes(secret).unwrap().to_vec();
    world.sync(0);
    world.sync(1);
    let old_copy = world.laptops[0].clone();
    let digest = world.office.head().unwrap().mark.digest;
    let Ok(wish) = erasing(&world.office, &[secret]);
    world.erase_at_office(wish.ops, wish.ids);
    world.quiesce();
    world.check();
    let everything = format!("{:?}{:?}", world.office, world.laptops);
    let raw = |part: &[u8]| format!("{part:?}").trim_matches(['[', ']']).to_owned();
    assert!(!everything.contains("RAHASIA") && !everything.contains(&raw(b"RAHASIA")));
    assert_eq!(
        world.office.digest_at(2).unwrap(),
        Some(digest),
        "digests hold"
    );
    // The bytes by USB, late, and an old copy of the laptop.
    let Ok((ack, _)) = admit(
        &mut world.office,
        device(0),
        Some(&world.grants[0]),
        &bytes,
        9000,
    );
    assert_eq!((ack.seq, ack.state), (2, AckState::Accepted));
    world.laptops[0] = old_copy;
    world.laptops[0].session = 99;
    world.quiesce();
    world.check();
    let everything = format!("{:?}{:?}", world.office, world.laptops);
    assert!(!everything.contains("RAHASIA"));
    // A laptop that joins later meets the erased entry in the feed.
    world.join(&[0]);
    world.quiesce();
    world.check();
}

#[test]
fn erasing_reaches_what_was_salvaged() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    let backup = world.office.clone();
    let secret = world.edit(1, id, &[("phone", json!("0812-RAHASIA"))], 500);
    world.sync(1);
    world.sync(0);
    world.office = backup;
    world.sync(0);
    world.sync(1);
    let Ok(wish) = erasing(&world.office, &[secret]);
    world.erase_at_office(wish.ops, wish.ids);
    world.quiesce();
    let everything = format!("{:?}{:?}", world.office, world.laptops);
    let raw = format!("{:?}", b"RAHASIA");
    assert!(!everything.contains("RAHASIA") && !everything.contains(raw.trim_matches(['[', ']'])));
    assert!(world.office.records[&id].fields["phone"].alive.is_empty());
}

#[test]
fn a_laptop_cannot_erase_or_salvage_by_a_change_of_its_own() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    let op = world.op(0, id, &[("phone", json!("1"))]);
    let first = world.commit(0, 500, vec![op]);
    world.sync(0);
    let mut set = ChangeSet::read(world.laptops[0].bytes(first).unwrap()).unwrap();
    set.id.n += 1000;
    set.erase = vec![first];
    world.laptops[0].write(&set).unwrap();
    world.quiesce();
    assert_eq!(world.office.records[&id].shown("phone"), Some(&json!("1")));
    assert_eq!(
        world.office.log.last().unwrap().parked.as_deref(),
        Some("change-office-kind")
    );
    world.check();
    // It counts for nothing, so it is no erasure that must stay.
    let Ok(wish) = erasing(&world.office, &[set.id]);
    assert_eq!(wish.ids, [set.id]);
    let mine = world.erase_at_office(wish.ops, wish.ids);
    let Ok(wish) = erasing(&world.office, &[mine]);
    assert!(wish.ids.is_empty(), "an erasure that counts stays");
    world.quiesce();
    world.check();
}

#[test]
fn an_edit_between_two_others_is_a_conflict_in_its_field_and_a_soft_flag_in_the_other() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    world.edit(0, id, &[("name", json!("A"))], 300);
    world.edit(0, id, &[("phone", json!("B"))], 400);
    world.edit(1, id, &[("phone", json!("K"))], 350);
    world.sync(1);
    world.quiesce();
    world.check();
    let state = &world.office.records[&id];
    assert!(!state.fields["name"].has_rivals() && state.fields["phone"].has_rivals());
    let kinds: Vec<_> = world
        .office
        .flags
        .iter()
        .map(|(seq, flag)| (*seq, flag.kind))
        .collect();
    assert_eq!(
        kinds,
        [(3, FlagKind::Soft)],
        "only the edit of another field"
    );
}

#[test]
fn a_deletion_that_had_not_seen_an_edit_is_listed_and_the_other_way_round() {
    for deleted_first in [true, false] {
        let mut world = World::new();
        let id = world.create(0, 1, 0);
        world.quiesce();
        world.edit(0, id, &[("deleted", json!(true))], 300);
        world.edit(1, id, &[("phone", json!("0812"))], 400);
        let order = if deleted_first { [0, 1] } else { [1, 0] };
        order.into_iter().for_each(|at| world.sync(at));
        world.quiesce();
        world.check();
        assert!(!world.office.records[&id].has_rivals(), "the fields differ");
        let kinds: Vec<_> = world
            .office
            .flags
            .iter()
            .map(|(_, flag)| flag.kind)
            .collect();
        assert_eq!(kinds, [FlagKind::Ended]);
    }
}

#[test]
fn who_saw_the_other_change_is_not_flagged() {
    let mut world = World::new();
    let id = world.create(0, 1, 0);
    world.quiesce();
    world.edit(0, id, &[("name", json!("A"))], 300);
    world.quiesce();
    world.edit(1, id, &[("deleted", json!(true))], 300);
    world.quiesce();
    assert!(world.office.flags.is_empty());
}

#[test]
fn a_laptop_that_is_too_old_may_still_send_and_is_told_to_update() {
    let mut world = World::new();
    world.create(0, 1, 0);
    world.create(1, 2, 0);
    world.sync(1);
    let mut request = next_request(&world.laptops[0]).unwrap();
    request.proto = 0;
    let answer = world.ask(0, &request);
    assert_eq!((answer.acks.len(), answer.rows.len()), (1, 0));
    assert_eq!(answer.upgrade, Some(1));
    assert_eq!(absorb(&mut world.laptops[0], answer), Err(Refusal::Upgrade));
    assert!(
        next_request(&world.laptops[0]).unwrap().changes.is_empty(),
        "its work is safe"
    );
    world.quiesce();
    world.check();
}

#[test]
fn fields_and_kinds_of_a_later_version_are_kept_and_passed_on_untouched() {
    let mut world = World::new();
    let id = Uuid::from_u128(5);
    let mut op = world.op(
        0,
        id,
        &[
            (SCOPE, json!(VILLAGES[0])),
            ("of_tomorrow", json!({"z": [1.5, null], "a": 1})),
        ],
    );
    op.kind = "hologram".into();
    world.commit(0, 500, vec![op]);
    world.quiesce();
    world.check();
    let state = &world.laptops[1].records[&id].state;
    assert_eq!(state.kind, "hologram");
    assert_eq!(
        state.shown("of_tomorrow"),
        Some(&json!({"a": 1, "z": [1.5, null]}))
    );
}

#[test]
fn a_record_that_came_and_left_again_shows_nothing_of_what_happened_elsewhere() {
    let mut world = World::new();
    let id = world.create(2, 1, 2);
    world.quiesce();
    world.edit(2, id, &[(SCOPE, json!(VILLAGES[1]))], 500);
    world.sync(2);
    world.edit(2, id, &[(SCOPE, json!(VILLAGES[2]))], 600);
    world.edit(2, id, &[("phone", json!("not yours"))], 700);
    world.sync(2);
    let request = next_request(&world.laptops[0]).unwrap();
    let rows = world.ask(0, &request).rows;
    assert!(
        !rows.iter().any(|row| matches!(row, Row::Record { .. })),
        "{rows:?}"
    );
    world.quiesce();
    world.check();
}

#[test]
fn sums_of_both_sides_are_equal_when_both_are_level() {
    let mut world = World::new();
    for n in 1..20 {
        world.create(0, n, usize::from(n % 2 == 0));
    }
    world.quiesce();
    let request = next_request(&world.laptops[0]).unwrap();
    let answer = world.ask(0, &request);
    assert_eq!(answer.checksums.len(), 4);
    assert_ne!(answer.checksums[VILLAGES[0]], Checksum::default());
    assert_eq!(answer.checksums["all"], Checksum::default());
    assert!(world.laptops.iter().all(|laptop| laptop.reports.is_empty()));
}
