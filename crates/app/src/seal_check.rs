//! Is this letter real? Answered without a network from the key list and the letters that this laptop knows.

use jemput_domain::{
    date,
    letter::{Letter, LetterState},
};
use jemput_seal::{KeyList, SealClaims, Verdict};
use jemput_wire::{
    letter::{SealCheck, SealView},
    resident::Fact,
};

use crate::{App, error::Result, session::Session, transport::hex};

impl App {
    pub(crate) fn seal_check(&self, wish: SealCheck) -> Result<SealView> {
        let session = self.session()?;
        let keys = key_list(&session)?;
        Ok(match jemput_seal::verify(&wish.text, &keys) {
            Verdict::Genuine(sealed) => {
                let letter = letter_of(&session, &sealed.claims)?;
                let today = self.today_in(&session);
                let expired = sealed
                    .claims
                    .expires_at
                    .is_some_and(|end| session.zone().local_date(end.saturating_mul(1000)) < today);
                let verdict = verdict(letter.as_ref(), expired, sealed.key_revoked_at.is_some());
                SealView {
                    verdict: verdict.to_owned(),
                    facts: facts(&session, &sealed.claims),
                }
            }
            Verdict::KeyRevoked { claims, .. } => {
                // The date of such a seal may be invented: it counts only if the letter is known.
                let known = letter_of(&session, &claims)?.is_some();
                let verdict = if known {
                    "seal-genuine-key-revoked"
                } else {
                    "seal-key-revoked"
                };
                SealView {
                    verdict: verdict.to_owned(),
                    facts: facts(&session, &claims),
                }
            }
            Verdict::KeyOutsideWindow { claims, .. } => SealView {
                verdict: "seal-key-window".to_owned(),
                facts: facts(&session, &claims),
            },
            Verdict::UnknownKey { .. } => bare("seal-unknown-key"),
            Verdict::Forged => bare("seal-forged"),
            Verdict::Malformed(_) => bare("seal-malformed"),
        })
    }
}

fn bare(verdict: &str) -> SealView {
    SealView {
        verdict: verdict.to_owned(),
        facts: Vec::new(),
    }
}

/// The newest list that the office sent, else the one of the enrolment.
fn key_list(session: &Session) -> Result<KeyList> {
    let office_keys = session.membership.seal_keys();
    let open = |hex: &str| {
        let bytes = data_encoding::HEXLOWER_PERMISSIVE
            .decode(hex.as_bytes())
            .ok()?;
        KeyList::open(&bytes, &office_keys).ok()
    };
    let synced: Vec<String> = session
        .store()
        .records("key_list")?
        .iter()
        .filter_map(|record| record.text("cose").map(str::to_owned))
        .collect();
    Ok(synced
        .iter()
        .chain(std::iter::once(&session.membership.answer.key_list))
        .filter_map(|hex| open(hex))
        .max_by_key(|list| list.issued_at)
        .unwrap_or_default())
}

fn letter_of(session: &Session, claims: &SealClaims) -> Result<Option<Letter>> {
    let record = session.store().letter_by_cti(&hex(&claims.cti))?;
    Ok(record.map(|record| record.to::<Letter>()).transpose()?)
}

/// The catalogue key of the answer. What the register says comes before what the date says.
fn verdict(letter: Option<&Letter>, expired: bool, key_revoked: bool) -> &'static str {
    match letter.map(|letter| letter.state) {
        Some(LetterState::Void) if letter.is_some_and(|letter| letter.replaced_by.is_some()) => {
            "seal-replaced"
        }
        Some(LetterState::Void) => "seal-void",
        _ if expired => "seal-expired",
        Some(LetterState::AwaitingSignature) => "seal-awaiting-signature",
        Some(LetterState::Issued) => "seal-genuine",
        None if key_revoked => "seal-key-revoked",
        None => "seal-genuine-unknown-here",
    }
}

fn facts(session: &Session, claims: &SealClaims) -> Vec<Fact> {
    let day = |seconds: i64| date::long(session.zone().local_date(seconds.saturating_mul(1000)));
    let fact = |field: &str, value: String| Fact {
        field: field.to_owned(),
        value,
    };
    let mut facts = vec![
        fact("number", claims.number.clone()),
        fact("letter-kind", claims.type_code.clone()),
        fact("name", claims.name.clone()),
    ];
    if let Some(tail) = &claims.nik_tail {
        facts.push(fact("nik", format!("•••• •••• •••• {tail}")));
    }
    facts.push(fact(
        "signer",
        format!("{}, {}", claims.signer, claims.post),
    ));
    facts.push(fact("issued-on", day(claims.issued_at)));
    if let Some(end) = claims.expires_at {
        facts.push(fact("valid-until", day(end)));
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::verdict;

    #[test]
    fn a_letter_that_this_laptop_does_not_know_is_not_called_issued() {
        assert_eq!(verdict(None, false, false), "seal-genuine-unknown-here");
        assert_eq!(verdict(None, true, false), "seal-expired");
        assert_eq!(verdict(None, false, true), "seal-key-revoked");
    }
}
