//! Blocks of letter numbers.

use serde_json::json;

use crate::{
    clock::HOUR,
    laptop::Laptop,
    office::{TestOffice, VILLAGE},
};

/// First numbers of a laptop's blocks for this year, in order.
fn firsts(laptop: &Laptop, year: i64) -> Vec<i64> {
    let blocks = laptop.store.records("number_block").expect("a store");
    let mut firsts: Vec<i64> = blocks
        .iter()
        .map(jemput_store::Record::fields)
        .filter(|fields| fields["year"] == year)
        .filter_map(|fields| fields["from"].as_i64())
        .collect();
    firsts.sort_unstable();
    firsts
}

fn print(laptop: &mut Laptop, office: &TestOffice, serial: &str, cti: &str) {
    let fields = json!({
        "number": format!("400.8/{serial}/KJ/XI/2026"), "serial": serial, "series": "surat", "year": 2026,
        "cti": cti, "state": "awaiting_signature", "issued_on": "2026-11-25", "printed_at": office.now(),
        "snapshot": { "village": { "code": VILLAGE }, "resident": { "name": "Sumarni" } },
    });
    laptop.create(office, "letter", fields);
}

#[test]
fn two_laptops_never_hold_the_same_numbers() {
    let office = TestOffice::new();
    let one = Laptop::join(&office, "Laptop 01", 1);
    let two = Laptop::join(&office, "Laptop 02", 2);
    assert_eq!(firsts(&one, 2026), [1]);
    assert_eq!(firsts(&two, 2026), [101]);
}

#[test]
fn a_laptop_that_runs_low_gets_another_block() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    print(&mut laptop, &office, "039", "00000000000000a1");
    laptop.sync(&office);
    laptop.sync(&office);
    assert_eq!(firsts(&laptop, 2026), [1]);
    print(&mut laptop, &office, "041", "00000000000000a2");
    laptop.sync(&office);
    laptop.sync(&office);
    assert_eq!(firsts(&laptop, 2026), [1, 101]);
    print(&mut laptop, &office, "P01-001", "00000000000000a3");
    laptop.sync(&office);
    laptop.sync(&office);
    assert_eq!(
        firsts(&laptop, 2026),
        [1, 101],
        "numbers of its own series use up no block"
    );
}

#[test]
fn in_december_numbers_for_january_come_along() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    assert_eq!(firsts(&laptop, 2027), Vec::<i64>::new());
    office.clock.forward(10 * 24 * HOUR);
    laptop.sync(&office);
    laptop.sync(&office);
    assert_eq!(firsts(&laptop, 2027), [1]);
}
