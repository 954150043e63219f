//! The document of the API is what is mounted, and nothing that anybody sends to it makes the server fail.

use std::collections::BTreeSet;

use jemput_server::{api_document, console_routes};
use jemput_wire::office::{CSRF, Phase, Role};
use serde_json::{Map, Value, json};

use crate::{
    browser::{Browser, PASSWORD},
    http::{Answer, ask},
    laptop::Laptop,
    office::TestOffice,
};

/// One line of the document.
struct Operation {
    method: String,
    path: String,
    told: Value,
}

fn operations(document: &Value) -> Vec<Operation> {
    let paths = document["paths"].as_object().expect("paths");
    let each = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().expect("methods");
        methods.iter().map(|(method, told)| Operation {
            method: method.to_uppercase(),
            path: path.clone(),
            told: told.clone(),
        })
    });
    each.collect()
}

/// Every name in braces is replaced.
fn filled(path: &str, with: &str) -> String {
    let parts = path
        .split('/')
        .map(|part| if part.starts_with('{') { with } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// Asks as a page of this browser would.
fn send(office: &TestOffice, browser: &Browser, to: (&str, &str), body: &[u8]) -> Answer {
    let headers = [
        ("cookie", browser.cookie.as_str()),
        (CSRF, &browser.csrf),
        ("content-type", "application/json"),
    ];
    ask(office.running().address, to.0, to.1, &headers, body)
}

#[test]
fn the_document_has_every_route_and_every_route_of_the_document_answers() {
    let office = TestOffice::new();
    let browser = Browser::set_up(&office);
    let document = api_document();
    let told: BTreeSet<(String, String)> = operations(&document)
        .into_iter()
        .map(|one| (one.method, one.path))
        .collect();
    for route in console_routes() {
        let line = (
            route.method.to_owned(),
            format!("/office/api{}", route.path),
        );
        assert!(told.contains(&line), "{line:?} is not in the document");
    }
    for (method, path) in &told {
        let answer = send(&office, &browser, (method, &filled(path, "x")), b"{}");
        let nowhere =
            answer.status == 404 && answer.body.windows(9).any(|nine| nine == b"not-found");
        assert!(
            !nowhere && answer.status != 405,
            "{method} {path} leads nowhere"
        );
    }
    // What is mounted beside the two tables is a page, or a laptop's signed protocol.
    let beside = [
        "/",
        "/blob/{sha256}",
        "/office",
        "/office/",
        "/office/{*path}",
        "/privasi",
        "/recovery",
        "/retire",
        "/snapshot/{sha256}",
        "/static/{*name}",
        "/sync",
        "/usb-key",
        "/v",
        "/V1",
        "/v/",
        "/v/app/{*path}",
        "/v1",
        "/{*rest}",
    ];
    let mut found = BTreeSet::new();
    let sources = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in [sources.join("http.rs")].into_iter().chain(
        std::fs::read_dir(sources.join("http"))
            .expect("the sources")
            .map(|entry| entry.expect("an entry").path()),
    ) {
        let text = std::fs::read_to_string(&file).expect("a source");
        let mut rest = text.as_str();
        while let Some((_, after)) = rest.split_once(".route(") {
            rest = after;
            if let Some(literal) = after.trim_start().strip_prefix('"') {
                found.insert(literal.split('"').next().unwrap_or_default().to_owned());
            }
        }
    }
    let beside: BTreeSet<String> = beside.map(str::to_owned).into();
    assert_eq!(found, beside);
}

#[test]
fn every_type_of_the_document_is_there_and_every_line_has_a_role() {
    let document = api_document();
    let schemas = document["components"]["schemas"]
        .as_object()
        .expect("schemas");
    let text = document.to_string();
    let mut rest = text.as_str();
    let mut count = 0;
    while let Some((_, after)) = rest.split_once("\"#/components/schemas/") {
        rest = after;
        let name = after.split('"').next().unwrap_or_default();
        assert!(schemas.contains_key(name), "{name}");
        count += 1;
    }
    assert!(count > 100, "{count}");
    for one in operations(&document) {
        if one.path.starts_with("/office/api/") && one.told["security"] != json!([]) {
            let door = one.path.ends_with("/setup") || one.path.contains("/sign-");
            assert_eq!(one.told["x-roles"].is_array(), !door, "{}", one.path);
        }
    }
}

/// A value that fits, as far as the schema says.
fn fitting(document: &Value, schema: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        let place = name.trim_start_matches('#');
        return fitting(document, document.pointer(place).expect("a schema"));
    }
    if let Some(known) = schema["const"].as_str() {
        return json!(known);
    }
    for several in ["oneOf", "anyOf", "enum"] {
        if let Some(first) = schema[several].as_array().and_then(|all| all.first()) {
            return if several == "enum" {
                first.clone()
            } else {
                fitting(document, first)
            };
        }
    }
    let kind = schema["type"].as_str();
    let kind = kind
        .or_else(|| schema["type"][0].as_str())
        .unwrap_or("object");
    match kind {
        "string" => json!("00000000-0000-0000-0000-000000000000"),
        "integer" | "number" => json!(1),
        "boolean" => json!(false),
        "array" => {
            let least = schema["minItems"].as_u64().unwrap_or(1).max(1);
            let one = fitting(document, &schema["items"]);
            json!(vec![one; usize::try_from(least).expect("few")])
        }
        "null" => Value::Null,
        _ => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            let fields = fields.map(|(name, field)| (name.clone(), fitting(document, field)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
    }
}

/// What has broken some server before.
fn odd() -> Vec<Value> {
    vec![
        json!(null),
        json!(-1),
        json!(1.5e300),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(""),
        json!("\u{0}"),
        json!("\u{202e}\u{feff}\u{1f9ff}' OR 1=1 --"),
        json!("9999-12-31"),
        json!("-9999-01-01"),
        json!("x".repeat(5_000)),
        json!([]),
        json!([[[[[]]]]]),
        json!({}),
        json!({ "\u{0}": null }),
    ]
}

/// The same with one of its values, at any depth, exchanged.
fn exchanged(value: &Value, with: &Value) -> Vec<Value> {
    let mut all = vec![with.clone()];
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                for other in exchanged(field, with) {
                    let mut fields = fields.clone();
                    fields.insert(name.clone(), other);
                    all.push(Value::Object(fields));
                }
                let mut fields = fields.clone();
                fields.remove(name);
                all.push(Value::Object(fields));
            }
        }
        Value::Array(items) => {
            for other in items
                .first()
                .map(|first| exchanged(first, with))
                .unwrap_or_default()
            {
                all.push(json!([other]));
            }
        }
        _ => {}
    }
    all
}

