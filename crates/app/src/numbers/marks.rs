//! The marks: what this machine has printed, in a file beside the database.
//!
//! They compare with a database that may be another one: restored, copied, or of an office that was put back and gives the
//! same numbers out again.

use std::{collections::BTreeMap, fs, path::PathBuf};

use jemput_domain::{
    id::BlockId,
    number::{Burned, NumberBlock, SeriesKey, Stock},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    App,
    error::{Result, coded},
    files,
    transport::hex,
};

/// The `next` of every block and of every own series that this machine has printed from, and the numbers themselves.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marks {
    /// Hash of the machine's own id: a copied file is no mark.
    machine: String,
    next: BTreeMap<BlockId, u32>,
    /// By the counter's name.
    #[serde(default)]
    own: BTreeMap<String, u32>,
    /// Plain numbers on paper, by the counter's name: an office that was put back gives them out again in another block.
    #[serde(default)]
    printed: BTreeMap<String, Spans>,
}

/// Where a counter is after a number was taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The counter's name.
    counter: String,
    taken: Taken,
}

#[derive(Debug, PartialEq, Eq)]
enum Taken {
    Block { id: BlockId, next: u32, number: u32 },
    Own { next: u32 },
    ByHand { number: u32 },
}

impl Mark {
    /// After a number of this stock was taken from a block, or from the own series.
    pub(crate) fn after(key: &SeriesKey, stock: &Stock, block: Option<BlockId>) -> Self {
        let block = block.and_then(|id| stock.blocks.iter().find(|block| block.id == id));
        Self {
            counter: name(key),
            taken: match block {
                Some(block) => Taken::Block {
                    id: block.id,
                    next: block.next,
                    number: block.next - 1,
                },
                None => Taken::Own {
                    next: stock.own_next,
                },
            },
        }
    }

    /// After a number was given by hand.
    pub(crate) fn by_hand(key: &SeriesKey, number: u32) -> Self {
        Self {
            counter: name(key),
            taken: Taken::ByHand { number },
        }
    }
}

impl App {
    fn marks_path(&self) -> PathBuf {
        self.config.machine.join("nomor.json")
    }

    /// Marks of another machine, or none at all, count as none.
    pub(super) fn marks(&self) -> Marks {
        let machine = machine_id();
        fs::read(self.marks_path())
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Marks>(&bytes).ok())
            .filter(|marks| marks.machine == machine)
            .unwrap_or(Marks {
                machine,
                ..Marks::default()
            })
    }

    /// Numbers of a counter that this machine has put on paper, whatever the database knows.
    pub(crate) fn printed_here(&self, key: &SeriesKey) -> Spans {
        self.marks().printed.remove(&name(key)).unwrap_or_default()
    }

    /// Writes the mark of the counter from which a number was taken; before the printer gets a byte.
    pub(crate) fn note_mark(&self, mark: Mark) -> Result<()> {
        let mut marks = self.marks();
        marks.note(mark);
        let bytes = serde_json::to_vec(&marks).map_err(|_| coded("internal"))?;
        Ok(files::replace(&self.marks_path(), &bytes)?)
    }
}

/// Numbers, as first and last of each run: they are mostly taken in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spans(Vec<(u32, u32)>);

impl Spans {
    pub(crate) fn contains(&self, n: u32) -> bool {
        self.0.iter().any(|(from, to)| (*from..=*to).contains(&n))
    }

    fn add(&mut self, n: u32) {
        if self.contains(n) {
            return;
        }
        match self.0.iter_mut().find(|(_, to)| *to + 1 == n) {
            Some(run) => run.1 = n,
            None => self.0.push((n, n)),
        }
    }
}

/// What the marks say of a stock.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Compared {
    Agrees,
    /// The stock is behind them; the blocks of which the rest was burned.
    Differs(Vec<Burned>),
}

impl Marks {
    fn note(&mut self, mark: Mark) {
        let number = match mark.taken {
            Taken::Block { id, next, number } => {
                self.next.insert(id, next);
                number
            }
            Taken::Own { next } => {
                self.own.insert(mark.counter, next);
                return;
            }
            Taken::ByHand { number } => number,
        };
        self.printed.entry(mark.counter).or_default().add(number);
    }

    /// Burns the rest of blocks that disagree, and moves the own series behind its mark.
    pub(super) fn compare(&self, key: &SeriesKey, stock: &mut Stock) -> Compared {
        let before = stock.clone();
        let mut burned = Vec::new();
        for block in &mut stock.blocks {
            burned.extend(block.reconcile(agreed(self, block, &before)));
        }
        if let Some(own) = self.own.get(&name(key)) {
            stock.own_next = stock.own_next.max(*own);
        }
        if *stock == before {
            Compared::Agrees
        } else {
            Compared::Differs(burned)
        }
    }
}

/// A counter's name among the marks.
fn name(key: &SeriesKey) -> String {
    format!("{} {} {}", key.village, key.series, key.year)
}

