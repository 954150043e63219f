//! What a laptop tries whose program is the attacker's.

use std::collections::BTreeMap;

use jemput_sync::{Checksum, Fetch, Replica as _, SyncRequest};
use serde_json::json;
use uuid::Uuid;

use super::rogue::{OTHER_VILLAGE, Rogue, waits};
use crate::{
    blobs::photo,
    browser::Browser,
    laptop::Laptop,
    office::{TestOffice, VILLAGE},
};

fn here() -> String {
    format!("village:{VILLAGE}")
}

/// An honest laptop with somebody registered, and a rogue one of the next village.
fn neighbours() -> (TestOffice, Laptop, Rogue, Uuid) {
    let office = TestOffice::new();
    let mut honest = Laptop::join(&office, "Laptop 01", 1);
    let fields = json!({ "name": "Sri Waluyo", "nik": "3302045203899001" });
    let id = honest.create(&office, "resident", fields);
    honest.sync(&office);
    let rogue = Rogue::join(&office, OTHER_VILLAGE, 66);
    (office, honest, rogue, id)
}

#[test]
fn a_laptop_of_another_village_reads_nothing_of_this_one_however_it_asks() {
    let (office, honest, mut rogue, id) = neighbours();
    let scopes = [
        here(),
        "office".to_owned(),
        format!("device:{}", honest.membership.device),
    ];
    let mut requests = vec![
        SyncRequest {
            want: [id].into(),
            ..rogue.request()
        },
        SyncRequest {
            snapshots: true,
            room: Some(u64::MAX),
            ..rogue.request()
        },
        SyncRequest {
            upto: Some(u64::MAX),
            held: scopes.iter().map(|scope| (scope.clone(), 0)).collect(),
            ..rogue.request()
        },
    ];
    for scope in scopes {
        requests.push(SyncRequest {
            fetch: Some(Fetch { scope, after: None }),
            ..rogue.request()
        });
    }
    for request in requests {
        let answer = rogue.send(
            &office,
            &SyncRequest {
                turn: rogue.request().turn,
                ..request
            },
        );
        let text = serde_json::to_string(&answer.rows).unwrap();
        assert!(
            !text.contains("Waluyo") && !text.contains("3302045203899001"),
            "{text}"
        );
        assert!(!answer.grants.contains(&here()), "{:?}", answer.grants);
        assert!(!answer.checksums.contains_key(&here()));
    }
}

#[test]
fn a_file_of_another_village_and_one_that_nobody_has_get_the_same_answer() {
    let (office, mut honest, mut rogue, _) = neighbours();
    let (photo, name) = photo(1000);
    honest.attach(&office, &name, photo.len());
    honest.sync(&office);
    honest.send_file(&office, &photo, &name);
    let nobodys = "ab".repeat(32);
    for method in ["GET", "HEAD", "PUT"] {
        let mut ask = |name: &str| {
            let path = match method {
                "PUT" => format!("/blob/{name}?offset=0&length=1000"),
                _ => format!("/blob/{name}"),
            };
            let answer = rogue.laptop.blob(&office, method, &path, b"");
            (answer.status, answer.body, answer.headers.len())
        };
        assert_eq!(ask(&name), ask(&nobodys), "{method}");
        assert_eq!(ask(&name).0, 404);
    }
    for name in [&name, &nobodys] {
        let path = format!("/snapshot/{name}");
        let sent = rogue
            .laptop
            .sign_for("GET", &path, Vec::new(), office.now());
        assert_eq!(sent.send(&office).code(), "snapshot-gone");
    }
}

