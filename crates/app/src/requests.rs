//! A request from its first answer to the print: a draft of one officer on one laptop.
//!
//! A draft is not a record yet: it is nobody else's business, changes with every key and must never collide. The
//! print makes request and letter in one change set (see [`crate::print`]).

use std::collections::BTreeMap;

use jemput_domain::{
    date, eform,
    finding::Finding,
    id::{LetterId, OfficerId, RequestId, ResidentId, SignerId},
    letter::{Letter, LetterData, Signer, VillageProfile},
    number::Serial,
    request::{Request, RequestState},
    resident::Resident,
    service::{Paper, Service},
    tables::CodeTable as _,
};
use jemput_store::Store;
use jemput_wire::{
    Done,
    numbers::ManualNumber,
    request::{
        GONE, PreviewView, RequestCard, RequestDiscard, RequestGet, RequestList, RequestPreview,
        RequestRestore, RequestSave, RequestSaved, RequestStart, RequestView,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    App,
    approval::Approval,
    day::Day,
    error::{Error, Result, coded},
    numbers,
    reference::signer_card,
    session::Session,
    words,
};

/// A request that has not been printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub(crate) id: RequestId,
    pub(crate) officer: OfficerId,
    pub(crate) resident: ResidentId,
    pub(crate) service: String,
    pub(crate) answers: BTreeMap<String, Value>,
    pub(crate) signer: Option<SignerId>,
    pub(crate) paper: Paper,
    pub(crate) opened_ms: i64,
    /// The letter that this one takes the place of.
    #[serde(default)]
    pub(crate) replaces: Option<LetterId>,
    /// What is corrected; that letter is in force until this one is printed.
    #[serde(default)]
    pub(crate) correction: Option<String>,
    /// A number given by hand.
    #[serde(default)]
    pub(crate) manual: Option<ManualNumber>,
    /// The own approval, by an officer who may.
    #[serde(default)]
    pub(crate) approval: Option<Approval>,
    /// Sent to somebody who may: from then on the request's record says where it stands.
    #[serde(default)]
    pub(crate) submitted: bool,
    /// Set by the print; from then on the draft only leads to its letter.
    #[serde(default)]
    pub(crate) letter: Option<LetterId>,
}

const PREFIX: &str = "request:";

pub(crate) fn draft_key(id: RequestId) -> String {
    format!("{PREFIX}{id}")
}

/// Everything that a letter is made of, gathered once for form, preview and print.
pub(crate) struct Case {
    pub(crate) draft: Draft,
    pub(crate) resident: Resident,
    pub(crate) service: Service,
    pub(crate) signers: Vec<(SignerId, Signer)>,
    /// The village that issues the letter.
    village: VillageProfile,
    /// The day that the letter would carry.
    pub(crate) day: Day,
    /// The request as everybody sees it, once it was submitted.
    pub(crate) record: Option<Request>,
    saved_ms: i64,
}

impl Case {
    /// The chosen signer, if that one may still sign today.
    pub(crate) fn signer(&self) -> Option<&Signer> {
        let wanted = self.draft.signer?;
        self.signers
            .iter()
            .find(|(id, _)| *id == wanted)
            .map(|(_, signer)| signer)
    }

    /// What is missing or wrong; errors block printing.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let mut findings = eform::check(&self.service, &self.draft.answers, self.day.date);
        findings.extend(jemput_domain::letter::check_resident(
            &self.resident,
            self.service.subject,
        ));
        findings.extend(jemput_domain::letter::check_village(&self.village));
        if self.signer().is_none() {
            findings.push(Finding::error("signer-missing").on("signer"));
        }
        findings
    }

    /// The request's record as it would be now, being filled.
    pub(crate) fn as_request(&self) -> Request {
        Request {
            resident: self.draft.resident,
            service: self.service.id.clone(),
            service_version: self.service.version,
            answers: self.draft.answers.clone(),
            signer: self.draft.signer,
            state: RequestState::Open,
            opened_at: self.draft.opened_ms,
            printed_at: 0,
            paper: Some(paper_name(self.draft.paper)),
            replaces: self.draft.replaces,
            prepared_by: Some(self.draft.officer),
            prepared_name: self
                .record
                .as_ref()
                .and_then(|record| record.prepared_name.clone()),
            checked_by: None,
            checked_name: None,
            checked_at: None,
            checked_content: None,
            returned_reason: None,
        }
    }
}

