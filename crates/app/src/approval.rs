//! The check before the print: who approved what, and whether that still holds.
//!
//! An officer who may check own letters approves by printing. Where the office wants four eyes the request goes as a
//! record to the other laptops of the village; whoever approves it writes down a digest of what was on the screen, and
//! only that is printed. Records carry all of it, so the log tells who approved, also where it was the same officer.

use jemput_domain::{
    id::{OfficerId, RequestId},
    officer::Officer,
    reason,
    request::{Request, RequestState},
};
use jemput_store::Record;
use jemput_sync::SCOPE;
use jemput_wire::{
    AppError,
    approval::{
        FlowView, RequestApprove, RequestRecall, RequestReturn, RequestSubmit, RequestWaiting,
        Stage, WaitingCard,
    },
    request::RequestView,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    App,
    error::{Result, coded},
    requests::{Case, Draft, may_change, resident},
    session::Session,
    transport::hex,
    words,
};

/// That a letter was checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Approval {
    pub(crate) by: OfficerId,
    pub(crate) name: String,
    pub(crate) at_ms: i64,
    /// What was approved.
    pub(crate) content: String,
}

impl Case {
    /// A digest of all that the letter says, without its number and its day.
    fn content(&self) -> String {
        let said = json!([
            self.service.id,
            self.service.version,
            self.draft.answers,
            self.draft.paper,
            self.draft.signer,
            self.signer(),
            self.resident,
        ]);
        hex(&Sha256::digest(said.to_string())[..16])
    }

    /// Another officer has it to check, or has checked it.
    pub(crate) fn is_with_others(&self) -> bool {
        self.draft.submitted
            && self.record.as_ref().is_some_and(|record| {
                matches!(
                    record.state,
                    RequestState::Submitted | RequestState::Checked
                )
            })
    }

    /// The approval that somebody gave, whether or not it still holds.
    fn approval(&self) -> Option<Approval> {
        let of_record = |record: &Request| {
            (record.state == RequestState::Checked).then_some(())?;
            Some(Approval {
                by: record.checked_by?,
                name: record.checked_name.clone().unwrap_or_default(),
                at_ms: record.checked_at.unwrap_or_default(),
                content: record.checked_content.clone().unwrap_or_default(),
            })
        };
        self.record
            .as_ref()
            .and_then(of_record)
            .or_else(|| self.draft.approval.clone())
    }

    fn stage(&self) -> Stage {
        let state = self.record.as_ref().map(|record| record.state);
        if self.draft.letter.is_some() || state == Some(RequestState::Printed) {
            Stage::Printed
        } else if self.approval().is_some() {
            Stage::Checked
        } else if self.is_with_others() {
            Stage::Submitted
        } else {
            Stage::Draft
        }
    }
}

impl App {
    /// What the office allows an officer. One of whom it has said nothing (it enrolled the laptop before it could)
    /// works on as before.
    fn rights(&self, session: &Session, officer: OfficerId) -> Result<Officer> {
        let record = session.store().record(officer.0)?;
        let known = record
            .filter(|record| record.kind == "officer")
            .and_then(|record| record.to::<Officer>().ok());
        Ok(known.unwrap_or_else(|| Officer {
            name: String::new(),
            may_check: true,
            may_check_own: true,
            from: None,
            until: None,
            serves_until: None,
        }))
    }

    /// The approval that a letter is printed under: one that was given and still holds, else the officer's own.
    pub(crate) fn approval_to_print(&self, session: &Session, case: &Case) -> Result<Approval> {
        let me = session.officer.id;
        if case.draft.officer != me {
            return Err(coded("request-of-others"));
        }
        let content = case.content();
        let by_other = case.approval().filter(|approval| approval.by != me);
        if let Some(approval) = by_other {
            if approval.content != content {
                return Err(coded("check-stale").with("name", approval.name));
            }
            // The mandate must cover the day that the letter carries, whenever it was approved.
            self.rights(session, approval.by)?
                .may_approve(approval.by, me, case.day.date)
                .map_err(|why| coded(why.code()))?;
            return Ok(approval);
        }
        self.rights(session, me)?
            .may_approve(me, me, case.day.date)
            .map_err(|why| coded(why.code()))?;
        Ok(Approval {
            by: me,
            name: session.officer.name.clone(),
            at_ms: self.time.now_ms(),
            content,
        })
    }

    /// A draft's way to the print.
    pub(crate) fn flow(&self, session: &Session, case: &Case) -> Result<FlowView> {
        let me = session.officer.id;
        let may = self
            .rights(session, me)?
            .may_approve(me, case.draft.officer, case.day.date);
        let approval = case.approval();
        let record = case.record.as_ref();
        Ok(FlowView {
            stage: case.stage(),
            mine: case.draft.officer == me,
            may_not: may.err().map(|why| why.code().to_owned()),
            prepared_name: record
                .and_then(|record| record.prepared_name.clone())
                .unwrap_or_default(),
            stale: approval
                .as_ref()
                .is_some_and(|approval| approval.content != case.content()),
            checked_at: approval.as_ref().map_or_else(String::new, |approval| {
                words::moment(session.zone(), approval.at_ms)
            }),
            checked_name: approval.map(|approval| approval.name).unwrap_or_default(),
            returned: record
                .filter(|record| record.state == RequestState::Open)
                .and_then(|record| record.returned_reason.clone())
                .unwrap_or_default(),
            manual: case.draft.manual.clone(),
        })
    }

