//! What the automatic audit finds, and what becomes of it.

use jemput_domain::audit::{Deed, Entry};
use jemput_wire::office::{AuditPage, IrregularPage, IrregularRow, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    browser::{Browser, PASSWORD},
    clock::HOUR,
    laptop::Laptop,
    office::{TestOffice, VILLAGE},
    roles::as_role,
};

pub(crate) struct Scene {
    pub(crate) office: TestOffice,
    pub(crate) laptop: Laptop,
    pub(crate) verifier: Browser,
    serial: u32,
}

impl Scene {
    pub(crate) fn new() -> Self {
        let office = TestOffice::new();
        let laptop = Laptop::join(&office, "Laptop 01", 1);
        let verifier = as_role(&office, Role::Verifier);
        Self {
            office,
            laptop,
            verifier,
            serial: 0,
        }
    }

    fn officer(&self) -> Uuid {
        self.laptop.membership.officer.0
    }

    /// A letter as a laptop writes it, with some fields of its own.
    pub(crate) fn letter(&mut self, more: &Value) -> Uuid {
        self.serial += 1;
        let serial = format!("{:03}", self.serial);
        let officer = self.officer();
        let mut fields = json!({
            "number": format!("400.8/{serial}/KJ/XI/2026"), "serial": serial, "series": "surat", "year": 2026,
            "title": "Surat Keterangan Domisili", "cti": format!("{serial:0>16}"), "state": "issued",
            "issued_on": "2026-11-25", "printed_at": self.office.now(), "prepared_by": officer, "checked_by": officer,
            "checked_at": self.office.now(), "snapshot": { "village": { "code": VILLAGE }, "resident": { "name": "Sumarni" } },
        });
        for (field, value) in more.as_object().expect("fields") {
            fields[field] = value.clone();
        }
        self.laptop.create(&self.office, "letter", fields)
    }

    pub(crate) fn page(&mut self, query: &str) -> IrregularPage {
        self.laptop.sync(&self.office);
        self.stay();
        let answer = self
            .verifier
            .get(&self.office, &format!("irregular?{query}"));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    pub(crate) fn of(&mut self, rule: &str) -> Vec<IrregularRow> {
        self.page(&format!("rule={rule}")).rows
    }

    /// A session ends with an hour of silence.
    pub(crate) fn stay(&mut self) {
        if self.verifier.get(&self.office, "own").status == 401 {
            self.verifier = Browser::signed_in(&self.office, "verifier", PASSWORD);
        }
    }

    fn say(&mut self, path: &str, row: &IrregularRow, note: &str) -> String {
        let wish = json!({ "id": row.id, "facts": row.facts, "note": note });
        self.tell(path, &wish)
    }

    /// What came of it: empty, or the code of the refusal.
    pub(crate) fn tell(&mut self, path: &str, wish: &Value) -> String {
        self.stay();
        let path = format!("irregular/{path}");
        let answer = self.verifier.post(&self.office, &path, &wish.to_string());
        if answer.status == 200 {
            String::new()
        } else {
            answer.code()
        }
    }
}

#[test]
fn numbers_that_a_laptop_passed_over_are_found_and_go_when_their_letters_come() {
    let mut scene = Scene::new();
    scene.letter(&json!({}));
    scene.serial = 4;
    scene.letter(&json!({}));
    let gaps = scene.of("number-gap");
    assert_eq!(gaps.len(), 1, "{gaps:?}");
    assert_eq!(gaps[0].words["numbers"], "002–004");
    assert_eq!(gaps[0].village, VILLAGE);
    assert_eq!(gaps[0].deadline, "09-12-2026");
    // One that was written by hand out of order is no proof that those below it were used.
    scene.serial = 59;
    scene.letter(&json!({ "manual_reason": "ditulis di buku desa" }));
    assert_eq!(scene.of("number-gap").len(), 1);
    for serial in 1..=3 {
        scene.serial = serial;
        scene.letter(&json!({}));
    }
    assert_eq!(scene.of("number-gap"), []);
}

#[test]
fn a_number_on_two_letters_stays_a_finding_when_one_of_them_is_made_void() {
    let mut scene = Scene::new();
    let first = scene.letter(&json!({}));
    scene.serial = 0;
    scene.letter(&json!({ "cti": "00000000000000ff" }));
    assert_eq!(scene.of("number-double").len(), 1);
    let office = &scene.office;
    scene.laptop.edit(office, first, "state", json!("void"));
    assert_eq!(scene.of("number-double").len(), 1);
}

#[test]
fn a_letter_for_the_officers_own_name_or_household_is_found() {
    let mut scene = Scene::new();
    let office = &scene.office;
    let home = scene
        .laptop
        .create(office, "household", json!({ "kk": "3302040101100001" }));
    let wife = json!({ "name": "RINA SETYOWATI", "household": home });
    let wife = scene.laptop.create(office, "resident", wife);
    let child = scene.laptop.create(
        office,
        "resident",
        json!({ "name": "Bagas", "household": home }),
    );
    let other = scene
        .laptop
        .create(office, "resident", json!({ "name": "Sumarni" }));
    for whose in [wife, child, other] {
        scene.letter(&json!({ "resident": whose }));
    }
    let mut whose: Vec<String> = scene
        .of("own-letter")
        .iter()
        .map(|row| row.words["whose"].clone())
        .collect();
    whose.sort();
    assert_eq!(whose, ["household", "self"]);
}

#[test]
fn letters_at_night_are_one_finding_for_a_night() {
    let mut scene = Scene::new();
    scene.letter(&json!({}));
    assert_eq!(scene.of("odd-hours"), [], "at eight in the morning");
    let night = scene.office.now() + 15 * HOUR;
    scene.office.clock.forward(16 * HOUR);
    for _ in 0..3 {
        scene.letter(&json!({ "printed_at": night }));
    }
    let given = json!({ "printed_at": night + 24 * HOUR, "date_given": true });
    scene.letter(&given);
    let found = scene.of("odd-hours");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].words["time"], "23.00");
    assert_eq!(found[0].who.id, scene.officer().to_string());
}

