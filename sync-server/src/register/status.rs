//! What became of a letter: for the check page, by prefixes; for who types the short id, as a page.

use anyhow::{Context, Result};
use jemput_domain::{
    date,
    letter::{cti_prefix, short_id},
};
use jemput_seal::{LetterStatus, StatusEntry, StatusList, status_prefix};
use jemput_store::LetterFilter;
use jemput_wire::AppError;
use rusqlite::params;
use uuid::Uuid;

use super::letters::LetterFacts;
use crate::{
    desk::Desk,
    fault::{self, too_often},
    office::Office,
    secret,
};

/// Up to which number of the log the tables of letters are in line with the register.
const LETTERS_UP_TO: &str = "letters-up-to";

/// The register's word on a letter, for the page without scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// Signed and handed over.
    Issued,
    /// Printed.
    Awaiting,
    /// Withdrawn.
    Void,
    /// Withdrawn, another letter took its place.
    Replaced,
    /// Issued, but its time is over.
    Expired,
    /// Not in the register.
    No,
}

impl Known {
    /// Name in styles and icons.
    pub(crate) fn look(self) -> &'static str {
        match self {
            Self::Issued => "ok",
            Self::Awaiting | Self::Expired | Self::No => "pending",
            Self::Void | Self::Replaced => "danger",
        }
    }

    /// Not in force any more, and not by time.
    pub(crate) fn is_withdrawn(self) -> bool {
        matches!(self, Self::Void | Self::Replaced)
    }
}

/// What a stranger with the short id may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShortAnswer {
    pub(crate) known: Known,
    pub(crate) title: String,
    pub(crate) number: String,
    /// `Sri W…`: enough to compare, too little to learn a name.
    pub(crate) name: String,
    /// In words.
    pub(crate) issued: String,
    /// In words; empty: no end.
    pub(crate) valid_until: String,
    /// Withdrawn on this day, in words.
    pub(crate) since: String,
    /// Number of the letter that took its place.
    pub(crate) replaced_by: String,
}

impl ShortAnswer {
    fn unknown() -> Self {
        Self {
            known: Known::No,
            title: String::new(),
            number: String::new(),
            name: String::new(),
            issued: String::new(),
            valid_until: String::new(),
            since: String::new(),
            replaced_by: String::new(),
        }
    }

    /// Whether there is something to compare with the paper.
    pub(crate) fn has_facts(&self) -> bool {
        self.known != Known::No
    }
}

/// First word, and the first letter of the second.
fn masked(name: &str) -> String {
    let mut words = name.split_whitespace();
    match (words.next(), words.next()) {
        (Some(first), Some(second)) => {
            format!("{first} {}…", second.chars().take(1).collect::<String>())
        }
        (Some(only), None) => format!("{}…", only.chars().take(3).collect::<String>()),
        _ => String::new(),
    }
}

fn code(status: LetterStatus) -> i64 {
    match status {
        LetterStatus::AwaitingSignature => 0,
        LetterStatus::Issued => 1,
        LetterStatus::Void => 2,
        LetterStatus::Replaced => 3,
    }
}

fn status(code: i64) -> Option<LetterStatus> {
    [
        LetterStatus::AwaitingSignature,
        LetterStatus::Issued,
        LetterStatus::Void,
        LetterStatus::Replaced,
    ]
    .into_iter()
    .find(|status| self::code(*status) == code)
}

impl Desk {
    /// Notes where a letter stands. Two letters never share an id; should one be made up to collide, the first stays.
    pub(crate) fn note_letter(
        &self,
        record: Uuid,
        cti: [u8; 8],
        status: LetterStatus,
        since_s: i64,
    ) -> Result<()> {
        let prefix = i64::from(u16::from_be_bytes(status_prefix(&cti)));
        self.db
            .prepare_cached(
                "INSERT INTO letter_status(cti, prefix, record, status, since) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT(cti) DO UPDATE SET status = excluded.status, since = excluded.since
                 WHERE record = excluded.record",
            )?
            .execute(params![cti, prefix, record.to_string(), code(status), since_s])?;
        Ok(())
    }

