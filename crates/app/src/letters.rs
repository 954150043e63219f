//! Letters after the print: the register, handing over, voiding, replacing.

use jemput_domain::{
    date,
    id::LetterId,
    letter::{Letter, LetterState, SignedOn, Strokes},
    reason,
};
use jemput_store::{LetterFilter, Record};
use jemput_wire::{
    AppError,
    import::Saved,
    letter::{
        LetterCard, LetterGet, LetterHandOver, LetterList, LetterPage, LetterReplace,
        LetterSavePdf, LetterStateView, LetterUndoHandOver, LetterView, LetterVoid,
    },
    request::RequestView,
};
use serde_json::{Value, json};

use crate::{
    App,
    error::{Result, coded},
    files,
    orders::job_view,
    requests::letter,
    session::Session,
    words,
};

/// Rows of one page of the register.
const PAGE: u32 = 100;

impl App {
    pub(crate) fn letter_list(&self, wish: LetterList) -> Result<LetterPage> {
        let session = self.session()?;
        let filter = LetterFilter {
            text: wish.text,
            state: wish.state.map(state_name),
            ..LetterFilter::default()
        };
        let (records, total) =
            session
                .store()
                .letters(&filter, wish.offset, wish.limit.clamp(1, PAGE))?;
        let rows = records
            .iter()
            .map(|record| self.card(&session, record))
            .collect::<Result<_>>()?;
        Ok(LetterPage { rows, total })
    }

    /// The letters that a filter finds, as cards.
    pub(crate) fn letter_cards(
        &self,
        session: &Session,
        filter: &LetterFilter,
    ) -> Result<Vec<LetterCard>> {
        let (records, _) = session.store().letters(filter, 0, PAGE)?;
        records
            .iter()
            .map(|record| self.card(session, record))
            .collect()
    }

    pub(crate) fn letter_card(&self, session: &Session, id: LetterId) -> Result<LetterCard> {
        let record = session
            .store()
            .record(id.0)?
            .ok_or_else(|| coded("letter-unknown"))?;
        self.card(session, &record)
    }

    pub(crate) fn card(&self, session: &Session, record: &Record) -> Result<LetterCard> {
        let letter: Letter = record.to()?;
        // In statements of their own: the connection must be free again for the second one.
        let unprinted = letter.state == LetterState::AwaitingSignature
            && self.is_unprinted(session, LetterId(record.id))?;
        let sent = session.store().is_sent(record.id)?;
        Ok(LetterCard {
            id: LetterId(record.id),
            title: letter.title.clone(),
            resident_name: letter.snapshot.resident.name.clone(),
            resident: letter.resident,
            state: match letter.state {
                LetterState::AwaitingSignature => LetterStateView::AwaitingSignature,
                LetterState::Issued => LetterStateView::Issued,
                LetterState::Void => LetterStateView::Void,
            },
            issued_on: date::short(letter.issued_on),
            short_id: letter.short_id(),
            sent,
            unprinted,
            number: letter.number,
        })
    }

    pub(crate) fn letter_get(&self, wish: LetterGet) -> Result<LetterView> {
        let session = self.session()?;
        self.letter_view(&session, wish.id)
    }

    fn letter_view(&self, session: &Session, id: LetterId) -> Result<LetterView> {
        let letter = letter(&session.store(), id)?;
        let zone = session.zone();
        // The other one may be of a village that this laptop does not hold.
        let other = |id: Option<LetterId>| id.and_then(|id| self.letter_card(session, id).ok());
        let checked = letter.checked_name.as_ref().map(|name| {
            let at = letter.checked_at.map(|at| words::moment(zone, at));
            format!("{name} · {}", at.unwrap_or_default())
        });
        let mut prints = session.store().prints_of(id.0)?;
        prints.sort_by_key(|row| std::cmp::Reverse(row.at_ms));
        Ok(LetterView {
            card: self.letter_card(session, id)?,
            pages: self.layout(&letter)?.svg_pages(),
            valid_until: letter.valid_until.map(date::short).unwrap_or_default(),
            signer: letter.snapshot.signer_line(),
            handed_to: letter.handed_to.unwrap_or_default(),
            handed_at: letter
                .handed_at
                .map(|at| words::moment(zone, at))
                .unwrap_or_default(),
            signature: letter
                .handed_signature
                .as_ref()
                .map(Strokes::svg_path)
                .unwrap_or_default(),
            signed_on_paper: letter.handed_on == Some(SignedOn::Paper),
            checked: checked.unwrap_or_default(),
            manual_reason: letter.manual_reason.unwrap_or_default(),
            date_given: letter.date_given,
            void_reason: letter.void_reason.unwrap_or_default(),
            replaced_by: other(letter.replaced_by),
            replaces: other(letter.replaces),
            prints: prints.into_iter().map(|row| job_view(row, &[])).collect(),
        })
    }

