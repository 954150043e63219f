//! Somebody on the internet, with nothing in hand.

use serde_json::json;

use crate::{
    browser::{Browser, PASSWORD},
    http::ask,
    laptop::{Laptop, hex},
    office::TestOffice,
};

const LISTS: &[&str] = &[
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
const ACTS: &[&str] = &[
    "residents/delete",
    "duplicates/merge",
    "duplicates/distinct",
    "inbox/decide",
    "conflicts/decide",
    "conflicts/undo",
    "conflicts/settle",
    "conflicts/looked",
    "conflicts/approval",
    "devices/code",
    "devices/revoke",
    "devices/recovery",
    "devices/recovery/send",
    "numbers/next",
    "numbers/elsewhere",
    "numbers/withdraw",
    "numbers/format",
    "officers",
    "officers/new",
    "backup",
    "bundles",
];

#[test]
fn without_a_session_nothing_is_shown_and_nothing_is_done() {
    let office = TestOffice::new();
    Browser::set_up(&office);
    let mut visitor = Browser::open(&office);
    let known = format!("jemput_office={}", "ab".repeat(32));
    for cookie in [
        "",
        "jemput_office=",
        "jemput_office=zz",
        &known,
        &visitor.cookie.clone(),
    ] {
        for path in LISTS {
            let path = format!("/office/api/{path}");
            let answer = ask(
                office.running().address,
                "GET",
                &path,
                &[("cookie", cookie)],
                b"",
            );
            assert_eq!(answer.status, 401, "{path} with {cookie}");
        }
    }
    for path in ACTS {
        let answer = visitor.post(&office, path, "{}");
        assert!(
            matches!(answer.status, 401 | 403),
            "{path}: {}",
            answer.status
        );
    }
}

#[test]
fn a_session_of_yesterday_and_one_that_was_signed_out_open_nothing() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let kept = Browser {
        cookie: browser.cookie.clone(),
        csrf: browser.csrf.clone(),
    };
    browser.post(&office, "sign-out", "");
    for path in LISTS {
        assert_eq!(kept.get(&office, path).status, 401, "{path}");
    }
}

#[test]
fn a_known_and_an_unknown_record_look_alike_to_whoever_is_not_signed_in() {
    let office = TestOffice::new();
    Browser::set_up(&office);
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let id = laptop.create(
        &office,
        "resident",
        json!({ "name": "Sri Waluyo", "nik": "3302045203899001" }),
    );
    laptop.sync(&office);
    let told = |path: &str| {
        let answer = office.get(path);
        (answer.status, answer.body, answer.headers.len())
    };
    let nobody = uuid::Uuid::new_v4();
    for base in ["residents", "conflicts", "bundles"] {
        assert_eq!(
            told(&format!("/office/api/{base}/{id}")),
            told(&format!("/office/api/{base}/{nobody}")),
            "{base}"
        );
    }
    for query in [
        "residents?q=3302045203899001",
        "residents?q=3302045203899002",
    ] {
        assert_eq!(told(&format!("/office/api/{query}")).0, 401);
    }
    // A NIK leads nowhere on the public pages either.
    for path in ["/v/3302045203899001", "/v/find?id=3302045203899001"] {
        let text = String::from_utf8_lossy(&told(path).1).into_owned();
        assert!(!text.contains("Waluyo"), "{path}");
    }
}

#[test]
fn letters_cannot_be_counted_through_by_their_prefixes() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let cti = [0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x07, 0x18];
    let fields = json!({
        "number": "400.8/001/KJ/XI/2026", "serial": "001", "series": "domisili", "year": 2026, "title": "Surat",
        "cti": hex(&cti), "state": "issued", "issued_on": "2026-11-25", "printed_at": office.now(),
        "snapshot": { "resident": { "name": "Sri Waluyo", "nik": "3302045203899001" } },
    });
    laptop.create(&office, "letter", fields);
    laptop.sync(&office);
    let prefix = hex(&jemput_seal::status_prefix(&cti));
    let (known, empty) = (
        office.get(&format!("/v/status/{prefix}")),
        office.get("/v/status/0000"),
    );
    // Whoever goes through all 65,536 of them learns random ids and states: no number, no name, no day of birth.
    assert_eq!((known.status, empty.status), (200, 200));
    let text = String::from_utf8_lossy(&known.body).into_owned();
    for secret in ["Waluyo", "Sri", "3302045203899001", "400.8", "domisili"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn an_invented_address_of_a_proxy_gives_no_new_tries() {
    let office = TestOffice::new();
    let mut last = 0;
    for n in 0..12 {
        let from = format!("10.0.0.{n}");
        let answer = ask(
            office.running().address,
            "GET",
            "/v/M6SC7-N75YR",
            &[
                ("x-forwarded-for", &from),
                ("x-real-ip", &from),
                ("forwarded", &format!("for={from}")),
            ],
            b"",
        );
        last = answer.status;
    }
    assert_eq!(last, 429);
}

#[test]
fn words_that_mean_something_to_a_database_mean_nothing_here() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    laptop.create(&office, "resident", json!({ "name": "Sri Waluyo" }));
    laptop.sync(&office);
    for words in [
        "%27%20OR%201=1--",
        "%22%20OR%20%22%22=%22",
        "*",
        "name:*",
        "NEAR(a%20b)",
        "%00",
        "%25",
        "_",
        "a%22%22%22",
        "AND%20OR%20NOT",
        "%5e",
        "-",
        "(",
        "%F0%9F%92%A9",
        "%ff%fe",
    ] {
        for list in ["residents", "letters", "duplicates", "inbox", "conflicts"] {
            let answer = browser.get(
                &office,
                &format!("{list}?q={words}&state={words}&kind={words}"),
            );
            assert!(
                matches!(answer.status, 200 | 400),
                "{list}?q={words}: {}",
                answer.status
            );
            assert!(
                !answer.text().contains("Waluyo") || list != "residents",
                "{words}"
            );
        }
        let answer = office.get(&format!("/v/{words}"));
        assert!(answer.status != 500, "{words}");
        office.clock.forward(crate::clock::HOUR);
        let wish =
            json!({ "name": format!("' OR 1=1 -- {words}"), "password": PASSWORD }).to_string();
        browser.post(&office, "sign-out", "");
        let mut other = Browser::open(&office);
        assert_eq!(other.post(&office, "sign-in", &wish).status, 401);
        let back = json!({ "name": "rini", "password": PASSWORD }).to_string();
        assert_eq!(browser.post(&office, "sign-in", &back).status, 200);
    }
}
