//! Every route of the console × every role: the table is what happens.

use jemput_server::{ConsoleRoute, console_routes};
use jemput_wire::office::{AccountCode, AccountPage, Act, BookPage, Role};
use serde_json::json;

use crate::{
    browser::{Browser, PASSWORD},
    http::Answer,
    office::{TestOffice, VILLAGE},
};

/// Signed in with one role only.
pub(crate) fn as_role(office: &TestOffice, role: Role) -> Browser {
    let village = if role == Role::Head { VILLAGE } else { "" };
    office
        .office()
        .put_account(role.code(), PASSWORD, &[role], village)
        .expect("an account");
    Browser::signed_in(office, role.code(), PASSWORD)
}

fn ask(office: &TestOffice, browser: &mut Browser, route: &ConsoleRoute) -> Answer {
    let nobody = uuid::Uuid::nil().to_string();
    let path = ["{id}", "{a}", "{b}", "{device}"].iter().fold(
        route.path.trim_start_matches('/').to_owned(),
        |path, part| path.replace(part, &nobody),
    );
    if route.method == "GET" {
        browser.get(office, &path)
    } else {
        browser.post(office, &path, "{}")
    }
}

#[test]
fn every_route_of_the_console_does_for_every_role_what_the_table_says() {
    let office = TestOffice::new();
    let guarded: Vec<(ConsoleRoute, Act)> = console_routes()
        .into_iter()
        .filter_map(|route| Some((route, route.act?)))
        .collect();
    assert!(guarded.len() > 40, "{}", guarded.len());
    let mut stranger = Browser::open(&office);
    for (route, _) in &guarded {
        let answer = ask(&office, &mut stranger, route);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (401, "signed-out"),
            "{route:?}"
        );
    }
    for role in Role::ALL {
        let mut browser = as_role(&office, role);
        for (route, act) in &guarded {
            let answer = ask(&office, &mut browser, route);
            if act.allowed(&[role]) {
                assert!(
                    ![401, 403].contains(&answer.status),
                    "{role:?} {route:?} {}",
                    answer.text()
                );
                assert!(answer.status < 500, "{role:?} {route:?} {}", answer.text());
            } else {
                assert_eq!(
                    (answer.status, answer.code().as_str()),
                    (403, "not-allowed"),
                    "{role:?} {route:?}"
                );
            }
        }
    }
}

#[test]
fn only_four_doors_are_open_to_who_is_not_signed_in() {
    let doors: Vec<&str> = console_routes()
        .iter()
        .filter(|route| route.act.is_none())
        .map(|route| route.path)
        .collect();
    assert_eq!(doors, ["/session", "/setup", "/sign-in", "/sign-out"]);
    let mut seen = std::collections::BTreeSet::new();
    for route in console_routes() {
        assert!(seen.insert((route.method, route.path)), "{route:?} twice");
    }
}

#[test]
fn an_account_is_made_by_an_admin_and_its_owner_alone_knows_the_passphrase() {
    let office = TestOffice::new();
    let mut admin = Browser::set_up(&office);
    let wish = json!({ "name": "Bagas", "roles": ["operator"], "village": "" }).to_string();
    let made: AccountCode = admin.post(&office, "accounts/new", &wish).json();
    assert_eq!(
        admin.post(&office, "accounts/new", &wish).code(),
        "account-name-taken"
    );
    let mut bagas = Browser::open(&office);
    let take = |code: &str, password: &str| {
        json!({ "code": code, "name": "bagas", "password": password }).to_string()
    };
    let common = bagas.post(&office, "setup", &take(&made.code, "bismillah123"));
    assert_eq!(common.code(), "passphrase-common");
    let wrong = bagas.post(&office, "setup", &take("ABCDE-FGHJK", PASSWORD));
    assert_eq!(wrong.code(), "setup-code-wrong");
    let done = bagas.post(&office, "setup", &take(&made.code, PASSWORD));
    assert_eq!(done.status, 200, "{}", done.text());
    let view = bagas.session(&office);
    assert_eq!(
        (view.account.as_deref(), view.roles.as_slice()),
        (Some("Bagas"), [Role::Operator].as_slice())
    );
    let again = Browser::open(&office).post(&office, "setup", &take(&made.code, PASSWORD));
    assert_eq!(again.code(), "setup-code-wrong", "a code is good once");

    // What changes counts at once, also for who is signed in.
    assert_eq!(bagas.get(&office, "inbox").status, 200);
    let id = made.page.rows.iter().find(|row| row.name == "Bagas");
    let set = |roles: &[&str], open: bool, reason: &str| {
        json!({ "id": id.unwrap().id, "roles": roles, "village": "", "open": open, "reason": reason }).to_string()
    };
    let silent = admin.post(&office, "accounts/set", &set(&["officer"], true, ""));
    assert_eq!(silent.code(), "account-reason");
    admin.post(
        &office,
        "accounts/set",
        &set(&["officer"], true, "pindah tugas"),
    );
    assert_eq!(bagas.get(&office, "inbox").code(), "not-allowed");
    assert_eq!(bagas.get(&office, "letters").status, 200);
    let page: AccountPage = admin
        .post(
            &office,
            "accounts/set",
            &set(&["officer"], false, "berhenti bekerja"),
        )
        .json();
    assert!(!page.rows.last().unwrap().closed.is_empty());
    assert_eq!(bagas.get(&office, "letters").code(), "signed-out");
    let mut bagas = Browser::open(&office);
    let wish = json!({ "name": "bagas", "password": PASSWORD }).to_string();
    assert_eq!(
        bagas.post(&office, "sign-in", &wish).code(),
        "sign-in-wrong",
        "a closed account is told from a wrong passphrase by nobody"
    );
}

