//! The list of laptops: what each told of itself, and which needs a call.

use jemput_sync::{SyncRequest, Told, next_request};
use jemput_wire::office::{Call, DevicePage};

use crate::{
    browser::{Browser, PASSWORD},
    clock::HOUR,
    laptop::Laptop,
    office::TestOffice,
};

fn tell(laptop: &mut Laptop, office: &TestOffice, told: Told) {
    let request = SyncRequest {
        told: Some(told),
        ..next_request(&laptop.store).expect("a request")
    };
    let json = serde_json::to_vec(&request).expect("JSON");
    let body = zstd::encode_all(json.as_slice(), 3).expect("zstd");
    let answer = laptop.sign(body, office.now()).send(office);
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn well() -> Told {
    Told {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        free_mb: Some(20_000),
        clock_s: Some(-3),
        ..Told::default()
    }
}

#[test]
fn a_clerk_sees_first_the_laptops_that_need_a_call_and_why() {
    let office = TestOffice::new();
    let mut browser = Browser::set_up(&office);
    let mut laptops: Vec<Laptop> = (1..=3)
        .map(|n| Laptop::join(&office, &format!("Laptop 0{n}"), n))
        .collect();
    let list = |browser: &Browser| -> DevicePage { browser.get(&office, "devices").json() };
    assert!(
        list(&browser)
            .rows
            .iter()
            .all(|row| row.told.is_none() && row.calls.is_empty()),
        "laptops of before say nothing"
    );
    tell(&mut laptops[0], &office, well());
    tell(&mut laptops[1], &office, well());
    tell(
        &mut laptops[2],
        &office,
        Told {
            version: "0.0.9".to_owned(),
            unsent: 12,
            files: 1,
            free_mb: Some(900),
            clock_s: Some(-301),
        },
    );
    let page = list(&browser);
    let row = &page.rows[0];
    assert_eq!(row.name, "Laptop 03");
    assert_eq!(row.calls, [Call::Disk, Call::Clock, Call::Version]);
    let told = row.told.as_ref().unwrap();
    assert_eq!((told.unsent, told.files, told.free_mb), (12, 1, Some(900)));
    assert_eq!((told.clock_minutes, told.when.len()), (Some(-5), 16));
    assert!(page.rows[1..].iter().all(|row| row.calls.is_empty()));

    // Its work still does not come; the others are silent for a week, but for one.
    office.clock.forward(8 * 24 * HOUR);
    browser = Browser::signed_in(&office, "Rini", PASSWORD);
    tell(&mut laptops[1], &office, well());
    let page = list(&browser);
    let calls: Vec<_> = page
        .rows
        .iter()
        .map(|row| (row.name.as_str(), row.calls.clone()))
        .collect();
    let many = [
        Call::Disk,
        Call::Unsent,
        Call::Clock,
        Call::Version,
        Call::Silent,
    ];
    assert_eq!(calls[0], ("Laptop 03", many.to_vec()));
    assert_eq!(calls[1], ("Laptop 01", vec![Call::Silent]));
    assert_eq!(calls[2], ("Laptop 02", vec![]));
}

#[test]
fn a_word_that_no_laptop_would_say_stops_nothing() {
    let office = TestOffice::new();
    let browser = Browser::set_up(&office);
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    tell(
        &mut laptop,
        &office,
        Told {
            version: "9".repeat(5000),
            unsent: u64::MAX,
            files: u64::MAX,
            free_mb: Some(u64::MAX),
            clock_s: Some(i64::MIN),
        },
    );
    let page: DevicePage = browser.get(&office, "devices").json();
    let told = page.rows[0].told.as_ref().unwrap();
    assert_eq!(told.version.len(), 40);
    assert_eq!(page.rows[0].calls, [Call::Clock, Call::Version]);
    // A clock of which the laptop knows nothing now stays as it was told.
    tell(
        &mut laptop,
        &office,
        Told {
            clock_s: Some(2),
            ..well()
        },
    );
    tell(
        &mut laptop,
        &office,
        Told {
            clock_s: None,
            ..well()
        },
    );
    let page: DevicePage = browser.get(&office, "devices").json();
    assert_eq!(page.rows[0].told.as_ref().unwrap().clock_minutes, Some(0));
}
