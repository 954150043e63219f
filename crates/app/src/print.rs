//! Printing is the commit point: number, seal and snapshot are on the disk before the printer gets a byte.

use ed25519_dalek::SigningKey;
use jemput_domain::{
    id::LetterId,
    letter::{Letter, LetterData, LetterState},
    request::{Request, RequestState},
    service::Paper,
};
use jemput_seal::{Kid, SealClaims};
use jemput_wire::{
    AppError,
    letter::{LetterPrint, LetterReprint, PrintView},
};
use uuid::Uuid;

use crate::{
    App,
    error::{Error, Result, coded},
    numbers,
    requests::{Case, Draft, draft_key, letter, letter_error},
    session::Session,
    transport::hex,
};

/// Sheets of each page in one order at most: more is a mistyped number.
const MOST_COPIES: u32 = 9;

/// Scope of the letter's records: the village that issues it.
const SCOPE: &str = "scope";

impl App {
    pub(crate) fn letter_print(&self, wish: LetterPrint) -> Result<PrintView> {
        let session = self.session()?;
        let mut case = self.case(&session, wish.request)?;
        // Fifty clicks make one letter and one order: the later ones are told what became of the first.
        let writing = self.orders.write();
        case.draft.letter = self.case(&session, wish.request)?.draft.letter;
        let (id, printer) = if let Some(id) = case.draft.letter {
            if let Some(printed) = self.latest_print(&session, id)? {
                return Ok(printed);
            }
            // The program ended between letter and order: no printer has heard of it.
            let paper = letter(&session.store(), id)?.paper;
            (
                id,
                self.printer_for(&session, wish.printer.as_deref(), paper)?,
            )
        } else {
            let findings = case.findings();
            if jemput_domain::finding::has_error(&findings) {
                return Err(AppError::new("letter-incomplete")
                    .with_findings(findings)
                    .into());
            }
            let printer = self.printer_for(&session, wish.printer.as_deref(), case.draft.paper)?;
            // Other paper is loaded than was asked for: laid out for it, as the preview shows; never scaled.
            case.draft.paper = printer.paper;
            (self.issue(&session, &case)?, printer)
        };
        let order = self.write_order(&session, id, &printer, 1, 1)?;
        drop(writing);
        self.hand_over(&session, order, &printer)
    }

    pub(crate) fn letter_reprint(&self, wish: LetterReprint) -> Result<PrintView> {
        let session = self.session()?;
        let letter = letter(&session.store(), wish.letter)?;
        if letter.state == LetterState::Void {
            return Err(coded("letter-void").with("number", letter.number));
        }
        let copies = wish.copies.unwrap_or(1);
        if !(1..=MOST_COPIES).contains(&copies) {
            return Err(coded("print-copies").with("count", MOST_COPIES));
        }
        let printer = self.printer_for(&session, wish.printer.as_deref(), letter.paper)?;
        let writing = self.orders.write();
        let copy = self.next_copy(&session, wish.letter)?;
        let order = self.write_order(&session, wish.letter, &printer, copy, copies)?;
        drop(writing);
        self.hand_over(&session, order, &printer)
    }

    /// Takes the number, seals, and writes request and letter in one change set.
    fn issue(&self, session: &Session, case: &Case) -> Result<LetterId> {
        self.numbers_ready(session)?;
        let id = LetterId(Uuid::now_v7());
        let now = self.time.now_ms();
        let village = self.village_of(session)?;
        let key = numbers::series_key(session, &case.service, case.today)?;
        // Everything that can fail without the number is done before the transaction.
        let unnumbered = self.letter_data(session, case, "")?;
        let device_key = session.membership.device_key()?;
        let check_host = session.membership.answer.check_host.clone();
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
                    let mut stock = self.stock_to_take_from(tx, session, &key, now)?;
                    let taken = stock.take();
                    let number =
                        numbers::format(&case.service, &village, &taken.serial, case.today)?;
                    let data = LetterData {
                        number: number.clone(),
                        ..unnumbered.clone()
                    };
                    let claims = claims(case, &data, cti, now);
                    let token = sealed(&claims, &device_key, check_host.as_deref())?;
                    // The page is laid out here once: a letter that cannot be drawn takes no number.
                    jemput_letters::render(&case.service, &data, &options(case, &token, &cti))
                        .map_err(letter_error)?;

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
                        issued_on: case.today,
                        valid_until: data.valid_until,
                        snapshot: data,
                        service_file: case.service.clone(),
                        paper: case.draft.paper,
                        cti: hex(&cti),
                        token,
                        printed_at: now,
                        handed_to: None,
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
                        &request(case, now),
                        &[(SCOPE, &scope)],
                    )?;
                    if let Some(old) = case.draft.replaces {
                        tx.edit_value(old.0, "replaced_by", serde_json::json!(id))?;
                    }
                    tx.set_stock(&key, &stock)?;
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
                    Ok(numbers::Mark::after(&key, &stock, taken.block))
                })?;
        self.note_mark(done.value)?;
        Ok(id)
    }

    /// The letter's pages from its snapshot: the same token, the same bytes.
    pub(crate) fn pdf(&self, letter: &Letter) -> Result<Vec<u8>> {
        let layout = self.layout(letter)?;
        layout.pdf(&letter.number).map_err(letter_error)
    }

    pub(crate) fn layout(&self, letter: &Letter) -> Result<jemput_letters::Layout> {
        self.layout_on(letter, letter.paper, jemput_letters::Edges::default())
    }

    /// The letter laid out for a printer's paper and for what that printer leaves blank.
    pub(crate) fn layout_on(
        &self,
        letter: &Letter,
        paper: Paper,
        edges: jemput_letters::Edges,
    ) -> Result<jemput_letters::Layout> {
        let options =
            jemput_letters::Options::sealed(paper, &letter.token, &letter.short_id()).within(edges);
        jemput_letters::render(&letter.service_file, &letter.snapshot, &options)
            .map_err(letter_error)
    }
}

fn request(case: &Case, now: i64) -> Request {
    Request {
        resident: case.draft.resident,
        service: case.service.id.clone(),
        service_version: case.service.version,
        answers: case.draft.answers.clone(),
        signer: case.draft.signer,
        state: RequestState::Printed,
        opened_at: case.draft.opened_ms,
        printed_at: now,
    }
}

fn options(case: &Case, token: &str, cti: &[u8; 8]) -> jemput_letters::Options {
    jemput_letters::Options::sealed(
        case.draft.paper,
        token,
        &jemput_domain::letter::short_id(&hex(cti)),
    )
}

fn claims(case: &Case, data: &LetterData, cti: [u8; 8], now: i64) -> SealClaims {
    let signer = case.signer();
    SealClaims {
        office: data.village.code.to_string(),
        issued_at: now.div_euclid(1000),
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
