//! The words of the screens, from the Fluent catalogues in `assets/i18n`; Indonesian unless English is chosen.

use std::{borrow::Cow, cell::RefCell, collections::BTreeMap};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue, types::FluentNumber};
use jemput_domain::finding::Finding;
use jemput_wire::{AppError, register::Gap};

mod catalogues {
    include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));
}

thread_local! {
    static WORDS: RefCell<Words> = RefCell::new(Words::new("id"));
}

/// One language's words.
struct Words {
    language: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    fn new(language: &str) -> Self {
        let (language, files) = match language {
            "en" => ("en", catalogues::EN),
            _ => ("id", catalogues::ID),
        };
        let locale = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![locale]);
        bundle.set_use_isolating(false);
        for file in files {
            // A line that cannot be read is left out; `cargo xtask tidy` compares the catalogues.
            let resource = match FluentResource::try_new((*file).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    fn say(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        Some(
            self.bundle
                .format_pattern(pattern, args, &mut Vec::new())
                .into_owned(),
        )
    }
}

/// Changes the language (`id` or `en`); screens must be drawn anew afterwards.
pub fn set_language(language: &str) {
    WORDS.with_borrow_mut(|words| {
        if words.language != language {
            *words = Words::new(language);
        }
    });
}

/// The language in use.
#[must_use]
pub fn language() -> &'static str {
    WORDS.with_borrow(|words| words.language)
}

/// The words of a key, or the key itself where the catalogue has none.
#[must_use]
pub fn say(key: &str, args: &FluentArgs<'_>) -> String {
    maybe(key, Some(args)).unwrap_or_else(|| key.to_owned())
}

/// The words of a key, if there are any.
#[must_use]
pub fn maybe(key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    WORDS.with_borrow(|words| words.say(key, args))
}

/// Words of a key: `t!("today-title")`, `t!("today-count", count = 5)`.
#[macro_export]
macro_rules! t {
    ($key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::Args::default()$(.with(stringify!($name), $value))*.say($key)
    };
}

/// Values for a sentence; filled by [`t!`](crate::t).
#[derive(Default)]
pub struct Args(FluentArgs<'static>);

impl Args {
    /// Sets one value; whole numbers get separators between thousands.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Value) -> Self {
        self.0.set(name, value.into_fluent());
        self
    }

    /// The sentence.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        say(key, &self.0)
    }
}

/// What a sentence can hold.
pub trait Value {
    /// As Fluent takes it.
    fn into_fluent(self) -> FluentValue<'static>;
}

macro_rules! texts {
    ($($kind:ty),+) => {$(
        impl Value for $kind {
            fn into_fluent(self) -> FluentValue<'static> {
                FluentValue::String(Cow::Owned(self.to_string()))
            }
        }
    )+};
}
texts!(&str, String, &String);

macro_rules! numbers {
    ($($kind:ty),+) => {$(
        impl Value for $kind {
            fn into_fluent(self) -> FluentValue<'static> {
                let value = u64::from(self);
                // Small ones stay numbers, so that a sentence may have a form for one; large ones get separators.
                match u16::try_from(value) {
                    Ok(small) if small < 1000 => {
                        FluentValue::Number(FluentNumber::new(f64::from(small), Default::default()))
                    }
                    _ => FluentValue::String(Cow::Owned(number(value))),
                }
            }
        }
    )+};
}
numbers!(u8, u16, u32, u64);

/// A whole number with the language's separator: `2.914`, `2,914`.
#[must_use]
pub fn number(value: u64) -> String {
    let separator = if language() == "en" { ',' } else { '.' };
    let digits = value.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

fn args_of(params: &BTreeMap<String, String>) -> FluentArgs<'_> {
    let mut args = FluentArgs::new();
    for (name, value) in params {
        match value.parse::<u16>() {
            Ok(count) if name == "count" && count < 1000 => args.set(name.as_str(), count),
            _ => args.set(name.as_str(), value.as_str()),
        }
    }
    args
}

/// What a finding says.
#[must_use]
pub fn finding(finding: &Finding) -> String {
    let args = args_of(&finding.params);
    maybe(finding.code.as_str(), Some(&args)).unwrap_or_else(|| {
        let mut unknown = FluentArgs::new();
        unknown.set("code", finding.code.as_str());
        say("finding-unknown", &unknown)
    })
}

/// The finding that is the error itself, such as a file that cannot be read; it has the better sentence.
#[must_use]
pub fn cause(error: &AppError) -> Option<&Finding> {
    error
        .findings
        .iter()
        .find(|finding| finding.code.as_str() == error.code)
}

/// What an error says: what happened, what is safe, what to press.
#[must_use]
pub fn error(error: &AppError) -> String {
    if let Some(cause) = cause(error) {
        return finding(cause);
    }
    let args = args_of(&error.params);
    let key = if error.code.starts_with("notice-") {
        error.code.clone()
    } else {
        format!("error-{}", error.code)
    };
    maybe(&key, Some(&args)).unwrap_or_else(|| say("error-unknown", &args))
}

/// The label of a record's field.
#[must_use]
pub fn field(name: &str) -> String {
    maybe(&format!("field-{}", name.replace('_', "-")), None)
        .or_else(|| maybe(&format!("field-{name}"), None))
        .unwrap_or_else(|| name.to_owned())
}

/// Numbers of the register without a letter: how many, and why.
#[must_use]
pub fn gap(gap: &Gap) -> String {
    let count = crate::t!("gap-count", count = gap.count);
    let why = match gap.why.as_str() {
        "elsewhere" => crate::t!("gap-elsewhere", reason = &gap.detail),
        "burned" => crate::t!("gap-burned", laptop = &gap.detail),
        "held" => crate::t!("gap-held", laptop = &gap.detail),
        "passed-over" => crate::t!("gap-passed-over"),
        _ => crate::t!("gap-not-given"),
    };
    format!("{count} · {why}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated_as_the_language_does() {
        set_language("id");
        assert_eq!(number(2914), "2.914");
        assert_eq!(number(999), "999");
        set_language("en");
        assert_eq!(number(1_234_567), "1,234,567");
    }

    #[test]
    fn a_sentence_takes_its_values_and_has_a_form_for_one() {
        set_language("en");
        assert_eq!(crate::t!("records", count = 1_u64), "1 record");
        assert_eq!(crate::t!("records", count = 2914_u64), "2,914 records");
    }

    #[test]
    fn an_error_without_words_says_at_least_what_is_safe() {
        set_language("id");
        let known = say("error-unknown", &FluentArgs::new());
        assert_ne!(known, "error-unknown");
        assert_eq!(error(&AppError::new("never-heard-of")), known);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told_by_its_finding() {
        set_language("id");
        let finding = Finding::error(jemput_domain::finding::codes::IMPORT_FORMAT)
            .with("format", "OpenDocument (.ods)");
        let told = error(&AppError::new("import-format").with_findings(vec![finding]));
        assert!(
            told.starts_with("Bentuk OpenDocument (.ods) belum"),
            "{told}"
        );
    }

    #[test]
    fn every_line_of_the_catalogues_is_readable() {
        for file in catalogues::ID.iter().chain(catalogues::EN) {
            let resource = FluentResource::try_new((*file).to_owned());
            assert!(
                resource.is_ok(),
                "{:?}",
                resource.err().map(|(_, faults)| faults)
            );
        }
    }
}
