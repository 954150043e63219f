//! The invariants, each a property of random histories full of faults.
//!
//! `JEMPUT_HISTORIES` sets how many histories each law sees (`cargo xtask soak sync`).

use proptest::{prelude::*, test_runner::RngSeed};

use jemput_sync::Limits;

use super::{
    driver::{LaptopSide as _, Step},
    memory::{Memory, world},
};

/// How many histories in a plain test run.
const HISTORIES: u32 = 80;

fn config() -> ProptestConfig {
    let wanted = std::env::var("JEMPUT_HISTORIES").ok();
    let wanted_more = wanted.is_some();
    let cases = wanted
        .and_then(|text| text.parse().ok())
        .unwrap_or(HISTORIES);
    ProptestConfig {
        cases,
        max_shrink_iters: std::env::var("PROPTEST_MAX_SHRINK_ITERS")
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(4000),
        // The same histories at each plain run; a soak draws new ones.
        rng_seed: if wanted_more {
            RngSeed::Random
        } else {
            RngSeed::Fixed(20_261_125)
        },
        ..ProptestConfig::default()
    }
}

/// Groups of faults that a history may hold.
#[derive(Clone, Copy)]
pub(crate) struct Faults {
    pub(crate) network: u32,
    pub(crate) office: u32,
    pub(crate) laptops: u32,
    pub(crate) grants: u32,
    pub(crate) sticks: u32,
    pub(crate) bad: u32,
    pub(crate) erasure: u32,
    pub(crate) files: u32,
}

/// All of them.
pub(crate) const ALL: Faults = Faults {
    network: 2,
    office: 2,
    laptops: 2,
    grants: 2,
    sticks: 2,
    bad: 1,
    erasure: 1,
    files: 3,
};

pub(crate) fn steps(faults: Faults, length: usize) -> impl Strategy<Value = Vec<Step>> {
    let at = || 0..5usize;
    let pick = || 0..40usize;
    let village = || 0..3usize;
    let push = || prop_oneof![Just(0usize), Just(1), Just(2), Just(usize::MAX)];
    let entries = || prop_oneof![Just(1usize), Just(3), Just(usize::MAX)];
    let wall = || {
        prop_oneof![
            4 => -50..50i64,
            1 => Just(-400_000_000_000i64),
            1 => Just(400_000_000_000i64),
        ]
    };
    let f = faults;
    let kinds: Vec<(u32, BoxedStrategy<Step>)> = vec![
        (
            6,
            (at(), village())
                .prop_map(|(at, village)| Step::Create { at, village })
                .boxed(),
        ),
        (
            12,
            (at(), pick(), 0..4usize, wall())
                .prop_map(|(at, pick, field, wall)| Step::Edit {
                    at,
                    pick,
                    field,
                    wall,
                })
                .boxed(),
        ),
        (
            4,
            (at(), pick(), pick())
                .prop_map(|(at, pick, other)| Step::Two { at, pick, other })
                .boxed(),
        ),
        (
            4,
            (at(), pick(), village())
                .prop_map(|(at, pick, village)| Step::Move { at, pick, village })
                .boxed(),
        ),
        (
            10,
            (at(), push(), entries())
                .prop_map(|(at, push, entries)| Step::Turn { at, push, entries })
                .boxed(),
        ),
        (6, at().prop_map(|at| Step::Sync { at }).boxed()),
        (
            3,
            (pick(), 0..4usize)
                .prop_map(|(pick, field)| Step::OfficeEdit { pick, field })
                .boxed(),
        ),
        (
            f.network,
            (at(), push())
                .prop_map(|(at, push)| Step::LoseAnswer { at, push })
                .boxed(),
        ),
        (
            f.network,
            at().prop_map(|at| Step::HoldRequest { at }).boxed(),
        ),
        (f.network, Just(Step::DeliverLate).boxed()),
        (f.network, Just(Step::RepeatAnswer).boxed()),
        (
            f.office,
            at().prop_map(|at| Step::OfficeDies { at }).boxed(),
        ),
        (f.office, Just(Step::Backup).boxed()),
        (f.office, Just(Step::Restore).boxed()),
        (f.laptops, at().prop_map(|at| Step::Restart { at }).boxed()),
        (
            f.laptops,
            (at(), 0..40u64)
                .prop_map(|(at, after)| Step::LaptopDies { at, after })
                .boxed(),
        ),
        (f.laptops, at().prop_map(|at| Step::Copy { at }).boxed()),
        (f.laptops, at().prop_map(|at| Step::PutBack { at }).boxed()),
        (f.laptops, at().prop_map(|at| Step::Clone { at }).boxed()),
        (
            f.grants,
            (at(), village())
                .prop_map(|(at, village)| Step::Grant { at, village })
                .boxed(),
        ),
        (
            f.grants,
            (at(), village())
                .prop_map(|(at, village)| Step::Revoke { at, village })
                .boxed(),
        ),
        (
            f.sticks,
            (at(), pick())
                .prop_map(|(at, pick)| Step::Pack { at, pick })
                .boxed(),
        ),
        (
            f.sticks,
            pick().prop_map(|pick| Step::Deliver { pick }).boxed(),
        ),
        (
            f.bad,
            (at(), 0..21usize)
                .prop_map(|(at, how)| Step::Bad { at, how })
                .boxed(),
        ),
        (
            f.bad,
            (pick(), any::<bool>())
                .prop_map(|(pick, accepted)| Step::Decide { pick, accepted })
                .boxed(),
        ),
        (
            f.erasure,
            pick().prop_map(|pick| Step::Erase { pick }).boxed(),
        ),
        (
            f.files,
            village()
                .prop_map(|village| Step::Prepare { village })
                .boxed(),
        ),
        (
            u32::from(f.files > 0),
            village()
                .prop_map(|village| Step::Discard { village })
                .boxed(),
        ),
        (
            f.files,
            (at(), 1..4usize, prop::option::weighted(0.2, 0..30u64))
                .prop_map(|(at, piece, killed)| Step::Take { at, piece, killed })
                .boxed(),
        ),
    ];
    let kinds = kinds
        .into_iter()
        .filter(|(weight, _)| *weight > 0)
        .collect();
    prop::collection::vec(prop::strategy::Union::new_weighted(kinds), 1..length)
}

