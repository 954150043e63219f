//! The report about a lost laptop: its numbers are those that the laptop could have held, and nobody is named in it.

use jemput_domain::audit::{Deed, Entry};
use jemput_wire::office::{BreachReport, Role};
use serde_json::json;
use uuid::Uuid;

use crate::{
    browser::{Browser, PASSWORD},
    clock::HOUR,
    laptop::Laptop,
    office::{TestOffice, VILLAGE},
    roles::as_role,
};

fn resident(laptop: &mut Laptop, office: &TestOffice, name: &str) -> Uuid {
    let fields = json!({ "name": name, "phone": "0812", "scope": format!("village:{VILLAGE}") });
    laptop.create(office, "resident", fields)
}

fn lose(office: &TestOffice, laptop: &Laptop) {
    office
        .office()
        .lose_laptop(
            &laptop.membership.device.to_string(),
            "tertinggal di bus malam",
        )
        .expect("it is lost");
}

fn report(office: &TestOffice, browser: &Browser, laptop: &Laptop) -> BreachReport {
    browser
        .get(
            office,
            &format!("devices/breach/{}", laptop.membership.device),
        )
        .json()
}

fn line<'a>(report: &'a BreachReport, title: &str) -> &'a str {
    let found = report.lines.iter().find(|line| line.title == title);
    found.map_or("", |line| line.text.as_str())
}

#[test]
fn the_report_counts_who_was_on_the_laptop_at_its_last_contact_and_names_nobody() {
    let office = TestOffice::new();
    let browser = Browser::set_up(&office);
    let mut lost = Laptop::join(&office, "Laptop 01", 1);
    let mut other = Laptop::join(&office, "Laptop 02", 2);
    let first = resident(&mut other, &office, "Sumarni");
    resident(&mut other, &office, "Ngatini");
    other.sync(&office);
    lost.sync(&office);
    // Afterwards one more comes, and one moves away: neither changes what the laptop has.
    office.clock.forward(HOUR);
    resident(&mut other, &office, "Paijo");
    other.edit(&office, first, "scope", json!("village:33.02.04.2002"));
    other.sync(&office);
    lose(&office, &lost);
    let told = report(&office, &browser, &lost);
    assert_eq!((told.people, told.late, told.hours_left), (2, false, 72));
    let village = told.lines.iter().find(|line| line.text.contains("2 warga"));
    assert!(village.is_some(), "{:?}", told.lines);
    assert!(line(&told, "Jumlah orang").contains("2 orang"));
    assert!(line(&told, "Data pribadi").contains("(2)"));
    assert!(line(&told, "Kejadian").contains("bus malam"));
    assert!(line(&told, "Pemberitahuan ke laptop").starts_with("Belum diambil"));
    assert!(line(&told, "Belum terkirim").contains("belum pernah memberi kabar"));
    assert!(line(&told, "Sesudah ditandai").contains("tidak meminta data"));
    let text = serde_json::to_string(&told).expect("JSON");
    for name in ["Sumarni", "Ngatini", "Paijo"] {
        assert!(!text.contains(name), "{name}");
    }
    // Somebody has it open.
    lost.request(&office).send(&office);
    let seen = report(&office, &browser, &lost);
    assert!(line(&seen, "Sesudah ditandai").contains("ada yang membukanya"));

    office.clock.forward(73 * HOUR);
    let browser = Browser::signed_in(&office, "Rini", PASSWORD);
    let late = report(&office, &browser, &lost);
    assert_eq!((late.late, late.hours_left), (true, 0));
    assert_eq!(
        report_status(&office, &browser, &other),
        400,
        "it is not lost"
    );
}

#[test]
fn the_report_says_whether_the_laptop_was_bound_to_its_computer_as_it_told_last() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    laptop.sync(&office);
    let mut deed = |deed: Deed| {
        office.clock.forward(HOUR);
        let entry = Entry {
            who: laptop.membership.officer.0,
            deed,
            of: Uuid::nil(),
            at_ms: office.now(),
            note: String::new(),
        };
        laptop.store.note(&entry).expect("room");
        let author = laptop.author(&office);
        laptop.store.send_notes(&author).expect("room");
        laptop.sync(&office);
    };
    deed(Deed::Unbound);
    deed(Deed::Bound);
    // Of the other one nothing was told.
    let other = Laptop::join(&office, "Laptop 02", 2);
    lose(&office, &laptop);
    lose(&office, &other);
    let browser = Browser::set_up(&office);
    let bound = |laptop: &Laptop| {
        let told = report(&office, &browser, laptop);
        line(&told, "Terikat ke komputernya").to_owned()
    };
    assert!(bound(&laptop).starts_with("Ya, "), "{}", bound(&laptop));
    assert!(bound(&other).starts_with("Tidak ada kabar"));
}

fn report_status(office: &TestOffice, browser: &Browser, laptop: &Laptop) -> u16 {
    let path = format!("devices/breach/{}", laptop.membership.device);
    browser.get(office, &path).status
}

#[test]
fn the_list_of_people_is_for_who_may_see_them_and_its_making_is_noted() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    resident(&mut laptop, &office, "Sumarni");
    laptop.sync(&office);
    lose(&office, &laptop);
    let device = laptop.membership.device;
    let people = format!("devices/breach/people/{device}");
    for role in [Role::Admin, Role::Operator, Role::Auditor] {
        let answer = as_role(&office, role).get(&office, &people);
        assert_eq!(answer.code(), "not-allowed", "{role:?}");
    }
    let verifier = as_role(&office, Role::Verifier);
    let file = verifier.get(&office, &people);
    assert_eq!((file.status, &file.body[..2]), (200, b"PK".as_slice()));
    let pdf = verifier.get(&office, &format!("devices/breach/file/{device}"));
    assert_eq!((pdf.status, &pdf.body[..5]), (200, b"%PDF-".as_slice()));
    let audit = as_role(&office, Role::Auditor).get(&office, "audit?deed=exported");
    let text = audit.text();
    assert!(
        text.contains("Warga yang diberi tahu") && text.contains("Laporan laptop hilang"),
        "{text}"
    );
}
