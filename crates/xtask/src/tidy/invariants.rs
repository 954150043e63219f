//! ARCHITECTURE.md names the tests that hold the invariants, docs/threat-model.md those that hold what is done against
//! attackers: every one of them exists, and nothing is said to be done without one.

use super::{Fault, source::Source};

const MAP: &str = "ARCHITECTURE.md";
const THREATS: &str = "docs/threat-model.md";

/// Names of tests that no source has, and threats that no test meets.
pub(super) fn check(sources: &[Source]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for path in [MAP, THREATS] {
        match sources.iter().find(|source| source.path == path) {
            Some(page) => faults.extend(missing(path, &page.text, sources)),
            None => faults.push(Fault::new(path, "is missing")),
        }
    }
    if let Some(page) = sources.iter().find(|source| source.path == THREATS) {
        faults.extend(unmet(&page.text));
    }
    faults
}

/// Rows of *What we do* that name no test.
fn unmet(text: &str) -> Vec<Fault> {
    let done = text
        .split("\n## ")
        .find(|part| part.starts_with("What we do"));
    let rows = done.unwrap_or_default().lines();
    rows.filter(|line| line.starts_with('|'))
        // The head and the line below it.
        .skip(2)
        .filter(|row| named(row).next().is_none())
        .map(|row| {
            let threat = row.trim_matches('|').split('|').next().unwrap_or_default();
            Fault::new(THREATS, format!("no test meets \"{}\"", threat.trim()))
        })
        .collect()
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
    fn a_threat_without_a_test_is_found() {
        let page = "# Threat model\n## What we do\n| against | what | held by |\n| --- | --- | --- |\n\
                    | thief | a lock | `the_lock_holds_for_ever` |\n| flood | a dam | hope |\n## What we accept\n| x | y | z |";
        assert_eq!(
            unmet(page),
            [Fault::new(THREATS, "no test meets \"flood\"")]
        );
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
            [
                Fault::new(MAP, "`no_number_is_given_twice` is no test"),
                Fault::new(THREATS, "is missing")
            ]
        );
    }
}
