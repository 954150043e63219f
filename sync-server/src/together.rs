//! Laptops that ask at the same time are answered in one transaction.
//!
//! Half of what a push of fifty changes costs is its commit: the pages of all indexes that it touched, written twice,
//! and two waits for the disk. Whoever gets the writer takes those along who came meanwhile. Nobody waits for others to
//! come: a laptop that asks alone is answered alone.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::Result;
use jemput_store::{Asked, Store};
use jemput_sync::{Grant, Limits, SyncAnswer, SyncRequest};

/// Most requests that are answered at once.
const MOST: usize = 32;
/// Most changes that they bring: so long do others wait.
const MOST_CHANGES: usize = 1_600;

/// One laptop that waits.
#[derive(Debug)]
pub(crate) struct Ask {
    pub(crate) grant: Grant,
    pub(crate) request: Arc<SyncRequest>,
    pub(crate) now_ms: i64,
    pub(crate) limits: Limits,
}

#[derive(Debug)]
struct Waiting {
    ask: Ask,
    answer: Mutex<Option<SyncAnswer>>,
}

impl Waiting {
    fn asked(&self) -> Asked<'_> {
        Asked {
            grant: &self.ask.grant,
            request: &self.ask.request,
            now_ms: self.ask.now_ms,
            limits: &self.ask.limits,
        }
    }

    fn answer(&self) -> MutexGuard<'_, Option<SyncAnswer>> {
        self.answer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Those who wait for the writer, in the order of their coming.
#[derive(Debug, Default)]
pub(crate) struct Queue(Mutex<VecDeque<Arc<Waiting>>>);

