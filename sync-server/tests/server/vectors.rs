//! Test vectors of signed requests for other implementations, and one that agrees: `vectors/laptop.py`, written against
//! `docs/signed-requests.md` alone.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use data_encoding::HEXLOWER;
use ed25519_dalek::{Signer as _, SigningKey};
use jemput_wire::signed::{self, Proof};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{laptop::Laptop, office::TestOffice};

const SERVER: &str = "5f1c2b4e-0d3a-4e57-9a65-3f6f5d1d8a10";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/server/vectors")
}

fn case(name: &str, nonce: u8, (method, path, body): (&str, &str, &str), answer: &str) -> Value {
    let (laptop, office) = (
        SigningKey::from_bytes(&[7; 32]),
        SigningKey::from_bytes(&[9; 32]),
    );
    let (time, nonce) = (1_795_600_000_123 + i64::from(nonce), [nonce; 16]);
    let digest = |of: &str| HEXLOWER.encode(&Sha256::digest(of));
    let nonce_text = HEXLOWER.encode(&nonce);
    let text = signed::text(method, path, &digest(body), SERVER, time, &nonce_text);
    let proof = Proof {
        device: device().into_bytes(),
        time_ms: time,
        nonce,
        signature: laptop.sign(text.as_bytes()).to_bytes(),
    };
    let answer_text = signed::answer_text(&nonce_text, &digest(answer));
    let signature = office.sign(answer_text.as_bytes()).to_bytes();
    json!({
        "name": name, "method": method, "path": path, "body": body, "time": time, "nonce": nonce_text, "text": text,
        "proof": proof.write(), "answer": answer, "answer_text": answer_text,
        "answer_signature": signed::write_signature(&signature),
    })
}

fn device() -> Uuid {
    Uuid::from_bytes([0x5a; 16])
}

fn vectors() -> String {
    let sha256 = HEXLOWER.encode(&Sha256::digest("foto"));
    let all = json!({
        "about": "Signed requests and answers of an invented laptop. Keys are of tests only.",
        "server_id": SERVER,
        "device": device(),
        "device_seed": HEXLOWER.encode(&[7; 32]),
        "device_public_key": HEXLOWER.encode(SigningKey::from_bytes(&[7; 32]).verifying_key().as_bytes()),
        "office_public_key": HEXLOWER.encode(SigningKey::from_bytes(&[9; 32]).verifying_key().as_bytes()),
        "cases": [
            case("a body", 1, ("POST", "/usb-key", r#"{"usb_key":"age1…"}"#), r#"{"usb_key":""}"#),
            case("no body, and a query", 2, ("GET", &format!("/blob/{sha256}?offset=65536&length=9"), ""), "potongan"),
            case("headers signed in the body's place", 3, ("HEAD", &format!("/blob/{sha256}"), ""), &signed::upload_text(65536, 70000)),
            case("a refusal", 4, ("POST", "/sync", ""), r#"{"code":"clock-behind","args":{"server_ms":"1795600000123"}}"#),
        ],
    });
    serde_json::to_string_pretty(&all).expect("made by the test itself") + "\n"
}

/// Other programs depend on these lines. `JEMPUT_WRITE_VECTORS=1` writes the file anew.
#[test]
fn the_vectors_of_signed_requests_have_not_changed() {
    let path = folder().join("requests.json");
    if std::env::var_os("JEMPUT_WRITE_VECTORS").is_some() {
        fs::write(&path, vectors()).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), vectors());
}

fn laptop_py(arguments: &[&str]) -> String {
    let output = Command::new("python3")
        .arg(folder().join("laptop.py"))
        .args(arguments)
        .output()
        .expect("python3 with its package cryptography");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn a_program_that_was_written_from_the_page_signs_alike_asks_the_office_and_knows_its_answer() {
    let vectors = folder().join("requests.json");
    assert_eq!(
        laptop_py(&[&vectors.display().to_string()]),
        "4 cases agree\n"
    );

    let office = TestOffice::new();
    let laptop = Laptop::join(&office, "Laptop 01", 7);
    let told = laptop_py(&[
        &format!("http://{}", office.running().address),
        &laptop.membership.server_id,
        &laptop.membership.device.to_string(),
        &HEXLOWER.encode(&[7; 32]),
        &laptop.membership.office_public_key,
        &office.now().to_string(),
        &format!("/blob/{}", "0".repeat(64)),
    ]);
    let codes: Vec<&str> = told
        .lines()
        .filter_map(|line| line.split('"').nth(3))
        .collect();
    assert_eq!(codes, ["blob-unknown", "request-repeated"], "{told}");
}
