//! The official code of a village.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A village's official code, ten digits: province, regency, district, village (`33.02.04.2007`).
///
/// Source: the region codes of the Ministry of Home Affairs. The fourth part starts with 1 for a
/// kelurahan, 2 for a desa, 3 for a desa adat; that is not checked here because the office's own
/// list of villages decides.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VillageCode(String);

impl VillageCode {
    /// Reads a code with or without dots; `None` unless it has exactly ten digits.
    pub fn parse(text: &str) -> Option<Self> {
        if !text
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c.is_whitespace())
        {
            return None;
        }
        let d: String = text.chars().filter(char::is_ascii_digit).collect();
        (d.len() == 10).then(|| Self(format!("{}.{}.{}.{}", &d[..2], &d[2..4], &d[4..6], &d[6..])))
    }

    /// The dotted form, as in the official tables.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ten digits without dots.
    pub fn digits(&self) -> String {
        self.0.chars().filter(char::is_ascii_digit).collect()
    }

    /// The district's dotted code (`33.02.04`).
    pub fn district(&self) -> &str {
        &self.0[..8]
    }

    /// The province's code (`33`).
    pub fn province(&self) -> &str {
        &self.0[..2]
    }

    /// The sync scope of this village's records (`village:33.02.04.2007`).
    pub fn scope(&self) -> String {
        format!("village:{}", self.0)
    }
}

impl fmt::Display for VillageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for VillageCode {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("a village code has ten digits")
    }
}

impl From<VillageCode> for String {
    fn from(code: VillageCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_village_code_is_read_with_and_without_dots() {
        let dotted = VillageCode::parse("33.02.04.2007").unwrap();
        assert_eq!(VillageCode::parse("3302042007"), Some(dotted.clone()));
        assert_eq!(dotted.digits(), "3302042007");
        assert_eq!(dotted.district(), "33.02.04");
        assert_eq!(dotted.province(), "33");
        assert_eq!(dotted.scope(), "village:33.02.04.2007");
    }

    #[test]
    fn a_code_of_another_length_or_with_letters_is_no_village() {
        assert_eq!(VillageCode::parse("33.02.04"), None);
        assert_eq!(VillageCode::parse("33.02.04.200A"), None);
        assert!(serde_json::from_str::<VillageCode>("\"33.02\"").is_err());
    }
}
