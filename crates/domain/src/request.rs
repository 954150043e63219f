//! A request's record: who asked for what, and the answers of the form.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::eform::Answers;
use crate::id::{LetterId, OfficerId, ResidentId, SignerId};

/// A request. Each answer is a field of its own (`answer.purpose`), so that two laptops can change different ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// For whom.
    pub resident: ResidentId,
    /// Service id.
    pub service: String,
    /// Version of the service file that made the form.
    pub service_version: u32,
    /// Answers by field key.
    #[serde(flatten, with = "prefixed")]
    pub answers: Answers,
    /// Chosen signer.
    #[serde(default)]
    pub signer: Option<SignerId>,
    /// Where it stands.
    pub state: RequestState,
    /// When it was opened, ms since 1970 UTC.
    pub opened_at: i64,
    /// When its letter was printed, ms since 1970 UTC; 0: not yet.
    #[serde(default)]
    pub printed_at: i64,
    /// Name of the paper that the letter is laid out for.
    #[serde(default)]
    pub paper: Option<String>,
    /// The void letter, or the one to be corrected, whose place its letter takes.
    #[serde(default)]
    pub replaces: Option<LetterId>,
    /// Who filled the form.
    #[serde(default)]
    pub prepared_by: Option<OfficerId>,
    /// The same by name.
    #[serde(default)]
    pub prepared_name: Option<String>,
    /// Who checked and approved it.
    #[serde(default)]
    pub checked_by: Option<OfficerId>,
    /// The same by name.
    #[serde(default)]
    pub checked_name: Option<String>,
    /// When, ms since 1970 UTC.
    #[serde(default)]
    pub checked_at: Option<i64>,
    /// Digest of what was approved: anything else needs another look.
    #[serde(default)]
    pub checked_content: Option<String>,
    /// Why it was given back, in the words of whoever checked it.
    #[serde(default)]
    pub returned_reason: Option<String>,
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Being filled, or given back to its officer.
    Open,
    /// Waits for somebody with the right to check it.
    Submitted,
    /// Checked and approved; not printed yet.
    Checked,
    /// The letter is printed.
    Printed,
    /// The letter was handed over.
    Issued,
    /// Withdrawn.
    Void,
}

/// Answers as fields with the prefix `answer.`.
mod prefixed {
    use super::{Answers, BTreeMap, Deserialize, Value};
    use serde::{Deserializer, Serializer};

    const PREFIX: &str = "answer.";

    pub(super) fn serialize<S: Serializer>(answers: &Answers, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(
            answers
                .iter()
                .map(|(key, value)| (format!("{PREFIX}{key}"), value)),
        )
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Answers, D::Error> {
        // All fields that the struct itself does not name arrive here; later versions may have added others.
        let rest = BTreeMap::<String, Value>::deserialize(from)?;
        Ok(rest
            .into_iter()
            .filter_map(|(key, value)| Some((key.strip_prefix(PREFIX)?.to_owned(), value)))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_answer_is_a_field_of_its_own_and_reads_back() {
        let request = Request {
            resident: ResidentId(uuid::Uuid::from_u128(7)),
            service: "domisili".into(),
            service_version: 1,
            answers: Answers::from([("purpose".into(), json!("Membuka rekening"))]),
            signer: None,
            state: RequestState::Printed,
            opened_at: 5,
            printed_at: 9,
            paper: None,
            replaces: None,
            prepared_by: None,
            prepared_name: None,
            checked_by: None,
            checked_name: None,
            checked_at: None,
            checked_content: None,
            returned_reason: None,
        };
        let mut json = serde_json::to_value(&request).unwrap();
        assert_eq!(json["answer.purpose"], "Membuka rekening");
        json["scope"] = json!("village:33.02.04.2007");
        json["field_of_a_later_version"] = json!(1);
        assert_eq!(serde_json::from_value::<Request>(json).unwrap(), request);
    }
}