#[test]
fn what_a_laptop_may_not_write_waits_and_touches_nothing() {
    let (office, mut honest, _, id) = neighbours();
    let browser = Browser::set_up(&office);
    let mut rogue = Rogue::join(&office, VILLAGE, 67);
    let before = browser.get(&office, "officers").text();
    let device = rogue.laptop.membership.device;
    for kind in [
        "signer",
        "officer",
        "number_block",
        "number_holder",
        "numbering",
        "numbers_elsewhere",
        "service",
        "village",
        "key_list",
        "office_keys",
        "device",
        "restore",
        "decision",
        "choice",
        "distinct",
        "settled",
        "recovery_read",
    ] {
        for scope in [
            here(),
            "all".to_owned(),
            format!("device:{device}"),
            format!("device:{}", honest.membership.device),
            "office".to_owned(),
        ] {
            let fields = json!({ "name": "PENIPU", "scope": scope, "device": device, "villages": [VILLAGE] });
            let ack = rogue.write(&office, Uuid::new_v4(), kind, &fields);
            assert!(waits(&ack), "{kind} in {scope}: {ack:?}");
        }
    }
    // A resident's name over what the office owns, and scopes that reach every laptop.
    let signer = honest.store.records("signer").unwrap().remove(0);
    let ack = rogue.write(&office, signer.id, "resident", &json!({ "name": "PENIPU" }));
    assert!(waits(&ack), "{ack:?}");
    for scope in [
        json!("all"),
        json!([here(), "all"]),
        json!([here(), "office"]),
        json!([here(), format!("device:{}", honest.membership.device)]),
        json!(format!("village:{OTHER_VILLAGE}")),
    ] {
        let fields = json!({ "name": "PENIPU", "scope": scope });
        let ack = rogue.write(&office, Uuid::new_v4(), "resident", &fields);
        assert!(waits(&ack), "{scope}: {ack:?}");
        let ack = rogue.write(&office, id, "resident", &json!({ "scope": scope }));
        assert_eq!(
            waits(&ack),
            scope != json!(format!("village:{OTHER_VILLAGE}")),
            "only moving away is a laptop's business: {scope}"
        );
    }
    let erase = json!({ "erase": ["0000000000000001-1"] });
    let mut change = rogue.change(&office, &json!([]));
    change["erase"] = erase["erase"].clone();
    assert!(waits(&rogue.push(&office, &change)));
    honest.sync(&office);
    for kind in ["signer", "officer", "number_block", "service", "village"] {
        for record in honest.store.records(kind).unwrap() {
            assert_ne!(record.text("name"), Some("PENIPU"), "{kind}");
        }
    }
    assert_eq!(browser.get(&office, "officers").text(), before);
}

#[test]
fn a_record_of_another_village_is_neither_changed_nor_drawn_away() {
    let (office, mut honest, mut rogue, id) = neighbours();
    let theirs = format!("village:{OTHER_VILLAGE}");
    for fields in [
        json!({ "name": "Diganti" }),
        json!({ "scope": theirs }),
        json!({ "scope": [here(), theirs] }),
        json!({ "deleted": true }),
        json!({ "merged_into": Uuid::new_v4() }),
    ] {
        let ack = rogue.write(&office, id, "resident", &fields);
        assert!(waits(&ack), "{fields}: {ack:?}");
    }
    honest.sync(&office);
    assert_eq!(honest.text(id, "name").as_deref(), Some("Sri Waluyo"));
    // One change with a record of its own beside it counts as a whole or not at all.
    let own = Uuid::new_v4();
    let ops = json!([
        { "record": own, "kind": "resident", "set": { "name": "Umpan", "scope": theirs } },
        { "record": id, "kind": "resident", "set": { "name": "Diganti" } },
    ]);
    let change = rogue.change(&office, &ops);
    assert!(waits(&rogue.push(&office, &change)));
    honest.sync(&office);
    assert_eq!(honest.text(id, "name").as_deref(), Some("Sri Waluyo"));
}

#[test]
fn salvage_of_what_was_never_granted_waits_and_tells_nothing() {
    let (office, mut honest, mut rogue, id) = neighbours();
    let state = |name: &str, scope: &str| {
        let state = json!({
            "kind": "resident", "ids": [["00000000000000bb", 1, office.now()]],
            "fields": { "name": [0, name], "scope": [0, scope] },
        });
        serde_json::from_value(state).unwrap()
    };
    let (mine, signer) = (
        Uuid::new_v4(),
        honest.store.records("signer").unwrap().remove(0).id,
    );
    let request = SyncRequest {
        offer: BTreeMap::from([(id, Checksum::default())]),
        salvage: BTreeMap::from([
            (id, state("Diganti", &format!("village:{OTHER_VILLAGE}"))),
            (signer, state("PENIPU", "all")),
            (mine, state("PENIPU", "all")),
        ]),
        ..rogue.request()
    };
    let answer = rogue.send(&office, &request);
    let text = serde_json::to_string(&answer.rows).unwrap();
    assert!(!text.contains("Waluyo"), "{text}");
    honest.sync(&office);
    assert_eq!(honest.text(id, "name").as_deref(), Some("Sri Waluyo"));
    assert_ne!(honest.text(signer, "name").as_deref(), Some("PENIPU"));
    assert_eq!(honest.text(mine, "name"), None);
}

