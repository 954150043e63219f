//! People who were recorded twice: found, looked at, merged, told apart; records that are deleted.

use jemput_domain::duplicate::Reason;
use jemput_wire::office::{PairDetail, PairPage, ResidentDetail, ResidentPage, Topic};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{clock::HOUR, laptop::Laptop, scene::Scene};

const NIK: &str = "3301010101800001";

impl Scene {
    fn pairs(&self) -> PairPage {
        self.browser.get(&self.office, "duplicates").json()
    }

    fn pair(&self, a: Uuid, b: Uuid) -> PairDetail {
        self.browser
            .get(&self.office, &format!("duplicates/{a}/{b}"))
            .json()
    }

    fn person(&self, id: Uuid) -> ResidentDetail {
        self.browser
            .get(&self.office, &format!("residents/{id}"))
            .json()
    }

    fn listed(&self) -> (usize, u64) {
        let page: ResidentPage = self.browser.get(&self.office, "residents?limit=100").json();
        (page.rows.len(), page.total)
    }

    fn merge_wish(&self, keep: Uuid, lose: Uuid, take: &[&str]) -> Value {
        let pair = self.pair(keep, lose);
        let seqs: Vec<u64> = pair.people.iter().map(|person| person.seq).collect();
        json!({ "keep": keep, "lose": lose, "seqs": seqs, "take": take })
    }

    /// Two laptops register the same man without knowing of each other.
    fn slamet_twice(&mut self) -> (Uuid, Uuid) {
        let one = json!({ "name": "Slamet Riyadi", "nik": NIK, "birth_date": "1980-01-01", "phone": "0811" });
        let one = self.one.create(&self.office, "resident", one);
        self.office.clock.forward(HOUR);
        let two =
            json!({ "name": "Slamet Riyady", "nik": NIK, "birth_date": "1980-01-01", "rt": "003" });
        let two = self.two.create(&self.office, "resident", two);
        self.sync();
        (one, two)
    }
}

#[test]
fn two_officers_register_one_man_and_a_merge_keeps_both_histories_and_all_letters() {
    let mut scene = Scene::new();
    let (one, two) = scene.slamet_twice();
    for (id, number) in [(one, "400.8/001"), (two, "400.8/002")] {
        let paper = json!({
            "resident": id, "number": number, "title": "Surat Keterangan Domisili", "state": "issued",
            "issued_on": "2026-11-25", "snapshot": { "resident": { "name": "Slamet" } },
        });
        scene.one.create(&scene.office, "letter", paper);
    }
    scene.sync();
    let page = scene.pairs();
    assert_eq!((page.total, page.rows[0].points), (1, 100));
    assert_eq!(page.rows[0].reasons, [Reason::Nik]);
    assert_eq!(scene.browser.session(&scene.office).duplicates, 1);

    let pair = scene.pair(one, two);
    let made: Vec<&str> = pair
        .people
        .iter()
        .map(|person| person.made.device.as_str())
        .collect();
    assert_eq!(made, ["Laptop 01", "Laptop 02"]);
    let differing: Vec<&str> = pair
        .fields
        .iter()
        .filter(|field| field.differs)
        .map(|field| field.field.as_str())
        .collect();
    assert_eq!(differing, ["name", "rt", "phone"]);
    assert!(
        !serde_json::to_string(&pair).unwrap().contains(NIK),
        "numbers stay masked"
    );

    let wish = scene.merge_wish(one, two, &["rt"]);
    let done = scene.tell("duplicates/merge", &wish);
    assert_eq!((scene.pairs().total, scene.listed()), (0, (1, 1)));
    let kept = scene.person(one);
    let numbers: Vec<&str> = kept
        .letters
        .iter()
        .map(|letter| letter.number.as_str())
        .collect();
    assert_eq!(numbers.len(), 2, "{numbers:?}");
    assert_eq!(kept.merged[0].id, two.to_string());
    assert_eq!(kept.row.address, "RT 003");
    assert!(
        kept.history
            .iter()
            .any(|row| row.of == "Slamet Riyady" && row.device == "Laptop 02")
    );
    assert!(
        kept.history
            .iter()
            .any(|row| row.of.is_empty() && row.device == "Laptop 01")
    );
    assert_eq!(scene.person(two).merged_into.unwrap().id, one.to_string());

    scene.sync();
    for laptop in [&scene.one, &scene.two] {
        assert_eq!(laptop.store.count("resident").unwrap(), 1);
        assert_eq!(
            laptop.store.search_residents("slamet", 10).unwrap().records[0].id,
            one
        );
        assert_eq!(laptop.store.kept(two).unwrap().id, one);
        assert_eq!(laptop.store.letters_of(one).unwrap().len(), 2);
    }

    scene.undo(&done.action);
    assert_eq!((scene.pairs().total, scene.listed()), (1, (2, 2)));
    assert_eq!(scene.person(one).row.address, "");
    scene.sync();
    assert_eq!(scene.one.store.count("resident").unwrap(), 2);
}

