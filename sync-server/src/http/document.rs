//! The API in OpenAPI 3.1, made from the tables of routes and the types they work with.

use jemput_wire::{
    AppError,
    office::{Act, CSRF},
};
use serde_json::{Map, Value, json};

use super::{
    contract::{Reads, Schemas, Tellable, Tells},
    entry::{ConsoleRoute, Entry},
};

/// Where the console's routes lie.
pub(super) const CONSOLE: &str = "/office/api";

/// What every program should be ready for.
const REFUSALS: &[(u16, &str)] = &[
    (400, "It could not be read, or the office says why not"),
    (401, "Nobody is signed in, or not with what was said"),
    (403, "Not allowed, or not sent by a page of this server"),
    (404, "Nothing is there"),
    (408, "It came too slowly"),
    (409, "Somebody else was faster"),
    (413, "Too large"),
    (429, "Too often"),
    (503, "Not in order"),
    (507, "The office's disk is full; nothing of it was kept"),
];

/// The document; `console` lies below [`CONSOLE`], `open` is for everybody.
pub(super) fn document(console: &[Entry], open: &[Entry]) -> Value {
    let mut schemas = Schemas::new();
    let error = match <AppError as Tellable>::describe(&mut schemas) {
        Tells::Json(schema) => schema.to_value(),
        _ => Value::Bool(true),
    };
    let mut paths: Map<String, Value> = Map::new();
    let all = console.iter().map(|entry| (CONSOLE, entry));
    for (base, entry) in all.chain(open.iter().map(|entry| ("", entry))) {
        let path = format!("{base}{}", entry.route.path);
        let told = operation(base, entry, &mut schemas, &error);
        let methods = paths.entry(path).or_insert_with(|| json!({}));
        methods[entry.route.method.to_lowercase()] = told;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Jemput: server of an office",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What the office's console asks, and what everybody may. Every refusal is an `AppError`; its \
                            sentences are in `assets/i18n`. Laptops have a signed protocol of their own.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas.named(),
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": super::cookies::NAME },
                "page": {
                    "type": "apiKey", "in": "header", "name": CSRF,
                    "description": "`csrf` of `GET /office/api/session` under the same cookie",
                },
            },
        },
    })
}

fn operation(base: &str, entry: &Entry, schemas: &mut Schemas, error: &Value) -> Value {
    let route = entry.route;
    let mut told = json!({
        "operationId": format!("{} {base}{}", route.method, route.path),
        "tags": [route.path.split('/').nth(1).unwrap_or_default()],
        "security": security(base, route),
    });
    if let Some(act) = route.act {
        told["x-act"] = json!(act);
        told["x-roles"] = json!(act.roles());
    }
    let mut parameters: Vec<Value> = named(route.path)
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "minLength": 1 } }))
        .collect();
    let reads = (entry.reads)(schemas);
    match &reads {
        Reads::Nothing => {}
        Reads::Query(schema) => parameters.extend(query(schema.as_value())),
        Reads::Json(schema) => {
            told["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": schema } } });
        }
        Reads::Bytes => {
            let any = json!({ "application/octet-stream": {} });
            told["requestBody"] = json!({ "required": true, "content": any });
        }
    }
    told["parameters"] = json!(parameters);
    let (status, answer) = match (entry.tells)(schemas) {
        Tells::Json(schema) => (
            "200",
            json!({ "description": "Done", "content": { "application/json": { "schema": schema } } }),
        ),
        Tells::Bytes(kind) => (
            "200",
            json!({ "description": "Done", "content": { kind: {} } }),
        ),
        Tells::Elsewhere => ("303", json!({ "description": "Another address" })),
    };
    // A page for people stays one when it has bad news.
    let page = answer["content"].get("text/html").is_some();
    let refused = if page {
        json!({ "text/html": {} })
    } else {
        json!({ "application/json": { "schema": error } })
    };
    told["responses"][status] = answer;
    for (code, why) in REFUSALS {
        if usual(base, entry, &reads).contains(code) {
            told["responses"][code.to_string()] = json!({ "description": why, "content": refused });
        }
    }
    told
}

/// Statuses of refusals.
fn usual(base: &str, entry: &Entry, reads: &Reads) -> Vec<u16> {
    if base.is_empty() {
        return [entry.refusals, &[408]].concat();
    }
    let mut codes = vec![408, 507];
    let route = entry.route;
    if route.method == "POST" {
        codes.extend([400, 401, 403, 413]);
    }
    match route.act {
        None if route.method == "POST" => codes.push(429),
        None => {}
        // Passphrases and codes are guessed at here too.
        Some(Act::KeepOwnAccount) if route.method == "POST" => codes.push(429),
        Some(_) if route.method == "POST" => codes.extend([404, 409]),
        Some(_) => {
            codes.extend([401, 403]);
            if matches!(reads, Reads::Query(_)) || named(route.path).next().is_some() {
                codes.extend([400, 404]);
            }
        }
    }
    codes
}

fn security(base: &str, route: ConsoleRoute) -> Value {
    match (base.is_empty(), route.method) {
        (true, _) => json!([]),
        // Whoever has no cookie yet gets one.
        (false, "GET") if route.act.is_none() => json!([]),
        (false, "GET") => json!([{ "session": [] }]),
        (false, _) => json!([{ "session": [], "page": [] }]),
    }
}

/// Names in braces.
fn named(path: &str) -> impl Iterator<Item = &str> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

/// An object's fields as parameters of a query.
fn query(schema: &Value) -> Vec<Value> {
    let required = |name: &str| {
        let all = schema["required"].as_array();
        all.is_some_and(|all| all.iter().any(|one| one == name))
    };
    let fields = schema["properties"].as_object();
    fields
        .into_iter()
        .flatten()
        .map(|(name, field)| {
            let mut field = field.clone();
            let words = field
                .as_object_mut()
                .and_then(|field| field.remove("description"));
            json!({
                "name": name, "in": "query", "required": required(name), "schema": field,
                "description": words.unwrap_or_default(),
            })
        })
        .collect()
}
