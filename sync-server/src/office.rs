//! The office: its data folder, open.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, TryLockError,
        atomic::{AtomicU32, Ordering},
    },
};

use anyhow::{Context, Result, bail};
use jemput_domain::{date::Zone, service::Service};
use jemput_seal::KeyList;

use crate::{
    blobs::Blobs,
    clock::Clock,
    desk::Desk,
    keys::OfficeKeys,
    listed::Listed,
    profile::OfficeProfile,
    records::Records,
    restore,
    review::{Lists, Review},
    shelf::Shelf,
};

const PROFILE: &str = "office";
/// With so many names outside the index a search begins to be slow.
const MOST_WORDS_DUE: u64 = 20_000;

/// One office and all that it stores.
#[derive(Debug)]
pub struct Office {
    data: PathBuf,
    pub(crate) keys: OfficeKeys,
    clock: Arc<dyn Clock>,
    public_url: Option<String>,
    desk: Mutex<Desk>,
    records: Records,
    review: Review,
    blobs: Blobs,
    shelf: Shelf,
    hashing: Mutex<()>,
    asking: AtomicU32,
    /// Letter kinds as they were read last, see [`Self::services`].
    pub(crate) services: Mutex<Option<Read>>,
    backing_up: Mutex<()>,
    /// Looks at lists that are not noted yet.
    pub(crate) listed: Listed,
}

/// Letter kinds, and what would have changed if one of them had.
type Read = ((u64, u64), Arc<Vec<Service>>);

/// A laptop that is being answered.
pub(crate) struct Asking<'a> {
    all: &'a AtomicU32,
    /// Laptops that were being answered when it came, itself among them.
    pub(crate) number: u32,
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        self.all.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What `check` found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// The server's id, derived from its key.
    pub server_id: String,
    /// Accounts exist.
    pub set_up: bool,
    /// Laptops.
    pub devices: usize,
    /// Changes in the log.
    pub changes: u64,
    /// What is wrong; empty when all is well.
    pub faults: Vec<String>,
}

impl Office {
    /// Opens a data folder, or makes it where there is none.
    ///
    /// # Errors
    /// When the folder cannot be used, a database is newer than this program, or keys are missing beside a database.
    pub fn open(data: &Path, public_url: Option<&str>, clock: Arc<dyn Clock>) -> Result<Self> {
        if restore::is_unfinished(data) {
            bail!(
                "a restore was cut off in {}: empty the folder and restore again",
                data.display()
            );
        }
        Self::open_anyway(data, public_url, clock)
    }

    /// [`Self::open`], also while a restore is at work.
    pub(crate) fn open_anyway(
        data: &Path,
        public_url: Option<&str>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self> {
        std::fs::create_dir_all(data)
            .with_context(|| format!("{} cannot be made", data.display()))?;
        let desk_path = data.join("desk.db");
        let records_path = data.join("records.db");
        let fresh = !desk_path.exists() && !records_path.exists();
        let keys = OfficeKeys::open(data, fresh)?;
        let desk = Desk::open(&desk_path)?;
        match desk.meta("server_id")? {
            Some(id) if id != keys.server_id => {
                bail!("the keys in {} belong to another server", data.display())
            }
            Some(_) => {}
            None => desk.set_meta("server_id", &keys.server_id)?,
        }
        let records = Records::open(&records_path, &keys.server_id)?;
        let public_url = public_url.map(|url| url.trim_end_matches('/').to_owned());
        let office = Self {
            data: data.to_owned(),
            keys,
            clock,
            public_url,
            desk: Mutex::new(desk),
            records,
            review: Review::open(data)?,
            blobs: Blobs::new(data),
            shelf: Shelf::open(data),
            hashing: Mutex::new(()),
            asking: AtomicU32::new(0),
            services: Mutex::new(None),
            backing_up: Mutex::new(()),
            listed: Listed::default(),
        };
        office.finish_publishing()?;
        let joined = !office.desk().devices()?.is_empty();
        if joined {
            // A new sealing key is told at once.
            office.publish_keys(office.now_ms())?;
            office.publish_office(office.now_ms())?;
        }
        office.catch_up_letters()?;
        Ok(office)
    }

    /// The server's own database. A panic while it was held cannot have left half a change: each is one transaction.
    pub(crate) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The shared records.
    pub(crate) fn records(&self) -> &Records {
        &self.records
    }

    /// The folder that everything lies in.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// Files of attachments.
    pub(crate) fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Snapshots for laptops that join.
    pub(crate) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Villages of so many records get a file from now on.
    pub(crate) fn begin_snapshots(&mut self, records: u64) {
        self.shelf.begin(records);
    }

    /// What waits for the office's decision.
    pub(crate) fn review(&self) -> Result<MutexGuard<'_, Lists>> {
        self.review.lists(self.records.changes()?)
    }

    /// What is looked through only when the rest of that list is done, now: for whoever waits for it.
    pub(crate) fn look_through_books(&self) -> Result<()> {
        if self.review()?.behind == 0 {
            self.review.catch_up()?;
        }
        Ok(())
    }

    /// Until somebody waits for that list while much of the log is not in it.
    pub(crate) async fn review_wanted(&self) {
        self.review.wanted().await;
    }

