//! Reserved blocks of numbers, and the laptop's own series when they are empty.

use serde::{Deserialize, Serialize};

use super::{DeviceMark, Serial};
use crate::id::BlockId;

/// At or below this many numbers the officer is told to sync before the next trip.
pub const LOW_STOCK: u32 = 20;

/// Numbers reserved for one laptop in one series and year: `from..=to`, of which those below `next` are used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberBlock {
    /// The reservation.
    pub id: BlockId,
    /// First number.
    pub from: u32,
    /// Last number.
    pub to: u32,
    /// The number that the next letter gets; `to + 1` = used up.
    pub next: u32,
}

/// Numbers that will never be used, with the reason for the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Burned {
    /// The block they belong to.
    pub block: BlockId,
    /// First burned number.
    pub from: u32,
    /// Last burned number.
    pub to: u32,
}

impl NumberBlock {
    /// A fresh block; `None` when the bounds are the wrong way round, start at 0 or reach the end of the numbers.
    #[must_use]
    pub fn new(id: BlockId, from: u32, to: u32) -> Option<Self> {
        (from >= 1 && from <= to && to < u32::MAX).then_some(Self {
            id,
            from,
            to,
            next: from,
        })
    }

    /// How many numbers are left.
    #[must_use]
    pub fn left(&self) -> u32 {
        (self.to + 1).saturating_sub(self.next.max(self.from))
    }

    /// Gives up the rest; `None` when nothing was left.
    pub fn burn(&mut self) -> Option<Burned> {
        let from = self.next.max(self.from);
        let burned = (from <= self.to).then_some(Burned {
            block: self.id,
            from,
            to: self.to,
        });
        self.next = self.to + 1;
        burned
    }

    /// Compares the block with its high-water mark in the second place that is tied to the machine.
    ///
    /// The mark is the `next` that was last written there, `None` where nothing was. Any difference means a
    /// restored database, a cloned disk or a new machine: numbers may be out on paper that this database does not
    /// know, so the rest is burned. A block without a mark that was never used is as good as new.
    pub fn reconcile(&mut self, mark: Option<u32>) -> Option<Burned> {
        let agrees = match mark {
            Some(mark) => mark == self.next,
            None => self.next == self.from,
        };
        if agrees { None } else { self.burn() }
    }
}

/// A number taken, and where from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The place in the series.
    pub serial: Serial,
    /// The block, whose mark must be written before the printer gets a byte; `None` = the laptop's own series.
    pub block: Option<BlockId>,
    /// Numbers passed over because the office says that they were used by hand or elsewhere.
    pub skipped: Vec<u32>,
}

/// All that one laptop has for one series and year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stock {
    /// Reserved blocks in the order of use.
    pub blocks: Vec<NumberBlock>,
    /// The laptop's mark.
    pub mark: DeviceMark,
    /// The next number of the laptop's own series, from 1; it never goes back.
    pub own_next: u32,
    /// Ranges (first, last) that the office declared used elsewhere, such as letters written by hand.
    #[serde(default)]
    pub used_elsewhere: Vec<(u32, u32)>,
}

impl Stock {
    /// A laptop without any block.
    #[must_use]
    pub fn empty(mark: DeviceMark) -> Self {
        Self {
            blocks: Vec::new(),
            mark,
            own_next: 1,
            used_elsewhere: Vec::new(),
        }
    }

    /// The number that [`Self::take`] would give, for the preview; it is not reserved.
    #[must_use]
    pub fn peek(&self) -> Serial {
        self.clone().take().serial
    }

    /// Takes the next number: from the first block that has one, else from the laptop's own series.
    pub fn take(&mut self) -> Taken {
        self.take_free(|_| false)
    }

    /// The same, passing over numbers that stand on a letter already: somebody gave one by hand.
    pub fn take_free(&mut self, on_paper: impl Fn(u32) -> bool) -> Taken {
        let mut skipped = Vec::new();
        for block in &mut self.blocks {
            block.next = block.next.max(block.from);
            while block.next <= block.to {
                let n = block.next;
                block.next += 1;
                if is_used(&self.used_elsewhere, n) || on_paper(n) {
                    skipped.push(n);
                } else {
                    return Taken {
                        serial: Serial::Block(n),
                        block: Some(block.id),
                        skipped,
                    };
                }
            }
        }
        let n = self.own_next;
        self.own_next += 1;
        Taken {
            serial: Serial::Own {
                mark: self.mark.clone(),
                n,
            },
            block: None,
            skipped,
        }
    }

