//! Who signs, in what capacity, and whether the mandate covers a day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::lenient;
use crate::village::VillageCode;

/// A signer's record.
///
/// Names and titles are printed as the office wrote them: `INDRA WARDANA` with `S.STP., M.A.P` stays so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// The village whose letters this person signs.
    pub village: VillageCode,
    /// Name without titles.
    pub name: String,
    /// Titles before the name (`Drs. H.`).
    #[serde(default, deserialize_with = "lenient::text")]
    pub titles_front: String,
    /// Titles after the name (`S.STP., M.A.P`), without the comma before them.
    #[serde(default, deserialize_with = "lenient::text")]
    pub titles_back: String,
    /// The person's own post (`Kepala Desa`, `Sekretaris Desa`).
    pub post: String,
    /// In what capacity the person signs.
    #[serde(default, deserialize_with = "lenient_capacity")]
    pub capacity: Capacity,
    /// For `a.n.`: the post in whose name. For `u.b.`: the posts above, highest first, separated by `/`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub principal_post: String,
    /// Civil servant's number, 18 digits, any grouping; a village head usually has none.
    #[serde(default, deserialize_with = "lenient::text")]
    pub nip: String,
    /// The village's own number of the official, with its name if that is not NIAP (`NIPD 12/2020`).
    #[serde(default, deserialize_with = "lenient::text")]
    pub village_number: String,
    /// Rank of a civil servant (`Penata Tk. I`).
    #[serde(default, deserialize_with = "lenient::text")]
    pub rank: String,
    /// First day of the mandate; `None`: no first day.
    #[serde(default, deserialize_with = "lenient::option")]
    pub from: Option<Date>,
    /// Last day of the mandate; `None`: until further notice.
    #[serde(default, deserialize_with = "lenient::option")]
    pub until: Option<Date>,
    /// Switched off by the office.
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

/// The capacity in which an official signs; in JSON the letters that are printed (`"a.n."`, `""`).
///
/// Source: the rules of official letters (tata naskah dinas): `a.n.` names the principal first and keeps the
/// responsibility there, `u.b.` passes the mandate one step further, the others stand before the post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Capacity {
    /// In the own post.
    #[default]
    #[serde(rename = "")]
    Own,
    /// atas nama: in the name of the official above.
    #[serde(rename = "a.n.")]
    OnBehalf,
    /// untuk beliau: two steps below the principal.
    #[serde(rename = "u.b.")]
    ForThem,
    /// Pelaksana tugas: the post is vacant.
    #[serde(rename = "Plt.")]
    Acting,
    /// Pelaksana harian: the holder is away for some days.
    #[serde(rename = "Plh.")]
    Daily,
    /// Penjabat: appointed for the time being.
    #[serde(rename = "Pj.")]
    Interim,
}

impl Capacity {
    /// The letters that are printed; empty for [`Self::Own`].
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Own => "",
            Self::OnBehalf => "a.n.",
            Self::ForThem => "u.b.",
            Self::Acting => "Plt.",
            Self::Daily => "Plh.",
            Self::Interim => "Pj.",
        }
    }

    /// Whether there is nothing to print.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::Own
    }
}

/// An unknown capacity must not turn into "in the own post": such a record is refused.
fn lenient_capacity<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Capacity, D::Error> {
    Ok(Option::<Capacity>::deserialize(deserializer)?.unwrap_or_default())
}

impl Signer {
    /// Name with titles: `Drs. H. INDRA WARDANA, S.STP., M.A.P`.
    #[must_use]
    pub fn full_name(&self) -> String {
        let mut name = self.name.trim().to_owned();
        if !self.titles_front.trim().is_empty() {
            name = format!("{} {name}", self.titles_front.trim());
        }
        let back = self.titles_back.trim().trim_start_matches(',').trim_start();
        if !back.is_empty() {
            name = format!("{name}, {back}");
        }
        name
    }

    /// The post for running text: `Plt. Kepala Desa`; who signs `a.n.` is named by the own post.
    #[must_use]
    pub fn post_full(&self) -> String {
        match self.capacity {
            Capacity::Own | Capacity::OnBehalf | Capacity::ForThem => self.post.trim().to_owned(),
            capacity => format!("{} {}", capacity.label(), self.post.trim()),
        }
    }

    /// The lines above the signature, without village and closing comma: `a.n. Kepala Desa`, `Sekretaris Desa`.
    #[must_use]
    pub fn post_lines(&self) -> Vec<String> {
        let mut above = self
            .principal_post
            .split('/')
            .map(str::trim)
            .filter(|post| !post.is_empty());
        let own = self.post.trim().to_owned();
        match (self.capacity, above.next()) {
            (Capacity::OnBehalf | Capacity::ForThem, Some(principal)) => {
                let mut lines = vec![format!("a.n. {principal}")];
                if self.capacity == Capacity::ForThem {
                    lines.extend(above.map(str::to_owned));
                    lines.push("u.b.".to_owned());
                }
                lines.push(own);
                lines
            }
            _ => vec![self.post_full()],
        }
    }

