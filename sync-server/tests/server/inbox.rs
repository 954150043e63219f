//! Changes that wait for the office's word, over HTTP.

use jemput_wire::office::InboxPage;
use serde_json::json;
use uuid::Uuid;

use crate::scene::Scene;

const ELSEWHERE: &str = "village:33.02.04.2008";

impl Scene {
    fn inbox(&self, query: &str) -> InboxPage {
        self.browser
            .get(&self.office, &format!("inbox?{query}"))
            .json()
    }

    fn word(&mut self, change: &str, accepted: bool, reason: &str) -> (u16, String) {
        let body = json!({ "change": change, "accepted": accepted, "reason": reason }).to_string();
        let answer = self.browser.post(&self.office, "inbox/decide", &body);
        let code = if answer.status == 200 {
            String::new()
        } else {
            answer.code()
        };
        (answer.status, code)
    }

    /// A laptop registers somebody in a village that it may not write to.
    fn stray(&mut self, name: &str) -> Uuid {
        let fields = json!({ "name": name, "phone": "0811", "scope": ELSEWHERE });
        let id = self.one.create(&self.office, "resident", fields);
        self.one.sync(&self.office);
        id
    }
}

#[test]
fn work_outside_of_a_grant_waits_and_counts_once_the_office_says_so() {
    let mut scene = Scene::new();
    let id = scene.stray("Yakobus Lende");
    let page = scene.inbox("");
    assert_eq!((page.waiting, page.rows.len()), (1, 1));
    assert_eq!(scene.browser.session(&scene.office).inbox, 1);
    let row = &page.rows[0];
    assert_eq!(
        (row.reason.as_str(), row.hand.device.as_str()),
        ("change-outside-scope", "Laptop 01")
    );
    assert_eq!(
        (row.hand.who.as_str(), row.accepted),
        ("Rina Setyowati", None)
    );
    let record = &row.records[0];
    assert_eq!(
        (record.name.as_str(), record.kind.as_str(), record.new),
        ("Yakobus Lende", "resident", true)
    );
    let phone = record
        .fields
        .iter()
        .find(|field| field.field == "phone")
        .unwrap();
    assert_eq!((phone.now.as_str(), phone.new.as_str()), ("", "0811"));
    assert_eq!(
        scene
            .browser
            .get(&scene.office, &format!("residents/{id}"))
            .status,
        404
    );

    let change = row.change.clone();
    assert_eq!(scene.word(&change, true, "").0, 200);
    assert_eq!(
        scene
            .browser
            .get(&scene.office, &format!("residents/{id}"))
            .status,
        200
    );
    assert_eq!(scene.inbox("").waiting, 0);
    assert_eq!(scene.inbox("decided=true").rows[0].accepted, Some(true));
    assert_eq!(
        scene.word(&change, false, "salah desa"),
        (409, "inbox-late".to_owned())
    );
}

#[test]
fn declining_needs_a_reason_that_the_laptop_gets() {
    let mut scene = Scene::new();
    let id = scene.stray("Yakobus Lende");
    let change = scene.inbox("").rows[0].change.clone();
    assert_eq!(
        scene.word(&change, false, " "),
        (400, "reason-missing".to_owned())
    );
    assert_eq!(scene.word("nothing", true, "").0, 409);
    assert_eq!(scene.word(&change, false, "bukan desa laptop ini").0, 200);
    assert_eq!(
        scene
            .browser
            .get(&scene.office, &format!("residents/{id}"))
            .status,
        404
    );
    let row = &scene.inbox("decided=true").rows[0];
    assert_eq!(
        (row.accepted, row.note.as_str()),
        (Some(false), "bukan desa laptop ini")
    );
    scene.one.sync(&scene.office);
    let told = jemput_sync::decision_record(change.parse().unwrap());
    assert_eq!(
        scene.one.text(told, "reason").as_deref(),
        Some("bukan desa laptop ini")
    );
}

#[test]
fn what_only_the_office_writes_waits_too() {
    let mut scene = Scene::new();
    scene
        .one
        .create(&scene.office, "signer", json!({ "name": "Kepala Palsu" }));
    scene.one.sync(&scene.office);
    let row = scene.inbox("").rows[0].clone();
    assert_eq!(
        (row.reason.as_str(), row.records[0].kind.as_str()),
        ("change-office-kind", "signer")
    );
}