    /// How many plain numbers are left.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.blocks
            .iter()
            .flat_map(|block| block.next.max(block.from)..=block.to)
            .filter(|n| !self.is_used_elsewhere(*n))
            .count()
            .try_into()
            .unwrap_or(u32::MAX)
    }

    /// Whether the office says that the number was used by hand or elsewhere.
    #[must_use]
    pub fn is_used_elsewhere(&self, n: u32) -> bool {
        is_used(&self.used_elsewhere, n)
    }

    /// The block that a number belongs to.
    #[must_use]
    pub fn block_of(&self, n: u32) -> Option<&NumberBlock> {
        self.blocks
            .iter()
            .find(|block| (block.from..=block.to).contains(&n))
    }

    /// Whether the officer should be told to refill ([`LOW_STOCK`]).
    #[must_use]
    pub fn is_low(&self) -> bool {
        self.left() <= LOW_STOCK
    }

    /// The office sets the next number: every block gives up what lies below.
    ///
    /// A number at or below the last one used changes nothing: what is printed is never given again.
    pub fn skip_to(&mut self, next: u32) {
        for block in &mut self.blocks {
            block.next = block.next.max(next).min(block.to + 1);
        }
    }
}

fn is_used(ranges: &[(u32, u32)], n: u32) -> bool {
    ranges.iter().any(|(from, to)| (*from..=*to).contains(&n))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn block(id: u128, from: u32, to: u32) -> NumberBlock {
        NumberBlock::new(BlockId(Uuid::from_u128(id)), from, to).unwrap()
    }

    fn stock(mark: &str, blocks: Vec<NumberBlock>) -> Stock {
        Stock {
            blocks,
            ..Stock::empty(mark.parse().unwrap())
        }
    }

    #[test]
    fn an_empty_block_prints_on_in_the_own_series() {
        let mut stock = stock("P07", vec![block(1, 5, 6)]);
        let serials: Vec<String> = (0..4).map(|_| stock.take().serial.to_string()).collect();
        assert_eq!(serials, ["005", "006", "P07-001", "P07-002"]);
        assert_eq!(stock.left(), 0);
    }

    #[test]
    fn twenty_left_is_low_and_twenty_one_is_not() {
        let mut stock = stock("P07", vec![block(1, 1, 21)]);
        assert!(!stock.is_low());
        stock.take();
        assert_eq!(stock.left(), 20);
        assert!(stock.is_low());
    }

    #[test]
    fn a_mismatch_with_the_second_place_burns_the_rest() {
        let mut fresh = block(1, 10, 19);
        assert_eq!(fresh.reconcile(None), None);
        let mut used = NumberBlock {
            next: 14,
            ..block(1, 10, 19)
        };
        assert_eq!(used.clone().reconcile(Some(14)), None);
        // A restored backup: the second place is ahead.
        assert_eq!(
            used.clone().reconcile(Some(17)),
            Some(Burned {
                block: used.id,
                from: 14,
                to: 19
            })
        );
        // A new machine: no mark at all.
        assert!(used.reconcile(None).is_some());
        assert_eq!(used.left(), 0);
        assert_eq!(used.burn(), None);
    }

    #[test]
    fn numbers_written_by_hand_are_passed_over_and_told() {
        let mut stock = stock("P07", vec![block(1, 1, 5)]);
        stock.used_elsewhere = vec![(2, 3)];
        assert_eq!(stock.left(), 3);
        assert_eq!(stock.take().serial, Serial::Block(1));
        let taken = stock.take();
        assert_eq!(
            (taken.serial, taken.skipped),
            (Serial::Block(4), vec![2, 3])
        );
    }

    #[test]
    fn a_number_that_stands_on_a_letter_already_is_never_given() {
        let mut stock = stock("P07", vec![block(1, 1, 5)]);
        let by_hand = [1, 3];
        let serials: Vec<String> = (0..4)
            .map(|_| stock.take_free(|n| by_hand.contains(&n)).serial.to_string())
            .collect();
        assert_eq!(serials, ["002", "004", "005", "P07-001"]);
    }

    #[test]
    fn setting_the_next_number_never_goes_back() {
        let mut stock = stock("P07", vec![block(1, 1, 9)]);
        for _ in 0..4 {
            stock.take();
        }
        stock.skip_to(2);
        assert_eq!(stock.take().serial, Serial::Block(5));
        stock.skip_to(9);
        assert_eq!(stock.peek(), Serial::Block(9));
        stock.skip_to(500);
        assert!(matches!(stock.take().serial, Serial::Own { n: 1, .. }));
    }

    #[test]
    fn a_block_needs_sensible_bounds() {
        let id = BlockId(Uuid::nil());
        assert!(NumberBlock::new(id, 0, 5).is_none());
        assert!(NumberBlock::new(id, 6, 5).is_none());
        assert!(NumberBlock::new(id, 1, u32::MAX).is_none());
    }

    /// What can happen to a laptop between two letters.
    #[derive(Debug, Clone)]
    enum Step {
        Take(usize),
        Refill(usize, u32),
        SkipTo(usize, u32),
        UsedByHand(u32),
        /// The database goes back to what it was some letters ago; the second place does not.
        Restore(usize),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            6 => (0..2usize).prop_map(Step::Take),
            2 => (0..2usize, 1..6u32).prop_map(|(laptop, size)| Step::Refill(laptop, size)),
            1 => (0..2usize, 0..60u32).prop_map(|(laptop, n)| Step::SkipTo(laptop, n)),
            1 => (1..60u32).prop_map(Step::UsedByHand),
            1 => (0..2usize).prop_map(Step::Restore),
        ];
        prop::collection::vec(step, 1..80)
    }

    proptest! {
        // #11425: two laptops without a network never print the same number.
        #[test]
        fn no_number_is_given_twice(steps in steps()) {
            let mut laptops = [stock("P07", vec![]), stock("P08", vec![])];
            let mut backups = laptops.clone();
            // The second place: the next number per block, and the own series.
            let mut marks = [std::collections::BTreeMap::new(), std::collections::BTreeMap::new()];
            let mut own_marks = [1u32, 1];
            let mut by_hand = BTreeSet::new();
            let mut printed = BTreeSet::new();
            let mut reserved = 0u32;
            let mut ids = 0u128;
            for step in steps {
                match step {
                    Step::Take(laptop) => {
                        let taken = laptops[laptop].take();
                        for block in &laptops[laptop].blocks {
                            marks[laptop].insert(block.id, block.next);
                        }
                        own_marks[laptop] = laptops[laptop].own_next;
                        if let Serial::Block(n) = taken.serial {
                            prop_assert!(!by_hand.contains(&n), "{n} was written by hand");
                        }
                        prop_assert!(printed.insert(taken.serial.padded(3)), "{} twice", taken.serial);
                    }
                    Step::Refill(laptop, size) => {
                        ids += 1;
                        laptops[laptop].blocks.push(block(ids, reserved + 1, reserved + size));
                        reserved += size;
                    }
                    Step::SkipTo(laptop, n) => {
                        laptops[laptop].skip_to(n);
                        for block in &laptops[laptop].blocks {
                            marks[laptop].insert(block.id, block.next);
                        }
                    }
                    Step::UsedByHand(n) => {
                        if !printed.contains(&Serial::Block(n).padded(3)) {
                            by_hand.insert(n);
                            for laptop in &mut laptops {
                                laptop.used_elsewhere.push((n, n));
                            }
                        }
                    }
                    Step::Restore(laptop) => {
                        let used_elsewhere = laptops[laptop].used_elsewhere.clone();
                        let back = std::mem::replace(&mut laptops[laptop], backups[laptop].clone());
                        backups[laptop] = back;
                        let stock = &mut laptops[laptop];
                        stock.used_elsewhere = used_elsewhere;
                        for block in &mut stock.blocks {
                            block.reconcile(marks[laptop].get(&block.id).copied());
                        }
                        for block in &stock.blocks {
                            marks[laptop].insert(block.id, block.next);
                        }
                        stock.own_next = stock.own_next.max(own_marks[laptop]);
                    }
                }
            }
        }
    }
}
