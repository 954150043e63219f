//! Whether the log is what it was: walked again, and compared with the head that this office noted last.
//!
//! The running digest shows what was changed in the middle. Whoever cuts the end off, or computes all digests anew,
//! leaves a log that is consistent in itself: against that stand places that are kept elsewhere. Laptops keep marks of
//! every answer and raise an alarm; here the newest head is kept in the other database, under the office's signature, so
//! that nobody who only holds the files can put another one in its place.

use anyhow::Result;
use ed25519_dalek::Signature;
use jemput_store::LogCheck;
use jemput_sync::{Digest, Mark};
use serde::{Deserialize, Serialize};

use crate::{office::Office, secret};

/// Where it lies in `desk.db`.
const HEAD: &str = "log-head";

/// A head of the log that the office has signed.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Head {
    seq: u64,
    digest: Digest,
    /// ms since 1970 UTC.
    at: i64,
    signature: String,
}

impl Head {
    fn text(server_id: &str, mark: Mark, at: i64) -> String {
        format!(
            "jemput-head\n{server_id}\n{}\n{}\n{at}",
            mark.seq, mark.digest
        )
    }

    fn mark(&self) -> Mark {
        Mark {
            seq: self.seq,
            digest: self.digest,
        }
    }
}

impl Office {
    /// Notes where the log ends now; nothing where it is noted already.
    pub(crate) fn keep_head(&self) -> Result<()> {
        let mark = self.records().reader().log_head()?;
        if mark.seq == 0 || self.kept_head()? == Some(mark) {
            return Ok(());
        }
        if let Some(lost) = self.lost_head()? {
            // The old one stays, as the evidence that it is.
            tracing::error!(
                seq = lost.seq,
                "the log does not hold the head that was signed"
            );
            return Ok(());
        }
        let at = self.now_ms();
        let text = Head::text(&self.keys.server_id, mark, at);
        let head = Head {
            seq: mark.seq,
            digest: mark.digest,
            at,
            signature: secret::hex(&self.keys.sign_answer(&text)),
        };
        self.desk().set_meta(HEAD, &serde_json::to_string(&head)?)
    }

    /// The head that was noted last, if the log does not hold it any more: it was cut or written anew.
    pub(crate) fn lost_head(&self) -> Result<Option<Mark>> {
        let Some(kept) = self.kept_head()? else {
            return Ok(None);
        };
        let digest = self.records().reader().log_digest(kept.seq)?;
        Ok((digest != Some(kept.digest)).then_some(kept))
    }

    /// After a restore, which a signed entry tells of, or when somebody has looked into the loss.
    pub(crate) fn forget_head(&self) -> Result<()> {
        self.desk().forget_meta(HEAD)
    }

    /// The head that was noted last; one that this office has not signed is none.
    fn kept_head(&self) -> Result<Option<Mark>> {
        let Some(json) = self.desk().meta(HEAD)? else {
            return Ok(None);
        };
        let Ok(head) = serde_json::from_str::<Head>(&json) else {
            return Ok(None);
        };
        let signature =
            secret::from_hex(&head.signature).and_then(|bytes| Signature::from_slice(&bytes).ok());
        let text = Head::text(&self.keys.server_id, head.mark(), head.at);
        let genuine = signature.is_some_and(|signature| {
            let key = self.keys.answer_public();
            key.verify_strict(text.as_bytes(), &signature).is_ok()
        });
        Ok(genuine.then(|| head.mark()))
    }

    /// Walks the whole log; with what it was compared, in words. Minutes on a large office; laptops are served meanwhile.
    ///
    /// # Errors
    /// When the database cannot be read at all.
    pub fn verify_log(&self, expected: &[Mark]) -> Result<(LogCheck, Vec<String>)> {
        let mut expected = expected.to_vec();
        let mut names: Vec<String> = expected
            .iter()
            .map(|mark| format!("{}:{}, as given", mark.seq, mark.digest))
            .collect();
        if let Some(kept) = self.kept_head()? {
            names.push(format!(
                "the head that this office signed, entry {}",
                kept.seq
            ));
            expected.push(kept);
        }
        let check = self.records().aside()?.verify_log(&expected)?;
        Ok((check, names))
    }
}

#[cfg(test)]
mod tests {
    use std::{path::Path, sync::Arc};

    use jemput_domain::audit::Deed;
    use jemput_store::LogFault;

    use super::*;
    use crate::SystemClock;

    fn open(data: &Path) -> Office {
        Office::open(data, None, Arc::new(SystemClock)).unwrap()
    }

    fn fault(office: &Office) -> Option<LogFault> {
        office
            .verify_log(&[])
            .unwrap()
            .0
            .broken
            .map(|broken| broken.fault)
    }

    #[test]
    fn a_log_whose_end_was_cut_off_does_not_reach_the_head_that_the_office_signed() {
        let folder = tempfile::tempdir().unwrap();
        let office = open(folder.path());
        for n in 0..3 {
            office.note("", Deed::Rule, None, &n.to_string()).unwrap();
        }
        office.keep_head().unwrap();
        assert_eq!(fault(&office), None);
        drop(office);
        let raw = rusqlite::Connection::open(folder.path().join("records.db")).unwrap();
        raw.execute_batch("DELETE FROM log WHERE seq = 3; DELETE FROM change WHERE seq = 3;")
            .unwrap();
        let office = open(folder.path());
        assert_eq!(fault(&office), Some(LogFault::Missing));
        office.note("", Deed::Rule, None, "later").unwrap();
        office.keep_head().unwrap();
        let told = office.health().unwrap().faults;
        assert!(told.iter().any(|one| one.contains("entry 3")), "{told:?}");
        assert_eq!(fault(&office), Some(LogFault::Expected), "another entry 3");
        // A head that somebody wrote by hand is believed by nobody.
        let json = office.desk().meta(HEAD).unwrap().unwrap();
        let forged = json.replace("\"seq\":3", "\"seq\":2");
        office.desk().set_meta(HEAD, &forged).unwrap();
        assert_eq!(office.kept_head().unwrap(), None);
    }
}
