//! Letter numbers on this laptop: blocks that the office reserved, and their high-water mark outside the database.
//!
//! The mark lies in a second place that is tied to the machine. When it disagrees with the database (a restored backup,
//! a copied disk, a new machine) numbers may be on paper that this database does not know, so the rest of the block is
//! burned and the laptop's own series goes on, behind its own mark. They are compared in the very transaction in which a
//! number is taken: an older database also has blocks yet to come, from which numbers were printed long ago.

mod moved;

mod view;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use jemput_domain::{
    date::Date,
    id::BlockId,
    letter::VillageProfile,
    number::{Burned, NumberBlock, NumberFormat, NumberParts, Serial, SeriesKey, Stock},
    service::{Reset, Service},
};
pub(crate) use jemput_store::register as records;
use jemput_store::{Store, Tx};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    App,
    error::{Result, coded},
    files,
    session::Session,
    transport::hex,
};

use moved::Origin;
pub(crate) use moved::{note_restored, office_is_at};

/// The `next` of every block and of every own series that this machine has printed from.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Marks {
    /// Hash of the machine's own id: a copied file is no mark.
    machine: String,
    next: BTreeMap<BlockId, u32>,
    /// By the counter's name.
    #[serde(default)]
    own: BTreeMap<String, u32>,
}

/// Where a counter is after a number was taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Block(BlockId, u32),
    Own(String, u32),
}

impl Mark {
    /// After a number of this stock was taken from a block, or from the own series.
    pub(crate) fn after(key: &SeriesKey, stock: &Stock, block: Option<BlockId>) -> Self {
        block
            .and_then(|id| stock.blocks.iter().find(|block| block.id == id))
            .map_or_else(
                || Self::Own(own_name(key), stock.own_next),
                |block| Self::Block(block.id, block.next),
            )
    }
}

/// A block as the office's record says it.
#[derive(Debug, Deserialize)]
struct Reserved {
    series: String,
    village: String,
    year: i16,
    from: u32,
    to: u32,
}

impl App {
    fn marks_path(&self) -> PathBuf {
        self.config.machine.join("nomor.json")
    }

