//! Saves a record's state and everything that is derived from it.

use jemput_domain::{kk::Kk, name::search_key, nik::Nik, resident::Resident};
use jemput_sync::{RecordState, Whole};
use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Result, blob, merged, packed, record,
    sums::{self, Counted},
    words::Searched,
};

/// Writes a record, and its rows in lists and searches; a hidden one has none.
pub(crate) fn save(conn: &Connection, id: Uuid, whole: &Whole) -> Result<()> {
    save_state(conn, id, &whole.state, (whole.seq, whole.left), true)
}

/// The same from its parts, with the numbers under which it was touched last and left. `known`: it may be here already.
pub(crate) fn save_state(
    conn: &Connection,
    id: Uuid,
    state: &RecordState,
    (seq, left): (u64, Option<u64>),
    known: bool,
) -> Result<()> {
    let json = serde_json::to_string(state)?;
    let counted = Counted::new(id, state, left.is_some(), &json);
    let before = if known {
        Counted::stored(conn, id)?
    } else {
        None
    };
    sums::recount(conn, id, before.as_ref(), Some(&counted))?;
    conn.prepare_cached(
        "INSERT INTO record (id, kind, state, last_seq, left_seq, rivals, sum, scopes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (id) DO UPDATE SET kind = ?2, state = ?3, last_seq = ?4, left_seq = ?5, rivals = ?6, sum = ?7,
                                        scopes = ?8",
    )?
    .execute((
        id.as_bytes().as_slice(),
        &state.kind,
        packed::pack(json.as_bytes())?,
        seq.cast_signed(),
        left.map(u64::cast_signed),
        state.has_rivals(),
        counted.sum.0.cast_signed(),
        serde_json::to_string(&counted.scopes)?,
    ))?;
    match state.kind.as_str() {
        _ if left.is_some() => hide(conn, id),
        "resident" => {
            let others = merged::note(conn, id, Some(state))?;
            list(conn, id, state, known)?;
            others.into_iter().try_for_each(|other| relist(conn, other))
        }
        "household" => household(conn, id, state),
        "request" => request(conn, id, state),
        "letter" => letter(conn, id, state),
        "attachment" => attachment(conn, id, state),
        _ => Ok(()),
    }
}

/// Puts a resident into lists and searches, or takes it out where it was deleted or merged away.
fn list(conn: &Connection, id: Uuid, state: &RecordState, known: bool) -> Result<()> {
    if merged::is_listed(conn, id, state)? {
        resident(conn, id, state, known)
    } else {
        unlist(conn, id)
    }
}

/// The same for a record that did not change itself.
fn relist(conn: &Connection, id: Uuid) -> Result<()> {
    match record::whole(conn, id)? {
        Some(whole) if whole.left.is_none() && whole.state.kind == "resident" => {
            list(conn, id, &whole.state, true)
        }
        _ => Ok(()),
    }
}

/// Takes a record out of lists and searches.
fn hide(conn: &Connection, id: Uuid) -> Result<()> {
    unlist(conn, id)?;
    for other in merged::note(conn, id, None)? {
        relist(conn, other)?;
    }
    Ok(())
}

fn unlist(conn: &Connection, id: Uuid) -> Result<()> {
    let key = id.as_bytes().as_slice();
    for sql in [
        "DELETE FROM resident_due WHERE no = (SELECT no FROM resident WHERE id = ?1)",
        "DELETE FROM resident_text WHERE rowid = (SELECT no FROM resident WHERE id = ?1)",
        "DELETE FROM resident WHERE id = ?1",
        "DELETE FROM letter_text WHERE rowid = (SELECT no FROM letter WHERE id = ?1)",
        "DELETE FROM letter WHERE id = ?1",
        "DELETE FROM household WHERE id = ?1",
        "DELETE FROM request WHERE id = ?1",
        "DELETE FROM attachment WHERE id = ?1",
    ] {
        conn.prepare_cached(sql)?.execute([key])?;
    }
    Ok(())
}

/// Takes a record away that no longer belongs to this laptop's villages, with the changes of others that touched only
/// it. Own changes stay for ever.
pub(crate) fn delete(conn: &Connection, id: Uuid) -> Result<()> {
    hide(conn, id)?;
    let before = Counted::stored(conn, id)?;
    sums::recount(conn, id, before.as_ref(), None)?;
    let key = id.as_bytes().as_slice();
    conn.prepare_cached("DELETE FROM offered WHERE record = ?1")?
        .execute([key])?;
    conn.prepare_cached(
        "DELETE FROM change WHERE own = 0 AND (session, n) IN (SELECT session, n FROM change_record WHERE record = ?1)
         AND NOT EXISTS (SELECT 1 FROM change_record other WHERE other.session = change.session
                         AND other.n = change.n AND other.record <> ?1)",
    )?
    .execute([key])?;
    conn.prepare_cached("DELETE FROM change_record WHERE record = ?1")?
        .execute([key])?;
    conn.prepare_cached("DELETE FROM record WHERE id = ?1")?
        .execute([key])?;
    Ok(())
}