fn bodies(document: &Value, schema: &Value) -> Vec<Vec<u8>> {
    let good = fitting(document, schema);
    let mut all: Vec<Vec<u8>> = [
        &b""[..],
        b"\0",
        b"{",
        b"\xff\xfe",
        b"{\"a\":\"\xff\"}",
        b"1e999",
        b"\"\\ud800\"",
    ]
    .map(<[u8]>::to_vec)
    .into();
    for nested in ["[", "{\"a\":"] {
        all.push(nested.repeat(9_000).into_bytes());
    }
    for value in odd() {
        all.extend(
            exchanged(&good, &value)
                .iter()
                .map(|body| body.to_string().into_bytes()),
        );
    }
    all
}

const ODD_WORDS: &[&str] = &[
    "",
    "x",
    "-1",
    "1.5",
    "99999999999999999999",
    "4294967295",
    "18446744073709551615",
    "%00",
    "%ff%fe",
    "%22",
    "%27%25_",
    "2026-13-45",
    "9999-12-31",
    "-9999-01-01",
    "true",
    "00000000-0000-0000-0000-000000000000",
    "..",
    "%2e%2e%2f",
    "*",
];

/// Queries and paths of a line.
fn addresses(one: &Operation) -> Vec<String> {
    let parameters = one.told["parameters"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let long = "y".repeat(3_000);
    let words = || ODD_WORDS.iter().copied().chain([long.as_str()]);
    let mut all = vec![filled(&one.path, "x")];
    if one.path.contains('{') {
        let named = words().filter(|word| !word.is_empty() && *word != "..");
        all.extend(named.map(|word| filled(&one.path, word)));
    }
    for parameter in parameters.iter().filter(|one| one["in"] == "query") {
        let name = parameter["name"].as_str().unwrap_or_default();
        all.extend(words().map(|word| format!("{}?{name}={word}", one.path)));
        all.push(format!("{}?{name}=1&{name}=2", one.path));
    }
    all
}

#[test]
fn nothing_that_is_sent_to_any_route_makes_the_server_fail() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    laptop.create(
        &office,
        "resident",
        json!({ "name": "Sumarni", "nik": "3302045203899001" }),
    );
    laptop.sync(&office);
    let roles: Vec<Role> = Role::ALL
        .into_iter()
        .filter(|role| *role != Role::Head)
        .collect();
    let account = office.office().put_account("kantor", PASSWORD, &roles, "");
    account.expect("an account");
    let mut browser = Browser::signed_in(&office, "kantor", PASSWORD);
    let document = api_document();
    let mut sent = 0;
    for one in operations(&document) {
        // The end of the session is what it is for.
        if one.path.ends_with("/sign-out") {
            continue;
        }
        let body = &one.told["requestBody"]["content"];
        let bodies = match body.get("application/json") {
            Some(json) => bodies(&document, &json["schema"]),
            None => vec![Vec::new(), b"\xff\0x".to_vec()],
        };
        for address in addresses(&one) {
            for body in &bodies {
                let answer = send(&office, &browser, (&one.method, &address), body);
                let status = answer.status.to_string();
                let known = one.told["responses"].get(&status).is_some();
                let shown: String = String::from_utf8_lossy(body).chars().take(300).collect();
                assert!(
                    known && (answer.status < 500 || one.path == "/health"),
                    "{} {address}: {status} for {shown}",
                    one.method
                );
                sent += 1;
            }
        }
        let view = browser.session(&office);
        assert_eq!(
            view.phase,
            Phase::SignedIn,
            "after {} {}",
            one.method,
            one.path
        );
    }
    assert!(sent > 3_000, "{sent}");
    laptop.sync(&office);
}
