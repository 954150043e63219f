//! A short PIN for a session that was locked: never for a cold start.
//!
//! The PIN's wrap of the data key lies inside the encrypted database, so it is of no use to anybody who cannot open it
//! already. A sign-in by passphrase takes it into memory; from there it opens the locked session in the same run of the
//! program, for [`GOOD_FOR`] and after at most [`TRIES`] wrong ones. While the laptop is locked, memory holds this wrap
//! and not the key.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jemput_domain::id::OfficerId;
use jemput_store::{
    Store,
    keyring::{DataKey, WrappedKey},
};
use jemput_wire::{
    AppError,
    officers::{OfficerList, OfficersView, PinSet},
    session::{SessionView, UnlockPin},
};

use crate::{
    App,
    error::{Result, coded},
};

/// Since the last sign-in by passphrase.
const GOOD_FOR: Duration = Duration::from_secs(12 * 60 * 60);
/// Wrong ones until the passphrase is asked for.
const TRIES: u8 = 5;
const SHORTEST: usize = 6;
const LONGEST: usize = 12;

/// PINs of officers who signed in by passphrase in this run.
#[derive(Default)]
pub(crate) struct Pins(Mutex<BTreeMap<OfficerId, Ready>>);

#[derive(Clone)]
struct Ready {
    wrapped: WrappedKey,
    left: u8,
    /// Uptime of the sign-in by passphrase.
    since: Duration,
}

fn setting(officer: OfficerId) -> String {
    format!("pin:{officer}")
}

fn wrap_in(store: &Store, officer: OfficerId) -> Result<Option<WrappedKey>> {
    // Taken away: a setting that says nothing.
    Ok(store
        .setting::<Option<WrappedKey>>(&setting(officer))?
        .flatten())
}

/// Six digits or more, and not the first ones that everybody tries.
fn check(pin: &str) -> Result<()> {
    let digits = pin.as_bytes();
    if !(SHORTEST..=LONGEST).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return Err(AppError::new("pin-short").with("count", SHORTEST).into());
    }
    let in_steps_of = |step: i16| {
        digits
            .windows(2)
            .all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == step)
    };
    if [-1, 0, 1].into_iter().any(in_steps_of) {
        return Err(coded("pin-easy"));
    }
    Ok(())
}

impl App {
    fn pins(&self) -> MutexGuard<'_, BTreeMap<OfficerId, Ready>> {
        self.pins.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An officer signed in by passphrase: the PIN, if there is one, is good from now on.
    pub(crate) fn recall_pin(&self, store: &Store, officer: OfficerId) -> Result<()> {
        let wrapped = wrap_in(store, officer)?;
        let since = self.time.uptime(self.run).up;
        let mut pins = self.pins();
        match wrapped {
            Some(wrapped) => pins.insert(
                officer,
                Ready {
                    wrapped,
                    left: TRIES,
                    since,
                },
            ),
            None => pins.remove(&officer),
        };
        Ok(())
    }

    pub(crate) fn forget_pin(&self, officer: OfficerId) {
        self.pins().remove(&officer);
    }

    /// Nobody's PIN opens any more.
    pub(crate) fn forget_pins(&self) {
        self.pins().clear();
    }

    /// Whether the PIN is enough for this officer now.
    pub(crate) fn pin_is_ready(&self, officer: OfficerId) -> bool {
        let now = self.time.uptime(self.run).up;
        let mut pins = self.pins();
        pins.retain(|_, ready| now.saturating_sub(ready.since) < GOOD_FOR);
        pins.contains_key(&officer)
    }

    pub(crate) fn has_pin(&self, store: &Store, officer: OfficerId) -> Result<bool> {
        Ok(wrap_in(store, officer)?.is_some())
    }

    pub(crate) fn pin_set(&self, wish: PinSet) -> Result<OfficersView> {
        let session = self.session()?;
        let officer = session.officer.id;
        let wrapped = if wish.pin.is_empty() {
            None
        } else {
            check(&wish.pin)?;
            Some(self.wrap(&session.key, &wish.pin)?)
        };
        {
            let store = session.store();
            store.set_setting(&setting(officer), &wrapped)?;
            self.recall_pin(&store, officer)?;
        }
        self.officer_list(OfficerList {})
    }

    pub(crate) fn unlock_pin(&self, wish: UnlockPin) -> Result<SessionView> {
        let key = self.key_by_pin(wish.officer, &wish.pin)?;
        self.sign_in(wish.officer, key)
    }

    fn key_by_pin(&self, officer: OfficerId, pin: &str) -> Result<DataKey> {
        if !self.pin_is_ready(officer) {
            return Err(coded("pin-over"));
        }
        let ready = {
            let mut pins = self.pins();
            let ready = pins.get_mut(&officer).ok_or_else(|| coded("pin-over"))?;
            // Counted before it is tried: several at once count each.
            ready.left = ready.left.saturating_sub(1);
            let ready = ready.clone();
            if ready.left == 0 {
                pins.remove(&officer);
            }
            ready
        };
        match ready.wrapped.unwrap(pin) {
            Ok(key) => {
                let left = TRIES;
                self.pins().insert(officer, Ready { left, ..ready });
                Ok(key)
            }
            Err(_) => Err(match self.pins().get(&officer) {
                Some(ready) => AppError::new("pin-wrong").with("left", ready.left).into(),
                None => coded("pin-over"),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_has_six_digits_or_more_and_is_none_of_the_first_guesses() {
        for short in ["", "12345", "1234567890123", "12a456", "１２３４５６"] {
            assert_eq!(check(short).unwrap_err().view.code, "pin-short", "{short}");
        }
        for easy in ["000000", "123456", "987654", "3456789"] {
            assert_eq!(check(easy).unwrap_err().view.code, "pin-easy", "{easy}");
        }
        assert!(check("271828").is_ok() && check("112233").is_ok());
    }
}
