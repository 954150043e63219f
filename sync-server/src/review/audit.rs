//! Who saw, printed, exported, came and went, in the order of time: so that it can be asked for by person, record, day
//! and act.

use anyhow::Result;
use jemput_domain::audit::{AUDIT, Deed};
use jemput_store::{Record, Store};
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql};
use serde_json::Value;
use uuid::Uuid;

use super::Lists;

/// Which deeds; what is `None` or empty is no condition.
#[derive(Debug, Clone, Default)]
pub(crate) struct DeedFilter {
    pub(crate) who: Option<Uuid>,
    pub(crate) of: Option<Uuid>,
    /// A code, also one that this program does not know.
    pub(crate) deed: String,
    /// From this moment on, ms.
    pub(crate) from: Option<i64>,
    /// Before this moment, ms.
    pub(crate) until: Option<i64>,
}

/// One deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) id: Uuid,
    pub(crate) at: i64,
    pub(crate) who: Uuid,
    /// As it was written: a newer laptop knows deeds that this office does not.
    pub(crate) deed: String,
    /// Nil where it was about no record.
    pub(crate) of: Uuid,
    /// The laptop, or the office; nil after a restore, when nobody can tell any more.
    pub(crate) place: Uuid,
    pub(crate) note: String,
}

/// Takes one in. Whoever wrote it is the change's author, not what the record says of itself.
pub(super) fn note(db: &Connection, store: &Store, record: &Record) -> Result<()> {
    if record.kind != AUDIT {
        return Ok(());
    }
    let field = record.state.fields.get("deed");
    let Some((change, deed)) = field.and_then(|field| field.shown()) else {
        // Its time was over.
        db.prepare_cached("DELETE FROM deed WHERE id = ?1")?
            .execute([record.id.as_bytes().as_slice()])?;
        return Ok(());
    };
    let Some(deed) = deed.value.as_str() else {
        return Ok(());
    };
    let id = |name: &str| -> Uuid {
        let text = record.text(name).and_then(|id| id.parse().ok());
        text.unwrap_or_default()
    };
    let place = store.author_of(change)?.map(|author| author.device);
    // A clock that runs ahead moves nothing into the future.
    let at = record.state.shown("at").and_then(Value::as_i64);
    let at = at.unwrap_or_default();
    let at = store.arrived(change)?.map_or(at, |came| at.min(came));
    db.prepare_cached("INSERT OR REPLACE INTO deed VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute((
            record.id.as_bytes().as_slice(),
            at,
            id("who").as_bytes().as_slice(),
            deed,
            id("of").as_bytes().as_slice(),
            place.unwrap_or_default().as_bytes().as_slice(),
            record.text("note").unwrap_or_default(),
        ))?;
    Ok(())
}

const COLUMNS: &str = "id, at, who, deed, of, place, note";
const WHERE: &str =
    "(?1 IS NULL OR who = ?1) AND (?2 IS NULL OR of = ?2) AND (?3 = '' OR deed = ?3)
    AND (?4 IS NULL OR at >= ?4) AND (?5 IS NULL OR at < ?5)";

fn read(row: &Row<'_>) -> rusqlite::Result<Done> {
    let id = |at| -> rusqlite::Result<Uuid> {
        Ok(Uuid::from_slice(row.get_ref(at)?.as_blob()?).unwrap_or_default())
    };
    Ok(Done {
        id: id(0)?,
        at: row.get(1)?,
        who: id(2)?,
        deed: row.get(3)?,
        of: id(4)?,
        place: id(5)?,
        note: row.get(6)?,
    })
}

impl Lists {
    /// A page of them, newest first.
    pub(crate) fn deeds(&self, filter: &DeedFilter, offset: u32, limit: u32) -> Result<Vec<Done>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM deed WHERE {WHERE} ORDER BY at DESC, id LIMIT ?6 OFFSET ?7"
        );
        let (who, of) = (blob(filter.who), blob(filter.of));
        let values: [&dyn ToSql; 7] = [
            &who,
            &of,
            &filter.deed,
            &filter.from,
            &filter.until,
            &limit,
            &offset,
        ];
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map(values, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many there are.
    pub(crate) fn deed_count(&self, filter: &DeedFilter) -> Result<u64> {
        let sql = format!("SELECT count(*) FROM deed WHERE {WHERE}");
        let (who, of) = (blob(filter.who), blob(filter.of));
        let values: [&dyn ToSql; 5] = [&who, &of, &filter.deed, &filter.from, &filter.until];
        let count: i64 = self
            .db
            .prepare_cached(&sql)?
            .query_row(values, |row| row.get(0))?;
        Ok(count.cast_unsigned())
    }

    /// Everybody who did something.
    pub(crate) fn doers(&self) -> Result<Vec<Uuid>> {
        let mut statement = self.db.prepare_cached("SELECT DISTINCT who FROM deed")?;
        let rows = statement.query_map((), |row| {
            Ok(Uuid::from_slice(row.get_ref(0)?.as_blob()?).unwrap_or_default())
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a laptop is bound to its computer, as it told last, and when that was done.
    pub(crate) fn binding_of(&self, laptop: Uuid) -> Result<Option<(bool, i64)>> {
        let found = self
            .db
            .prepare_cached(
                "SELECT deed, at FROM deed WHERE place = ?1 AND deed IN (?2, ?3) ORDER BY at DESC LIMIT 1",
            )?
            .query_row(
                (
                    laptop.as_bytes().as_slice(),
                    Deed::Bound.code(),
                    Deed::Unbound.code(),
                ),
                |row| Ok((row.get::<_, String>(0)?, row.get(1)?)),
            )
            .optional()?;
        Ok(found.map(|(deed, at)| (deed == Deed::Bound.code(), at)))
    }

    /// What was done with a record, newest first.
    pub(crate) fn deeds_of(&self, record: Uuid, limit: u32) -> Result<Vec<Done>> {
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM deed WHERE of = ?1 ORDER BY at DESC, id LIMIT ?2"
        ))?;
        let rows = statement.query_map((record.as_bytes().as_slice(), limit), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn blob(id: Option<Uuid>) -> Option<Vec<u8>> {
    id.map(|id| id.as_bytes().to_vec())
}
