//! The office's word on a letter whose approval does not hold.

use axum::http::StatusCode;
use jemput_domain::{finding::Finding, letter::LetterState, reason};
use jemput_wire::{
    AppError,
    office::{JudgeApproval, Topic},
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    fault::{self, Fault, bad, missing},
    office::Office,
    records::SETTLED,
    review::stands_id,
};

impl Office {
    /// Lets a letter stand, or makes it void; both with the reason and the clerk's name in the log.
    pub(crate) fn judge_approval(&self, account: &str, wish: &JudgeApproval) -> fault::Result<()> {
        let unknown = || missing(AppError::new("record-unknown"));
        let id: Uuid = wish.record.parse().map_err(|_| unknown())?;
        let reason = reason::given(&wish.reason)
            .ok_or_else(|| bad(AppError::new("approval-reason-missing")))?;
        let record = self.records().reader().record(id)?.ok_or_else(unknown)?;
        let listed = self.review()?.of_record(id)?;
        let why: Option<Finding> = listed
            .iter()
            .find(|one| one.topic == Topic::Approval)
            .and_then(|one| {
                serde_json::from_str::<Vec<Finding>>(&one.detail)
                    .ok()?
                    .pop()
            });
        let Some(why) = why else {
            let late = AppError::new("decision-late");
            return Err(Fault::Refused(StatusCode::CONFLICT, late));
        };
        let now = self.now_ms();
        self.records().write(self.clerk(account), now, |tx| {
            if wish.stands {
                let fields = [
                    ("scope", json!("office")),
                    ("record", json!(id)),
                    ("why", json!(why.code)),
                    ("note", json!(reason)),
                ];
                let fields: Map<String, Value> = fields
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect();
                return tx.create(stands_id(id), SETTLED, fields);
            }
            tx.settle(
                id,
                "state",
                json!(LetterState::Void),
                record.state.ids("state"),
            )?;
            tx.edit_value(id, "void_reason", json!(reason))?;
            tx.edit_value(id, "void_at", json!(now))
        })?;
        Ok(self.letters_decided(&[id])?)
    }
}
