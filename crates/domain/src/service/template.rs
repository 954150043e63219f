//! The names that a letter's templates use.
//!
//! The engine that fills the templates lives with the letters; this scan only finds the dotted names inside
//! `{{ }}` and `{% %}`, so that a misspelt one is told when the file is saved and not when a letter prints blank.

/// The names a template may use beside `answer.<key>`, grouped by their first part.
///
/// The same list as [`crate::letter::context`] fills; a test holds the two together.
pub const KNOWN_NAMES: &[(&str, &[&str])] = &[
    (
        "resident",
        &[
            "name",
            "nik",
            "birth",
            "birth_place",
            "birth_date",
            "sex",
            "religion",
            "marital_status",
            "education",
            "occupation",
            "citizenship",
            "address",
            "kk",
            "head_name",
            "age",
        ],
    ),
    (
        "village",
        &[
            "code",
            "name",
            "kind",
            "full_name",
            "district",
            "regency",
            "province",
            "address_line",
            "postcode",
            "phone",
        ],
    ),
    (
        "signer",
        &[
            "name",
            "post",
            "post_full",
            "capacity",
            "rank",
            "number_line",
        ],
    ),
    (
        "letter",
        &[
            "number",
            "title",
            "kind_code",
            "classification",
            "place",
            "date_long",
            "valid_until_long",
            "purpose",
        ],
    ),
];

/// The dotted names used in a template, each once, in order of appearance, as (first part, second part).
///
/// Text in quotes inside the braces is skipped. A name without a dot (`loop`, a filter, a keyword) is not listed.
#[must_use]
pub fn names_in(template: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for code in code_parts(template) {
        for word in words_of(code) {
            let mut parts = word.split('.');
            if let (Some(first), Some(second)) = (parts.next(), parts.next())
                && !first.is_empty()
                && first
                    .chars()
                    .next()
                    .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            {
                let name = (first.to_owned(), second.to_owned());
                if !found.contains(&name) {
                    found.push(name);
                }
            }
        }
    }
    found
}

/// The insides of `{{ … }}` and `{% … %}`, and whether every opening brace has its end.
fn code_parts(template: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let end_mark = if rest[start..].starts_with("{{") {
            "}}"
        } else {
            "%}"
        };
        let inside = &rest[start + 2..];
        let Some(end) = inside.find(end_mark) else {
            break;
        };
        parts.push(&inside[..end]);
        rest = &inside[end + 2..];
    }
    parts
}

/// Whether each `{{` and `{%` has its closing mark, and none stands alone.
pub(super) fn is_balanced(template: &str) -> bool {
    let mut rest = template;
    loop {
        let open = rest.find("{{").into_iter().chain(rest.find("{%")).min();
        let close = rest.find("}}").into_iter().chain(rest.find("%}")).min();
        match (open, close) {
            (None, None) => return true,
            (Some(start), Some(end)) if start < end => {
                let mark = if rest[start..].starts_with("{{") {
                    "}}"
                } else {
                    "%}"
                };
                match rest[start + 2..].find(mark) {
                    Some(length) => rest = &rest[start + 2 + length + 2..],
                    None => return false,
                }
            }
            _ => return false,
        }
    }
}

/// Runs of name characters and dots outside quotes.
fn words_of(code: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    for c in code.chars() {
        match quote {
            Some(mark) => {
                if c == mark {
                    quote = None;
                }
            }
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                words.push(std::mem::take(&mut word));
            }
            None if c.is_ascii_alphanumeric() || c == '_' || c == '.' => word.push(c),
            None => words.push(std::mem::take(&mut word)),
        }
    }
    words.push(word);
    words.retain(|word| word.contains('.'));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_expressions_and_statements_but_not_in_quotes() {
        let names = names_in(
            "Nama {{ resident.name }} {% if answer.since %}sejak {{answer.since|upper}}{% endif %} {{ \"answer.no\" }} x.y",
        );
        let names: Vec<String> = names.iter().map(|(a, b)| format!("{a}.{b}")).collect();
        assert_eq!(names, ["resident.name", "answer.since"]);
    }

    #[test]
    fn a_lone_brace_pair_is_unbalanced() {
        assert!(is_balanced("{{ a }} dan {% if b %}c{% endif %}"));
        assert!(!is_balanced("{{ a } dan"));
        assert!(!is_balanced("a }} dan"));
    }
}
