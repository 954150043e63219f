//! What becomes of the cells of one row.

use super::*;

#[test]
fn a_row_becomes_a_resident_whether_it_holds_codes_or_labels() {
    let plan = fresh(&[SRI, KARYADI]);
    let [sri, karyadi] = plan.rows.as_slice() else {
        panic!()
    };
    assert_eq!(
        (sri.row, sri.outcome, codes_of(sri)),
        (2, Outcome::New, vec![])
    );
    assert_eq!(
        (karyadi.row, karyadi.outcome, codes_of(karyadi)),
        (3, Outcome::New, vec![])
    );
    let resident = &karyadi.resident;
    assert_eq!(resident.relation, Some(Relation::Head));
    assert_eq!(resident.religion, Some(Religion::Islam));
    assert_eq!(resident.occupation, occupation("Petani/Pekebun"));
    assert_eq!(resident.birth_date, Some(date(1984, 7, 4).into()));
    assert_eq!(resident.address_line(), "RT 003 RW 001 Dusun Karanglo");
    let households = plan.households(&village());
    assert_eq!(households.len(), 1);
    assert_eq!(households[0].1.head, Some(karyadi.id));
    assert_eq!(sri.resident.household, Some(households[0].0));
}

#[test]
fn fifteen_digits_come_in_as_a_flagged_draft() {
    let plan = fresh(&[
        "Sri Waluyo|330204520389900|3302041203149100|2|12-03-1989|3|1|9|2|Karanglo|003|001|",
    ]);
    let row = &plan.rows[0];
    assert_eq!(row.outcome, Outcome::New);
    assert_eq!(row.resident.nik_draft.as_deref(), Some("330204520389900"));
    assert_eq!(codes_of(row), ["nik-length", "nik-draft"]);
    assert!(row.is_warned());
    assert_eq!(row.findings[0].field.as_deref(), Some("nik"));
}

#[test]
fn a_nik_in_any_dress_is_the_same_person() {
    let plain = fresh(&[SRI]).rows[0].id;
    for nik in [
        " 3302045203899001\u{a0}",
        "33.0204.520389.9001",
        "33020452\u{200b}03899001",
        "'3302045203899001",
    ] {
        let row = fresh(&[&SRI.replace("3302045203899001", nik)])
            .rows
            .remove(0);
        assert_eq!((row.id, row.outcome), (plain, Outcome::New), "{nik:?}");
    }
}

#[test]
fn names_are_kept_byte_for_byte() {
    for name in [
        "Nur'aini Ba'asyir",
        "M. Yusuf, S.Pd.",
        "Sarinem",
        "Siti Nur-Hayati",
        "Ma’ruf Sa’dullah",
        "I Gusti Ngurah Made Agung Wiratama Kusumawardhana Putrantara",
    ] {
        let row = fresh(&[&SRI.replace("Sri Waluyo", name)]).rows.remove(0);
        assert_eq!(
            (row.resident.name.as_str(), row.outcome),
            (name, Outcome::New)
        );
    }
}

#[test]
fn birth_dates_that_contradict_the_nik_come_in_with_a_warning() {
    let row = fresh(&[&SRI.replace("12-03-1989", "1988-03-12")])
        .rows
        .remove(0);
    assert_eq!(
        (row.outcome, codes_of(&row)),
        (Outcome::New, vec!["nik-date-mismatch"])
    );
    assert_eq!(row.findings[0].field.as_deref(), Some("tanggallahir"));
    assert_eq!(
        row.resident.birth_date,
        Some(date(1988, 3, 12).into()),
        "the file's date is kept"
    );
}

#[test]
fn what_decides_who_somebody_is_rejects_and_the_rest_is_left_out() {
    let row = fresh(&[&SRI.replace("|9|2|", "|penari|2|")]).rows.remove(0);
    assert_eq!(
        (row.outcome, codes_of(&row)),
        (Outcome::New, vec!["code-unknown"])
    );
    assert_eq!(row.findings[0].params["value"], "penari");
    assert_eq!(row.resident.occupation, None);
    let row = fresh(&[&SRI.replace("|2|12-03", "|X|12-03")])
        .rows
        .remove(0);
    assert_eq!(
        (row.outcome, codes_of(&row)),
        (Outcome::Rejected, vec!["code-unknown"])
    );
    let row = fresh(&[&SRI.replace("|2|12-03", "|1|12-03")])
        .rows
        .remove(0);
    assert_eq!(
        (row.outcome, codes_of(&row)),
        (Outcome::Rejected, vec!["nik-sex-mismatch", "wife-male"])
    );
}

#[test]
fn numbers_that_excel_damaged_are_rejected_and_doubtful_ones_pointed_out() {
    let row = fresh(&[&SRI.replace("3302045203899001", "3,30205E+15")])
        .rows
        .remove(0);
    assert_eq!(
        (row.outcome, codes_of(&row)[0]),
        (Outcome::Rejected, "nik-excel-damage")
    );
    let mut rows = with_header(&[SRI]);
    rows[1][1] = Cell::Number(3_302_045_203_899_010.0);
    rows[1][2] = Cell::Number(3_302_041_203_149_100.0);
    rows[1][4] = Cell::Number(32_579.0);
    let row = run(&rows, &Known::default()).unwrap().rows.remove(0);
    assert_eq!(codes_of(&row), ["nik-number-cell", "kk-number-cell"]);
    assert_eq!(row.resident.birth_date, Some(date(1989, 3, 12).into()));
    rows[1][4] = Cell::Date(date(1989, 3, 12));
    let row = run(&rows, &Known::default()).unwrap().rows.remove(0);
    assert_eq!(row.resident.birth_date, Some(date(1989, 3, 12).into()));
}

#[test]
fn unknown_and_year_only_dates_stay_what_they_are() {
    let birth = |text: &str| {
        fresh(&[&SRI.replace("12-03-1989", text)])
            .rows
            .remove(0)
            .resident
            .birth_date
    };
    assert_eq!(birth("1989"), Some(FlexDate::Year(1989)));
    assert_eq!(birth("0000-00-00"), None);
    assert_eq!(birth("03/04/1990"), Some(date(1990, 4, 3).into()));
    let row = fresh(&[&SRI.replace("12-03-1989", "12 Mei")])
        .rows
        .remove(0);
    assert_eq!(
        (row.outcome, codes_of(&row)[0]),
        (Outcome::Rejected, "date-unreadable")
    );
    assert_eq!(
        codes_of(&row).len(),
        1,
        "an unreadable date is not called missing as well"
    );
}

#[test]
fn every_error_of_a_row_rejects_it_and_nothing_else_does() {
    let plan = fresh(&[
        SRI,
        KARYADI,
        &SRI.replace("12-03-1989", "kemarin"),
        &KARYADI.replace("Karyadi", "-"),
    ]);
    for row in &plan.rows {
        let has_error = row
            .findings
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        assert_eq!(
            row.outcome == Outcome::Rejected,
            has_error,
            "row {}",
            row.row
        );
    }
}