/// The mark to compare with. The database may be one letter ahead: the power went between the letter's transaction and
/// the mark, so the letter and its number are known here and nothing is lost.
fn agreed(marks: &Marks, block: &NumberBlock, stock: &Stock) -> Option<u32> {
    let mark = marks.next.get(&block.id).copied();
    // Numbers that are used elsewhere are passed over with the letter that took the one behind them.
    let taken = (mark.unwrap_or(block.from)..block.next)
        .filter(|n| !stock.is_used_elsewhere(*n))
        .count();
    if taken == 1 { Some(block.next) } else { mark }
}

/// A hash of what the operating system calls this machine; the id itself stays where it is.
pub(super) fn machine_id() -> String {
    let id = ["/etc/machine-id", "/var/lib/dbus/machine-id"]
        .iter()
        .find_map(|path| fs::read_to_string(path).ok())
        .unwrap_or_default();
    hex(&Sha256::digest(format!("jemput-machine\n{}", id.trim()))[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(next: u32) -> NumberBlock {
        NumberBlock {
            id: BlockId(uuid::Uuid::nil()),
            from: 1,
            to: 100,
            next,
        }
    }

    fn none() -> Stock {
        Stock::empty("P01".parse().unwrap())
    }

    fn marks(next: Option<u32>) -> Marks {
        Marks {
            next: next
                .map(|next| (BlockId(uuid::Uuid::nil()), next))
                .into_iter()
                .collect(),
            ..Marks::default()
        }
    }

    #[test]
    fn a_restored_database_burns_the_rest_of_its_block() {
        let mut restored = block(5);
        let burned = restored
            .reconcile(agreed(&marks(Some(9)), &restored, &none()))
            .expect("burned");
        assert_eq!((burned.from, burned.to), (5, 100));
    }

    #[test]
    fn a_database_of_before_the_first_letter_is_behind_its_marks_too() {
        let key = SeriesKey {
            village: "33.02.04.2007".into(),
            series: "surat".into(),
            year: 2026,
        };
        let mut stock = Stock {
            blocks: vec![block(1)],
            ..Stock::empty("P01".parse().unwrap())
        };
        let own = BTreeMap::from([(name(&key), 4)]);
        let marks = Marks {
            own,
            ..marks(Some(3))
        };
        let Compared::Differs(burned) = marks.compare(&key, &mut stock) else {
            panic!("it is behind");
        };
        assert_eq!((burned[0].from, burned[0].to), (1, 100));
        assert_eq!(stock.own_next, 4);
        assert_eq!(marks.compare(&key, &mut stock), Compared::Agrees);
    }

    #[test]
    fn a_power_cut_between_letter_and_mark_burns_nothing() {
        let mut ahead = block(6);
        assert_eq!(
            ahead.reconcile(agreed(&marks(Some(5)), &ahead, &none())),
            None
        );
        let mut first = block(2);
        assert_eq!(first.reconcile(agreed(&marks(None), &first, &none())), None);
    }

    #[test]
    fn numbers_used_elsewhere_between_letter_and_mark_burn_nothing() {
        let stock = Stock {
            used_elsewhere: vec![(5, 8)],
            ..none()
        };
        let mut ahead = block(10);
        let mark = agreed(&marks(Some(5)), &ahead, &stock);
        assert_eq!(ahead.reconcile(mark), None);
        let mut two = block(11);
        let mark = agreed(&marks(Some(5)), &two, &stock);
        assert!(two.reconcile(mark).is_some());
    }

    #[test]
    fn a_database_on_a_machine_without_its_marks_burns_what_was_begun() {
        let mut moved = block(40);
        assert!(
            moved
                .reconcile(agreed(&marks(None), &moved, &none()))
                .is_some()
        );
    }

    #[test]
    fn a_number_that_this_machine_printed_is_known_in_whatever_block_it_comes_again() {
        let key = SeriesKey {
            village: "33.02.04.2007".into(),
            series: "surat".into(),
            year: 2026,
        };
        let mut marks = Marks::default();
        let mut stock = Stock {
            blocks: vec![block(1)],
            ..none()
        };
        for _ in 0..3 {
            let taken = stock.take();
            marks.note(Mark::after(&key, &stock, taken.block));
        }
        marks.note(Mark::by_hand(&key, 9));
        let printed = &marks.printed[&name(&key)];
        assert_eq!(printed.0, [(1, 3), (9, 9)]);
        let mut again = Stock {
            blocks: vec![NumberBlock {
                id: BlockId(uuid::Uuid::max()),
                ..block(1)
            }],
            ..none()
        };
        let next = again.take_free(|n| printed.contains(n));
        assert_eq!(next.serial.to_string(), "004");
    }

    #[test]
    fn marks_of_before_can_be_read() {
        let before = r#"{"machine":"a","next":{"00000000-0000-0000-0000-000000000000":4}}"#;
        let marks: Marks = serde_json::from_str(before).unwrap();
        assert_eq!(marks.next[&BlockId(uuid::Uuid::nil())], 4);
        assert!(marks.printed.is_empty());
    }
}
