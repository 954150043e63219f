//! A laptop is lost, and perhaps found again.
//!
//! Unlike a revocation this can be taken back: what a locked laptop lost is its officers' ways in, not its key. While it is
//! lost it is served by no way, its seals do not count, and whoever asks with its id gets a notice that makes the program
//! delete those ways in.

use anyhow::Result;
use jemput_domain::{date, id::DeviceId, reason};
use jemput_store::StoreError;
use jemput_sync::OFFICE_SCOPE;
use jemput_wire::{
    AppError,
    lost::{LostAnswer, LostAsk, LostNotice},
    office::{DevicePage, LostRow, MarkFound, MarkLost},
};
use rusqlite::{OptionalExtension, params};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    desk::Desk,
    devices::Device,
    fault::{self, Fault, bad},
    office::Office,
    register::moment,
    secret::hex,
};

/// Record kind: a laptop was lost, found or retired.
pub(crate) const FATE: &str = "laptop_fate";
const DAY_S: i64 = 24 * 60 * 60;

/// What is known of a lost laptop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lost {
    /// Milliseconds.
    pub(crate) marked: i64,
    /// Seconds.
    pub(crate) since: i64,
    pub(crate) reason: String,
    pub(crate) account: String,
    /// Milliseconds.
    pub(crate) fetched: Option<i64>,
    /// Milliseconds.
    pub(crate) done: Option<i64>,
    /// Milliseconds.
    pub(crate) seen: Option<i64>,
}

impl Desk {
    pub(crate) fn lost(&self, device: DeviceId) -> Result<Option<Lost>> {
        let mut one = self.db.prepare_cached(
            "SELECT marked, since, reason, account, fetched, done, seen FROM device_lost WHERE device = ?1",
        )?;
        let row = one.query_row([device.to_string()], |row| {
            Ok(Lost {
                marked: row.get(0)?,
                since: row.get(1)?,
                reason: row.get(2)?,
                account: row.get(3)?,
                fetched: row.get(4)?,
                done: row.get(5)?,
                seen: row.get(6)?,
            })
        });
        Ok(row.optional()?)
    }

    /// Said again, it can only begin earlier; its notice stays the same one.
    fn set_lost(&self, device: DeviceId, lost: &Lost) -> Result<()> {
        self.db.execute(
            "INSERT INTO device_lost(device, marked, since, reason, account) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT(device) DO UPDATE SET since = min(since, excluded.since), reason = excluded.reason",
            params![device.to_string(), lost.marked, lost.since, lost.reason, lost.account],
        )?;
        Ok(())
    }

    fn forget_lost(&self, device: DeviceId) -> Result<bool> {
        let gone = self.db.execute(
            "DELETE FROM device_lost WHERE device = ?1",
            [device.to_string()],
        )?;
        Ok(gone > 0)
    }

    fn note_fetched(&self, device: DeviceId, now_ms: i64) -> Result<()> {
        self.db.execute(
            "UPDATE device_lost SET fetched = ?2 WHERE device = ?1 AND fetched IS NULL",
            params![device.to_string(), now_ms],
        )?;
        Ok(())
    }

    fn note_done(&self, device: DeviceId, marked: i64, now_ms: i64) -> Result<()> {
        self.db.execute(
            "UPDATE device_lost SET done = ?3 WHERE device = ?1 AND marked = ?2 AND done IS NULL",
            params![device.to_string(), marked, now_ms],
        )?;
        Ok(())
    }

    /// The laptop itself asked for something, by its key.
    pub(crate) fn note_seen(&self, device: DeviceId, now_ms: i64) -> Result<()> {
        self.db.execute(
            "UPDATE device_lost SET seen = ?2 WHERE device = ?1",
            params![device.to_string(), now_ms],
        )?;
        Ok(())
    }
}

impl Office {
    /// Calls a laptop lost.
    pub(crate) fn mark_lost(&self, account: &str, wish: &MarkLost) -> fault::Result<DevicePage> {
        let device = self.device_with(&wish.id)?;
        let reason =
            reason::given(&wish.reason).ok_or_else(|| bad(AppError::new("lost-reason")))?;
        let now = self.now_ms();
        let since = self.end_of_good_day(&wish.last_day)?.unwrap_or(now / 1000);
        if device.retired_at.is_some() {
            return Err(bad(AppError::new("lost-retired")));
        }
        self.write_fate(account, &device, "lost", reason, Some(since))?;
        let lost = Lost {
            marked: now,
            since,
            reason: reason.to_owned(),
            account: account.to_owned(),
            fetched: None,
            done: None,
            seen: None,
        };
        self.desk().set_lost(device.id, &lost)?;
        tracing::warn!(device = %device.id, mark = device.mark, account, "a laptop is lost");
        self.publish_keys(now)?;
        self.devices()
    }

