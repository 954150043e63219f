//! Cases from public bug reports (docs/cases.md) that the office meets.

use jemput_store::Store;
use jemput_wire::office::Topic;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{office::VILLAGE, scene::Scene};

fn letter(resident: Uuid, number: &str, name: &str) -> Value {
    json!({
        "resident": resident, "number": number, "title": "Surat Keterangan Domisili", "issued_on": "2026-11-25",
        "state": "issued", "cti": format!("{:0>16}", name.len()), "serial": "P01-1", "series": "domisili",
        "year": 2026, "printed_at": 1_795_600_000_000_i64,
        "snapshot": { "resident": { "name": name }, "village": { "code": VILLAGE } },
    })
}

#[test]
fn two_letters_with_one_number_are_listed_until_one_of_them_is_void() {
    let mut scene = Scene::new();
    let number = "400.8/P01-1/KJ/XI/2026";
    let sri = scene.resident(json!({ "name": "Sri Waluyo" }));
    let budi = scene.resident(json!({ "name": "Budi Santoso" }));
    // A copy of one laptop's disk: both print their next letter before either syncs.
    let first = scene
        .one
        .create(&scene.office, "letter", letter(sri, number, "Sri Waluyo"));
    let second = scene.two.create(
        &scene.office,
        "letter",
        letter(budi, number, "Budi Santoso"),
    );
    scene.one.create(
        &scene.office,
        "letter",
        letter(sri, "400.8/P01-2/KJ/XI/2026", "Sri W"),
    );
    scene.one.sync(&scene.office);
    assert_eq!(scene.list("").total, 0);
    scene.two.sync(&scene.office);
    let page = scene.list("topic=number");
    let listed: Vec<&str> = page.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(listed, [number, number]);
    assert_eq!(page.rows[0].kind, "letter");
    for id in [first, second] {
        let detail = scene.detail(id);
        assert_eq!(detail.matters[0].topic, Topic::Number);
    }

    // Voided on the laptop that printed it: both stay on record, and nothing is left to decide.
    scene
        .two
        .edit(&scene.office, second, "state", json!("void"));
    scene.sync();
    assert_eq!(scene.list("").total, 0);
    for id in [first, second] {
        assert_eq!(scene.one.text(id, "number").as_deref(), Some(number));
    }
    scene
        .two
        .edit(&scene.office, second, "state", json!("issued"));
    scene.sync();
    assert_eq!(scene.list("topic=number").total, 2);
}

#[test]
fn letters_and_requests_follow_a_resident_to_another_village() {
    const OTHER: &str = "village:33.02.04.2008";
    let mut scene = Scene::new();
    let here = format!("village:{VILLAGE}");
    let sri = scene.resident(json!({ "name": "Sri Waluyo" }));
    let asked = json!({ "resident": sri, "service": "domisili", "opened_at": 1 });
    let request = scene.one.create(&scene.office, "request", asked);
    let paper = letter(sri, "400.8/017/KJ/XI/2026", "Sri Waluyo");
    let first = scene.one.create(&scene.office, "letter", paper);
    scene.sync();
    // She moves; the laptop of her old village has printed one more letter before it hears of that.
    scene.one.edit(&scene.office, sri, "scope", json!(OTHER));
    let paper = letter(sri, "400.8/018/KJ/XI/2026", "Sri W");
    let second = scene.two.create(&scene.office, "letter", paper);
    scene.sync();
    let scopes = |id: Uuid| -> Vec<String> {
        let records = scene.office.server_folder().join("records.db");
        let record = Store::open_plain(&records)
            .unwrap()
            .record(id)
            .unwrap()
            .unwrap();
        record.state.scopes().into_iter().collect()
    };
    assert_eq!(scopes(request), [OTHER]);
    for id in [first, second] {
        assert_eq!(
            scopes(id),
            [here.as_str(), OTHER],
            "with its issuer and with its holder"
        );
    }
    for laptop in [&scene.one, &scene.two] {
        assert!(laptop.text(sri, "name").is_none() && laptop.text(request, "service").is_none());
        assert!(
            laptop.text(first, "number").is_some(),
            "the issuing village keeps its register"
        );
    }
}
