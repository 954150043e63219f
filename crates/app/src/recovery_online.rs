//! The recovery code over the network, for a laptop that is locked.
//!
//! Its key is locked in, so it cannot sign. It makes a key for this one question and shows eight letters of it; the
//! officer reads them to the clerk, who sees the same ones and sends the code to exactly that key. Somebody on the way who
//! puts a key of their own in its place shows other letters.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jemput_bundle::BoxKey;
use jemput_domain::recovery::RecoveryCode;
use jemput_wire::{
    enrol::{RecoveryAsk, RecoveryGiven},
    session::{RecoveryOnline, RecoveryWaiting},
};
use zeroize::Zeroizing;

use crate::{
    App,
    error::{Result, coded},
    profile::Profile,
    transport::{Cancel, Transport},
};

/// The question of this run of the program, if there is one.
#[derive(Default)]
pub(crate) struct Asking(Mutex<Option<Question>>);

struct Question {
    key: BoxKey,
    code: Option<Zeroizing<String>>,
}

impl App {
    fn question(&self) -> MutexGuard<'_, Option<Question>> {
        self.asked.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The code that came.
    pub(crate) fn arrived_code(&self) -> Option<Zeroizing<String>> {
        self.question().as_ref()?.code.clone()
    }

    pub(crate) fn forget_question(&self) {
        *self.question() = None;
    }

    pub(crate) fn recovery_online(&self, _: RecoveryOnline) -> Result<RecoveryWaiting> {
        let profile = Profile::enrolled(&self.config.data)?;
        let (key, code) = {
            let mut question = self.question();
            let question = question.get_or_insert_with(|| Question {
                key: BoxKey::generate(),
                code: None,
            });
            (question.key.clone(), question.code.clone())
        };
        let compare = key.public().compare_code();
        if code.is_some() {
            let arrived = true;
            return Ok(RecoveryWaiting { compare, arrived });
        }
        let transport = Transport::new(&profile.server_url, &self.time, Cancel::default())?;
        let ask = RecoveryAsk {
            device: profile.device,
            key: key.public().text(),
        };
        let given: RecoveryGiven = transport.unsigned("/recovery/ask", &ask)?;
        let arrived = !given.sealed.is_empty();
        if arrived {
            let code = opened(&key, &given.sealed).ok_or_else(|| coded("server-rubbish"))?;
            if let Some(question) = self.question().as_mut() {
                question.code = Some(code);
            }
        }
        Ok(RecoveryWaiting { compare, arrived })
    }
}

fn opened(key: &BoxKey, sealed: &str) -> Option<Zeroizing<String>> {
    let sealed = data_encoding::BASE64.decode(sealed.as_bytes()).ok()?;
    let bytes: [u8; 16] = key.unseal(&sealed).ok()?.as_slice().try_into().ok()?;
    Some(Zeroizing::new(RecoveryCode::from_bytes(bytes).text()))
}
