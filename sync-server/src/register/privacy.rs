//! Requests of people about their own data: written down, answered in time, and a table of what is held of them.

use anyhow::{Context as _, Result};
use jemput_domain::{
    audit::Deed,
    date,
    privacy::{ANSWER_MS, PRIVACY_REQUEST, Wish},
    reason,
    resident::{self, Resident},
    service::Paper,
};
use jemput_letters::Edges;
use jemput_store::{LetterFilter, Record, StoreError};
use jemput_sync::OFFICE_SCOPE;
use jemput_wire::{
    AppError,
    office::{AnswerPrivacy, NewPrivacy, PrivacyPage, PrivacyQuery, PrivacyRow},
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{book::BookFile, devices::moment, history::INNER, letters::LetterFacts, page};
use crate::{
    fault::{self, bad, missing},
    office::Office,
};

const HOUR_MS: i64 = 60 * 60 * 1000;
/// Letters and looks of one person in a table.
const MOST: u32 = 10_000;

fn number(record: &Record, field: &str) -> i64 {
    let value = record.state.shown(field);
    value.and_then(Value::as_i64).unwrap_or_default()
}

impl Office {
    /// Those that are not answered.
    pub(crate) fn privacy_count(&self) -> Result<usize> {
        let all = self.records().reader().records(PRIVACY_REQUEST)?;
        let open = all
            .iter()
            .filter(|one| one.text("answer").unwrap_or_default().is_empty());
        Ok(open.count())
    }

    /// A page of requests.
    pub(crate) fn privacy(&self, query: &PrivacyQuery) -> fault::Result<PrivacyPage> {
        let (offset, limit) = page(query.offset, query.limit);
        let mut all = self.records().reader().records(PRIVACY_REQUEST)?;
        all.sort_by_key(|one| match one.text("answer").unwrap_or_default() {
            "" => (0, number(one, "received")),
            _ => (1, -number(one, "said_at")),
        });
        let rows = all.iter().skip(offset as usize).take(limit as usize);
        Ok(PrivacyPage {
            rows: rows
                .map(|one| self.privacy_row(one))
                .collect::<Result<_>>()?,
            total: all.len() as u64,
        })
    }

    fn privacy_row(&self, one: &Record) -> Result<PrivacyRow> {
        let zone = self.zone()?;
        let text = |field: &str| one.text(field).unwrap_or_default().to_owned();
        let (received, said) = (number(one, "received"), number(one, "said_at"));
        let due = received + ANSWER_MS;
        let open = text("answer").is_empty();
        let now = if open { self.now_ms() } else { said };
        let person = match text("resident").parse() {
            Ok(id) => self.records().reader().record(id)?,
            Err(_) => None,
        };
        let name = person.as_ref().and_then(|person| person.text("name"));
        Ok(PrivacyRow {
            id: one.id.to_string(),
            resident: text("resident"),
            name: name.unwrap_or_default().to_owned(),
            wish: text("wish"),
            asked: text("asked"),
            received: moment(zone, received),
            due: moment(zone, due),
            hours_left: u32::try_from((due - now).max(0) / HOUR_MS).unwrap_or(u32::MAX),
            answer: text("answer"),
            note: text("note"),
            said_by: text("said_by"),
            said_at: if open {
                String::new()
            } else {
                moment(zone, said)
            },
            late: now > due,
        })
    }

    /// Writes a request down; its clock runs from now.
    pub(crate) fn new_privacy(
        &self,
        account: &str,
        wish: &NewPrivacy,
    ) -> fault::Result<PrivacyPage> {
        let what = Wish::read(&wish.wish).ok_or_else(|| bad(AppError::new("request-malformed")))?;
        let asked =
            reason::given(&wish.asked).ok_or_else(|| bad(AppError::new("privacy-asked")))?;
        let unknown = || missing(AppError::new("resident-unknown"));
        let id: Uuid = wish.resident.parse().map_err(|_| unknown())?;
        let person = self.records().reader().record(id)?;
        person
            .filter(|record| record.kind == "resident")
            .ok_or_else(unknown)?;
        let fields = json!({
            "scope": OFFICE_SCOPE,
            "resident": id,
            "wish": what.code(),
            "asked": asked,
            "received": self.now_ms(),
        });
        self.put_privacy(account, Uuid::now_v7(), fields)?;
        self.privacy(&PrivacyQuery::default())
    }

    pub(super) fn known_privacy(&self, id: &str) -> fault::Result<Record> {
        let known = match id.parse() {
            Ok(id) => self.records().reader().record(id)?,
            Err(_) => None,
        };
        known
            .filter(|record| record.kind == PRIVACY_REQUEST)
            .ok_or_else(|| missing(AppError::new("privacy-unknown")))
    }

    /// Answers one.
    pub(crate) fn answer_privacy(
        &self,
        account: &str,
        wish: &AnswerPrivacy,
    ) -> fault::Result<PrivacyPage> {
        let known = self.known_privacy(&wish.id)?;
        if !known.text("answer").unwrap_or_default().is_empty() {
            return Err(bad(AppError::new("privacy-answered")));
        }
        let note = reason::given(&wish.note).ok_or_else(|| bad(AppError::new("privacy-note")))?;
        let fields = json!({
            "answer": if wish.done { "done" } else { "refused" },
            "note": note,
            "said_by": account,
            "said_at": self.now_ms(),
        });
        self.put_privacy(account, known.id, fields)?;
        self.privacy(&PrivacyQuery::default())
    }

    fn put_privacy(&self, account: &str, id: Uuid, fields: Value) -> Result<()> {
        let Value::Object(fields) = fields else {
            anyhow::bail!("a request has fields")
        };
        let write = |fields: Map<String, Value>| {
            self.records().write(
                self.clerk(account),
                self.now_ms(),
                |tx| -> Result<(), StoreError> { tx.create(id, PRIVACY_REQUEST, fields) },
            )
        };
        write(fields)?;
        Ok(())
    }

    /// The notice for citizens on one sheet.
    pub(crate) fn privacy_notice(&self) -> fault::Result<BookFile> {
        let controller = self.profile()?.controller();
        if controller.is_unreachable() {
            return Err(bad(AppError::new("privacy-contact-missing")));
        }
        let today = self.zone()?.local_date(self.now_ms());
        let layout =
            jemput_letters::privacy_notice(&controller, Paper::F4, Edges::default(), today)?;
        Ok(BookFile {
            name: "Pemberitahuan privasi.pdf".to_owned(),
            kind: "application/pdf",
            bytes: layout.pdf("")?,
        })
    }

    /// Everything that the office holds of the person who asked, with whole numbers: it is theirs.
    pub(crate) fn privacy_file(&self, account: &str, id: &str) -> fault::Result<BookFile> {
        let request = self.known_privacy(id)?;
        let unknown = || missing(AppError::new("resident-unknown"));
        let id: Uuid = request
            .text("resident")
            .and_then(|id| id.parse().ok())
            .ok_or_else(unknown)?;
        let person = self.records().reader().record(id)?.ok_or_else(unknown)?;
        let zone = self.zone()?;
        let mut rows = data(&person);
        let filter = LetterFilter {
            resident: Some(id),
            ..LetterFilter::default()
        };
        let (letters, _) = self.records().reader().letters(&filter, 0, MOST)?;
        for letter in &letters {
            let facts = LetterFacts::of(letter)?;
            let day = facts.issued_on.map(date::short).unwrap_or_default();
            rows.push(cells("Surat", &facts.number, &facts.title, &day, ""));
        }
        for (at, row) in self.history_of(id, "")? {
            let by = [row.who.as_str(), row.device.as_str()].join(" ");
            for fact in &row.fields {
                let when = moment(zone, at);
                rows.push(cells("Riwayat", &fact.field, &fact.value, &when, by.trim()));
            }
        }
        let names = self.names()?;
        let looks = self.review()?.deeds_of(id, MOST)?;
        for look in looks {
            let known = Deed::read(&look.deed).map(Deed::told);
            let deed = known.unwrap_or(&look.deed);
            let when = moment(zone, look.at);
            rows.push(cells(
                "Dilihat",
                deed,
                &look.note,
                &when,
                &names.officer(look.who),
            ));
        }
        // Noted first: what cannot be noted does not leave the office.
        self.note(account, Deed::Exported, Some(id), "privasi")?;
        let titles = ["Bagian", "Isian", "Nilai", "Waktu", "Oleh"].map(str::to_owned);
        let rows = rows.into_iter().map(|cells| (false, cells));
        let bytes = jemput_import::sheet_xlsx("Data saya", &titles, rows)
            .context("a person's data as a workbook")?;
        let today = date::short(zone.local_date(self.now_ms()));
        Ok(BookFile {
            // The file's name goes through the browser's history: nobody is named in it.
            name: format!("Data pribadi {today}.xlsx"),
            kind: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            bytes,
        })
    }
}

fn cells(part: &str, field: &str, value: &str, when: &str, by: &str) -> Vec<String> {
    [part, field, value, when, by].map(str::to_owned).into()
}

/// The shown values; numbers whole, and what no form has a field for as it is.
fn data(person: &Record) -> Vec<Vec<String>> {
    let known = Resident::from_fields(person.fields());
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (field, value) in person.fields() {
        if INNER.contains(&field.as_str()) {
            continue;
        }
        let shown = match (field.as_str(), &value) {
            ("nik" | "kk" | "nik_draft", Value::String(whole)) => whole.clone(),
            _ => resident::show_value(&field, &value),
        };
        if !shown.is_empty() {
            rows.push(cells("Data", &field, &shown, "", ""));
        }
    }
    rows.push(cells("Data", "alamat", &known.address_line(), "", ""));
    rows
}
