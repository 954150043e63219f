//! What the officer sees of the numbers: how many are left, when to sync, and whether the own series is in use.

use jemput_domain::{
    number::{LOW_STOCK, SeriesKey, Stock},
    service::Service,
};
use jemput_wire::{
    numbers::{BlockView, ElsewhereView, NumberList, SeriesView},
    today::NumberStock,
};

use super::{format, records, series_key, stock};
use crate::{App, error::Result, session::Session};

impl App {
    /// All numbers of this laptop together, for the first screen.
    pub(crate) fn number_stock(
        &self,
        session: &Session,
        services: &[Service],
    ) -> Result<NumberStock> {
        let mut view = NumberStock {
            left: 0,
            of: 0,
            low: services.is_empty(),
            own_series: services.is_empty(),
        };
        for (key, _) in self.series(session, services)? {
            let stock = stock(&session.store(), session, &key)?;
            view.left += stock.left();
            view.of += size(&stock);
            view.low |= stock.is_low();
            view.own_series |= stock.left() == 0;
        }
        Ok(view)
    }

    /// Each series that letters of today count in, with the kinds that share it.
    fn series<'a>(
        &self,
        session: &Session,
        services: &'a [Service],
    ) -> Result<Vec<(SeriesKey, Vec<&'a Service>)>> {
        let today = self.letter_day(session)?.date;
        let mut all: Vec<(SeriesKey, Vec<&Service>)> = Vec::new();
        for service in services {
            let key = series_key(session, service, today)?;
            match all.iter_mut().find(|(known, _)| *known == key) {
                Some((_, kinds)) => kinds.push(service),
                None => all.push((key, vec![service])),
            }
        }
        Ok(all)
    }

    pub(crate) fn number_list(&self, _: NumberList) -> Result<Vec<SeriesView>> {
        let session = self.session()?;
        let services = self.services(&session)?;
        let day = self.letter_day(&session)?.date;
        let village = self.village_of(&session)?;
        let mut views = Vec::new();
        for (key, kinds) in self.series(&session, &services)? {
            let (stock, serial, used) = {
                let store = session.store();
                let used = store.records(records::ELSEWHERE)?;
                (
                    stock(&store, &session, &key)?,
                    self.next_serial(&store, &session, &key)?,
                    records::elsewhere(&used, &key),
                )
            };
            // A village without its short code has no number to show; the print says so.
            let first = kinds
                .first()
                .map(|kind| format(kind, &village, &serial, day));
            views.push(SeriesView {
                next: first.and_then(Result::ok).unwrap_or_default(),
                left: stock.left(),
                of: size(&stock),
                low_at: LOW_STOCK,
                low: stock.is_low(),
                own_series: stock.left() == 0,
                mark: stock.mark.as_str().to_owned(),
                blocks: blocks(&stock),
                elsewhere: used
                    .into_iter()
                    .map(|used| ElsewhereView {
                        from: used.span.from,
                        to: used.span.to,
                        reason: used.reason,
                    })
                    .collect(),
                kinds: kinds.iter().map(|kind| kind.title.clone()).collect(),
                year: key.year,
                series: key.series,
            });
        }
        Ok(views)
    }
}

fn size(stock: &Stock) -> u32 {
    stock
        .blocks
        .iter()
        .map(|block| block.to + 1 - block.from)
        .sum()
}

fn blocks(stock: &Stock) -> Vec<BlockView> {
    let one = |block: &jemput_domain::number::NumberBlock| {
        let free = (block.next.max(block.from)..=block.to).filter(|n| !stock.is_used_elsewhere(*n));
        BlockView {
            from: block.from,
            to: block.to,
            left: free.count().try_into().unwrap_or(u32::MAX),
        }
    };
    stock.blocks.iter().map(one).collect()
}
