//! Joining an office that no network leads to.
//!
//! The request is a file that only the office can read, signed by the key that asks. It may be lost and be written again,
//! come to the office twice, and be overtaken by the network: the office gives one code and one key one answer. The answer
//! is the beginning of the office's ordinary bundle for this laptop, which is taken in afterwards like any other.

use std::{fs, io, path::Path};

use ed25519_dalek::SigningKey;
use jemput_bundle::BoxPublic;
use jemput_store::{Store, keyring::DataKey};
use jemput_wire::{
    enrol::EnrolRequest,
    session::{
        AskedView, Enrol, EnrolAnswerTake, EnrolForget, EnrolOnline, EnrolRequestSave,
        SessionState, SessionView,
    },
};

use super::{
    Joining, check, open,
    pending::{Asked, ByUsb, by_usb, device_key, note_by_usb},
    ticket,
};
use crate::{
    App,
    error::{Result, coded},
    keys::Keys,
    transport::{Transport, hex},
};

impl App {
    pub(crate) fn enrol_request_save(&self, wish: EnrolRequestSave) -> Result<SessionView> {
        self.not_enrolled()?;
        let before = Asked::load(&self.config.data)?;
        let folder = Self::bundle_path(&wish.folder)?;
        let (store, key, usb) = match wish.wish {
            Some(wish) => {
                if before.is_some() {
                    return Err(coded("enrol-request-waits"));
                }
                self.begin_request(wish)?
            }
            None => {
                let (_, store) = self.reopen(&wish.passphrase)?;
                let (key, usb) = by_usb(&store)?;
                (store, key, usb)
            }
        };
        // First: whatever comes now, the laptop knows that somebody may be on the way with its request.
        let mut asked = before.clone().unwrap_or_else(|| Asked {
            at: None,
            path: String::new(),
            officer_name: usb.officer_name.clone(),
            server_url: usb.server_url.clone(),
        });
        asked.save(&self.config.data)?;
        match self.write_asked(&store, &folder, &key, &usb) {
            Ok(path) => asked.path = path,
            Err(error) => {
                if before.is_none() {
                    // Nobody has it: the form is still there.
                    Asked::forget(&self.config.data)?;
                }
                return Err(error);
            }
        }
        asked.at = Some(self.time.now_ms());
        asked.save(&self.config.data)?;
        self.session_state(SessionState {})
    }

    /// Database, keys and what is asked, all on the disk.
    fn begin_request(&self, wish: Enrol) -> Result<(Store, SigningKey, ByUsb)> {
        check(&wish)?;
        office_of(&wish.ticket)?;
        let usb = ByUsb {
            server_url: match wish.server_url.trim() {
                "" => String::new(),
                typed => Transport::address(typed)?,
            },
            ticket: wish.ticket,
            code: wish.code.trim().to_owned(),
            device_name: wish.device_name.trim().to_owned(),
            officer_name: wish.officer_name.trim().to_owned(),
        };
        let (_, store) = self.prepare(&wish.passphrase)?;
        let key = device_key(&store)?;
        note_by_usb(&store, &key, &usb)?;
        Ok((store, key, usb))
    }

    fn write_asked(
        &self,
        store: &Store,
        folder: &Path,
        key: &SigningKey,
        usb: &ByUsb,
    ) -> Result<String> {
        let request = EnrolRequest {
            code: usb.code.clone(),
            device_public_key: hex(key.verifying_key().as_bytes()),
            device_name: usb.device_name.clone(),
            officer_name: usb.officer_name.clone(),
        };
        let office = office_of(&usb.ticket)?;
        let retired = self.retired_untold()?;
        let path = self.write_request(store, folder, &office, key, request, retired)?;
        Ok(path.display().to_string())
    }

    pub(crate) fn enrol_answer_take(&self, wish: EnrolAnswerTake) -> Result<SessionView> {
        self.not_enrolled()?;
        let path = Self::bundle_path(&wish.path)?;
        let (data_key, store) = self.reopen(&wish.passphrase)?;
        let (device_key, usb) = by_usb(&store)?;
        let pin = ticket::pinned(&ticket::read(&usb.ticket)?)?;
        let own = device_key.verifying_key();
        let (opened, answer) = self.open_answer(&store, &path, &pin, &own)?;
        let joining = Joining {
            data_key,
            store,
            device_key,
            officer_name: usb.officer_name,
            server_url: usb.server_url,
        };
        // What this laptop was before was told with the request.
        self.forget_retired()?;
        let session = self.become_member(joining, answer)?;
        self.await_word(&session, opened, &path)?;
        self.session_state(SessionState {})
    }

    pub(crate) fn enrol_online(&self, wish: EnrolOnline) -> Result<SessionView> {
        self.not_enrolled()?;
        let usb = {
            let (_, store) = self.reopen(&wish.passphrase)?;
            by_usb(&store)?.1
        };
        self.enrol(Enrol {
            code: usb.code,
            server_url: usb.server_url,
            ticket: usb.ticket,
            device_name: usb.device_name,
            officer_name: usb.officer_name,
            passphrase: wish.passphrase,
        })
    }

    pub(crate) fn enrol_forget(&self, _: EnrolForget) -> Result<SessionView> {
        self.not_enrolled()?;
        let data = &self.config.data;
        // Only where nothing but a request was made: a database beside no profile may be somebody's work.
        if Asked::load(data)?.is_none() {
            return Err(coded("enrol-request-none"));
        }
        self.drop_bundle();
        let database = self.database_path();
        for end in ["", "-wal", "-shm"] {
            let mut file = database.as_os_str().to_owned();
            file.push(end);
            match fs::remove_file(&file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Keys::wipe(data)?;
        // Last: while it is there, the same can be asked for again.
        Asked::forget(data)?;
        self.session_state(SessionState {})
    }

    /// For the screen before a laptop has joined.
    pub(crate) fn asked_view(&self) -> Result<Option<AskedView>> {
        Ok(Asked::load(&self.config.data)?.map(AskedView::from))
    }

    /// Somebody works here from now on.
    pub(crate) fn forget_asked(&self) -> Result<()> {
        Asked::forget(&self.config.data)
    }

    /// The database of a request that was made.
    fn reopen(&self, passphrase: &str) -> Result<(DataKey, Store)> {
        let path = self.database_path();
        if Asked::load(&self.config.data)?.is_none() || !path.exists() {
            return Err(coded("enrol-request-none"));
        }
        let keys = Keys::load(&self.config.data)?;
        let wrap = keys.wraps.first();
        let wrap = wrap.ok_or_else(|| coded("enrol-request-none"))?;
        open(&path, wrap, passphrase)
    }
}

/// The office's key for bundles, which its line must have.
fn office_of(line: &str) -> Result<BoxPublic> {
    if line.trim().is_empty() {
        return Err(coded("enrol-ticket-no-usb"));
    }
    let key = ticket::read(line)?.usb_key;
    let key = key.ok_or_else(|| coded("enrol-ticket-no-usb"))?;
    BoxPublic::from_bytes(&key).map_err(|_| coded("enrol-ticket-damaged"))
}