    /// Takes it back.
    pub(crate) fn mark_found(&self, account: &str, wish: &MarkFound) -> fault::Result<DevicePage> {
        let device = self.device_with(&wish.id)?;
        let reason =
            reason::given(&wish.reason).ok_or_else(|| bad(AppError::new("lost-reason")))?;
        if device.lost_since.is_none() {
            return Err(bad(AppError::new("lost-not")));
        }
        self.write_fate(account, &device, "found", reason, None)?;
        self.desk().forget_lost(device.id)?;
        tracing::warn!(device = %device.id, mark = device.mark, account, "a lost laptop was found");
        self.publish_keys(self.now_ms())?;
        self.devices()
    }

    /// The end of the last good day in seconds; `None`: no day was given.
    pub(crate) fn end_of_good_day(&self, last_day: &str) -> fault::Result<Option<i64>> {
        let text = last_day.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let day = date::from_iso(text).ok_or_else(|| bad(AppError::new("date-unreadable")))?;
        let end = jemput_domain::letter::end_of_day(day, self.zone()?) + 1;
        if end > self.now_ms() / 1000 + DAY_S {
            return Err(bad(AppError::new("revoke-future")));
        }
        Ok(Some(end))
    }

    /// Into the log, before it takes effect: what cannot be written down is not done.
    pub(crate) fn write_fate(
        &self,
        account: &str,
        device: &Device,
        what: &str,
        reason: &str,
        since_s: Option<i64>,
    ) -> Result<()> {
        let fields: Map<String, Value> = [
            ("scope", json!(OFFICE_SCOPE)),
            ("device", json!(device.id)),
            ("what", json!(what)),
            ("clerk", json!(account)),
            ("reason", json!(reason)),
            ("at", json!(self.now_ms())),
        ]
        .into_iter()
        .chain(since_s.map(|since| ("since", json!(since * 1000))))
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
        self.records().write(
            self.clerk(account),
            self.now_ms(),
            |tx| -> Result<(), StoreError> { tx.create(Uuid::now_v7(), FATE, fields) },
        )?;
        Ok(())
    }

    /// What whoever asks with a laptop's id is told. Nothing, and always the same, unless it is lost.
    pub(crate) fn ask_lost(&self, ask: &LostAsk) -> fault::Result<LostAnswer> {
        let lost = self.desk().lost(ask.device)?;
        let Some(lost) = lost else {
            return Ok(LostAnswer::default());
        };
        let now = self.now_ms();
        {
            let desk = self.desk();
            desk.note_fetched(ask.device, now)?;
            if let Some(marked) = ask.done {
                desk.note_done(ask.device, marked, now)?;
            }
        }
        let profile = self.profile()?;
        let mut notice = LostNotice {
            device: ask.device,
            server_id: self.keys.server_id.clone(),
            at: lost.marked,
            office: profile.name,
            phone: profile.phone,
            signature: String::new(),
        };
        notice.signature = hex(&self.keys.sign_answer(&notice.text()));
        Ok(LostAnswer {
            notice: Some(notice),
        })
    }

    /// For the console's list.
    pub(crate) fn lost_row(&self, device: DeviceId) -> Result<Option<LostRow>> {
        let zone = self.zone()?;
        let when = |at: Option<i64>| at.map(|at| moment(zone, at)).unwrap_or_default();
        let lost = self.desk().lost(device)?;
        Ok(lost.map(|lost| LostRow {
            marked: moment(zone, lost.marked),
            since: moment(zone, lost.since * 1000),
            reason: lost.reason,
            account: lost.account,
            fetched: when(lost.fetched),
            done: when(lost.done),
            seen: when(lost.seen),
        }))
    }

    /// `mark_lost` from the command line, from now on; the laptop by its mark or id.
    ///
    /// # Errors
    /// When there is no such laptop, or no reason.
    pub fn lose_laptop(&self, laptop: &str, reason: &str) -> Result<()> {
        let wish = MarkLost {
            id: self.device_called(laptop)?.id.to_string(),
            last_day: String::new(),
            reason: reason.to_owned(),
        };
        self.mark_lost("", &wish).map_err(Fault::said)?;
        Ok(())
    }

    /// `mark_found` from the command line.
    ///
    /// # Errors
    /// When there is no such laptop, it is not lost, or there is no reason.
    pub fn find_laptop(&self, laptop: &str, reason: &str) -> Result<()> {
        let wish = MarkFound {
            id: self.device_called(laptop)?.id.to_string(),
            reason: reason.to_owned(),
        };
        self.mark_found("", &wish).map_err(Fault::said)?;
        Ok(())
    }
}
