//! Stocks of letter numbers.

use jemput_domain::number::{SeriesKey, Stock};
use rusqlite::{Connection, OptionalExtension as _};

use crate::{Result, Store, Tx};

fn get(conn: &Connection, key: &SeriesKey) -> Result<Option<Stock>> {
    let text: Option<String> = conn
        .prepare_cached("SELECT value FROM stock WHERE village = ?1 AND series = ?2 AND year = ?3")?
        .query_row((&key.village, &key.series, key.year), |row| row.get(0))
        .optional()?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

impl Store {
    /// The stock of one series.
    pub fn stock(&self, key: &SeriesKey) -> Result<Option<Stock>> {
        get(&self.conn, key)
    }

    /// All stocks.
    pub fn stocks(&self) -> Result<Vec<(SeriesKey, Stock)>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT village, series, year, value FROM stock")?;
        let rows: Vec<(String, String, i16, String)> = statement
            .query_map((), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        rows.into_iter()
            .map(|(village, series, year, value)| {
                Ok((
                    SeriesKey {
                        village,
                        series,
                        year,
                    },
                    serde_json::from_str(&value)?,
                ))
            })
            .collect()
    }
}

impl Tx<'_> {
    /// The stock of one series.
    pub fn stock(&self, key: &SeriesKey) -> Result<Option<Stock>> {
        get(self.conn, key)
    }

    /// Keeps a stock, in the same transaction as the letter that took from it.
    pub fn set_stock(&self, key: &SeriesKey, stock: &Stock) -> Result<()> {
        self.conn.execute(
            "INSERT OR REPLACE INTO stock VALUES (?1, ?2, ?3, ?4)",
            (
                &key.village,
                &key.series,
                key.year,
                serde_json::to_string(stock)?,
            ),
        )?;
        Ok(())
    }
}
