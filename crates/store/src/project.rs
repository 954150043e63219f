//! Saves a record's state and everything that is derived from it.

use jemput_domain::{kk::Kk, name::search_key, nik::Nik, resident::Resident};
use jemput_sync::{RecordState, Whole};
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use crate::Result;

pub(crate) fn save(conn: &Connection, id: Uuid, whole: &Whole) -> Result<()> {
    let state = &whole.state;
    conn.prepare_cached(
        "INSERT INTO record (id, kind, state, last_seq, left_seq, rivals) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET kind = ?2, state = ?3, last_seq = ?4, left_seq = ?5, rivals = ?6",
    )?
    .execute((
        id.as_bytes().as_slice(),
        &state.kind,
        serde_json::to_string(state)?,
        whole.seq.cast_signed(),
        whole.left.map(u64::cast_signed),
        state.has_rivals(),
    ))?;
    match state.kind.as_str() {
        _ if whole.left.is_some() => hide(conn, id),
        "resident" => resident(conn, id, state),
        "letter" => letter(conn, id, state),
        _ => Ok(()),
    }
}

/// Takes a record out of lists and searches.
fn hide(conn: &Connection, id: Uuid) -> Result<()> {
    let key = id.as_bytes().as_slice();
    conn.execute(
        "DELETE FROM resident_text WHERE rowid = (SELECT no FROM resident WHERE id = ?1)",
        [key],
    )?;
    conn.execute("DELETE FROM resident WHERE id = ?1", [key])?;
    conn.execute("DELETE FROM letter WHERE id = ?1", [key])?;
    Ok(())
}

/// Takes a record away that no longer belongs to this laptop's villages.
pub(crate) fn delete(conn: &Connection, id: Uuid) -> Result<()> {
    hide(conn, id)?;
    conn.execute(
        "DELETE FROM record WHERE id = ?1",
        [id.as_bytes().as_slice()],
    )?;
    Ok(())
}

fn text<'a>(state: &'a RecordState, field: &str) -> &'a str {
    state
        .shown(field)
        .and_then(|value| value.as_str())
        .unwrap_or_default()
}

fn resident(conn: &Connection, id: Uuid, state: &RecordState) -> Result<()> {
    let fields = state
        .fields
        .iter()
        .filter_map(|(name, field)| Some((name.clone(), field.shown()?.1.value.clone())));
    let person = Resident::from_fields(fields.collect());
    let name_key = search_key(&person.name);
    let nik = person
        .nik
        .as_ref()
        .map(Nik::as_str)
        .or(person.nik_draft.as_deref())
        .unwrap_or_default();
    let kk = person.kk.as_ref().map(Kk::as_str).unwrap_or_default();
    let birth = person
        .birth_date
        .map(|birth| birth.iso())
        .unwrap_or_default();
    let household = person
        .household
        .map(|household| household.0.as_bytes().to_vec());
    let key = id.as_bytes().as_slice();
    let known: Option<i64> = conn
        .prepare_cached("SELECT no FROM resident WHERE id = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    let no = match known {
        Some(no) => {
            conn.prepare_cached(
                "UPDATE resident SET name_key = ?2, nik = ?3, kk = ?4, household = ?5, birth = ?6 WHERE no = ?1",
            )?
            .execute((no, &name_key, nik, kk, &household, &birth))?;
            conn.prepare_cached("DELETE FROM resident_text WHERE rowid = ?1")?
                .execute([no])?;
            no
        }
        None => {
            conn.prepare_cached(
                "INSERT INTO resident (id, name_key, nik, kk, household, birth) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((key, &name_key, nik, kk, &household, &birth))?;
            conn.last_insert_rowid()
        }
    };
    let all = format!(
        "{name_key} | {} | {nik} | {kk}",
        search_key(&person.address_line())
    );
    conn.prepare_cached("INSERT INTO resident_text (rowid, text) VALUES (?1, ?2)")?
        .execute((no, all))?;
    Ok(())
}

fn letter(conn: &Connection, id: Uuid, state: &RecordState) -> Result<()> {
    let snapshot = state.shown("snapshot");
    let name = snapshot
        .and_then(|data| data["resident"]["name"].as_str())
        .unwrap_or_default();
    let found = format!(
        "{} {} {}",
        text(state, "number").to_lowercase(),
        search_key(name),
        search_key(text(state, "title"))
    );
    let resident = text(state, "resident")
        .parse::<Uuid>()
        .ok()
        .map(|id| id.as_bytes().to_vec());
    conn.prepare_cached(
        "INSERT INTO letter VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE SET state = ?2, issued_on = ?3, printed_at = ?4, resident = ?5, cti = ?6, text = ?7",
    )?
    .execute((
        id.as_bytes().as_slice(),
        text(state, "state"),
        text(state, "issued_on"),
        state.shown("printed_at").and_then(serde_json::Value::as_i64).unwrap_or_default(),
        resident,
        text(state, "cti"),
        found,
    ))?;
    Ok(())
}