    pub(crate) fn letter_hand_over(&self, wish: LetterHandOver) -> Result<LetterView> {
        let session = self.session()?;
        let receiver = wish.receiver.trim().to_owned();
        if receiver.is_empty() {
            return Err(coded("receiver-missing"));
        }
        let signature = wish
            .signature
            .as_deref()
            .map(Strokes::parse)
            .transpose()
            .map_err(|error| coded(error.code()))?;
        self.must_be(&session, wish.letter, LetterState::AwaitingSignature)?;
        let signed_on = if signature.is_some() {
            SignedOn::Screen
        } else {
            SignedOn::Paper
        };
        let now = self.time.now_ms();
        self.change(
            &session,
            wish.letter,
            &[
                ("state", json!(LetterState::Issued)),
                ("handed_to", json!(receiver)),
                ("handed_on", json!(signed_on)),
                ("handed_signature", json!(signature)),
                ("handed_at", json!(now)),
            ],
        )
    }

    pub(crate) fn letter_undo_hand_over(&self, wish: LetterUndoHandOver) -> Result<LetterView> {
        let session = self.session()?;
        self.must_be(&session, wish.letter, LetterState::Issued)?;
        self.change(
            &session,
            wish.letter,
            &[
                ("state", json!(LetterState::AwaitingSignature)),
                ("handed_to", Value::Null),
                ("handed_on", Value::Null),
                ("handed_signature", Value::Null),
                ("handed_at", Value::Null),
            ],
        )
    }

    pub(crate) fn letter_void(&self, wish: LetterVoid) -> Result<LetterView> {
        let session = self.session()?;
        let reason = reason::given(&wish.reason).ok_or_else(|| coded("void-reason-missing"))?;
        let current = letter(&session.store(), wish.letter)?;
        if current.state == LetterState::Void {
            return Err(coded("letter-void").with("number", current.number));
        }
        let now = self.time.now_ms();
        self.change(
            &session,
            wish.letter,
            &[
                ("state", json!(LetterState::Void)),
                ("void_reason", json!(reason)),
                ("void_at", json!(now)),
            ],
        )
    }

    pub(crate) fn letter_replace(&self, wish: LetterReplace) -> Result<RequestView> {
        let session = self.session()?;
        let old = letter(&session.store(), wish.letter)?;
        let correction = if old.state == LetterState::Void {
            None
        } else {
            let given = wish.reason.as_deref().and_then(reason::given);
            let missing = || coded("correction-reason-missing").with("number", &*old.number);
            Some(given.ok_or_else(missing)?.to_owned())
        };
        if old.replaced_by.is_some() {
            return Err(coded("letter-replaced-already").with("number", old.number));
        }
        let service = self.service(&session, &old.service)?;
        let answers = session
            .store()
            .record(old.request.0)?
            .map(|record| record.to::<jemput_domain::request::Request>())
            .transpose()?
            .map(|request| request.answers)
            .unwrap_or_default();
        self.start(
            &session,
            old.resident,
            &service,
            answers,
            Some(wish.letter),
            correction,
        )
    }

    pub(crate) fn letter_save_pdf(&self, wish: LetterSavePdf) -> Result<Saved> {
        let session = self.session()?;
        let letter = letter(&session.store(), wish.id)?;
        let pdf = self.pdf(&letter)?;
        let path = match wish.path {
            Some(path) => path.into(),
            None => files::free_name(&self.config.documents, &file_stem(&letter.number), "pdf"),
        };
        files::replace(&path, &pdf)?;
        Ok(Saved {
            path: path.display().to_string(),
        })
    }

    fn must_be(&self, session: &Session, id: LetterId, state: LetterState) -> Result<()> {
        let letter = letter(&session.store(), id)?;
        if letter.state == state {
            return Ok(());
        }
        let code = match letter.state {
            LetterState::AwaitingSignature => "letter-awaiting-signature",
            LetterState::Issued => "letter-issued-already",
            LetterState::Void => "letter-void",
        };
        Err(AppError::new(code).with("number", letter.number).into())
    }

    fn change(
        &self,
        session: &Session,
        id: LetterId,
        values: &[(&str, Value)],
    ) -> Result<LetterView> {
        session.store().transact(&self.author(session), |tx| {
            for (field, value) in values {
                tx.edit_value(id.0, field, value.clone())?;
            }
            Ok::<_, crate::Error>(())
        })?;
        self.letter_view(session, id)
    }
}

pub(crate) fn state_name(state: LetterStateView) -> String {
    match state {
        LetterStateView::AwaitingSignature => "awaiting_signature",
        LetterStateView::Issued => "issued",
        LetterStateView::Void => "void",
    }
    .to_owned()
}

/// A letter's number as a file name: no separators that a file system would take for folders.
pub(crate) fn file_stem(number: &str) -> String {
    number
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '-' || c == '.' {
                c
            } else {
                '-'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_number_becomes_a_file_name_without_folders() {
        assert_eq!(
            super::file_stem("400.8/003/KJ/XI/2026"),
            "400.8-003-KJ-XI-2026"
        );
    }
}
