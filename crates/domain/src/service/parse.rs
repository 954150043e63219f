//! Reading a service file: TOML, then types, then the rules that types cannot say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

use super::check::{Fault, Step};
use super::{COMPONENTS, FORMAT, Service};

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
        let service: Self = toml::from_str(text)
            .map_err(|error| vec![toml_error(text, &error, "service-wrong-shape")])?;
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

/// Components that are not written at all (their types have defaults, so that each absence is told).
fn absent_components(document: &DeTable<'_>) -> Vec<Fault> {
    let Some(DeValue::Table(standard)) = document.get("standard").map(toml::Spanned::get_ref)
    else {
        return Vec::new();
    };
    COMPONENTS
        .iter()
        .filter(|name| !standard.contains_key(**name))
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