#[test]
fn two_hundred_letters_of_one_officer_on_one_day_are_found() {
    let mut scene = Scene::new();
    for n in 0..200 {
        assert!(
            n < 199 || scene.of("many-letters").is_empty(),
            "199 are none"
        );
        scene.letter(&json!({}));
    }
    let found = scene.of("many-letters");
    assert_eq!((found.len(), found[0].words["count"].as_str()), (1, "200"));
}

#[test]
fn whoever_opens_one_record_ten_times_in_a_day_or_reads_a_hundred_numbers_is_found() {
    let mut scene = Scene::new();
    let id = scene
        .laptop
        .create(&scene.office, "resident", json!({ "name": "Sumarni" }));
    scene.laptop.sync(&scene.office);
    let operator = as_role(&scene.office, Role::Operator);
    for _ in 0..9 {
        operator.get(&scene.office, &format!("residents/{id}"));
        scene.office.clock.forward(2 * 60_000);
    }
    assert_eq!(scene.of("repeated-looks"), []);
    operator.get(&scene.office, &format!("residents/{id}"));
    let found = scene.of("repeated-looks");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].who.name.as_str(), found[0].of_name.as_str()),
        ("operator", "Sumarni")
    );

    for n in 0..100 {
        let look = Entry {
            who: scene.officer(),
            deed: Deed::SawNumbers,
            of: Uuid::from_u128(n + 1),
            at_ms: scene.office.now(),
            note: String::new(),
        };
        scene.laptop.store.note(&look).unwrap();
    }
    let author = scene.laptop.author(&scene.office);
    scene.laptop.store.send_notes(&author).unwrap();
    let found = scene.of("many-numbers");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].who.name, "Rina Setyowati");
}

#[test]
fn what_is_changed_after_printing_is_found_on_the_letter_and_on_its_resident() {
    let mut scene = Scene::new();
    let who = scene
        .laptop
        .create(&scene.office, "resident", json!({ "name": "Sumarni" }));
    let letter = scene.letter(&json!({ "resident": who }));
    let late =
        scene.letter(&json!({ "resident": who, "printed_at": scene.office.now() - 9 * 24 * HOUR }));
    scene.office.clock.forward(HOUR);
    scene
        .laptop
        .edit(&scene.office, letter, "handed_to", json!("Sumarni"));
    scene
        .laptop
        .edit(&scene.office, who, "phone", json!("0812"));
    assert_eq!(
        scene.of("letter-changed"),
        [],
        "handing over is no change of it"
    );
    assert_eq!(scene.of("data-changed"), []);
    scene
        .laptop
        .edit(&scene.office, letter, "issued_on", json!("2026-11-20"));
    scene
        .laptop
        .edit(&scene.office, who, "name", json!("Sumarni Dewi"));
    let changed = scene.of("letter-changed");
    assert_eq!(
        (changed.len(), changed[0].words["fields"].as_str()),
        (1, "issued_on")
    );
    let data = scene.of("data-changed");
    assert_eq!(
        data.len(),
        1,
        "not for {late}, which is nine days old: {data:?}"
    );
    assert_eq!(data[0].of, letter.to_string());
}

