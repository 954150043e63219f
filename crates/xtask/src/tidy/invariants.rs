//! ARCHITECTURE.md names the tests that hold the invariants: every one of them exists.

use super::{Fault, source::Source};

const MAP: &str = "ARCHITECTURE.md";

/// Names of tests that no source has.
pub(super) fn check(sources: &[Source]) -> Vec<Fault> {
    let Some(map) = sources.iter().find(|source| source.path == MAP) else {
        return vec![Fault::new(MAP, "is missing")];
    };
    missing(MAP, &map.text, sources)
}

/// Tests that a document names and no source has.
pub(super) fn missing(path: &str, text: &str, sources: &[Source]) -> Vec<Fault> {
    named(text)
        .filter(|name| {
            // Also one that is run on several storages.
            let functions = [format!("fn {name}("), format!("fn {name}<")];
            !sources.iter().any(|source| {
                source.is_rust() && functions.iter().any(|name| source.text.contains(name))
            })
        })
        .map(|name| Fault::new(path, format!("`{name}` is no test")))
        .collect()
}

/// Sentences in code quotes: test names are sentences, and nothing else there has four words.
pub(super) fn named(text: &str) -> impl Iterator<Item = &str> {
    let is_sentence = |word: &&str| {
        word.matches('_').count() >= 3
            && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    text.split('`').skip(1).step_by(2).filter(is_sentence)
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
    fn a_test_that_is_named_and_gone_is_found() {
        let sources = [
            file(
                MAP,
                "`crates/sync` | `nothing_is_ever_lost`, `no_number_is_given_twice`, `short_one`",
            ),
            file("crates/sync/src/lib.rs", "fn nothing_is_ever_lost() {}"),
        ];
        assert_eq!(
            check(&sources),
            [Fault::new(MAP, "`no_number_is_given_twice` is no test")]
        );
    }
}