#[test]
fn a_man_who_is_registered_again_after_a_new_start_is_found_and_his_letter_stays_valid() {
    let mut scene = Scene::new();
    let known = json!({ "name": "Ngatini", "birth_date": "1961-05-12", "mother_name": "Kasinem" });
    let known = scene.resident(known);
    // The laptop was wiped and joins again; its officer registers her before everything is there.
    let mut fresh = Laptop::join(&scene.office, "Laptop 04", 4);
    let again = json!({ "name": "NGATINI", "birth_date": "1961-05-12" });
    let again = fresh.create(&scene.office, "resident", again);
    let paper = json!({ "resident": again, "number": "400.8/009", "state": "issued", "issued_on": "2026-11-25",
        "snapshot": { "resident": { "name": "NGATINI" } } });
    let letter = fresh.create(&scene.office, "letter", paper);
    fresh.sync(&scene.office);
    assert_eq!(scene.pairs().total, 1);
    let wish = scene.merge_wish(known, again, &[]);
    scene.tell("duplicates/merge", &wish);
    fresh.sync(&scene.office);
    assert_eq!(fresh.text(letter, "state").as_deref(), Some("issued"));
    assert_eq!(scene.person(known).letters.len(), 1);
}

#[test]
fn people_who_were_told_apart_stay_so_also_when_their_records_change() {
    let mut scene = Scene::new();
    let (one, two) = scene.slamet_twice();
    let done = scene.tell("duplicates/distinct", &json!({ "a": two, "b": one }));
    assert_eq!(scene.pairs().total, 0);
    scene
        .one
        .edit(&scene.office, one, "name", json!("Slamet Riyadi bin Kasan"));
    scene.sync();
    assert_eq!(scene.pairs().total, 0);
    assert!(
        scene.one.store.is_distinct(one, two).unwrap(),
        "laptops know it too"
    );
    scene.undo(&done.action);
    assert_eq!(scene.pairs().total, 1);
    scene.tell("duplicates/distinct", &json!({ "a": one, "b": two }));
    assert_eq!(scene.pairs().total, 0, "said once more");
}

#[test]
fn ten_records_one_pair_merged_and_one_deleted_are_eight_on_both_sides() {
    let mut scene = Scene::new();
    let (one, two) = scene.slamet_twice();
    let others: Vec<Uuid> = [
        "Agus", "Bambang", "Citra", "Dewi", "Eko", "Fajar", "Galih", "Hesti",
    ]
    .iter()
    .map(|name| {
        scene
            .one
            .create(&scene.office, "resident", json!({ "name": name }))
    })
    .collect();
    scene.sync();
    assert_eq!(scene.listed(), (10, 10));
    let wish = scene.merge_wish(one, two, &[]);
    scene.tell("duplicates/merge", &wish);
    let seq = scene.person(others[0]).seq;
    let wish = |note: &str| json!({ "record": others[0], "seq": seq, "note": note });
    let silent = scene
        .browser
        .post(&scene.office, "residents/delete", &wish(" ").to_string());
    assert_eq!(silent.code(), "reason-missing");
    let deleted = scene.tell("residents/delete", &wish("salah catat"));
    scene.sync();
    assert_eq!(scene.listed(), (8, 8));
    for laptop in [&scene.one, &scene.two] {
        assert_eq!(laptop.store.count("resident").unwrap(), 8);
        assert_eq!(laptop.store.listed_residents().unwrap().len(), 8);
        assert_eq!(laptop.store.search_residents("agus", 9).unwrap().total, 0);
    }
    let gone: ResidentPage = scene
        .browser
        .get(&scene.office, "residents?gone=true")
        .json();
    assert_eq!(gone.total, 2);
    assert!(scene.person(others[0]).deleted);
    scene.undo(&deleted.action);
    assert_eq!(scene.listed(), (9, 9));
}

