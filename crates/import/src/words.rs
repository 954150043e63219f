//! Reasons in words for files that leave the program: whoever mends a file reads it in Excel, not
//! on our screen.
//!
//! The words are the catalogue's; its messages about residents are single lines with plain
//! variables, which is all of the catalogue's language that is read here.

use std::collections::BTreeMap;

use jemput_domain::finding::Finding;

/// The catalogue of one language.
#[derive(Clone, Debug)]
pub struct Words(BTreeMap<&'static str, &'static str>);

impl Words {
    /// Indonesian, the language of every file.
    #[must_use]
    pub fn indonesian() -> Self {
        Self::of(include_str!("../../../assets/i18n/id/residents.ftl"))
    }

    fn of(catalogue: &'static str) -> Self {
        let lines = catalogue
            .lines()
            .filter(|line| !line.starts_with([' ', '#']));
        Self(lines.filter_map(|line| line.split_once(" = ")).collect())
    }

    /// The sentence of a finding; its code where the catalogue has none.
    #[must_use]
    pub fn sentence(&self, finding: &Finding) -> String {
        let Some(message) = self.0.get(finding.code.as_str()) else {
            return finding.code.to_string();
        };
        let mut sentence = String::with_capacity(message.len());
        let mut rest = *message;
        while let Some((before, after)) = rest.split_once("{ $") {
            let Some((name, tail)) = after.split_once(" }") else {
                break;
            };
            sentence.push_str(before);
            sentence.push_str(finding.params.get(name).map_or("…", String::as_str));
            rest = tail;
        }
        sentence + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jemput_domain::finding::codes;

    #[test]
    fn a_finding_becomes_a_sentence_with_its_values() {
        let finding = Finding::error(codes::DATE_NO_SUCH_DAY)
            .with("month", "Februari")
            .with("year", 1985)
            .with("days", 28)
            .with("value", "31/02/1985");
        assert_eq!(
            Words::indonesian().sentence(&finding),
            "Februari 1985 hanya sampai tanggal 28. Periksa “31/02/1985”, lalu ketik ulang."
        );
    }

    #[test]
    fn every_code_has_a_sentence_that_is_read_whole() {
        let words = Words::indonesian();
        for code in codes::ALL {
            let sentence = words.sentence(&Finding::error(code.clone()));
            assert!(
                sentence.len() > 15 && !sentence.contains(['{', '}']),
                "{code}: {sentence}"
            );
        }
    }
}