    /// Marks of another machine, or none at all, count as none.
    fn marks(&self) -> Marks {
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

    /// Writes the mark of the counter from which a number was taken; before the printer gets a byte.
    pub(crate) fn note_mark(&self, mark: Mark) -> Result<()> {
        let mut marks = self.marks();
        match mark {
            Mark::Block(block, next) => marks.next.insert(block, next),
            Mark::Own(name, next) => marks.own.insert(name, next),
        };
        let bytes = serde_json::to_vec(&marks).map_err(|_| coded("internal"))?;
        Ok(files::replace(&self.marks_path(), &bytes)?)
    }

    /// Compares every counter with the marks; called once per sign-in, so that the office hears of burned numbers early.
    pub(crate) fn reconcile_numbers(&self, session: &Session) -> Result<()> {
        self.notice_move(session)?;
        let marks = self.marks();
        let mut store = session.store();
        let author = self.author(session);
        for key in counters(&store)? {
            if marks.compare(&key, &mut stock(&store, session, &key)?) == Compared::Agrees {
                continue;
            }
            store.transact(&author, |tx| -> Result<()> {
                let stock = self.stock_to_take_from(tx, session, &key, author.wall_ms)?;
                Ok(tx.set_stock(&key, &stock)?)
            })?;
        }
        Ok(())
    }

    /// The stock with all blocks that the office has sent by now, without what may be on paper already.
    pub(crate) fn stock_to_take_from(
        &self,
        tx: &mut Tx<'_>,
        session: &Session,
        key: &SeriesKey,
        now_ms: i64,
    ) -> Result<Stock> {
        let mut stock = stock_in(tx, session, key, Origin::within(tx)?)?;
        if let Compared::Differs(burned) = self.marks().compare(key, &mut stock) {
            tracing::warn!(
                blocks = burned.len(),
                "numbers passed over: the high-water mark disagrees"
            );
            moved::tell(tx, key, &burned, now_ms)?;
        }
        Ok(stock)
    }
}

/// What the marks say of a stock.
#[derive(Debug, PartialEq, Eq)]
enum Compared {
    Agrees,
    /// The stock is behind them; the blocks of which the rest was burned.
    Differs(Vec<Burned>),
}

impl Marks {
    /// Burns the rest of blocks that disagree, and moves the own series behind its mark.
    fn compare(&self, key: &SeriesKey, stock: &mut Stock) -> Compared {
        let before = stock.clone();
        let mut burned = Vec::new();
        for block in &mut stock.blocks {
            burned.extend(block.reconcile(agreed(self, block, &before)));
        }
        if let Some(own) = self.own.get(&own_name(key)) {
            stock.own_next = stock.own_next.max(*own);
        }
        if *stock == before {
            Compared::Agrees
        } else {
            Compared::Differs(burned)
        }
    }
}

/// Every counter of which this laptop has a stock or a block.
fn counters(store: &Store) -> Result<BTreeSet<SeriesKey>> {
    let kept = store.stocks()?.into_iter().map(|(key, _)| key);
    let reserved = store.records("number_block")?;
    let reserved = reserved.iter().filter_map(|record| {
        let block = record.to::<Reserved>().ok()?;
        Some(SeriesKey {
            village: block.village,
            series: block.series,
            year: block.year,
        })
    });
    Ok(kept.chain(reserved).collect())
}

/// A counter's name among the marks.
fn own_name(key: &SeriesKey) -> String {
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

/// Which counter a letter of this kind takes its number from today.
pub(crate) fn series_key(session: &Session, service: &Service, today: Date) -> Result<SeriesKey> {
    Ok(SeriesKey {
        village: session.membership.village()?.to_string(),
        series: service.series.clone(),
        year: match service.number_reset {
            Reset::Yearly => today.year(),
            Reset::Never => 0,
        },
    })
}

/// The stock with all blocks that the office has sent by now.
pub(crate) fn stock(store: &Store, session: &Session, key: &SeriesKey) -> Result<Stock> {
    let reserved = store.records("number_block")?;
    let used = store.records(records::ELSEWHERE)?;
    let kept = store.stock(key)?;
    with_blocks(session, key, kept, [&reserved, &used], Origin::of(store)?)
}

/// The number that the next letter would get; it is not reserved.
pub(crate) fn next(store: &Store, session: &Session, key: &SeriesKey) -> Result<Serial> {
    let mut stock = stock(store, session, key)?;
    let on_paper = store.serials(key)?;
    Ok(stock.take_free(|n| on_paper.contains(&n)).serial)
}

/// The same inside a transaction.
fn stock_in(tx: &Tx<'_>, session: &Session, key: &SeriesKey, origin: Origin) -> Result<Stock> {
    let reserved = tx.records("number_block")?;
    let used = tx.records(records::ELSEWHERE)?;
    let kept = tx.stock(key)?;
    with_blocks(session, key, kept, [&reserved, &used], origin)
}

fn with_blocks(
    session: &Session,
    key: &SeriesKey,
    kept: Option<Stock>,
    [reserved, used]: [&[jemput_store::Record]; 2],
    origin: Origin,
) -> Result<Stock> {
    let mut stock = match kept {
        Some(stock) => stock,
        None => {
            let mark = session.membership.answer.device_mark.parse();
            let mark = mark.map_err(|_| coded("membership-damaged"))?;
            origin.begun(Stock::empty(mark))
        }
    };
    for record in reserved {
        let id = BlockId(record.id);
        let Ok(block) = record.to::<Reserved>() else {
            continue;
        };
        let fits = origin.may_use(record.last_seq)
            && block.series == key.series
            && block.village == key.village
            && block.year == key.year;
        if fits && stock.blocks.iter().all(|known| known.id != id) {
            stock
                .blocks
                .extend(NumberBlock::new(id, block.from, block.to));
        }
    }
    stock.blocks.sort_by_key(|block| block.from);
    stock.used_elsewhere = records::elsewhere(used, key)
        .into_iter()
        .map(|used| (used.span.from, used.span.to))
        .collect();
    Ok(stock)
}

/// The number as it is printed.
pub(crate) fn format(
    service: &Service,
    village: &VillageProfile,
    serial: &Serial,
    today: Date,
) -> Result<String> {
    let parts = NumberParts {
        code: &service.classification,
        unit: &village.unit_code,
        serial,
        date: today,
    };
    NumberFormat::parse(&service.number_format)
        .and_then(|format| format.render(&parts))
        .map_err(|error| coded(error.code()))
}

/// A hash of what the operating system calls this machine; the id itself stays where it is.
fn machine_id() -> String {
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
        let own = BTreeMap::from([(own_name(&key), 4)]);
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
}
