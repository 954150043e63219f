//! A letter's record.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{LetterData, Strokes, short_id};
use crate::id::{LetterId, OfficerId, RequestId, ResidentId};
use crate::service::{Paper, Service};

/// Where a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterState {
    /// Printed; nobody has confirmed signature and hand-over.
    AwaitingSignature,
    /// Signed and handed over.
    Issued,
    /// Void; the number is never used again.
    Void,
}

/// Where the receiver signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignedOn {
    /// In the office's book, on paper.
    Paper,
    /// On the screen.
    Screen,
}

/// A printed letter. Number, snapshot and seal never change; state and hand-over do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// The number as printed.
    pub number: String,
    /// Its place in the series (`003`, `P07-003`).
    pub serial: String,
    /// Series of the counter.
    pub series: String,
    /// Year of the counter; 0 for a series that never restarts.
    pub year: i16,
    /// Service id.
    pub service: String,
    /// Version of the service file.
    pub service_version: u32,
    /// Name of the letter kind.
    pub title: String,
    /// Whose letter.
    pub resident: ResidentId,
    /// The request that it answers.
    pub request: RequestId,
    /// Where it stands.
    pub state: LetterState,
    /// Day of issue in the village's zone.
    pub issued_on: Date,
    /// Last day of validity.
    #[serde(default)]
    pub valid_until: Option<Date>,
    /// Everything that stands on the paper.
    pub snapshot: LetterData,
    /// The service file as it was; with the snapshot it gives the same page again.
    pub service_file: Service,
    /// The paper it was laid out for.
    pub paper: Paper,
    /// Random id inside the seal, 16 hex digits.
    pub cti: String,
    /// The text of the QR code.
    pub token: String,
    /// When it was printed first, ms since 1970 UTC.
    pub printed_at: i64,
    /// Why its number was given by hand; `None`: it came from a block or from the laptop's own series.
    #[serde(default)]
    pub manual_reason: Option<String>,
    /// Who filled the form.
    #[serde(default)]
    pub prepared_by: Option<OfficerId>,
    /// Who checked and approved it.
    #[serde(default)]
    pub checked_by: Option<OfficerId>,
    /// The same by name, as it was then.
    #[serde(default)]
    pub checked_name: Option<String>,
    /// When, ms since 1970 UTC.
    #[serde(default)]
    pub checked_at: Option<i64>,
    /// The laptop's clock was in doubt: an officer said which day it was.
    #[serde(default)]
    pub date_given: bool,
    /// Who took it.
    #[serde(default)]
    pub handed_to: Option<String>,
    /// How that person signed for it.
    #[serde(default)]
    pub handed_on: Option<SignedOn>,
    /// That signature, where it was drawn on the screen.
    #[serde(default)]
    pub handed_signature: Option<Strokes>,
    /// When, ms since 1970 UTC.
    #[serde(default)]
    pub handed_at: Option<i64>,
    /// Why it is void.
    #[serde(default)]
    pub void_reason: Option<String>,
    /// Since when, ms since 1970 UTC.
    #[serde(default)]
    pub void_at: Option<i64>,
    /// The void letter whose place it took.
    #[serde(default)]
    pub replaces: Option<LetterId>,
    /// The letter that took its place.
    #[serde(default)]
    pub replaced_by: Option<LetterId>,
}

impl Letter {
    /// The short id under the QR code.
    #[must_use]
    pub fn short_id(&self) -> String {
        short_id(&self.cti)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::data::sample_data;
    use super::*;

    #[test]
    fn a_letter_survives_its_record() {
        let data = sample_data();
        let letter = Letter {
            number: data.number.clone(),
            serial: "003".into(),
            series: "domisili".into(),
            year: 2026,
            service: data.service.clone(),
            service_version: 1,
            title: data.title.clone(),
            resident: ResidentId(Uuid::from_u128(1)),
            request: RequestId(Uuid::from_u128(2)),
            state: LetterState::AwaitingSignature,
            issued_on: data.issued_on,
            valid_until: None,
            snapshot: data,
            service_file: crate::service::testing::with_fields(""),
            paper: Paper::F4,
            cti: "a1b2c3d4e5f60718".into(),
            token: "JEMPUT:V1/AAAA".into(),
            printed_at: 1_795_600_000_000,
            manual_reason: None,
            prepared_by: None,
            checked_by: None,
            checked_name: None,
            checked_at: None,
            date_given: false,
            handed_to: None,
            handed_on: None,
            handed_signature: None,
            handed_at: None,
            void_reason: None,
            void_at: None,
            replaces: None,
            replaced_by: None,
        };
        let json = serde_json::to_value(&letter).unwrap();
        assert_eq!(json["state"], "awaiting_signature");
        assert_eq!(json["issued_on"], "2026-11-25");
        assert_eq!(json["valid_until"], serde_json::Value::Null);
        assert_eq!(serde_json::from_value::<Letter>(json).unwrap(), letter);
        assert_eq!(letter.short_id(), "M6SC7-N75YR");
    }
}
