//! Sticks and an office that was restored from a backup, packed before it or after, brought late.

use super::*;
use crate::Report;

/// Laptop 0 knows two records; the office lost the second and what laptop 1 wrote to the first.
fn restored() -> World {
    let mut world = World::new();
    world.create(0, 1, "1");
    world.round(0);
    world.round(1);
    let backup = world.office.clone();
    world.create(0, 2, "1");
    world.write(1, 1, &[("phone", json!("0812"))]);
    for at in [0, 1, 0] {
        world.round(at);
    }
    world.office = backup;
    world
}

fn rollbacks(laptop: &MemoryLaptop) -> usize {
    let reports = laptop.reports.iter();
    reports
        .filter(|report| matches!(report, Report::Rollback { .. }))
        .count()
}

#[test]
fn after_a_restore_sticks_alone_bring_everything_back_also_what_others_wrote() {
    let mut world = restored();
    // Laptop 1, which wrote the telephone number, is never seen again.
    world.round(0);
    assert_eq!(rollbacks(&world.laptops[0]), 1);
    assert_eq!(world.unsent(0), 1, "its own is to be sent again");
    let state = &world.laptops[0].records[&Uuid::from_u128(1)].state;
    assert_eq!(
        state.shown("phone"),
        Some(&json!("0812")),
        "nothing goes before it was sent"
    );
    world.round(0);
    let office = &world.office.records;
    assert_eq!(office.len(), 2);
    assert_eq!(
        office[&Uuid::from_u128(1)].shown("phone"),
        Some(&json!("0812"))
    );
    assert_eq!(world.unsent(0), 0);
    assert!(
        world.laptops[0].kept(None, 9).unwrap().is_empty(),
        "the office has it"
    );
    assert_eq!(rollbacks(&world.laptops[0]), 1);
    // The network goes on from there, and finds no copy of the laptop.
    world.network(0);
    assert!(world.office.forks.is_empty());
    let log = world.office.log.len();
    world.round(0);
    assert_eq!(world.office.log.len(), log, "once is enough");
    world.network(1);
    world.check();
}

#[test]
fn a_stick_packed_before_the_restore_and_brought_to_the_office_after_it_brings_its_changes() {
    let mut world = restored();
    world.office = {
        // Back to before the restore for the packing.
        let after = world.office.clone();
        world.write(0, 2, &[("name", json!("Lestari"))]);
        after
    };
    let up = world.pack_up(0);
    world.bring_up(0, &up);
    assert_eq!(world.bring_up(0, &up), Arrival::Again);
    world.network(0);
    world.network(1);
    world.network(0);
    assert_eq!(rollbacks(&world.laptops[0]), 1);
    let state = &world.office.records[&Uuid::from_u128(2)];
    assert_eq!(state.shown("name"), Some(&json!("Lestari")));
    world.check();
}

#[test]
fn a_stick_packed_by_the_office_before_its_restore_heals_with_the_next_turn() {
    let mut world = World::new();
    world.create(0, 1, "1");
    world.round(0);
    world.round(1);
    let backup = world.office.clone();
    world.create(1, 2, "1");
    world.round(1);
    let before = world.pack_down(0);
    world.office = backup;
    for way in ["by stick", "by network", "after the network"] {
        let mut world = World {
            office: world.office.clone(),
            laptops: world.laptops.clone(),
            grants: world.grants.clone(),
            numbers: world.numbers.clone(),
            n: 1000,
            ..World::new()
        };
        world.now = 5000;
        if way == "after the network" {
            world.network(0);
            // The office goes on, and the laptop with it, to a place of the same number and another content.
            world.create(0, 9, "1");
            world.network(0);
            world.network(0);
            let kept = world.laptops[0].records.clone();
            let fit = world.bring_down(0, &before);
            assert!(matches!(fit, Fit::Rollback | Fit::Old), "{fit:?}");
            assert_eq!(
                world.laptops[0].records, kept,
                "it tells of a time that is lost"
            );
        } else {
            // What it brings is kept: nobody else may have it any more.
            assert_eq!(world.bring_down(0, &before), Fit::Fits);
            assert!(world.laptops[0].records.contains_key(&Uuid::from_u128(2)));
        }
        for _ in 0..3 {
            if way == "by stick" {
                world.round(0);
            } else {
                world.network(0);
            }
        }
        if way != "after the network" {
            assert_eq!(rollbacks(&world.laptops[0]), 1, "{way}");
            assert!(
                world.office.records.contains_key(&Uuid::from_u128(2)),
                "{way}"
            );
        }
        world.network(1);
        world.network(0);
        world.check();
        assert!(
            world.office.records.contains_key(&Uuid::from_u128(2)),
            "{way}"
        );
    }
}

