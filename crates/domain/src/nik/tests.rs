use super::*;
use crate::regions::Regions;
use jiff::civil::date;
use proptest::prelude::*;

fn nik(text: &str) -> Nik {
    Nik::parse(text).unwrap_or_else(|finding| panic!("{text}: {finding:?}"))
}

const TODAY: Date = date(2026, 11, 25);

#[test]
fn a_number_tells_district_sex_date_and_serial() {
    let woman = nik("3302045203899001");
    assert_eq!(woman.district(), "33.02.04");
    assert_eq!(woman.sex(), Sex::Female);
    assert_eq!(woman.births(TODAY), [date(1989, 3, 12)]);
    assert_eq!((woman.serial(), woman.tail()), ("9001", "9001"));
    assert_eq!(nik("3302047112859003").births(TODAY), [date(1985, 12, 31)]);
    let man = nik("3302041203899002");
    assert_eq!(man.sex(), Sex::Male);
}

#[test]
fn a_woman_born_on_the_second_has_day_42() {
    let woman = nik("3302044203899001");
    assert_eq!(woman.day_month_year(), (2, 3, 89));
    assert!(woman.fits(date(1989, 3, 2).into()));
}

#[test]
fn the_century_is_chosen_by_today_and_both_are_given_where_both_can_be() {
    assert_eq!(nik("3302040101009003").births(TODAY), [date(2000, 1, 1)]);
    assert_eq!(
        nik("3302040101109003").births(TODAY),
        [date(2010, 1, 1), date(1910, 1, 1)]
    );
    // Tomorrow is nobody's birthday yet.
    assert_eq!(nik("3302042611269003").births(TODAY), [date(1926, 11, 26)]);
    assert_eq!(
        nik("3302042511269003").births(TODAY),
        [TODAY, date(1926, 11, 25)]
    );
}

#[test]
fn a_year_only_birth_fits_by_its_year() {
    let old = nik("3302044107549004");
    assert!(old.fits(FlexDate::Year(1954)));
    assert!(!old.fits(FlexDate::Year(1955)));
    assert!(!old.fits(date(1954, 7, 2).into()));
}

#[test]
fn what_people_and_files_put_between_the_digits_is_taken_out() {
    for text in [
        " 3302045203899001\u{a0}",
        "33.0204.520389.9001",
        "33020452\u{200b}03899001",
        "'3302045203899001",
    ] {
        assert_eq!(nik(text).as_str(), "3302045203899001", "{text:?}");
    }
    assert!(matches!(
        read(" 3302045203899001 "),
        Reading::Valid { cleaned: false, .. }
    ));
    assert!(matches!(
        read("3302.045203899001"),
        Reading::Valid { cleaned: true, .. }
    ));
}

#[test]
fn zero_a_dash_and_a_blank_mean_that_there_is_none() {
    for text in ["", " ", "0", "-", "'0", "0000000000000000"] {
        assert_eq!(read(text), Reading::None, "{text:?}");
    }
}

#[test]
fn a_temporary_number_is_no_nik() {
    assert_eq!(
        read("0330204200400001"),
        Reading::Temporary("0330204200400001".into())
    );
    assert!(Nik::parse("0330204200400001").is_err());
    assert!(serde_json::from_str::<Nik>("\"0330204200400001\"").is_err());
}

#[test]
fn a_temporary_number_follows_from_the_record_and_from_nothing_else() {
    let first = temporary(Uuid::from_u128(7));
    assert_eq!(first, "0000000000000007");
    assert!(is_temporary(&first));
    assert_eq!(
        temporary(Uuid::from_u128(10_u128.pow(15) + 8)),
        "0000000000000008"
    );
    assert!(is_temporary(&temporary(Uuid::max())));
}

#[test]
fn two_laptops_give_twenty_thousand_people_without_a_nik_different_numbers() {
    let laptop = |name: &str| {
        let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes());
        (0..10_000).map(move |row: u32| Uuid::new_v5(&namespace, &row.to_be_bytes()))
    };
    let given: std::collections::BTreeSet<String> =
        laptop("A").chain(laptop("B")).map(temporary).collect();
    assert_eq!(given.len(), 20_000);
}

