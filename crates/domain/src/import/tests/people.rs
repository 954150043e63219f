//! Who a row is about, and who else that may be.

use super::*;
use proptest::prelude::*;

#[test]
fn the_same_file_makes_the_same_records_on_two_laptops_and_nothing_the_second_time() {
    let lines = [SRI, KARYADI, "Sarinem|0||2|1961|7||||Karanglo|003|001|"];
    let (here, there) = (fresh(&lines), fresh(&lines));
    assert_eq!(here.rows, there.rows);
    let again = run(&with_header(&lines), &after(&here)).unwrap();
    let counts = again.counts();
    assert_eq!(
        (counts.same, counts.new, counts.differs, counts.duplicates),
        (3, 0, 0, 0)
    );
    assert!(again.rows.iter().zip(&here.rows).all(|(a, b)| a.id == b.id));
}

#[test]
fn three_people_with_nik_0_are_three_residents_with_three_temporary_numbers() {
    let plan = fresh(&[
        "Sarinem|0|3302041203149100|2|1961|7|1|9|4|Karanglo|003|001|",
        "Darmo|0|3302041203149100|1|1958|8|1|9|4|Karanglo|003|001|",
        "Bima|'0|3302041203149100|1|21-09-2012|4|1|3|1|Karanglo|003|001|Sri Waluyo",
    ]);
    let numbers: std::collections::BTreeSet<&str> = plan
        .rows
        .iter()
        .map(|row| row.resident.nik_temporary.as_deref().unwrap())
        .collect();
    assert_eq!(numbers.len(), 3);
    assert!(
        numbers
            .iter()
            .all(|number| crate::nik::is_temporary(number))
    );
    assert_eq!(plan.counts().new, 3);
    assert!(
        plan.rows
            .iter()
            .all(|row| row.resident.nik.is_none() && codes_of(row) == ["nik-none"])
    );
}

#[test]
fn a_temporary_number_that_somebody_else_bears_joins_nobody() {
    let line = "Sarinem|0|3302041203149100|2|1961|7|1|9|4|Karanglo|003|001|";
    let given = fresh(&[line]).rows[0].resident.nik_temporary.clone();
    let other = Resident {
        name: "Somebody else".into(),
        nik_temporary: given.clone(),
        ..Resident::default()
    };
    let known = Known::from_iter([(ResidentId(uuid::Uuid::from_u128(1)), other)]);
    let row = run(&with_header(&[line]), &known).unwrap().rows.remove(0);
    assert_eq!(row.outcome, Outcome::New);
    assert_ne!(row.id.0, uuid::Uuid::from_u128(1));
    assert_eq!(
        row.resident.nik_temporary, given,
        "the same number on every laptop, whoever is known there"
    );
}

#[test]
fn rows_that_differ_stay_separate_and_are_a_pair() {
    let other = SRI.replace("Sri Waluyo", "Sri Waluyati");
    let plan = fresh(&[SRI, &other]);
    assert_ne!(plan.rows[0].id, plan.rows[1].id);
    assert_eq!((plan.counts().new, plan.counts().duplicates), (2, 2));
    assert_eq!(codes_of(&plan.rows[0]), ["nik-twice-in-file"]);
    assert_eq!(plan.rows[1].findings[0].params["row"], "2");
    // The same file again changes nothing and makes no third record.
    let again = run(&with_header(&[SRI, &other]), &after(&plan)).unwrap();
    assert_eq!(again.counts().same, 2);
}

#[test]
fn the_same_person_with_other_facts_in_one_file_is_a_pair_and_stays_one_on_the_second_run() {
    let other = SRI.replace("|9|2|", "|2|2|");
    let lines = [SRI, other.as_str()];
    let plan = fresh(&lines);
    assert_ne!(plan.rows[0].id, plan.rows[1].id);
    assert_eq!(plan.counts().new, 2);
    assert!(plan.rows[1].duplicate);
    let again = run(&with_header(&lines), &after(&plan)).unwrap();
    assert_eq!((again.counts().same, again.counts().new), (2, 0));
}

#[test]
fn the_very_same_row_twice_is_one_resident() {
    let plan = fresh(&[SRI, SRI]);
    assert_eq!((plan.counts().new, plan.counts().same), (1, 1));
    assert_eq!(codes_of(&plan.rows[1]), ["import-row-twice"]);
    assert_eq!(plan.rows[0].id, plan.rows[1].id);
}

#[test]
fn two_namesakes_born_on_the_same_day_are_pointed_out() {
    let first = "Sarinem|0|3302041203149100|2|03-02-1961|7|1|9|4|Karanglo|003|001|Tukiyem";
    let second =
        "SARINEM|3302044302619009|3302041203149101|2|03-02-1961|1|1|9|4|Karanglo|004|001|Tukiyem";
    let plan = fresh(&[first, second]);
    assert_eq!(codes_of(&plan.rows[1]), ["import-row-twice"]);
    assert!(plan.rows[1].duplicate);
    // Also when the first is known already.
    let later = run(&with_header(&[second]), &after(&fresh(&[first]))).unwrap();
    assert_eq!(
        (later.rows[0].outcome, codes_of(&later.rows[0])),
        (Outcome::New, vec!["import-similar"])
    );
}