pub(crate) fn run(steps: Vec<Step>) -> Memory {
    let mut world = world();
    for step in steps {
        world.step(step);
    }
    world.quiesce();
    world.check();
    world
}

/// No faults but those that are named.
const CALM: Faults = Faults {
    network: 1,
    office: 0,
    laptops: 0,
    grants: 0,
    sticks: 0,
    bad: 0,
    erasure: 0,
    files: 0,
};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn i01_what_is_saved_on_a_living_laptop_is_at_the_office(steps in steps(Faults { erasure: 0, ..ALL }, 90)) {
        run(steps);
    }

    #[test]
    fn i02_every_laptop_shows_the_offices_values_for_exactly_its_villages(
        steps in steps(Faults { grants: 5, ..ALL }, 90)
    ) {
        run(steps);
    }

    #[test]
    fn i03_a_value_leaves_only_where_something_names_it(steps in steps(Faults { office: 4, erasure: 0, ..ALL }, 90)) {
        run(steps);
    }

    #[test]
    fn i04_one_id_is_logged_once(steps in steps(Faults { sticks: 6, network: 5, ..ALL }, 90)) {
        run(steps);
    }

    #[test]
    fn i05_a_change_shows_as_a_whole_or_not_at_all(steps in steps(Faults { laptops: 1, grants: 4, office: 0, ..ALL }, 90)) {
        run(steps);
    }

    #[test]
    fn i06_a_cursor_goes_back_only_to_a_mark_that_both_sides_know(steps in steps(Faults { office: 6, laptops: 4, ..ALL }, 90)) {
        run(steps);
    }

    #[test]
    fn i07_what_a_backup_holds_survives_a_restore(steps in steps(Faults { office: 8, ..CALM }, 90)) {
        run(steps);
    }

    #[test]
    fn i09_a_wrong_clock_changes_which_value_is_shown_and_no_set(
        steps in steps(Faults { sticks: 2, ..CALM }, 60), shift in -500_000_000_000..500_000_000_000i64
    ) {
        let right = run(steps.clone());
        let wrong = run(steps.into_iter().map(|step| match step {
            Step::Edit { at, pick, field, wall } => Step::Edit { at, pick, field, wall: wall.wrapping_mul(3) + shift },
            other => other,
        }).collect());
        prop_assert_eq!(right.office.records.len(), wrong.office.records.len());
        for (id, state) in &right.office.records {
            prop_assert_eq!(by_value(state), by_value(&wrong.office.records[id]));
        }
    }

    #[test]
    fn i10_an_id_never_stands_for_two_contents(steps in steps(Faults { laptops: 6, office: 3, bad: 0, ..ALL }, 90)) {
        let world = run(steps);
        prop_assert!(world.office.quarantined.is_empty(), "an honest change was taken for a forged one");
    }

    #[test]
    fn i11_after_any_change_the_later_ones_of_the_laptop_are_taken_in(steps in steps(Faults { bad: 8, ..ALL }, 90)) {
        run(steps);
    }

    #[test]
    fn i12_no_row_comes_before_an_earlier_one(steps in steps(Faults { network: 5, laptops: 1, ..ALL }, 90)) {
        run(steps);
    }

    #[test]
    fn i13_a_laptop_that_has_caught_up_holds_nothing_outside_its_villages(
        steps in steps(Faults { grants: 8, ..ALL }, 90)
    ) {
        run(steps);
    }

    #[test]
    fn i14_whoever_is_killed_at_any_point_goes_on_from_a_prefix(steps in steps(Faults { laptops: 5, office: 3, ..ALL }, 90)) {
        run(steps);
    }

    #[test]
    fn i15_the_log_alone_gives_every_state(steps in steps(Faults { erasure: 3, bad: 3, ..ALL }, 90)) {
        run(steps);
    }

    #[test]
    fn i17_the_same_id_with_other_bytes_is_kept_apart(steps in steps(Faults { bad: 6, sticks: 3, ..CALM }, 90)) {
        run(steps);
    }

    #[test]
    fn i18_no_laptop_changes_what_is_the_offices_or_outside_its_villages(
        steps in steps(Faults { bad: 8, grants: 3, office: 3, ..ALL }, 90)
    ) {
        run(steps);
    }
}