    /// The line under the name: `NIP 19770203 200001 1 001`, the village's own number, or empty.
    #[must_use]
    pub fn number_line(&self) -> String {
        let digits: String = self.nip.chars().filter(char::is_ascii_digit).collect();
        if digits.len() == 18 {
            let part = |from, to| digits.get(from..to).unwrap_or_default();
            return format!(
                "NIP {} {} {} {}",
                part(0, 8),
                part(8, 14),
                part(14, 15),
                part(15, 18)
            );
        }
        let own = self.village_number.trim();
        if own.is_empty() {
            String::new()
        } else if own.starts_with(char::is_alphabetic) {
            own.to_owned()
        } else {
            format!("NIAP {own}")
        }
    }

    /// Whether the mandate covers the day (both ends belong to it) and the office has not switched it off.
    #[must_use]
    pub fn may_sign_on(&self, day: Date) -> bool {
        self.active
            && self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
    }
}

#[cfg(test)]
pub(crate) fn sample_signer() -> Signer {
    serde_json::from_value(serde_json::json!({
        "village": "33.02.04.2007",
        "name": "INDRA WARDANA",
        "titles_back": "S.STP., M.A.P",
        "post": "Kepala Desa",
    }))
    .expect("a signer")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn titles_are_printed_as_written() {
        let mut signer = sample_signer();
        assert_eq!(signer.full_name(), "INDRA WARDANA, S.STP., M.A.P");
        signer.titles_front = "Drs. H.".into();
        signer.titles_back = ", M.Si.".into();
        assert_eq!(signer.full_name(), "Drs. H. INDRA WARDANA, M.Si.");
    }

    #[test]
    fn an_acting_head_carries_the_mark_in_text_and_block() {
        let signer = Signer {
            capacity: Capacity::Acting,
            ..sample_signer()
        };
        assert_eq!(signer.post_full(), "Plt. Kepala Desa");
        assert_eq!(signer.post_lines(), ["Plt. Kepala Desa"]);
    }

    #[test]
    fn on_behalf_names_the_principal_first() {
        let signer = Signer {
            capacity: Capacity::OnBehalf,
            principal_post: "Kepala Desa".into(),
            post: "Sekretaris Desa".into(),
            ..sample_signer()
        };
        assert_eq!(signer.post_lines(), ["a.n. Kepala Desa", "Sekretaris Desa"]);
        assert_eq!(signer.post_full(), "Sekretaris Desa");
        let further = Signer {
            capacity: Capacity::ForThem,
            principal_post: "Kepala Desa / Sekretaris Desa".into(),
            post: "Kepala Seksi Pemerintahan".into(),
            ..signer
        };
        assert_eq!(
            further.post_lines(),
            [
                "a.n. Kepala Desa",
                "Sekretaris Desa",
                "u.b.",
                "Kepala Seksi Pemerintahan"
            ]
        );
    }

    #[test]
    fn a_mandate_covers_both_its_ends_and_nothing_else() {
        let signer = Signer {
            from: Some(date(2026, 6, 1)),
            until: Some(date(2026, 6, 15)),
            ..sample_signer()
        };
        for (day, may) in [(31, false), (32, true), (46, true), (47, false)] {
            let date = date(2026, 5, 1).saturating_add(jiff::Span::new().days(day - 1));
            assert_eq!(signer.may_sign_on(date), may, "{date}");
        }
        assert!(sample_signer().may_sign_on(date(2026, 1, 1)));
        let off = Signer {
            active: false,
            ..sample_signer()
        };
        assert!(!off.may_sign_on(date(2026, 1, 1)));
    }

    #[test]
    fn a_number_is_a_nip_only_with_18_digits() {
        let mut signer = sample_signer();
        assert_eq!(signer.number_line(), "");
        signer.village_number = "12/2020".into();
        assert_eq!(signer.number_line(), "NIAP 12/2020");
        signer.village_number = "NIPD 0071".into();
        assert_eq!(signer.number_line(), "NIPD 0071");
        signer.nip = "197702032000011001".into();
        assert_eq!(signer.number_line(), "NIP 19770203 200001 1 001");
    }

    #[test]
    fn a_capacity_is_its_letters_in_json_and_an_unknown_one_is_refused() {
        let json = serde_json::to_value(Signer {
            capacity: Capacity::Daily,
            ..sample_signer()
        });
        assert_eq!(json.unwrap()["capacity"], "Plh.");
        let mut json = serde_json::to_value(sample_signer()).unwrap();
        json["capacity"] = "x".into();
        assert!(serde_json::from_value::<Signer>(json.clone()).is_err());
        json["capacity"] = serde_json::Value::Null;
        json["active"] = true.into();
        assert!(serde_json::from_value::<Signer>(json).is_ok());
    }
}
