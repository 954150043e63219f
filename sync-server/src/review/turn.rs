//! Who makes the list when: a few entries at once by whoever asks for it, many by the server in the background.

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError, TryLockError},
};

use anyhow::Result;
use tokio::sync::Notify;

use super::{Lists, Maker, mark};

/// So many entries are looked at while somebody waits; of more the list is told to be incomplete.
const SHORT: u64 = 500;
/// With so many entries a list is made although laptops are still sending.
const LONG: u64 = 50_000;

/// The list: made by one, read by all.
#[derive(Debug)]
pub(crate) struct Review {
    maker: Mutex<Maker>,
    lists: Mutex<Lists>,
    wanted: Notify,
}

impl Review {
    /// Opens the list beside the records.
    pub(crate) fn open(data: &Path) -> Result<Self> {
        let maker = Maker::open(data)?;
        let lists = Lists::open(&data.join("review.db"))?;
        Ok(Self {
            maker: Mutex::new(maker),
            lists: Mutex::new(lists),
            wanted: Notify::new(),
        })
    }

    fn maker(&self) -> MutexGuard<'_, Maker> {
        self.maker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The list, up to date with the log's head unless very much has come at once: then it says how much is missing,
    /// and the background goes on with it.
    pub(crate) fn lists(&self, head: u64) -> Result<MutexGuard<'_, Lists>> {
        let maker = match self.maker.try_lock() {
            Ok(maker) => Some(maker),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        };
        let Some(mut maker) = maker else {
            // Somebody is at it; whoever wants to look waits for him only where he is nearly done.
            let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
            lists.behind = head.saturating_sub(mark(&lists.db)?.seq);
            if lists.behind > SHORT {
                return Ok(lists);
            }
            drop(lists);
            return self.whole(self.maker());
        };
        if maker.behind()? > SHORT {
            self.wanted.notify_one();
        }
        self.whole(maker)
    }

    /// The list, with what is missing looked at unless that is too much.
    fn whole(&self, mut maker: MutexGuard<'_, Maker>) -> Result<MutexGuard<'_, Lists>> {
        let mut behind = maker.behind()?;
        if behind <= SHORT {
            while maker.step()? {}
            behind = 0;
        }
        drop(maker);
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.behind = behind;
        Ok(lists)
    }

    /// Until somebody waits for a list that is far behind.
    pub(crate) async fn wanted(&self) {
        self.wanted.notified().await;
    }

    /// Whether the list is far behind the log.
    pub(crate) fn is_far_behind(&self) -> Result<bool> {
        Ok(self.maker().behind()? > LONG)
    }

    /// Brings the list up to date. Others get their turn after each step.
    pub(crate) fn catch_up(&self) -> Result<()> {
        while self.maker().step()? {}
        while self.maker().quiet_step()? {}
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jemput_domain::id::{DeviceId, OfficerId};
    use jemput_store::{Author, Store};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    /// Two records of one man, with very many of others between them.
    fn log(store: &mut Store) {
        let author = Author::new(
            DeviceId(Uuid::from_u128(1)),
            OfficerId(Uuid::from_u128(2)),
            0,
        );
        for n in 0..=SHORT {
            let mut fields =
                json!({ "name": format!("Warga {n}"), "scope": "village:33.02.04.2007" });
            if n == 0 || n == SHORT {
                fields["nik"] = json!("3302040101800001");
            }
            let fields = fields.as_object().cloned().unwrap_or_default();
            store
                .transact_at_office(&author, |tx| tx.create(Uuid::now_v7(), "resident", fields))
                .unwrap();
        }
    }

    #[test]
    fn much_that_came_at_once_is_told_and_looked_through_in_the_background() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open_plain(&folder.path().join("records.db")).unwrap();
        let review = Review::open(folder.path()).unwrap();
        log(&mut store);
        let behind = review.lists(SHORT + 1).unwrap().behind;
        assert_eq!(behind, SHORT + 1, "nobody waits for so many");
        {
            let _at_it = review.maker();
            let lists = review.lists(SHORT + 1).unwrap();
            assert_eq!(lists.behind, SHORT + 1, "nobody waits for who makes it");
        }
        review.catch_up().unwrap();
        let lists = review.lists(SHORT + 1).unwrap();
        assert_eq!((lists.behind, lists.pair_count("").unwrap()), (0, 1));
    }
}
