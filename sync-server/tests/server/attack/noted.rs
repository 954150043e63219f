//! A laptop whose program is the attacker's, and the office's audit.

use jemput_domain::audit::AUDIT;
use jemput_wire::office::AuditPage;
use serde_json::{Value, json};
use uuid::Uuid;

use super::rogue::{Rogue, waits};
use crate::{
    browser::Browser,
    office::{TestOffice, VILLAGE},
};

#[test]
fn no_laptop_changes_or_takes_back_a_note_nor_puts_anything_else_among_them() {
    let office = TestOffice::new();
    let browser = Browser::set_up(&office);
    let mut rogue = Rogue::join(&office, VILLAGE, 67);
    let fields = |more: Value| {
        let mut fields = json!({ "scope": "office", "deed": "saw", "at": office.now(), "who": Uuid::from_u128(5) });
        for (field, value) in more.as_object().expect("fields") {
            fields[field] = value.clone();
        }
        fields
    };
    let id = Uuid::new_v4();
    let ack = rogue.write(&office, id, AUDIT, &fields(json!({})));
    assert!(!waits(&ack), "adding is what it may: {ack:?}");
    for wrong in [
        json!({ "deed": "printed" }),
        json!({ "deleted": true }),
        json!({ "scope": format!("village:{VILLAGE}") }),
    ] {
        let ack = rogue.write(&office, id, AUDIT, &fields(wrong.clone()));
        assert!(waits(&ack), "{wrong}: {ack:?}");
    }
    for scope in [json!("all"), json!(["office", "all"]), json!("device:1")] {
        let wish = fields(json!({ "scope": scope }));
        let ack = rogue.write(&office, Uuid::new_v4(), AUDIT, &wish);
        assert!(waits(&ack), "{scope}: {ack:?}");
    }
    let ack = rogue.write(&office, Uuid::new_v4(), "resident", &fields(json!({})));
    assert!(waits(&ack), "{ack:?}");
    // A clock far ahead dates nothing into the future, and the place is the laptop that wrote it, whoever it names.
    let ahead = fields(json!({ "at": office.now() + 400 * 24 * 60 * 60 * 1000 }));
    rogue.write(&office, Uuid::new_v4(), AUDIT, &ahead);
    let page: AuditPage = browser.get(&office, "audit?deed=saw").json();
    assert_eq!(page.total, 2, "{page:?}");
    for row in &page.rows {
        assert!(row.when.starts_with("25-11-2026"), "{row:?}");
        assert!(!row.place.is_empty() && row.place != "kantor", "{row:?}");
        assert_eq!(row.deed, "saw");
    }
}
