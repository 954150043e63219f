//! Who answers for a finding of the automatic audit.

use jemput_wire::office::{AuditPage, Role};
use serde_json::json;

use crate::{browser::PASSWORD, clock::HOUR, irregular::Scene, roles::as_role};

/// Another account that may close findings.
fn another(scene: &Scene, name: &str, role: Role) {
    let made = scene
        .office
        .office()
        .put_account(name, PASSWORD, &[role], "");
    made.expect("an account");
}

#[test]
fn a_finding_is_given_to_a_clerk_who_may_and_the_list_and_the_audit_say_so() {
    let mut scene = Scene::new();
    let letter = scene.letter(&json!({}));
    scene.office.clock.forward(HOUR);
    let office = &scene.office;
    scene
        .laptop
        .edit(office, letter, "title", json!("Surat lain"));
    another(&scene, "Wulan", Role::Verifier);
    another(&scene, "Bagas", Role::Operator);
    let row = scene.of("letter-changed").remove(0);
    let to = |name: &str| json!({ "id": row.id, "to": name });
    for nobody in ["Bagas", "Siapa", "wulan", ""] {
        assert_eq!(
            scene.tell("give", &to(nobody)),
            "irregular-clerk",
            "{nobody}"
        );
    }
    assert_eq!(scene.tell("give", &to("Wulan")), "");
    let page = scene.page("owner=Wulan");
    assert_eq!((page.total, page.rows[0].owner.as_str()), (1, "Wulan"));
    assert_eq!(page.clerks, ["verifier", "Wulan"]);
    assert_eq!(scene.page("owner=verifier").total, 0);
    // Whoever has one may be closed since.
    another(&scene, "Ratna", Role::Admin);
    let closed = scene
        .office
        .office()
        .change_account("Wulan", None, false, "pindah tugas");
    closed.expect("closed");
    assert_eq!(scene.page("owner=Wulan").clerks, ["verifier"]);
    assert_eq!(scene.tell("give", &to("Wulan")), "irregular-clerk");
    assert_eq!(scene.tell("take", &json!({ "id": row.id })), "");
    assert_eq!(scene.page("owner=verifier").total, 1);

    let auditor = as_role(&scene.office, Role::Auditor);
    let audit: AuditPage = auditor
        .get(
            &scene.office,
            &format!("audit?deed=finding-given&of={}", row.id),
        )
        .json();
    let told: Vec<(&str, &str)> = audit
        .rows
        .iter()
        .map(|row| (row.who.name.as_str(), row.note.as_str()))
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.contains(&("verifier", "Wulan")) && told.contains(&("verifier", "verifier")));
    let refused = as_role(&scene.office, Role::Operator).post(
        &scene.office,
        "irregular/give",
        &to("verifier").to_string(),
    );
    assert_eq!(refused.code(), "not-allowed");
}

#[test]
fn a_finding_is_never_given_to_whose_own_doing_it_is_and_a_closed_one_to_nobody() {
    let mut scene = Scene::new();
    let id = scene
        .laptop
        .create(&scene.office, "resident", json!({ "name": "Sumarni" }));
    scene.laptop.sync(&scene.office);
    let wulan = as_role(&scene.office, Role::Operator);
    let roles = [Role::Operator, Role::Verifier];
    another(&scene, "Ratna", Role::Admin);
    let office = scene.office.office();
    let both = office.change_account("operator", Some((&roles, "")), true, "merangkap");
    both.expect("changed");
    for _ in 0..10 {
        wulan.get(&scene.office, &format!("residents/{id}"));
        scene.office.clock.forward(2 * 60_000);
    }
    let row = scene.of("repeated-looks").remove(0);
    assert_eq!(row.who.name, "operator");
    let to = json!({ "id": row.id, "to": "operator" });
    assert_eq!(scene.tell("give", &to), "irregular-of-clerk");
    let mut own = crate::browser::Browser::signed_in(&scene.office, "operator", PASSWORD);
    let taken = own.post(
        &scene.office,
        "irregular/take",
        &json!({ "id": row.id }).to_string(),
    );
    assert_eq!(taken.code(), "irregular-own");
    assert_eq!(scene.of("repeated-looks")[0].owner, "");

    let close = json!({ "id": row.id, "facts": row.facts, "note": "membantu warga di loket" });
    assert_eq!(scene.tell("close", &close), "");
    let to = json!({ "id": row.id, "to": "verifier" });
    assert_eq!(scene.tell("give", &to), "irregular-is-closed");
    assert_eq!(scene.tell("take", &to), "irregular-is-closed");
}
