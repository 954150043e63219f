//! People who ask about their own data.

use jemput_wire::{
    office::{AuditPage, ErasedExtras, PrivacyPage, Role},
    signed::PIECE,
};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::{
    blobs::photo,
    browser::Browser,
    clock::HOUR,
    laptop::Laptop,
    office::{TestOffice, VILLAGE},
    roles::as_role,
};

const NIK: &str = "3302040101800001";

/// Writes a request down; its id, as answers name it.
fn written_down(
    office: &TestOffice,
    operator: &mut Browser,
    resident: uuid::Uuid,
    wish: &str,
) -> String {
    let wish = json!({ "resident": resident, "wish": wish, "asked": "datang sendiri" });
    let page: PrivacyPage = operator
        .post(office, "privacy/new", &wish.to_string())
        .json();
    let resident = resident.to_string();
    let row = page.rows.iter().rfind(|row| row.resident == resident);
    json!({ "id": row.expect("it is listed").id }).to_string()
}

#[test]
fn a_request_has_three_times_24_hours_and_is_answered_once_with_a_word() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let id = laptop.create(&office, "resident", json!({ "name": "Sumarni" }));
    laptop.sync(&office);
    let mut operator = as_role(&office, Role::Operator);
    let new = |operator: &mut Browser, resident: &str, wish: &str, asked: &str| {
        let wish = json!({ "resident": resident, "wish": wish, "asked": asked }).to_string();
        operator.post(&office, "privacy/new", &wish)
    };
    let id = id.to_string();
    let by_hand = "datang sendiri dengan KTP";
    assert_eq!(
        new(&mut operator, &id, "access", "x").code(),
        "privacy-asked"
    );
    assert_eq!(
        new(&mut operator, &id, "semua", by_hand).code(),
        "request-malformed"
    );
    let nobody = uuid::Uuid::nil().to_string();
    assert_eq!(
        new(&mut operator, &nobody, "access", by_hand).code(),
        "resident-unknown"
    );
    let page: PrivacyPage = new(&mut operator, &id, "access", by_hand).json();
    let row = &page.rows[0];
    assert_eq!(
        (row.name.as_str(), row.hours_left, row.late),
        ("Sumarni", 72, false)
    );
    assert_eq!(row.due, "28-11-2026 08.00");
    let later: PrivacyPage = new(&mut operator, &id, "erasure", by_hand).json();
    assert_eq!(
        (later.total, later.rows[0].wish.as_str()),
        (2, "access"),
        "due first"
    );

    office.clock.forward(73 * HOUR);
    let mut operator = Browser::signed_in(&office, "operator", crate::browser::PASSWORD);
    assert_eq!(operator.session(&office).privacy, 2);
    let page: PrivacyPage = operator.get(&office, "privacy").json();
    assert!(page.rows[0].late && page.rows[0].hours_left == 0);
    let mut answer = |note: &str| {
        let wish = json!({ "id": row.id, "done": true, "note": note }).to_string();
        operator.post(&office, "privacy/answer", &wish)
    };
    assert_eq!(answer(" ").code(), "privacy-note");
    let page: PrivacyPage = answer("salinan diserahkan di loket").json();
    let closed = page.rows.last().unwrap();
    assert_eq!(
        (closed.answer.as_str(), closed.said_by.as_str()),
        ("done", "operator")
    );
    assert!(closed.late, "an answer after its time is told as one");
    assert_eq!(answer("sekali lagi").code(), "privacy-answered");
}

