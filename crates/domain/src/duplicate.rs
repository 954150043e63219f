//! Who may be recorded twice.
//!
//! Two records are compared by points (see [`compare`]); from [`LIKELY`] on a pair is shown. The points were chosen so
//! that these are shown: the same NIK whatever else; the same or a nearly same name with the same birth date; the same
//! name with the same mother where a birth date is missing; day and month exchanged. And these are not: twins (same
//! birth date and mother, another name), a child named after its father, people who share a common name only.
//!
//! Nobody compares everybody with everybody: records that can reach [`LIKELY`] share at least one of the keys of
//! [`Traits::keys`], so a village of 50,000 is looked through in seconds, and a change of one record costs a few looks.

mod spelling;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use self::spelling::{alike, folded, without_titles};
use crate::date::FlexDate;
use crate::kk::Kk;
use crate::nik::Nik;
use crate::resident::Resident;
use crate::tables::{CodeTable as _, Sex};

/// Points from which on a pair is shown.
pub const LIKELY: u8 = 65;
/// Names less alike than this are different names.
const DIFFERENT: f64 = 0.75;

/// What tells people apart.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Traits {
    nik: String,
    name: String,
    birth: Option<FlexDate>,
    mother: String,
    sex: Option<u8>,
    kk: String,
}

/// Why two records may be one person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The same NIK.
    Nik,
    /// NIKs that differ in one or two digits: somebody may have mistyped.
    NikNearly,
    /// The same name, but for spelling.
    Name,
    /// A similar name.
    NameNearly,
    /// The same birth date.
    Birth,
    /// Day and month are exchanged, or one part of the date differs.
    BirthNearly,
    /// The same mother.
    Mother,
    /// The same family card.
    Kk,
}

/// What a comparison gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// 0–100.
    pub points: u8,
    /// What speaks for it.
    pub reasons: Vec<Reason>,
}

impl Traits {
    /// Of a resident.
    #[must_use]
    pub fn of(resident: &Resident) -> Self {
        Self {
            nik: resident
                .nik
                .as_ref()
                .map(Nik::as_str)
                .or(resident.nik_draft.as_deref())
                .unwrap_or_default()
                .chars()
                .filter(char::is_ascii_digit)
                .collect(),
            name: without_titles(&resident.name),
            birth: resident.birth_date,
            mother: without_titles(resident.mother_name.as_deref().unwrap_or_default()),
            sex: resident.sex.map(Sex::code),
            kk: resident
                .kk
                .as_ref()
                .map(Kk::as_str)
                .unwrap_or_default()
                .to_owned(),
        }
    }

    /// Records that share none of these are not alike.
    #[must_use]
    pub fn keys(&self) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        if self.nik.len() == 16 {
            keys.insert(format!("n:{}", self.nik));
        }
        let name = folded(&self.name);
        let first = name.split(' ').next().unwrap_or_default().to_owned();
        if let Some(birth) = self.birth {
            if let Some(day) = birth.day() {
                keys.insert(format!("d:{day}"));
            }
            if !name.is_empty() {
                keys.insert(format!("y:{}:{name}", birth.year()));
            }
        }
        let mother = folded(&self.mother);
        if !mother.is_empty() && !first.is_empty() {
            keys.insert(format!("m:{mother}:{first}"));
        }
        keys
    }
}

/// How likely two records are one person's.
///
/// | what | points |
/// | --- | --- |
/// | same NIK of 16 digits | 100, and nothing else counts |
/// | name | 0 at a likeness of 0.7 (Jaro–Winkler, word by word, old spellings folded, titles left out) to 50 when the same; under 0.75 the pair is none |
/// | birth date same | 30 |
/// | day and month exchanged, or one part differs | 18 |
/// | same year where one of them has no more | 15 |
/// | another birth date | −30 |
/// | mother same (0.85 and more) | 20 |
/// | another mother (under 0.7) | −25 |
/// | same family card | 5 |
/// | another sex | −30 |
/// | two different NIKs | −40; −15 where only one or two digits differ |
#[must_use]
pub fn compare(a: &Traits, b: &Traits) -> Likeness {
    if a.nik.len() == 16 && a.nik == b.nik {
        return Likeness {
            points: 100,
            reasons: vec![Reason::Nik],
        };
    }
    let mut reasons = Vec::new();
    let name = alike(&a.name, &b.name);
    if name < DIFFERENT {
        return Likeness { points: 0, reasons };
    }
    reasons.push(if name > 0.99 {
        Reason::Name
    } else {
        Reason::NameNearly
    });
    let mut points = 50.0 * ((name - 0.7) / 0.3).min(1.0);
    if let (Some(one), Some(two)) = (a.birth, b.birth) {
        points += births(one, two, &mut reasons);
    }
    if !a.mother.is_empty() && !b.mother.is_empty() {
        let mother = alike(&a.mother, &b.mother);
        if mother >= 0.85 {
            reasons.push(Reason::Mother);
            points += 20.0;
        } else if mother < 0.7 {
            points -= 25.0;
        }
    }
    if !a.kk.is_empty() && a.kk == b.kk {
        reasons.push(Reason::Kk);
        points += 5.0;
    }
    if a.sex.is_some() && b.sex.is_some() && a.sex != b.sex {
        points -= 30.0;
    }
    if a.nik.len() == 16 && b.nik.len() == 16 {
        let digits = a.nik.chars().zip(b.nik.chars());
        if digits.filter(|(a, b)| a != b).count() <= 2 {
            reasons.push(Reason::NikNearly);
            points -= 15.0;
        } else {
            points -= 40.0;
        }
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 100"
    )]
    let points = points.clamp(0.0, 100.0).round() as u8;
    Likeness { points, reasons }
}

fn births(one: FlexDate, two: FlexDate, reasons: &mut Vec<Reason>) -> f64 {
    match (one.day(), two.day()) {
        (Some(a), Some(b)) if a == b => {
            reasons.push(Reason::Birth);
            30.0
        }
        (Some(a), Some(b)) => {
            let same = [
                a.year() == b.year(),
                a.month() == b.month(),
                a.day() == b.day(),
            ];
            let exchanged = same[0] && a.month() == b.day() && a.day() == b.month();
            if exchanged || same.into_iter().filter(|same| *same).count() == 2 {
                reasons.push(Reason::BirthNearly);
                18.0
            } else {
                -30.0
            }
        }
        _ if one.year() == two.year() => {
            reasons.push(Reason::BirthNearly);
            15.0
        }
        _ => -30.0,
    }
}

/// The record that says that two records are not one person's; the same whoever is named first.
#[must_use]
pub fn distinct_id(a: Uuid, b: Uuid) -> Uuid {
    let (first, second) = if a < b { (a, b) } else { (b, a) };
    Uuid::new_v5(&first, second.as_bytes())
}

/// Kind of that record.
pub const DISTINCT: &str = "distinct";

#[cfg(test)]
mod tests;
