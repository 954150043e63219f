//! Is this letter real? Answered without a network from the key list and the letters that this laptop knows.

use jemput_domain::{
    date,
    id::LetterId,
    letter::{Letter, LetterState},
};
use jemput_seal::{KeyList, Malformed, SealClaims, Verdict};
use jemput_wire::{
    letter::{SealCheck, SealView},
    resident::Fact,
};

use crate::{App, error::Result, session::Session, transport::hex};

impl App {
    pub(crate) fn seal_check(&self, wish: SealCheck) -> Result<SealView> {
        let session = self.session()?;
        let keys = key_list(&session)?;
        let seen = |verdict: &str| SealView {
            verdict: verdict.to_owned(),
            list_date: if keys.issued_at > 0 {
                date::long(
                    session
                        .zone()
                        .local_date(keys.issued_at.saturating_mul(1000)),
                )
            } else {
                String::new()
            },
            letter: None,
            facts: Vec::new(),
        };
        let known = |verdict: &str, letter: Option<LetterId>, claims: &SealClaims| SealView {
            letter,
            facts: facts(&session, claims),
            ..seen(verdict)
        };
        Ok(match jemput_seal::verify(&wish.text, &keys) {
            Verdict::Genuine(sealed) => {
                let letter = letter_of(&session, &sealed.claims)?;
                let today = self.today_in(&session);
                let expired = sealed
                    .claims
                    .expires_at
                    .is_some_and(|end| session.zone().local_date(end.saturating_mul(1000)) < today);
                let revoked = sealed.key_revoked_at.is_some();
                let verdict = verdict(letter.as_ref().map(|(_, letter)| letter), expired, revoked);
                known(verdict, letter.map(|(id, _)| id), &sealed.claims)
            }
            Verdict::KeyRevoked { claims, .. } => {
                // The date of such a seal may be invented: it counts only if the letter is known.
                let letter = letter_of(&session, &claims)?;
                let verdict = match &letter {
                    Some((_, letter)) if letter.state == LetterState::Void => {
                        verdict(Some(letter), false, true)
                    }
                    Some(_) => "seal-genuine-key-revoked",
                    None => "seal-key-revoked",
                };
                known(verdict, letter.map(|(id, _)| id), &claims)
            }
            Verdict::KeyOutsideWindow { claims, .. } => known("seal-key-window", None, &claims),
            Verdict::UnknownKey { .. } => seen("seal-unknown-key"),
            Verdict::Forged => seen("seal-forged"),
            Verdict::Malformed(Malformed::NewerFormat) => seen("seal-newer"),
            Verdict::Malformed(_) => seen("seal-malformed"),
        })
    }
}

/// The newest list that the office sent, else the one of the enrolment.
pub(crate) fn key_list(session: &Session) -> Result<KeyList> {
    let mut office_keys = session.membership.seal_keys();
    // Keys that the office began to use since this laptop joined; its answers are signed, so they are its own words.
    for record in session.store().records("office_keys")? {
        let fields = record.fields();
        let known = fields.get("keys").and_then(serde_json::Value::as_array);
        let keys = known.into_iter().flatten().filter_map(|key| key.as_str());
        office_keys.extend(keys.filter_map(|hex| crate::session::public_key(hex).ok()));
    }
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

fn letter_of(session: &Session, claims: &SealClaims) -> Result<Option<(LetterId, Letter)>> {
    let record = session.store().letter_by_cti(&hex(&claims.cti))?;
    let letter = record.map(|record| Ok::<_, crate::Error>((LetterId(record.id), record.to()?)));
    letter.transpose()
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
