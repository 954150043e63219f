//! An office that knows less than it once told: restored from a backup, as its key signs, or put back by somebody.
//!
//! Either way the sync repairs it ([`jemput_sync::Report::Rollback`]). Afterwards, when everything has come, the laptop
//! looks for a restore entry that it had not heard of before, that bears the office's signature, and that lies where the
//! log was cut. Without one it is an alarm, here and, by a record of its own, at the office; what was told and is gone
//! is kept for whoever looks into it, also after the officer has read the report.

use std::collections::BTreeSet;

use ed25519_dalek::{Signature, VerifyingKey};
use jemput_store::Store;
use jemput_sync::{Report, SCOPE};
use jemput_wire::signed::{ROLLBACK_SEEN, RestoreEntry};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use uuid::Uuid;

use crate::{
    App,
    error::{Result, coded},
    session::Session,
};

/// Restore entries that this laptop has heard of.
const HEARD: &str = "restores-heard";
const JUDGED: &str = "rollbacks";

/// Kind of the office's entries.
const RESTORE: &str = "restore";

/// What became of one rollback; kept for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Judged {
    /// What the sync said of it.
    pub(crate) report: Report,
    /// A restore that the office signed is the reason.
    pub(crate) explained: bool,
}

/// Whether a restore of the office explains what a report says; `None`: not known yet, or no matter of restores.
pub(crate) fn explained(judged: &[Judged], report: &Report) -> Option<bool> {
    // By what it says: numbers of reports begin again when all were read.
    let known = judged.iter().find(|judged| judged.report == *report);
    known.map(|judged| judged.explained)
}

/// All that were judged, oldest first.
pub(crate) fn judged(store: &Store) -> Result<Vec<Judged>> {
    Ok(store.setting(JUDGED)?.unwrap_or_default())
}

/// Rollbacks about which nothing is known yet, with the numbers of their reports.
fn open(store: &Store) -> Result<Vec<(i64, Report)>> {
    let judged = judged(store)?;
    let reports = store.reports()?.into_iter();
    let rollbacks = reports.filter(|(_, report)| matches!(report, Report::Rollback { .. }));
    Ok(rollbacks
        .filter(|(_, report)| explained(&judged, report).is_none())
        .collect())
}

/// The newest report that may be put away: one that is not judged yet stays.
pub(crate) fn readable(store: &Store, upto: i64) -> Result<i64> {
    let first = open(store)?.into_iter().map(|(number, _)| number).min();
    Ok(first.map_or(upto, |first| upto.min(first - 1)))
}

/// Before anything is taken in from the office: which restores are known by now. An entry that was there before a
/// rollback cannot be its reason.
pub(crate) fn listen(store: &Store) -> Result<()> {
    if !open(store)?.is_empty() {
        return Ok(());
    }
    let now: BTreeSet<Uuid> = store.records(RESTORE)?.iter().map(|one| one.id).collect();
    if heard(store)? != now {
        store.set_setting(HEARD, &now)?;
    }
    Ok(())
}

fn heard(store: &Store) -> Result<BTreeSet<Uuid>> {
    Ok(store.setting(HEARD)?.unwrap_or_default())
}

impl App {
    /// After everything of the office was taken in: what explains the rollbacks. Whether there is something to tell it.
    pub(crate) fn judge_rollbacks(&self, session: &Session, store: &mut Store) -> Result<bool> {
        let open = open(store)?;
        if open.is_empty() {
            return Ok(false);
        }
        let identity = session.membership.identity()?;
        let heard = heard(store)?;
        let mut entries: Vec<RestoreEntry> = store
            .records(RESTORE)?
            .iter()
            .filter(|record| !heard.contains(&record.id))
            .filter_map(|record| RestoreEntry::read(&record.fields()))
            .filter(|entry| is_signed(entry, &identity.server_id, &identity.office))
            .collect();
        let mut all = judged(store)?;
        let before = all.len();
        for (_, report) in open {
            let Report::Rollback { common, lost, .. } = &report else {
                continue;
            };
            let newest = lost.last().copied().unwrap_or_default();
            let reason = entries.iter().position(|entry| {
                let same = entry.backup_seq != common.seq
                    || entry.backup_digest == common.digest.to_string();
                same && entry.explains(common.seq, newest.seq)
            });
            if let Some(at) = reason {
                entries.remove(at);
            } else {
                tracing::error!(
                    lost = newest.seq,
                    common = common.seq,
                    "the office's log was cut, and no signed restore explains it"
                );
            }
            all.push(Judged {
                report,
                explained: reason.is_some(),
            });
        }
        let alarms: Vec<&Report> = all
            .iter()
            .skip(before)
            .filter(|judged| !judged.explained)
            .map(|judged| &judged.report)
            .collect();
        let author = self.author(session);
        // In one transaction: what is told to the office, and that it was judged.
        store.transact(&author, |tx| -> Result<()> {
            for alarm in &alarms {
                let village = session.membership.village()?.to_string();
                tx.create(Uuid::new_v4(), ROLLBACK_SEEN, told(alarm, &village)?)?;
            }
            tx.set_setting(JUDGED, &all)?;
            Ok(())
        })?;
        Ok(!alarms.is_empty())
    }
}

fn told(alarm: &Report, village: &str) -> Result<Map<String, serde_json::Value>> {
    let Report::Rollback {
        common,
        lost,
        office,
        at,
    } = alarm
    else {
        return Err(coded("internal"));
    };
    let newest = lost.last().copied().unwrap_or_default();
    let fields = json!({
        SCOPE: format!("village:{village}"),
        "lost_seq": newest.seq,
        "lost_digest": newest.digest,
        "lost": lost,
        "common_seq": common.seq,
        "common_digest": common.digest,
        "office_seq": office.seq,
        "office_digest": office.digest,
        "at": at,
    });
    match fields {
        serde_json::Value::Object(fields) => Ok(fields),
        _ => Err(coded("internal")),
    }
}

fn is_signed(entry: &RestoreEntry, server_id: &str, office: &VerifyingKey) -> bool {
    let signature = data_encoding::HEXLOWER
        .decode(entry.signature.as_bytes())
        .ok()
        .and_then(|bytes| Signature::from_slice(&bytes).ok());
    let text = entry.text(server_id);
    signature.is_some_and(|signature| office.verify_strict(text.as_bytes(), &signature).is_ok())
}
