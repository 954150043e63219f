//! Laptops that are lost, and found again.

use ed25519_dalek::{Signature, VerifyingKey};
use jemput_seal::{KeyList, Verdict, verify};
use jemput_wire::{
    lost::{LostAnswer, LostNotice},
    office::{DevicePage, Role},
};
use serde_json::json;

use crate::{
    browser::{Browser, PASSWORD},
    check_page::{office_keys, sealed},
    clock::HOUR,
    http::{Answer, ask},
    laptop::Laptop,
    office::TestOffice,
    roles::as_role,
};

const WHY: &str = "tertinggal di bus malam";

fn question(office: &TestOffice, body: &serde_json::Value) -> Answer {
    let headers = [("content-type", "application/json")];
    let body = body.to_string();
    let address = office.running().address;
    ask(address, "POST", "/lost", &headers, body.as_bytes())
}

fn notice(office: &TestOffice, laptop: &Laptop) -> Option<LostNotice> {
    let answer = question(office, &json!({ "device": laptop.membership.device }));
    answer.json::<LostAnswer>().notice
}

fn mark(
    office: &TestOffice,
    browser: &mut Browser,
    laptop: &Laptop,
    path: &str,
    why: &str,
) -> Answer {
    let wish = json!({ "id": laptop.membership.device, "last_day": "", "reason": why });
    browser.post(office, path, &wish.to_string())
}

#[test]
fn a_lost_laptop_gets_a_notice_that_the_office_signed_for_it_alone_and_is_not_served() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let mut lost = Laptop::join(&office, "Laptop 01", 1);
    let mut other = Laptop::join(&office, "Laptop 02", 2);
    let seal = sealed(&lost, &office);
    let judge = || {
        let list = KeyList::open(&office.get("/v/keys").body, &office_keys(&office));
        verify(&seal, &list.expect("the office's list"))
    };
    assert_eq!(
        mark(&office, &mut browser, &lost, "devices/lost", " ").code(),
        "lost-reason"
    );
    let page: DevicePage = mark(&office, &mut browser, &lost, "devices/lost", WHY).json();
    let row = page.rows[0].lost.as_ref().expect("the first in the list");
    assert_eq!((row.reason.as_str(), row.fetched.as_str()), (WHY, ""));

    let told = notice(&office, &lost).expect("a notice");
    assert_eq!(told.device, lost.membership.device);
    let key = data_encoding::HEXLOWER
        .decode(lost.membership.office_public_key.as_bytes())
        .unwrap();
    let key = VerifyingKey::from_bytes(&key.try_into().unwrap()).unwrap();
    let signature = data_encoding::HEXLOWER.decode(told.signature.as_bytes());
    let signature = Signature::from_slice(&signature.unwrap()).unwrap();
    assert!(
        key.verify_strict(told.text().as_bytes(), &signature)
            .is_ok()
    );
    let bent = LostNotice {
        device: other.membership.device,
        ..told.clone()
    };
    assert!(
        key.verify_strict(bent.text().as_bytes(), &signature)
            .is_err()
    );

    // By no way, and its seals do not count from now on.
    office.clock.forward(1000);
    let answer = lost.request(&office).send(&office);
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (403, "device-lost")
    );
    assert!(matches!(
        judge(),
        Verdict::KeyRevoked { .. } | Verdict::Genuine(_)
    ));
    let done = json!({ "device": lost.membership.device, "done": told.at });
    question(&office, &done);
    let page: DevicePage = browser.get(&office, "devices").json();
    let row = page.rows[0].lost.as_ref().unwrap();
    assert!(!row.fetched.is_empty() && !row.done.is_empty());
    assert!(!row.seen.is_empty(), "somebody has it open");
    other.sync(&office);

    // Found: served and trusted again; what the office wrote down of it stays.
    let page: DevicePage = mark(
        &office,
        &mut browser,
        &lost,
        "devices/found",
        "diantar sopir",
    )
    .json();
    assert!(page.rows.iter().all(|row| row.lost.is_none()));
    assert_eq!(
        mark(&office, &mut browser, &lost, "devices/found", WHY).code(),
        "lost-not"
    );
    assert_eq!(notice(&office, &lost), None);
    assert!(matches!(judge(), Verdict::Genuine(_)));
    lost.sync(&office);

    // Lost once more: another notice.
    office.clock.forward(24 * HOUR);
    browser = Browser::signed_in(&office, "Rini", PASSWORD);
    mark(&office, &mut browser, &lost, "devices/lost", WHY);
    assert!(notice(&office, &lost).expect("a notice").at > told.at);
}

#[test]
fn who_asks_with_any_other_id_learns_nothing() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let laptop = Laptop::join(&office, "Laptop 01", 1);
    let unknown = question(&office, &json!({ "device": uuid::Uuid::from_u128(5) }));
    let known = question(&office, &json!({ "device": laptop.membership.device }));
    assert_eq!((unknown.status, &unknown.body), (200, &known.body));
    let foreign = json!({ "device": uuid::Uuid::from_u128(5), "done": 1 });
    assert_eq!(question(&office, &foreign).body, unknown.body);
    assert_eq!(question(&office, &json!({ "device": "x" })).status, 400);
    // Whose notice it was stays the laptop's: a word on another one is none.
    mark(&office, &mut browser, &laptop, "devices/lost", WHY);
    question(
        &office,
        &json!({ "device": laptop.membership.device, "done": 1 }),
    );
    let page: DevicePage = browser.get(&office, "devices").json();
    assert_eq!(page.rows[0].lost.as_ref().unwrap().done, "");
}

#[test]
fn any_clerk_who_decides_calls_a_laptop_lost_and_not_every_one_takes_it_back() {
    let office = TestOffice::new();
    let laptop = Laptop::join(&office, "Laptop 01", 1);
    let mut operator = as_role(&office, Role::Operator);
    let mut verifier = as_role(&office, Role::Verifier);
    let lost = mark(&office, &mut operator, &laptop, "devices/lost", WHY);
    assert_eq!(lost.status, 200, "{}", lost.text());
    assert_eq!(
        mark(&office, &mut operator, &laptop, "devices/found", WHY).code(),
        "not-allowed"
    );
    assert_eq!(
        mark(&office, &mut verifier, &laptop, "devices/found", WHY).status,
        200
    );
}
