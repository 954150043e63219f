//! What there is to decide, over HTTP: listed, decided, taken back.

use jemput_wire::office::{ResidentDetail, Topic};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{clock::HOUR, laptop::Laptop, office::VILLAGE, scene::Scene};

/// A letter's snapshot with only what these tests look at.
fn letter(resident: Uuid, number: &str, address: &str) -> Value {
    json!({
        "resident": resident, "number": number, "title": "Surat Keterangan Domisili", "issued_on": "2026-11-25",
        "state": "issued", "cti": format!("{:0>16}", number.len()), "serial": "7", "series": "domisili", "year": 2026,
        "snapshot": { "resident": { "name": "Sri Waluyo", "address": address }, "village": { "code": VILLAGE } },
    })
}

#[test]
fn both_values_are_listed_with_who_when_device_and_the_letters_printed_from_each() {
    let mut scene = Scene::new();
    let id = scene.resident(json!({ "name": "Sri Waluyo", "address": "Ngentak", "rt": "001" }));
    scene.apart(id, "address", json!("Karanglo"), json!("Sawahan"));
    let paper = letter(id, "400.8/017/KJ/XI/2026", "Karanglo RT 001");
    scene.one.create(&scene.office, "letter", paper);
    scene.sync();

    let page = scene.list("");
    assert_eq!((page.total, page.all), (1, 1));
    assert_eq!(
        (page.kinds, page.fields),
        (vec!["resident".to_owned()], vec!["address".to_owned()])
    );
    assert_eq!(
        (page.rows[0].name.as_str(), page.rows[0].topic),
        ("Sri Waluyo", Topic::Rivals)
    );
    assert_eq!(page.rows[0].when, "25-11-2026 09.00");
    assert!(page.rows[0].village.contains("Karangjemput"));

    let detail = scene.detail(id);
    let field = &detail.matters[0].fields[0];
    let told: Vec<(&str, &str, &str, &str, &[String])> = field
        .claims
        .iter()
        .map(|claim| {
            let by = &claim.by[0];
            (
                claim.value.as_str(),
                by.device.as_str(),
                by.who.as_str(),
                by.when.as_str(),
                claim.letters.as_slice(),
            )
        })
        .collect();
    let printed = ["400.8/017/KJ/XI/2026".to_owned()];
    assert_eq!(
        told,
        [
            (
                "Sawahan",
                "Laptop 02",
                "Rina Setyowati",
                "25-11-2026 09.00",
                &[][..]
            ),
            (
                "Karanglo",
                "Laptop 01",
                "Rina Setyowati",
                "25-11-2026 08.00",
                &printed[..]
            ),
        ]
    );

    assert_eq!(
        scene
            .list(&format!("village={VILLAGE}&kind=resident&field=address"))
            .total,
        1
    );
    for other in [
        "village=33.02.04.2008",
        "kind=letter",
        "field=name",
        "topic=household",
    ] {
        assert_eq!(scene.list(other).total, 0, "{other}");
    }
}

#[test]
fn looking_decides_nothing_and_deciding_is_an_ordinary_change_with_a_name() {
    let mut scene = Scene::new();
    let id = scene.resident(json!({ "name": "Sri Waluyo", "address": "Ngentak" }));
    scene.apart(id, "address", json!("Karanglo"), json!("Sawahan"));
    scene.sync();
    let before = scene.detail(id);
    assert_eq!(scene.detail(id), before, "opened, closed, opened: the same");

    let field = &before.matters[0].fields[0];
    let item = json!({ "record": id, "field": "address", "ids": field.ids, "take": { "claim": field.claims[1].id } });
    let done = scene.decide(std::slice::from_ref(&item));
    assert_eq!((done.decided, done.skipped), (1, 0));
    scene.sync();
    for laptop in [&scene.one, &scene.two] {
        assert_eq!(laptop.text(id, "address").as_deref(), Some("Karanglo"));
        assert!(!laptop.store.record(id).unwrap().unwrap().has_rivals());
    }
    assert_eq!(
        (scene.list("").total, scene.detail(id).matters.len()),
        (0, 0)
    );
    let detail: ResidentDetail = scene
        .browser
        .get(&scene.office, &format!("residents/{id}"))
        .json();
    assert_eq!(
        (
            detail.history[0].device.as_str(),
            detail.history[0].who.as_str()
        ),
        ("kantor", "Rini")
    );

    // A second clerk with the old screen is told that it is decided.
    let body = json!({ "items": [item] }).to_string();
    let late = scene.browser.post(&scene.office, "conflicts/decide", &body);
    assert_eq!(
        (late.status, late.code()),
        (409, "decision-late".to_owned())
    );
}

