//! A second factor: an app's six digits, codes on paper, an office that wants one of everybody.

use jemput_wire::office::{AccountPage, Act, OwnAccount, PaperCodes, Role, SecondOffer};
use serde_json::json;
use sha1_smol::Sha1;

use crate::{
    browser::{Browser, PASSWORD},
    clock::HOUR,
    office::TestOffice,
    roles::as_role,
};

/// What an authenticator app shows, computed from what the QR code says.
fn digits(offer: &SecondOffer, now_ms: i64) -> String {
    let text = offer.url.split("secret=").nth(1).expect("a secret");
    let text = text.split('&').next().expect("its end");
    let key = data_encoding::BASE32_NOPAD
        .decode(text.as_bytes())
        .expect("base32");
    let block =
        |fill: u8| -> Vec<u8> { (0..64).map(|at| key.get(at).unwrap_or(&0) ^ fill).collect() };
    let step = (now_ms / 30_000).to_be_bytes();
    let inner = Sha1::from([block(0x36).as_slice(), &step].concat())
        .digest()
        .bytes();
    let hash = Sha1::from([block(0x5c).as_slice(), &inner].concat())
        .digest()
        .bytes();
    let at = usize::from(hash[19] & 15);
    let four = [hash[at], hash[at + 1], hash[at + 2], hash[at + 3]];
    let number = u32::from_be_bytes(four) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

fn begin(office: &TestOffice, browser: &mut Browser) -> (SecondOffer, PaperCodes) {
    let offer: SecondOffer = browser.post(office, "own/second/begin", "").json();
    assert!(offer.qr.len() > 20 && offer.qr.iter().all(|row| row.len() == offer.qr.len()));
    let wrong = browser.post(
        office,
        "own/second/confirm",
        &json!({ "code": "000000x" }).to_string(),
    );
    assert_eq!(wrong.code(), "second-wrong");
    let code = json!({ "code": digits(&offer, office.now()) }).to_string();
    let answer = browser.post(office, "own/second/confirm", &code);
    assert_eq!(answer.status, 200, "{}", answer.text());
    (offer, answer.json())
}

fn sign_in(office: &TestOffice, name: &str, second: &str) -> (Browser, u16, String) {
    let mut browser = Browser::open(office);
    let wish = json!({ "name": name, "password": PASSWORD, "second": second }).to_string();
    let answer = browser.post(office, "sign-in", &wish);
    let code = if answer.status == 200 {
        String::new()
    } else {
        answer.code()
    };
    (browser, answer.status, code)
}

#[test]
fn a_second_factor_is_asked_for_once_it_is_confirmed_and_each_code_is_good_once() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let (offer, paper) = begin(&office, &mut browser);
    assert_eq!(paper.codes.len(), 10);
    assert_eq!(sign_in(&office, "rini", "").2, "second-wanted");
    let used = digits(&offer, office.now());
    assert_eq!(
        sign_in(&office, "rini", &used).2,
        "second-wrong",
        "the code that confirmed it was used"
    );
    office.clock.forward(HOUR);
    let code = digits(&offer, office.now());
    assert_eq!(sign_in(&office, "rini", &code).1, 200);
    assert_eq!(sign_in(&office, "rini", &code).2, "second-wrong");
    assert_eq!(sign_in(&office, "rini", &paper.codes[3]).1, 200);
    assert_eq!(sign_in(&office, "rini", &paper.codes[3]).2, "second-wrong");
    let own: OwnAccount = browser.get(&office, "own").json();
    assert_eq!((own.second, own.paper_left), (true, 9));
}

#[test]
fn wrong_second_factors_close_the_account_as_wrong_passphrases_do() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let (_, paper) = begin(&office, &mut browser);
    for _ in 0..5 {
        assert_eq!(sign_in(&office, "rini", "000000").2, "second-wrong");
    }
    assert_eq!(
        sign_in(&office, "rini", &paper.codes[0]).2,
        "sign-in-locked"
    );
    office.clock.forward(HOUR);
    assert_eq!(sign_in(&office, "rini", &paper.codes[0]).1, 200);
}

#[test]
fn a_second_factor_ends_with_the_passphrase_or_by_an_admin_with_a_reason() {
    let office = TestOffice::new();
    let mut admin = Browser::set_up(&office);
    let mut bagas = as_role(&office, Role::Operator);
    begin(&office, &mut bagas);
    let wrong = json!({ "password": "bukan kata sandinya" }).to_string();
    assert_eq!(
        bagas.post(&office, "own/second/end", &wrong).code(),
        "passphrase-wrong"
    );
    let page: AccountPage = admin.get(&office, "accounts").json();
    let row = page.rows.iter().find(|row| row.name == "operator").unwrap();
    assert!(row.second);
    let wish = |reason: &str| json!({ "id": row.id, "reason": reason }).to_string();
    assert_eq!(
        admin.post(&office, "accounts/second", &wish("")).code(),
        "account-reason"
    );
    assert_eq!(
        admin
            .post(&office, "accounts/second", &wish("ponselnya hilang"))
            .status,
        200
    );
    assert_eq!(sign_in(&office, "operator", "").1, 200);
    begin(&office, &mut bagas);
    let right = json!({ "password": PASSWORD }).to_string();
    assert_eq!(bagas.post(&office, "own/second/end", &right).status, 200);
    assert_eq!(sign_in(&office, "operator", "").1, 200);
}

#[test]
fn where_the_office_wants_one_nothing_else_can_be_done_before_it_is_there() {
    let office = TestOffice::new();
    let mut admin = Browser::set_up(&office);
    begin(&office, &mut admin);
    let on = json!({ "on": true }).to_string();
    assert_eq!(
        admin.post(&office, "accounts/second-required", &on).status,
        200
    );
    let mut bagas = as_role(&office, Role::Operator);
    let view = bagas.session(&office);
    assert!(view.second_wanted && !view.may(Act::SeeResidents) && view.may(Act::KeepOwnAccount));
    assert_eq!(bagas.get(&office, "residents").code(), "not-allowed");
    begin(&office, &mut bagas);
    assert_eq!(bagas.get(&office, "residents").status, 200);
    assert!(!bagas.session(&office).second_wanted);
}

#[test]
fn a_passphrase_is_changed_by_whoever_knows_it_and_ends_all_sessions() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let other = Browser::signed_in(&office, "rini", PASSWORD);
    let wish = |old: &str, new: &str| json!({ "old": old, "new": new }).to_string();
    let mut change = |old, new| browser.post(&office, "own/passphrase", &wish(old, new));
    assert_eq!(
        change("bukan kata sandinya", "ayam jago di pagar").code(),
        "passphrase-wrong"
    );
    assert_eq!(
        change(PASSWORD, "rini2026rini").code(),
        "passphrase-like-name"
    );
    assert_eq!(change(PASSWORD, "ayam jago di pagar").status, 200);
    assert_eq!(other.get(&office, "residents").status, 401);
    assert_eq!(sign_in(&office, "rini", "").2, "sign-in-wrong");
    Browser::signed_in(&office, "rini", "ayam jago di pagar");
}
