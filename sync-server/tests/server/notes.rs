//! What laptops note of who looked, printed, came and went.

use jemput_domain::audit::{AUDIT, Deed, Entry};
use jemput_wire::office::{AuditPage, InboxPage};
use serde_json::json;
use uuid::Uuid;

use crate::{browser::Browser, laptop::Laptop, office::TestOffice};

fn look(office: &TestOffice, who: Uuid, of: Uuid) -> Entry {
    Entry {
        who,
        deed: Deed::SawNumbers,
        of,
        at_ms: office.now(),
        note: String::new(),
    }
}

#[test]
fn what_a_laptop_noted_is_in_the_offices_audit_and_no_longer_on_the_laptop() {
    let office = TestOffice::new();
    let browser = Browser::set_up(&office);
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let id = laptop.create(&office, "resident", json!({ "name": "Sumarni" }));
    laptop.sync(&office);
    let who = laptop.membership.officer.0;
    laptop.store.note(&look(&office, who, id)).unwrap();
    office.clock.forward(60_000);
    laptop.store.note(&look(&office, who, id)).unwrap();
    let author = laptop.author(&office);
    assert_eq!(laptop.store.send_notes(&author).unwrap(), 2);
    laptop.sync(&office);
    let page: AuditPage = browser
        .get(&office, &format!("audit?of={id}&deed=saw-numbers"))
        .json();
    assert_eq!(page.total, 2);
    let row = &page.rows[0];
    assert_eq!(
        (row.who.name.as_str(), row.place.as_str()),
        ("Rina Setyowati", "Laptop 01")
    );
    laptop.sync(&office);
    assert_eq!(laptop.store.records(AUDIT).unwrap(), []);
    let unsent = laptop.store.unsent().unwrap().changes;
    let inbox: InboxPage = browser.get(&office, "inbox").json();
    assert_eq!((unsent, inbox.waiting), (0, 0));
    let mut other = Laptop::join(&office, "Laptop 02", 2);
    other.sync(&office);
    assert_eq!(
        other.store.records(AUDIT).unwrap(),
        [],
        "nobody else gets it"
    );
}
