//! From seal, key list and state to what the page says. Pure, so that it is tested without a browser.

use jemput_domain::date::{self, Zone};
use jemput_seal::{
    KeyList, LetterStatus, Malformed, SealClaims, StatusEntry, StatusList, Verdict, status_prefix,
    verify,
};

use crate::{
    office::Office,
    words::{Language, Words},
};

/// Colour, icon and border of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Genuine and on record.
    Ok,
    /// Not certain yet, or over.
    Pending,
    /// Not to be accepted.
    Danger,
}

impl Look {
    /// Name in styles and icons.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Pending => "pending",
            Self::Danger => "danger",
        }
    }
}

/// A line of the letter to compare with the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Catalogue key of the label.
    pub label: &'static str,
    /// Words.
    pub value: String,
    /// Digits that must be told apart.
    pub code: bool,
}

/// A line of what was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// How it came out.
    pub look: Look,
    /// Sentence.
    pub text: String,
}

/// The whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// `issued`, `stale`, `awaiting`, `unconfirmed`, `offline`, `void`, `replaced`, `expired`, `unknown-key`, `key-window`,
    /// `key-revoked`, `forged`, `malformed`, `newer` or `no-keys`.
    pub verdict: &'static str,
    /// How it looks.
    pub look: Look,
    /// What it means.
    pub text: String,
    /// What the seal says, where its signature is good.
    pub facts: Vec<Fact>,
    /// What was checked.
    pub items: Vec<Item>,
    /// The seal says more than this page knows.
    pub unknown_fields: bool,
    /// Day from which asking again makes sense, in words.
    pub ask_again: Option<String>,
    /// The holder should get a new letter.
    pub withdrawn: bool,
}

/// A state list kept on the phone that is older than a day says what was, not what is.
const STALE_S: i64 = 24 * 60 * 60;

/// How the letter stands, as far as the page could ask.
type Standing<'a> = Option<&'a StatusList>;

/// The status prefix to ask for, if the seal's signature is good.
#[must_use]
pub fn prefix_of(text: &str, keys: &KeyList) -> Option<[u8; 2]> {
    match verify(text, keys) {
        Verdict::Genuine(sealed) => Some(status_prefix(&sealed.claims.cti)),
        Verdict::KeyRevoked { claims, .. } => Some(status_prefix(&claims.cti)),
        _ => None,
    }
}

/// Judges the text of a QR code.
///
/// `keys` is the office's list, already checked; `None`: it was never fetched. `standing` is the signed state list
/// for [`prefix_of`]; `None`: it could not be asked. `now` in seconds since 1970 UTC.
#[must_use]
pub fn judge(
    text: &str,
    keys: Option<&KeyList>,
    standing: Option<&StatusList>,
    office: &Office,
    now: i64,
    words: Words,
) -> Judgement {
    let Some(keys) = keys else {
        return bare("no-keys", Look::Pending, words);
    };
    match verify(text, keys) {
        Verdict::Malformed(Malformed::NewerFormat) => bare("newer", Look::Pending, words),
        Verdict::Malformed(_) => bare("malformed", Look::Danger, words),
        Verdict::Forged => bare("forged", Look::Danger, words),
        Verdict::UnknownKey { .. } => {
            // An old list may lack a new laptop: its date says how much the answer is worth.
            let zone = Office::zone(&keys.office);
            Judgement {
                items: vec![Item {
                    look: Look::Pending,
                    text: words.with(
                        "check-list-keys",
                        "when",
                        &moment(zone, keys.issued_at, words),
                    ),
                }],
                ..bare("unknown-key", Look::Danger, words)
            }
        }
        Verdict::KeyOutsideWindow { claims, .. } => Judgement {
            facts: facts(&claims, office, words),
            ..bare("key-window", Look::Danger, words)
        },
        Verdict::KeyRevoked { claims, .. } => {
            sealed(&claims, false, true, standing, office, now, words)
        }
        Verdict::Genuine(found) => {
            let revoked = found.key_revoked_at.is_some();
            sealed(
                &found.claims,
                !found.unknown.is_empty(),
                revoked,
                standing,
                office,
                now,
                words,
            )
        }
    }
}

