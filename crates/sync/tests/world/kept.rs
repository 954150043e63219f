//! Histories that once broke a law, as they were found: each step counts.

use super::{driver::Step, laws::run};

/// The office accepts what the laptop wrote in a village that is granted and not held yet; the laptop moves the record
/// before the village's first page is made.
#[test]
fn work_in_a_village_that_is_still_to_come_has_the_offices_time_when_it_moves_on_first() {
    run(vec![
        Step::Turn {
            at: 1,
            push: 0,
            entries: 1,
        },
        Step::Grant { at: 4, village: 2 },
        Step::Create { at: 1, village: 2 },
        Step::Edit {
            at: 1,
            pick: 0,
            field: 0,
            wall: 2,
        },
        Step::Turn {
            at: 1,
            push: 2,
            entries: 1,
        },
        Step::Move {
            at: 1,
            pick: 0,
            village: 0,
        },
    ]);
}

/// The same, where a stick brings the work to the office and the answer comes only after the cursor has passed it.
#[test]
fn work_that_a_stick_brought_has_the_offices_time_when_its_village_comes_too_late() {
    run(vec![
        Step::Sync { at: 1 },
        Step::Grant { at: 1, village: 2 },
        Step::Create { at: 1, village: 2 },
        Step::Pack { at: 1, pick: 0 },
        Step::Edit {
            at: 1,
            pick: 0,
            field: 0,
            wall: 40,
        },
        Step::Pack { at: 1, pick: 1 },
        Step::Deliver { pick: 0 },
        Step::Deliver { pick: 1 },
        Step::Turn {
            at: 1,
            push: 0,
            entries: usize::MAX,
        },
        Step::Move {
            at: 1,
            pick: 0,
            village: 0,
        },
        Step::Sync { at: 1 },
    ]);
}

/// A record leaves for a village that is granted and not held yet, is edited there, and comes back before that village's
/// first page is made.
#[test]
fn a_record_that_comes_back_before_its_village_came_has_what_happened_there() {
    let turn = |at| Step::Turn {
        at,
        push: usize::MAX,
        entries: usize::MAX,
    };
    run(vec![
        Step::Create { at: 1, village: 0 },
        Step::Sync { at: 1 },
        Step::Grant { at: 1, village: 2 },
        Step::Grant { at: 2, village: 0 },
        Step::Sync { at: 2 },
        Step::Move {
            at: 1,
            pick: 0,
            village: 2,
        },
        Step::LoseAnswer {
            at: 1,
            push: usize::MAX,
        },
        Step::Sync { at: 2 },
        Step::Edit {
            at: 2,
            pick: 0,
            field: 1,
            wall: 0,
        },
        Step::Sync { at: 2 },
        turn(1),
        Step::Move {
            at: 2,
            pick: 0,
            village: 0,
        },
        Step::Sync { at: 2 },
        Step::Sync { at: 1 },
    ]);
}

/// A village comes as a file; a record of another village, of which something was erased, moves there just after the
/// file was made.
#[test]
fn a_record_that_lost_something_and_moved_on_is_whole_where_a_file_comes_in_between() {
    run(vec![
        Step::Create { at: 4, village: 0 },
        Step::Edit {
            at: 4,
            pick: 0,
            field: 0,
            wall: 0,
        },
        Step::Grant { at: 3, village: 2 },
        Step::Create { at: 0, village: 0 },
        Step::Turn {
            at: 3,
            push: 1,
            entries: 1,
        },
        Step::Turn {
            at: 4,
            push: 2,
            entries: 1,
        },
        Step::Grant { at: 2, village: 0 },
        Step::Erase { pick: 34 },
        Step::Prepare { village: 1 },
        Step::Turn {
            at: 3,
            push: 0,
            entries: 3,
        },
        Step::Move {
            at: 0,
            pick: 0,
            village: 1,
        },
    ]);
}

/// A forged change reaches the office before the honest one of that id, and then the office is restored.
#[test]
fn a_forged_change_and_a_restore_leave_both_sides_with_the_same_content() {
    run(vec![
        Step::Create { at: 3, village: 0 },
        Step::Edit {
            at: 0,
            pick: 0,
            field: 0,
            wall: 0,
        },
        Step::Edit {
            at: 0,
            pick: 0,
            field: 0,
            wall: 0,
        },
        Step::Bad { at: 3, how: 6 },
        Step::Move {
            at: 3,
            pick: 0,
            village: 1,
        },
        Step::Bad { at: 0, how: 0 },
        Step::Sync { at: 2 },
        Step::Restore,
        Step::Create { at: 0, village: 0 },
        Step::Move {
            at: 2,
            pick: 0,
            village: 0,
        },
    ]);
}

