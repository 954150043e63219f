//! The audit for the console: who saw, printed, exported, came and went, as a list and as a workbook.

use anyhow::{Context as _, Result};
use jemput_domain::{
    audit::{Deed, Listing},
    date::{self, Zone},
};
use jemput_wire::{
    AppError,
    office::{Act, AuditPage, AuditQuery, DeedRow, Doer, Role},
};
use uuid::Uuid;

use super::{book::BookFile, devices::moment, names::Names, page};
use crate::{
    fault::{self, bad},
    office::Office,
    review::{DeedFilter, Done},
};

/// Rows of a file at most; of more the days are to be narrowed.
const MOST_ROWS: u32 = 200_000;
/// Looks that a resident's page tells of.
const LOOKS: u32 = 50;

impl Office {
    /// A page of the audit, for somebody with these roles.
    pub(crate) fn audit_page(
        &self,
        query: &AuditQuery,
        roles: &[Role],
    ) -> fault::Result<AuditPage> {
        let (offset, limit) = page(query.offset, query.limit);
        let filter = self.filter(query)?;
        let (deeds, total, doers, behind) = {
            let lists = self.review()?;
            let deeds = lists.deeds(&filter, offset, limit)?;
            let total = lists.deed_count(&filter)?;
            (deeds, total, lists.doers()?, lists.behind)
        };
        let names = self.names()?;
        let mut people: Vec<Doer> = doers.into_iter().map(|id| doer(&names, id)).collect();
        people.sort_unstable();
        let head = self.records().reader().log_head()?;
        Ok(AuditPage {
            rows: self.deed_rows(&deeds, &names, may_know_whose(roles))?,
            total,
            people,
            behind,
            head: format!("{}:{}", head.seq, head.digest),
        })
    }

    /// All that fits the query, as a workbook.
    pub(crate) fn audit_file(&self, query: &AuditQuery, roles: &[Role]) -> fault::Result<BookFile> {
        let filter = self.filter(query)?;
        let deeds = {
            let lists = self.review()?;
            if lists.deed_count(&filter)? > u64::from(MOST_ROWS) {
                return Err(bad(AppError::new("audit-too-much")));
            }
            lists.deeds(&filter, 0, MOST_ROWS)?
        };
        let names = self.names()?;
        let rows = self.deed_rows(&deeds, &names, may_know_whose(roles))?;
        let titles = [
            "Waktu",
            "Siapa",
            "Di mana",
            "Perbuatan",
            "Jenis catatan",
            "Catatan",
            "Keterangan",
            "Nomor catatan",
        ];
        let cells = rows.into_iter().map(|row| {
            let deed =
                Deed::read(&row.deed).map_or(row.deed.clone(), |deed| deed.told().to_owned());
            let cells = vec![
                row.when,
                row.who.name,
                row.place,
                deed,
                row.of_kind,
                row.of_name,
                Listing::read(&row.note).map_or(row.note, |listing| listing.told()),
                row.of,
            ];
            (false, cells)
        });
        let titles = titles.map(str::to_owned);
        let bytes = jemput_import::sheet_xlsx("Jejak", &titles, cells)
            .context("the audit as a workbook")?;
        let today = date::short(self.zone()?.local_date(self.now_ms()));
        Ok(BookFile {
            name: format!("Jejak {today}.xlsx"),
            kind: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            bytes,
        })
    }

    /// Who looked at a record, printed it or took it out.
    pub(super) fn looks_at(&self, record: Uuid) -> Result<Vec<DeedRow>> {
        let deeds = self.review()?.deeds_of(record, LOOKS)?;
        let names = self.names()?;
        // Whose it is stands above the list.
        self.deed_rows(&deeds, &names, false)
    }

    fn filter(&self, query: &AuditQuery) -> fault::Result<DeedFilter> {
        let wrong = || bad(AppError::new("request-malformed"));
        let id = |text: &str| match text {
            "" => Ok(None),
            text => text.parse::<Uuid>().map(Some).map_err(|_| wrong()),
        };
        let zone = self.zone()?;
        let day = |text: &str| match text {
            "" => Ok(None),
            text => date::from_iso(text).map(Some).ok_or_else(wrong),
        };
        let until = day(&query.until)?.map(|day| begin(zone, day) + DAY_MS);
        Ok(DeedFilter {
            who: id(&query.who)?,
            of: id(&query.of)?,
            deed: query.deed.clone(),
            from: day(&query.from)?.map(|day| begin(zone, day)),
            until,
        })
    }

    fn deed_rows(&self, deeds: &[Done], names: &Names, whose: bool) -> Result<Vec<DeedRow>> {
        let zone = self.zone()?;
        let row = |done: &Done| -> Result<DeedRow> {
            let record = if done.of.is_nil() {
                None
            } else {
                self.records().reader().record(done.of)?
            };
            let of_name = match &record {
                Some(record) if whose => {
                    let name = ["name", "number", "title"]
                        .iter()
                        .find_map(|field| record.text(field).filter(|text| !text.is_empty()));
                    name.unwrap_or_default().to_owned()
                }
                Some(_) => String::new(),
                // Not a record: an account of the console, or an officer.
                None => names.officer(done.of),
            };
            Ok(DeedRow {
                id: done.id.to_string(),
                when: moment(zone, done.at),
                who: doer(names, done.who),
                place: names.device(done.place),
                deed: done.deed.clone(),
                of: if done.of.is_nil() {
                    String::new()
                } else {
                    done.of.to_string()
                },
                of_kind: record.map(|record| record.kind).unwrap_or_default(),
                of_name,
                note: done.note.clone(),
            })
        };
        deeds.iter().map(row).collect()
    }
}

/// Names of citizens are for those who may see them elsewhere too: whoever looks after the machine does not.
fn may_know_whose(roles: &[Role]) -> bool {
    [Act::SeeResidents, Act::SeeLetters]
        .iter()
        .any(|act| act.allowed(roles))
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The moment at which a day begins.
fn begin(zone: Zone, day: date::Date) -> i64 {
    (jemput_domain::letter::end_of_day(day, zone) + 1) * 1000 - DAY_MS
}

fn doer(names: &Names, id: Uuid) -> Doer {
    Doer {
        name: names.officer(id),
        id: if id.is_nil() {
            String::new()
        } else {
            id.to_string()
        },
    }
}
