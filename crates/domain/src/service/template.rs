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
            "relation",
            "father_name",
            "mother_name",
            "blood_type",
            "phone",
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
            "weekday",
            "valid_until_long",
            "purpose",
        ],
    ),
];

/// The filters a template may use: `{{ answer.price | terbilang }}`.
pub const FILTERS: &[&str] = &[
    "upper",
    "lower",
    "default",
    "hari",
    "terbilang",
    "tanggal_terbilang",
];

/// The dotted names used in a template, each once, in order of appearance.
///
/// Text in quotes inside the braces is skipped. A name without a dot (a filter, a keyword) is not listed.
pub(super) fn names_in(template: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for code in code_parts(template) {
        for word in words_of(code) {
            let is_name = word.contains('.')
                && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
            if is_name && !found.contains(&word) {
                found.push(word);
            }
        }
    }
    found
}

/// The first filter that does not exist.
pub(super) fn unknown_filter(template: &str) -> Option<String> {
    code_parts(template)
        .into_iter()
        .flat_map(filters_of)
        .find(|filter| !FILTERS.contains(&filter.as_str()))
}

/// The first statement that is none of `if`, `elif`, `else` and `endif`, or stands where it cannot.
pub(super) fn wrong_statement(template: &str) -> Option<String> {
    // Whether each open `if` has had its `else`.
    let mut open: Vec<bool> = Vec::new();
    for code in code_parts(template) {
        let Some(statement) = code.strip_prefix('%') else {
            continue;
        };
        let statement = statement.trim_matches(['-', ' ']);
        let word = statement.split_whitespace().next().unwrap_or_default();
        let fits = match word {
            "if" => {
                open.push(false);
                statement.len() > word.len()
            }
            "elif" => open.last() == Some(&false) && statement.len() > word.len(),
            "else" => open
                .last_mut()
                .is_some_and(|seen| !std::mem::replace(seen, true)),
            "endif" => open.pop().is_some(),
            _ => false,
        };
        if !fits {
            return Some(word.to_owned());
        }
    }
    (!open.is_empty()).then(|| "endif".to_owned())
}

/// Names after a single stroke outside quotes.
fn filters_of(code: &str) -> Vec<String> {
    bare(code)
        .split('|')
        .skip(1)
        .map(|part| {
            part.trim_start()
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}

/// The code with the text in quotes left out.
fn bare(code: &str) -> String {
    let mut quote = None;
    code.chars()
        .filter(|c| match quote {
            Some(mark) => {
                if *c == mark {
                    quote = None;
                }
                false
            }
            None if matches!(c, '"' | '\'') => {
                quote = Some(*c);
                false
            }
            None => true,
        })
        .collect()
}

/// The insides of `{{ … }}` and of `{% … %}`, the latter with their first `%`.
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
        let is_statement = end_mark == "%}";
        parts.push(if is_statement {
            &rest[start + 1..start + 2 + end]
        } else {
            &inside[..end]
        });
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
                let inside = &rest[start + 2..];
                match inside.find(mark) {
                    // A second opening before the end: the first one was never closed.
                    Some(length) if !inside[..length].contains("{{") => {
                        rest = &inside[length + 2..];
                    }
                    _ => return false,
                }
            }
            _ => return false,
        }
    }
}

/// Runs of name characters and dots outside quotes.
fn words_of(code: &str) -> Vec<String> {
    let bare = bare(code);
    bare.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
        .map(|word| word.trim_matches('.').to_owned())
        .filter(|word| word.contains('.'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_expressions_and_statements_but_not_in_quotes() {
        let names = names_in(
            "Nama {{ resident.name }} {% if answer.since %}sejak {{answer.since|upper}}{% endif %} {{ \"answer.no\" }} x.y",
        );
        assert_eq!(names, ["resident.name", "answer.since"]);
    }

    #[test]
    fn a_lone_brace_pair_is_unbalanced() {
        assert!(is_balanced("{{ a }} dan {% if b %}c{% endif %}"));
        assert!(!is_balanced("{{ a } dan"));
        assert!(!is_balanced("{{ a } dan {{ b }}"));
        assert!(!is_balanced("a }} dan"));
    }

    #[test]
    fn a_filter_that_does_not_exist_is_found_and_text_in_quotes_is_none() {
        assert_eq!(unknown_filter("{{ a.b | upper }} {{ \"x | y\" }}"), None);
        assert_eq!(
            unknown_filter("{{ a.b|upper|besar }}").as_deref(),
            Some("besar")
        );
    }

    #[test]
    fn a_statement_that_stands_alone_or_does_not_exist_is_found() {
        for (template, wrong) in [
            ("{% if a.b %}x{% elif c.d %}y{% else %}z{% endif %}", None),
            ("{% if a.b %}x", Some("endif")),
            ("x{% endif %}", Some("endif")),
            ("{% if a.b %}{% else %}{% else %}{% endif %}", Some("else")),
            ("{% for p in a.b %}{% endfor %}", Some("for")),
            ("{% if %}x{% endif %}", Some("if")),
        ] {
            assert_eq!(wrong_statement(template).as_deref(), wrong, "{template}");
        }
    }
}