#[test]
fn an_edit_that_did_not_know_of_a_deletion_is_listed_and_can_bring_the_record_back() {
    let mut scene = Scene::new();
    let id = scene.resident(json!({ "name": "Sutarmi" }));
    let seq = scene.person(id).seq;
    scene.tell(
        "residents/delete",
        &json!({ "record": id, "seq": seq, "note": "salah catat" }),
    );
    scene.office.clock.forward(HOUR);
    scene.two.edit(&scene.office, id, "phone", json!("0812"));
    assert_eq!(scene.list("").total, 0, "nobody has met yet");
    scene.sync();
    let page = scene.list("topic=removed");
    assert_eq!((page.total, page.rows[0].name.as_str()), (1, "Sutarmi"));
    let told: Vec<(bool, String)> = scene
        .detail(id)
        .unseen
        .into_iter()
        .map(|one| (one.removal, one.hand.device))
        .collect();
    assert_eq!(
        told,
        [(true, "kantor".to_owned()), (false, "Laptop 02".to_owned())]
    );

    scene.settle(id, false);
    assert_eq!((scene.list("").total, scene.listed()), (0, (0, 0)));
    scene.one.edit(&scene.office, id, "phone", json!("0813"));
    scene.sync();
    assert_eq!(
        scene.list("").total,
        0,
        "this author knew that she is deleted"
    );
    scene.settle(id, true);
    scene.sync();
    assert_eq!(scene.listed(), (1, 1));
    assert_eq!(scene.two.store.count("resident").unwrap(), 1);
}

#[test]
fn a_merge_of_what_the_clerk_has_not_seen_is_refused() {
    let mut scene = Scene::new();
    let (one, two) = scene.slamet_twice();
    let wish = scene.merge_wish(one, two, &[]);
    scene.one.edit(&scene.office, two, "phone", json!("0899"));
    scene.sync();
    let late = scene
        .browser
        .post(&scene.office, "duplicates/merge", &wish.to_string());
    assert_eq!((late.status, late.code()), (409, "pair-changed".to_owned()));
    let with_itself = json!({ "keep": one, "lose": one, "seqs": [1, 1] }).to_string();
    assert_eq!(
        scene
            .browser
            .post(&scene.office, "duplicates/merge", &with_itself)
            .status,
        400
    );
}

#[test]
fn a_circle_of_merges_is_listed_until_one_of_them_is_taken_back() {
    let mut scene = Scene::new();
    let (one, two) = scene.slamet_twice();
    scene
        .one
        .edit(&scene.office, one, "merged_into", json!(two));
    scene
        .two
        .edit(&scene.office, two, "merged_into", json!(one));
    scene.sync();
    let page = scene.list("topic=circle");
    assert_eq!((page.total, page.rows[0].topic), (1, Topic::Circle));
    assert_eq!(page.rows[0].record, one.min(two).to_string());
    assert_eq!(scene.listed(), (1, 1), "the smallest id stands for both");
    assert_eq!(scene.detail(one.min(two)).people.len(), 2);
    assert_eq!(scene.pairs().total, 0);
    scene.settle(one.min(two), true);
    assert_eq!(
        (scene.list("topic=circle").total, scene.listed()),
        (0, (1, 1))
    );
    assert_eq!(
        scene.pairs().total,
        0,
        "one of them is still merged into the other"
    );
    scene.settle(one.max(two), true);
    assert_eq!((scene.pairs().total, scene.listed()), (1, (2, 2)));
}

impl Scene {
    fn settle(&mut self, id: Uuid, restore: bool) {
        let seq = self
            .detail(id)
            .matters
            .first()
            .map_or(0, |matter| matter.seq);
        let wish = json!({ "record": id, "restore": restore, "seq": seq, "note": "" });
        let body = wish.to_string();
        let answer = self.browser.post(&self.office, "conflicts/settle", &body);
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}
