//! What the page in the field app's window may do: nothing but call the app's one command. Read from the files that the
//! window is built from, so that a convenient plugin or a looser policy does not slip in.

use std::fs;

use anyhow::Result;
use serde_json::Value;

use super::{Fault, manifests};
use crate::place::Place;

const CONFIG: &str = "tauri.conf.json";
const CAPABILITIES: &str = "src-tauri/capabilities";

/// Directives of the policy that must stand there as they are.
const EXACT: &[(&str, &str)] = &[
    ("default-src", "'self'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    ("connect-src", "'self' ipc: http://ipc.localhost"),
    ("object-src", "'none'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
];
/// Sources that any other directive may name.
const SOURCES: &[&str] = &["'self'", "'none'", "data:", "blob:"];

pub(super) fn check(place: &Place) -> Result<Vec<Fault>> {
    let config = fs::read_to_string(place.in_root(CONFIG))?;
    let mut faults: Vec<Fault> = of_config(&serde_json::from_str(&config)?)
        .into_iter()
        .map(|text| Fault::new(CONFIG, text))
        .collect();
    let mut capabilities = 0;
    for entry in fs::read_dir(place.in_root(CAPABILITIES))? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        capabilities += 1;
        for text in of_capability(&serde_json::from_str(&text)?) {
            faults.push(Fault::new(path.display().to_string(), text));
        }
    }
    if capabilities != 1 {
        faults.push(Fault::new(CAPABILITIES, "one file says all"));
    }
    let manifest = fs::read_to_string(place.in_root("Cargo.toml"))?;
    for name in manifests::dependencies(&manifest) {
        if name.starts_with("tauri-plugin") {
            faults.push(Fault::new(
                "Cargo.toml",
                format!("`{name}`: what the page needs is a command of the app"),
            ));
        }
    }
    Ok(faults)
}

fn of_config(config: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let app = &config["app"];
    if app["withGlobalTauri"] != Value::Bool(false) {
        faults.push("`withGlobalTauri` gives every script the whole interface".to_owned());
    }
    if !config["build"]["devUrl"].is_null() {
        faults.push("`devUrl` would load the page from a network address".to_owned());
    }
    if !config["plugins"].is_null() {
        faults.push("no plugin has a place here".to_owned());
    }
    let security = app["security"].as_object();
    for key in security.into_iter().flat_map(serde_json::Map::keys) {
        if key != "csp" {
            faults.push(format!("`security.{key}` loosens what the window may do"));
        }
    }
    faults.extend(of_policy(
        app["security"]["csp"].as_str().unwrap_or_default(),
    ));
    faults
}

fn of_policy(policy: &str) -> Vec<String> {
    let directives: Vec<(&str, &str)> = policy
        .split(';')
        .map(|one| one.trim().split_once(' ').unwrap_or((one.trim(), "")))
        .collect();
    let mut faults = Vec::new();
    for (name, exact) in EXACT {
        if !directives.contains(&(name, exact)) {
            faults.push(format!("the policy lacks `{name} {exact}`"));
        }
    }
    for (name, sources) in directives {
        let known = EXACT.iter().any(|(exact, _)| *exact == name);
        for source in sources.split(' ').filter(|_| !known) {
            if !SOURCES.contains(&source) {
                faults.push(format!("`{name}` may not name `{source}`"));
            }
        }
    }
    faults
}

fn of_capability(capability: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let permissions = capability["permissions"].as_array();
    if permissions.is_none_or(|list| !list.is_empty()) {
        faults.push("the page needs no permission but the app's own command".to_owned());
    }
    if capability["windows"] != serde_json::json!(["main"]) {
        faults.push("there is one window".to_owned());
    }
    if !capability["remote"].is_null() {
        faults.push("no page from elsewhere may call anything".to_owned());
    }
    faults
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_looser_policy_is_a_fault() {
        let strict = EXACT
            .iter()
            .map(|(name, sources)| format!("{name} {sources}"))
            .collect::<Vec<_>>()
            .join("; ");
        assert_eq!(of_policy(&strict), [""; 0]);
        let loose = strict.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");
        assert_eq!(of_policy(&loose).len(), 1);
        assert_eq!(of_policy("").len(), EXACT.len() + 1);
        for more in ["img-src *", "img-src https://x.example", "frame-src http:"] {
            assert_eq!(of_policy(&format!("{strict}; {more}")).len(), 1, "{more}");
        }
    }

    #[test]
    fn a_permission_a_second_window_and_a_foreign_page_are_faults() {
        let none = json!({ "windows": ["main"], "permissions": [] });
        assert_eq!(of_capability(&none), [""; 0]);
        for (key, value) in [
            ("permissions", json!(["core:default"])),
            ("windows", json!(["*"])),
            ("remote", json!({ "urls": ["https://x.example"] })),
        ] {
            let mut loose = none.clone();
            loose[key] = value;
            assert_eq!(of_capability(&loose).len(), 1, "{key}");
        }
    }

    #[test]
    fn a_key_that_opens_files_to_the_page_is_a_fault() {
        let with = json!({ "app": { "withGlobalTauri": false, "security": {
            "csp": "", "assetProtocol": { "enable": true },
        } } });
        assert!(
            of_config(&with)
                .iter()
                .any(|one| one.contains("assetProtocol"))
        );
    }
}
