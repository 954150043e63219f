//! The office rules the numbers: which is next, which are used elsewhere, and what they look like.
//!
//! What the office says is a record, so that it reaches the laptops by any way and comes back after a restore.

mod format;

use std::collections::BTreeMap;

use anyhow::Result;
use jemput_domain::{
    id::DeviceId,
    number::{LARGEST, SeriesKey},
    reason,
    village::VillageCode,
};
use jemput_store::StoreError;
use jemput_wire::{
    AppError,
    office::{
        BlockRow, CounterRow, ElsewhereRow, NumberPage, SetElsewhere, SetNext, WithdrawElsewhere,
    },
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    devices::Device,
    fault::{self, bad, missing},
    numbers::{Block, Counter},
    office::Office,
    office_file::named_id,
    register::moment,
};

pub(crate) use format::NUMBERING;

/// Record kind: numbers used elsewhere.
pub(crate) const ELSEWHERE: &str = "numbers_elsewhere";
/// Record kind: who holds a block; the block's own record goes to that laptop alone.
pub(crate) const HOLDER: &str = "number_holder";

#[derive(Debug, Deserialize)]
pub(crate) struct Used {
    village: String,
    series: String,
    year: i16,
    from: u32,
    to: u32,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    at: i64,
    #[serde(default)]
    withdrawn: bool,
}

impl Counter {
    /// The same as the register's key.
    pub(crate) fn key(&self) -> SeriesKey {
        SeriesKey {
            village: self.village.clone(),
            series: self.series.clone(),
            year: self.year,
        }
    }
}

/// Those of one counter, as bounds.
pub(crate) fn elsewhere_of(used: &[(Uuid, Used)], counter: &Counter) -> Vec<(u32, u32)> {
    let of_it = used.iter().filter(|(_, used)| used.is_of(counter));
    of_it.map(|(_, used)| (used.from, used.to)).collect()
}

impl Office {
    /// Numbers that were declared used elsewhere and not withdrawn, with their records.
    pub(crate) fn used_elsewhere(&self) -> Result<Vec<(Uuid, Used)>> {
        let records = self.records().reader().records(ELSEWHERE)?;
        Ok(records
            .iter()
            .filter_map(|record| Some((record.id, record.to::<Used>().ok()?)))
            .filter(|(_, used)| !used.withdrawn)
            .collect())
    }

    /// Everything about numbers, for the console.
    pub(crate) fn numbering(&self) -> fault::Result<NumberPage> {
        let now = self.now_ms();
        let devices = self.desk().devices()?;
        let names: BTreeMap<DeviceId, (String, String)> = devices
            .iter()
            .map(|device| (device.id, (device.name.clone(), device.mark.clone())))
            .collect();
        let villages = self.villages()?;
        let mut counters = self.desk().counters_given_out()?;
        for device in &devices {
            counters.extend(self.counters(device, now)?);
        }
        let used = self.used_elsewhere()?;
        counters.extend(used.iter().map(|(_, used)| used.counter()));
        let zone = self.zone()?;
        let mut rows = Vec::new();
        for counter in counters {
            let Some(village) = VillageCode::parse(&counter.village) else {
                continue;
            };
            let blocks = self.desk().blocks(&counter)?;
            let here = used.iter().filter(|(_, used)| used.is_of(&counter));
            let spans = elsewhere_of(&used, &counter);
            let highest = self
                .records()
                .reader()
                .highest_serial(&counter.key(), 1, u32::MAX)?;
            let mut of_laptops = Vec::new();
            for block in &blocks {
                let (laptop, mark) = names.get(&block.device).cloned().unwrap_or_default();
                of_laptops.push(BlockRow {
                    laptop,
                    mark,
                    from: block.first,
                    to: block.last,
                    left: self.desk().left_in(block, &spans)?,
                });
            }
            let known = villages.iter().find(|row| row.code == village);
            rows.push(CounterRow {
                village_name: known.map_or_else(|| village.to_string(), |row| row.name.clone()),
                next: self.desk().next_of(&counter)?,
                highest: highest.unwrap_or(0),
                blocks: of_laptops,
                elsewhere: here
                    .map(|(id, used)| ElsewhereRow {
                        id: id.to_string(),
                        from: used.from,
                        to: used.to,
                        reason: used.reason.clone(),
                        by: format!("{} · {}", used.by, moment(zone, used.at)),
                    })
                    .collect(),
                village,
                series: counter.series,
                year: counter.year,
            });
        }
        rows.sort_by(|a, b| {
            (b.year, &a.village_name, &a.series).cmp(&(a.year, &b.village_name, &b.series))
        });
        Ok(NumberPage {
            counters: rows,
            formats: self.formats()?,
        })
    }

    /// Sets the next number of a counter: what lies below and is on no letter was used elsewhere.
    pub(crate) fn set_next(&self, account: &str, wish: &SetNext) -> fault::Result<NumberPage> {
        let counter = self.counter_of(&wish.village, &wish.series, wish.year)?;
        if !(2..=LARGEST).contains(&wish.next) {
            return Err(bad(AppError::new("number-next-range").with("most", LARGEST)));
        }
        let highest = self
            .records()
            .reader()
            .highest_serial(&counter.key(), 1, u32::MAX)?;
        if let Some(highest) = highest.filter(|highest| *highest >= wish.next) {
            return Err(bad(
                AppError::new("number-next-used").with("highest", highest)
            ));
        }
        self.declare(account, &counter, (1, wish.next - 1), &wish.reason)?;
        self.numbering()
    }

