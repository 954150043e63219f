//! Ways out of folders, in every parameter that could become a file's name.

use std::fs;

use serde_json::json;

use crate::{browser::Browser, http::ask, laptop::Laptop, office::TestOffice};

const SECRET: &str = "ISI-YANG-TAK-BOLEH-KELUAR";

/// An office with built pages, and a secret beside their folders.
fn office() -> TestOffice {
    let mut office = TestOffice::new();
    let ui = office.data.path().join("ui");
    for folder in ["office", "check"] {
        fs::create_dir_all(ui.join(folder)).expect("a file of the test");
        fs::write(ui.join(folder).join("index.html"), "<!doctype html>")
            .expect("a file of the test");
        fs::write(ui.join(folder).join("app.js"), "let a = 1;".repeat(100))
            .expect("a file of the test");
        fs::write(ui.join(folder).join(".env"), SECRET).expect("a file of the test");
    }
    fs::write(ui.join("rahasia.txt"), SECRET).expect("a file of the test");
    fs::write(office.data.path().join("rahasia.txt"), SECRET).expect("a file of the test");
    office.ui = Some(ui);
    office.restart();
    office
}

const WAYS: &[&str] = &[
    "../rahasia.txt",
    "../../rahasia.txt",
    "..%2frahasia.txt",
    "%2e%2e/rahasia.txt",
    "%2e%2e%2frahasia.txt",
    "%252e%252e%252frahasia.txt",
    "..%5crahasia.txt",
    "a/../../rahasia.txt",
    ".%00./rahasia.txt",
    "//etc/passwd",
    "%2fetc%2fpasswd",
    "C:%5cWindows%5cwin.ini",
    ".env",
    "%2eenv",
    "....//rahasia.txt",
    "../server/keys/seal.key",
    "..%2f..%2fserver%2fkeys",
];

#[test]
fn no_path_leads_out_of_the_folders_of_pages() {
    let office = office();
    assert_eq!(office.get("/office/app.js").status, 200);
    assert_eq!(office.get("/v/app/app.js").status, 200);
    for base in ["/office/", "/v/app/", "/static/", "/v/", "/"] {
        for way in WAYS {
            let answer = office.get(&format!("{base}{way}"));
            let text = String::from_utf8_lossy(&answer.body).into_owned();
            assert!(
                !text.contains(SECRET) && !text.contains("root:"),
                "{base}{way}"
            );
            assert!(answer.status != 500, "{base}{way}");
        }
    }
}

#[test]
fn a_page_has_one_spelling_so_that_no_stranger_fills_the_memory_with_others() {
    let office = office();
    for spelling in [
        "/v/app/./app.js",
        "/v/app//app.js",
        "/v/app/app.js%3Fa=1",
        "/v/app/%2e/app.js",
        "/v/app/app%2ejs%23b",
        "/office/./app.js",
        "/office//app.js",
        "/office/x/../app.js",
    ] {
        let answer = ask(
            office.running().address,
            "GET",
            spelling,
            &[("accept-encoding", "gzip")],
            b"",
        );
        assert_eq!(answer.status, 404, "{spelling}");
    }
    let plain = ask(
        office.running().address,
        "GET",
        "/v/app/app.js?v=2",
        &[("accept-encoding", "gzip")],
        b"",
    );
    assert_eq!(
        (plain.status, plain.header("content-encoding")),
        (200, Some("gzip"))
    );
}

#[test]
fn no_name_that_a_laptop_or_a_clerk_sends_becomes_a_path() {
    let office = office();
    let mut browser = Browser::set_up(&office);
    let mut laptop = Laptop::join(&office, "../../rahasia.txt", 1);
    for way in WAYS {
        for base in ["/blob/", "/snapshot/"] {
            let path = format!("{base}{way}");
            let sent = laptop.sign_for("GET", &path, Vec::new(), office.now());
            let answer = sent.send(&office);
            assert_eq!(answer.status, 404, "{path}");
        }
        for base in ["bundles/", "residents/", "conflicts/", "duplicates/a/"] {
            let answer = browser.get(&office, &format!("{base}{way}"));
            assert!(
                (400..500).contains(&answer.status),
                "{base}{way}: {}",
                answer.status
            );
        }
    }
    // A file that a record names by a path is no file.
    for name in ["../../rahasia.txt", "/etc/passwd", "rahasia.txt\0"] {
        let fields =
            json!({ "sha256": name, "bytes": 24, "name": "../../x.jpg", "media": "image/jpeg" });
        laptop.create(&office, "attachment", fields);
    }
    laptop.sync(&office);
    assert_eq!(browser.get(&office, "devices").status, 200);
    let code = json!({ "villages": ["../../x"], "device_name": "../../x" }).to_string();
    assert_eq!(browser.post(&office, "devices/code", &code).status, 400);
    let left: Vec<_> = fs::read_dir(office.data.path()).unwrap().collect();
    assert_eq!(
        left.len(),
        3,
        "only what was there: server, ui, rahasia.txt"
    );
}
