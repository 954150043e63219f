//! The register book in the console.

use jemput_wire::{AppError, office::BookPage};
use serde_json::json;

use crate::{
    browser::Browser,
    laptop::Laptop,
    office::{TestOffice, VILLAGE},
};

fn letter(laptop: &mut Laptop, office: &TestOffice, serial: &str, more: &serde_json::Value) {
    let mut fields = json!({
        "number": format!("400.8/{serial}/KJ/XI/2026"), "serial": serial, "series": "surat", "year": 2026,
        "title": "Surat Keterangan Domisili", "cti": format!("{serial:0>16}"), "state": "issued",
        "issued_on": "2026-11-25", "printed_at": office.now(), "checked_name": "Rina Setyowati",
        "snapshot": { "village": { "code": VILLAGE }, "resident": { "name": "Sumarni" } },
    });
    for (field, value) in more.as_object().expect("fields") {
        fields[field] = value.clone();
    }
    laptop.create(office, "letter", fields);
}

#[test]
fn the_console_shows_every_number_of_a_book_with_who_checked_it_or_why_it_has_no_letter() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let empty: BookPage = browser.get(&office, "book").json();
    assert_eq!((empty.book, empty.total), (None, 0));
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    letter(&mut laptop, &office, "001", &json!({}));
    let void = json!({ "state": "void", "void_reason": "salah nama", "checked_name": null });
    letter(&mut laptop, &office, "002", &void);
    let manual = json!({ "manual_reason": "ditulis di buku desa" });
    letter(&mut laptop, &office, "007", &manual);
    letter(&mut laptop, &office, "P01-2", &json!({}));
    laptop.sync(&office);
    let wish = json!({
        "village": VILLAGE, "series": "surat", "year": 2026, "from": 3, "to": 4, "reason": "buku lama",
    });
    let answer = browser.post(&office, "numbers/elsewhere", &wish.to_string());
    assert_eq!(answer.status, 200, "{}", answer.text());

    let page: BookPage = browser.get(&office, "book").json();
    let book = page.book.clone().expect("a book");
    assert_eq!((book.village.as_str(), book.year), (VILLAGE, 2026));
    let lines: Vec<(&str, &str, &str)> = page
        .rows
        .iter()
        .map(|row| {
            let gap = row.gap.as_ref();
            let note = gap.map_or(row.note.as_str(), |gap| gap.why.as_str());
            (row.serial.as_str(), row.checked.as_str(), note)
        })
        .collect();
    assert_eq!(
        lines,
        [
            ("001", "Rina Setyowati", ""),
            ("002", "", "salah nama"),
            ("003–004", "", "elsewhere"),
            ("005–006", "", "held"),
            ("007", "Rina Setyowati", "ditulis di buku desa"),
            ("008–100", "", "held"),
            ("P01-001", "", "passed-over"),
            ("P01-002", "Rina Setyowati", ""),
        ]
    );
    assert_eq!((page.letters, page.gaps), (4, 2 + 2 + 93 + 1));
    let second: BookPage = browser.get(&office, "book?offset=1&limit=2").json();
    assert_eq!(
        (second.rows.as_slice(), second.total),
        (&page.rows[1..3], 8)
    );
}

#[test]
fn a_book_is_downloaded_as_pdf_and_as_a_workbook_and_another_one_is_refused() {
    let office = TestOffice::new();
    let browser = Browser::set_up(&office);
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    letter(&mut laptop, &office, "001", &json!({}));
    laptop.sync(&office);
    let file = |more: &str| browser.get(&office, &format!("book/file?village={VILLAGE}&{more}"));
    let pdf = file("series=surat&year=2026&format=pdf");
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    let name = pdf.header("content-disposition").unwrap_or_default();
    assert_eq!(
        name,
        "attachment; filename=\"Buku register surat 2026 25-11-2026.pdf\""
    );
    assert!(pdf.body.starts_with(b"%PDF"));
    let sheet = file("series=surat&year=2026&format=xlsx");
    let tables = jemput_import::read(&sheet.body).expect("a workbook");
    let cells = format!("{tables:?}");
    for cell in ["Diperiksa", "Rina Setyowati", "Sumarni", "Tanpa surat"] {
        assert!(cells.contains(cell), "{cell} is not in {cells}");
    }
    let wrong: AppError = file("series=surat&year=2026&format=docx").json();
    assert_eq!(wrong.code, "register-format");
    let wrong: AppError = file("series=surat&year=1999&format=pdf").json();
    assert_eq!(wrong.code, "register-unknown");
    let stranger = office.get(&format!(
        "/office/api/book/file?village={VILLAGE}&series=surat&year=2026&format=pdf"
    ));
    assert_ne!(stranger.status, 200);
}
