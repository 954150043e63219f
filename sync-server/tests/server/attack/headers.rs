//! Headers that keep browsers careful, on every kind of answer.

use crate::{
    browser::Browser,
    http::{Answer, ask},
    laptop::Laptop,
    office::TestOffice,
};

/// Everything that a browser is told.
fn is_careful(what: &str, answer: &Answer) {
    let header = |name: &str| {
        answer
            .header(name)
            .unwrap_or_else(|| panic!("{what}: no {name}"))
            .to_owned()
    };
    let policy = header("content-security-policy");
    for part in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ] {
        assert!(
            policy.split("; ").any(|one| one == part),
            "{what}: {policy}"
        );
    }
    for never in [
        "unsafe-inline",
        "'unsafe-eval'",
        "*",
        "http:",
        "https:",
        "blob:",
    ] {
        assert!(!policy.contains(never), "{what}: {policy}");
    }
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("x-frame-options"), "DENY", "{what}");
    assert_eq!(header("referrer-policy"), "no-referrer", "{what}");
    assert_eq!(
        header("cross-origin-opener-policy"),
        "same-origin",
        "{what}"
    );
    assert_eq!(
        header("cross-origin-resource-policy"),
        "same-origin",
        "{what}"
    );
    assert!(header("permissions-policy").contains("camera=()"), "{what}");
    for never in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert_eq!(answer.header(never), None, "{what}");
    }
}

#[test]
fn every_kind_of_answer_tells_browsers_to_be_careful() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    for path in [
        "/",
        "/v",
        "/V1",
        "/v1",
        "/v/office",
        "/v/keys",
        "/v/status/ab12",
        "/v/status/zz",
        "/v/find?id=x",
        "/v/M6SC7-N75YR",
        "/health",
        "/office",
        "/office/",
        "/office/x",
        "/static/kit.css",
        "/static/icons.svg",
        "/static/none",
        "/nowhere",
        "/sync",
        "/blob/aa",
        "/snapshot/aa",
        "/office/api/session",
        "/office/api/residents",
        "/office/api/nowhere",
    ] {
        is_careful(path, &office.get(path));
    }
    let signed_in = [
        "residents",
        "letters",
        "conflicts",
        "duplicates",
        "inbox",
        "devices",
        "officers",
        "numbers",
        "book",
        "backup",
    ];
    for path in signed_in {
        let answer = browser.get(&office, path);
        assert_eq!(answer.status, 200, "{path}");
        is_careful(path, &answer);
        // What was on the screen is in no cache.
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
    }
    let address = office.running().address;
    for (method, path, body) in [
        ("POST", "/enrol", &b"{"[..]),
        ("POST", "/sync", b""),
        ("POST", "/recovery/ask", b"[]"),
        ("PUT", "/blob/aa", b""),
        ("DELETE", "/office/api/residents", b""),
        ("TRACE", "/", b""),
        ("OPTIONS", "/office/api/residents", b""),
    ] {
        let answer = ask(
            address,
            method,
            path,
            &[("origin", "https://lain.example")],
            body,
        );
        assert!(answer.status >= 400, "{method} {path}: {}", answer.status);
        is_careful(path, &answer);
    }
    let answer = browser.post(&office, "sign-out", "");
    is_careful("sign-out", &answer);
}

#[test]
fn bytes_for_laptops_are_never_taken_for_a_page() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let sent = laptop.request(&office);
    let answer = sent.send(&office);
    assert_eq!(
        answer.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    // Also not what a stranger asks for without any signature.
    let answer = office.get("/snapshot/aa");
    assert_eq!(answer.header("content-type"), Some("application/json"));
}