    /// Numbers were used elsewhere; refused where a letter of the register carries one of them.
    pub(crate) fn set_elsewhere(
        &self,
        account: &str,
        wish: &SetElsewhere,
    ) -> fault::Result<NumberPage> {
        let counter = self.counter_of(&wish.village, &wish.series, wish.year)?;
        if wish.from < 1 || wish.from > wish.to || wish.to > LARGEST {
            return Err(bad(AppError::new("number-span").with("most", LARGEST)));
        }
        let letters =
            self.records()
                .reader()
                .letters_between(&counter.key(), wish.from, wish.to, 1)?;
        if let Some(letter) = letters.first() {
            return Err(bad(AppError::new("number-span-used")
                .with("number", letter.text("number").unwrap_or_default())
                .with("title", letter.text("title").unwrap_or_default())));
        }
        self.declare(account, &counter, (wish.from, wish.to), &wish.reason)?;
        self.numbering()
    }

    /// Takes such a word back.
    pub(crate) fn withdraw_elsewhere(
        &self,
        account: &str,
        wish: &WithdrawElsewhere,
    ) -> fault::Result<NumberPage> {
        let id = wish.id.parse::<Uuid>().unwrap_or_default();
        let known = self.records().reader().record(id)?;
        if known.is_none_or(|record| record.kind != ELSEWHERE) {
            return Err(missing(AppError::new("not-found")));
        }
        let clerk = self.clerk(account);
        self.records()
            .write(clerk, self.now_ms(), |tx| -> Result<(), StoreError> {
                tx.edit_value(id, "withdrawn", json!(true))?;
                tx.edit_value(id, "withdrawn_by", json!(account))
            })?;
        self.numbering()
    }

    fn counter_of(&self, village: &VillageCode, series: &str, year: i16) -> fault::Result<Counter> {
        let known = self.villages()?.iter().any(|row| row.code == *village);
        let series_known = self
            .all_services()?
            .iter()
            .any(|kind| kind.series == series);
        if !known || !series_known {
            return Err(missing(AppError::new("not-found")));
        }
        Ok(Counter {
            village: village.to_string(),
            series: series.to_owned(),
            year,
        })
    }

    fn declare(
        &self,
        account: &str,
        counter: &Counter,
        (from, to): (u32, u32),
        reason: &str,
    ) -> fault::Result<()> {
        let missing = || bad(AppError::new("number-reason-missing"));
        let reason = reason::given(reason).ok_or_else(missing)?;
        let now = self.now_ms();
        let fields = used(counter, (from, to), reason, account, now);
        let clerk = self.clerk(account);
        self.records()
            .write(clerk, now, |tx| -> Result<(), StoreError> {
                tx.create(Uuid::new_v4(), ELSEWHERE, fields)
            })?;
        self.start_behind(counter, (from, to))?;
        let devices = self.desk().devices()?;
        for device in &devices {
            self.supply_numbers(device, now)?;
        }
        Ok(())
    }

    /// What an office file says: the same words make the same record.
    pub(crate) fn declare_by_file(
        &self,
        counter: &Counter,
        (from, to): (u32, u32),
        reason: &str,
    ) -> Result<()> {
        let name = format!(
            "{}:{}:{}:{from}-{to}",
            counter.village, counter.series, counter.year
        );
        let id = named_id(&self.keys.server_id, ELSEWHERE, &name);
        if self.records().reader().record(id)?.is_none() {
            let now = self.now_ms();
            let fields = used(counter, (from, to), reason, "", now);
            self.records().put(id, ELSEWHERE, fields, now)?;
        }
        self.start_behind(counter, (from, to))
    }

    /// Blocks to come begin behind used numbers that reach those that are not given out yet.
    fn start_behind(&self, counter: &Counter, (from, to): (u32, u32)) -> Result<()> {
        let next = self.desk().next_of(counter)?;
        if (from..=to).contains(&next) {
            self.desk().start_numbers_at(counter, to + 1)?;
        }
        Ok(())
    }

    /// Tells the village who holds a block, so that the register explains its gaps.
    pub(crate) fn publish_holder(&self, block: &Block, now_ms: i64) -> Result<()> {
        let device: Option<Device> = self.desk().device(block.device)?;
        let laptop = device.map(|device| format!("{} ({})", device.name, device.mark));
        let fields: [(&str, Value); 8] = [
            ("scope", json!(format!("village:{}", block.counter.village))),
            ("device", json!(block.device)),
            ("laptop", json!(laptop)),
            ("village", json!(block.counter.village)),
            ("series", json!(block.counter.series)),
            ("year", json!(block.counter.year)),
            ("from", json!(block.first)),
            ("to", json!(block.last)),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        let id = Uuid::new_v5(&block.id.0, b"holder");
        self.records()
            .put(id, HOLDER, fields.into_iter().collect(), now_ms)?;
        Ok(())
    }
}

/// The record's fields.
fn used(
    counter: &Counter,
    (from, to): (u32, u32),
    reason: &str,
    by: &str,
    at_ms: i64,
) -> Map<String, Value> {
    [
        ("scope", json!(format!("village:{}", counter.village))),
        ("village", json!(counter.village)),
        ("series", json!(counter.series)),
        ("year", json!(counter.year)),
        ("from", json!(from)),
        ("to", json!(to)),
        ("reason", json!(reason)),
        ("by", json!(by)),
        ("at", json!(at_ms)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

impl Used {
    fn is_of(&self, counter: &Counter) -> bool {
        self.counter() == *counter
    }

    fn counter(&self) -> Counter {
        Counter {
            village: self.village.clone(),
            series: self.series.clone(),
            year: self.year,
        }
    }
}
