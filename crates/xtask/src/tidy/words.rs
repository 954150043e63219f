//! Words that must not be in the tree.

use super::{Fault, source::Source};

/// Where a word is looked for: start of the path.
struct Ban {
    below: &'static str,
    /// In two halves, so that this file does not contain it.
    word: (&'static str, &'static str),
    reason: &'static str,
}

/// Emptying an element makes no markup out of data.
const EMPTIED: &str = "_html(\"\")";

const BANS: &[Ban] = &[
    Ban {
        below: "",
        word: ("/wo", "rk/"),
        reason: "a path of one developer's machine",
    },
    Ban {
        below: "",
        word: ("../sha", "red"),
        reason: "a path outside the repository",
    },
    Ban {
        below: "",
        word: ("FIX", "ME"),
        reason: "unfinished; finish it or file an issue",
    },
    Ban {
        below: "",
        word: ("XX", "X:"),
        reason: "unfinished; finish it or file an issue",
    },
    Ban {
        below: "ui/",
        word: ("local", "Storage"),
        reason: "web storage is lost with the web view's folder",
    },
    Ban {
        below: "ui/",
        word: ("local_", "storage"),
        reason: "web storage is lost with the web view's folder",
    },
    Ban {
        below: "ui/",
        word: ("session_", "storage"),
        reason: "web storage is lost with the web view's folder",
    },
    Ban {
        below: "ui/",
        word: ("indexed", "DB"),
        reason: "web storage is lost with the web view's folder",
    },
    Ban {
        below: "ui/",
        word: ("set_inner", "_html("),
        reason: "text from data must not become markup",
    },
];

/// Every line with a banned word.
pub(super) fn check(sources: &[Source]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for ban in BANS {
        let word = format!("{}{}", ban.word.0, ban.word.1);
        for source in sources
            .iter()
            .filter(|source| source.path.starts_with(ban.below))
        {
            for (index, _) in source
                .text
                .lines()
                .enumerate()
                .filter(|(_, line)| line.contains(&word) && !line.contains(EMPTIED))
            {
                faults.push(Fault::new(
                    format!("{}:{}", source.path, index + 1),
                    format!("`{word}`: {}", ban.reason),
                ));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banned_word_is_found_with_its_line() {
        let text = format!("one\ntwo {}{}\n", "local", "Storage");
        let faults = check(&[Source {
            path: "ui/kit/src/x.rs".into(),
            text: text.clone(),
        }]);
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].place, "ui/kit/src/x.rs:2");
        assert_eq!(
            check(&[Source {
                path: "docs/x.md".into(),
                text
            }]),
            []
        );
    }
}
