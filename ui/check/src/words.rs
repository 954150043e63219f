//! The page's words, from the catalogues of the whole product, without a library: messages are single lines.

/// Language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Indonesian.
    Id,
    /// English.
    En,
}

/// One catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    language: Language,
}

const ID: &str = include_str!("../../../assets/i18n/id/check.ftl");
const EN: &str = include_str!("../../../assets/i18n/en/check.ftl");

impl Words {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        Self { language }
    }

    /// Which language.
    #[must_use]
    pub fn language(self) -> Language {
        self.language
    }

    /// A message; the key itself where there is none, which a test rules out.
    #[must_use]
    pub fn get(self, key: &str) -> String {
        find(self.catalogue(), key).unwrap_or(key).to_owned()
    }

    /// A message with one value in it.
    #[must_use]
    pub fn with(self, key: &str, name: &str, value: &str) -> String {
        self.get(key).replace(&format!("{{ ${name} }}"), value)
    }

    fn catalogue(self) -> &'static str {
        match self.language {
            Language::Id => ID,
            Language::En => EN,
        }
    }
}

fn find<'a>(catalogue: &'a str, key: &str) -> Option<&'a str> {
    catalogue.lines().find_map(|line| {
        line.split_once(" = ")
            .filter(|(name, _)| *name == key)
            .map(|(_, text)| text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(catalogue: &str) -> Vec<&str> {
        catalogue
            .lines()
            .filter_map(|line| line.split_once(" = ").map(|(name, _)| name))
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_messages_each_on_one_line() {
        assert_eq!(keys(ID), keys(EN));
        for line in ID
            .lines()
            .chain(EN.lines())
            .filter(|line| !line.starts_with('#'))
        {
            assert!(line.contains(" = "), "{line}");
        }
    }

    #[test]
    fn a_value_takes_its_place_in_the_sentence() {
        let words = Words::of(Language::Id);
        assert_eq!(
            words.with("check-void-since-text", "since", "4 Juni 2026"),
            "Jangan diterima. Dibatalkan kantor pada 4 Juni 2026."
        );
    }
}
