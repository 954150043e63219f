//! Files of all kinds, good and bad.

use jemput_domain::finding::codes;
use jemput_domain::import::{Cell, Known, MOST_ROWS, Plan};
use jemput_import::{read, read_file};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

use crate::helpers::{planned, today};
use crate::invented;

fn csv(separator: &str, line_end: &str) -> String {
    invented::table()
        .iter()
        .map(|row| row.join(separator) + line_end)
        .collect()
}

fn who(plan: &Plan) -> Vec<(String, String)> {
    plan.rows
        .iter()
        .map(|row| (row.id.to_string(), row.resident.name.clone()))
        .collect()
}

#[test]
fn the_same_residents_come_out_of_every_kind_of_text() {
    let (_, expected) = planned(csv(",", "\n").as_bytes(), &Known::default());
    assert_eq!(expected.counts().new, 97);
    let marked = format!("\u{feff}{}", csv(";", "\r\n"));
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(csv("\t", "\r\n").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [csv(";", "\r\n").into_bytes(), marked.into_bytes(), utf16] {
        let (_, plan) = planned(&bytes, &Known::default());
        assert_eq!(who(&plan), who(&expected));
    }
}

#[test]
fn windows_1252_names_come_through() {
    let text = b"nama;nik\nJos\xe9 Ma\x92ruf;0\n";
    let (_, plan) = planned(text, &Known::default());
    assert_eq!(plan.rows[0].resident.name, "José Ma’ruf");
}

#[test]
fn files_that_are_no_table_say_so() {
    for (bytes, code) in [
        (b"".as_slice(), codes::IMPORT_EMPTY),
        (b"\xef\xbb\xbf \r\n", codes::IMPORT_EMPTY),
        (b"%PDF-1.7\n%\xe2\xe3", codes::IMPORT_NOT_A_TABLE),
        (b"\x89PNG\r\n\x1a\n\0\0", codes::IMPORT_NOT_A_TABLE),
        (
            b"Dengan hormat bersama ini\nkami sampaikan",
            codes::IMPORT_NOT_A_TABLE,
        ),
        (
            b"<html><table><tr><td>nama</td></tr></table>",
            codes::IMPORT_FORMAT,
        ),
        (
            b"PK\x03\x04 xl/workbook.xml and then nothing",
            codes::IMPORT_DAMAGED,
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not a workbook",
            codes::IMPORT_NOT_A_TABLE,
        ),
    ] {
        assert_eq!(read(bytes).unwrap_err().code, code, "{bytes:?}");
    }
    let missing = std::path::Path::new("/nowhere/penduduk.xlsx");
    assert_eq!(
        read_file(missing).unwrap_err().code,
        codes::IMPORT_UNREADABLE
    );
}

/// A workbook made by hand.
fn book(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().expect("a small workbook")
}

#[test]
fn a_workbook_without_rows_is_empty_and_a_cut_one_is_damaged() {
    let empty = book(|book| {
        book.add_worksheet();
    });
    assert_eq!(read(&empty).unwrap_err().code, codes::IMPORT_EMPTY);
    let whole = jemput_import::empty_form().unwrap();
    assert_eq!(
        read(&whole[..whole.len() / 2]).unwrap_err().code,
        codes::IMPORT_DAMAGED
    );
}

#[test]
fn the_sheet_with_residents_is_found_among_others() {
    let bytes = book(|book| {
        let notes = book.add_worksheet();
        notes.set_name("Catatan").unwrap();
        notes.write_string(0, 0, "Berkas untuk kecamatan").unwrap();
        let codes = book.add_worksheet();
        codes.set_name("Kode Data").unwrap();
        for (column, title) in ["nama", "nik", "sex", "agama_id"].into_iter().enumerate() {
            codes
                .write_string(0, u16::try_from(column).unwrap(), title)
                .unwrap();
        }
        let data = book.add_worksheet();
        data.set_name("Warga").unwrap();
        data.write_string(2, 1, "Nama").unwrap();
        data.write_string(2, 2, "NIK").unwrap();
        data.write_string(3, 1, "Sri Waluyo").unwrap();
        data.write_string(3, 2, "3302045203899001").unwrap();
    });
    let (table, plan) = planned(&bytes, &Known::default());
    assert_eq!(table.sheet.as_deref(), Some("Warga"));
    assert_eq!((plan.header.row, plan.rows[0].row), (3, 4));
    assert_eq!(plan.rows[0].resident.name, "Sri Waluyo");
}

#[test]
fn numbers_and_dates_of_a_sheet_are_what_they_mean() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        for (column, title) in ["nama", "nik", "tanggallahir", "rt", "no_kk"]
            .into_iter()
            .enumerate()
        {
            sheet
                .write_string(0, u16::try_from(column).unwrap(), title)
                .unwrap();
        }
        sheet.write_string(1, 0, "Sri Waluyo").unwrap();
        sheet.write_number(1, 1, 3_302_045_203_899_001.0).unwrap();
        let day = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write_number_with_format(1, 2, 32_579, &day).unwrap();
        sheet.write_number(1, 3, 3).unwrap();
        sheet.write_string(1, 4, "3302041203149100").unwrap();
    });
    let (_, plan) = planned(&bytes, &Known::default());
    let sri = &plan.rows[0];
    assert_eq!(
        sri.resident
            .nik
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        Some("3302045203899001")
    );
    assert_eq!(
        sri.resident
            .birth_date
            .map(|day| day.to_string())
            .as_deref(),
        Some("12-03-1989")
    );
    assert_eq!(sri.resident.rt.as_deref(), Some("003"));
}

