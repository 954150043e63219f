//! Snapshot files.

use std::cell::RefCell;

use jemput_store::{Store, keyring::DataKey};
use jemput_sync::{Digest, Mark, Snapshot};
use sha2::{Digest as _, Sha256};

const SCOPE: &str = "village:33.02.04.2007";
/// A store keeps the pieces: after so many files a new one is begun.
const FILES: u32 = 1000;

/// Reads bytes as a file that has come whole, and as what such a file unpacks to.
pub fn snapshot(bytes: &[u8]) {
    thread_local! {
        static PLACE: RefCell<Option<Place>> = const { RefCell::new(None) };
    }
    PLACE.with_borrow_mut(|place| {
        let place = match place {
            Some(place) if place.files < FILES => place,
            other => other.insert(Place::new()),
        };
        place.read(bytes);
        if let Ok(packed) = zstd::bulk::compress(bytes, 1) {
            place.read(&packed);
        }
    });
}

struct Place {
    store: Store,
    files: u32,
    _folder: tempfile::TempDir,
}

impl Place {
    #[expect(
        clippy::expect_used,
        reason = "a machine without a folder can try nothing"
    )]
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let key = DataKey::generate().expect("a key");
        Self {
            store: Store::create(&folder.path().join("laptop.db"), &key).expect("a store"),
            files: 0,
            _folder: folder,
        }
    }

    fn read(&mut self, packed: &[u8]) {
        self.files += 1;
        let told = Snapshot {
            mark: Mark {
                seq: 7,
                digest: Digest([1; 32]),
            },
            bytes: packed.len() as u64,
            sha256: Digest(Sha256::digest(packed).into()),
            records: 3,
        };
        if self.store.keep_snapshot_piece(&told, packed).is_err() {
            return;
        }
        let Ok(mut reader) = self.store.read_snapshot(SCOPE, &told) else {
            return;
        };
        while let Ok((_, false)) = reader.next(500) {}
    }
}
