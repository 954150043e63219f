//! Letters whose approval does not hold are listed for the office's decision.

use jemput_domain::finding::Finding;
use jemput_wire::{AppError, office::Topic};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{clock::HOUR, laptop::Laptop, office::VILLAGE, scene::Scene};

impl Scene {
    fn set_rights(&mut self, officer: Uuid, may: bool, own: bool, until: &str) {
        self.set_rights_from(officer, may, own, ["", until]);
    }

    fn set_rights_from(&mut self, officer: Uuid, may: bool, own: bool, [from, until]: [&str; 2]) {
        let wish = json!({
            "id": officer, "may_check": may, "may_check_own": own, "from": from, "until": until,
            "serves_until": "",
        });
        let answer = self
            .browser
            .post(&self.office, "officers", &wish.to_string());
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    /// Why letters are listed, by their numbers.
    fn unapproved(&self) -> Vec<(String, String)> {
        let page = self.list("topic=approval");
        let why = |findings: &[Finding]| {
            findings
                .iter()
                .map(|finding| finding.code.to_string())
                .collect()
        };
        let mut all: Vec<(String, String)> = page
            .rows
            .iter()
            .map(|row| (row.name.clone(), why(&row.findings)))
            .collect();
        all.sort();
        all
    }

    fn judge(&mut self, letter: Uuid, stands: bool, reason: &str) -> (u16, String) {
        let wish = json!({ "record": letter, "stands": stands, "reason": reason });
        let answer = self
            .browser
            .post(&self.office, "conflicts/approval", &wish.to_string());
        let code = if answer.status == 200 {
            String::new()
        } else {
            answer.json::<AppError>().code
        };
        (answer.status, code)
    }
}

fn me(laptop: &Laptop) -> Uuid {
    laptop.membership.officer.0
}

/// A letter of 25 November 2026, checked at the hour of the office's clock.
fn letter(scene: &Scene, number: &str, more: &Value) -> Value {
    let mut fields = json!({
        "number": number, "title": "Surat Keterangan Domisili", "issued_on": "2026-11-25", "state": "issued",
        "serial": number, "series": "domisili", "year": 2026, "cti": format!("{number:0>16}"),
        "printed_at": scene.office.now(), "checked_at": scene.office.now(), "checked_name": "Rina Setyowati",
        "snapshot": { "resident": { "name": "Sri Waluyo" }, "village": { "code": VILLAGE, "zone": "WIB" } },
    });
    for (field, value) in more.as_object().expect("an object") {
        fields[field] = value.clone();
    }
    fields
}

fn because(number: &str, why: &str) -> (String, String) {
    (number.to_owned(), why.to_owned())
}

#[test]
fn a_letter_whose_officer_had_no_right_to_check_is_listed_with_the_reason() {
    let mut scene = Scene::new();
    let (one, two) = (me(&scene.one), me(&scene.two));
    scene.set_rights(two, true, true, "2026-11-24");
    scene.office.clock.forward(HOUR);
    let paper = letter(&scene, "001", &json!({}));
    scene.one.create(&scene.office, "letter", paper);
    let paper = letter(&scene, "002", &json!({}));
    scene.two.create(&scene.office, "letter", paper);
    let paper = letter(&scene, "003", &json!({ "issued_on": "2026-11-24" }));
    scene.two.create(&scene.office, "letter", paper);
    let paper = letter(&scene, "004", &json!({ "checked_by": null }));
    scene.one.create(&scene.office, "letter", paper);
    scene.sync();
    let ended = because("002", "approval-not-that-day");
    let nobody = because("004", "approval-missing");
    assert_eq!(scene.unapproved(), [ended.clone(), nobody.clone()]);

    // Printed before the right was taken away, and on its way since.
    let paper = letter(&scene, "005", &json!({}));
    scene.one.create(&scene.office, "letter", paper);
    scene.office.clock.forward(HOUR);
    scene.set_rights(one, true, false, "");
    scene.office.clock.forward(HOUR);
    let paper = letter(&scene, "006", &json!({}));
    scene.one.create(&scene.office, "letter", paper);
    scene.sync();
    let own = because("006", "approval-own-work");
    assert_eq!(scene.unapproved(), [ended.clone(), nobody.clone(), own]);
    scene.set_rights(one, false, false, "");
    scene.office.clock.forward(HOUR);
    let paper = letter(&scene, "007", &json!({}));
    scene.one.create(&scene.office, "letter", paper);
    scene.sync();
    let none = because("007", "approval-no-right");
    assert!(
        scene.unapproved().contains(&none),
        "{:?}",
        scene.unapproved()
    );

    // The second officer gets the right anew, which says nothing of the past; then for days that include that one.
    scene.set_rights(two, true, true, "2026-12-31");
    assert!(scene.unapproved().contains(&ended));
    scene.set_rights_from(two, true, true, ["2026-11-01", "2026-12-31"]);
    assert!(!scene.unapproved().contains(&ended));
}

#[test]
fn an_approval_counts_only_in_the_words_of_the_officer_who_gave_it() {
    let mut scene = Scene::new();
    let (one, two) = (me(&scene.one), me(&scene.two));
    scene.set_rights(one, false, false, "");
    scene.office.clock.forward(HOUR);
    let request = |scene: &mut Scene, more: Value| {
        let mut fields = json!({ "service": "domisili", "opened_at": 1, "prepared_by": one });
        for (field, value) in more.as_object().expect("an object") {
            fields[field] = value.clone();
        }
        scene.one.create(&scene.office, "request", fields)
    };
    let asked = request(&mut scene, json!({}));
    scene.sync();
    scene
        .two
        .edit(&scene.office, asked, "checked_by", json!(two));
    scene.sync();
    let fields = json!({ "checked_by": two, "request": asked });
    let paper = letter(&scene, "001", &fields);
    scene.one.create(&scene.office, "letter", paper);
    // The printing laptop writes the other one's name itself.
    let forged = request(&mut scene, json!({ "checked_by": two }));
    let fields = json!({ "checked_by": two, "request": forged });
    let paper = letter(&scene, "002", &fields);
    scene.one.create(&scene.office, "letter", paper);
    scene.sync();
    assert_eq!(scene.unapproved(), [because("002", "approval-not-given")]);
    // The word comes later, as after a restore.
    let at = json!(scene.office.now());
    scene.two.edit(&scene.office, forged, "checked_at", at);
    scene.sync();
    assert_eq!(scene.unapproved(), []);
}

#[test]
fn the_office_lets_a_letter_stand_or_makes_it_void_and_says_why() {
    let mut scene = Scene::new();
    let two = me(&scene.two);
    scene.set_rights(two, true, true, "2026-11-24");
    let papers = ["001", "002"].map(|number| letter(&scene, number, &json!({})));
    let [first, second] = papers.map(|paper| scene.two.create(&scene.office, "letter", paper));
    scene.sync();
    let detail = scene.detail(first);
    assert_eq!(detail.matters[0].topic, Topic::Approval);
    let finding = &detail.matters[0].findings[0];
    assert_eq!(finding.params["name"], "Rina Setyowati");
    assert_eq!(finding.params["day"], "25-11-2026");

    let missing = "approval-reason-missing".to_owned();
    assert_eq!(scene.judge(first, true, " ok "), (400, missing));
    let reason = "surat tugas diperpanjang lisan";
    assert_eq!(scene.judge(first, true, reason).0, 200);
    assert_eq!(scene.judge(second, false, "mandat sudah habis").0, 200);
    assert_eq!(scene.unapproved(), []);
    let late = "decision-late".to_owned();
    assert_eq!(scene.judge(second, true, reason), (409, late));
    scene.sync();
    assert_eq!(scene.two.text(first, "state").as_deref(), Some("issued"));
    assert_eq!(scene.two.text(second, "state").as_deref(), Some("void"));
    let why = scene.two.text(second, "void_reason");
    assert_eq!(why.as_deref(), Some("mandat sudah habis"));

    // Handed over, printed again: the word stays. Another reason is another matter.
    scene
        .two
        .edit(&scene.office, first, "handed_to", json!("Sri Waluyo"));
    scene.sync();
    assert_eq!(scene.unapproved(), []);
    scene
        .two
        .edit(&scene.office, first, "checked_by", Value::Null);
    scene.office.clock.forward(HOUR);
    scene.sync();
    assert_eq!(scene.unapproved(), [because("001", "approval-missing")]);
}
