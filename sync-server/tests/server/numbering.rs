//! The office rules numbers and rights, and takes trust away from a lost laptop.

use jemput_seal::{KeyList, Verdict, verify};
use jemput_wire::{
    AppError,
    office::{DevicePage, NumberPage, OfficerPage},
};
use serde_json::json;

use crate::{
    browser::Browser,
    check_page::{office_keys, sealed},
    clock::HOUR,
    laptop::Laptop,
    office::{TestOffice, VILLAGE},
};

const DAY: i64 = 24 * HOUR;

fn numbers(office: &TestOffice, browser: &Browser) -> NumberPage {
    browser.get(office, "numbers").json()
}

/// A change of the counter that the test laptop numbers in.
fn rule(
    office: &TestOffice,
    browser: &mut Browser,
    path: &str,
    more: &serde_json::Value,
) -> Result<NumberPage, AppError> {
    let mut wish = json!({ "village": VILLAGE, "series": "surat", "year": 2026 });
    for (name, value) in more.as_object().expect("fields") {
        wish[name] = value.clone();
    }
    let answer = browser.post(office, &format!("numbers/{path}"), &wish.to_string());
    if answer.status == 200 {
        Ok(answer.json())
    } else {
        Err(answer.json())
    }
}

fn print(laptop: &mut Laptop, office: &TestOffice, serial: &str) {
    let fields = json!({
        "number": format!("400.8/{serial}/KJ/XI/2026"), "serial": serial, "series": "surat", "year": 2026,
        "title": "Surat Keterangan Domisili", "cti": format!("00000000000{serial}a1"), "state": "issued",
        "issued_on": "2026-11-25", "printed_at": office.now(),
        "snapshot": { "village": { "code": VILLAGE }, "resident": { "name": "Sumarni" } },
    });
    laptop.create(office, "letter", fields);
    laptop.sync(office);
}

#[test]
fn the_office_rules_the_numbers_and_is_told_which_letter_stands_against_it() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    print(&mut laptop, &office, "007");
    let page = numbers(&office, &browser);
    let row = &page.counters[0];
    assert_eq!((row.next, row.highest, row.blocks.len()), (101, 7, 1));
    assert_eq!(
        (row.blocks[0].laptop.as_str(), row.blocks[0].left),
        ("Laptop 01", 93)
    );

    let mut refused = |path: &str, more: serde_json::Value| {
        rule(&office, &mut browser, path, &more)
            .expect_err("refused")
            .code
    };
    let reason = "ditulis di buku desa";
    let span =
        |from: u32, to: u32, reason: &str| json!({ "from": from, "to": to, "reason": reason });
    assert_eq!(refused("elsewhere", span(5, 9, reason)), "number-span-used");
    assert_eq!(refused("elsewhere", span(9, 8, reason)), "number-span");
    assert_eq!(
        refused("elsewhere", span(8, 9, "ya")),
        "number-reason-missing"
    );
    assert_eq!(
        refused("next", json!({ "next": 7, "reason": reason })),
        "number-next-used"
    );
    assert_eq!(
        refused("next", json!({ "next": 0, "reason": reason })),
        "number-next-range"
    );
    let told = rule(&office, &mut browser, "elsewhere", &span(5, 9, reason)).expect_err("refused");
    assert_eq!(told.params["number"], "400.8/007/KJ/XI/2026");

    let page = rule(&office, &mut browser, "elsewhere", &span(8, 60, reason)).expect("taken");
    let used = &page.counters[0].elsewhere[0];
    assert_eq!((used.from, used.to, used.reason.as_str()), (8, 60, reason));
    assert!(used.by.starts_with("Rini"), "{}", used.by);
    // 40 are left of the block, fewer than a day needs: another one follows at once, and the laptop hears of all.
    laptop.sync(&office);
    laptop.sync(&office);
    let here = |kind: &str| laptop.store.records(kind).expect("a store").len();
    assert_eq!(here("number_block"), 2);
    assert_eq!(here("numbers_elsewhere"), 1);
    assert_eq!(here("number_holder"), 2);

    let page = rule(
        &office,
        &mut browser,
        "next",
        &json!({ "next": 418, "reason": reason }),
    );
    let page = page.expect("taken");
    assert!(
        page.counters[0]
            .blocks
            .iter()
            .any(|block| block.from == 418),
        "{page:?}"
    );
    let id = page.counters[0].elsewhere[0].id.clone();
    let before = page.counters[0].elsewhere.len();
    let answer = browser.post(
        &office,
        "numbers/withdraw",
        &json!({ "id": id }).to_string(),
    );
    let page: NumberPage = answer.json();
    assert_eq!(page.counters[0].elsewhere.len(), before - 1);
}

