//! The automatic audit for the console: what its rules found, and what clerks say of it.

use anyhow::Result;
use jemput_domain::{audit::Deed, date, reason};
use jemput_store::StoreError;
use jemput_sync::OFFICE_SCOPE;
use jemput_wire::{
    AppError,
    office::{
        Act, CloseIrregular, Doer, GiveIrregular, IrregularPage, IrregularQuery, IrregularRow,
        TakeIrregular,
    },
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{devices::moment, names::Names, page};
use crate::{
    fault::{self, bad, missing},
    office::Office,
    review::{IRREGULARITY, Irregular, IrregularFilter},
};

impl Office {
    /// Those that nobody has closed.
    pub(crate) fn irregular_count(&self) -> Result<u64> {
        let open = IrregularFilter {
            state: "open",
            ..IrregularFilter::default()
        };
        self.review()?.irregular_count(&open)
    }

    /// A page of them.
    pub(crate) fn irregular(&self, query: &IrregularQuery) -> fault::Result<IrregularPage> {
        let (offset, limit) = page(query.offset, query.limit);
        self.look_through_books()?;
        let filter = IrregularFilter {
            rule: &query.rule,
            village: &query.village,
            state: &query.state,
            owner: &query.owner,
            now: self.now_ms(),
        };
        let (found, total, behind) = {
            let lists = self.review()?;
            let found = lists.irregular(&filter, offset, limit)?;
            (found, lists.irregular_count(&filter)?, lists.behind)
        };
        let names = self.names()?;
        let rows = found.iter().map(|one| self.irregular_row(one, &names));
        Ok(IrregularPage {
            rows: rows.collect::<Result<_>>()?,
            total,
            villages: self.villages()?,
            behind,
            clerks: self.who_may_close()?,
        })
    }

    fn irregular_row(&self, one: &Irregular, names: &Names) -> Result<IrregularRow> {
        let zone = self.zone()?;
        let record = if one.of.is_nil() {
            None
        } else {
            self.records().reader().record(one.of)?
        };
        let name = record.as_ref().and_then(|record| {
            let texts = ["name", "number", "title"];
            texts.iter().find_map(|field| record.text(field))
        });
        let told = |id: Uuid| {
            if id.is_nil() {
                String::new()
            } else {
                id.to_string()
            }
        };
        Ok(IrregularRow {
            id: one.id.to_string(),
            rule: one.rule,
            facts: one.facts.clone(),
            when: moment(zone, one.at),
            deadline: date::short(zone.local_date(one.deadline)),
            late: !one.closed && one.deadline < self.now_ms(),
            village: one.village.clone(),
            of: told(one.of),
            of_name: name.unwrap_or_default().to_owned(),
            of_kind: record.map(|record| record.kind).unwrap_or_default(),
            who: Doer {
                name: names.officer(one.who),
                id: told(one.who),
            },
            words: one.words.clone(),
            owner: one.owner.clone(),
            closed: one.closed,
            note: one.note.clone(),
            said_by: one.said_by.clone(),
            said_at: if one.said_at > 0 {
                moment(zone, one.said_at)
            } else {
                String::new()
            },
        })
    }

    fn known_irregular(&self, id: &str) -> fault::Result<Irregular> {
        let known = match id.parse() {
            Ok(id) => self.review()?.one_irregular(id)?,
            Err(_) => None,
        };
        known.ok_or_else(|| missing(AppError::new("irregular-unknown")))
    }

    /// Whoever asks looks into it.
    pub(crate) fn take_irregular(&self, account: &str, wish: &TakeIrregular) -> fault::Result<()> {
        let known = self.open_irregular(&wish.id)?;
        if known.who == self.clerk(account) {
            return Err(bad(AppError::new("irregular-own")));
        }
        self.hand_over(account, &known, account)
    }

    /// Somebody else looks into it, who may, and whose own doing it is not.
    pub(crate) fn give_irregular(&self, account: &str, wish: &GiveIrregular) -> fault::Result<()> {
        let known = self.open_irregular(&wish.id)?;
        let clerks = self.who_may_close()?;
        let to = clerks.iter().find(|name| **name == wish.to);
        let to = to.ok_or_else(|| bad(AppError::new("irregular-clerk")))?;
        if known.who == self.clerk(to) {
            return Err(bad(AppError::new("irregular-of-clerk").with("name", to)));
        }
        self.hand_over(account, &known, to)
    }

    /// Names of open accounts that may look into findings and close them.
    fn who_may_close(&self) -> Result<Vec<String>> {
        let accounts = self.desk().accounts()?.into_iter();
        let may =
            accounts.filter(|one| one.closed.is_none() && Act::CloseIrregular.allowed(&one.roles));
        Ok(may.map(|one| one.name).collect())
    }

    /// One that nobody has closed.
    fn open_irregular(&self, id: &str) -> fault::Result<Irregular> {
        let known = self.known_irregular(id)?;
        if known.closed {
            return Err(bad(AppError::new("irregular-is-closed")));
        }
        Ok(known)
    }

    /// Who answers for it from now on; noted first, so that nobody gets or loses one in silence.
    fn hand_over(&self, account: &str, known: &Irregular, to: &str) -> fault::Result<()> {
        self.note(account, Deed::FindingGiven, Some(known.id), to)?;
        let mut said = Map::new();
        said.insert("owner".to_owned(), json!(to));
        self.say_of(account, known.id, said)
    }

    /// Closes it for the facts that were on the screen.
    pub(crate) fn close_irregular(
        &self,
        account: &str,
        wish: &CloseIrregular,
    ) -> fault::Result<()> {
        let known = self.known_irregular(&wish.id)?;
        if known.facts != wish.facts {
            return Err(bad(AppError::new("irregular-changed")));
        }
        if known.who == self.clerk(account) {
            return Err(bad(AppError::new("irregular-own")));
        }
        self.judge(account, &known, &wish.note, json!(known.facts))
    }

    /// Opens it again, because the note was not the whole story.
    pub(crate) fn reopen_irregular(
        &self,
        account: &str,
        wish: &CloseIrregular,
    ) -> fault::Result<()> {
        let known = self.known_irregular(&wish.id)?;
        self.judge(account, &known, &wish.note, json!(""))
    }

    fn judge(
        &self,
        account: &str,
        known: &Irregular,
        note: &str,
        closed_facts: Value,
    ) -> fault::Result<()> {
        let note = reason::given(note).ok_or_else(|| bad(AppError::new("irregular-note")))?;
        let mut said = Map::new();
        said.insert("note".to_owned(), json!(note));
        said.insert("closed_facts".to_owned(), closed_facts);
        let owner = if known.owner.is_empty() {
            account
        } else {
            &known.owner
        };
        said.insert("owner".to_owned(), json!(owner));
        self.say_of(account, known.id, said)
    }

    fn say_of(&self, account: &str, id: Uuid, mut said: Map<String, Value>) -> fault::Result<()> {
        let now = self.now_ms();
        said.insert("scope".to_owned(), json!(OFFICE_SCOPE));
        said.insert("said_by".to_owned(), json!(account));
        said.insert("said_at".to_owned(), json!(now));
        self.records()
            .write(self.clerk(account), now, |tx| -> Result<(), StoreError> {
                tx.create(id, IRREGULARITY, said)
            })?;
        Ok(())
    }
}
