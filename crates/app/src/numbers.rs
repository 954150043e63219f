//! Letter numbers on this laptop: blocks that the office reserved, and their high-water mark outside the database.
//!
//! The mark lies in a second place that is tied to the machine. When it disagrees with the database (a restored backup,
//! a copied disk, a new machine) numbers may be on paper that this database does not know, so the rest of the block is
//! burned and the laptop's own series goes on, behind its own mark. They are compared in the very transaction in which a
//! number is taken: an older database also has blocks yet to come, from which numbers were printed long ago.

mod marks;
mod moved;
mod view;

use std::collections::BTreeSet;

use jemput_domain::{
    date::Date,
    id::BlockId,
    letter::VillageProfile,
    number::{Burned, NumberBlock, NumberFormat, NumberParts, Serial, SeriesKey, Stock},
    service::{Reset, Service},
};
pub(crate) use jemput_store::register as records;
use jemput_store::{Store, Tx};
use serde::Deserialize;

use crate::{
    App,
    error::{Result, coded},
    session::Session,
};

use marks::Compared;
pub(crate) use marks::Mark;
use moved::Origin;
pub(crate) use moved::{note_restored, office_is_at};

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
        let mut passed_over = Vec::new();
        if let Compared::Differs(burned) = self.marks().compare(key, &mut stock) {
            passed_over = burned;
            tracing::warn!("numbers passed over: the high-water mark disagrees");
        }
        let given_twice =
            give_up_twice_given(session, key, &tx.records(records::HOLDER)?, &mut stock);
        if !given_twice.is_empty() {
            tracing::warn!("numbers passed over: the office gave them to another laptop too");
            passed_over.extend(given_twice);
        }
        moved::tell(tx, key, &passed_over, now_ms)?;
        Ok(stock)
    }

    /// The number that the next letter would get; it is not reserved.
    pub(crate) fn next_serial(
        &self,
        store: &Store,
        session: &Session,
        key: &SeriesKey,
    ) -> Result<Serial> {
        let mut stock = stock(store, session, key)?;
        give_up_twice_given(session, key, &store.records(records::HOLDER)?, &mut stock);
        let (on_paper, printed) = (store.serials(key)?, self.printed_here(key));
        let taken = stock.take_free(|n| on_paper.contains(&n) || printed.contains(n));
        Ok(taken.serial)
    }
}

/// Gives up blocks with numbers that another laptop holds too, as far as is known here: an office that was put back from
/// a copy by hand gives out again what it forgot, until it hears of it. The office is told and sends others.
fn give_up_twice_given(
    session: &Session,
    key: &SeriesKey,
    holders: &[jemput_store::Record],
    stock: &mut Stock,
) -> Vec<Burned> {
    let others = held_by_others(session, key, holders);
    stock
        .blocks
        .iter_mut()
        .filter(|block| {
            others
                .iter()
                .any(|held| held.from <= block.to && block.next <= held.to)
        })
        .filter_map(NumberBlock::burn)
        .collect()
}

/// Blocks of a counter that other laptops hold, as far as is known here.
pub(crate) fn held_by_others(
    session: &Session,
    key: &SeriesKey,
    holders: &[jemput_store::Record],
) -> Vec<records::Held> {
    let mut held = records::holders(holders, key);
    held.retain(|held| held.device != session.profile.device);
    held
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