    /// All letters behind a prefix.
    fn letters_behind(&self, prefix: [u8; 2]) -> Result<Vec<StatusEntry>> {
        let mut rows = self.db.prepare_cached(
            "SELECT cti, status, since FROM letter_status WHERE prefix = ?1 ORDER BY cti",
        )?;
        let rows = rows
            .query_map([i64::from(u16::from_be_bytes(prefix))], |row| {
                Ok((row.get::<_, [u8; 8]>(0)?, row.get(1)?, row.get(2)?))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        rows.into_iter()
            .map(|(cti, code, since)| {
                let status = status(code).context("a stored status has a meaning")?;
                Ok(StatusEntry { cti, status, since })
            })
            .collect()
    }
}

impl Office {
    /// The signed states of all letters behind a prefix.
    pub(crate) fn status_list(&self, prefix: [u8; 2]) -> Result<Vec<u8>> {
        let entries = self.desk().letters_behind(prefix)?;
        let list = StatusList {
            office: self.sealing_name()?,
            issued_at: self.now_ms() / 1000,
            prefix,
            entries,
        };
        Ok(list.sign(self.keys.seal())?)
    }

    /// Brings the check page's table into line with a letter's record.
    pub(crate) fn note_letter(&self, record: Uuid, letter: &LetterFacts) -> Result<()> {
        // A letter without a readable id has no seal that could be checked.
        let Some(cti) = secret::array_from_hex(&letter.cti) else {
            return Ok(());
        };
        let desk = self.desk();
        desk.note_letter(record, cti, letter.status(), letter.since_ms() / 1000)?;
        match letter.place_in_series() {
            Some((counter, number)) => desk.note_number(&counter, number),
            None => Ok(()),
        }
    }

    /// Brings the tables of letters into line with the register where the server stopped between the two.
    pub(crate) fn catch_up_letters(&self) -> Result<()> {
        let head = self.records().changes()?.to_string();
        if self.desk().meta(LETTERS_UP_TO)?.as_deref() == Some(&head) {
            return Ok(());
        }
        const PAGE: u32 = 500;
        let mut offset = 0;
        loop {
            let (records, _) =
                self.records()
                    .reader()
                    .letters(&LetterFilter::default(), offset, PAGE)?;
            for record in &records {
                self.note_letter(record.id, &LetterFacts::of(record)?)?;
            }
            if records.len() < PAGE as usize {
                break;
            }
            offset += PAGE;
        }
        self.desk().set_meta(LETTERS_UP_TO, &head)
    }

    /// The tables of letters are in line with the register.
    pub(crate) fn letters_caught_up(&self) -> Result<()> {
        let head = self.records().changes()?.to_string();
        let desk = self.desk();
        // Most requests bring nothing new; then nothing is written either.
        if desk.meta(LETTERS_UP_TO)?.as_deref() == Some(&head) {
            return Ok(());
        }
        desk.set_meta(LETTERS_UP_TO, &head)
    }

    /// What a typed short id stands for. Wrong ones count like wrong codes.
    pub(crate) fn short_answer(&self, typed: &str, source: &str) -> fault::Result<ShortAnswer> {
        let now = self.now_ms();
        if !self.desk().may_try(source, now)? {
            return Err(too_often(
                AppError::new("too-many-tries").with("minutes", 15),
            ));
        }
        let like = match cti_prefix(typed) {
            Some(prefix) => self.records().reader().letters_by_cti_prefix(&prefix)?,
            None => Vec::new(),
        };
        let letters = like
            .iter()
            .map(LetterFacts::of)
            .collect::<Result<Vec<_>>>()?;
        match letters.iter().find(|letter| exactly(&letter.cti, typed)) {
            Some(letter) => Ok(self.told(letter, now)?),
            None => {
                self.desk().note_attempt(source, now)?;
                Ok(ShortAnswer::unknown())
            }
        }
    }

    fn told(&self, letter: &LetterFacts, now_ms: i64) -> Result<ShortAnswer> {
        let zone = self.zone()?;
        let over = letter
            .valid_until
            .is_some_and(|last| last < zone.local_date(now_ms));
        let known = match letter.status() {
            LetterStatus::Void => Known::Void,
            LetterStatus::Replaced => Known::Replaced,
            _ if over => Known::Expired,
            LetterStatus::Issued => Known::Issued,
            LetterStatus::AwaitingSignature => Known::Awaiting,
        };
        let successor = letter
            .replaced_by
            .map(|id| self.letter_facts(id.0))
            .transpose()?
            .flatten();
        Ok(ShortAnswer {
            known,
            title: letter.title.clone(),
            number: letter.number.clone(),
            name: masked(&letter.snapshot.resident.name),
            issued: letter.issued_on.map(date::long).unwrap_or_default(),
            valid_until: letter.valid_until.map(date::long).unwrap_or_default(),
            since: letter
                .void_at
                .map(|at| date::long(zone.local_date(at)))
                .unwrap_or_default(),
            replaced_by: successor.map(|letter| letter.number).unwrap_or_default(),
        })
    }
}

/// The last two bits of a short id lie beyond the hex prefix that it was found by.
fn exactly(cti: &str, typed: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect()
    };
    plain(&short_id(cti)) == plain(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CTI: [u8; 8] = [0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x07, 0x18];

    #[test]
    fn a_short_id_is_known_as_typed_and_its_neighbour_is_not() {
        assert!(exactly("a1b2c3d4e5f60718", "m6sc7 n75yr"));
        assert!(!exactly("a1b2c3d4e5f60718", "M6SC7-N75YS"));
    }

    #[test]
    fn a_letters_state_follows_its_record_and_no_other_record_takes_its_id() {
        let desk = Desk::in_memory();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        desk.note_letter(one, CTI, LetterStatus::Issued, 5).unwrap();
        desk.note_letter(one, CTI, LetterStatus::Void, 9).unwrap();
        desk.note_letter(other, CTI, LetterStatus::Issued, 11)
            .unwrap();
        let entries = desk.letters_behind(status_prefix(&CTI)).unwrap();
        assert_eq!(
            entries,
            [StatusEntry {
                cti: CTI,
                status: LetterStatus::Void,
                since: 9
            }]
        );
        assert_eq!(desk.letters_behind([0, 0]).unwrap(), []);
    }

    #[test]
    fn names_are_shown_to_compare_and_not_to_learn() {
        assert_eq!(masked("Sri Waluyo Ningsih"), "Sri W…");
        assert_eq!(masked("Suparno"), "Sup…");
        assert_eq!(masked(""), "");
    }
}
