//! A letter comes into being: number, seal and snapshot in one transaction, before the printer gets a byte.

use ed25519_dalek::SigningKey;
use jemput_domain::{
    id::LetterId,
    letter::{Letter, LetterData, LetterState},
    number::Serial,
    request::{Request, RequestState},
};
use jemput_seal::{Kid, SealClaims};
use jemput_store::Tx;
use serde_json::json;
use uuid::Uuid;

use crate::{
    App,
    approval::Approval,
    error::{Error, Result, coded},
    numbers,
    requests::{Case, Draft, draft_key, letter_error},
    session::Session,
    transport::hex,
};

/// Scope of the letter's records: the village that issues it.
const SCOPE: &str = "scope";

/// A number for a letter, and what must be remembered of it.
struct Numbered {
    serial: Serial,
    mark: numbers::Mark,
    stock: jemput_domain::number::Stock,
}

impl App {
    /// Takes the number, seals, and writes request and letter in one change set.
    pub(crate) fn issue(
        &self,
        session: &Session,
        case: &Case,
        approval: &Approval,
    ) -> Result<LetterId> {
        self.numbers_ready(session)?;
        let id = LetterId(Uuid::now_v7());
        let now = self.time.now_ms();
        let village = self.village_of(session)?;
        let key = numbers::series_key(session, &case.service, case.day.date)?;
        // Everything that can fail without the number is done before the transaction.
        let unnumbered = self.letter_data(session, case, "")?;
        let device_key = session.membership.device_key()?;
        let check_host = session.membership.answer.check_host.clone();
        let issued_at = self.moment_on(session, case.day.date);
        let mut cti = [0; 8];
        getrandom::fill(&mut cti).map_err(|error| Error::because("internal", error))?;

        let done =
            session
                .store()
                .transact(&self.author(session), |tx| -> Result<numbers::Mark> {
                    if let Some(stored) = tx.draft::<Draft>(&draft_key(case.draft.id))?
                        && stored.value.letter.is_some()
                    {
                        return Err(coded("request-printed"));
                    }
                    let taken = self.number(tx, session, case, &key, now)?;
                    let number =
                        numbers::format(&case.service, &village, &taken.serial, case.day.date)?;
                    let data = LetterData {
                        number: number.clone(),
                        ..unnumbered.clone()
                    };
                    let claims = claims(case, &data, cti, issued_at);
                    let token = sealed(&claims, &device_key, check_host.as_deref())?;
                    // The page is laid out here once: a letter that cannot be drawn takes no number.
                    jemput_letters::render(&case.service, &data, &options(case, &token, &cti))
                        .map_err(letter_error)?;

                    let manual = case.draft.manual.as_ref();
                    let letter = Letter {
                        number,
                        serial: taken.serial.to_string(),
                        series: key.series.clone(),
                        year: key.year,
                        service: case.service.id.clone(),
                        service_version: case.service.version,
                        title: case.service.title.clone(),
                        resident: case.draft.resident,
                        request: case.draft.id,
                        state: LetterState::AwaitingSignature,
                        issued_on: case.day.date,
                        valid_until: data.valid_until,
                        snapshot: data,
                        service_file: case.service.clone(),
                        paper: case.draft.paper,
                        cti: hex(&cti),
                        token,
                        printed_at: now,
                        manual_reason: manual.map(|manual| manual.reason.clone()),
                        prepared_by: Some(case.draft.officer),
                        checked_by: Some(approval.by),
                        checked_name: Some(approval.name.clone()),
                        checked_at: Some(approval.at_ms),
                        date_given: case.day.given,
                        handed_to: None,
                        handed_on: None,
                        handed_signature: None,
                        handed_at: None,
                        void_reason: None,
                        void_at: None,
                        replaces: case.draft.replaces,
                        replaced_by: None,
                    };
                    let scope = village.code.scope();
                    tx.create_as(id.0, "letter", &letter, &[(SCOPE, &scope)])?;
                    tx.create_as(
                        case.draft.id.0,
                        "request",
                        &request(case, approval, now),
                        &[(SCOPE, &scope)],
                    )?;
                    if let Some(old) = case.draft.replaces {
                        tx.edit_value(old.0, "replaced_by", json!(id))?;
                        if let Some(reason) = &case.draft.correction {
                            // Its snapshot stays as it was; only now does it lose its force.
                            tx.edit_value(old.0, "state", json!(LetterState::Void))?;
                            tx.edit_value(old.0, "void_reason", json!(reason))?;
                            tx.edit_value(old.0, "void_at", json!(now))?;
                        }
                    }
                    tx.set_stock(&key, &taken.stock)?;
                    tx.save_draft(
                        &draft_key(case.draft.id),
                        &Draft {
                            letter: Some(id),
                            ..case.draft.clone()
                        },
                        now,
                    )?;
                    if let Some(signer) = case.draft.signer {
                        tx.set_setting("last-signer", &signer)?;
                    }
                    Ok(taken.mark)
                })?;
        self.note_mark(done.value)?;
        Ok(id)
    }