#[test]
fn three_approvals_within_seconds_are_found() {
    let mut scene = Scene::new();
    let checker = Uuid::from_u128(77);
    for n in 0..4 {
        let request =
            scene
                .laptop
                .create(&scene.office, "request", json!({ "state": "submitted" }));
        scene
            .office
            .clock
            .forward(if n == 0 { 60_000 } else { 2_000 });
        let mut author = scene.laptop.author(&scene.office);
        author.user = checker;
        let at = scene.office.now();
        scene
            .laptop
            .store
            .transact(&author, |tx| {
                tx.edit_value(request, "checked_at", json!(at))
            })
            .unwrap();
        scene.letter(&json!({ "request": request, "checked_by": checker }));
        let found = scene.of("quick-approvals").len();
        assert_eq!(
            found,
            usize::from(n == 3),
            "the first one took a minute: {n}"
        );
    }
}

#[test]
fn a_finding_is_taken_closed_with_a_note_and_comes_back_only_with_other_facts() {
    let mut scene = Scene::new();
    let letter = scene.letter(&json!({}));
    scene.office.clock.forward(HOUR);
    scene
        .laptop
        .edit(&scene.office, letter, "title", json!("Surat lain"));
    let row = scene.of("letter-changed").remove(0);
    assert_eq!(
        (row.owner.as_str(), row.closed, row.late),
        ("", false, false)
    );
    let told = scene.verifier.session(&scene.office);
    assert_eq!(told.irregular, 1, "in the menu");
    scene.stay();
    let wish = json!({ "id": row.id }).to_string();
    let taken = scene.verifier.post(&scene.office, "irregular/take", &wish);
    assert_eq!(taken.status, 200, "{}", taken.text());
    assert_eq!(scene.of("letter-changed")[0].owner, "verifier");

    scene.office.clock.forward(4 * 24 * HOUR);
    assert_eq!(scene.page("state=late").total, 1, "three days are over");
    assert_eq!(scene.say("close", &row, " . "), "irregular-note");
    assert_eq!(scene.say("close", &row, "salah ketik, lihat arsip"), "");
    let closed = scene.page("state=closed").rows.remove(0);
    assert!(closed.closed && closed.said_by == "verifier");
    assert_eq!(closed.note, "salah ketik, lihat arsip");
    assert_eq!(scene.page("state=open").total, 0);
    // What is derived is made again; the word stays.
    scene.office.stop();
    std::fs::remove_file(scene.office.server_folder().join("review.db")).unwrap();
    scene.office.try_start(true).unwrap();
    assert_eq!(scene.page("state=open").total, 0, "the same facts");

    scene
        .laptop
        .edit(&scene.office, letter, "title", json!("Lain lagi"));
    let again = scene.page("state=open").rows.remove(0);
    assert_eq!(again.id, row.id);
    assert_eq!(
        scene.say("close", &row, "sudah dilihat"),
        "irregular-changed"
    );
    assert_eq!(scene.say("close", &again, "sudah dilihat"), "");
    let closed = scene.page("state=closed").rows.remove(0);
    assert_eq!(scene.say("reopen", &closed, "belum jelas"), "");
    assert_eq!(scene.page("state=open").total, 1);
}

#[test]
fn nobody_closes_what_was_found_about_the_own_doing_and_no_laptop_closes_anything() {
    let mut scene = Scene::new();
    let id = scene
        .laptop
        .create(&scene.office, "resident", json!({ "name": "Sumarni" }));
    scene.laptop.sync(&scene.office);
    for _ in 0..10 {
        scene
            .verifier
            .get(&scene.office, &format!("residents/{id}"));
        scene.office.clock.forward(2 * 60_000);
    }
    let row = scene.of("repeated-looks").remove(0);
    assert_eq!(scene.say("close", &row, "hanya melihat"), "irregular-own");
    let forged = json!({ "scope": "office", "closed_facts": row.facts, "note": "beres" });
    let author = scene.laptop.author(&scene.office);
    let record: Uuid = row.id.parse().unwrap();
    let fields = forged.as_object().cloned().unwrap();
    scene
        .laptop
        .store
        .transact(&author, |tx| tx.create(record, "irregularity", fields))
        .unwrap();
    assert!(!scene.of("repeated-looks")[0].closed);
    let auditor = as_role(&scene.office, Role::Auditor);
    let seen = auditor.get(&scene.office, "irregular");
    assert_eq!(seen.json::<IrregularPage>().total, 1);
    let audit: AuditPage = auditor.get(&scene.office, "audit?deed=saw").json();
    assert_eq!(audit.total, 10);
}
