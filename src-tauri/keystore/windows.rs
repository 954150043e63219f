//! The Credential Manager: what it keeps lies encrypted under the user's logon.

use std::collections::HashMap;

use jemput_app::{Keystore, KeystoreFault};
use keyring_core::{Entry, Error, api::CredentialStoreApi as _};
use windows_native_keyring_store::Store;
use zeroize::Zeroizing;

use super::Answer;

pub(super) struct Native;

impl Keystore for Native {
    fn get(&self, name: &str) -> Answer<Option<Zeroizing<String>>> {
        match entry(name)?.get_secret() {
            Ok(secret) => Ok(String::from_utf8(secret).ok().map(Zeroizing::new)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(fault(&error)),
        }
    }

    fn put(&self, name: &str, secret: &str) -> Answer<()> {
        let kept = entry(name)?.set_secret(secret.as_bytes());
        kept.map_err(|error| fault(&error))
    }

    fn delete(&self, name: &str) -> Answer<()> {
        match entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(fault(&error)),
        }
    }
}

/// Of this machine: it must not travel with a roaming profile.
fn entry(name: &str) -> Answer<Entry> {
    let here = HashMap::from([("persistence", "Local")]);
    let store = Store::new().map_err(|error| fault(&error))?;
    let entry = store.build("Jemput", name, Some(&here));
    entry.map_err(|error| fault(&error))
}

fn fault(error: &Error) -> KeystoreFault {
    match error {
        // Without a logon session there is nothing to encrypt with.
        Error::NoStorageAccess(_) => KeystoreFault::Locked,
        error => {
            tracing::warn!(%error, "the keystore refused");
            KeystoreFault::Refused
        }
    }
}