    /// What the office makes of the log when it has time: that list and the index of names. Both when the log has not
    /// grown since its head was `before`, or has grown by very much; the list also when somebody waits for it. The log's
    /// head now.
    pub(crate) fn tidy_in_turn(&self, before: u64, wanted: bool) -> Result<u64> {
        self.note_lists(None)?;
        let head = self.records.changes()?;
        let quiet = head == before;
        if quiet || wanted || self.review.is_far_behind()? {
            self.review.catch_up()?;
        }
        if quiet || self.records.words_due()? > MOST_WORDS_DUE {
            self.records.index_words()?;
        }
        if quiet {
            self.keep_head()?;
            self.keep_no_longer()?;
            self.records.settle_down()?;
        }
        Ok(head)
    }

    /// Whose turn it is to hash a passphrase.
    pub(crate) fn hashing(&self) -> MutexGuard<'_, ()> {
        self.hashing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a laptop that is being answered, until it is.
    pub(crate) fn asking(&self) -> Asking<'_> {
        Asking {
            all: &self.asking,
            number: self.asking.fetch_add(1, Ordering::Relaxed) + 1,
        }
    }

    /// A backup is being made by this program.
    pub(crate) fn is_backing_up(&self) -> bool {
        matches!(self.backing_up.try_lock(), Err(TryLockError::WouldBlock))
    }

    /// Whose turn it is to make a backup: the clock and the console may ask at once.
    pub(crate) fn backing_up(&self) -> MutexGuard<'_, ()> {
        self.backing_up
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Milliseconds since 1970 UTC.
    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// Where the world reaches this server, if it was told.
    pub(crate) fn public_url(&self) -> Option<&str> {
        self.public_url.as_deref()
    }

    /// Browsers reach it by HTTPS.
    pub(crate) fn is_https(&self) -> bool {
        self.public_url()
            .is_some_and(|url| url.starts_with("https://"))
    }

    /// A one-time code for the first account; `None` once there is one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn setup_code(&self) -> Result<Option<String>> {
        let desk = self.desk();
        if desk.has_accounts()? {
            return Ok(None);
        }
        Ok(Some(desk.new_setup_code(&self.keys.pepper)?.to_string()))
    }

    /// The office's own data; empty until the office file was applied.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn profile(&self) -> Result<OfficeProfile> {
        let stored = self.desk().meta(PROFILE)?;
        Ok(stored
            .map(|json| serde_json::from_str(&json))
            .transpose()?
            .unwrap_or_default())
    }

    pub(crate) fn set_profile(&self, profile: &OfficeProfile) -> Result<()> {
        self.desk()
            .set_meta(PROFILE, &serde_json::to_string(profile)?)
    }

    /// The name under which lists and certificates are signed.
    pub(crate) fn sealing_name(&self) -> Result<String> {
        let code = self.profile()?.code;
        Ok(if code.is_empty() {
            self.keys.server_id.clone()
        } else {
            code
        })
    }

    /// The office's zone: that of its province.
    pub(crate) fn zone(&self) -> Result<Zone> {
        Ok(Zone::of_province(&self.profile()?.code))
    }

    /// The moment at which today began here.
    pub(crate) fn day_begin(&self, now_ms: i64) -> Result<i64> {
        const DAY_MS: i64 = 24 * 60 * 60 * 1000;
        let ahead = self.zone()?.hours() * 60 * 60 * 1000;
        Ok((now_ms + ahead).div_euclid(DAY_MS) * DAY_MS - ahead)
    }

    /// The signed list of laptop keys.
    pub(crate) fn key_list(&self) -> Result<Vec<u8>> {
        let entries = self
            .desk()
            .devices()?
            .iter()
            .map(crate::devices::Device::key_entry)
            .collect::<Result<_>>()?;
        let list = KeyList {
            office: self.sealing_name()?,
            issued_at: self.now_ms() / 1000,
            entries,
        };
        Ok(list.sign(self.keys.seal())?)
    }

    /// Whether both databases answer.
    pub(crate) fn pulse(&self) -> Result<()> {
        self.desk().has_accounts()?;
        self.records.pulse()
    }

    /// Looks through everything: databases, keys, certificates.
    ///
    /// # Errors
    /// When a database cannot be read at all.
    pub fn health(&self) -> Result<Health> {
        let (set_up, devices, mut faults) = {
            let desk = self.desk();
            (desk.has_accounts()?, desk.devices()?, desk.damage()?)
        };
        let office_keys = self.keys.seal_public();
        for device in &devices {
            if jemput_seal::DeviceCertificate::open(&device.certificate, &office_keys).is_err() {
                faults.push(format!(
                    "the certificate of laptop {} is not by this office's key",
                    device.mark
                ));
            }
        }
        for (laptop, seq) in self.alarms()? {
            faults.push(format!(
                "laptop {laptop} knew {seq} entries of a log that this server does not have, and no restore explains it"
            ));
        }
        if let Some(lost) = self.lost_head()? {
            faults.push(format!(
                "the log is not the one of which this office signed entry {}, and no restore explains it",
                lost.seq
            ));
        }
        Ok(Health {
            server_id: self.keys.server_id.clone(),
            set_up,
            devices: devices.len(),
            changes: self.records.changes()?,
            faults,
        })
    }
}