#[test]
fn a_laptop_speaks_for_itself_only() {
    let (office, honest, mut rogue, _) = neighbours();
    // In the name of another laptop, inside a change of its own.
    let ops = json!([{ "record": Uuid::new_v4(), "kind": "resident", "set": {
        "name": "Atas nama lain", "scope": format!("village:{OTHER_VILLAGE}"),
    } }]);
    let mut change = rogue.change(&office, &ops);
    change["device"] = json!(honest.membership.device);
    let ack = rogue.push(&office, &change);
    assert_eq!(ack.reason.as_deref(), Some("change-other-device"));
    // Its own signature under another laptop's name.
    let mut sent = rogue.laptop.request(&office);
    sent.device = honest.membership.device.to_string();
    assert_eq!(
        (sent.send(&office).status, sent.send(&office).code()),
        (403, "signature-wrong".to_owned())
    );
}

#[test]
fn a_signature_for_one_address_is_good_for_no_other_and_once() {
    let (office, _, mut rogue, _) = neighbours();
    let (photo, name) = photo(100);
    rogue.laptop.sync(&office);
    let fields =
        json!({ "sha256": name, "bytes": 100, "scope": format!("village:{OTHER_VILLAGE}") });
    rogue.laptop.create(&office, "attachment", fields);
    rogue.laptop.sync(&office);
    let path = format!("/blob/{name}?offset=0&length=100");
    let sign = |rogue: &mut Rogue| {
        rogue
            .laptop
            .sign_for("PUT", &path, photo.clone(), office.now())
    };
    let mut elsewhere = sign(&mut rogue);
    elsewhere.path = format!("/blob/{name}?offset=0&length=1000");
    assert_eq!(elsewhere.send(&office).code(), "signature-wrong");
    let mut other = sign(&mut rogue);
    other.path = "/usb-key".to_owned();
    other.method = "POST";
    assert_eq!(other.send(&office).code(), "signature-wrong");
    let right = sign(&mut rogue);
    assert_eq!(right.send(&office).status, 204);
    assert_eq!(right.send(&office).code(), "request-repeated");
    // A nonce that was used at one address is used up at all of them.
    let mut again =
        rogue
            .laptop
            .sign_for("GET", &format!("/blob/{name}"), Vec::new(), office.now());
    again.nonce.clone_from(&right.nonce);
    assert_eq!(again.send(&office).code(), "signature-wrong");
}

#[test]
fn one_laptop_cannot_keep_the_others_of_its_village_from_syncing() {
    let office = TestOffice::new();
    let mut rogue = Rogue::join(&office, VILLAGE, 68);
    let (mut accepted, mut records) = (0, Vec::new());
    for levels in [1, 30, 32, 33, 90, 110, 119, 120, 121, 122, 123, 124, 127] {
        let deep = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let fields = json!({ "name": "Bertingkat", "scope": here(), "note": "@" });
        let id = Uuid::new_v4();
        records.push(id);
        let ops = json!([{ "record": id, "kind": "resident", "set": fields }]);
        let change = rogue
            .change(&office, &ops)
            .to_string()
            .replace("\"@\"", &deep);
        let request = serde_json::to_string(&rogue.request()).unwrap();
        let request = request.replace("\"changes\":[]", &format!("\"changes\":[{change}]"));
        assert!(request.contains(&deep));
        let answer = rogue.send_json(&office, request.as_bytes());
        if answer.status == 200 {
            let json = zstd::decode_all(answer.body.as_slice()).unwrap();
            let answer: serde_json::Value = serde_json::from_slice(&json).unwrap();
            accepted += u32::from(answer["acks"][0]["state"] == "accepted");
            rogue.go_on_from(&answer);
        }
    }
    assert!(accepted > 0, "values of a few levels are in order");
    // Whole records wrap their values in more levels than changes do: also those can be read by whoever gets them.
    let mut reader = Rogue::join(&office, VILLAGE, 69);
    for record in records {
        let request = SyncRequest {
            want: [record].into(),
            ..reader.request()
        };
        reader.send(&office, &request);
    }
    let mut honest = Laptop::join(&office, "Laptop 02", 2);
    honest.create(&office, "resident", json!({ "name": "Sumarni" }));
    assert_eq!(honest.sync(&office), 1);
    let state = honest.store.sync_state().unwrap();
    assert!(state.held.contains_key(&here()), "{:?}", state.held);
}
