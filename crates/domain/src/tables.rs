//! The official code tables of population data (Ministry of Home Affairs), as types.
//!
//! Source: the code tables that every exchange file uses (see the import format). Each type is a
//! number in JSON. Labels are Indonesian because they are printed so on every paper.

mod family;
mod health;
mod occupation;
mod registration;
mod schooling;

pub use family::{Citizenship, MaritalStatus, Relation, Religion, Sex};
pub use health::{BloodType, Contraception, Disability, Insurance, Pregnancy};
pub use occupation::Occupation;
pub use registration::{BasicStatus, CardState, RecordingStatus};
pub use schooling::{Education, Schooling};

/// One row of a code table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The official number.
    pub code: u8,
    /// The printed label.
    pub label: &'static str,
    /// Other spellings that files use; compared without case, blanks and punctuation.
    pub aliases: &'static [&'static str],
}

/// A value of an official code table.
pub trait CodeTable: Copy + 'static {
    /// The table's column name in exchange files (`agama_id`).
    const COLUMN: &'static str;

    /// All rows in the official order.
    fn entries() -> &'static [Entry];

    /// The official number.
    fn code(self) -> u8;

    /// The value with that number; `None` for unused numbers.
    fn from_code(code: u8) -> Option<Self>;

    /// The printed label.
    fn label(self) -> &'static str {
        let code = self.code();
        Self::entries()
            .iter()
            .find(|e| e.code == code)
            .map_or("", |e| e.label)
    }

    /// Reads a code (`3`, `03`, `3.0`) or a label, without regard to case, blanks or punctuation.
    fn parse(text: &str) -> Option<Self> {
        let number = text.trim().trim_end_matches(".0");
        if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) {
            return number.parse().ok().and_then(Self::from_code);
        }
        let wanted = fold(text);
        if wanted.is_empty() {
            return None;
        }
        let named = |same: &dyn Fn(&str) -> bool| -> Vec<u8> {
            let entries = Self::entries().iter();
            entries
                .filter(|e| same(e.label) || e.aliases.iter().any(|a| same(a)))
                .map(|e| e.code)
                .collect()
        };
        // “Diploma I/II” and “Diploma III” differ by the stroke alone; elsewhere it may be missing.
        let mut codes = named(&|spelling| fold(spelling) == wanted);
        if codes.is_empty() {
            let wanted = wanted.replace('/', "");
            codes = named(&|spelling| fold(spelling).replace('/', "") == wanted);
        }
        match codes.as_slice() {
            [code] => Self::from_code(*code),
            _ => None,
        }
    }

    /// All values in the official order, for choice lists.
    fn all() -> Vec<Self> {
        Self::entries()
            .iter()
            .filter_map(|e| Self::from_code(e.code))
            .collect()
    }
}

/// Lower case, letters, digits and strokes only; a `+` or `-` at the end stays (blood types).
fn fold(text: &str) -> String {
    let text = text.trim();
    let mut out: String = text
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '/')
        .flat_map(char::to_lowercase)
        .collect();
    if let Some(sign) = text.chars().last().filter(|c| matches!(c, '+' | '-'))
        && !out.is_empty()
    {
        out.push(sign);
    }
    out
}