#[test]
fn a_stray_cell_far_away_costs_nothing() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "nama").unwrap();
        sheet.write_string(1, 0, "Sri").unwrap();
        sheet.write_string(1, 16_383, "x").unwrap();
    });
    let table = read(&bytes).unwrap();
    assert_eq!(table.rows[1].len(), 1);
    let last_row = u32::try_from(MOST_ROWS + 5).unwrap();
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "nama").unwrap();
        sheet.write_string(last_row, 0, "Sri").unwrap();
    });
    assert_eq!(read(&bytes).unwrap_err().code, codes::IMPORT_TOO_LARGE);
}

#[test]
fn ten_thousand_rows_of_a_workbook_are_read_and_planned() {
    let mut residents = Vec::new();
    let (_, plan) = planned(csv(";", "\n").as_bytes(), &Known::default());
    for n in 0..10_000_usize {
        let mut resident = plan.rows[n % 97].resident.clone();
        let serial = format!("{:04}", n / 97 + 1);
        let nik = resident
            .nik
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        resident.nik = jemput_domain::nik::Nik::parse(&format!("{}{serial}", &nik[..12])).ok();
        resident.name = format!("{} {}", resident.name, letters(n / 97));
        residents.push(resident);
    }
    let bytes = jemput_import::residents_xlsx(residents.iter()).unwrap();
    let (table, plan) = planned(&bytes, &Known::default());
    assert_eq!(table.rows.len(), 10_001);
    let counts = plan.counts();
    assert_eq!((counts.new + counts.same, counts.rejected), (10_000, 0));
    assert!(plan.rows.iter().all(|row| {
        row.resident
            .birth_date
            .is_some_and(|birth| !birth.is_after(today()))
    }));
}

/// A small number in letters.
fn letters(n: usize) -> String {
    [n / 26 % 26, n % 26]
        .iter()
        .map(|part| char::from(b'A' + u8::try_from(*part).expect("a letter")))
        .collect()
}

/// A form, made once.
fn form() -> &'static Vec<u8> {
    static FORM: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    FORM.get_or_init(|| jemput_import::empty_form().expect("a form"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_read_or_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_text_is_read_or_refused_without_a_panic(text in "(nama|nik|;|,|\"|\n|\r|[a-z0-9]|\\PC){0,80}") {
        if let Ok(table) = read(text.as_bytes()) {
            prop_assert!(table.rows.iter().flatten().all(|cell| matches!(cell, Cell::Empty | Cell::Text(_))));
        }
    }

    #[test]
    fn a_damaged_workbook_never_panics(at in 0usize..20_000, byte in any::<u8>()) {
        let mut bytes = form().clone();
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&bytes);
    }
}