impl App {
    pub(crate) fn case(&self, session: &Session, id: RequestId) -> Result<Case> {
        let stored = session
            .store()
            .draft::<Draft>(&draft_key(id))?
            .filter(|stored| !stored.discarded);
        match stored {
            Some(stored) => self.case_of(session, stored.value, stored.saved_ms),
            None => self.case_of_others(session, id),
        }
    }

    /// A request that another officer submitted.
    fn case_of_others(&self, session: &Session, id: RequestId) -> Result<Case> {
        let record = request_record(&session.store(), id)?
            .filter(|request| request.state != RequestState::Void)
            .ok_or_else(|| coded("request-unknown"))?;
        let draft = Draft {
            id,
            officer: record.prepared_by.unwrap_or(OfficerId(Uuid::nil())),
            resident: record.resident,
            service: record.service.clone(),
            answers: record.answers.clone(),
            signer: record.signer,
            paper: record
                .paper
                .as_deref()
                .and_then(Paper::from_name)
                .unwrap_or_default(),
            opened_ms: record.opened_at,
            replaces: record.replaces,
            correction: None,
            manual: None,
            approval: None,
            submitted: true,
            letter: None,
        };
        let opened_ms = record.opened_at;
        self.case_of(session, draft, opened_ms)
    }

    /// Whether there is such a request here, printed or not.
    pub(crate) fn knows_request(&self, session: &Session, id: Uuid) -> Result<bool> {
        let store = session.store();
        Ok(store
            .draft::<Draft>(&draft_key(RequestId(id)))?
            .is_some_and(|stored| !stored.discarded)
            || store
                .record(id)?
                .is_some_and(|record| record.kind == "request"))
    }

    fn case_of(&self, session: &Session, draft: Draft, saved_ms: i64) -> Result<Case> {
        let day = self.letter_day(session)?;
        // In statements of their own: the connection must be free again for the calls below.
        let resident = resident(&session.store(), draft.resident)?;
        let record = if draft.submitted {
            request_record(&session.store(), draft.id)?
        } else {
            None
        };
        Ok(Case {
            resident,
            service: self.service(session, &draft.service)?,
            signers: self.signers_on(session, day.date)?,
            village: self.village_of(session)?,
            day,
            record,
            saved_ms,
            draft,
        })
    }

    /// The letter's content as of now; `number` is a preview of it or the final one.
    pub(crate) fn letter_data(
        &self,
        session: &Session,
        case: &Case,
        number: &str,
    ) -> Result<LetterData> {
        let signer = case.signer().ok_or_else(|| coded("signer-missing"))?;
        let head = self.head_name(session, &case.resident)?;
        Ok(LetterData::gather(
            &case.service,
            &case.resident,
            head.as_deref(),
            &case.village,
            signer,
            &case.draft.answers,
            number,
            case.day.date,
        ))
    }

    pub(crate) fn request_start(&self, wish: RequestStart) -> Result<RequestView> {
        let session = self.session()?;
        let service = self.service(&session, &wish.service)?;
        let wish = RequestStart {
            resident: self.kept(&session, wish.resident)?,
            ..wish
        };
        resident(&session.store(), wish.resident)?;
        let open = self.drafts(&session)?.into_iter().find(|(draft, _)| {
            draft.resident == wish.resident
                && draft.service == wish.service
                && draft.letter.is_none()
        });
        if let Some((draft, saved_ms)) = open {
            return self.view(&session, self.case_of(&session, draft, saved_ms)?);
        }
        self.start(
            &session,
            wish.resident,
            &service,
            eform::defaults(&service),
            None,
            None,
        )
    }

    /// A new draft; its signer is the one who signed last, or the only one.
    pub(crate) fn start(
        &self,
        session: &Session,
        resident: ResidentId,
        service: &Service,
        answers: BTreeMap<String, Value>,
        replaces: Option<LetterId>,
        correction: Option<String>,
    ) -> Result<RequestView> {
        let signers = self.signers_on(session, self.letter_day(session)?.date)?;
        let last: Option<SignerId> = session.store().setting("last-signer")?;
        let draft = Draft {
            id: RequestId(Uuid::now_v7()),
            officer: session.officer.id,
            resident,
            service: service.id.clone(),
            answers,
            signer: last
                .filter(|id| signers.iter().any(|(known, _)| known == id))
                .or_else(|| signers.first().map(|(id, _)| *id)),
            paper: service.paper,
            opened_ms: self.time.now_ms(),
            replaces,
            correction,
            manual: None,
            approval: None,
            submitted: false,
            letter: None,
        };
        let saved_ms = self.keep(session, &draft)?;
        self.view(session, self.case_of(session, draft, saved_ms)?)
    }

