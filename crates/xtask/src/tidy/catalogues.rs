//! The texts: the same keys in both languages, and a sentence for every code that the sources can raise.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use anyhow::Result;

use super::{Fault, source::Source};
use crate::place::Place;

/// Calls whose first argument is the code of an error.
const RAISING: [&str; 3] = ["AppError::new(", "coded(", "Error::because("];
const LANGUAGES: [&str; 2] = ["id", "en"];

/// Compares the catalogues with each other and with the sources.
pub(super) fn check(place: &Place, sources: &[Source]) -> Result<Vec<Fault>> {
    let mut keys: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut faults = Vec::new();
    for language in LANGUAGES {
        let folder = format!("assets/i18n/{language}/");
        let mut all = BTreeSet::new();
        for file in sources
            .iter()
            .filter(|source| source.path.starts_with(&folder) && source.path.ends_with(".ftl"))
        {
            for key in keys_of(&file.text) {
                if !all.insert(key.clone()) {
                    faults.push(Fault::new(
                        file.path.as_str(),
                        format!("`{key}` is there twice"),
                    ));
                }
            }
        }
        keys.insert(language, all);
    }
    for (language, other) in [("id", "en"), ("en", "id")] {
        for key in keys[other].difference(&keys[language]) {
            faults.push(Fault::new(
                format!("assets/i18n/{language}"),
                format!("`{key}` is only in `{other}`"),
            ));
        }
    }
    for (code, path) in codes(sources) {
        if !keys["id"].contains(&code) {
            faults.push(Fault::new(
                path,
                format!("`{code}` has no text in the catalogues"),
            ));
        }
    }
    if keys["id"].is_empty() && fs::exists(place.in_root("ui/field/index.html"))? {
        faults.push(Fault::new("assets/i18n/id", "holds no text at all"));
    }
    Ok(faults)
}

/// Message and attribute keys, `message` or `message.attribute`.
fn keys_of(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut message = String::new();
    for line in text.lines() {
        let Some((left, _)) = line.split_once('=') else {
            continue;
        };
        let name = left.trim();
        let is_key = |name: &str| {
            name.starts_with(|first: char| first.is_ascii_alphabetic())
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        };
        if let Some(attribute) = name.strip_prefix('.') {
            if line.starts_with(' ') && is_key(attribute) {
                keys.push(format!("{message}.{attribute}"));
            }
        } else if !line.starts_with([' ', '#', '-']) && is_key(name) {
            name.clone_into(&mut message);
            keys.push(message.clone());
        }
    }
    keys
}

/// Key of the text for each code that product code raises, and where.
fn codes(sources: &[Source]) -> BTreeMap<String, String> {
    let mut codes = BTreeMap::new();
    let product = sources.iter().filter(|source| {
        source.is_rust()
            && (source.path.starts_with("crates/") || source.path.starts_with("sync-server/src"))
            && !source.path.starts_with("crates/xtask")
            && !source.path.contains("/tests/")
    });
    for source in product {
        for call in RAISING {
            for code in arguments_of(source.without_tests(), call) {
                let key = if code.starts_with("notice-") {
                    code.to_owned()
                } else {
                    format!("error-{code}")
                };
                codes.entry(key).or_insert_with(|| source.path.clone());
            }
        }
        if source.path.starts_with("crates/domain/src/finding") {
            for code in arguments_of(source.without_tests(), "Code::new(") {
                codes
                    .entry(code.to_owned())
                    .or_insert_with(|| source.path.clone());
            }
        }
    }
    codes
}

/// String literals that are the first argument of a call.
fn arguments_of<'a>(text: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(call)
        .skip(1)
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
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
    fn messages_and_attributes_are_keys_and_continuations_are_not() {
        let text = "# a = comment\nsave = Simpan\n    .hint = Ctrl S\nlong =\n    { $n ->\n        [one] x = 1\n       *[other] y\n    }\n-term = Jemput\n";
        assert_eq!(keys_of(text), ["save", "save.hint", "long"]);
    }

    #[test]
    fn a_code_of_the_sources_is_an_error_key() {
        let sources = [
            file(
                "crates/app/src/x.rs",
                "AppError::new(\"store-busy\")\n#[cfg(test)]\nmod tests { AppError::new(\"only-a-test\") }",
            ),
            file(
                "crates/app/src/y.rs",
                "AppError::new(\n    \"notice-clock\",\n)",
            ),
        ];
        let found: Vec<String> = codes(&sources).into_keys().collect();
        assert_eq!(found, ["error-store-busy", "notice-clock"]);
    }
}
