//! The privacy notice (*pemberitahuan privasi*, UU 27/2022 articles 21 and 22): one text for the screens, the paper and the
//! public page, made from the one table of what is recorded, in the words of the catalogues.

use serde::{Deserialize, Serialize};

use super::{Basis, LINES, Line};

/// Kind of the record in which an office tells its laptops who it is.
pub const OFFICE: &str = "office";

/// Who answers for the data, as the office says it of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Controller {
    /// `Kecamatan Wanajaya`.
    #[serde(default)]
    pub name: String,
    /// Street address for citizens.
    #[serde(default)]
    pub address: String,
    /// Telephone for citizens.
    #[serde(default)]
    pub phone: String,
    /// Who answers for personal data, and when.
    #[serde(default)]
    pub data_officer: String,
}

impl Controller {
    /// Nobody could ask anybody: without a name, without somebody to ask for, or without a way there.
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        let empty = |text: &str| text.trim().is_empty();
        empty(&self.name)
            || empty(&self.data_officer)
            || (empty(&self.address) && empty(&self.phone))
    }
}

/// The two languages of the catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Indonesian, which all papers are in.
    Indonesian,
    /// English.
    English,
}

impl Language {
    /// From the code of a screen's language.
    #[must_use]
    pub fn of(code: &str) -> Self {
        match code {
            "en" => Self::English,
            _ => Self::Indonesian,
        }
    }

    const fn catalogues(self) -> [&'static str; 2] {
        match self {
            Self::Indonesian => [
                include_str!("../../../../assets/i18n/id/privacy-notice.ftl"),
                include_str!("../../../../assets/i18n/id/office-privacy.ftl"),
            ],
            Self::English => [
                include_str!("../../../../assets/i18n/en/privacy-notice.ftl"),
                include_str!("../../../../assets/i18n/en/office-privacy.ftl"),
            ],
        }
    }
}

/// The notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it is called.
    pub title: String,
    /// Its parts in reading order.
    pub parts: Vec<Part>,
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Heading.
    pub heading: String,
    /// Paragraphs.
    pub lines: Vec<String>,
    /// The paragraphs are points of a list.
    pub list: bool,
}

/// What stands in the catalogue; only plain sentences do.
fn text(language: Language, key: &str) -> &'static str {
    let lines = language.catalogues().into_iter().flat_map(str::lines);
    lines
        .filter_map(|line| line.split_once(" = "))
        .find(|(known, _)| *known == key)
        .map(|(_, text)| text.trim())
        .unwrap_or_default()
}

fn filled(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    let sentence = text(language, key).to_owned();
    values.iter().fold(sentence, |sentence, (name, value)| {
        sentence.replace(&format!("{{ ${name} }}"), value.trim())
    })
}

/// Lines of the table that are about people who come to the office.
fn about_citizens() -> impl Iterator<Item = &'static Line> {
    let others = ["officers"];
    LINES
        .iter()
        .filter(move |line| line.basis != Basis::None && !others.contains(&line.code))
}

/// The notice of an office.
#[must_use]
pub fn notice(office: &Controller, language: Language) -> Notice {
    let told = |key: &str| text(language, key).to_owned();
    let part = |name: &str, lines: Vec<String>, list: bool| Part {
        heading: told(&format!("privacy-notice-{name}")),
        lines,
        list,
    };
    let plain = |name: &str| {
        part(
            name,
            vec![told(&format!("privacy-notice-{name}-told"))],
            false,
        )
    };
    let mut who = Vec::new();
    if !office.name.trim().is_empty() {
        who.push(filled(
            language,
            "privacy-notice-who-told",
            &[("office", &office.name)],
        ));
    }
    for (key, value) in [
        ("officer", &office.data_officer),
        ("address", &office.address),
        ("phone", &office.phone),
    ] {
        if !value.trim().is_empty() {
            who.push(filled(
                language,
                &format!("privacy-notice-{key}"),
                &[("value", value)],
            ));
        }
    }
    if office.is_unreachable() {
        who.push(told("privacy-notice-unreachable"));
    }
    let what = about_citizens().map(|line| {
        let basis = format!("privacy-basis-{}", line.basis.code());
        let values = [
            ("what", text(language, &format!("privacy-{}", line.code))),
            ("why", text(language, &format!("privacy-{}-why", line.code))),
            ("basis", text(language, &basis)),
            (
                "kept",
                text(language, &format!("privacy-{}-kept", line.code)),
            ),
        ];
        filled(language, "privacy-notice-line", &values)
    });
    Notice {
        title: told("privacy-notice-title"),
        parts: vec![
            part("who", who, false),
            part("what", what.collect(), true),
            plain("consent"),
            plain("sent"),
            plain("rights"),
            plain("ask"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office() -> Controller {
        Controller {
            name: "Kecamatan Mandala".into(),
            address: "Jalan Kecamatan No. 1".into(),
            phone: "0281 555 0100".into(),
            data_officer: "kantor kecamatan, hari kerja".into(),
        }
    }

    #[test]
    fn every_word_of_the_notice_is_in_both_catalogues() {
        for language in [Language::Indonesian, Language::English] {
            for of in [office(), Controller::default()] {
                let notice = notice(&of, language);
                assert!(!notice.title.is_empty());
                for part in &notice.parts {
                    assert!(!part.heading.is_empty(), "{part:?}");
                    assert!(!part.lines.is_empty(), "{part:?}");
                    for line in &part.lines {
                        assert!(line.len() > 10 && !line.contains(['{', '}', '$']), "{line}");
                        assert!(!line.contains(". .") && !line.contains(": ."), "{line}");
                    }
                }
            }
        }
        assert_ne!(
            notice(&office(), Language::Indonesian),
            notice(&office(), Language::English)
        );
    }

    #[test]
    fn the_notice_says_of_everything_that_is_recorded_of_citizens_why_on_which_basis_and_how_long()
    {
        let notice = notice(&office(), Language::Indonesian);
        let what = &notice.parts[1].lines;
        for code in [
            "residents",
            "extras",
            "letters",
            "papers",
            "audit",
            "requests",
        ] {
            let line = LINES.iter().find(|line| line.code == code).unwrap();
            let told = what
                .iter()
                .find(|told| {
                    told.starts_with(text(Language::Indonesian, &format!("privacy-{code}")))
                })
                .unwrap_or_else(|| panic!("{code}"));
            let basis = format!("privacy-basis-{}", line.basis.code());
            for key in [
                format!("privacy-{code}-why"),
                basis,
                format!("privacy-{code}-kept"),
            ] {
                assert!(
                    told.contains(text(Language::Indonesian, &key)),
                    "{told}: {key}"
                );
            }
        }
        assert_eq!(
            what.len(),
            6,
            "officers and technical records are not a citizen's"
        );
    }

    #[test]
    fn an_office_that_nobody_can_reach_is_told_so() {
        assert!(!office().is_unreachable());
        let who = |office: &Controller| notice(office, Language::Indonesian).parts[0].lines.clone();
        assert!(
            who(&office())
                .iter()
                .any(|line| line.contains("0281 555 0100"))
        );
        let nobody = text(Language::Indonesian, "privacy-notice-unreachable");
        assert!(!who(&office()).iter().any(|line| line == nobody));
        for empty in ["name", "data_officer", "both ways"] {
            let mut one = office();
            match empty {
                "name" => one.name.clear(),
                "data_officer" => one.data_officer = "  ".into(),
                _ => {
                    one.phone.clear();
                    one.address.clear();
                }
            }
            assert!(one.is_unreachable(), "{empty}");
            assert!(who(&one).iter().any(|line| line == nobody), "{empty}");
        }
    }
}