    pub(crate) fn request_get(&self, wish: RequestGet) -> Result<RequestView> {
        let session = self.session()?;
        let case = self.case(&session, wish.id)?;
        self.view(&session, case)
    }

    pub(crate) fn request_save(&self, wish: RequestSave) -> Result<RequestSaved> {
        let session = self.session()?;
        let mut case = self.case(&session, wish.id)?;
        may_change(&session, &case)?;
        case.draft.answers = wish.answers;
        case.draft.signer = wish.signer;
        case.draft.paper = paper(&wish.paper)?;
        let saved_ms = self.keep(&session, &case.draft)?;
        Ok(RequestSaved {
            saved_at: words::clock(session.zone(), saved_ms),
            findings: case.findings(),
        })
    }

    pub(crate) fn request_list(&self, _: RequestList) -> Result<Vec<RequestCard>> {
        let session = self.session()?;
        self.request_cards(&session)
    }

    /// This officer's drafts, newest first.
    pub(crate) fn request_cards(&self, session: &Session) -> Result<Vec<RequestCard>> {
        let services = self.services(session)?;
        let store = session.store();
        self.drafts_in(&store, session)?
            .into_iter()
            .filter(|(draft, _)| draft.letter.is_none())
            .map(|(draft, saved_ms)| {
                Ok(RequestCard {
                    id: draft.id,
                    title: services
                        .iter()
                        .find(|service| service.id == draft.service)
                        .map_or_else(|| draft.service.clone(), |service| service.title.clone()),
                    resident_name: resident(&store, draft.resident)?.name,
                    saved_at: words::moment(session.zone(), saved_ms),
                })
            })
            .collect()
    }

    pub(crate) fn request_discard(&self, wish: RequestDiscard) -> Result<Done> {
        let session = self.session()?;
        session
            .store()
            .discard_draft(&draft_key(wish.id), self.time.now_ms())?;
        Ok(Done {})
    }

    pub(crate) fn request_restore(&self, wish: RequestRestore) -> Result<RequestView> {
        let session = self.session()?;
        session
            .store()
            .restore_draft(&draft_key(wish.id), self.time.now_ms())?;
        self.request_get(RequestGet { id: wish.id })
    }

    pub(crate) fn request_preview(&self, wish: RequestPreview) -> Result<PreviewView> {
        let session = self.session()?;
        let case = self.case(&session, wish.id)?;
        let (paper, edges) = self.loaded(&session, case.draft.paper)?;
        let (layout, next_number) = if session.practises() {
            // What comes out is what is shown: the word of practice, and no number.
            let layout = self.practice_layout(&session, &case, paper, edges)?;
            (layout, String::new())
        } else {
            let next_number = self.next_number(&session, &case)?;
            let data = self.letter_data(&session, &case, &next_number)?;
            let options = jemput_letters::Options::draft(paper).within(edges);
            let layout = jemput_letters::render(&case.service, &data, &options);
            (layout.map_err(letter_error)?, next_number)
        };
        Ok(PreviewView {
            pages: layout.svg_pages(),
            next_number,
            paper: paper_name(paper),
        })
    }

    /// The number that the letter would get now.
    fn next_number(&self, session: &Session, case: &Case) -> Result<String> {
        let key = numbers::series_key(session, &case.service, case.day.date)?;
        let serial = match &case.draft.manual {
            Some(manual) => Serial::Block(manual.serial),
            None => self.next_serial(&session.store(), session, &key)?,
        };
        numbers::format(&case.service, &case.village, &serial, case.day.date)
    }

    pub(crate) fn view(&self, session: &Session, case: Case) -> Result<RequestView> {
        let letter = match case.draft.letter {
            Some(id) => Some(self.letter_card(session, id)?),
            None => None,
        };
        Ok(RequestView {
            id: case.draft.id,
            resident: self.hit(session, case.draft.resident)?,
            valid_until: case
                .service
                .validity_months
                .and_then(|months| i32::try_from(months).ok())
                .map(|months| date::short(date::add_months(case.day.date, months)))
                .unwrap_or_default(),
            findings: case.findings(),
            answers: case.draft.answers.clone(),
            signer: case.draft.signer,
            signers: case
                .signers
                .iter()
                .map(|(id, signer)| signer_card(*id, signer))
                .collect(),
            paper: paper_name(case.draft.paper),
            family: self.family(session, &case)?,
            letter,
            saved_at: words::clock(session.zone(), case.saved_ms),
            flow: self.flow(session, &case)?,
            service: case.service,
        })
    }