impl Queue {
    fn waiting(&self) -> MutexGuard<'_, VecDeque<Arc<Waiting>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a laptop, once `writer` gives the database; it may find its answer there.
    pub(crate) fn serve<'a>(
        &self,
        ask: Ask,
        writer: impl FnOnce() -> MutexGuard<'a, Store>,
    ) -> Result<SyncAnswer> {
        let own = Arc::new(Waiting {
            ask,
            answer: Mutex::default(),
        });
        self.waiting().push_back(Arc::clone(&own));
        let mut writer = writer();
        loop {
            if let Some(answer) = own.answer().take() {
                return Ok(answer);
            }
            let group = self.next(&own);
            if group.len() < 2 {
                break;
            }
            let asked: Vec<_> = group.iter().map(|one| one.asked()).collect();
            let Ok(answers) = writer.serve_together(&asked) else {
                // Nothing of it was kept; who of them is to blame shows when each asks alone.
                break;
            };
            for (one, answer) in group.iter().zip(answers) {
                *one.answer() = Some(answer);
            }
        }
        let mut answers = writer.serve_together(&[own.asked()])?;
        answers.pop().ok_or_else(|| anyhow::anyhow!("no answer"))
    }

    /// Takes the next ones out; nobody when `own` is not among those who wait any more: whoever took it has failed.
    fn next(&self, own: &Arc<Waiting>) -> Vec<Arc<Waiting>> {
        let mut waiting = self.waiting();
        if !waiting.iter().any(|one| Arc::ptr_eq(one, own)) {
            return Vec::new();
        }
        let (mut group, mut changes) = (Vec::new(), 0);
        while let Some(one) = waiting.pop_front_if(|one| {
            changes += one.ask.request.changes.len();
            group.is_empty() || changes <= MOST_CHANGES
        }) {
            group.push(one);
            if group.len() == MOST {
                break;
            }
        }
        group
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path, thread};

    use jemput_domain::id::{DeviceId, OfficerId};
    use jemput_store::{Author, keyring::DataKey};
    use jemput_sync::next_request;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    const LAPTOPS: u128 = 40;
    const EACH: u128 = 2;
    const VILLAGE: &str = "village:33.02.04.2007";

    /// What a laptop with some new residents asks.
    fn ask(folder: &Path, laptop: u128) -> Ask {
        let device = Uuid::from_u128(laptop);
        let path = folder.join(format!("{laptop}.db"));
        let mut store = Store::create(&path, &DataKey::from_bytes([7; 32])).unwrap();
        let author = Author::new(DeviceId(device), OfficerId(Uuid::from_u128(1)), 10);
        for n in 0..EACH {
            let fields = json!({ "name": format!("Warga {n}"), "scope": VILLAGE });
            let fields = fields.as_object().cloned().unwrap_or_default();
            let id = Uuid::from_u128(laptop << 64 | n);
            store
                .transact(&author, |tx| tx.create(id, "resident", fields))
                .unwrap();
        }
        Ask {
            grant: Grant {
                device,
                scopes: [VILLAGE.to_owned()].into(),
                office_kinds: BTreeSet::new(),
            },
            request: Arc::new(next_request(&store).unwrap()),
            now_ms: 20,
            limits: Limits::default(),
        }
    }

    struct Scene {
        folder: tempfile::TempDir,
        queue: Queue,
        office: Mutex<Store>,
    }

    impl Scene {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let office = Store::open_plain(&folder.path().join("records.db")).unwrap();
            Self {
                folder,
                queue: Queue::default(),
                office: Mutex::new(office),
            }
        }

        /// The answers to all laptops, of which none got the writer before all of them waited for it.
        fn rush(&self) -> Vec<Result<SyncAnswer>> {
            let asks: Vec<Ask> = (1..=LAPTOPS).map(|n| ask(self.folder.path(), n)).collect();
            let held = self.office.lock().unwrap();
            thread::scope(|scope| {
                let serve = |ask| self.queue.serve(ask, || self.office.lock().unwrap());
                let threads: Vec<_> = asks
                    .into_iter()
                    .map(|ask| scope.spawn(move || serve(ask)))
                    .collect();
                while self.queue.waiting().len() < threads.len() {
                    thread::yield_now();
                }
                drop(held);
                threads
                    .into_iter()
                    .map(|thread| thread.join().unwrap())
                    .collect()
            })
        }
    }

    #[test]
    fn each_of_many_at_once_gets_its_own_answer() {
        let scene = Scene::new();
        for answer in scene.rush() {
            let answer = answer.unwrap();
            assert_eq!(answer.acks.len(), EACH as usize);
            assert!(answer.acks.iter().all(|ack| ack.reason.is_none()));
            // Its own as numbers, those of whoever came before it as changes.
            assert_eq!(answer.rows.len() as u64, answer.cursor);
        }
        let head = scene.office.lock().unwrap().log_head().unwrap();
        assert_eq!(u128::from(head.seq), LAPTOPS * EACH);
        assert!(scene.queue.waiting().is_empty());
    }

    #[test]
    fn a_group_has_an_end_and_never_serves_somebody_who_was_taken_already() {
        let scene = Scene::new();
        let waiting: Vec<_> = (1..=LAPTOPS)
            .map(|n| {
                Arc::new(Waiting {
                    ask: ask(scene.folder.path(), n),
                    answer: Mutex::default(),
                })
            })
            .collect();
        scene.queue.waiting().extend(waiting.iter().cloned());
        let last = &waiting[LAPTOPS as usize - 1];
        let first = scene.queue.next(last);
        assert_eq!(first.len(), MOST);
        assert!(
            Arc::ptr_eq(&first[0], &waiting[0]),
            "in the order of their coming"
        );
        assert!(scene.queue.next(&waiting[0]).is_empty());
        assert_eq!(scene.queue.next(last).len(), LAPTOPS as usize - MOST);
        assert!(scene.queue.next(last).is_empty());
    }

    #[test]
    fn when_the_database_fails_everybody_is_told_and_nothing_is_kept() {
        let scene = Scene::new();
        let file = scene.folder.path().join("records.db");
        let other = rusqlite::Connection::open(&file).unwrap();
        other
            .execute_batch("ALTER TABLE thread RENAME TO away")
            .unwrap();
        assert!(scene.rush().iter().all(Result::is_err));
        assert!(scene.queue.waiting().is_empty());
        other
            .execute_batch("ALTER TABLE away RENAME TO thread")
            .unwrap();
        let mut office = scene.office.lock().unwrap();
        assert_eq!(office.log_head().unwrap().seq, 0);
        let late = ask(scene.folder.path(), LAPTOPS + 1);
        assert!(
            office
                .serve_together(&[Asked {
                    grant: &late.grant,
                    request: &late.request,
                    now_ms: 20,
                    limits: &late.limits,
                }])
                .is_ok()
        );
    }
}