/// Declares a code table as an enum: `Variant = code, "label", ["alias", …];`.
macro_rules! code_table {
    ($(#[$doc:meta])* $name:ident, $column:literal;
     $($variant:ident = $code:literal, $label:literal $(, [$($alias:literal),*])?;)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum $name {
            $(#[doc = concat!("“", $label, "”, code ", $code, ".")] $variant = $code,)*
        }

        impl $crate::tables::CodeTable for $name {
            const COLUMN: &'static str = $column;

            fn entries() -> &'static [$crate::tables::Entry] {
                &[$($crate::tables::Entry {
                    code: $code,
                    label: $label,
                    aliases: &[$($($alias),*)?],
                }),*]
            }

            fn code(self) -> u8 {
                self as u8
            }

            fn from_code(code: u8) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        $crate::tables::code_serde!($name);
    };
}

/// JSON: the code as a number; a digit string is read too.
macro_rules! code_serde {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u8($crate::tables::CodeTable::code(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::tables::read_code(deserializer)
            }
        }
    };
}

use {code_serde, code_table};

fn read_code<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: CodeTable,
{
    #[derive(serde::Deserialize)]
    #[serde(untagged)]
    enum Raw {
        Number(u8),
        Text(String),
    }
    let code = match <Raw as serde::Deserialize>::deserialize(deserializer)? {
        Raw::Number(code) => Some(code),
        Raw::Text(text) => text.parse().ok(),
    };
    code.and_then(T::from_code)
        .ok_or_else(|| serde::de::Error::custom(format!("no code of {}", T::COLUMN)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law<T: CodeTable + PartialEq + std::fmt::Debug>() {
        let mut spellings = std::collections::BTreeMap::new();
        for entry in T::entries() {
            let value = T::from_code(entry.code).expect("listed");
            assert_eq!(value.code(), entry.code);
            assert_eq!(value.label(), entry.label);
            assert_eq!(T::parse(&entry.code.to_string()), Some(value));
            for text in entry.aliases.iter().chain([&entry.label]) {
                assert_eq!(T::parse(text), Some(value), "{text} of {}", T::COLUMN);
                assert_eq!(T::parse(&format!(" {} ", text.to_uppercase())), Some(value));
                let other = spellings.insert(fold(text), entry.code);
                assert!(
                    other.is_none_or(|o| o == entry.code),
                    "{text} means two things"
                );
            }
        }
        assert_eq!(T::parse(""), None);
        assert_eq!(T::parse("-"), None);
        assert_eq!(T::parse("200"), None);
        assert_eq!(T::parse("zzz"), None);
    }

    #[test]
    fn every_table_reads_its_codes_labels_and_aliases_and_nothing_else() {
        law::<Sex>();
        law::<Religion>();
        law::<Education>();
        law::<Schooling>();
        law::<Occupation>();
        law::<MaritalStatus>();
        law::<Relation>();
        law::<Citizenship>();
        law::<BloodType>();
        law::<Disability>();
        law::<Contraception>();
        law::<Pregnancy>();
        law::<CardState>();
        law::<RecordingStatus>();
        law::<BasicStatus>();
        law::<Insurance>();
    }

    #[test]
    fn the_short_forms_of_village_books_are_read() {
        assert_eq!(Sex::parse("L"), Some(Sex::Male));
        assert_eq!(Sex::parse("pr"), Some(Sex::Female));
        assert_eq!(MaritalStatus::parse("BK"), Some(MaritalStatus::Single));
        assert_eq!(MaritalStatus::parse("ch"), Some(MaritalStatus::Divorced));
        assert_eq!(MaritalStatus::parse("CM"), Some(MaritalStatus::Widowed));
        assert_eq!(BloodType::parse("A-"), Some(BloodType::ANegative));
        assert_eq!(BloodType::parse("ab +"), Some(BloodType::AbPositive));
        assert_eq!(
            Education::parse("TAMAT SD / SEDERAJAT"),
            Some(Education::Primary)
        );
        assert_eq!(Religion::parse("Katolik"), Some(Religion::Catholic));
        assert_eq!(
            Occupation::parse("petani / pekebun").map(CodeTable::code),
            Some(9)
        );
        assert_eq!(
            Occupation::parse("PETANI PEKEBUN").map(CodeTable::code),
            Some(9)
        );
        assert_eq!(Education::parse("DIPLOMA I/II"), Some(Education::Diploma2));
        assert_eq!(Education::parse("Diploma III"), Some(Education::Diploma3));
    }

    #[test]
    fn unused_codes_are_no_values() {
        assert_eq!(BasicStatus::from_code(5), None);
        assert_eq!(Contraception::from_code(8), None);
        assert_eq!(Occupation::from_code(0), None);
        assert_eq!(Occupation::from_code(90), None);
        assert_eq!(Occupation::entries().len(), 89);
    }

    #[test]
    fn a_code_is_a_number_in_json_and_a_digit_string_is_read() {
        assert_eq!(serde_json::to_string(&Sex::Female).unwrap(), "2");
        assert_eq!(serde_json::from_str::<Sex>("\"2\"").unwrap(), Sex::Female);
        assert!(serde_json::from_str::<Sex>("3").is_err());
        let farmer = Occupation::parse("9").unwrap();
        assert_eq!(serde_json::to_string(&farmer).unwrap(), "9");
    }
}