    /// The others of the household, ready to be put into answers about people: first those who live here, then the dead
    /// and gone, who are marked, since a birth or an inheritance names them too.
    fn family(&self, session: &Session, case: &Case) -> Result<Vec<BTreeMap<String, String>>> {
        let mut family: Vec<BTreeMap<String, String>> = self
            .members(session, &case.resident)?
            .into_iter()
            .filter(|(record, _)| record.id != case.draft.resident.0)
            .map(|(_, member)| {
                let gone = member.basic_status.filter(|_| !member.lives_here());
                let gone = gone.map(|status| (GONE.to_owned(), status.label().to_owned()));
                let answer = jemput_domain::letter::as_answer(&member);
                answer.into_iter().chain(gone).collect()
            })
            .collect();
        family.sort_by_key(|member| member.contains_key(GONE));
        Ok(family)
    }

    pub(crate) fn keep(&self, session: &Session, draft: &Draft) -> Result<i64> {
        let now = self.time.now_ms();
        session
            .store()
            .save_draft(&draft_key(draft.id), draft, now)?;
        Ok(now)
    }

    /// Requests that an officer has begun and not printed.
    pub(crate) fn drafts_of(&self, store: &Store, officer: OfficerId) -> Result<u64> {
        let drafts = store.drafts::<Draft>(PREFIX)?;
        let open = drafts.iter().filter(|stored| {
            !stored.discarded && stored.value.officer == officer && stored.value.letter.is_none()
        });
        Ok(open.count() as u64)
    }

    /// What anybody has begun on this laptop and neither finished nor thrown away: requests, and forms of residents.
    pub(crate) fn open_drafts(&self, store: &Store) -> Result<u64> {
        let requests = store.drafts::<Draft>(PREFIX)?;
        let requests = requests
            .iter()
            .filter(|stored| !stored.discarded && stored.value.letter.is_none());
        let forms = store.drafts::<serde_json::Value>("resident:")?;
        let forms = forms.iter().filter(|stored| !stored.discarded);
        Ok((requests.count() + forms.count()) as u64)
    }

    fn drafts(&self, session: &Session) -> Result<Vec<(Draft, i64)>> {
        self.drafts_in(&session.store(), session)
    }

    fn drafts_in(&self, store: &Store, session: &Session) -> Result<Vec<(Draft, i64)>> {
        Ok(store
            .drafts::<Draft>(PREFIX)?
            .into_iter()
            .filter(|stored| !stored.discarded && stored.value.officer == session.officer.id)
            .map(|stored| (stored.value, stored.saved_ms))
            .collect())
    }
}

/// A request changes only while its officer fills it: not after the print, nor while somebody checks it.
pub(crate) fn may_change(session: &Session, case: &Case) -> Result<()> {
    if case.draft.letter.is_some() {
        return Err(coded("request-printed"));
    }
    if case.draft.officer != session.officer.id {
        return Err(coded("request-of-others"));
    }
    if case.is_with_others() {
        return Err(coded("request-submitted"));
    }
    Ok(())
}

/// A request's record, if it has one.
pub(crate) fn request_record(store: &Store, id: RequestId) -> Result<Option<Request>> {
    let record = store
        .record(id.0)?
        .filter(|record| record.kind == "request");
    Ok(record.map(|record| record.to()).transpose()?)
}

/// The resident as shown now.
pub(crate) fn resident(store: &Store, id: ResidentId) -> Result<Resident> {
    let record = store
        .record(id.0)?
        .ok_or_else(|| coded("resident-unknown"))?;
    Ok(record.to()?)
}

pub(crate) fn paper(name: &str) -> Result<Paper> {
    Paper::from_name(name).ok_or_else(|| coded("paper-unknown").with("paper", name))
}

pub(crate) fn paper_name(paper: Paper) -> String {
    paper.name().to_owned()
}

pub(crate) fn letter_error(error: jemput_letters::LetterError) -> Error {
    let mut view = jemput_wire::AppError::new(error.code());
    for (name, value) in error.params() {
        view = view.with(name, value);
    }
    view.into()
}

/// A letter from its record.
pub(crate) fn letter(store: &Store, id: LetterId) -> Result<Letter> {
    let record = store.record(id.0)?.ok_or_else(|| coded("letter-unknown"))?;
    Ok(record.to()?)
}
