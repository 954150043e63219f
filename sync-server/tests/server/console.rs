//! `/office/api`.

use jemput_wire::office::{
    CodeView, DevicePage, LetterPage, MatterPage, Phase, ResidentDetail, ResidentPage,
};
use serde_json::json;

use crate::{
    browser::{Browser, PASSWORD},
    clock::HOUR,
    laptop::{Laptop, enrol},
    office::{TestOffice, VILLAGE},
};

fn sign_in(password: &str) -> String {
    json!({ "name": "rini", "password": password }).to_string()
}

#[test]
fn the_set_up_code_makes_the_first_account_once() {
    let mut office = TestOffice::new();
    let mut browser = Browser::open(&office);
    assert_eq!(browser.session(&office).phase, Phase::NeedsSetup);
    let wrong = json!({ "code": "ABCDE-FGHJK", "name": "Rini", "password": PASSWORD }).to_string();
    assert_eq!(
        browser.post(&office, "setup", &wrong).code(),
        "setup-code-wrong"
    );
    let code = office.running().setup_code.clone().unwrap();
    let short = json!({ "code": code, "name": "Rini", "password": "pendek" }).to_string();
    assert_eq!(
        browser.post(&office, "setup", &short).code(),
        "passphrase-short"
    );
    let mut browser = Browser::set_up(&office);
    let view = browser.session(&office);
    assert_eq!(
        (view.phase, view.account.as_deref()),
        (Phase::SignedIn, Some("Rini"))
    );
    let again = json!({ "code": code, "name": "Maling", "password": PASSWORD }).to_string();
    assert_eq!(
        Browser::open(&office).post(&office, "setup", &again).status,
        403
    );
    office.restart();
    assert_eq!(office.running().setup_code, None);
}

#[test]
fn signing_in_needs_the_passphrase_and_signing_out_ends_the_session() {
    let office = TestOffice::new();
    Browser::set_up(&office);
    let mut browser = Browser::open(&office);
    assert_eq!(browser.session(&office).phase, Phase::SignedOut);
    assert_eq!(browser.get(&office, "residents").status, 401);
    let before = browser.cookie.clone();
    assert_eq!(
        browser
            .post(&office, "sign-in", &sign_in("bukan kata sandinya"))
            .code(),
        "sign-in-wrong"
    );
    assert_eq!(
        browser.post(&office, "sign-in", &sign_in(PASSWORD)).status,
        200
    );
    assert_ne!(browser.cookie, before, "a new cookie for a new session");
    assert_eq!(browser.get(&office, "residents").status, 200);
    let kept = Browser {
        cookie: browser.cookie.clone(),
        csrf: browser.csrf.clone(),
    };
    assert_eq!(browser.post(&office, "sign-out", "").status, 200);
    assert_eq!(kept.get(&office, "residents").status, 401);
}

#[test]
fn five_wrong_passphrases_close_the_account_for_a_while() {
    let office = TestOffice::new();
    Browser::set_up(&office);
    let mut browser = Browser::open(&office);
    for _ in 0..5 {
        assert_eq!(
            browser
                .post(&office, "sign-in", &sign_in("bukan kata sandinya"))
                .status,
            401
        );
    }
    let answer = browser.post(&office, "sign-in", &sign_in(PASSWORD));
    assert_eq!(
        (answer.status, answer.code()),
        (429, "sign-in-locked".to_owned())
    );
    office.clock.forward(HOUR);
    assert_eq!(
        browser.post(&office, "sign-in", &sign_in(PASSWORD)).status,
        200
    );
}

#[test]
fn nothing_is_changed_without_the_pages_own_token() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let wish = json!({ "villages": [VILLAGE], "device_name": "Laptop 03" }).to_string();
    let csrf = std::mem::take(&mut browser.csrf);
    let answer = browser.post(&office, "devices/code", &wish);
    assert_eq!(
        (answer.status, answer.code()),
        (403, "page-stale".to_owned())
    );
    browser.csrf = csrf;
    let code: CodeView = browser.post(&office, "devices/code", &wish).json();
    assert_eq!(code.server_url, office.running().url());
    let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    assert_eq!(enrol(&office, &code.code, &key).status, 200);
    let unknown = json!({ "villages": ["33.02.04.2999"], "device_name": "" }).to_string();
    assert_eq!(
        browser.post(&office, "devices/code", &unknown).code(),
        "village-unknown"
    );
}