fn text<'a>(state: &'a RecordState, field: &str) -> &'a str {
    state
        .shown(field)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn number(state: &RecordState, field: &str) -> i64 {
    state
        .shown(field)
        .and_then(Value::as_i64)
        .unwrap_or_default()
}

fn reference(state: &RecordState, field: &str) -> Option<Vec<u8>> {
    text(state, field)
        .parse::<Uuid>()
        .ok()
        .map(|id| id.as_bytes().to_vec())
}

/// Fields that a resident is found by.
const FOUND_BY: &[&str] = &[
    "name",
    "nik",
    "nik_draft",
    "kk",
    "household",
    "birth_date",
    "address",
    "dusun",
    "rt",
    "rw",
];

fn resident(conn: &Connection, id: Uuid, state: &RecordState, known: bool) -> Result<()> {
    // Only what is looked for: notes and the like may be long.
    let fields = FOUND_BY
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), state.shown(name)?.clone())));
    let person = Resident::from_fields(fields.collect());
    let name_key = search_key(&person.name);
    let text = format!("{name_key} | {}", search_key(&person.address_line()));
    let nik = person
        .nik
        .as_ref()
        .map(Nik::as_str)
        .or(person.nik_draft.as_deref())
        .unwrap_or_default();
    let row = Searched {
        table: "resident",
        id,
        text: &text,
    };
    let known = if known { row.known(conn)? } else { None };
    conn.prepare_cached(
        "INSERT INTO resident (id, name_key, text, nik, nik_reversed, kk, household, birth)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (id) DO UPDATE SET name_key = ?2, text = ?3, nik = ?4, nik_reversed = ?5, kk = ?6, household = ?7,
                                        birth = ?8",
    )?
    .execute((
        id.as_bytes().as_slice(),
        &name_key,
        &text,
        nik,
        nik.chars().rev().collect::<String>(),
        person.kk.as_ref().map(Kk::as_str).unwrap_or_default(),
        person.household.map(|household| household.0.as_bytes().to_vec()),
        person.birth_date.map(jemput_domain::date::FlexDate::iso).unwrap_or_default(),
    ))?;
    row.index_later(conn, known)
}

fn household(conn: &Connection, id: Uuid, state: &RecordState) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO household (id, kk) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET kk = ?2",
    )?
    .execute((id.as_bytes().as_slice(), text(state, "kk")))?;
    Ok(())
}

fn request(conn: &Connection, id: Uuid, state: &RecordState) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO request (id, resident, state, opened_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET resident = ?2, state = ?3, opened_at = ?4",
    )?
    .execute((
        id.as_bytes().as_slice(),
        reference(state, "resident"),
        text(state, "state"),
        number(state, "opened_at"),
    ))?;
    Ok(())
}

fn attachment(conn: &Connection, id: Uuid, state: &RecordState) -> Result<()> {
    // Every edit puts another value in the place of the former one: a hash without any was erased.
    let erased = state
        .fields
        .get("sha256")
        .is_some_and(|field| field.alive.is_empty());
    if erased {
        blob::drop_of(conn, id)?;
    }
    let sha256 = data_encoding::HEXLOWER_PERMISSIVE.decode(text(state, "sha256").as_bytes());
    conn.prepare_cached(
        "INSERT INTO attachment (id, owner, sha256, bytes, removed) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET owner = ?2, sha256 = ?3, bytes = ?4, removed = ?5",
    )?
    .execute((
        id.as_bytes().as_slice(),
        reference(state, "owner"),
        sha256.unwrap_or_default(),
        number(state, "bytes"),
        state.shown("deleted") == Some(&Value::Bool(true)),
    ))?;
    Ok(())
}

fn letter(conn: &Connection, id: Uuid, state: &RecordState) -> Result<()> {
    let snapshot = |part: &str, field: &str| {
        let value = state
            .shown("snapshot")
            .and_then(|data| data[part][field].as_str());
        value.unwrap_or_default().to_owned()
    };
    let words = format!(
        "{} | {} | {}",
        text(state, "number").to_lowercase(),
        search_key(&snapshot("resident", "name")),
        search_key(text(state, "title"))
    );
    let row = Searched {
        table: "letter",
        id,
        text: &words,
    };
    let known = row.known(conn)?;
    conn.prepare_cached(
        "INSERT INTO letter (id, state, issued_on, printed_at, resident, cti, village, series, year, serial, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (id) DO UPDATE SET state = ?2, issued_on = ?3, printed_at = ?4, resident = ?5, cti = ?6,
                                        village = ?7, series = ?8, year = ?9, serial = ?10, text = ?11",
    )?
    .execute((
        id.as_bytes().as_slice(),
        text(state, "state"),
        text(state, "issued_on"),
        number(state, "printed_at"),
        reference(state, "resident"),
        text(state, "cti"),
        snapshot("village", "code"),
        text(state, "series"),
        number(state, "year"),
        text(state, "serial").parse::<u32>().ok(),
        &words,
    ))?;
    row.index(conn, known)
}