/// The same request brings a forged change and then the honest one of that id; the record came whole just before, since
/// something of it was erased.
#[test]
fn a_forged_change_before_the_honest_one_in_one_request_comes_down_as_the_office_has_it() {
    let edit = |field| Step::Edit {
        at: 1,
        pick: 0,
        field,
        wall: 0,
    };
    run(vec![
        Step::Create { at: 1, village: 0 },
        Step::Turn {
            at: 1,
            push: 1,
            entries: 1,
        },
        edit(1),
        edit(0),
        Step::Erase { pick: 2 },
        Step::Bad { at: 1, how: 6 },
    ]);
}

/// A stick brought an edit that the office lets wait, and then erases; the laptop has heard nothing of it yet.
#[test]
fn what_an_erased_change_that_waited_took_the_place_of_is_back() {
    run(vec![
        Step::Create { at: 1, village: 0 },
        Step::Move {
            at: 1,
            pick: 0,
            village: 1,
        },
        Step::Edit {
            at: 1,
            pick: 0,
            field: 0,
            wall: 0,
        },
        Step::Create { at: 1, village: 0 },
        Step::Edit {
            at: 1,
            pick: 0,
            field: 0,
            wall: 0,
        },
        Step::Pack { at: 1, pick: 0 },
        Step::Deliver { pick: 0 },
        Step::Restart { at: 0 },
        Step::Erase { pick: 2 },
        Step::LoseAnswer { at: 1, push: 0 },
        Step::RepeatAnswer,
    ]);
}

/// A record is said to be gone, since its village was revoked; the village is granted again and comes as a file from before
/// the record was there, so that only the feed tells of it.
#[test]
fn a_record_that_was_gone_is_back_with_its_village_though_only_the_feed_tells_of_it() {
    run(vec![
        Step::Grant { at: 3, village: 2 },
        Step::Clone { at: 0 },
        Step::Create { at: 0, village: 1 },
        Step::Move {
            at: 4,
            pick: 0,
            village: 0,
        },
        Step::Revoke { at: 3, village: 0 },
        Step::Prepare { village: 1 },
        Step::Edit {
            at: 0,
            pick: 0,
            field: 0,
            wall: 0,
        },
        Step::Prepare { village: 0 },
        Step::LaptopDies { at: 0, after: 5 },
        Step::Grant { at: 0, village: 0 },
    ]);
}

/// A copy of a laptop meets a forged change under the id of one of its own that it has not sent yet.
#[test]
fn a_copy_that_meets_a_forged_change_of_its_own_id_ends_with_what_the_office_has() {
    run(vec![
        Step::Create { at: 2, village: 1 },
        Step::Edit {
            at: 2,
            pick: 0,
            field: 0,
            wall: 0,
        },
        Step::Clone { at: 0 },
        Step::Clone { at: 2 },
        Step::Bad { at: 2, how: 6 },
        Step::Turn {
            at: 4,
            push: 0,
            entries: 3,
        },
    ]);
}

/// The same, where the record's village comes as a file from before the change.
#[test]
fn a_forged_change_before_the_honest_one_stays_the_offices_where_a_file_comes_in_between() {
    run(vec![
        Step::Create { at: 0, village: 1 },
        Step::Pack { at: 3, pick: 6 },
        Step::Deliver { pick: 0 },
        Step::Create { at: 0, village: 0 },
        Step::Grant { at: 3, village: 2 },
        Step::Create { at: 1, village: 0 },
        Step::OfficeEdit { pick: 0, field: 0 },
        Step::Prepare { village: 1 },
        Step::Edit {
            at: 3,
            pick: 20,
            field: 0,
            wall: 0,
        },
        Step::Bad { at: 3, how: 6 },
    ]);
}

/// A copy of a laptop; the office erases what the other one sent, the laptop hears of it, and then the office is restored
/// to before all of it: the copy brings the change again, and the laptop has only its name.
#[test]
fn a_change_that_was_erased_here_comes_back_in_full_from_an_office_that_was_restored() {
    let turn = |at, entries| Step::Turn {
        at,
        push: 1,
        entries,
    };
    run(vec![
        Step::OfficeEdit { pick: 0, field: 0 },
        Step::Create { at: 0, village: 0 },
        Step::Clone { at: 0 },
        Step::Restart { at: 0 },
        turn(3, 1),
        Step::Erase { pick: 27 },
        turn(0, 3),
        Step::Restore,
    ]);
}