#[test]
fn a_value_that_arrives_while_the_clerk_looks_stays_listed() {
    let mut scene = Scene::new();
    let id = scene.resident(json!({ "name": "Sri Waluyo", "address": "Ngentak" }));
    scene.apart(id, "address", json!("Karanglo"), json!("Sawahan"));
    let mut three = Laptop::join(&scene.office, "Laptop 03", 3);
    three.edit(&scene.office, id, "address", json!("Krajan"));
    scene.sync();
    let field = scene.detail(id).matters[0].fields[0].clone();
    three.sync(&scene.office);
    scene
        .decide(&[json!({ "record": id, "field": "address", "ids": field.ids, "take": "newest" })]);
    let left = scene.detail(id).matters[0].fields[0].clone();
    let mut values: Vec<&str> = left
        .claims
        .iter()
        .map(|claim| claim.value.as_str())
        .collect();
    values.sort_unstable();
    assert_eq!(values, ["Krajan", "Sawahan"]);
}

#[test]
fn fifty_of_one_kind_are_decided_by_a_rule_and_taken_back_by_one_press() {
    let mut scene = Scene::new();
    let ids: Vec<Uuid> = (0..50)
        .map(|n| {
            scene.one.create(
                &scene.office,
                "resident",
                json!({ "name": format!("Warga {n}"), "rt": "001" }),
            )
        })
        .collect();
    scene.sync();
    for id in &ids {
        scene.one.edit(&scene.office, *id, "rt", json!("002"));
    }
    scene.office.clock.forward(HOUR);
    for id in &ids {
        scene.two.edit(&scene.office, *id, "rt", json!("003"));
    }
    scene.sync();
    let page = scene.list("field=rt&limit=100");
    assert_eq!((page.total, page.rows.len()), (50, 50));
    let first = page
        .devices
        .iter()
        .find(|(_, name)| name == "Laptop 01")
        .unwrap()
        .0
        .clone();
    let items = |take: Value| -> Vec<Value> {
        let rows = page.rows.iter();
        rows.map(|row| json!({ "record": row.record, "field": "rt", "ids": row.fields[0].ids, "take": take })).collect()
    };
    let done = scene.decide(&items(json!({ "device": first })));
    assert_eq!((done.decided, done.skipped), (50, 0));
    assert_eq!(scene.list("").total, 0);
    scene.sync();
    assert!(
        ids.iter()
            .all(|id| scene.two.text(*id, "rt").as_deref() == Some("002"))
    );

    // One of them goes on; it is not taken back.
    scene.two.edit(&scene.office, ids[0], "rt", json!("009"));
    scene.sync();
    let undone = scene.undo(&done.action);
    assert_eq!((undone.decided, undone.skipped), (49, 1));
    let again = scene.list("field=rt&limit=100");
    assert_eq!(again.total, 49);
    let claims = &again.rows[0].fields[0].claims;
    let told: Vec<(&str, &str)> = claims
        .iter()
        .map(|claim| (claim.value.as_str(), claim.by[0].device.as_str()))
        .collect();
    assert_eq!(
        told,
        [("003", "Laptop 02"), ("002", "Laptop 01")],
        "as before, with the same authors"
    );
    scene.sync();
    assert_eq!(scene.one.text(ids[1], "rt").as_deref(), Some("003"));
    assert_eq!(
        scene.undo(&done.action).decided,
        0,
        "twice does nothing more"
    );

    let newest = scene.decide(&items(json!("newest")));
    assert_eq!(
        (newest.decided, newest.skipped),
        (0, 50),
        "these ids are not on the screen any more"
    );
}

