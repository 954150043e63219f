//! Files that leave and come back.

use jemput_domain::import::{Cell, Known, Outcome};
use jemput_domain::nik::Nik;
use jemput_domain::resident::Resident;
use jemput_import::{Table, bad_rows_csv, bad_rows_xlsx, empty_form, read, residents_xlsx};

use crate::helpers::{after, codes, of, plan_of, planned};
use crate::invented;

fn cells(rows: Vec<Vec<String>>) -> Table {
    let rows = rows
        .into_iter()
        .map(|row| row.into_iter().map(Cell::from).collect())
        .collect();
    Table { sheet: None, rows }
}

#[test]
fn what_is_exported_comes_back_the_same() {
    let mut table = invented::table();
    let column = |name: &str| {
        table[0]
            .iter()
            .position(|title| title == name)
            .expect("a column")
    };
    let (nik, birth, lat, lng) = (
        column("nik"),
        column("tanggallahir"),
        column("lat"),
        column("lng"),
    );
    table[1][nik] = "0".into();
    table[2][nik] = "330204520389900".into();
    table[3][birth] = "1954".into();
    table[4][birth] = "0000-00-00".into();
    table[5][4] = "Nur'aini Ba’asyir, S.Pd.".into();
    table[6][lat] = "-7.523".into();
    table[6][lng] = "110,25".into();
    let first = plan_of(&cells(table), &Known::default());
    assert_eq!(first.counts().new, 97);
    let residents: Vec<&Resident> = first.rows.iter().map(|row| &row.resident).collect();
    let bytes = residents_xlsx(residents.iter().copied()).unwrap();
    let (_, back) = planned(&bytes, &after(&first));
    assert_eq!(back.counts().same, 97, "{:#?}", of(&back, Outcome::Differs));
    // And on a laptop that knew nobody, all facts are the same.
    let (_, elsewhere) = planned(&bytes, &Known::default());
    for (here, there) in residents.iter().zip(&elsewhere.rows) {
        assert_eq!(**here, there.resident);
    }
    assert_eq!(
        bytes,
        residents_xlsx(residents.into_iter()).unwrap(),
        "the same data, the same bytes"
    );
}

#[test]
fn long_numbers_are_text_in_the_export() {
    let sri = Resident {
        name: "Sri".into(),
        nik: Nik::parse("3302045203899000").ok(),
        ..Resident::default()
    };
    let table = read(&residents_xlsx(std::iter::once(&sri)).unwrap()).unwrap();
    assert_eq!(table.rows[1][6], Cell::from("3302045203899000"));
}

#[test]
fn the_empty_form_has_the_header_and_the_code_tables() {
    let table = read(&empty_form().unwrap()).unwrap();
    assert_eq!(table.sheet.as_deref(), Some("Data Penduduk"));
    assert_eq!(table.rows.len(), 1);
    let header = jemput_domain::import::Header::find(&table.rows).unwrap();
    assert_eq!((header.known_columns(), header.missing.len()), (43, 0));
}

/// Ten rows, three of them bad.
fn three_bad() -> Table {
    let mut table = invented::table();
    table.truncate(11);
    table[0].push("gaji".into());
    for row in &mut table[1..] {
        row.push("rahasia".into());
    }
    table[2][9] = "31/02/1985".into();
    table[5][4] = String::new();
    table[9][5] = "123".into();
    table[9][7] = "X".into();
    cells(table)
}

#[test]
fn rejected_rows_leave_with_their_reasons_and_come_back_mended() {
    let table = three_bad();
    let plan = plan_of(&table, &Known::default());
    assert_eq!((plan.counts().new, plan.counts().rejected), (7, 3));
    let known = after(&plan);
    for bytes in [
        bad_rows_xlsx(&table, &plan).unwrap(),
        bad_rows_csv(&table, &plan).unwrap(),
    ] {
        let bad = read(&bytes).unwrap();
        let text = |row: usize, column: usize| {
            bad.rows[row]
                .get(column)
                .map(Cell::text)
                .unwrap_or_default()
        };
        assert_eq!(bad.rows.len(), 4);
        assert_eq!(
            (text(1, 0), text(1, 1)),
            ("3".into(), "tanggallahir".into())
        );
        assert_eq!(
            text(1, 2),
            "Februari 1985 hanya sampai tanggal 28. Periksa “31/02/1985”, lalu ketik ulang."
        );
        assert_eq!(text(3, 1), "no_kk, sex");
        assert!(
            text(3, 2).starts_with("Nomor KK harus 16 angka, baru ada 3."),
            "{}",
            text(3, 2)
        );
        assert_eq!(
            text(1, 3 + 43),
            "rahasia",
            "columns that are not known come along"
        );
        // Untouched, they are refused again for the same reasons.
        let again = plan_of(&bad, &known);
        assert_eq!(of(&again, Outcome::Rejected).len(), 3);
        assert_eq!(again.header.unknown, ["gaji"]);
        // Mended, they go in.
        let mut mended = bad.clone();
        mended.rows[1][3 + 9] = "28/02/1985".into();
        mended.rows[2][3 + 4] = "Darmo".into();
        mended.rows[3][3 + 5] = "3302040101159100".into();
        mended.rows[3][3 + 7] = "1".into();
        let good = plan_of(&mended, &known);
        assert_eq!(
            good.counts().new,
            3,
            "{:?}",
            good.rows.iter().map(codes).collect::<Vec<_>>()
        );
    }
}

#[test]
fn formulas_in_a_text_file_are_made_harmless_and_read_back() {
    let mut table = three_bad();
    table.rows[2][0] = "=HYPERLINK(\"x\")".into();
    table.rows[2][13] = "-7.5".into();
    let plan = plan_of(&table, &Known::default());
    let bytes = bad_rows_csv(&table, &plan).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains("'=HYPERLINK"), "{text}");
    assert!(text.contains(";-7.5;"), "{text}");
    assert!(text.starts_with('\u{feff}'));
}
