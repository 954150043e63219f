//! Test vectors for other implementations, and one that agrees: `vectors/verify.py`, written against the format alone.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use data_encoding::HEXLOWER;
use jemput_seal::{KeyEntry, KeyList, Malformed, SealClaims, SigningKey, Verdict, seal, verify};
use serde_json::{Value, json};

use crate::common::{ISSUED, claims, device_key, entry, keys, kid, office_key};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seal/vectors")
}

/// The lists that the cases are held against, by name.
fn lists() -> Vec<(&'static str, KeyList)> {
    let of = |entries| KeyList { entries, ..keys() };
    let changed = |change: fn(&mut KeyEntry)| {
        let mut changed = entry();
        change(&mut changed);
        of(vec![changed])
    };
    let twin = KeyEntry {
        public_key: SigningKey::from_bytes(&[8; 32]).verifying_key().to_bytes(),
        ..entry()
    };
    vec![
        ("usual", keys()),
        ("empty", of(Vec::new())),
        (
            "revoked before",
            changed(|key| key.revoked_at = Some(ISSUED)),
        ),
        (
            "revoked after",
            changed(|key| key.revoked_at = Some(ISSUED + 1)),
        ),
        (
            "not yet in force",
            changed(|key| key.not_before = ISSUED + 1),
        ),
        ("out of force", changed(|key| key.not_after = ISSUED - 1)),
        ("two keys of one name", of(vec![twin, entry()])),
    ]
}

/// Name, list and text of each case.
fn cases() -> Vec<(&'static str, &'static str, String)> {
    let text = |claims: &SealClaims, key: &SigningKey| {
        seal(claims, key, &kid())
            .and_then(|token| token.to_qr_text(Some("periksa.mandalasari.example")))
            .expect("made by the test itself")
    };
    let usual = text(&claims(), &device_key());
    let poor = SealClaims {
        nik_tail: None,
        expires_at: None,
        ..claims()
    };
    let long = SealClaims {
        name: "Raden Mas Muhammad Prawirokusumo Wiryodiningrat Sastroamidjojo".into(),
        signer: "Prof. Dr. H. Muhammad Prawirokusumo Wiryodiningrat, S.H., M.Si.".into(),
        ..claims()
    };
    let for_the_app = seal(&claims(), &device_key(), &kid())
        .expect("made by the test itself")
        .to_qr_text(None)
        .expect("made by the test itself");
    let mut changed = usual.clone().into_bytes();
    let at = changed.len() - 100;
    changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8(changed).expect("made by the test itself");
    vec![
        ("an ordinary letter", "usual", usual.clone()),
        ("the same for the app only", "usual", for_the_app),
        ("typed in lower case on two lines", "usual", {
            let (front, back) = usual.split_at(90);
            format!(" {}\r\n{}", front.to_lowercase(), back)
        }),
        ("without NIK and end", "usual", text(&poor, &device_key())),
        (
            "long names are shortened",
            "usual",
            text(&long, &device_key()),
        ),
        (
            "two keys of one name",
            "two keys of one name",
            usual.clone(),
        ),
        ("key not in the list", "empty", usual.clone()),
        (
            "key revoked before the letter",
            "revoked before",
            usual.clone(),
        ),
        (
            "key revoked after the letter",
            "revoked after",
            usual.clone(),
        ),
        ("before the key's window", "not yet in force", usual.clone()),
        ("after the key's window", "out of force", usual.clone()),
        ("one letter changed", "usual", changed),
        (
            "another key under the same name",
            "usual",
            text(&claims(), &SigningKey::from_bytes(&[8; 32])),
        ),
        ("cut", "usual", usual[..usual.len() - 8].to_owned()),
        ("damaged", "usual", format!("{usual}1")),
        ("a later version", "usual", usual.replace("/V1#", "/V2#")),
        ("some other code", "usual", "https://example.org/".into()),
    ]
}

/// The verdict in words that any language has.
fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Genuine(_) => "genuine",
        Verdict::UnknownKey { .. } => "unknown-key",
        Verdict::KeyOutsideWindow { .. } => "outside-window",
        Verdict::KeyRevoked { .. } => "key-revoked",
        Verdict::Forged => "forged",
        Verdict::Malformed(Malformed::NewerFormat) => "newer-format",
        Verdict::Malformed(Malformed::NotASeal) => "not-a-seal",
        Verdict::Malformed(_) => "damaged",
    }
}

fn case(name: &str, list: &str, text: &str) -> Value {
    let lists = lists();
    let (_, keys) = lists
        .iter()
        .find(|(called, _)| *called == list)
        .expect("made by the test itself");
    let verdict = verify(text, keys);
    let mut case = json!({"name": name, "list": list, "text": text, "verdict": word(&verdict)});
    if let Verdict::Genuine(sealed) = &verdict {
        let said = &sealed.claims;
        case["claims"] = json!({
            "office": said.office,
            "issued_at": said.issued_at,
            "expires_at": said.expires_at,
            "cti": HEXLOWER.encode(&said.cti),
            "short_id": jemput_seal::short_id(&said.cti),
            "number": said.number,
            "type_code": said.type_code,
            "name": said.name,
            "nik_tail": said.nik_tail,
            "signer": said.signer,
            "post": said.post,
            "digest": HEXLOWER.encode(&said.digest),
        });
    }
    case
}

fn vectors() -> String {
    let lists: serde_json::Map<String, Value> = lists()
        .into_iter()
        .map(|(name, list)| {
            let signed = list.sign(&office_key()).expect("made by the test itself");
            (name.to_owned(), HEXLOWER.encode(&signed).into())
        })
        .collect();
    let cases: Vec<Value> = cases()
        .iter()
        .map(|(name, list, text)| case(name, list, text))
        .collect();
    let all = json!({
        "about": "Seals of invented letters with what a checker must answer. Keys are of tests only.",
        "office_public_key": HEXLOWER.encode(&office_key().verifying_key().to_bytes()),
        "key_lists": lists,
        "cases": cases,
    });
    serde_json::to_string_pretty(&all).expect("made by the test itself") + "\n"
}

/// Letters on paper depend on these bytes. `JEMPUT_WRITE_VECTORS=1` writes the file anew.
#[test]
fn the_vectors_have_not_changed() {
    let path = folder().join("seals.json");
    if std::env::var_os("JEMPUT_WRITE_VECTORS").is_some() {
        fs::write(&path, vectors()).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), vectors());
}

#[test]
fn every_answer_has_a_vector() {
    let seen: std::collections::BTreeSet<_> = cases()
        .iter()
        .map(|(name, list, text)| case(name, list, text)["verdict"].to_string())
        .collect();
    assert_eq!(seen.len(), 8, "{seen:?}");
}

/// Debian's Python with `python3-cbor2` and `python3-cryptography`; `cargo xtask setup` installs them.
#[test]
fn an_independent_verifier_agrees() {
    let checked = Command::new("/usr/bin/python3")
        .arg(folder().join("verify.py"))
        .arg(folder().join("seals.json"))
        .output()
        .expect("Debian's Python is there after `cargo xtask setup`");
    let said = String::from_utf8_lossy(&checked.stdout);
    assert!(
        checked.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&checked.stderr)
    );
    assert!(said.contains(&format!("{} seals", cases().len())), "{said}");
}