/// A record's alive and dead sets, told by what was written, since processes draw other ids in each run.
fn by_value(state: &jemput_sync::RecordState) -> Vec<(String, Vec<String>, usize)> {
    let fields = state.fields.iter().map(|(name, field)| {
        let mut alive: Vec<String> = field
            .alive
            .values()
            .map(|alive| alive.value.to_string())
            .collect();
        alive.sort();
        (name.clone(), alive, field.dead.len())
    });
    fields.collect()
}

/// I16: k edits cost a constant and a piece for each, whatever the log holds.
#[test]
fn i16_bytes_grow_with_the_edits_and_with_nothing_else() {
    let cost = |history: u64, edits: usize| {
        let mut world = world();
        world.step(Step::Create { at: 0, village: 0 });
        for _ in 0..history {
            world.step(Step::Edit {
                at: 0,
                pick: 0,
                field: 1,
                wall: 0,
            });
        }
        world.sync(0);
        world.sync(1);
        for _ in 0..edits {
            world.step(Step::Edit {
                at: 0,
                pick: 0,
                field: 2,
                wall: 0,
            });
        }
        let mut bytes = 0;
        for at in [0, 1] {
            loop {
                let request = world.slots[at].laptop.request();
                bytes += serde_json::to_vec(&request).unwrap().len();
                let answer = world.ask(at, &request, &Limits::default());
                bytes += serde_json::to_vec(&answer).unwrap().len();
                if world.absorb(at, answer).unwrap().done {
                    break;
                }
            }
        }
        bytes
    };
    let (none, ten, hundred) = (cost(10, 0), cost(10, 10), cost(10, 100));
    let each = (hundred - ten) / 90;
    assert!(each < 1200, "{each} bytes for one edit, both ways");
    assert!(ten < none + 12 * each, "{none} and {ten}");
    assert!(none < 4000, "{none} bytes for nothing, both sides");
    for (edits, bytes) in [(0, none), (10, ten), (100, hundred)] {
        let long = cost(1000, edits);
        assert!(
            long < bytes + bytes / 20 + 200,
            "{long} instead of {bytes} after a long history"
        );
    }
}

/// Ten thousand edits of one field leave a state of a few ranges, on both sides.
#[test]
fn ten_thousand_edits_of_one_field_leave_a_small_state() {
    let mut world = world();
    world.step(Step::Create { at: 0, village: 0 });
    let mut sizes = Vec::new();
    for round in 0..100 {
        for _ in 0..100 {
            world.step(Step::Edit {
                at: 0,
                pick: 0,
                field: 1,
                wall: 0,
            });
        }
        if round % 10 == 9 {
            world.step(Step::Restart { at: 0 });
            world.sync(0);
            sizes.push(
                serde_json::to_vec(
                    &world.slots[0]
                        .laptop
                        .records()
                        .values()
                        .next()
                        .unwrap()
                        .state,
                )
                .unwrap()
                .len(),
            );
        }
    }
    world.quiesce();
    let id = *world
        .office
        .records
        .iter()
        .find(|(_, state)| state.fields.contains_key("phone"))
        .unwrap()
        .0;
    let phone = &world.office.records[&id].fields["phone"];
    assert_eq!((phone.alive.len(), phone.dead.len()), (1, 9_999));
    assert!(phone.dead.ranges() <= 10, "one range for each process");
    assert!(sizes.iter().all(|size| *size < 1500), "{sizes:?}");
}