#[test]
fn the_last_admin_cannot_be_closed_and_no_admin_resets_the_own_passphrase() {
    let office = TestOffice::new();
    let mut admin = Browser::set_up(&office);
    let page: AccountPage = admin.get(&office, "accounts").json();
    let id = page.rows[0].id.clone();
    for (roles, open) in [(json!(["operator"]), true), (json!(["admin"]), false)] {
        let wish =
            json!({ "id": id, "roles": roles, "village": "", "open": open, "reason": "coba-coba" });
        let answer = admin.post(&office, "accounts/set", &wish.to_string());
        assert_eq!(answer.code(), "account-last-admin");
    }
    let wish = json!({ "id": id, "reason": "lupa kata sandi" }).to_string();
    let answer = admin.post(&office, "accounts/code", &wish);
    assert_eq!(answer.code(), "account-own-code");
    let none = json!({ "id": id, "roles": [], "village": "", "open": true, "reason": "coba-coba" });
    let answer = admin.post(&office, "accounts/set", &none.to_string());
    assert_eq!(answer.code(), "account-role-missing");
    let head = json!({ "name": "Kades", "roles": ["head"], "village": "99.99.99.9999" });
    let answer = admin.post(&office, "accounts/new", &head.to_string());
    assert_eq!(answer.code(), "account-village-missing");
    assert_eq!(
        admin.get(&office, "accounts").status,
        200,
        "nothing changed"
    );
}

#[test]
fn a_head_sees_the_book_of_the_own_village_only() {
    let office = TestOffice::new();
    let mut laptop = crate::laptop::Laptop::join(&office, "Laptop 01", 1);
    for (village, number) in [(VILLAGE, "470/1/2026"), ("33.02.04.2002", "470/9/2026")] {
        let letter = json!({
            "number": number, "title": "Domisili", "series": "470", "serial": number.split('/').nth(1), "year": 2026,
            "state": "issued", "scope": format!("village:{VILLAGE}"), "snapshot": { "village": { "code": village } },
        });
        laptop.create(&office, "letter", letter);
    }
    laptop.sync(&office);
    let villages = |browser: &Browser| {
        let page: BookPage = browser.get(&office, "book").json();
        let codes = page.books.iter().map(|book| book.village.to_string());
        codes.collect::<std::collections::BTreeSet<_>>()
    };
    let operator = as_role(&office, Role::Operator);
    let head = as_role(&office, Role::Head);
    assert_eq!(villages(&operator).len(), 2, "{:?}", villages(&operator));
    assert_eq!(villages(&head), [VILLAGE.to_owned()].into());
    let file = |series: &str, village: &str| {
        format!("book/file?village={village}&series={series}&year=2026&format=xlsx")
    };
    assert_eq!(head.get(&office, &file("470", "33.02.04.2002")).status, 404);
    assert_eq!(
        operator.get(&office, &file("470", "33.02.04.2002")).status,
        200
    );
    assert_eq!(head.get(&office, &file("470", VILLAGE)).status, 200);
}
