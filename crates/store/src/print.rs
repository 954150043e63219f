//! Orders to printers: written down before the printer gets a byte.

use rusqlite::OptionalExtension as _;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Result, Store};

/// An order to a printer and what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrintRow {
    /// Id.
    pub id: Uuid,
    /// Which letter.
    pub letter: Uuid,
    /// 1 is the original.
    pub copy: u32,
    /// A copy for the office's file.
    #[serde(default)]
    pub for_file: bool,
    /// Printer's name.
    pub printer: String,
    /// What is known, in the words of the app.
    pub state: String,
    /// The printer's own name of the job.
    pub job: Option<serde_json::Value>,
    /// Why it failed or is unknown.
    pub reason: Option<serde_json::Value>,
    /// Where a file printer put it.
    pub path: Option<String>,
    /// When it was ordered, ms since 1970 UTC.
    pub at_ms: i64,
    /// How many sheets of each page; `copy` is the first of them.
    #[serde(default = "one")]
    pub copies: u32,
    /// Title and mark of the job, by which the printer is asked for it after a crash.
    #[serde(default)]
    pub name: String,
    /// The printer's address; `None` for a file.
    #[serde(default)]
    pub address: Option<String>,
    /// The paper that the pages were laid out for.
    #[serde(default)]
    pub paper: String,
    /// Pages of the letter.
    #[serde(default)]
    pub pages: u32,
    /// SHA-256 of what the printer was given, in hex.
    #[serde(default)]
    pub sha256: String,
}

/// Orders of before there were several copies.
fn one() -> u32 {
    1
}

impl Store {
    /// Writes an order, or what became of it.
    pub fn save_print(&self, row: &PrintRow) -> Result<()> {
        self.conn
            .prepare_cached("INSERT OR REPLACE INTO print VALUES (?1, ?2, ?3, ?4)")?
            .execute((
                row.id.as_bytes().as_slice(),
                row.letter.as_bytes().as_slice(),
                row.at_ms,
                serde_json::to_string(row)?,
            ))?;
        Ok(())
    }

    /// One order.
    pub fn print(&self, id: Uuid) -> Result<Option<PrintRow>> {
        let text: Option<String> = self
            .conn
            .prepare_cached("SELECT value FROM print WHERE id = ?1")?
            .query_row([id.as_bytes().as_slice()], |row| row.get(0))
            .optional()?;
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    /// The orders of one letter, oldest first.
    pub fn prints_of(&self, letter: Uuid) -> Result<Vec<PrintRow>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT value FROM print WHERE letter = ?1 ORDER BY at, id")?;
        let rows: Vec<String> = statement
            .query_map([letter.as_bytes().as_slice()], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        rows.iter()
            .map(|text| Ok(serde_json::from_str(text)?))
            .collect()
    }
}