#[test]
fn what_differs_on_a_known_resident_is_shown_and_taken_only_where_chosen() {
    let known = after(&fresh(&[SRI]));
    let changed = SRI
        .replace("|9|2|", "|2|2|")
        .replace("Karanglo", "Ngentak")
        .replace("Tukiyem", "");
    let plan = run(&with_header(&[&changed]), &known).unwrap();
    let row = &plan.rows[0];
    assert_eq!(row.outcome, Outcome::Differs);
    let shown: Vec<(&str, &str, &str, bool)> = row
        .differences
        .iter()
        .map(|d| (d.field, d.here.as_str(), d.file.as_str(), d.takeable))
        .collect();
    assert_eq!(
        shown,
        [
            (
                "occupation",
                "Petani/Pekebun",
                "Mengurus Rumah Tangga",
                true
            ),
            ("dusun", "Karanglo", "Ngentak", false),
        ]
    );
    assert_eq!(codes_of(row), ["import-field-kept"]);
    let here = known.get(row.id).unwrap();
    let taken = row.take(
        here,
        &["occupation".into(), "dusun".into(), "mother_name".into()],
    );
    assert_eq!(taken.occupation, occupation("2"));
    assert_eq!(taken.dusun.as_deref(), Some("Karanglo"));
    assert_eq!(
        taken.mother_name.as_deref(),
        Some("Tukiyem"),
        "what the file does not say is no change"
    );
    assert_eq!(row.take(here, &[]), *here);
}

#[test]
fn a_known_resident_is_found_by_nik_after_the_name_was_mended() {
    let mut resident = fresh(&[SRI]).rows.remove(0).resident;
    resident.name = "Sri Waluyo Hadi".into();
    let id = ResidentId(uuid::Uuid::from_u128(7));
    let known = Known::from_iter([(id, resident)]);
    let row = run(&with_header(&[SRI]), &known).unwrap().rows.remove(0);
    assert_eq!((row.id, row.outcome), (id, Outcome::Differs));
    assert_eq!(row.differences[0].field, "name");
}

#[test]
fn somebody_else_with_a_known_nik_stays_separate() {
    let known = after(&fresh(&[SRI]));
    let other = SRI
        .replace("Sri Waluyo", "Darmo")
        .replace("12-03-1989", "12-03-1990");
    let row = run(&with_header(&[&other]), &known).unwrap().rows.remove(0);
    assert_eq!(row.outcome, Outcome::New);
    assert!(codes_of(&row).contains(&"import-nik-taken"));
    assert!(row.duplicate);
}

#[test]
fn the_register_s_dead_stay_dead_when_the_file_does_not_say() {
    let mut resident = fresh(&[SRI]).rows.remove(0).resident;
    resident.basic_status = Some(BasicStatus::Dead);
    let id = fresh(&[SRI]).rows[0].id;
    let row = run(&with_header(&[SRI]), &Known::from_iter([(id, resident)]))
        .unwrap()
        .rows
        .remove(0);
    assert_eq!(row.outcome, Outcome::Same);
}

#[test]
fn two_heads_on_one_card_are_named_and_come_in() {
    let second = KARYADI.replace("Karyadi", "Darmo").replace("9002", "9003");
    let plan = fresh(&[KARYADI, SRI, &second]);
    assert_eq!(plan.counts().new, 3);
    for row in [0, 2] {
        assert_eq!(codes_of(&plan.rows[row])[0], "household-two-heads");
        assert_eq!(plan.rows[row].findings[0].params["names"], "Karyadi, Darmo");
        assert_eq!(
            plan.rows[row].findings[0].field.as_deref(),
            Some("kk_level")
        );
    }
    assert_eq!(codes_of(&fresh(&[KARYADI, KARYADI]).rows[0]), [""; 0]);
}

/// Rows of a few people, so that numbers, names and whole rows meet again and again.
fn lines() -> impl Strategy<Value = Vec<String>> {
    let row = (
        prop::sample::select(vec!["Sarinem", "SARINEM", "Darmo", "Nur'aini", ""]),
        prop::sample::select(vec![
            "0",
            "",
            "3302044302619009",
            "33.0204.430261.9009",
            "3302040302589001",
            "330204",
            "0330204200400001",
        ]),
        prop::sample::select(vec!["3302041203149100", "", "12"]),
        prop::sample::select(vec!["1", "2", "P", "X"]),
        prop::sample::select(vec!["03-02-1961", "1961", "31-02-1961", ""]),
        prop::sample::select(vec!["1", "3", "4"]),
        prop::sample::select(vec!["9", "2", "penari"]),
        prop::sample::select(vec!["Tukiyem", "-"]),
    );
    let row = row.prop_map(|(name, nik, kk, sex, birth, relation, work, mother)| {
        format!("{name}|{nik}|{kk}|{sex}|{birth}|{relation}|1|{work}|4|Krajan|1|1|{mother}")
    });
    prop::collection::vec(row, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_in_a_file_importing_it_again_changes_nothing(lines in lines()) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let first = fresh(&lines);
        let again = run(&with_header(&lines), &after(&first)).unwrap();
        let (before, now) = (first.counts(), again.counts());
        prop_assert_eq!((now.new, now.differs), (0, 0));
        prop_assert_eq!(now.same, before.new + before.same);
        prop_assert_eq!(now.rejected, before.rejected);
        let ids = |plan: &Plan| plan.rows.iter().map(|row| row.id).collect::<Vec<_>>();
        prop_assert_eq!(ids(&first), ids(&again));
    }

    #[test]
    fn no_two_new_residents_share_an_id_or_an_internal_number(lines in lines()) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let plan = fresh(&lines);
        let ids: std::collections::BTreeSet<_> = plan.new_residents().map(|row| row.id).collect();
        prop_assert_eq!(ids.len(), plan.counts().new);
        let given: Vec<_> = plan
            .new_residents()
            .filter_map(|row| row.resident.nik_temporary.as_deref())
            .filter(|number| *number != "0330204200400001")
            .collect();
        let different: std::collections::BTreeSet<_> = given.iter().collect();
        prop_assert_eq!(different.len(), given.len());
    }
}
