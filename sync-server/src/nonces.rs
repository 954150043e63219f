//! No request counts twice: each carries 16 random bytes that are remembered.

use anyhow::Result;
use rusqlite::params;

use crate::desk::Desk;

/// How long a nonce is kept, and how old a request may be.
pub(crate) const WINDOW_MS: i64 = 24 * 60 * 60 * 1000;

impl Desk {
    /// Remembers a nonce; `false` when it was used before.
    ///
    /// A laptop whose clock is ahead keeps its nonce longer: until a request of that time is refused for its age.
    pub(crate) fn use_nonce(&self, nonce: &[u8; 16], time_ms: i64, now_ms: i64) -> Result<bool> {
        self.db
            .prepare_cached("DELETE FROM nonce WHERE until < ?1")?
            .execute([now_ms])?;
        let until = time_ms.max(now_ms).saturating_add(WINDOW_MS);
        let new = self
            .db
            .prepare_cached(
                "INSERT INTO nonce(nonce, until) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            )?
            .execute(params![nonce, until])?;
        Ok(new == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_good_once() {
        let desk = Desk::in_memory();
        assert!(desk.use_nonce(&[1; 16], 1000, 1000).unwrap());
        assert!(!desk.use_nonce(&[1; 16], 1000, 2000).unwrap());
        assert!(desk.use_nonce(&[2; 16], 1000, 2000).unwrap());
    }

    #[test]
    fn a_nonce_outlives_the_time_in_which_its_request_would_be_taken() {
        let desk = Desk::in_memory();
        let ahead = 3 * WINDOW_MS;
        assert!(desk.use_nonce(&[1; 16], ahead, 0).unwrap());
        assert!(!desk.use_nonce(&[1; 16], ahead, ahead + WINDOW_MS).unwrap());
    }
}
