//! The system's keystore: the Secret Service on Linux, the Credential Manager on Windows.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
use linux::Native;
#[cfg(windows)]
use windows::Native;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use jemput_app::{Keystore, KeystoreFault};
use zeroize::Zeroizing;

/// An officer stands before the screen meanwhile.
const PATIENCE: Duration = Duration::from_secs(5);
/// Questions that may wait for an answer that does not come; the next ones are not even asked.
const MOST_WAITING: usize = 4;

type Answer<T> = Result<T, KeystoreFault>;

/// This system's.
pub(crate) fn native() -> Box<dyn Keystore> {
    #[cfg(any(target_os = "linux", windows))]
    return Box::new(Patient::new(Native));
    #[cfg(not(any(target_os = "linux", windows)))]
    Box::new(jemput_app::NoKeystore)
}

/// Asks on a thread of its own, so that what hangs there holds nobody up here.
struct Patient<K> {
    keystore: Arc<K>,
    waiting: Arc<AtomicUsize>,
    patience: Duration,
}

impl<K: Keystore + 'static> Patient<K> {
    fn new(keystore: K) -> Self {
        Self {
            keystore: Arc::new(keystore),
            waiting: Arc::default(),
            patience: PATIENCE,
        }
    }

    fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&K) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let (keystore, waiting) = (Arc::clone(&self.keystore), Arc::clone(&self.waiting));
        if waiting.fetch_add(1, Ordering::SeqCst) >= MOST_WAITING {
            waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(KeystoreFault::Silent);
        }
        let (tell, told) = mpsc::channel();
        let ask = move || {
            let answer = question(&keystore);
            waiting.fetch_sub(1, Ordering::SeqCst);
            // Nobody listens any more: it came too late.
            let _ = tell.send(answer);
        };
        let thread = thread::Builder::new().name("keystore".to_owned());
        if thread.spawn(ask).is_err() {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(KeystoreFault::Silent);
        }
        let answer = told.recv_timeout(self.patience);
        let answer = answer.unwrap_or(Err(KeystoreFault::Silent));
        if let Err(fault) = &answer {
            tracing::info!(?fault, "the keystore does not help");
        }
        answer
    }
}

impl<K: Keystore + 'static> Keystore for Patient<K> {
    fn get(&self, name: &str) -> Answer<Option<Zeroizing<String>>> {
        let name = name.to_owned();
        self.ask(move |keystore| keystore.get(&name))
    }

    fn put(&self, name: &str, secret: &str) -> Answer<()> {
        let (name, secret) = (name.to_owned(), Zeroizing::new(secret.to_owned()));
        self.ask(move |keystore| keystore.put(&name, &secret))
    }

    fn delete(&self, name: &str) -> Answer<()> {
        let name = name.to_owned();
        self.ask(move |keystore| keystore.delete(&name))
    }
}

#[cfg(test)]
mod tests;
