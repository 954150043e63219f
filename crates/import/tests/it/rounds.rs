//! Files that leave and come back.

use jemput_domain::import::{Cell, Known, Outcome};
use jemput_domain::nik::Nik;
use jemput_domain::resident::Resident;
use jemput_import::{
    Table, bad_rows_csv, bad_rows_xlsx, empty_form, read, report_csv, report_xlsx, residents_xlsx,
};

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

/// Somebody of whom every field is known.
fn everything() -> Resident {
    let values = [
        ("name", "Nur'aini Ba’asyir, S.Pd."),
        ("nik", "3302045203899001"),
        ("kk", "3302040101159100"),
        ("birth_place", "Tirtakarsa"),
        ("birth_date", "12-03-1989"),
        ("address", "Jalan Melati 3"),
        ("dusun", "Krajan"),
        ("rt", "003"),
        ("rw", "001"),
        ("current_address", "Rumah paman, RT 004"),
        ("phone", "081200000001"),
        ("extras_consent", "29-11-2026"),
        ("father_name", "Ma'ruf Sa'dullah"),
        ("father_nik", "3302041203589002"),
        ("mother_name", "Siti Nur-Hayati"),
        ("mother_nik", "3302045203609003"),
        ("birth_certificate", "474.1/0012/1989"),
        ("marriage_certificate", "0012/005/VI/2012"),
        ("marriage_date", "17-06-2012"),
        ("divorce_certificate", "0441/2019"),
        ("divorce_date", "2019"),
        ("passport", "X000001"),
        ("passport_until", "31-12-2029"),
        ("kitas", "2C11AB0000-R"),
        ("card_tag", "0123456789"),
        ("ethnicity", "Jawa"),
        ("insurance_number", "0001234567890"),
        ("lat", "-7.52"),
        ("lng", "110.25"),
        ("note", "Rumah cat hijau.\nAda anjing; ketuk \"pelan\"."),
    ];
    let codes = jemput_domain::resident::code_tables()
        .into_iter()
        .map(|(field, entries)| {
            let code = match field {
                "sex" | "marital_status" | "basic_status" => usize::from(field != "basic_status"),
                // A head of family, since a wife would have to be married.
                "relation" => 0,
                _ => entries.len() - 1,
            };
            (field.to_owned(), entries[code].0.to_string())
        });
    let form = values
        .map(|(field, value)| (field.to_owned(), value.to_owned()))
        .into_iter()
        .chain(codes)
        .collect();
    let (resident, findings) = Resident::from_form(None, &form);
    assert_eq!(findings, [], "the test's own values");
    resident
}

#[test]
fn no_field_is_lost_between_export_and_import() {
    let mut sri = everything();
    let kk = sri.kk.clone().unwrap();
    let household = jemput_domain::resident::household_id(&crate::helpers::village(), &kk);
    sri.household = Some(jemput_domain::id::HouseholdId(household));
    let fields = sri.to_fields();
    for field in jemput_domain::resident::FIELDS {
        assert!(
            !fields[field.name].is_null(),
            "{} is not tested",
            field.name
        );
    }
    let bytes = residents_xlsx(std::iter::once(&sri)).unwrap();
    let (_, back) = planned(&bytes, &Known::default());
    assert_eq!(back.rows[0].resident, sri, "{:?}", back.rows[0].findings);
}

#[test]
fn an_export_has_days_as_text_and_no_moment_of_any_zone() {
    let bytes = residents_xlsx(std::iter::once(&everything())).unwrap();
    let table = read(&bytes).unwrap();
    let mut days = 0;
    for cell in table.rows.iter().flatten() {
        // A spreadsheet's own dates are numbers, whose hours every program shows as it likes.
        let Cell::Text(text) = cell else {
            assert_eq!(cell, &Cell::Empty, "a number or a date");
            continue;
        };
        let digits: String = text
            .chars()
            .map(|one| if one.is_ascii_digit() { '0' } else { one })
            .collect();
        days += usize::from(digits == "0000-00-00");
        let time = ["T00:00", "00:00", "00.00.00"];
        assert!(!time.iter().any(|form| digits.contains(form)), "{text}");
    }
    assert_eq!(days, 4, "birth, marriage, passport and consent");
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
    assert_eq!((header.known_columns(), header.missing.len()), (46, 0));
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

#[test]
fn the_report_has_every_row_with_its_reasons_and_differences() {
    let table = three_bad();
    let first = plan_of(&table, &Known::default());
    let mut changed = table.clone();
    changed.rows[1][13] = "15".into();
    let plan = plan_of(&changed, &after(&first));
    for bytes in [report_xlsx(&plan).unwrap(), report_csv(&plan).unwrap()] {
        let report = read(&bytes).unwrap();
        let text = |row: usize, column: usize| {
            report.rows[row]
                .get(column)
                .map(Cell::text)
                .unwrap_or_default()
        };
        assert_eq!(report.rows.len(), 11, "a title and ten rows");
        assert_eq!(
            [text(1, 0), text(1, 2)],
            ["2".to_owned(), "sudah ada, berbeda".to_owned()]
        );
        assert!(text(1, 4).starts_with("pekerjaan_id: "), "{}", text(1, 4));
        assert_eq!(text(2, 2), "ditolak");
        assert!(
            text(2, 3).contains("tanggallahir: Februari 1985 hanya sampai tanggal 28."),
            "{}",
            text(2, 3)
        );
        assert_eq!(text(3, 2), "sudah ada, sama");
    }
}
