//! Blocks of letter numbers: each number is handed to one laptop, once, for good.

use std::collections::BTreeSet;

use anyhow::Result;
use jemput_domain::id::{BlockId, DeviceId};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::desk::Desk;

/// Numbers in a block.
pub(crate) const BLOCK: u32 = 100;
/// A laptop with fewer numbers left than this gets another block: a long day's letters.
pub(crate) const REFILL_BELOW: u32 = 60;

/// A counter: one village's letters of one series in one year (0: never restarts).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Counter {
    pub(crate) village: String,
    pub(crate) series: String,
    pub(crate) year: i16,
}

/// Numbers reserved for a laptop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) id: BlockId,
    pub(crate) device: DeviceId,
    pub(crate) counter: Counter,
    pub(crate) first: u32,
    pub(crate) last: u32,
}

impl Desk {
    /// Reserves the next block of a counter for a laptop.
    pub(crate) fn reserve(
        &mut self,
        device: DeviceId,
        counter: &Counter,
        now_ms: i64,
    ) -> Result<Block> {
        let tx = self
            .db
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let first = next_of(&tx, counter)?;
        let block = Block {
            id: BlockId(Uuid::new_v4()),
            device,
            counter: counter.clone(),
            first,
            last: first + BLOCK - 1,
        };
        tx.execute(
            "INSERT INTO number_block(id, device, village, series, year, first, last, created)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                block.id.to_string(),
                device.to_string(),
                counter.village,
                counter.series,
                counter.year,
                block.first,
                block.last,
                now_ms
            ],
        )?;
        tx.commit()?;
        Ok(block)
    }

    /// All blocks that a laptop ever got of a counter, oldest first.
    pub(crate) fn blocks_of(&self, device: DeviceId, counter: &Counter) -> Result<Vec<Block>> {
        let mut blocks = self.db.prepare_cached(
            "SELECT id, first, last FROM number_block
             WHERE device = ?1 AND village = ?2 AND series = ?3 AND year = ?4 ORDER BY first",
        )?;
        let rows = blocks
            .query_map(
                params![
                    device.to_string(),
                    counter.village,
                    counter.series,
                    counter.year
                ],
                |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)),
            )?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        rows.into_iter()
            .map(|(id, first, last)| {
                Ok(Block {
                    id: id.parse()?,
                    device,
                    counter: counter.clone(),
                    first,
                    last,
                })
            })
            .collect()
    }

    /// A letter with this number is in the register.
    pub(crate) fn note_number(&self, counter: &Counter, number: u32) -> Result<()> {
        self.db
            .prepare_cached(
                "INSERT INTO number_used VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            )?
            .execute(params![
                counter.village,
                counter.series,
                counter.year,
                number
            ])?;
        Ok(())
    }

    /// How many numbers of a laptop's blocks no letter carries yet and nobody used elsewhere.
    pub(crate) fn numbers_left(
        &self,
        device: DeviceId,
        counter: &Counter,
        elsewhere: &[(u32, u32)],
    ) -> Result<u32> {
        let mut left = 0;
        for block in self.blocks_of(device, counter)? {
            left += self.left_in(&block, elsewhere)?;
        }
        Ok(left)
    }

    /// The same of one block. Numbers are taken in order: below the highest one of a block nothing is left.
    pub(crate) fn left_in(&self, block: &Block, elsewhere: &[(u32, u32)]) -> Result<u32> {
        let used: Option<u32> = self
            .db
            .prepare_cached(
                "SELECT max(number) FROM number_used
                 WHERE village = ?1 AND series = ?2 AND year = ?3 AND number BETWEEN ?4 AND ?5",
            )?
            .query_row(
                params![
                    block.counter.village,
                    block.counter.series,
                    block.counter.year,
                    block.first,
                    block.last
                ],
                |row| row.get(0),
            )?;
        let from = used.map_or(block.first, |used| used + 1);
        let free = (from..=block.last)
            .filter(|n| !elsewhere.iter().any(|(a, b)| (*a..=*b).contains(n)))
            .count();
        Ok(u32::try_from(free).unwrap_or(u32::MAX))
    }

    /// All blocks of a counter in the order of their numbers.
    pub(crate) fn blocks(&self, counter: &Counter) -> Result<Vec<Block>> {
        let mut blocks = self.db.prepare_cached(
            "SELECT id, device, first, last FROM number_block
             WHERE village = ?1 AND series = ?2 AND year = ?3 ORDER BY first",
        )?;
        let rows = blocks
            .query_map(
                params![counter.village, counter.series, counter.year],
                |row| {
                    Ok((
                        row.get::<_, String>(0)?,
                        row.get::<_, String>(1)?,
                        row.get(2)?,
                        row.get(3)?,
                    ))
                },
            )?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        rows.into_iter()
            .map(|(id, device, first, last)| {
                Ok(Block {
                    id: id.parse()?,
                    device: device.parse()?,
                    counter: counter.clone(),
                    first,
                    last,
                })
            })
            .collect()
    }

    /// Counters of which numbers were given out.
    pub(crate) fn counters_given_out(&self) -> Result<BTreeSet<Counter>> {
        let mut all = self
            .db
            .prepare_cached("SELECT DISTINCT village, series, year FROM number_block")?;
        let rows = all.query_map([], |row| {
            Ok(Counter {
                village: row.get(0)?,
                series: row.get(1)?,
                year: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The number that the next block begins with.
    pub(crate) fn next_of(&self, counter: &Counter) -> Result<u32> {
        next_of(&self.db, counter)
    }

    /// Blocks that were reserved, but whose record is not written yet (the server stopped between the two).
    pub(crate) fn unpublished_blocks(&self) -> Result<Vec<Block>> {
        let mut blocks = self.db.prepare_cached(
            "SELECT id, device, village, series, year, first, last FROM number_block WHERE published = 0 ORDER BY first",
        )?;
        let rows = blocks
            .query_map([], |row| {
                let counter = Counter {
                    village: row.get(2)?,
                    series: row.get(3)?,
                    year: row.get(4)?,
                };
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    counter,
                    row.get(5)?,
                    row.get(6)?,
                ))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        rows.into_iter()
            .map(|(id, device, counter, first, last)| {
                Ok(Block {
                    id: id.parse()?,
                    device: device.parse()?,
                    counter,
                    first,
                    last,
                })
            })
            .collect()
    }

    /// The block's record is in the log.
    pub(crate) fn block_published(&self, id: BlockId) -> Result<()> {
        self.db.execute(
            "UPDATE number_block SET published = 1 WHERE id = ?1",
            [id.to_string()],
        )?;
        Ok(())
    }

    /// Passes over numbers of every counter, and marks of laptops, that may have been given out unknown to this server.
    pub(crate) fn leap(&mut self, numbers: u32, marks: i64) -> Result<()> {
        let counters = {
            let mut all = self.db.prepare(
                "SELECT village, series, year, max(last) FROM number_block GROUP BY village, series, year",
            )?;
            let rows = all.query_map([], |row| {
                let counter = Counter {
                    village: row.get(0)?,
                    series: row.get(1)?,
                    year: row.get(2)?,
                };
                Ok((counter, row.get::<_, u32>(3)?))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()?
        };
        let together = self.db.unchecked_transaction()?;
        for (counter, last) in counters {
            let next = (last + 1).max(start_of(&self.db, &counter)?);
            self.start_numbers_at(&counter, next.saturating_add(numbers))?;
        }
        self.leap_marks(marks)?;
        together.commit()?;
        Ok(())
    }

    /// The office says that numbers below this one are used elsewhere, such as letters written by hand.
    pub(crate) fn start_numbers_at(&self, counter: &Counter, next: u32) -> Result<()> {
        self.set_meta(&start_name(counter), &next.to_string())
    }
}

fn start_name(counter: &Counter) -> String {
    format!(
        "numbers:{}:{}:{}",
        counter.village, counter.series, counter.year
    )
}

fn next_of(db: &Connection, counter: &Counter) -> Result<u32> {
    let after: Option<u32> = db.query_row(
        "SELECT max(last) FROM number_block WHERE village = ?1 AND series = ?2 AND year = ?3",
        params![counter.village, counter.series, counter.year],
        |row| row.get(0),
    )?;
    Ok(after.map_or(1, |last| last + 1).max(start_of(db, counter)?))
}

fn start_of(db: &Connection, counter: &Counter) -> Result<u32> {
    let found: Option<String> = db
        .query_row(
            "SELECT value FROM meta WHERE name = ?1",
            [start_name(counter)],
            |row| row.get(0),
        )
        .optional()?;
    Ok(found.and_then(|text| text.parse().ok()).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devices::Device;
    use jemput_domain::id::OfficerId;

    fn counter() -> Counter {
        Counter {
            village: "33.02.04.2007".into(),
            series: "domisili".into(),
            year: 2026,
        }
    }

    fn desk_with(devices: &[u128]) -> (Desk, Vec<DeviceId>) {
        let mut desk = Desk::in_memory();
        let ids: Vec<DeviceId> = devices
            .iter()
            .map(|n| DeviceId(Uuid::from_u128(*n)))
            .collect();
        for (id, n) in ids.iter().zip(1..) {
            let (code, _) = desk.new_device_code(&[1; 32], "", &[], 0).unwrap();
            let device = Device {
                id: *id,
                name: format!("Laptop {n}"),
                mark: desk.free_mark().unwrap(),
                public_key: [n; 32],
                villages: Vec::new(),
                officer: OfficerId(Uuid::nil()),
                officer_name: String::new(),
                certificate: Vec::new(),
                not_before: 0,
                not_after: 1,
                revoked_at: None,
                lost_since: None,
                retired_at: None,
                enrolled: 0,
                last_contact: None,
            };
            desk.add_device(&device, &code.hash(&[1; 32])).unwrap();
        }
        (desk, ids)
    }

    #[test]
    fn two_laptops_never_get_the_same_number() {
        let (mut desk, ids) = desk_with(&[1, 2]);
        let first = desk.reserve(ids[0], &counter(), 0).unwrap();
        let second = desk.reserve(ids[1], &counter(), 0).unwrap();
        let third = desk.reserve(ids[0], &counter(), 0).unwrap();
        assert_eq!((first.first, first.last), (1, 100));
        assert_eq!((second.first, second.last), (101, 200));
        assert_eq!((third.first, third.last), (201, 300));
        assert_eq!(desk.blocks_of(ids[0], &counter()).unwrap(), [first, third]);
    }

    #[test]
    fn a_new_year_and_another_series_count_from_one() {
        let (mut desk, ids) = desk_with(&[1]);
        desk.reserve(ids[0], &counter(), 0).unwrap();
        let next_year = Counter {
            year: 2027,
            ..counter()
        };
        assert_eq!(desk.reserve(ids[0], &next_year, 0).unwrap().first, 1);
        let other = Counter {
            series: "usaha".into(),
            ..counter()
        };
        assert_eq!(desk.reserve(ids[0], &other, 0).unwrap().first, 1);
    }

    #[test]
    fn numbers_used_by_hand_are_passed_over_but_the_count_never_goes_back() {
        let (mut desk, ids) = desk_with(&[1]);
        desk.start_numbers_at(&counter(), 418).unwrap();
        assert_eq!(desk.reserve(ids[0], &counter(), 0).unwrap().first, 418);
        desk.start_numbers_at(&counter(), 5).unwrap();
        assert_eq!(desk.reserve(ids[0], &counter(), 0).unwrap().first, 518);
    }

    #[test]
    fn after_a_leap_no_counter_and_no_mark_meets_what_was_given_out_meanwhile() {
        let (mut desk, ids) = desk_with(&[1]);
        desk.reserve(ids[0], &counter(), 0).unwrap();
        assert_eq!(desk.free_mark().unwrap(), "P02");
        desk.leap(1000, 50).unwrap();
        assert_eq!(desk.reserve(ids[0], &counter(), 0).unwrap().first, 1101);
        assert_eq!(desk.reserve(ids[0], &counter(), 0).unwrap().first, 1201);
        assert_eq!(desk.free_mark().unwrap(), "P52");
        desk.leap(1000, 50).unwrap();
        assert_eq!(desk.reserve(ids[0], &counter(), 0).unwrap().first, 2301);
        assert_eq!(desk.free_mark().unwrap(), "P102");
    }

    #[test]
    fn numbers_below_the_highest_one_on_paper_are_not_left() {
        let (mut desk, ids) = desk_with(&[1, 2]);
        desk.reserve(ids[0], &counter(), 0).unwrap();
        desk.reserve(ids[1], &counter(), 0).unwrap();
        assert_eq!(desk.numbers_left(ids[0], &counter(), &[]).unwrap(), 100);
        desk.note_number(&counter(), 3).unwrap();
        desk.note_number(&counter(), 3).unwrap();
        desk.note_number(&counter(), 101).unwrap();
        assert_eq!(desk.numbers_left(ids[0], &counter(), &[]).unwrap(), 97);
        assert_eq!(desk.numbers_left(ids[1], &counter(), &[]).unwrap(), 99);
        let elsewhere = [(1, 50), (90, 300)];
        let left = desk.numbers_left(ids[0], &counter(), &elsewhere).unwrap();
        assert_eq!(left, 39, "51 to 89");
        assert_eq!(
            desk.numbers_left(ids[1], &counter(), &elsewhere).unwrap(),
            0
        );
    }

    #[test]
    fn a_block_stays_unpublished_until_its_record_is_written() {
        let (mut desk, ids) = desk_with(&[1]);
        let block = desk.reserve(ids[0], &counter(), 0).unwrap();
        assert_eq!(
            desk.unpublished_blocks().unwrap(),
            std::slice::from_ref(&block)
        );
        desk.block_published(block.id).unwrap();
        assert_eq!(desk.unpublished_blocks().unwrap(), []);
    }
}
