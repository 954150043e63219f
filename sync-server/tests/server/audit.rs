//! Who saw, printed, exported, came and went.

use jemput_wire::office::{AuditPage, ResidentDetail, Role};
use serde_json::json;

use crate::{browser::Browser, laptop::Laptop, office::TestOffice, roles::as_role};

const DAY: i64 = 24 * 60 * 60 * 1000;

fn page(browser: &Browser, office: &TestOffice, query: &str) -> AuditPage {
    let answer = browser.get(office, &format!("audit?{query}"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn deeds(page: &AuditPage) -> Vec<(&str, &str)> {
    let row = |row| -> (&str, &str) {
        let row: &jemput_wire::office::DeedRow = row;
        (row.who.name.as_str(), row.deed.as_str())
    };
    page.rows.iter().map(row).collect()
}

#[test]
fn who_looked_at_whom_is_found_by_person_record_day_and_act() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let sumarni = laptop.create(&office, "resident", json!({ "name": "Sumarni" }));
    let wagiman = laptop.create(&office, "resident", json!({ "name": "Wagiman" }));
    laptop.sync(&office);
    let operator = as_role(&office, Role::Operator);
    assert_eq!(
        operator
            .get(&office, &format!("residents/{sumarni}"))
            .status,
        200
    );
    office.clock.forward(DAY);
    let verifier = as_role(&office, Role::Verifier);
    for id in [sumarni, wagiman] {
        assert_eq!(
            verifier.get(&office, &format!("residents/{id}")).status,
            200
        );
    }
    let auditor = as_role(&office, Role::Auditor);

    let saw = page(&auditor, &office, "deed=saw");
    assert_eq!(
        deeds(&saw),
        [
            ("verifier", "saw"),
            ("verifier", "saw"),
            ("operator", "saw")
        ],
        "newest first"
    );
    assert!(saw.rows.iter().all(|row| row.place == "kantor"));
    assert_eq!((saw.total, saw.behind), (3, 0));
    let first = page(&auditor, &office, "deed=saw&limit=1");
    assert_eq!((first.rows.len(), first.total), (1, 3));
    let second = page(&auditor, &office, "deed=saw&limit=1&offset=1");
    assert_eq!(second.rows, saw.rows[1..2]);

    let of = page(&auditor, &office, &format!("of={sumarni}"));
    assert_eq!(deeds(&of), [("verifier", "saw"), ("operator", "saw")]);
    assert_eq!(of.rows[0].of_name, "Sumarni");
    assert_eq!(of.rows[0].of_kind, "resident");
    let who = saw.people.iter().find(|who| who.name == "operator");
    let who = page(&auditor, &office, &format!("who={}", who.unwrap().id));
    let mut all = deeds(&who);
    all.sort_unstable();
    assert_eq!(
        all,
        [("operator", "saw"), ("operator", "signed-in")],
        "and nobody else"
    );
    let yesterday = page(&auditor, &office, "from=2026-11-25&until=2026-11-25");
    assert!(
        deeds(&yesterday).contains(&("operator", "saw")),
        "{yesterday:?}"
    );
    assert!(!deeds(&yesterday).contains(&("verifier", "saw")));
    let today = page(&auditor, &office, "from=2026-11-26&deed=saw");
    assert_eq!(deeds(&today), [("verifier", "saw"), ("verifier", "saw")]);
    for wrong in ["who=x", "of=1", "from=25-11-2026", "until=kemarin"] {
        let answer = auditor.get(&office, &format!("audit?{wrong}"));
        assert_eq!(answer.code(), "request-malformed", "{wrong}");
    }
}

#[test]
fn a_residents_page_says_who_looked_and_who_looks_after_the_machine_learns_no_name() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let id = laptop.create(&office, "resident", json!({ "name": "Sumarni" }));
    laptop.sync(&office);
    let operator = as_role(&office, Role::Operator);
    let look = |browser: &Browser| -> ResidentDetail {
        browser.get(&office, &format!("residents/{id}")).json()
    };
    assert_eq!(
        look(&operator).looks,
        [],
        "this very look is noted after it"
    );
    office.clock.forward(2 * 60_000);
    let verifier = as_role(&office, Role::Verifier);
    let looks = look(&verifier).looks;
    assert_eq!(looks.len(), 1, "{looks:?}");
    assert_eq!(
        (looks[0].who.name.as_str(), looks[0].deed.as_str()),
        ("operator", "saw")
    );
    let admin = as_role(&office, Role::Admin);
    let answer = admin.get(&office, &format!("audit?of={id}"));
    assert!(!answer.text().contains("Sumarni"), "{}", answer.text());
    let told: AuditPage = answer.json();
    assert_eq!(told.rows.len(), 2, "that it was looked at is told");
}

#[test]
fn the_audit_is_saved_as_a_workbook_of_texts_and_that_is_noted() {
    let office = TestOffice::new();
    let mut admin = Browser::set_up(&office);
    let wish =
        json!({ "name": "=HYPERLINK(\"http://jahat\")", "roles": ["operator"], "village": "" });
    let made = admin.post(&office, "accounts/new", &wish.to_string());
    assert_eq!(made.status, 200, "{}", made.text());
    let auditor = as_role(&office, Role::Auditor);
    let file = auditor.get(&office, "audit/file?deed=account-made");
    assert_eq!(file.status, 200, "{}", file.text());
    let disposition = file.header("content-disposition").unwrap_or_default();
    assert_eq!(
        disposition,
        "attachment; filename=\"Jejak 25-11-2026.xlsx\""
    );
    let table = format!("{:?}", jemput_import::read(&file.body).expect("a workbook"));
    for cell in ["membuat akun", "=HYPERLINK", "Rini", "kantor"] {
        assert!(table.contains(cell), "{cell} is not in {table}");
    }
    assert!(!table.contains("Formula"), "{table}");
    let exported = page(&auditor, &office, "deed=exported");
    assert_eq!(deeds(&exported), [("auditor", "exported")]);
    assert_eq!(exported.rows[0].note, "Jejak 25-11-2026.xlsx");
    let refused = admin.get(&office, "audit/file");
    assert_eq!(refused.code(), "not-allowed");
}
