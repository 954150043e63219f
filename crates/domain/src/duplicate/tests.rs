use proptest::prelude::*;

use super::*;
use crate::date::parse;

/// Name, birth date as typed, mother, NIK.
fn someone(name: &str, birth: &str, mother: &str, nik: &str) -> Traits {
    let mut values = std::collections::BTreeMap::new();
    for (field, value) in [
        ("name", name),
        ("birth_date", birth),
        ("mother_name", mother),
        ("nik", nik),
    ] {
        values.insert(field.to_owned(), value.to_owned());
    }
    let (resident, _) = Resident::from_form(None, &values);
    assert_eq!(resident.birth_date, parse(birth).unwrap());
    Traits::of(&resident)
}

fn points(a: &Traits, b: &Traits) -> u8 {
    compare(a, b).points
}

fn is_found(a: &Traits, b: &Traits) -> bool {
    let found = points(a, b) >= LIKELY;
    if found {
        assert!(
            a.keys().intersection(&b.keys()).next().is_some(),
            "{a:?} {b:?} share no key"
        );
    }
    found
}

#[test]
fn two_officers_who_register_one_person_are_found_out() {
    let nik = "3301010101800001";
    let slamet = someone("Slamet Riyadi", "01-01-1980", "", nik);
    assert_eq!(
        points(&slamet, &someone("Slamet Riyady", "01-01-1980", "", nik)),
        100
    );
    assert_eq!(
        points(&slamet, &someone("Orang Lain", "", "", nik)),
        100,
        "the same NIK is enough to look"
    );
    assert!(is_found(
        &slamet,
        &someone("Slamet Riyady", "01-01-1980", "", "")
    ));
    assert!(is_found(
        &slamet,
        &someone("H. Slamet Rijadi", "01-01-1980", "", "")
    ));
    assert!(is_found(
        &someone("Ngatini", "1961", "Kasinem", ""),
        &someone("Ngatini", "12-05-1961", "Kasinem", ""),
    ));
    // First without NIK, then with one; another NIK, another day or another mother is somebody else.
    let without = someone("Sarinem", "1961", "Tukiyem", "");
    for (birth, mother) in [("1961", "Tukiyem"), ("12-05-1961", "Tukiyem"), ("1961", "")] {
        let with = someone("Sarinem", birth, mother, "3302045205610001");
        assert!(is_found(&without, &with), "{birth} {mother}");
    }
    assert!(!is_found(
        &without,
        &someone("Sarinem", "12-05-1987", "Kasinem", "3302045205870001")
    ));
    assert!(is_found(
        &someone("Sri Waluyo", "", "Sutarmi", ""),
        &someone("Sri Waluyo", "", "Sutarmi", "")
    ));
    assert!(is_found(
        &someone("Sri Waluyo", "12-03-1989", "Sutarmi", ""),
        &someone("Sri Waluyo", "03-12-1989", "Sutarmi", ""),
    ));
}

#[test]
fn a_mistyped_nik_hides_nobody() {
    let one = someone("Slamet Riyadi", "01-01-1980", "Sutarmi", "3301010101800001");
    let two = someone("Slamet Riyadi", "01-01-1980", "Sutarmi", "3301010101800011");
    assert!(is_found(&one, &two));
}

#[test]
fn people_who_only_look_alike_are_left_in_peace() {
    let twins = (
        someone("Siti Aminah", "05-05-2010", "Sutarmi", "3302044505100001"),
        someone("Siti Aisyah", "05-05-2010", "Sutarmi", "3302044505100002"),
    );
    assert!(
        !is_found(&twins.0, &twins.1),
        "{:?}",
        compare(&twins.0, &twins.1)
    );
    let nameless_twins = (
        someone("Budi", "05-05-2010", "Sutarmi", ""),
        someone("Wati", "05-05-2010", "Sutarmi", ""),
    );
    assert!(!is_found(&nameless_twins.0, &nameless_twins.1));
    assert!(
        !is_found(
            &someone("Sutarmi", "", "", ""),
            &someone("Sutarmi", "", "", "")
        ),
        "a common name alone"
    );
    assert!(!is_found(
        &someone("Sutarmi", "1960", "", ""),
        &someone("Sutarmi", "02-02-1985", "", "")
    ));
    assert!(!is_found(
        &someone("Slamet Riyadi", "01-01-1980", "Sutarmi", "3301010101800001"),
        &someone("Slamet Riyadi", "01-01-1980", "Kasinem", "3302042505900007"),
    ));
}

proptest! {
    #[test]
    fn comparing_is_the_same_both_ways_and_a_record_is_like_itself(
        a in "[A-Z][a-z]{3,8}( [A-Z][a-z]{3,8})?", b in "[A-Z][a-z]{3,8}( [A-Z][a-z]{3,8})?",
        day in 1..28_i8, month in 1..=12_i8, year in 1940..2020_i16,
    ) {
        let birth = format!("{day:02}-{month:02}-{year}");
        let (one, two) = (someone(&a, &birth, &b, ""), someone(&b, &birth, &a, ""));
        prop_assert!(points(&one, &one) >= LIKELY);
        prop_assert!(points(&one, &two).abs_diff(points(&two, &one)) <= 5);
        // Whatever is shown shares a key.
        is_found(&one, &two);
    }

    #[test]
    fn not_the_same_person_has_one_id_whoever_is_named_first(a: u128, b: u128) {
        let (a, b) = (Uuid::from_u128(a), Uuid::from_u128(b));
        prop_assert_eq!(distinct_id(a, b), distinct_id(b, a));
    }
}
