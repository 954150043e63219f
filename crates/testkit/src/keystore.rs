//! A keystore in memory, which can be told to fail.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jemput_app::{Keystore, KeystoreFault};

/// A computer's keystore; its clones are the same one.
#[derive(Debug, Clone, Default)]
pub struct Computer(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    kept: BTreeMap<String, String>,
    fault: Option<KeystoreFault>,
    fault_after_put: Option<KeystoreFault>,
}

impl Computer {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fails from now on; `None`: works again.
    pub fn fail(&self, fault: Option<KeystoreFault>) {
        self.state().fault = fault;
    }

    /// Keeps the next secret, and fails from then on.
    pub fn fail_after_put(&self, fault: KeystoreFault) {
        self.state().fault_after_put = Some(fault);
    }

    /// The system is set up anew.
    pub fn forget(&self) {
        self.state().kept.clear();
    }

    /// What it keeps.
    #[must_use]
    pub fn kept(&self) -> BTreeMap<String, String> {
        self.state().kept.clone()
    }

    /// Somebody else put something else in the place of every secret.
    pub fn replace_all(&self, secret: &str) {
        for kept in self.state().kept.values_mut() {
            secret.clone_into(kept);
        }
    }
}

type Answer<T> = Result<T, KeystoreFault>;

impl Keystore for Computer {
    fn get(&self, name: &str) -> Answer<Option<zeroize::Zeroizing<String>>> {
        let state = self.state();
        match state.fault {
            Some(fault) => Err(fault),
            None => Ok(state.kept.get(name).cloned().map(zeroize::Zeroizing::new)),
        }
    }

    fn put(&self, name: &str, secret: &str) -> Answer<()> {
        let mut state = self.state();
        if let Some(fault) = state.fault {
            return Err(fault);
        }
        state.kept.insert(name.to_owned(), secret.to_owned());
        state.fault = state.fault_after_put.take();
        Ok(())
    }

    fn delete(&self, name: &str) -> Answer<()> {
        let mut state = self.state();
        match state.fault {
            Some(fault) => Err(fault),
            None => {
                state.kept.remove(name);
                Ok(())
            }
        }
    }
}
