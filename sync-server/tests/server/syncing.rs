//! `POST /sync`.

use ed25519_dalek::Signer as _;
use serde_json::json;

use crate::{clock::HOUR, laptop::Laptop, office::TestOffice};

#[test]
fn what_one_laptop_writes_another_reads_and_edits_of_two_fields_both_stay() {
    let mut office = TestOffice::new();
    let mut one = Laptop::join(&office, "Laptop 01", 1);
    let mut two = Laptop::join(&office, "Laptop 02", 2);
    let id = one.create(
        &office,
        "resident",
        json!({ "name": "Sri Waluyo", "rt": "003" }),
    );
    assert_eq!(one.sync(&office), 1);
    two.sync(&office);
    assert_eq!(two.text(id, "name").as_deref(), Some("Sri Waluyo"));
    one.edit(&office, id, "name", json!("Sri Waluyo Ningsih"));
    two.edit(&office, id, "rt", json!("004"));
    one.sync(&office);
    office.restart();
    two.sync(&office);
    one.sync(&office);
    for laptop in [&one, &two] {
        assert_eq!(
            laptop.text(id, "name").as_deref(),
            Some("Sri Waluyo Ningsih")
        );
        assert_eq!(laptop.text(id, "rt").as_deref(), Some("004"));
    }
}

#[test]
fn a_lost_answer_costs_nothing_but_the_same_bytes_are_not_taken_twice() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    laptop.create(&office, "resident", json!({ "name": "Sumarni" }));
    let sent = laptop.request(&office);
    assert_eq!(sent.send(&office).status, 200);
    // The answer is lost. A stranger who listened sends the same again:
    let replay = sent.send(&office);
    assert_eq!(
        (replay.status, replay.code()),
        (409, "request-repeated".to_owned())
    );
    // The laptop asks anew and everything is as if nothing had happened.
    let changes = office.office().health().unwrap().changes;
    assert_eq!(laptop.sync(&office), 1);
    assert_eq!(office.office().health().unwrap().changes, changes);
}

#[test]
fn a_wrong_signature_a_changed_body_and_an_unknown_laptop_are_refused() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let mut sent = laptop.request(&office);
    sent.body.push(0);
    assert_eq!(
        (sent.send(&office).status, sent.send(&office).code()),
        (403, "signature-wrong".to_owned())
    );
    let mut sent = laptop.request(&office);
    sent.time += 1;
    assert_eq!(sent.send(&office).code(), "signature-wrong");
    let mut sent = laptop.request(&office);
    let other = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    sent.signature = crate::laptop::hex(&other.sign(b"x").to_bytes());
    assert_eq!(sent.send(&office).code(), "signature-wrong");
    let mut sent = laptop.request(&office);
    sent.device = uuid::Uuid::nil().to_string();
    assert_eq!(sent.send(&office).code(), "device-unknown");
    let mut sent = laptop.request(&office);
    sent.nonce = "short".to_owned();
    let answer = sent.send(&office);
    assert_eq!(
        (answer.status, answer.code()),
        (400, "request-unsigned".to_owned())
    );
    // None of it has used the laptop's turn up.
    laptop.sync(&office);
}

#[test]
fn a_request_from_the_past_learns_the_time_and_the_refusal_is_signed() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let body = laptop.request(&office).body;
    let sent = laptop.sign(body, office.now() - 25 * HOUR);
    let answer = sent.send(&office);
    assert_eq!(answer.status, 409);
    assert!(laptop.is_from_the_office(&sent, &answer));
    let error: jemput_wire::AppError = answer.json();
    assert_eq!(error.code, "clock-behind");
    assert_eq!(error.params["server_ms"], office.now().to_string());
}

#[test]
fn a_body_that_is_no_request_is_refused_with_a_signature() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    for body in [
        b"rubbish".to_vec(),
        zstd::encode_all(&b"{}"[..], 3).unwrap(),
    ] {
        let sent = laptop.sign(body, office.now());
        let answer = sent.send(&office);
        assert_eq!(
            (answer.status, answer.code()),
            (400, "request-malformed".to_owned())
        );
        assert!(laptop.is_from_the_office(&sent, &answer));
    }
    let sent = laptop.sign(vec![0; 3 * 1024 * 1024], office.now());
    assert_eq!(sent.send(&office).status, 413);
}

#[test]
fn a_laptop_cannot_change_what_the_office_owns() {
    let office = TestOffice::new();
    let mut one = Laptop::join(&office, "Laptop 01", 1);
    let mut two = Laptop::join(&office, "Laptop 02", 2);
    let signer = one.store.records("signer").unwrap().remove(0);
    let name = signer.text("name").unwrap().to_owned();
    one.edit(&office, signer.id, "name", json!("PENIPU"));
    one.sync(&office);
    two.sync(&office);
    assert_eq!(two.text(signer.id, "name"), Some(name));
}

#[test]
fn applying_the_office_file_again_changes_nothing_and_a_change_reaches_the_laptops() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let again = office.office().apply(&crate::office::sample()).unwrap();
    assert_eq!((again.created, again.changed), (0, 0));
    let text = std::fs::read_to_string(crate::office::sample()).unwrap();
    let sample = crate::office::sample();
    let beside = sample.parent().unwrap();
    let path = office.data.path().join("office.toml");
    let text = text
        .replace("name = \"Karangjemput\"", "name = \"Karangbaru\"")
        .replace(
            "lambang-contoh.png",
            &beside.join("lambang-contoh.png").to_string_lossy(),
        )
        .replace(
            "../services/domisili.toml",
            &beside.join("../services/domisili.toml").to_string_lossy(),
        );
    std::fs::write(&path, text).unwrap();
    let applied = office.office().apply(&path).unwrap();
    assert_eq!((applied.created, applied.changed), (0, 1));
    laptop.sync(&office);
    let villages = laptop.store.records("village").unwrap();
    assert!(
        villages
            .iter()
            .any(|village| village.text("name") == Some("Karangbaru"))
    );
}
