//! This laptop sends everything and wipes itself.
//!
//! It stays whole until the office has said that all it sent is in a checked backup, and until that word is on this disk
//! (`pensiun.json`). From then on it goes on whatever happens: each start of the program deletes what is left, the key
//! file first, so that nothing can be opened any more; then the office is told, by the word alone, since the laptop's own
//! key is gone. What officers saved for reading, outside of the data folder, is theirs.

use std::{fs, io, path::Path};

use jemput_domain::date::Zone;
use jemput_store::Store;
use jemput_wire::{
    AppError, Done,
    retire::{Retire, RetireAsk, RetireCheck, RetireDone, RetireView, RetireWord},
    session::{SessionState, SessionView},
};
use serde::{Deserialize, Serialize};

use crate::{
    App, copies,
    error::{Error, Result, coded},
    files,
    keys::Keys,
    profile::Profile,
    session::Session,
    transport::{Cancel, Transport},
    words,
};

const FILE: &str = "pensiun.json";

/// The decision, and what is left to tell.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Leaving {
    profile: Profile,
    word: String,
    at: i64,
    /// The office knows.
    told: bool,
}

impl Leaving {
    fn load(data: &Path) -> Result<Option<Self>> {
        match fs::read(data.join(FILE)) {
            Ok(bytes) => Ok(Some(
                serde_json::from_slice(&bytes).map_err(|_| coded("profile-damaged"))?,
            )),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn save(&self, data: &Path) -> Result<()> {
        let bytes = serde_json::to_vec_pretty(self).map_err(|_| coded("internal"))?;
        Ok(files::replace(&data.join(FILE), &bytes)?)
    }
}

/// What stands in the way.
fn left(app: &App, store: &Store) -> Result<RetireView> {
    Ok(RetireView {
        unsent: store.unsent()?.changes + store.notes_waiting()?.0,
        files: store.blob_counts()?.files,
        unsafe_changes: store.sync_counts()?.sent,
        drafts: app.open_drafts(store)?,
    })
}

fn refusal(left: RetireView) -> Option<Error> {
    if left.unsent > 0 || left.files > 0 {
        Some(coded("retire-unsent"))
    } else if left.unsafe_changes > 0 {
        Some(coded("retire-not-safe"))
    } else {
        None
    }
}

impl App {
    pub(crate) fn retire_check(&self, _: RetireCheck) -> Result<RetireView> {
        let session = self.session()?;
        let store = session.store();
        left(self, &store)
    }

    pub(crate) fn retire(&self, wish: Retire) -> Result<SessionView> {
        let session = self.session()?;
        self.key_by_passphrase(session.officer.id, &wish.passphrase)?;
        if self.imports.are_running() || self.bundles.are_running() {
            return Err(coded("retire-busy"));
        }
        let drafts = self.open_drafts(&session.store())?;
        if drafts > 0 && !wish.drop_drafts {
            let error = AppError::new("retire-drafts").with("count", drafts);
            return Err(error.into());
        }
        session.store().send_notes(&self.author(&session))?;
        self.sync
            .run_here(&session)
            .inspect_err(|error| self.learn_lost(error))?;
        // Nothing comes or goes from here on but what this thread asks.
        self.sync.stop();
        let decided = self.decide(&session);
        if let Err(error) = decided {
            self.sync.resume();
            return Err(error);
        }
        self.close_session("retired");
        drop(session);
        self.finish_retiring()?;
        self.session_state(SessionState {})
    }

    /// Up to the point of no return: the office's word is on this disk.
    fn decide(&self, session: &Session) -> Result<()> {
        // Held to the end: nobody writes between the question and the decision.
        let store = session.store();
        if let Some(error) = refusal(left(self, &store)?) {
            return Err(error);
        }
        let profile = Profile::enrolled(&self.config.data)?;
        let transport = Transport::new(&profile.server_url, &self.time, Cancel::default())?;
        let identity = session.membership.identity()?;
        let ask = RetireAsk {
            newest: store.newest_own_seq()?,
        };
        let body = serde_json::to_vec(&ask).map_err(|_| coded("internal"))?;
        let now = self.time.now_ms();
        let answer = transport.exchange(&identity, "/retire", |_| Ok(body.clone()), now)?;
        let RetireWord { word } =
            serde_json::from_slice(&answer).map_err(|_| coded("server-rubbish"))?;
        // Who waits for the database gets an error and no promise.
        store.refuse_writing()?;
        let leaving = Leaving {
            profile,
            word,
            at: now,
            told: false,
        };
        leaving.save(&self.config.data).inspect_err(|_| {
            let _ = store.allow_writing();
        })
    }

    /// Deletes what is left, and tells the office; at each start too. Without a decision nothing happens.
    pub(crate) fn finish_retiring(&self) -> Result<()> {
        self.wipe_retired()?;
        if let Err(error) = self.tell_retired() {
            tracing::info!(code = %error.view.code, "the office was not told that this laptop is retired");
        }
        Ok(())
    }

    /// The deleting alone, which needs nobody.
    pub(crate) fn wipe_retired(&self) -> Result<()> {
        let data = &self.config.data;
        let Some(leaving) = Leaving::load(data)? else {
            return Ok(());
        };
        if !data.join(crate::profile::FILE).exists() {
            // A cut while it was noted that the office knows; the office is told once more.
            return Ok(remove(&files::draft_of(&data.join(FILE)))?);
        }
        let _no_copy_meanwhile = self.one_copy();
        let _one_at_a_time = self.key_files();
        self.forget_pins();
        let mut folders = vec![data.clone()];
        folders.extend(copies::all_here(data)?);
        for folder in folders {
            Keys::wipe(&folder)?;
        }
        self.forget_machine(leaving.profile.device);
        for entry in fs::read_dir(data)? {
            let path = entry?.path();
            if !self.stays(&path) {
                remove(&path)?;
            }
        }
        // Last: while it is there, the next start goes on here.
        remove(&data.join(crate::profile::FILE))?;
        tracing::warn!("this laptop was retired: its data are deleted");
        Ok(())
    }

    /// What is no data of the office: the look, what this machine printed, and folders that officers look into.
    fn stays(&self, path: &Path) -> bool {
        let config = &self.config;
        let name = path.file_name().unwrap_or_default();
        let own = [FILE, crate::profile::FILE, crate::appearance::FILE];
        let mut folders = vec![&config.machine, &config.documents];
        folders.extend(&config.inboxes);
        folders.extend(&config.media);
        own.iter().any(|own| name == *own)
            || folders.into_iter().any(|folder| folder.starts_with(path))
    }

    /// Tells the office that this laptop is empty, until it has heard it.
    pub(crate) fn tell_retired(&self) -> Result<()> {
        let data = &self.config.data;
        let Some(leaving) = Leaving::load(data)?.filter(|leaving| !leaving.told) else {
            return Ok(());
        };
        let transport = Transport::new(&leaving.profile.server_url, &self.time, Cancel::default())?;
        let done = RetireDone {
            device: leaving.profile.device,
            word: leaving.word.clone(),
        };
        match transport.unsigned::<Done>("/retire/done", &done) {
            Ok(_) => {}
            // It knows nothing of it, such as after a restore: asking on changes nothing.
            Err(error) if error.view.code == "retire-unknown" => {}
            Err(error) => return Err(error),
        }
        Leaving {
            told: true,
            ..leaving
        }
        .save(data)
    }

    /// What the office was not told yet, for a request by stick to carry.
    pub(crate) fn retired_untold(&self) -> Result<Option<RetireDone>> {
        let leaving = Leaving::load(&self.config.data)?.filter(|leaving| !leaving.told);
        Ok(leaving.map(|leaving| RetireDone {
            device: leaving.profile.device,
            word: leaving.word,
        }))
    }

    /// When this laptop was retired; empty: it was not, or joined anew.
    pub(crate) fn retired_when(&self) -> Result<String> {
        let leaving = Leaving::load(&self.config.data)?;
        Ok(leaving.map_or_else(String::new, |leaving| {
            words::moment_with_zone(Zone::Wib, leaving.at)
        }))
    }

    /// The laptop joins again: what it was before is over.
    pub(crate) fn forget_retired(&self) -> Result<()> {
        Ok(remove(&self.config.data.join(FILE))?)
    }
}

/// A file or a folder with all that is in it; what is not there is gone already.
fn remove(path: &Path) -> io::Result<()> {
    let gone = match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match gone {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
