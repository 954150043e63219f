//! Letters whose approval does not hold: nobody is said to have checked them, the officer who did had no right to on
//! that day, or the word is not that officer's own.
//!
//! The laptop refuses such a print by what it knows; the office knows more (a mandate that ended while the laptop was
//! away), and a laptop may have been tampered with. The paper is out, so nothing is refused here: the office decides.

use anyhow::Result;
use jemput_domain::{
    date::{self, Date, Zone},
    finding::{Code, Finding, codes},
    id::OfficerId,
    letter::end_of_day,
    officer::{Officer, Unauthorised},
};
use jemput_store::{Logged, Record, Store};
use jemput_sync::Op;
use jemput_wire::office::Topic;
use rusqlite::Connection;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::refresh::{Note, forget, put};
use crate::officers::OFFICER;

/// The record that says that a letter stands although its approval did not hold.
pub(crate) fn stands_id(letter: Uuid) -> Uuid {
    Uuid::new_v5(&letter, b"approval")
}

/// Looks at a letter; at those that an officer checked when the office says something new of him; at those of a request
/// when more of it comes (after a restore the letter may be here first).
pub(super) fn note(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    let sql = match record.kind.as_str() {
        "letter" => return letter(db, store, record),
        OFFICER => "SELECT id FROM letter_check WHERE officer = ?1",
        "request" => "SELECT id FROM letter_check WHERE request = ?1",
        _ => return Ok(()),
    };
    let letters = db
        .prepare_cached(sql)?
        .query_map([record.id.as_bytes().as_slice()], |row| {
            Ok(Uuid::from_slice(row.get_ref(0)?.as_blob()?).unwrap_or_default())
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for id in letters {
        if let Some(known) = store.record(id)? {
            letter(db, store, &known)?;
        }
    }
    Ok(())
}

/// Lists a letter unless its approval holds, it is void, or the office has said that it stands.
pub(super) fn letter(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    if record.kind != "letter" {
        return Ok(());
    }
    forget(db, record.id, &[Topic::Approval])?;
    let bytes = |field: &str| id_in(record, field).map(|id| id.into_bytes().to_vec());
    db.prepare_cached("INSERT OR REPLACE INTO letter_check VALUES (?1, ?2, ?3)")?
        .execute((
            record.id.as_bytes().as_slice(),
            bytes("checked_by"),
            bytes("request"),
        ))?;
    if record.text("state") == Some("void") {
        return Ok(());
    }
    let Some(why) = fault(store, record)? else {
        return Ok(());
    };
    let stands = store.record(stands_id(record.id))?;
    // The office's word counts for the reason that was on the screen.
    if stands.is_some_and(|stands| stands.text("why") == Some(why.code.as_str())) {
        return Ok(());
    }
    let printed = record.state.shown("printed_at").and_then(Value::as_i64);
    let note = Note {
        topic: Topic::Approval,
        field: "",
        at: printed.unwrap_or_default(),
        detail: serde_json::to_string(&[why])?,
    };
    put(db, record, &note)
}

/// Why the approval of a letter does not hold.
fn fault(store: &Store, letter: &Record) -> Result<Option<Finding>> {
    let Some(checker) = id_in(letter, "checked_by") else {
        return Ok(Some(Finding::error(codes::APPROVAL_MISSING)));
    };
    let Some(day) = letter.text("issued_on").and_then(date::from_iso) else {
        // A newer program's letter; its day cannot be told.
        return Ok(None);
    };
    let found = |code: Code| {
        let name = letter.text("checked_name").unwrap_or_default();
        let finding = Finding::error(code).with("name", name);
        Ok(Some(finding.with("day", date::short(day))))
    };
    let log = store.logged_of(letter.id)?;
    let printed = log
        .iter()
        .find(|logged| ops(logged, letter.id).any(|op| op.set.contains_key("checked_by")));
    // A letter that came back from a laptop after a restore has nobody's name on its log entry.
    let own_word = printed.is_none_or(|printed| printed.set.user == checker);
    if !own_word && !was_given(store, letter, checker)? {
        return found(codes::APPROVAL_NOT_GIVEN);
    }
    let at = letter.state.shown("checked_at").and_then(Value::as_i64);
    let checked = Moment {
        at_ms: at.unwrap_or_default(),
        day,
        zone: zone(letter),
        arrived_ms: printed
            .map(|printed| store.log_time(printed.seq))
            .transpose()?
            .flatten(),
    };
    let prepared = id_in(letter, "prepared_by").unwrap_or(checker);
    let words = words(store, checker)?;
    match holds(&words, OfficerId(checker), OfficerId(prepared), &checked) {
        Ok(()) => Ok(None),
        Err(Unauthorised::NoRight) => found(codes::APPROVAL_NO_RIGHT),
        Err(Unauthorised::NotThatDay) => found(codes::APPROVAL_NOT_THAT_DAY),
        Err(Unauthorised::OwnWork) => found(codes::APPROVAL_OWN_WORK),
    }
}

/// Whether the officer in whose name a letter was approved wrote so, on the letter's request.
fn was_given(store: &Store, letter: &Record, checker: Uuid) -> Result<bool> {
    let Some(request) = id_in(letter, "request") else {
        return Ok(false);
    };
    let log = store.logged_of(request)?;
    // An officer who approves once more writes only what is new of it.
    let says = |op: &Op| {
        let word = ["checked_by", "checked_at", "checked_content"];
        word.iter().any(|field| op.set.contains_key(*field))
    };
    let mut said = log
        .iter()
        .filter(|logged| ops(logged, request).any(says))
        .peekable();
    if said.peek().is_none() {
        // Nobody wrote it in this log: after a restore only the state came back, and that is believed.
        let known = store.record(request)?;
        return Ok(known.is_some_and(|known| id_in(&known, "checked_by") == Some(checker)));
    }
    Ok(said.any(|logged| logged.set.user == checker))
}

fn ops(logged: &Logged, record: Uuid) -> impl Iterator<Item = &Op> {
    logged.set.ops.iter().filter(move |op| op.record == record)
}

fn id_in(record: &Record, field: &str) -> Option<Uuid> {
    record.text(field)?.parse().ok()
}

fn zone(letter: &Record) -> Zone {
    let village = letter
        .state
        .shown("snapshot")
        .and_then(|data| data.get("village"));
    village
        .and_then(|village| serde_json::from_value(village.get("zone")?.clone()).ok())
        .unwrap_or_default()
}

/// When a letter was checked.
struct Moment {
    /// By the laptop's clock.
    at_ms: i64,
    /// The day that the letter carries.
    day: Date,
    zone: Zone,
    /// By the office's clock; unknown after a restore.
    arrived_ms: Option<i64>,
}

/// What the office has said of an officer: since when, and what.
type Words = Vec<(i64, Officer)>;

fn words(store: &Store, officer: Uuid) -> Result<Words> {
    let unsaid = Officer {
        name: String::new(),
        may_check: true,
        may_check_own: true,
        from: None,
        until: None,
        serves_until: None,
    };
    let known = store.record(officer)?.filter(|known| known.kind == OFFICER);
    let Some(known) = known else {
        // Of before there were rights: such an officer works on as before, on the laptop too.
        return Ok(vec![(i64::MIN, unsaid)]);
    };
    let (mut said, mut words) = (Map::new(), Words::new());
    for logged in store.logged_of(officer)? {
        for op in ops(&logged, officer) {
            said.extend(op.set.clone());
        }
        let Ok(word) = serde_json::from_value(Value::Object(said.clone())) else {
            continue;
        };
        let by_clerk = !logged.set.user.is_nil() && said.contains_key("device");
        if words.is_empty() && by_clerk {
            // A clerk's word of one who joined with a laptop, where the joining itself said nothing: one of before.
            words.push((i64::MIN, unsaid.clone()));
        }
        let since = if words.is_empty() {
            i64::MIN
        } else {
            logged.eff
        };
        words.push((since, word));
    }
    if words.is_empty() {
        words.push((i64::MIN, known.to()?));
    }
    Ok(words)
}

/// Whether the right stood when the letter was checked, or when it came (a right that was given meanwhile is one, and a
/// laptop's clock may be behind), or whether the office has said since that it stood on that day.
fn holds(
    words: &Words,
    checker: OfficerId,
    prepared: OfficerId,
    checked: &Moment,
) -> Result<(), Unauthorised> {
    let end = (end_of_day(checked.day, checked.zone) + 1) * 1000;
    let start = end - 24 * 60 * 60 * 1000;
    let may = |at: i64| {
        let word = words.iter().rev().find(|(since, _)| *since <= at);
        let (_, officer) = word.or(words.first()).ok_or(Unauthorised::NoRight)?;
        officer.may_approve(checker, prepared, checked.day)
    };
    let then = may(checked.at_ms.clamp(start, end - 1));
    let names_days = words.last().is_some_and(|(_, last)| last.from.is_some());
    let later = checked
        .arrived_ms
        .into_iter()
        .chain(names_days.then_some(i64::MAX));
    later.fold(then, |before, at| {
        before.or_else(|why| may(at).map_err(|_| why))
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const HOUR: i64 = 60 * 60 * 1000;

    fn officer(may_check: bool) -> Officer {
        Officer {
            name: "Rina Setyowati".into(),
            may_check,
            may_check_own: may_check,
            from: None,
            until: None,
            serves_until: None,
        }
    }

    /// Half past eight on 25 November 2026 in Jakarta, by the laptop.
    fn checked(arrived_ms: Option<i64>) -> Moment {
        let day = date(2026, 11, 25);
        Moment {
            at_ms: start() + 8 * HOUR + HOUR / 2,
            day,
            zone: Zone::Wib,
            arrived_ms,
        }
    }

    fn start() -> i64 {
        (end_of_day(date(2026, 11, 24), Zone::Wib) + 1) * 1000
    }

    fn ask(words: &Words, checked: &Moment) -> Result<(), Unauthorised> {
        let me = OfficerId(Uuid::from_u128(1));
        holds(words, me, me, checked)
    }

    #[test]
    fn a_right_counts_that_stood_when_the_letter_was_checked() {
        let until_noon = vec![
            (i64::MIN, officer(true)),
            (start() + 12 * HOUR, officer(false)),
        ];
        let late = Some(start() + 90 * HOUR);
        assert_eq!(ask(&until_noon, &checked(late)), Ok(()), "taken away later");
        let until_eight = vec![
            (i64::MIN, officer(true)),
            (start() + 8 * HOUR, officer(false)),
        ];
        let none = Err(Unauthorised::NoRight);
        assert_eq!(ask(&until_eight, &checked(late)), none, "taken away before");
        let from_nine = vec![
            (i64::MIN, officer(false)),
            (start() + 9 * HOUR, officer(true)),
        ];
        assert_eq!(
            ask(&from_nine, &checked(late)),
            Ok(()),
            "given before it came"
        );
        assert_eq!(ask(&from_nine, &checked(Some(start() + 8 * HOUR))), none);
        assert_eq!(ask(&from_nine, &checked(None)), none);
    }

    #[test]
    fn a_clock_of_another_year_does_not_move_the_letter_out_of_its_day() {
        let on_that_day = vec![
            (i64::MIN, officer(false)),
            (start() - HOUR, officer(true)),
            (start() + 25 * HOUR, officer(false)),
        ];
        for at_ms in [0, i64::MAX] {
            let checked = Moment {
                at_ms,
                ..checked(Some(start() + 90 * HOUR))
            };
            assert_eq!(ask(&on_that_day, &checked), Ok(()), "{at_ms}");
        }
    }
}
