use std::ops::ControlFlow;

use jiff::civil::date;

use super::*;
use crate::date::{Date, FlexDate};
use crate::finding::{Finding, Severity, codes};
use crate::id::ResidentId;
use crate::resident::Resident;
use crate::tables::{BasicStatus, CodeTable as _, Occupation, Relation, Religion};
use crate::village::VillageCode;

const TODAY: Date = date(2026, 11, 25);
const HEADER: &str = "nama|nik|no_kk|sex|tanggallahir|kk_level|agama_id|pekerjaan_id|status_kawin|dusun|rt|rw|nama_ibu";

fn village() -> VillageCode {
    VillageCode::parse("33.02.04.2007").unwrap()
}

/// Rows written as `a|b|c`.
fn table(lines: &[&str]) -> Vec<Vec<Cell>> {
    lines
        .iter()
        .map(|line| line.split('|').map(Cell::from).collect())
        .collect()
}

fn with_header(lines: &[&str]) -> Vec<Vec<Cell>> {
    table(&[&[HEADER], lines].concat())
}

fn run(rows: &[Vec<Cell>], known: &Known) -> Result<Plan, Finding> {
    let village = village();
    let context = Context {
        village: &village,
        today: TODAY,
        regions: None,
    };
    plan(rows, &context, known, &mut |_| ControlFlow::Continue(()))
}

fn fresh(lines: &[&str]) -> Plan {
    run(&with_header(lines), &Known::default()).unwrap()
}

/// What a laptop knows after importing the plan's new rows.
fn after(plan: &Plan) -> Known {
    plan.new_residents()
        .map(|row| (row.id, row.resident.clone()))
        .collect()
}

fn codes_of(row: &PlannedRow) -> Vec<&str> {
    row.findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect()
}

const SRI: &str =
    "Sri Waluyo|3302045203899001|3302041203149100|2|12-03-1989|3|1|9|2|Karanglo|003|001|Tukiyem";
const KARYADI: &str = "Karyadi|3302040407849002|3302041203149100|1|04/07/1984|Kepala Keluarga|Islam|Petani/Pekebun|K|Karanglo|3|1|Sarinem";

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

fn occupation(text: &str) -> Option<Occupation> {
    Occupation::parse(text)
}

#[test]
fn columns_may_stand_in_any_order_and_have_other_names() {
    let rows = table(&[
        "Daftar Warga Dusun Karanglo",
        "",
        "No|RT/RW|Nama Lengkap|Gaji|NIK|Jenis Kelamin|Tgl. Lahir|Nama Lengkap",
        "1|003/001|Sri Waluyo|rahasia|3302045203899001|P|1989-03-12|x",
    ]);
    let plan = run(&rows, &Known::default()).unwrap();
    let sri = &plan.rows[0];
    assert_eq!(sri.row, 4);
    assert_eq!(sri.resident.name, "Sri Waluyo");
    assert_eq!(sri.resident.address_line(), "RT 003 RW 001");
    assert_eq!(plan.header.unknown, ["Gaji"]);
    assert!(plan.header.missing.contains(&"no_kk"));
    let said: Vec<(&str, &str)> = plan
        .header
        .findings
        .iter()
        .map(|f| (f.code.as_str(), f.params["column"].as_str()))
        .collect();
    assert_eq!(
        said[..2],
        [
            ("import-column-unknown", "Gaji"),
            ("import-column-twice", "Nama Lengkap")
        ]
    );
    assert_eq!(plan.header.findings[0].params["letter"], "D");
    assert!(said.contains(&("import-column-missing", "no_kk")));
    assert_eq!(
        codes_of(sri),
        [""; 0],
        "what a missing column means is said once, not in each row"
    );
}

#[test]
fn a_file_that_cannot_be_used_says_why_and_where() {
    let fails = |lines: &[&str]| run(&table(lines), &Known::default()).unwrap_err();
    assert_eq!(fails(&[]).code, codes::IMPORT_EMPTY);
    assert_eq!(fails(&["", "||"]).code, codes::IMPORT_EMPTY);
    let unnamed = fails(&["", "nm|nik|alamat", "Sri|1|2"]);
    assert_eq!(unnamed.code, codes::IMPORT_NO_NAME_COLUMN);
    assert_eq!(
        (
            unnamed.params["row"].as_str(),
            unnamed.params["found"].as_str()
        ),
        ("2", "nm, nik, alamat")
    );
    let bare = fails(&["Daftar warga", HEADER, "", "||"]);
    assert_eq!(
        (bare.code, bare.params["row"].as_str()),
        (codes::IMPORT_NO_ROWS, "2")
    );
}