#[test]
fn another_value_is_read_as_on_a_form() {
    let mut scene = Scene::new();
    let id = scene.resident(json!({ "name": "Sutarmi" }));
    scene.apart(id, "birth_date", json!("1998-03-12"), json!("1989-03-12"));
    scene.sync();
    let field = scene.detail(id).matters[0].fields[0].clone();
    let typed: Vec<&str> = field
        .claims
        .iter()
        .map(|claim| claim.typed.as_str())
        .collect();
    assert_eq!(typed, ["12-03-1989", "12-03-1998"]);
    let item = |text: &str| json!({ "record": id, "field": "birth_date", "ids": field.ids, "take": { "write": text } });
    let body = json!({ "items": [item("31-02-1985")] }).to_string();
    let wrong = scene.browser.post(&scene.office, "conflicts/decide", &body);
    assert_eq!(
        (wrong.status, wrong.code()),
        (400, "resident-incomplete".to_owned())
    );
    assert!(
        wrong.text().contains("date-no-such-day"),
        "{}",
        wrong.text()
    );
    scene.decide(&[item("13-03-1989")]);
    scene.sync();
    assert_eq!(
        scene.one.text(id, "birth_date").as_deref(),
        Some("1989-03-13")
    );
    assert_eq!(scene.list("").total, 0);
}

#[test]
fn two_heads_of_one_household_are_listed_until_one_is_changed() {
    let mut scene = Scene::new();
    let village = jemput_domain::village::VillageCode::parse(VILLAGE).unwrap();
    let kk = jemput_domain::kk::Kk::parse("3302042011090001").unwrap();
    let household = jemput_domain::resident::household_id(&village, &kk);
    let author_of = |name: &str, relation: u8| json!({ "name": name, "relation": relation, "household": household });
    let card = json!({ "kk": kk, "village": VILLAGE, "scope": format!("village:{VILLAGE}") });
    scene.one.put(&scene.office, household, "household", card);
    let darmo = scene.resident(author_of("Darmo", 1));
    let tukiyem = scene.resident(author_of("Tukiyem", 3));
    assert_eq!(scene.list("").total, 0);
    scene.two.edit(&scene.office, tukiyem, "relation", json!(1));
    scene.sync();
    let page = scene.list("topic=household");
    assert_eq!((page.total, page.rows[0].topic), (1, Topic::Household));
    assert_eq!(
        page.rows[0].findings[0].code.to_string(),
        "household-two-heads"
    );
    let detail = scene.detail(household);
    let wife = detail
        .people
        .iter()
        .find(|person| person.id == tukiyem.to_string())
        .unwrap();
    let item = json!({ "record": tukiyem, "field": "relation", "ids": wife.relation_ids, "take": { "write": "3" } });
    let done = scene.decide(&[item]);
    assert_eq!(scene.list("").total, 0, "cleared when it is fixed");
    scene.undo(&done.action);
    assert_eq!(scene.list("").total, 1);
    // The head dies; then she moves to a household of her own.
    let ids = scene
        .detail(household)
        .people
        .into_iter()
        .find(|one| one.id == tukiyem.to_string())
        .unwrap()
        .relation_ids;
    scene.decide(&[
        json!({ "record": tukiyem, "field": "relation", "ids": ids, "take": { "write": "3" } }),
    ]);
    scene.sync();
    scene
        .one
        .edit(&scene.office, darmo, "basic_status", json!(2));
    scene.sync();
    assert_eq!(
        scene.list("").rows[0].findings[0].code.to_string(),
        "household-head-dead"
    );
    scene
        .one
        .edit(&scene.office, darmo, "household", Value::Null);
    scene.sync();
    assert_eq!(
        scene.list("").total,
        0,
        "the household that was left is looked at too"
    );
}

#[test]
fn the_list_is_made_again_from_the_records_alone() {
    let mut scene = Scene::new();
    let id = scene.resident(json!({ "name": "Sri Waluyo" }));
    scene.apart(id, "phone", json!("0811"), json!("0822"));
    scene.sync();
    let before = scene.list("");
    let file = scene.office.data.path().join("server/review.db");
    assert!(file.exists());
    std::fs::write(&file, b"rubbish").unwrap();
    scene.office.restart();
    assert_eq!(scene.list(""), before);
}
