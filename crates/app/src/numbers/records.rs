//! What the office's records say of numbers: who holds which, and which are used elsewhere.

use jemput_domain::{
    id::DeviceId,
    number::{Elsewhere, SeriesKey, Span},
};
use jemput_store::Record;
use serde::{Deserialize, de::DeserializeOwned};

/// Which laptop holds a block; the block's own record goes to that laptop alone.
pub(crate) const HOLDER: &str = "number_holder";
/// Numbers that the office declared used elsewhere.
pub(crate) const ELSEWHERE: &str = "numbers_elsewhere";
/// Numbers that a laptop gave up.
pub(crate) const BURNED: &str = "burned_numbers";

/// A block and who holds it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Held {
    pub(crate) device: DeviceId,
    /// Name and mark of the laptop.
    #[serde(default)]
    pub(crate) laptop: String,
    pub(crate) from: u32,
    pub(crate) to: u32,
}

#[derive(Debug, Deserialize)]
struct Used {
    from: u32,
    to: u32,
    #[serde(default)]
    reason: String,
    /// Taken back by the office.
    #[serde(default)]
    withdrawn: bool,
}

#[derive(Debug, Deserialize)]
struct Burned {
    block: uuid::Uuid,
    from: u32,
    to: u32,
}

/// Records of one counter, as far as they can be read: a record of a later version stops nothing.
fn of<T: DeserializeOwned>(records: &[Record], key: &SeriesKey) -> Vec<T> {
    let is_here = |record: &&Record| {
        let fields = record.fields();
        fields.get("village").and_then(|v| v.as_str()) == Some(&key.village)
            && fields.get("series").and_then(|v| v.as_str()) == Some(&key.series)
            && fields.get("year").and_then(serde_json::Value::as_i64) == Some(key.year.into())
    };
    records
        .iter()
        .filter(is_here)
        .filter_map(|record| record.to().ok())
        .collect()
}

/// Who holds blocks of a counter.
pub(crate) fn holders(records: &[Record], key: &SeriesKey) -> Vec<Held> {
    of(records, key)
}

/// Numbers of a counter that are used elsewhere.
pub(crate) fn elsewhere(records: &[Record], key: &SeriesKey) -> Vec<Elsewhere> {
    let used: Vec<Used> = of(records, key);
    used.into_iter()
        .filter(|used| !used.withdrawn && used.from <= used.to)
        .map(|used| Elsewhere {
            span: Span {
                from: used.from,
                to: used.to,
            },
            reason: used.reason,
        })
        .collect()
}

/// Numbers of a counter that were given up, with the block that they were of.
pub(crate) fn burned(records: &[Record], key: &SeriesKey) -> Vec<(uuid::Uuid, Span)> {
    let burned: Vec<Burned> = of(records, key);
    burned
        .into_iter()
        .map(|burned| {
            let span = Span {
                from: burned.from,
                to: burned.to,
            };
            (burned.block, span)
        })
        .collect()
}
