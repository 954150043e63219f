//! The sample that is shipped, and the one that `JEMPUT_SAMPLE` names.

use std::fs;
use std::path::{Path, PathBuf};

use jemput_domain::import::{Known, Outcome};
use jemput_import::{read, read_file};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::helpers::{after, codes, of, plan_of, planned};
use crate::invented;

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/sample/penduduk-contoh.xlsx")
}

/// The invented table as a workbook.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 1, 1).expect("a day");
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet();
    sheet.set_name("Sheet1").expect("a name");
    for (row, cells) in (0..).zip(invented::table()) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet
                .write_string(row, column, text)
                .expect("within the sheet");
        }
    }
    book.save_to_buffer().expect("a small workbook")
}

/// With `JEMPUT_WRITE_SAMPLE=1` the file is written anew.
#[test]
fn the_shipped_sample_is_the_invented_table() {
    if std::env::var_os("JEMPUT_WRITE_SAMPLE").is_some() {
        fs::write(shipped(), workbook()).unwrap();
    }
    assert_eq!(read_file(&shipped()).unwrap(), read(&workbook()).unwrap());
}

#[test]
fn the_invented_table_has_the_faults_of_real_samples() {
    let table = invented::table();
    assert_eq!(table.len(), 98);
    let one_word = table[1..]
        .iter()
        .filter(|row| !row[4].contains(' '))
        .count();
    assert_eq!(one_word, 39);
    let cards: std::collections::BTreeSet<&String> = table[1..].iter().map(|row| &row[5]).collect();
    assert_eq!(cards.len(), 37);
}

#[test]
fn the_shipped_sample_goes_in_whole_with_warnings_where_dates_contradict_niks() {
    let (_, plan) = planned(&fs::read(shipped()).unwrap(), &Known::default());
    let counts = plan.counts();
    assert_eq!(
        (counts.rows, counts.new, counts.rejected, counts.duplicates),
        (97, 97, 0, 0)
    );
    for row in &plan.rows {
        assert_eq!(
            codes(row),
            ["nik-date-mismatch"],
            "row {} {}",
            row.row,
            row.resident.name
        );
    }
    assert_eq!(plan.header.unknown, [""; 0]);
    assert_eq!(plan.header.missing, [""; 0]);
    let heads = plan.households(&crate::helpers::village());
    assert_eq!(heads.len(), 37);
    assert!(heads.iter().all(|(_, household)| household.head.is_some()));
    let again = plan_of(&read_file(&shipped()).unwrap(), &after(&plan));
    assert_eq!((again.counts().same, again.counts().warned), (97, 0));
}

/// The real sample stays outside the repository.
#[test]
fn the_sample_that_is_named_goes_in_whole() {
    let Some(path) = std::env::var_os("JEMPUT_SAMPLE") else {
        return;
    };
    let table = read_file(Path::new(&path)).unwrap();
    let plan = plan_of(&table, &Known::default());
    let filled = table.rows[plan.header.row as usize..]
        .iter()
        .filter(|row| row.iter().any(|cell| !cell.is_blank()))
        .count();
    let rejected = of(&plan, Outcome::Rejected);
    assert!(rejected.is_empty(), "{rejected:#?}");
    assert_eq!(plan.counts().new, filled);
    let contradicting = plan
        .rows
        .iter()
        .filter(|row| codes(row).contains(&"nik-date-mismatch"))
        .count();
    assert_eq!(
        contradicting, filled,
        "no birth date of the sample fits its NIK"
    );
    assert_eq!(plan_of(&table, &after(&plan)).counts().same, filled);
}