#[test]
fn a_stick_of_a_restored_office_that_has_not_heard_of_the_laptop_says_so_and_its_answer_heals() {
    let mut world = restored();
    world.now += 1000;
    // Its log is shorter than what the laptop knows, and younger.
    let down = world.pack_down(0);
    let kept = world.laptops[0].clone();
    assert_eq!(world.bring_down(0, &down), Fit::Rollback);
    assert_eq!(world.laptops[0].records, kept.records);
    world.round(0);
    // The same old stick again: it is of the same history now, and has nothing new.
    let fit = world.bring_down(0, &down);
    assert!(matches!(fit, Fit::Old | Fit::Fits), "{fit:?}");
    world.round(0);
    world.round(1);
    world.round(1);
    world.round(0);
    world.check();
}

#[test]
fn the_answer_to_a_restore_is_cut_or_comes_twice_or_after_the_network_and_does_no_harm() {
    for pages in 0..4 {
        for second in ["again", "network first"] {
            let mut world = restored();
            let up = world.pack_up(0);
            world.bring_up(0, &up);
            let down = world.pack_down(0);
            world.bring_some(0, &down, pages);
            if second == "network first" {
                world.network(0);
                // The laptop is level with the office again: nothing takes it back a second time.
                let fit = world.bring_down(0, &down);
                assert!(matches!(fit, Fit::Old | Fit::Fits), "{fit:?}");
            } else {
                world.bring_down(0, &down);
                world.bring_down(0, &down);
            }
            world.bring_up(0, &up);
            world.round(0);
            world.round(0);
            world.network(1);
            world.network(0);
            assert_eq!(rollbacks(&world.laptops[0]), 1, "{pages} pages, {second}");
            world.check();
            assert_eq!(world.office.records.len(), 2);
        }
    }
}

/// Restores in the middle of everything else.
#[test]
fn sticks_network_and_restores_in_any_order_lose_nothing() {
    for seed in 1..150_u64 {
        let mut world = World::new();
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut draw = |below: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % below
        };
        let mut ups: Vec<(usize, Up)> = Vec::new();
        let mut downs: Vec<(usize, Down)> = Vec::new();
        let mut backup = world.office.clone();
        let mut written = BTreeSet::new();
        for step in 0..70_u64 {
            let at = draw(2) as usize;
            match draw(12) {
                0 | 1 => {
                    let record = u128::from(100 + step);
                    world.create(at, record, "1");
                    written.insert(Uuid::from_u128(record));
                }
                2 => {
                    let known: Vec<u128> = world.laptops[at]
                        .records
                        .keys()
                        .map(Uuid::as_u128)
                        .collect();
                    if !known.is_empty() {
                        let record = known[draw(known.len() as u64) as usize];
                        world.write(at, record, &[("phone", json!(step))]);
                    }
                }
                3 => ups.push((at, world.pack_up(at))),
                4 | 5 if !ups.is_empty() => {
                    let (at, up) = ups[draw(ups.len() as u64) as usize].clone();
                    world.bring_up(at, &up);
                }
                6 => downs.push((at, world.pack_down(at))),
                7 if !downs.is_empty() => {
                    let (at, down) = downs[draw(downs.len() as u64) as usize].clone();
                    world.bring_some(at, &down, 1 + draw(3) as usize);
                }
                8 => world.round(at),
                9 => world.network(at),
                10 => backup = world.office.clone(),
                11 if draw(3) == 0 => {
                    world.office = backup.clone();
                    world.office.forget_turns();
                }
                _ => {}
            }
        }
        for at in [0, 1, 0, 1, 0, 1] {
            if seed % 2 == 0 {
                world.round(at);
                world.round(at);
            } else {
                world.network(at);
            }
        }
        assert_eq!((world.unsent(0), world.unsent(1)), (0, 0), "seed {seed}");
        world.check();
        let there: BTreeSet<Uuid> = world.office.records.keys().copied().collect();
        assert_eq!(there, written, "seed {seed}");
        assert!(
            world.office.forks.is_empty(),
            "seed {seed}: no laptop was copied"
        );
    }
}
