//! What citizens see.

use ed25519_dalek::VerifyingKey;
use jemput_domain::letter::short_id;
use jemput_seal::{
    KeyList, Kid, LetterStatus, SealClaims, StatusList, Verdict, seal, status_prefix, verify,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    clock::HOUR,
    laptop::{Laptop, hex},
    office::{TestOffice, VILLAGE},
};

const CTI: [u8; 8] = [0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x07, 0x18];
const NUMBER: &str = "400.8/001/KJ/XI/2026";

fn letter(laptop: &mut Laptop, office: &TestOffice, state: &str) -> Uuid {
    let fields = json!({
        "number": NUMBER, "serial": "001", "series": "domisili", "year": 2026, "title": "Surat Keterangan Domisili",
        "cti": hex(&CTI), "state": state, "issued_on": "2026-11-25", "valid_until": "2027-05-25",
        "printed_at": office.now(),
        "snapshot": { "village": { "code": VILLAGE }, "resident": { "name": "Sri Waluyo", "nik": "3302045203899001" } },
    });
    laptop.create(office, "letter", fields)
}

pub(crate) fn office_keys(office: &TestOffice) -> Vec<VerifyingKey> {
    let told: Value = office.get("/v/office").json();
    let keys = told["seal_keys"].as_array().expect("keys");
    keys.iter()
        .map(|key| {
            let bytes = data_encoding::HEXLOWER
                .decode(key.as_str().expect("text").as_bytes())
                .expect("hex");
            VerifyingKey::from_bytes(&bytes.try_into().expect("32 bytes")).expect("a key")
        })
        .collect()
}

fn status(office: &TestOffice) -> Option<LetterStatus> {
    let prefix = status_prefix(&CTI);
    let answer = office.get(&format!("/v/status/{}", hex(&prefix)));
    let list = StatusList::open(&answer.body, &office_keys(office)).expect("a list by the office");
    assert_eq!((list.prefix, list.issued_at), (prefix, office.now() / 1000));
    list.of(&CTI).map(|entry| entry.status)
}

/// The text of a QR code that the laptop's key has sealed.
pub(crate) fn sealed(laptop: &Laptop, office: &TestOffice) -> String {
    let claims = SealClaims {
        office: VILLAGE.into(),
        issued_at: office.now() / 1000,
        expires_at: None,
        cti: CTI,
        number: NUMBER.into(),
        type_code: "SKD".into(),
        name: "Sri Waluyo".into(),
        nik_tail: Some("9001".into()),
        signer: "BAMBANG SURYANTO".into(),
        post: "Kepala Desa".into(),
        digest: [1; 12],
    };
    let kid = Kid::of(&laptop.key.verifying_key());
    seal(&claims, &laptop.key, &kid)
        .expect("a seal")
        .to_qr_text(laptop.membership.check_host.as_deref())
        .expect("a seal")
}

#[test]
fn a_seal_made_on_a_laptop_is_genuine_by_the_published_keys() {
    let office = TestOffice::new();
    let laptop = Laptop::join(&office, "Laptop 01", 1);
    let text = sealed(&laptop, &office);
    assert!(text.starts_with("HTTP://127.0.0.1:"), "{text}");
    let keys = KeyList::open(&office.get("/v/keys").body, &office_keys(&office)).unwrap();
    assert!(matches!(verify(&text, &keys), Verdict::Genuine(_)));
    let told: Value = office.get("/v/office").json();
    assert_eq!(told["kinds"]["SKD"], "Surat Keterangan Domisili");
    assert_eq!(told["villages"][VILLAGE], "Desa Karangjemput");
}

#[test]
fn a_letters_state_reaches_the_check_page_with_each_sync() {
    let mut office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let id = letter(&mut laptop, &office, "awaiting_signature");
    assert_eq!(status(&office), None);
    laptop.sync(&office);
    assert_eq!(status(&office), Some(LetterStatus::AwaitingSignature));
    laptop.edit(&office, id, "state", json!("issued"));
    laptop.sync(&office);
    assert_eq!(status(&office), Some(LetterStatus::Issued));
    laptop.edit(&office, id, "state", json!("void"));
    laptop.sync(&office);
    office.restart();
    assert_eq!(status(&office), Some(LetterStatus::Void));
    assert_eq!(office.get("/v/status/zz").status, 400);
}

#[test]
fn the_short_id_is_answered_without_scripts_and_without_the_whole_name() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let id = letter(&mut laptop, &office, "issued");
    laptop.sync(&office);
    let short = short_id(&hex(&CTI));
    let answer = office.get(&format!("/v/{}", short.to_lowercase()));
    let page = answer.text();
    assert_eq!(answer.status, 200);
    assert!(
        page.contains("Surat ini tercatat")
            && whole(&page).contains(NUMBER)
            && page.contains("Sri W…"),
        "{page}"
    );
    assert!(page.contains("25 Mei 2027"), "{page}");
    assert!(
        !page.contains("Waluyo") && !page.contains("3302045203899001") && !page.contains("<script"),
        "{page}"
    );
    laptop.edit(&office, id, "void_at", json!(office.now()));
    laptop.edit(&office, id, "state", json!("void"));
    laptop.sync(&office);
    let page = office.get(&format!("/v/{short}")).text();
    assert!(
        page.contains("Surat ini batal") && page.contains("25 November 2026"),
        "{page}"
    );
}

#[test]
fn a_letter_past_its_last_day_is_told_as_over() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    letter(&mut laptop, &office, "issued");
    laptop.sync(&office);
    office.clock.forward(300 * 24 * HOUR);
    let page = office.get(&format!("/v/{}", short_id(&hex(&CTI)))).text();
    assert!(page.contains("Masa berlaku sudah lewat"), "{page}");
}

#[test]
fn unknown_short_ids_are_said_to_be_unknown_and_cannot_be_tried_out() {
    let office = TestOffice::new();
    for _ in 0..10 {
        let answer = office.get("/v/M6SC7-N75YR");
        assert_eq!(answer.status, 404);
        assert!(answer.text().contains("Belum tercatat"));
    }
    assert_eq!(office.get("/v/M6SC7-N75YR").status, 429);
    let sent_on = office.get("/v/find?id=%20m6sc7-n75yr%3Cscript%3E");
    assert_eq!(sent_on.header("location"), Some("/v/m6sc7n75yrscript"));
}

#[test]
fn every_answer_tells_browsers_to_be_careful() {
    let office = TestOffice::new();
    for path in [
        "/",
        "/v",
        "/V1",
        "/v/office",
        "/health",
        "/office/",
        "/static/kit.css",
        "/nowhere",
    ] {
        let answer = office.get(path);
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline"),
            "{policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    }
}

#[test]
fn health_says_that_all_is_well_and_nothing_about_anybody() {
    let office = TestOffice::new();
    let answer = office.get("/health");
    assert_eq!(
        (answer.status, answer.text()),
        (
            200,
            concat!(
                r#"{"ok":true,"version":"0.1.0","#,
                r#""backup_hours":null,"backup_old":true,"alarm":false}"#
            )
            .to_owned()
        )
    );
    let health = office.office().health().unwrap();
    assert_eq!(health.faults, Vec::<String>::new());
}

/// The page with its numbers in one piece: a line may end behind a slash.
fn whole(page: &str) -> String {
    page.replace("</span><wbr><span class=\"nowrap\">", "")
}
