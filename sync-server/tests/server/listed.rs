//! Who saw which lists with people in them, and what kind of thing was searched for.

use jemput_domain::audit::Listing;
use jemput_wire::office::{AuditPage, Role};
use serde_json::json;

use crate::{
    browser::{Browser, PASSWORD},
    laptop::Laptop,
    office::TestOffice,
    roles::as_role,
};

const NIK: &str = "3302045203899001";
const MINUTE: i64 = 60_000;

/// What the audit tells of lists, oldest first.
fn listed(office: &TestOffice) -> Vec<Listing> {
    let auditor = as_role(office, Role::Auditor);
    let answer = auditor.get(office, "audit?deed=listed");
    assert!(!answer.text().contains(NIK) && !answer.text().contains("umarni"));
    let page: AuditPage = answer.json();
    let notes = page.rows.iter().rev();
    notes
        .map(|row| Listing::read(&row.note).expect("a look at a list"))
        .collect()
}

fn listing(list: &str, rows: u64, words: u64, numbers: u64) -> Listing {
    Listing {
        list: list.to_owned(),
        rows,
        words,
        numbers,
    }
}

fn office_with_people() -> TestOffice {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    laptop.create(
        &office,
        "resident",
        json!({ "name": "Sumarni", "nik": NIK }),
    );
    laptop.create(&office, "resident", json!({ "name": "Bagas" }));
    laptop.sync(&office);
    office
}

#[test]
fn the_first_look_at_a_list_is_noted_and_what_follows_in_ten_minutes_is_one_more_note() {
    let office = office_with_people();
    let operator = as_role(&office, Role::Operator);
    operator.get(&office, "residents");
    assert_eq!(listed(&office), [listing("residents", 2, 0, 0)]);
    for search in [NIK, "sumarni", "sum", "0000000000000000"] {
        operator.get(&office, &format!("residents?q={search}"));
        office.clock.forward(MINUTE);
    }
    assert_eq!(listed(&office).len(), 1, "added up meanwhile");
    office.clock.forward(7 * MINUTE);
    operator.get(&office, "letters");
    assert_eq!(
        listed(&office),
        [
            listing("residents", 2, 0, 0),
            // Three times Sumarni, and a number that nobody has.
            listing("residents", 3, 2, 2),
        ],
        "an empty list without a search is none"
    );
    operator.get(&office, "residents");
    assert_eq!(listed(&office).len(), 3, "a new ten minutes");
}

#[test]
fn what_was_added_up_is_noted_when_the_clerk_leaves_or_the_server_stops() {
    let mut office = office_with_people();
    let mut operator = as_role(&office, Role::Operator);
    let verifier = as_role(&office, Role::Verifier);
    for browser in [&operator, &verifier] {
        browser.get(&office, "residents");
        browser.get(&office, "residents?q=bagas");
    }
    assert_eq!(listed(&office).len(), 2);
    office.clock.forward(MINUTE);
    operator.post(&office, "sign-out", "");
    assert_eq!(listed(&office).len(), 3, "only the one who left");
    office.clock.forward(MINUTE);
    office.restart();
    let all = listed(&office);
    assert_eq!(all.len(), 4);
    assert_eq!(all[3], listing("residents", 1, 1, 0));
    office.clock.forward(MINUTE);
    // After a sign-in the ten minutes begin anew.
    let operator = Browser::signed_in(&office, "operator", PASSWORD);
    operator.get(&office, "residents?q=bagas");
    assert_eq!(listed(&office).len(), 5);
}
