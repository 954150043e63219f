//! The dependency rule: which of our crates may use which.

use std::fs;

use anyhow::Result;

use super::{Fault, manifests};
use crate::place::Place;

/// Package and the packages of ours that it may use in its product code; the table of ARCHITECTURE.md.
const RULE: &[(&str, &[&str])] = &[
    ("jemput-domain", &[]),
    ("jemput-sync", &[]),
    ("jemput-bundle", &[]),
    ("jemput-import", &["jemput-domain"]),
    ("jemput-printing", &["jemput-domain"]),
    ("jemput-wire", &["jemput-domain", "jemput-sync"]),
    ("jemput-seal", &["jemput-domain"]),
    (
        "jemput-store",
        &["jemput-domain", "jemput-memory", "jemput-sync"],
    ),
    ("jemput-letters", &["jemput-domain", "jemput-seal"]),
    ("jemput-line", &[]),
    ("jemput-memory", &[]),
    (
        "jemput-app",
        &[
            "jemput-bundle",
            "jemput-domain",
            "jemput-import",
            "jemput-letters",
            "jemput-line",
            "jemput-printing",
            "jemput-seal",
            "jemput-store",
            "jemput-sync",
            "jemput-wire",
        ],
    ),
    ("jemput", &["jemput-app", "jemput-memory", "jemput-wire"]),
    ("jemput-dev-shell", &["jemput-app", "jemput-wire"]),
    (
        "jemput-server",
        &[
            "jemput-bundle",
            "jemput-domain",
            "jemput-import",
            "jemput-letters",
            "jemput-line",
            "jemput-memory",
            "jemput-seal",
            "jemput-store",
            "jemput-sync",
            "jemput-wire",
        ],
    ),
    ("jemput-ui-kit", &["jemput-domain", "jemput-wire"]),
    (
        "jemput-ui-field",
        &["jemput-domain", "jemput-ui-kit", "jemput-wire"],
    ),
    (
        "jemput-ui-office",
        &["jemput-domain", "jemput-ui-kit", "jemput-wire"],
    ),
    (
        "jemput-ui-check",
        &[
            "jemput-domain",
            "jemput-seal",
            "jemput-ui-kit",
            "jemput-wire",
        ],
    ),
    (
        "jemput-foreign",
        &[
            "jemput-bundle",
            "jemput-domain",
            "jemput-import",
            "jemput-line",
            "jemput-seal",
            "jemput-store",
            "jemput-sync",
            "jemput-wire",
        ],
    ),
    ("xtask", &["jemput-domain"]),
];

/// Pure crates: no clock, randomness, files, network or database may come in by a dependency.
const PURE: &[&str] = &["jemput-domain", "jemput-sync", "jemput-wire", "jemput-seal"];
const IMPURE: &[&str] = &[
    "rusqlite",
    "tokio",
    "reqwest",
    "getrandom",
    "rand",
    "tracing",
    "axum",
    "tauri",
    "chrono",
    "time",
];

/// Compares every manifest with the rule.
pub(super) fn check(place: &Place) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for path in manifests::all(place)? {
        let text = fs::read_to_string(place.in_root(&path))?;
        faults.extend(check_manifest(&path, &text));
    }
    Ok(faults)
}

fn check_manifest(path: &str, text: &str) -> Vec<Fault> {
    let Some(package) = manifests::package(text) else {
        return Vec::new();
    };
    let dependencies = manifests::dependencies(text);
    // The world builder of the tests may use everything, and only tests may use it.
    if package == "jemput-testkit" {
        return Vec::new();
    }
    let Some((_, allowed)) = RULE.iter().find(|(name, _)| *name == package) else {
        return vec![Fault::new(
            path,
            format!("`{package}` is new: add it to the dependency rule"),
        )];
    };
    let ours = dependencies
        .iter()
        .filter(|name| name.starts_with("jemput") && !allowed.contains(&name.as_str()));
    let mut faults: Vec<Fault> = ours
        .map(|name| Fault::new(path, format!("`{package}` may not depend on `{name}`")))
        .collect();
    if PURE.contains(&package.as_str()) {
        let impure = dependencies
            .iter()
            .filter(|name| IMPURE.contains(&name.as_str()));
        faults.extend(impure.map(|name| {
            Fault::new(
                path,
                format!("`{package}` is pure and may not depend on `{name}`"),
            )
        }));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_domain_may_not_know_the_store() {
        let manifest =
            "[package]\nname = \"jemput-domain\"\n[dependencies]\njemput-store.workspace = true\n";
        assert_eq!(check_manifest("x", manifest).len(), 1);
    }

    #[test]
    fn a_pure_crate_takes_no_randomness() {
        let manifest = "[package]\nname = \"jemput-sync\"\n[dependencies]\nserde = \"1\"\ngetrandom = \"0.4\"\n";
        assert_eq!(check_manifest("x", manifest).len(), 1);
    }

    #[test]
    fn test_dependencies_are_free() {
        let manifest = "[package]\nname = \"jemput-app\"\n[dev-dependencies]\njemput-testkit.workspace = true\n";
        assert_eq!(check_manifest("x", manifest), []);
    }

    #[test]
    fn a_package_without_a_row_is_a_fault() {
        assert_eq!(
            check_manifest("x", "[package]\nname = \"jemput-new\"\n").len(),
            1
        );
    }
}
