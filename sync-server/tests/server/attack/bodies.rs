//! Bodies that are too large, changed, or small only on the line.

use serde_json::json;

use super::rogue::Rogue;
use crate::{
    browser::Browser,
    http::ask,
    laptop::Laptop,
    office::{TestOffice, VILLAGE},
};

/// Ever so many zeroes in a few bytes.
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut packer = zstd::Encoder::new(Vec::new(), 3).expect("zstd");
    let piece = vec![b' '; 1024 * 1024];
    for _ in 0..megabytes {
        std::io::Write::write_all(&mut packer, &piece).expect("zstd");
    }
    packer.finish().expect("zstd")
}

#[test]
fn a_body_that_unpacks_to_a_gigabyte_is_refused_in_every_form() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let packed = bomb(1024);
    assert!(packed.len() < 256 * 1024);
    let length = u32::try_from(packed.len()).unwrap().to_le_bytes();
    let framed = |first: u8| [&[first][..], &length, &packed].concat();
    for body in [packed.clone(), framed(1), framed(2), framed(3)] {
        let sent = laptop.sign(body, office.now());
        let answer = sent.send(&office);
        assert_eq!(
            (answer.status, answer.code()),
            (400, "request-malformed".to_owned())
        );
    }
    laptop.sync(&office);
}

#[test]
fn a_body_that_wants_a_window_of_a_hundred_megabytes_is_refused() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let json = laptop.request(&office);
    let json = zstd::decode_all(json.body.as_slice()).unwrap();
    let with_window = |log: u32| {
        let mut packer = zstd::Encoder::new(Vec::new(), 3).unwrap();
        packer.window_log(log).unwrap();
        std::io::Write::write_all(&mut packer, &json).unwrap();
        packer.finish().unwrap()
    };
    let sent = laptop.sign(with_window(27), office.now());
    assert_eq!(sent.send(&office).code(), "request-malformed");
    let sent = laptop.sign(with_window(20), office.now());
    assert_eq!(sent.send(&office).status, 200);
}

#[test]
fn every_address_has_its_limit_and_says_so_before_it_reads_on() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let megabytes = |count: usize| vec![b'x'; count * 1024 * 1024];
    let address = office.running().address;
    for path in ["/enrol", "/recovery/ask", "/office/api/sign-in", "/nowhere"] {
        let answer = ask(
            address,
            "POST",
            path,
            &[("cookie", &browser.cookie)],
            &megabytes(1),
        );
        assert!(
            matches!(answer.status, 403 | 404 | 405 | 413),
            "{path}: {}",
            answer.status
        );
    }
    for path in ["/usb-key", "/recovery"] {
        let sent = laptop.sign_for("POST", path, megabytes(1), office.now());
        assert_eq!(sent.send(&office).status, 413, "{path}");
    }
    let sent = laptop.sign(megabytes(3), office.now());
    assert_eq!(sent.send(&office).status, 413);
    for path in [
        "officers",
        "numbers/format",
        "devices/code",
        "duplicates/merge",
    ] {
        let text = json!({ "name": "x".repeat(1024 * 1024) }).to_string();
        let answer = browser.post(&office, path, &text);
        assert_eq!(answer.status, 413, "{path}");
    }
    // Not one of them has closed the door for others.
    laptop.sync(&office);
    assert_eq!(browser.get(&office, "residents").status, 200);
}

#[test]
fn a_head_without_an_end_or_with_a_thousand_lines_is_refused() {
    let office = TestOffice::new();
    let many: Vec<(String, String)> = (0..1000)
        .map(|n| (format!("x-{n}"), "y".repeat(10)))
        .collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let address = office.running().address;
    assert_eq!(ask(address, "GET", "/", &many, b"").status, 431);
    let long = "y".repeat(300_000);
    assert_eq!(ask(address, "GET", "/", &[("x", &long)], b"").status, 431);
    let path = format!("/v/{}", "a".repeat(70_000));
    assert!(matches!(office.get(&path).status, 414 | 431));
    assert_eq!(office.get("/health").status, 200);
}

#[test]
fn a_request_with_one_bit_changed_anywhere_in_its_body_is_refused() {
    let office = TestOffice::new();
    let mut rogue = Rogue::join(&office, VILLAGE, 70);
    rogue.laptop.sync(&office);
    rogue
        .laptop
        .create(&office, "resident", json!({ "name": "Sumarni" }));
    let sent = rogue.laptop.request(&office);
    let changes = office.office().health().unwrap().changes;
    for at in (0..sent.body.len()).step_by(7) {
        let mut changed = rogue.laptop.sign(sent.body.clone(), office.now());
        changed.body[at] ^= 1 << (at % 8);
        assert_eq!(changed.send(&office).code(), "signature-wrong", "byte {at}");
    }
    assert_eq!(office.office().health().unwrap().changes, changes);
    assert_eq!(sent.send(&office).status, 200);
}