#[test]
fn a_sign_in_form_on_another_site_does_not_work() {
    let office = TestOffice::new();
    Browser::set_up(&office);
    let mut stranger = Browser::default();
    let answer = stranger.post(&office, "sign-in", &sign_in(PASSWORD));
    assert_eq!(
        (answer.status, answer.code()),
        (403, "page-stale".to_owned())
    );
}

#[test]
fn the_console_shows_laptops_residents_letters_history_and_rivals() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let mut one = Laptop::join(&office, "Laptop 01", 1);
    let mut two = Laptop::join(&office, "Laptop 02", 2);
    let fields = json!({
        "name": "Nur'aini Ba'asyir", "nik": "3302045203899001", "sex": 2, "birth_date": "1989-03-12", "rt": "003",
    });
    let id = one.create(&office, "resident", fields);
    one.create(&office, "resident", json!({ "name": "Sumarni" }));
    one.sync(&office);
    two.sync(&office);
    office.clock.forward(HOUR);
    one.edit(&office, id, "phone", json!("0811"));
    two.edit(&office, id, "phone", json!("0822"));
    one.sync(&office);
    two.sync(&office);

    let page: ResidentPage = browser.get(&office, "residents").json();
    assert_eq!((page.rows.len(), page.total), (2, 2));
    let found: ResidentPage = browser.get(&office, "residents?q=nuraini%20baasyir").json();
    assert_eq!(found.rows.len(), 1);
    assert_eq!(found.rows[0].nik_masked, "•••• •••• •••• 9001");
    assert!(found.rows[0].flags.contains(&"rival-values".to_owned()));

    let answer = browser.get(&office, &format!("residents/{id}"));
    assert!(
        !answer.text().contains("3302045203899001"),
        "the whole NIK stays in the office's database"
    );
    let detail: ResidentDetail = answer.json();
    assert_eq!(detail.rivals.len(), 1);
    let devices: Vec<&str> = detail.rivals[0]
        .values
        .iter()
        .map(|value| value.device.as_str())
        .collect();
    assert!(
        devices.contains(&"Laptop 01") && devices.contains(&"Laptop 02"),
        "{devices:?}"
    );
    assert_eq!(detail.history.len(), 3);
    assert_eq!(detail.history[2].device, "Laptop 01");
    assert_eq!(detail.history[2].who, "Rina Setyowati");
    assert_eq!(detail.history[2].when, "25-11-2026 08.00");

    let conflicts: MatterPage = browser.get(&office, "conflicts").json();
    assert_eq!(
        (conflicts.total, conflicts.rows[0].name.as_str()),
        (1, "Nur'aini Ba'asyir")
    );
    let letters: LetterPage = browser.get(&office, "letters?state=issued").json();
    assert_eq!(letters.total, 0);
    let devices: DevicePage = browser.get(&office, "devices").json();
    assert_eq!((devices.rows.len(), devices.villages.len()), (2, 2));
    assert!(devices.rows.iter().all(|row| row.today));
    let view = browser.session(&office);
    assert_eq!(
        (view.devices, view.devices_today, view.conflicts),
        (2, 2, 1)
    );
}

#[test]
fn unknown_residents_pages_and_queries_are_told_as_such() {
    let office = TestOffice::new();
    let browser = Browser::set_up(&office);
    assert_eq!(
        browser.get(&office, "residents/x").code(),
        "resident-unknown"
    );
    assert_eq!(
        browser
            .get(&office, &format!("residents/{}", uuid::Uuid::nil()))
            .status,
        404
    );
    assert_eq!(
        browser.get(&office, "residents?limit=viel").code(),
        "request-malformed"
    );
    assert_eq!(browser.get(&office, "nothing").code(), "not-found");
}