#[test]
fn who_asked_gets_everything_that_is_held_and_that_it_was_made_is_noted() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let fields = json!({ "name": "Sumarni", "nik": NIK, "phone": "=1+1", "address": "Ngentak" });
    let id = laptop.create(&office, "resident", fields);
    laptop.create(&office, "resident", json!({ "name": "Orang Lain" }));
    let letter = json!({
        "number": "400.8/001/KJ/XI/2026", "title": "Domisili", "state": "issued", "resident": id,
        "issued_on": "2026-11-25", "printed_at": office.now(), "snapshot": {},
    });
    laptop.create(&office, "letter", letter);
    laptop.sync(&office);
    let verifier = as_role(&office, Role::Verifier);
    verifier.get(&office, &format!("residents/{id}"));
    let mut operator = as_role(&office, Role::Operator);
    let unknown = operator.get(&office, &format!("privacy/file/{id}"));
    assert_eq!(
        unknown.code(),
        "privacy-unknown",
        "only for a request that is written down"
    );
    let wish = json!({ "resident": id, "wish": "access", "asked": "datang sendiri" }).to_string();
    let page: PrivacyPage = operator.post(&office, "privacy/new", &wish).json();
    let file = operator.get(&office, &format!("privacy/file/{}", page.rows[0].id));
    assert_eq!(file.status, 200, "{}", file.text());
    let name = file.header("content-disposition").unwrap_or_default();
    assert!(!name.contains("Sumarni"), "{name}");
    let table = format!("{:?}", jemput_import::read(&file.body).expect("a workbook"));
    for cell in [
        NIK,
        "Sumarni",
        "=1+1",
        "400.8/001/KJ/XI/2026",
        "Riwayat",
        "melihat",
        "verifier",
    ] {
        assert!(table.contains(cell), "{cell} is not in {table}");
    }
    assert!(
        !table.contains("Orang Lain") && !table.contains("Formula"),
        "{table}"
    );
    let auditor = as_role(&office, Role::Auditor);
    let noted: AuditPage = auditor
        .get(&office, &format!("audit?of={id}&deed=exported"))
        .json();
    assert_eq!(noted.rows[0].who.name, "operator");
    let refused = auditor.get(&office, &format!("privacy/file/{}", page.rows[0].id));
    assert_eq!(refused.code(), "not-allowed");
}

#[test]
fn what_somebody_only_agreed_to_is_erased_from_records_and_log_and_nothing_else_is() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let fields =
        json!({ "name": "Sumarni", "nik": NIK, "phone": "0812-3456", "note": "janda sepuh" });
    let id = laptop.create(&office, "resident", fields);
    laptop.sync(&office);
    laptop.edit(&office, id, "phone", json!("0899-7777"));
    laptop.edit(&office, id, "address", json!("Ngentak"));
    // One change with two people, as an import makes it.
    let author = laptop.author(&office);
    let other = uuid::Uuid::new_v4();
    let both = |name: &str| {
        let fields =
            json!({ "name": name, "phone": "0877-1111", "scope": format!("village:{VILLAGE}") });
        fields.as_object().cloned().unwrap()
    };
    let third = uuid::Uuid::new_v4();
    laptop
        .store
        .transact(&author, |tx| {
            tx.create(third, "resident", both("Wagiman"))?;
            tx.create(other, "resident", both("Orang Lain"))
        })
        .unwrap();
    laptop.sync(&office);
    let mut operator = as_role(&office, Role::Operator);
    let mut verifier = as_role(&office, Role::Verifier);
    let mut ask =
        |resident: uuid::Uuid, wish: &str| written_down(&office, &mut operator, resident, wish);
    let access = ask(id, "access");
    assert_eq!(
        verifier.post(&office, "privacy/erase", &access).code(),
        "privacy-no-erasure"
    );
    let erasure = ask(id, "erasure");
    let done: ErasedExtras = verifier.post(&office, "privacy/erase", &erasure).json();
    assert_eq!(
        done,
        ErasedExtras {
            erased: 2,
            shared: 0,
            photos: 0
        }
    );
    let shared = ask(third, "withdrawal");
    let done: ErasedExtras = verifier.post(&office, "privacy/erase", &shared).json();
    assert_eq!(
        done,
        ErasedExtras {
            erased: 0,
            shared: 1,
            photos: 0
        }
    );

    laptop.sync(&office);
    laptop.sync(&office);
    for (field, value) in [("name", "Sumarni"), ("nik", NIK), ("address", "Ngentak")] {
        assert_eq!(laptop.text(id, field).as_deref(), Some(value), "{field}");
    }
    assert_eq!(laptop.text(id, "phone"), None);
    assert_eq!(laptop.text(id, "note"), None);
    assert_eq!(laptop.text(third, "phone"), None, "cleared");
    assert_eq!(laptop.text(other, "phone").as_deref(), Some("0877-1111"));
    assert_eq!(office.office().verify_log(&[]).unwrap().0.broken, None);
    let raw = rusqlite::Connection::open(office.server_folder().join("records.db")).unwrap();
    let erased: u32 = raw
        .query_row("SELECT count(*) FROM change WHERE erased = 1", (), |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(erased, 2);
    let page: jemput_wire::office::ResidentDetail =
        verifier.get(&office, &format!("residents/{id}")).json();
    let told = serde_json::to_string(&page).unwrap();
    for gone in ["0812-3456", "0899-7777", "janda sepuh"] {
        assert!(!told.contains(gone), "{gone} is in {told}");
    }
}