    pub(crate) fn request_submit(&self, wish: RequestSubmit) -> Result<RequestView> {
        let session = self.session()?;
        let case = self.case(&session, wish.id)?;
        may_change(&session, &case)?;
        let findings = case.findings();
        if jemput_domain::finding::has_error(&findings) {
            return Err(AppError::new("letter-incomplete")
                .with_findings(findings)
                .into());
        }
        let request = Request {
            state: RequestState::Submitted,
            prepared_name: Some(session.officer.name.clone()),
            ..case.as_request()
        };
        let draft = Draft {
            submitted: true,
            approval: None,
            ..case.draft
        };
        let scope = session.membership.village()?.scope();
        let author = self.author(&session);
        session.store().transact(&author, |tx| -> Result<()> {
            tx.create_as(wish.id.0, "request", &request, &[(SCOPE, &scope)])?;
            let key = crate::requests::draft_key(wish.id);
            Ok(tx.save_draft(&key, &draft, author.wall_ms)?)
        })?;
        self.request_view(&session, wish.id)
    }

    pub(crate) fn request_recall(&self, wish: RequestRecall) -> Result<RequestView> {
        let session = self.session()?;
        let case = self.case(&session, wish.id)?;
        if case.draft.officer != session.officer.id {
            return Err(coded("request-of-others"));
        }
        if case.stage() == Stage::Printed {
            return Err(coded("request-printed"));
        }
        self.put_state(&session, wish.id, RequestState::Open, &[])?;
        self.request_view(&session, wish.id)
    }

    pub(crate) fn request_approve(&self, wish: RequestApprove) -> Result<RequestView> {
        let session = self.session()?;
        let case = self.case(&session, wish.id)?;
        let me = session.officer.id;
        if case.stage() == Stage::Printed {
            return Err(coded("request-printed"));
        }
        if case.draft.officer == me {
            return Err(coded("check-by-printing"));
        }
        self.rights(&session, me)?
            .may_approve(me, case.draft.officer, case.day.date)
            .map_err(|why| coded(why.code()))?;
        if case.day.is_asked() {
            return Err(coded("date-needed"));
        }
        let findings = case.findings();
        if jemput_domain::finding::has_error(&findings) {
            return Err(AppError::new("letter-incomplete")
                .with_findings(findings)
                .into());
        }
        let more = [
            ("checked_by", json!(me)),
            ("checked_name", json!(session.officer.name)),
            ("checked_at", json!(self.time.now_ms())),
            ("checked_content", json!(case.content())),
            ("returned_reason", Value::Null),
        ];
        self.put_state(&session, wish.id, RequestState::Checked, &more)?;
        self.request_view(&session, wish.id)
    }

    pub(crate) fn request_return(&self, wish: RequestReturn) -> Result<RequestView> {
        let session = self.session()?;
        let case = self.case(&session, wish.id)?;
        let reason = reason::given(&wish.reason).ok_or_else(|| coded("return-reason-missing"))?;
        if case.stage() == Stage::Printed {
            return Err(coded("request-printed"));
        }
        if case.draft.officer == session.officer.id {
            return Err(coded("check-by-printing"));
        }
        let more = [("returned_reason", json!(reason))];
        self.put_state(&session, wish.id, RequestState::Open, &more)?;
        self.request_view(&session, wish.id)
    }

    fn put_state(
        &self,
        session: &Session,
        id: RequestId,
        state: RequestState,
        more: &[(&str, Value)],
    ) -> Result<()> {
        let author = self.author(session);
        session.store().transact(&author, |tx| -> Result<()> {
            if tx
                .record(id.0)?
                .is_none_or(|record| record.kind != "request")
            {
                return Err(coded("request-unknown"));
            }
            tx.edit_value(id.0, "state", json!(state))?;
            for (field, value) in more {
                tx.edit_value(id.0, field, value.clone())?;
            }
            Ok(())
        })?;
        Ok(())
    }

    fn request_view(&self, session: &Session, id: RequestId) -> Result<RequestView> {
        let case = self.case(session, id)?;
        self.view(session, case)
    }

    pub(crate) fn request_waiting(&self, _: RequestWaiting) -> Result<Vec<WaitingCard>> {
        let session = self.session()?;
        self.waiting_cards(&session)
    }

    /// Requests on their way to the print: those to be checked, and those that were.
    pub(crate) fn waiting_cards(&self, session: &Session) -> Result<Vec<WaitingCard>> {
        let services = self.services(session)?;
        let store = session.store();
        let records = store.requests_to_check()?;
        let card = |record: &Record| -> Result<WaitingCard> {
            let request: Request = record.to()?;
            let known = services.iter().find(|known| known.id == request.service);
            Ok(WaitingCard {
                id: RequestId(record.id),
                title: known.map_or_else(|| request.service.clone(), |known| known.title.clone()),
                resident_name: resident(&store, request.resident)?.name,
                prepared_name: request.prepared_name.clone().unwrap_or_default(),
                mine: request.prepared_by == Some(session.officer.id),
                stage: if request.state == RequestState::Checked {
                    Stage::Checked
                } else {
                    Stage::Submitted
                },
            })
        };
        // One that cannot be read any more hides no other.
        Ok(records
            .iter()
            .filter_map(|record| card(record).ok())
            .collect())
    }
}
