//! Reading a service file: TOML, then types, then the rules that types cannot say.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

use super::check::{Fault, Step};
use super::{COMPONENTS, FORMAT, Lines, OWN_COMPONENTS, Service, Standard};

/// One mistake in a service file, with the place where the office can put it right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code} at {line}:{column} ({path})")]
pub struct ServiceError {
    /// Code of the message, `service-…`.
    pub code: String,
    /// Values for the message.
    pub params: BTreeMap<String, String>,
    /// Line in the file, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
    /// Where in the file in words of its own keys, such as `field[2].show_if`; empty for mistakes of the TOML itself.
    pub path: String,
}

impl Service {
    /// Reads and checks a service file.
    ///
    /// # Errors
    /// All mistakes of meaning at once, in the order of the file; a mistake of the TOML or of a type stops the
    /// reading and comes alone.
    pub fn parse(text: &str) -> Result<Self, Vec<ServiceError>> {
        let document = DeTable::parse(text)
            .map_err(|error| vec![toml_error(text, &error, "service-not-toml")])?;
        let mut service: Self = toml::from_str(text)
            .map_err(|error| vec![toml_error(text, &error, "service-wrong-shape")])?;
        service.standard.fill_from(common());
        let mut faults = absent_components(document.get_ref());
        faults.extend(service.faults());
        if service.format != FORMAT {
            // A newer format may mean anything: say only that.
            faults = vec![
                Fault::new("service-format-unknown", ["format"])
                    .with("format", service.format)
                    .with("known", FORMAT),
            ];
        }
        let mut errors: Vec<ServiceError> = faults
            .into_iter()
            .map(|fault| located(text, document.get_ref(), fault))
            .collect();
        errors.sort_by_key(|error| (error.line, error.column));
        if errors.is_empty() {
            Ok(service)
        } else {
            Err(errors)
        }
    }
}

/// The components that an office usually has in common for all its services.
const COMMON: &str = include_str!("../../../../assets/services/umum.toml");

fn common() -> &'static Standard {
    static READ: OnceLock<Standard> = OnceLock::new();
    // A test holds that it can be read.
    READ.get_or_init(|| toml::from_str(COMMON).unwrap_or_default())
}

impl Standard {
    /// Takes from `other` what is empty here.
    fn fill_from(&mut self, other: &Self) {
        let fill = |own: &mut Lines, common: &Lines| {
            if own.is_empty() {
                own.clone_from(common);
            }
        };
        fill(&mut self.procedure, &other.procedure);
        fill(&mut self.complaints, &other.complaints);
        fill(&mut self.facilities, &other.facilities);
        fill(&mut self.competence, &other.competence);
        fill(&mut self.supervision, &other.supervision);
        fill(&mut self.staff, &other.staff);
        fill(&mut self.service_guarantee, &other.service_guarantee);
        fill(&mut self.safety_guarantee, &other.safety_guarantee);
        fill(&mut self.evaluation, &other.evaluation);
    }
}

/// Components of its own that a file does not have (their types have defaults, so that each absence is told).
fn absent_components(document: &DeTable<'_>) -> Vec<Fault> {
    let Some(DeValue::Table(standard)) = document.get("standard").map(toml::Spanned::get_ref)
    else {
        return Vec::new();
    };
    let own = COMPONENTS
        .iter()
        .filter(|name| OWN_COMPONENTS.contains(name));
    own.filter(|name| !standard.contains_key(**name))
        .map(|name| Fault::new("service-component-missing", ["standard"]).with("component", name))
        .collect()
}

fn toml_error(text: &str, error: &toml::de::Error, code: &str) -> ServiceError {
    let (line, column) = position(text, error.span().map_or(0, |span| span.start));
    ServiceError {
        code: code.to_owned(),
        params: BTreeMap::from([("detail".to_owned(), error.message().to_owned())]),
        line,
        column,
        path: String::new(),
    }
}

fn located(text: &str, document: &DeTable<'_>, fault: Fault) -> ServiceError {
    let (line, column) = position(text, offset_of(document, &fault.path));
    ServiceError {
        code: fault.code.to_owned(),
        params: fault.params,
        line,
        column,
        path: path_text(&fault.path),
    }
}

fn path_text(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Key(key) if text.is_empty() => text.push_str(key),
            Step::Key(key) => {
                text.push('.');
                text.push_str(key);
            }
            // People count from 1.
            Step::Index(index) => text.push_str(&format!("[{}]", index + 1)),
        }
    }
    text
}

/// Byte offset of the deepest part of the path that is written in the file.
fn offset_of(document: &DeTable<'_>, path: &[Step]) -> usize {
    let mut offset = 0;
    let Some((Step::Key(first), rest)) = path.split_first() else {
        return offset;
    };
    let Some((key, value)) = document.get_key_value(first.as_str()) else {
        return offset;
    };
    offset = key.span().start;
    let mut value = value;
    for step in rest {
        let next = match (step, value.get_ref()) {
            (Step::Key(key), DeValue::Table(table)) => {
                table.get_key_value(key.as_str()).map(|(key, value)| {
                    offset = key.span().start;
                    value
                })
            }
            (Step::Index(index), DeValue::Array(array)) => array.get(*index).inspect(|value| {
                offset = value.span().start;
            }),
            _ => None,
        };
        match next {
            Some(next) => value = next,
            None => break,
        }
    }
    offset
}

