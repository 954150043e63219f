//! What is only to be looked at: changes of different fields whose authors did not know of each other.

use jemput_wire::office::Topic;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{clock::HOUR, office::VILLAGE, scene::Scene};

impl Scene {
    /// Two laptops change different fields of a resident without knowing of each other.
    fn beside(&mut self) -> Uuid {
        let id = self.resident(json!({ "name": "Sri Waluyo", "address": "Ngentak", "rt": "001" }));
        self.one
            .edit(&self.office, id, "address", json!("Karanglo"));
        self.office.clock.forward(HOUR);
        self.two.edit(&self.office, id, "rt", json!("003"));
        self.sync();
        id
    }

    fn looked(&mut self, items: &[(Uuid, u64)]) {
        let items: Vec<Value> = items
            .iter()
            .map(|(id, seq)| json!({ "record": id, "seq": seq }))
            .collect();
        let body = json!({ "items": items }).to_string();
        let answer = self.browser.post(&self.office, "conflicts/looked", &body);
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}

#[test]
fn another_field_that_was_changed_meanwhile_is_only_to_be_looked_at() {
    let mut scene = Scene::new();
    let id = scene.beside();
    let decide = scene.list("");
    assert_eq!(
        (decide.total, decide.all, decide.soft),
        (0, 0, 1),
        "there is nothing to decide"
    );
    let page = scene.list("topic=soft");
    assert_eq!((page.total, page.rows[0].topic), (1, Topic::Soft));
    assert_eq!(page.rows[0].name, "Sri Waluyo");
    assert_eq!(page.rows[0].when, "25-11-2026 09.00");
    assert_eq!(page.kinds, ["resident"]);
    assert_eq!(
        scene.list(&format!("topic=soft&village={VILLAGE}")).total,
        1
    );
    assert_eq!(scene.list("topic=soft&village=33.02.04.2008").total, 0);
    assert_eq!(scene.list("topic=soft&kind=letter").total, 0);
    let session = scene.browser.session(&scene.office);
    assert_eq!((session.conflicts, session.looks), (0, 1));

    let told: Vec<(String, String, String)> = scene
        .detail(id)
        .beside
        .into_iter()
        .map(|one| {
            let fact = &one.fields[0];
            (one.hand.device, fact.field.clone(), fact.value.clone())
        })
        .collect();
    let row = |device: &str, field: &str, value: &str| {
        (device.to_owned(), field.to_owned(), value.to_owned())
    };
    assert_eq!(
        told,
        [
            row("Laptop 01", "address", "Karanglo"),
            row("Laptop 02", "rt", "003")
        ]
    );
}

#[test]
fn who_saw_the_other_field_changed_is_not_listed() {
    let mut scene = Scene::new();
    let id = scene.resident(json!({ "name": "Sri Waluyo", "address": "Ngentak" }));
    scene
        .one
        .edit(&scene.office, id, "address", json!("Karanglo"));
    scene.sync();
    scene.two.edit(&scene.office, id, "rt", json!("003"));
    scene.two.edit(&scene.office, id, "rw", json!("001"));
    scene.sync();
    assert_eq!(scene.list("topic=soft").total, 0);
}

#[test]
fn what_was_ticked_off_stays_so_until_somebody_changes_the_record_unseen_again() {
    let mut scene = Scene::new();
    let id = scene.beside();
    let seen = scene.list("topic=soft").rows[0].seq;
    // While the clerk looks, another change arrives that knew of nothing.
    scene.one.edit(&scene.office, id, "phone", json!("0812"));
    scene.two.edit(&scene.office, id, "rw", json!("002"));
    scene.sync();
    scene.looked(&[(id, seen)]);
    let left = scene.detail(id).beside;
    let fields: Vec<&str> = left
        .iter()
        .map(|one| one.fields[0].field.as_str())
        .collect();
    assert_eq!(fields, ["phone", "rw"], "only what the clerk has not seen");

    let seen = scene.list("topic=soft").rows[0].seq;
    scene.looked(&[(id, seen)]);
    assert_eq!(scene.list("topic=soft").total, 0);
    assert!(scene.detail(id).beside.is_empty());
    // Laptops hear nothing of it, and no value has changed.
    scene.sync();
    assert_eq!(scene.one.text(id, "rt").as_deref(), Some("003"));
    assert_eq!(scene.two.text(id, "address").as_deref(), Some("Karanglo"));

    scene.looked(&[(id, 0)]);
    assert_eq!(scene.list("topic=soft").total, 1, "taken back");
}

#[test]
fn a_record_with_rivals_and_another_field_is_on_both_lists() {
    let mut scene = Scene::new();
    let id = scene.resident(json!({ "name": "Sri Waluyo", "address": "Ngentak" }));
    scene.one.edit(&scene.office, id, "phone", json!("0811"));
    scene.apart(id, "address", json!("Karanglo"), json!("Sawahan"));
    scene.sync();
    let page = scene.list("");
    assert_eq!((page.all, page.soft), (1, 1));
    let topics: Vec<Topic> = scene
        .detail(id)
        .matters
        .iter()
        .map(|matter| matter.topic)
        .collect();
    assert_eq!(topics, [Topic::Soft, Topic::Rivals]);
}
