//! Enrolment.

use ed25519_dalek::{SigningKey, VerifyingKey};
use jemput_seal::{DeviceCertificate, KeyList};
use jemput_wire::enrol::EnrolAnswer;

use crate::{
    clock::HOUR,
    laptop::{Laptop, enrol, hex},
    office::{TestOffice, VILLAGE},
};

#[test]
fn a_laptop_joins_with_its_code_and_gets_a_certificate_that_the_office_key_made() {
    let office = TestOffice::new();
    let key = SigningKey::from_bytes(&[7; 32]);
    let code = office.code("Laptop 02");
    let answer: EnrolAnswer = enrol(&office, &code.to_lowercase().replace('-', " "), &key).json();
    assert_eq!(
        (answer.device_name.as_str(), answer.device_mark.as_str()),
        ("Laptop 02", "P01")
    );
    assert_eq!(
        answer
            .villages
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        [VILLAGE]
    );
    assert_eq!(answer.office_name, "Kecamatan Mandala");
    assert_eq!(
        answer.check_host.as_deref(),
        Some(office.running().url().as_str())
    );
    let bytes = |text: &str| data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap();
    let keys: Vec<VerifyingKey> = answer
        .seal_keys
        .iter()
        .map(|text| VerifyingKey::from_bytes(&bytes(text).try_into().unwrap()).unwrap())
        .collect();
    let certificate = DeviceCertificate::open(&bytes(&answer.certificate), &keys).unwrap();
    assert_eq!(certificate.public_key, key.verifying_key().to_bytes());
    assert_eq!(certificate.device, answer.device.to_string());
    let list = KeyList::open(&bytes(&answer.key_list), &keys).unwrap();
    assert_eq!(list.entries.len(), 1);
    assert!(
        certificate.not_before * 1000 < office.now() && office.now() < certificate.not_after * 1000
    );
}

#[test]
fn asking_again_with_the_same_key_gives_the_same_laptop_and_another_key_is_refused() {
    let office = TestOffice::new();
    let code = office.code("");
    let key = SigningKey::from_bytes(&[7; 32]);
    let first: EnrolAnswer = enrol(&office, &code, &key).json();
    let again: EnrolAnswer = enrol(&office, &code, &key).json();
    assert_eq!(
        (first.device, first.officer, first.certificate),
        (again.device, again.officer, again.certificate)
    );
    let stranger = enrol(&office, &code, &SigningKey::from_bytes(&[8; 32]));
    assert_eq!(
        (stranger.status, stranger.code()),
        (403, "enrol-code-used".to_owned())
    );
    let twice = enrol(&office, &office.code(""), &key);
    assert_eq!(twice.code(), "enrol-key-known");
}

#[test]
fn ten_wrong_codes_close_the_door_also_for_the_right_one() {
    let office = TestOffice::new();
    let code = office.code("");
    let key = SigningKey::from_bytes(&[7; 32]);
    for _ in 0..10 {
        let answer = enrol(&office, "ABCDE-FGHJK", &key);
        assert_eq!(
            (answer.status, answer.code()),
            (403, "enrol-code-wrong".to_owned())
        );
    }
    let answer = enrol(&office, &code, &key);
    assert_eq!(
        (answer.status, answer.code()),
        (429, "too-many-tries".to_owned())
    );
    office.clock.forward(HOUR);
    assert_eq!(enrol(&office, &code, &key).status, 200);
}

#[test]
fn a_code_ends_after_a_week() {
    let office = TestOffice::new();
    let code = office.code("");
    office.clock.forward(8 * 24 * HOUR);
    let answer = enrol(&office, &code, &SigningKey::from_bytes(&[7; 32]));
    assert_eq!(answer.code(), "enrol-code-expired");
}

#[test]
fn a_weak_or_broken_key_is_refused() {
    let office = TestOffice::new();
    for key in [hex(&[0; 32]), "zz".to_owned()] {
        let body = format!(
            r#"{{"code":"{}","device_public_key":"{key}","device_name":"","officer_name":"x"}}"#,
            office.code("")
        );
        let answer = crate::http::ask(
            office.running().address,
            "POST",
            "/enrol",
            &[],
            body.as_bytes(),
        );
        assert_eq!(
            (answer.status, answer.code()),
            (400, "request-malformed".to_owned())
        );
    }
}

#[test]
fn after_joining_a_laptop_holds_villages_signers_services_numbers_and_keys() {
    let office = TestOffice::new();
    let laptop = Laptop::join(&office, "Laptop 02", 7);
    let count = |kind| laptop.store.count(kind).unwrap();
    assert_eq!(count("village"), 2);
    assert_eq!(count("signer"), 3);
    assert_eq!(count("service"), 1);
    assert_eq!(count("key_list"), 1);
    assert_eq!(count("device"), 1);
    let blocks = laptop.store.records("number_block").unwrap();
    assert_eq!(blocks.len(), 1);
    assert_eq!(blocks[0].fields()["from"], 1);
    assert_eq!(blocks[0].fields()["to"], 100);
}
