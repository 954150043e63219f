//! The Secret Service of the session's bus: GNOME's keyring, KDE's wallet, KeePassXC.
//!
//! No question opens a dialog: who is asked for a password of another program before signing in to this one does not know
//! which one is meant. What is locked is told as locked. The secret crosses the bus as it is: whoever can listen there can
//! ask for it as well.

use std::{collections::HashMap, path::PathBuf};

use dbus_secret_service::{Collection, EncryptionType, Error, Item, SecretService};
use jemput_app::{Keystore, KeystoreFault};
use zeroize::Zeroizing;

use super::Answer;

/// What desktops show in their lists of passwords.
const LABEL: &str = "Jemput: kunci laptop";

pub(super) struct Native;

impl Keystore for Native {
    fn get(&self, name: &str) -> Answer<Option<Zeroizing<String>>> {
        let service = connect()?;
        let Some(item) = find(&service, name)? else {
            return Ok(None);
        };
        let secret = item.get_secret().map_err(fault)?;
        match String::from_utf8(secret) {
            Ok(text) => Ok(Some(Zeroizing::new(text))),
            // Not what was put there.
            Err(_) => Ok(None),
        }
    }

    fn put(&self, name: &str, secret: &str) -> Answer<()> {
        let service = connect()?;
        let collection = default(&service)?;
        collection
            .create_item(LABEL, facts(name), secret.as_bytes(), true, "text/plain")
            .map_err(fault)?;
        Ok(())
    }

    fn delete(&self, name: &str) -> Answer<()> {
        let service = connect()?;
        while let Some(item) = find(&service, name)? {
            item.delete().map_err(fault)?;
        }
        Ok(())
    }
}

fn facts(name: &str) -> HashMap<&str, &str> {
    HashMap::from([("application", "jemput"), ("laptop", name)])
}

/// Without a bus that is there already: the library would start one of its own, on which nobody keeps anything.
fn connect() -> Answer<SecretService> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let is_there = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
        || runtime.is_some_and(|folder| folder.join("bus").exists());
    if !is_there {
        return Err(KeystoreFault::Absent);
    }
    // No seconds: no dialogs.
    SecretService::connect_with_max_prompt_timeout(EncryptionType::Plain, 0).map_err(fault)
}

/// Where programs keep what shall be there tomorrow; not one that goes with the session.
fn default(service: &SecretService) -> Answer<Collection<'_>> {
    let collection = service.get_default_collection().map_err(fault)?;
    if collection.is_locked().map_err(fault)? {
        return Err(KeystoreFault::Locked);
    }
    Ok(collection)
}

/// `None` only where it can be known: some services do not look into what is locked.
fn find<'a>(service: &'a SecretService, name: &str) -> Answer<Option<Item<'a>>> {
    let mut found = service.search_items(facts(name)).map_err(fault)?;
    if let Some(item) = found.unlocked.pop() {
        return Ok(Some(item));
    }
    if !found.locked.is_empty() {
        return Err(KeystoreFault::Locked);
    }
    default(service)?;
    Ok(None)
}

fn fault(error: Error) -> KeystoreFault {
    match error {
        // No service, or one in which nobody has made a keyring yet.
        Error::Unavailable | Error::NoResult => KeystoreFault::Absent,
        Error::Locked | Error::Prompt => KeystoreFault::Locked,
        Error::Dbus(error) => match error.name().unwrap_or_default() {
            "org.freedesktop.Secret.Error.IsLocked" => KeystoreFault::Locked,
            "org.freedesktop.DBus.Error.NoReply"
            | "org.freedesktop.DBus.Error.Timeout"
            | "org.freedesktop.DBus.Error.TimedOut" => KeystoreFault::Silent,
            "org.freedesktop.DBus.Error.ServiceUnknown"
            | "org.freedesktop.DBus.Error.NameHasNoOwner"
            | "org.freedesktop.DBus.Error.NoServer"
            | "org.freedesktop.DBus.Error.FileNotFound"
            | "org.freedesktop.DBus.Error.Disconnected" => KeystoreFault::Absent,
            name if name.starts_with("org.freedesktop.DBus.Error.Spawn") => KeystoreFault::Absent,
            name => refused(name),
        },
        error => refused(&error.to_string()),
    }
}

fn refused(why: &str) -> KeystoreFault {
    tracing::warn!(why, "the keystore refused");
    KeystoreFault::Refused
}
