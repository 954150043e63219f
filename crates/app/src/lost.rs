//! The office calls this laptop lost: the officers' ways in are deleted, the office's own stays.
//!
//! A locked laptop can sign nothing and open nothing, so all of this lives outside of the database: the laptop's id, its
//! server and the office's key in `laptop.json`, the notice in `hilang.json`. The notice counts only with that key's
//! signature and this laptop's id. It is on the disk before anything is deleted, and what a power cut left is deleted at
//! the next start. The recovery code ends it: then the notice is remembered as one that has passed, so that nobody on the
//! way can use it again.

use std::{fs, path::Path};

use ed25519_dalek::Signature;
use jemput_domain::date::Zone;
use jemput_wire::{
    lost::{LostAnswer, LostAsk, LostNotice},
    session::{LostAsk as Ask, LostView, SessionState, SessionView},
};
use serde::{Deserialize, Serialize};

use crate::{
    App, copies,
    error::{Result, coded},
    files,
    keys::Keys,
    profile::Profile,
    session::public_key,
    transport::{Cancel, Transport},
    words,
};

const FILE: &str = "hilang.json";

/// What is kept of notices.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    /// In force.
    notice: Option<LostNotice>,
    /// Those up to this time have passed.
    passed: i64,
}

impl Kept {
    fn load(data: &Path) -> Result<Self> {
        match fs::read(data.join(FILE)) {
            // A damaged file shuts nobody out: the office says it again.
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).unwrap_or_default()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error.into()),
        }
    }

    fn save(&self, data: &Path) -> Result<()> {
        let bytes = serde_json::to_vec_pretty(self).map_err(|_| coded("internal"))?;
        Ok(files::replace(&data.join(FILE), &bytes)?)
    }
}

/// Whether the office of this laptop signed it for this laptop.
fn is_genuine(notice: &LostNotice, profile: &Profile) -> bool {
    let Ok(office) = public_key(&profile.office_key) else {
        return false;
    };
    let signature = data_encoding::HEXLOWER
        .decode(notice.signature.as_bytes())
        .ok()
        .and_then(|bytes| Signature::from_slice(&bytes).ok());
    notice.device == profile.device
        && notice.server_id == profile.server_id
        && signature.is_some_and(|signature| {
            office
                .verify_strict(notice.text().as_bytes(), &signature)
                .is_ok()
        })
}

impl App {
    /// The notice that is in force.
    pub(crate) fn lost_notice(&self) -> Result<Option<LostNotice>> {
        Ok(Kept::load(&self.config.data)?.notice)
    }

    /// Nobody gets in, and no way in is made, while a notice is in force.
    pub(crate) fn not_lost(&self) -> Result<()> {
        match self.lost_notice()? {
            None => Ok(()),
            Some(_) => Err(coded("laptop-lost")),
        }
    }

    pub(crate) fn lost_view(&self) -> Result<Option<LostView>> {
        let notice = self.lost_notice()?;
        Ok(notice.map(|notice| LostView {
            // Whose village this is cannot be read now.
            when: words::moment_with_zone(Zone::Wib, notice.at),
            office: notice.office,
            phone: notice.phone,
        }))
    }

    pub(crate) fn lost_ask(&self, _: Ask) -> Result<SessionView> {
        // Without a network nothing is known, which is nothing to tell whoever signs in.
        if let Err(error) = self.look_whether_lost() {
            tracing::debug!(code = %error.view.code, "whether this laptop is lost");
        }
        self.session_state(SessionState {})
    }

    /// Asks the office whether this laptop is lost, and does what follows; also with nobody signed in.
    ///
    /// # Errors
    /// When the office does not answer, or the disk refuses.
    pub fn look_whether_lost(&self) -> Result<bool> {
        let data = &self.config.data;
        let Some(profile) = Profile::load(data)? else {
            self.tell_retired()?;
            return Ok(false);
        };
        let done = self.lost_notice()?.map(|notice| notice.at);
        let transport = Transport::new(&profile.server_url, &self.time, Cancel::default())?;
        let device = profile.device;
        let answer: LostAnswer = transport.unsigned("/lost", &LostAsk { device, done })?;
        let Some(notice) = answer.notice else {
            return Ok(false);
        };
        let kept = Kept::load(data)?;
        if !is_genuine(&notice, &profile) {
            tracing::warn!("a notice that the office did not sign for this laptop");
            return Ok(false);
        }
        if notice.at <= kept.passed {
            return Ok(false);
        }
        let at = notice.at;
        Kept {
            notice: Some(notice),
            ..kept
        }
        .save(data)?;
        tracing::warn!("the office calls this laptop lost");
        self.sync.end();
        if self.session_or_none().is_some() {
            self.close_session("lost");
        }
        self.delete_ways_in()?;
        if done != Some(at) {
            let done = Some(at);
            let told: Result<LostAnswer> = transport.unsigned("/lost", &LostAsk { device, done });
            if let Err(error) = told {
                // The next question says it.
                tracing::info!(code = %error.view.code, "the office was not told that it is done");
            }
        }
        Ok(true)
    }

    /// What a cut left to do; at the start of the program.
    pub(crate) fn finish_lost(&self) {
        let finished = || match self.lost_notice()? {
            Some(_) => self.delete_ways_in(),
            None => Ok(()),
        };
        if let Err(error) = finished() {
            tracing::error!(code = %error.view.code, "the ways in of a lost laptop were not deleted");
        }
    }

    /// Deletes every officer's wrap, here and in the copies on this laptop; the office's recovery wraps stay.
    fn delete_ways_in(&self) -> Result<()> {
        self.forget_pins();
        // One that is being made has the wraps of before.
        let _no_copy_meanwhile = self.one_copy();
        let _one_at_a_time = self.key_files();
        let data = &self.config.data;
        let mut folders = vec![data.clone()];
        folders.extend(copies::all_here(data)?);
        let mut failed = None;
        for folder in folders {
            if let Err(error) = Keys::keep_recovery_only(&folder) {
                // The others all the same.
                failed = failed.or(Some(error));
            }
        }
        if let Some(profile) = Profile::load(data)? {
            // Copies that were taken away while the laptop was bound do not open any more either.
            self.forget_machine(profile.device);
        }
        failed.map_or(Ok(()), Err)
    }

    /// The recovery code opened the laptop: the notice has passed. Before a new way in is made.
    pub(crate) fn lost_has_passed(&self) -> Result<()> {
        let kept = Kept::load(&self.config.data)?;
        let Some(notice) = kept.notice else {
            return Ok(());
        };
        Kept {
            notice: None,
            passed: kept.passed.max(notice.at),
        }
        .save(&self.config.data)
    }

    /// The office did not want to serve this laptop: whether because it is lost. For the sync's own thread too.
    pub(crate) fn learn_lost(&self, refused: &crate::Error) {
        if refused.view.code == "device-lost"
            && let Err(error) = self.look_whether_lost()
        {
            tracing::warn!(code = %error.view.code, "the notice of a lost laptop did not come");
        }
    }
}

#[cfg(test)]
mod tests;