#[test]
fn a_photo_is_erased_at_the_office_and_on_laptops_and_the_file_of_somebody_else_stays() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let mut person = |name: &str| laptop.create(&office, "resident", json!({ "name": name }));
    let (id, other) = (person("Sumarni"), person("Orang Lain"));
    let ((face, face_name), (house, house_name)) = (photo(100_000), photo(7_000));
    let author = laptop.author(&office);
    for (owner, name, file) in [
        (id, &face_name, &face),
        (id, &house_name, &house),
        (other, &house_name, &house),
    ] {
        let fields = json!({
            "owner": owner, "owner_kind": "resident", "sha256": name, "bytes": file.len(), "media": "image/jpeg",
            "name": "wajah janda.jpg", "scope": format!("village:{VILLAGE}"),
        });
        let fields = fields.as_object().cloned().unwrap();
        laptop
            .store
            .transact(&author, |tx| {
                tx.put_blob(file, None)?;
                tx.create(uuid::Uuid::new_v4(), "attachment", fields)
            })
            .unwrap();
    }
    laptop.sync(&office);
    laptop.send_file(&office, &face, &face_name);
    laptop.send_file(&office, &house, &house_name);

    let mut operator = as_role(&office, Role::Operator);
    let mut verifier = as_role(&office, Role::Verifier);
    let erasure = written_down(&office, &mut operator, id, "erasure");
    let done: ErasedExtras = verifier.post(&office, "privacy/erase", &erasure).json();
    assert_eq!((done.erased, done.shared, done.photos), (2, 0, 1));
    laptop.sync(&office);
    laptop.sync(&office);

    let absent = laptop.blob(&office, "GET", &format!("/blob/{face_name}"), b"");
    assert_eq!(absent.code(), "blob-unknown", "nothing names it any more");
    let again = format!("/blob/{face_name}?offset=0&length={}", face.len());
    assert_eq!(
        laptop.blob(&office, "PUT", &again, &face[..PIECE]).code(),
        "blob-unknown"
    );
    let kept = laptop.blob(&office, "GET", &format!("/blob/{house_name}"), b"");
    assert_eq!(kept.body, house);
    let here = |file: &[u8]| {
        let sha256 = Sha256::digest(file).into();
        laptop.store.blob(&sha256).unwrap().is_some()
    };
    assert!(!here(&face) && here(&house));
    assert!(!format!("{:?}", laptop.store.attachments_of(id).unwrap()).contains("janda"));
    let place = office.server_folder().join("blobs").join(&face_name[..2]);
    assert!(!place.join(&face_name).exists());
    assert_eq!(office.office().verify_log(&[]).unwrap().0.broken, None);
}

#[test]
fn the_notice_is_a_public_page_in_two_languages_and_a_sheet_of_paper_once_the_office_says_whom_to_ask()
 {
    let office = TestOffice::new();
    let page = |office: &TestOffice, path: &str| {
        let answer = office.get(path);
        assert_eq!(answer.status, 200, "{path}");
        answer.text()
    };
    let told = page(&office, "/privasi");
    for word in [
        "Kecamatan Mandala",
        "0281 555 0100",
        "3 × 24 jam",
        "Warga dan keluarga",
        "Persetujuan (huruf a)",
        "In English",
        "three times 24 hours",
    ] {
        assert!(told.contains(word), "{word}");
    }
    assert!(!told.contains("belum menuliskan"));
    assert!(
        page(&office, "/").contains("href=\"/privasi\""),
        "linked in the footer"
    );
    let operator = as_role(&office, Role::Operator);
    let paper = operator.get(&office, "privacy/notice");
    assert_eq!(paper.status, 200);
    assert_eq!(paper.header("content-type"), Some("application/pdf"));
    assert!(paper.body.starts_with(b"%PDF"));

    let nobody = TestOffice::empty();
    assert!(page(&nobody, "/privasi").contains("belum menuliskan"));
    let operator = as_role(&nobody, Role::Operator);
    let refused = operator.get(&nobody, "privacy/notice");
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (400, "privacy-contact-missing")
    );
}

#[test]
fn laptops_know_whom_citizens_ask_and_cannot_change_it() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    laptop.sync(&office);
    let known = laptop.store.records("office").unwrap();
    let told: jemput_domain::privacy::notice::Controller = known[0].to().unwrap();
    assert_eq!((known.len(), told.name.as_str()), (1, "Kecamatan Mandala"));
    assert!(!told.is_unreachable());
    laptop.edit(&office, known[0].id, "phone", json!("0812 0000 0000"));
    laptop.sync(&office);
    let mut other = Laptop::join(&office, "Laptop 02", 2);
    other.sync(&office);
    let told = other.store.records("office").unwrap();
    assert_eq!(told[0].text("phone"), Some("0281 555 0100"));
}
