//! What the programs are made of, as CycloneDX: one list for the field app and one for the server, each with the pages
//! that it carries. Made from `cargo metadata` and `Cargo.lock` alone, so that it needs nothing installed and is the same
//! each time.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::{place::Place, process, say};

const WASM: &str = "wasm32-unknown-unknown";

/// A program, and the packages whose pages lie in it or beside it.
const PROGRAMS: &[(&str, &[&str])] = &[
    ("jemput", &["jemput-ui-field"]),
    ("jemput-server", &["jemput-ui-office", "jemput-ui-check"]),
];

/// Writes both lists into `target/sbom`.
pub(crate) fn write(place: &Place) -> Result<()> {
    let host = process::output("rustc", &["-vV"]).context("rustc does not answer")?;
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .context("rustc does not tell its host")?;
    let sums = checksums(&fs::read_to_string(place.in_root("Cargo.lock"))?);
    let (native, pages) = (
        Graph::of(&metadata(place, host)?)?,
        Graph::of(&metadata(place, WASM)?)?,
    );
    let folder = place.in_root("target/sbom");
    fs::create_dir_all(&folder)?;
    for (program, ui) in PROGRAMS {
        let mut parts = native.below(program)?;
        for page in *ui {
            for (id, part) in pages.below(page)? {
                parts.entry(id).or_insert(part);
            }
        }
        let path = folder.join(format!("{program}.cdx.json"));
        save(&path, &list(program, &parts, &sums))?;
        say::plain(&format!("{}: {} parts", path.display(), parts.len()));
    }
    Ok(())
}

fn save(path: &Path, list: &Value) -> Result<()> {
    let mut text = serde_json::to_string_pretty(list)?;
    text.push('\n');
    Ok(fs::write(path, text)?)
}

fn metadata(place: &Place, platform: &str) -> Result<Value> {
    let arguments = [
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--filter-platform",
        platform,
    ];
    let told = process::cargo(place.root(), &arguments).output()?;
    ensure!(
        told.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&told.stderr)
    );
    Ok(serde_json::from_slice(&told.stdout)?)
}

/// A package as cargo describes it, and what it is linked with.
#[derive(Debug, Clone)]
struct Part {
    package: Value,
    needs: BTreeSet<String>,
}

struct Graph(BTreeMap<String, Part>);

impl Graph {
    fn of(metadata: &Value) -> Result<Self> {
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let id = |value: &Value| value["id"].as_str().unwrap_or_default().to_owned();
        let mut parts: BTreeMap<String, Part> = list(&metadata["packages"])
            .into_iter()
            .map(|package| {
                let needs = BTreeSet::new();
                (id(&package), Part { package, needs })
            })
            .collect();
        for node in list(&metadata["resolve"]["nodes"]) {
            let part = parts
                .get_mut(&id(&node))
                .context("a node without its package")?;
            for dependency in list(&node["deps"]) {
                // What only tests and build scripts use is in no program.
                let kinds = list(&dependency["dep_kinds"]);
                if kinds.iter().any(|kind| kind["kind"].is_null()) {
                    let needed = dependency["pkg"].as_str().unwrap_or_default();
                    part.needs.insert(needed.to_owned());
                }
            }
        }
        Ok(Self(parts))
    }

    /// A package of ours with everything below it.
    fn below(&self, name: &str) -> Result<BTreeMap<String, Part>> {
        let root = self
            .0
            .iter()
            .find(|(_, part)| part.package["name"] == name && part.package["source"].is_null());
        let (root, _) = root.with_context(|| format!("no package {name}"))?;
        let mut found = BTreeMap::new();
        let mut open = vec![root.clone()];
        while let Some(id) = open.pop() {
            if found.contains_key(&id) {
                continue;
            }
            let part = self
                .0
                .get(&id)
                .with_context(|| format!("no package {id}"))?;
            open.extend(part.needs.iter().cloned());
            found.insert(id, part.clone());
        }
        Ok(found)
    }
}

/// SHA-256 of each package from a registry, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let mut sums = BTreeMap::new();
    for package in lock.split("[[package]]") {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key))?;
            Some(line.strip_prefix(" = \"")?.strip_suffix('"')?.to_owned())
        };
        if let (Some(name), Some(version), Some(sum)) =
            (value("name"), value("version"), value("checksum"))
        {
            sums.insert((name, version), sum);
        }
    }
    sums
}

fn reference(package: &Value) -> String {
    let text = |key: &str| package[key].as_str().unwrap_or_default();
    format!("pkg:cargo/{}@{}", text("name"), text("version"))
}

fn list(
    program: &str,
    parts: &BTreeMap<String, Part>,
    sums: &BTreeMap<(String, String), String>,
) -> Value {
    let is_program = |part: &&Part| part.package["name"] == program;
    let component = |part: &Part| {
        let package = &part.package;
        let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
        let mut component = json!({
            "type": if is_program(&part) { "application" } else { "library" },
            "bom-ref": reference(package),
            "name": text("name"),
            "version": text("version"),
            "purl": reference(package),
        });
        if let Some(license) = package["license"].as_str() {
            // Cargo's older spelling of "or".
            component["licenses"] = json!([{ "expression": license.replace('/', " OR ") }]);
        }
        if let Some(sum) = sums.get(&(text("name"), text("version"))) {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
        }
        if let Some(address) = package["repository"].as_str() {
            component["externalReferences"] = json!([{ "type": "vcs", "url": address }]);
        }
        component
    };
    let dependencies = parts.values().map(|part| {
        let needs = part.needs.iter().filter_map(|id| parts.get(id));
        let needs: BTreeSet<String> = needs.map(|part| reference(&part.package)).collect();
        json!({ "ref": reference(&part.package), "dependsOn": needs })
    });
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": parts.values().find(is_program).map(component) },
        "components": parts.values().filter(|part| !is_program(part)).map(component).collect::<Vec<_>>(),
        "dependencies": dependencies.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_linked_is_listed_with_its_hash_and_what_only_tests_use_is_not() {
        let package = |name: &str, source: Value| {
            json!({ "id": name, "name": name, "version": "1.0.0", "source": source, "license": "MIT/Apache-2.0",
                    "repository": null })
        };
        let registry = json!("registry+https://github.com/rust-lang/crates.io-index");
        let needs =
            |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let told = json!({
            "packages": [package("jemput", Value::Null), package("a", registry.clone()),
                         package("b", registry.clone()), package("t", registry)],
            "resolve": { "nodes": [
                { "id": "jemput", "deps": [needs("a", Value::Null), needs("t", json!("dev"))] },
                { "id": "a", "deps": [needs("b", Value::Null), needs("t", json!("build"))] },
                { "id": "b", "deps": [] }, { "id": "t", "deps": [] },
            ] },
        });
        let parts = Graph::of(&told).unwrap().below("jemput").unwrap();
        let sums = checksums("[[package]]\nname = \"b\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n");
        let list = list("jemput", &parts, &sums);
        assert_eq!(list["metadata"]["component"]["name"], "jemput");
        let names: Vec<&str> = list["components"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|one| one["name"].as_str())
            .collect();
        assert_eq!(names, ["a", "b"]);
        assert_eq!(list["components"][1]["hashes"][0]["content"], "ab");
        assert_eq!(
            list["components"][0]["licenses"][0]["expression"],
            "MIT OR Apache-2.0"
        );
        let a = &list["dependencies"][0];
        assert_eq!(
            (&a["ref"], &a["dependsOn"][0]),
            (&json!("pkg:cargo/a@1.0.0"), &json!("pkg:cargo/b@1.0.0"))
        );
    }
}