/// Line and character, both from 1, of a byte offset.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |tail| tail.chars().count())
        + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::super::testing::FILE;
    use super::*;

    /// Codes and places of what is wrong with the file after one change.
    fn wrong(from: &str, to: &str) -> Vec<(String, String)> {
        let text = FILE.replacen(from, to, 1);
        assert_ne!(text, FILE, "{from} is not in the file");
        Service::parse(&text)
            .expect_err(to)
            .into_iter()
            .map(|error| (error.code, error.path))
            .collect()
    }

    #[test]
    fn the_file_of_the_tests_is_right_and_the_common_standard_fills_it_up() {
        let service = Service::parse(FILE).unwrap();
        assert!(service.standard.complaints.len() > 1);
        assert_eq!(service.standard.requirements.to_vec(), ["KTP"]);
    }

    #[test]
    fn each_mistake_is_told_with_its_place() {
        for (from, to, code, path) in [
            (
                "product = \"Surat\"",
                "",
                "service-component-missing",
                "standard",
            ),
            (
                "version = 1",
                "version = 0",
                "service-version-zero",
                "version",
            ),
            (
                "[letter]",
                "[margins]\nleft = 90\n[letter]",
                "service-margin",
                "margins.left",
            ),
            (
                "parts = [\"name\", \"birth_date\"]",
                "parts = [\"nik\"]",
                "service-part-name",
                "field[2].parts",
            ),
            (
                "parts = [\"name\", \"birth_date\"]",
                "parts = [\"name\", \"shoe\"]",
                "service-part-unknown",
                "field[2].parts",
            ),
            (
                "{{ answer.purpose }}",
                "{{ answer.purpos }}",
                "service-name-unknown",
                "letter.block[2].text",
            ),
            (
                "{{ answer.purpose }}",
                "{{ answer.purpose.name }}",
                "service-name-unknown",
                "letter.block[2].text",
            ),
            (
                "{{ answer.purpose }}",
                "{{ answer.child }}",
                "service-name-unknown",
                "letter.block[2].text",
            ),
            (
                "{{ answer.purpose }}",
                "{{ answer.purpose | besar }}",
                "service-filter-unknown",
                "letter.block[2].text",
            ),
            (
                "{{ answer.purpose }}",
                "{% if answer.purpose %}x",
                "service-template-statement",
                "letter.block[2].text",
            ),
            (
                "{{ answer.purpose }}",
                "{{ answer.purpose }",
                "service-template-braces",
                "letter.block[2].text",
            ),
            (
                "of = \"child\"",
                "of = \"purpose\"",
                "service-identity-of",
                "letter.block[1].of",
            ),
            (
                "parts = [\"name\", \"age\"]",
                "parts = [\"name\", \"nik\"]",
                "service-part-not-asked",
                "letter.block[1].parts",
            ),
            (
                "field = \"family\"",
                "field = \"child\"",
                "service-people-field",
                "letter.block[3].field",
            ),
            (
                "columns = [\"name\"]",
                "columns = [\"address\"]",
                "service-part-not-asked",
                "letter.block[3].columns",
            ),
            (
                "items = [\"satu\"]",
                "items = []",
                "service-block-empty",
                "letter.block[4].items",
            ),
            (
                "type = \"signature\"",
                "type = \"paragraph\"\ntext = \"x\"",
                "service-signature-count",
                "letter.block",
            ),
            (
                "columns = [{ label = \"Saksi,\" }]",
                "columns = []",
                "service-signature-columns",
                "letter.block[5].columns",
            ),
            (
                "purpose = \"uji\"",
                "purpose = 3",
                "service-example",
                "example.purpose",
            ),
            (
                "purpose = \"uji\"",
                "purpos = \"x\"",
                "service-example",
                "example.purpos",
            ),
            (
                "code = \"F-9\"",
                "code = \"\"",
                "service-text-empty",
                "attachment[1].code",
            ),
        ] {
            let found = wrong(from, to);
            assert!(
                found.iter().any(|(c, p)| c == code && p == path),
                "{to}: {found:?}"
            );
        }
    }

    #[test]
    fn a_mistake_has_its_line_and_character() {
        let text = FILE.replacen("{{ answer.purpose }}", "{{ answer.x }}", 1);
        let errors = Service::parse(&text).unwrap_err();
        let line = text.lines().position(|line| line.contains("answer.x"));
        assert_eq!(Some(errors[0].line), line.map(|index| index + 1));
        assert_eq!(errors[0].column, 1);
    }

    #[test]
    fn a_key_that_does_not_exist_is_told_with_its_place() {
        let text = FILE.replacen("[letter]", "[letter]\ncolour = \"red\"", 1);
        let errors = Service::parse(&text).unwrap_err();
        assert_eq!(errors[0].code, "service-wrong-shape");
        assert!(errors[0].params["detail"].contains("colour"));
        assert!(errors[0].line > 1);
    }

    #[test]
    fn every_code_has_words_in_both_languages() {
        let id = include_str!("../../../../assets/i18n/id/services.ftl");
        let en = include_str!("../../../../assets/i18n/en/services.ftl");
        let sources = [
            include_str!("check.rs"),
            include_str!("check/letter.rs"),
            include_str!("parse.rs"),
        ];
        let codes = sources
            .iter()
            .flat_map(|source| source.split('"'))
            .filter(|text| {
                text.strip_prefix("service-")
                    .is_some_and(|rest| !rest.is_empty())
                    && text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
            });
        for code in codes {
            let line = format!("\n{code} =");
            assert!(id.contains(&line), "{code} has no Indonesian text");
            assert!(en.contains(&line), "{code} has no English text");
        }
    }
}