#[test]
fn what_cannot_be_a_nik_is_a_draft_with_its_reason() {
    for (text, code) in [
        ("330204520389900", codes::NIK_LENGTH),
        ("33020452038990011", codes::NIK_LENGTH),
        ("33020452O3899001", codes::NIK_NOT_DIGITS),
        ("3302043512859004", codes::NIK_DAY),
        ("3302040003899001", codes::NIK_DAY),
        ("3302047203899001", codes::NIK_DAY),
        ("3302045213899001", codes::NIK_MONTH),
        ("1111111111111111", codes::NIK_FILLER),
        ("1234567890123456", codes::NIK_FILLER),
        ("3.30204520389900E+15", codes::NIK_EXCEL_DAMAGE),
    ] {
        let Reading::Draft {
            text: kept,
            finding,
        } = read(text)
        else {
            panic!("{text} was taken")
        };
        assert_eq!(finding.code, code, "{text}");
        assert_eq!(kept, text);
    }
    assert_eq!(
        Nik::parse("330204520389900").unwrap_err().params["count"],
        "15"
    );
}

#[test]
fn the_mask_shows_four_digits_and_hides_birth_and_region() {
    assert_eq!(nik("3302045203899001").masked(), "•••• •••• •••• 9001");
}

fn codes_of(findings: &[Finding]) -> Vec<&str> {
    findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect()
}

#[test]
fn a_birth_date_or_sex_that_contradicts_the_number_is_a_warning() {
    let found = check(
        &nik("3302045203899001"),
        Some(Sex::Male),
        Some(date(1998, 3, 12).into()),
        None,
        TODAY,
    );
    assert_eq!(codes_of(&found), ["nik-date-mismatch", "nik-sex-mismatch"]);
    assert!(!crate::finding::has_error(&found));
    assert_eq!(found[0].params["nik_date"], "12-03-1989");
    assert_eq!(found[0].params["birth_date"], "12-03-1998");
    assert_eq!(found[1].params["nik_sex"], "Perempuan");
}

#[test]
fn the_30th_of_february_and_a_zero_serial_are_warnings() {
    let birth = Some(date(1990, 2, 28).into());
    let found = check(&nik("3302043002909005"), None, birth, None, TODAY);
    assert_eq!(codes_of(&found), ["nik-date-not-real"]);
    let found = check(&nik("3302045203890000"), None, None, None, TODAY);
    assert_eq!(codes_of(&found), ["nik-serial-zero"]);
}

#[test]
fn a_number_that_fits_has_no_findings() {
    let birth = Some(date(1989, 3, 12).into());
    let found = check(
        &nik("3302045203899001"),
        Some(Sex::Female),
        birth,
        None,
        TODAY,
    );
    assert_eq!(found, []);
}

#[test]
fn the_district_is_looked_up_among_today_s_and_the_retired_codes() {
    let regions =
        Regions::from_asset(include_bytes!("../../../../assets/regions/regions.bin")).unwrap();
    let found = |number: &str| check(&nik(number), None, None, Some(&regions), TODAY);
    assert_eq!(found("3302045203899001"), []);
    let old = found("9271015505909006");
    assert_eq!(codes_of(&old), ["nik-region-retired"]);
    assert_eq!(
        (
            old[0].params["code"].as_str(),
            old[0].params["new_code"].as_str()
        ),
        ("92.71.01", "96.71.01")
    );
    assert!(
        old[0].severity == crate::finding::Severity::Hint,
        "it is valid for life"
    );
    assert_eq!(codes_of(&found("3399995203899001")), ["nik-region-unknown"]);
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,24}") {
        let _ = read(&text);
    }

    #[test]
    fn a_number_made_from_a_date_gives_the_date_back(
        year in 1930i16..=2025, month in 1i8..=12, day in 1i8..=28, woman in any::<bool>(), serial in 1u16..=9999,
    ) {
        let shown = day + if woman { 40 } else { 0 };
        let made = format!("330204{shown:02}{month:02}{:02}{serial:04}", year % 100);
        let made = nik(&made);
        let birth = Date::new(year, month, day).unwrap();
        prop_assert!(made.births(TODAY).contains(&birth));
        prop_assert!(made.fits(birth.into()));
        prop_assert_eq!(made.sex() == Sex::Female, woman);
    }
}