    /// The number given by hand, if there is one and it is still free; else the next one.
    fn number(
        &self,
        tx: &mut Tx<'_>,
        session: &Session,
        case: &Case,
        key: &jemput_domain::number::SeriesKey,
        now_ms: i64,
    ) -> Result<Numbered> {
        let mut stock = self.stock_to_take_from(tx, session, key, now_ms)?;
        if let Some(manual) = &case.draft.manual {
            self.must_be_free(tx, session, key, &stock, manual.serial)?;
            return Ok(Numbered {
                serial: Serial::Block(manual.serial),
                mark: numbers::Mark::by_hand(key, manual.serial),
                stock,
            });
        }
        let (on_paper, printed) = (tx.serials(key)?, self.printed_here(key));
        let taken = stock.take_free(|n| on_paper.contains(&n) || printed.contains(n));
        Ok(Numbered {
            serial: taken.serial,
            mark: numbers::Mark::after(key, &stock, taken.block),
            stock,
        })
    }
}

/// The request as the letter leaves it.
fn request(case: &Case, approval: &Approval, now: i64) -> Request {
    Request {
        state: RequestState::Printed,
        printed_at: now,
        checked_by: Some(approval.by),
        checked_name: Some(approval.name.clone()),
        checked_at: Some(approval.at_ms),
        checked_content: Some(approval.content.clone()),
        returned_reason: None,
        ..case.as_request()
    }
}

fn options(case: &Case, token: &str, cti: &[u8; 8]) -> jemput_letters::Options {
    jemput_letters::Options::sealed(
        case.draft.paper,
        token,
        &jemput_domain::letter::short_id(&hex(cti)),
    )
}

fn claims(case: &Case, data: &LetterData, cti: [u8; 8], issued_at: i64) -> SealClaims {
    let signer = case.signer();
    SealClaims {
        office: data.village.code.to_string(),
        issued_at,
        expires_at: data
            .valid_until
            .map(|day| jemput_domain::letter::end_of_day(day, data.village.zone)),
        cti,
        number: data.number.clone(),
        type_code: case.service.kind_code.clone(),
        name: case.resident.name.clone(),
        nik_tail: case.resident.nik.as_ref().map(|nik| nik.tail().to_owned()),
        signer: signer
            .map(jemput_domain::letter::Signer::full_name)
            .unwrap_or_default(),
        post: signer.map(|signer| signer.post.clone()).unwrap_or_default(),
        digest: jemput_seal::digest(&data.canonical()),
    }
}

fn sealed(claims: &SealClaims, key: &SigningKey, check_host: Option<&str>) -> Result<String> {
    let kid = Kid::of(&key.verifying_key());
    jemput_seal::seal(claims, key, &kid)
        .and_then(|token| token.to_qr_text(check_host))
        .map_err(|error| Error::because("seal-failed", error.code()))
}