#[test]
fn a_number_format_is_checked_when_it_is_saved_and_a_mistake_has_its_place() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let mut save = |service: &str, format: &str| {
        let wish = json!({ "service": service, "format": format });
        browser.post(&office, "numbers/format", &wish.to_string())
    };
    let wrong: AppError = save("", "{kode}/{nomer:3}/{tahun}").json();
    assert_eq!(
        (wrong.code.as_str(), wrong.params["place"].as_str()),
        ("number-unknown-name", "8")
    );
    let wrong: AppError = save("", "{kode}/{nomor:3}").json();
    assert_eq!(wrong.code, "number-no-year");
    assert_eq!(save("tidak-ada", "{nomor}/{tahun}").status, 404);

    let page: NumberPage = save("", "S-{nomor:2}/{unit}/{tahun}").json();
    let domicile = |page: &NumberPage| {
        let row = page.formats.iter().find(|row| row.service == "domisili");
        row.expect("the domicile letter").clone()
    };
    assert!(
        domicile(&page).own && domicile(&page).example.starts_with("S-17/"),
        "{page:?}"
    );
    let page: NumberPage = save("domisili", "{kode}/{nomor:3}/{tahun}").json();
    assert!(domicile(&page).example.ends_with("/017/2026"));
    laptop.sync(&office);
    laptop.sync(&office);
    assert_eq!(laptop.store.records("numbering").expect("a store").len(), 2);
    let page: NumberPage = save("domisili", "").json();
    assert!(domicile(&page).example.starts_with("S-17/"));
}

#[test]
fn an_officers_rights_are_set_by_the_office_and_travel_with_their_dates() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let page: OfficerPage = browser.get(&office, "officers").json();
    let row = page.rows[0].clone();
    assert!(
        row.may_check && row.may_check_own,
        "as the office's file says for all"
    );
    let mut set = |until: &str| {
        let wish = json!({
            "id": row.id, "may_check": true, "may_check_own": true, "from": "2026-11-01", "until": until,
        });
        browser.post(&office, "officers", &wish.to_string())
    };
    let wrong: AppError = set("2026-10-01").json();
    assert_eq!(wrong.code, "rights-span");
    let wrong: AppError = set("besok").json();
    assert_eq!(wrong.code, "date-unreadable");
    let page: OfficerPage = set("2026-12-31").json();
    assert!(page.rows[0].may_check_own && page.rows[0].until == "2026-12-31");
    laptop.sync(&office);
    laptop.sync(&office);
    let known = laptop.store.records("officer").expect("a store");
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].text("until"), Some("2026-12-31"));
}

#[test]
fn a_lost_laptop_is_not_trusted_from_its_last_good_day_on_and_never_again() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let laptop = Laptop::join(&office, "Laptop 01", 1);
    let seal = sealed(&laptop, &office);
    let judge = || {
        let list = KeyList::open(&office.get("/v/keys").body, &office_keys(&office));
        verify(&seal, &list.expect("the office's list"))
    };
    assert!(matches!(judge(), Verdict::Genuine(_)));
    let page: DevicePage = browser.get(&office, "devices").json();
    let id = page.rows[0].id.clone();
    let mut revoke = |day: &str| {
        let wish = json!({ "id": id, "last_day": day });
        browser.post(&office, "devices/revoke", &wish.to_string())
    };
    let wrong: AppError = revoke("2027-01-01").json();
    assert_eq!(wrong.code, "revoke-future");
    let page: DevicePage = revoke("2026-11-01").json();
    assert!(!page.rows[0].revoked.is_empty());
    assert!(matches!(judge(), Verdict::KeyRevoked { .. }));
    // Said again for a later day: what was lost stays lost.
    revoke("");
    assert!(matches!(judge(), Verdict::KeyRevoked { .. }));
}

#[test]
fn a_laptops_key_outlasts_the_longest_time_away_by_half_a_year() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let until = || {
        let list = KeyList::open(&office.get("/v/keys").body, &office_keys(&office));
        list.expect("the office's list").entries[0].not_after * 1000
    };
    let first = until();
    laptop.sync(&office);
    assert_eq!(until(), first, "nothing is renewed before its time");
    for _ in 0..6 {
        office.clock.forward(60 * DAY);
        laptop.sync(&office);
        // Away for a year from now, and half a year more.
        assert!(until() >= office.now() + (365 + 183) * DAY);
    }
    assert!(until() > first);
}
