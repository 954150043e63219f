//! No forgotten file: a module that nobody declares is never compiled, nor are its tests.

use std::collections::BTreeSet;

use super::{Fault, source::Source};

/// Rust files that no `mod` names.
pub(super) fn check(sources: &[Source]) -> Vec<Fault> {
    let declared: BTreeSet<String> = sources
        .iter()
        .filter(|source| source.is_rust())
        .flat_map(declarations)
        .collect();
    sources
        .iter()
        .filter(|source| {
            source.is_rust() && !is_root(&source.path) && !declared.contains(&source.path)
        })
        .map(|source| Fault::new(source.path.as_str(), "is in no module tree"))
        .collect()
}

/// Crate roots, which cargo finds by themselves.
fn is_root(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let folder = path.strip_suffix(name).unwrap_or_default();
    matches!(name, "main.rs" | "lib.rs" | "build.rs")
        || ["/tests/", "/benches/", "/examples/", "/bin/"]
            .iter()
            .any(|parent| folder.ends_with(parent))
}

/// Both places where a declared module may lie.
fn declarations(source: &Source) -> Vec<String> {
    let name = source.path.rsplit('/').next().unwrap_or_default();
    let folder = source.path.strip_suffix(name).unwrap_or_default();
    let base = if is_root(&source.path) || name == "mod.rs" {
        folder.to_owned()
    } else {
        format!("{}/", source.path.strip_suffix(".rs").unwrap_or_default())
    };
    let mut paths = Vec::new();
    for line in source.text.lines() {
        let line = line.trim();
        if let Some(explicit) = line
            .strip_prefix("#[path = \"")
            .and_then(|rest| rest.strip_suffix("\"]"))
        {
            paths.push(format!("{folder}{explicit}"));
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        if let [.., "mod", name] = words.as_slice()
            && let Some(name) = name.strip_suffix(';')
        {
            paths.push(format!("{base}{name}.rs"));
            paths.push(format!("{base}{name}/mod.rs"));
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Source {
        Source {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_file_that_no_module_names_is_found() {
        let sources = [
            file(
                "crates/a/src/lib.rs",
                "pub mod used;\npub(crate) mod folder;",
            ),
            file("crates/a/src/used.rs", "mod inner;"),
            file("crates/a/src/used/inner.rs", ""),
            file("crates/a/src/folder/mod.rs", ""),
            file("crates/a/src/forgotten.rs", ""),
        ];
        assert_eq!(
            check(&sources),
            [Fault::new(
                "crates/a/src/forgotten.rs",
                "is in no module tree"
            )]
        );
    }
}