/// A seal with a good signature: now the register has the word.
fn sealed(
    claims: &SealClaims,
    unknown_fields: bool,
    revoked: bool,
    standing: Standing<'_>,
    office: &Office,
    now: i64,
    words: Words,
) -> Judgement {
    let zone = Office::zone(&claims.office);
    let known = standing.and_then(|list| list.of(&claims.cti));
    let stale = standing.is_some_and(|list| list.issued_at < now.saturating_sub(STALE_S));
    let expired = claims.expires_at.is_some_and(|end| end < now);
    let (verdict, look) = match (known.map(|entry| entry.status), standing.is_some()) {
        (Some(LetterStatus::Void), _) => ("void", Look::Danger),
        (Some(LetterStatus::Replaced), _) => ("replaced", Look::Danger),
        (Some(_), _) if expired => ("expired", Look::Pending),
        (Some(LetterStatus::Issued), _) if stale => ("stale", Look::Pending),
        (Some(LetterStatus::Issued), _) => ("issued", Look::Ok),
        (Some(LetterStatus::AwaitingSignature), _) => ("awaiting", Look::Pending),
        // A thief of a laptop can date back as he likes: such a letter counts only if the register has it.
        (None, _) if revoked => ("key-revoked", Look::Danger),
        (None, _) if expired => ("expired", Look::Pending),
        (None, true) => ("unconfirmed", Look::Pending),
        (None, false) => ("offline", Look::Pending),
    };
    let until = claims
        .expires_at
        .map(|end| day(zone, end, words))
        .unwrap_or_default();
    let text = match (verdict, known) {
        ("issued", _) if !until.is_empty() => {
            words.with("check-issued-until-text", "until", &until)
        }
        ("expired", _) => words.with("check-expired-text", "until", &until),
        ("void", Some(StatusEntry { since, .. })) if *since > 0 => {
            words.with("check-void-since-text", "since", &day(zone, *since, words))
        }
        _ => words.get(&format!("check-{verdict}-text")),
    };
    Judgement {
        verdict,
        look,
        text,
        facts: facts(claims, office, words),
        items: items(known, standing, zone, words),
        unknown_fields,
        ask_again: (verdict == "unconfirmed").then(|| {
            const THREE_DAYS: i64 = 3 * 24 * 60 * 60;
            day(
                zone,
                claims.issued_at.saturating_add(THREE_DAYS).max(now),
                words,
            )
        }),
        withdrawn: matches!(verdict, "void" | "replaced"),
    }
}

fn bare(verdict: &'static str, look: Look, words: Words) -> Judgement {
    Judgement {
        verdict,
        look,
        text: words.get(&format!("check-{verdict}-text")),
        facts: Vec::new(),
        items: Vec::new(),
        unknown_fields: false,
        ask_again: None,
        withdrawn: false,
    }
}

fn items(
    known: Option<&StatusEntry>,
    standing: Standing<'_>,
    zone: Zone,
    words: Words,
) -> Vec<Item> {
    let mut items = vec![Item {
        look: Look::Ok,
        text: words.get("check-list-seal"),
    }];
    let Some(list) = standing else {
        items.push(Item {
            look: Look::Pending,
            text: words.get("check-list-not-asked"),
        });
        return items;
    };
    let when = moment(zone, list.issued_at, words);
    let Some(entry) = known else {
        items.push(Item {
            look: Look::Pending,
            text: words.with("check-list-unknown", "when", &when),
        });
        return items;
    };
    items.push(Item {
        look: Look::Ok,
        text: words.with("check-list-known", "when", &when),
    });
    items.push(match entry.status {
        LetterStatus::Void | LetterStatus::Replaced => Item {
            look: Look::Danger,
            text: words.get("check-list-withdrawn"),
        },
        LetterStatus::Issued | LetterStatus::AwaitingSignature => Item {
            look: Look::Ok,
            text: words.get("check-list-standing"),
        },
    });
    items
}

fn facts(claims: &SealClaims, office: &Office, words: Words) -> Vec<Fact> {
    let zone = Office::zone(&claims.office);
    let plain = |label, value: String| Fact {
        label,
        value,
        code: false,
    };
    let kind = office
        .kinds
        .get(&claims.type_code)
        .unwrap_or(&claims.type_code);
    let village = office
        .villages
        .get(&claims.office)
        .unwrap_or(&claims.office);
    let mut facts = vec![
        plain("check-fact-kind", kind.clone()),
        Fact {
            label: "check-fact-number",
            value: claims.number.clone(),
            code: true,
        },
        plain("check-fact-name", claims.name.clone()),
    ];
    if let Some(tail) = &claims.nik_tail {
        facts.push(Fact {
            label: "check-fact-nik",
            value: format!("•••• •••• •••• {tail}"),
            code: true,
        });
    }
    facts.push(plain(
        "check-fact-issued",
        day(zone, claims.issued_at, words),
    ));
    if let Some(end) = claims.expires_at {
        facts.push(plain("check-fact-until", day(zone, end, words)));
    }
    facts.push(plain(
        "check-fact-signer",
        format!("{}, {}", claims.signer, claims.post),
    ));
    facts.push(plain("check-fact-office", village.clone()));
    facts
}

/// `25 November 2026`; in English the same order with English months.
fn day(zone: Zone, seconds: i64, words: Words) -> String {
    let local = zone.local_date(seconds.saturating_mul(1000));
    match words.language() {
        Language::Id => date::long(local),
        Language::En => {
            const MONTHS: [&str; 12] = [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ];
            let month = usize::try_from(local.month() - 1)
                .ok()
                .and_then(|m| MONTHS.get(m))
                .copied();
            format!(
                "{} {} {}",
                local.day(),
                month.unwrap_or_default(),
                local.year()
            )
        }
    }
}

/// `25 November 2026 08.05 WIB`.
fn moment(zone: Zone, seconds: i64, words: Words) -> String {
    let (hour, minute) = zone.local_time(seconds.saturating_mul(1000));
    format!(
        "{} {hour:02}.{minute:02} {}",
        day(zone, seconds, words),
        zone.label()
    )
}

#[cfg(test)]
mod tests;