#[test]
fn ten_rows_with_three_bad_give_seven_residents_and_three_reasons() {
    let mut lines: Vec<String> = (1..=7)
        .map(|n| format!("Warga {n}|330204520389900{n}|3302041203149100|2|12-03-1989|4|1|9|1|Krajan|001|001|Ibu"))
        .collect();
    lines.insert(
        1,
        "Darmo|3302041203859008|3302041203149100|1|31/02/1985|4|1|9|1|Krajan|001|001|Ibu".into(),
    );
    lines.insert(
        4,
        "|3302041203859009|3302041203149100|1|12-03-1985|4|1|9|1|Krajan|001|001|Ibu".into(),
    );
    lines.push("Tukiyem|3302045203859010|123|2|12-03-1985|4|1|9|1|Krajan|001|001|Ibu".into());
    let plan = fresh(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let counts = plan.counts();
    assert_eq!((counts.rows, counts.new, counts.rejected), (10, 7, 3));
    let bad: Vec<(u32, &str, &str)> = plan
        .rows
        .iter()
        .filter(|row| row.outcome == Outcome::Rejected)
        .map(|row| {
            let error = row
                .findings
                .iter()
                .find(|finding| finding.is_error())
                .unwrap();
            (
                row.row,
                error.code.as_str(),
                error.field.as_deref().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(
        bad,
        [
            (3, "date-no-such-day", "tanggallahir"),
            (6, "name-missing", "nama"),
            (11, "kk-length", "no_kk")
        ]
    );
}

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
            .all(|number| number.starts_with("03302042007"))
    );
    assert_eq!(plan.counts().new, 3);
    assert!(
        plan.rows
            .iter()
            .all(|row| row.resident.nik.is_none() && codes_of(row) == ["nik-none"])
    );
}

#[test]
fn a_number_that_is_taken_is_not_given_again() {
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
    assert_ne!(row.resident.nik_temporary, given);
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
fn three_hashes_end_the_data_and_blank_rows_are_passed_over() {
    let plan = fresh(&[SRI, "", " | ", KARYADI, "x|###", "Darmo"]);
    assert_eq!(
        plan.rows.iter().map(|row| row.row).collect::<Vec<_>>(),
        [2, 5]
    );
}

#[test]
fn progress_is_told_and_the_run_can_be_stopped() {
    let lines: Vec<String> = (0..250)
        .map(|n| format!("Warga {}|0", "a".repeat(n % 40 + 1)))
        .collect();
    let rows = with_header(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let village = village();
    let context = Context {
        village: &village,
        today: TODAY,
        regions: None,
    };
    let mut heard = Vec::new();
    let done = plan(&rows, &context, &Known::default(), &mut |progress| {
        heard.push(progress.done);
        ControlFlow::Continue(())
    });
    assert!(done.is_ok());
    assert_eq!(heard, [0, 100, 200, 250]);
    let stopped = plan(&rows, &context, &Known::default(), &mut |progress| {
        if progress.done >= 100 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert_eq!(stopped.unwrap_err().code, codes::IMPORT_CANCELLED);
}

#[test]
fn ten_thousand_rows_are_planned() {
    let lines: Vec<String> = (0..10_000)
        .map(|n| {
            let (day, serial) = (n % 28 + 1, n % 9_999 + 1);
            format!("Warga {}|330204{day:02}0389{serial:04}|3302041203149100|Laki-laki|{day:02}-03-1989|Famili Lain|Islam|Buruh Harian Lepas|BK|Krajan|001|001|Ibu", alphabet(n))
        })
        .collect();
    let plan = fresh(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(plan.counts().new, 10_000);
    let again = run(
        &with_header(&lines.iter().map(String::as_str).collect::<Vec<_>>()),
        &after(&plan),
    )
    .unwrap();
    assert_eq!(again.counts().same, 10_000);
}

/// A number in letters.
fn alphabet(mut n: usize) -> String {
    let mut text = String::new();
    for _ in 0..4 {
        text.push(char::from(b'a' + u8::try_from(n % 26).unwrap()));
        n /= 26;
    }
    text
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
