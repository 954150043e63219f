//! Content of attached files.

use jemput_store::{BLOB_PIECE, Store};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::{author, id, laptop, object};

fn content(length: usize) -> Vec<u8> {
    (0..length)
        .map(|at| u8::try_from(at * 7 % 251).expect("below 251"))
        .collect()
}

fn attach(store: &mut Store, at: u128, bytes: &[u8]) -> [u8; 32] {
    store
        .transact(&author(10), |tx| {
            let sha256 = tx.put_blob(bytes, None)?;
            let fields = json!({
                "scope": "village:33.99.04.2007", "owner": id(1), "bytes": bytes.len(),
                "sha256": data_encoding::HEXLOWER.encode(&sha256),
            });
            tx.create(id(at), "attachment", object(fields))?;
            Ok::<_, jemput_store::StoreError>(sha256)
        })
        .expect("attached")
        .value
}

#[test]
fn a_file_is_kept_in_pieces_and_read_back_whole() {
    let (_folder, mut store) = laptop();
    for length in [1, BLOB_PIECE - 1, BLOB_PIECE, 2 * BLOB_PIECE + 5] {
        let bytes = content(length);
        let sha256 = attach(&mut store, length as u128, &bytes);
        assert_eq!(store.blob_bytes(&sha256).unwrap().unwrap(), bytes);
        let last = (length - 1) / BLOB_PIECE * BLOB_PIECE;
        let piece = store.blob_piece(&sha256, last as u64).unwrap().unwrap();
        assert_eq!(piece, bytes[last..]);
        assert_eq!(
            store
                .blob_piece(&sha256, (last + BLOB_PIECE) as u64)
                .unwrap(),
            None
        );
    }
    assert_eq!(store.blob_counts().unwrap().files, 4);
}

#[test]
fn a_file_goes_only_when_the_office_has_its_record() {
    let (_folder, mut store) = laptop();
    attach(&mut store, 5, b"foto");
    assert_eq!(store.next_blob_to_send().unwrap(), None);
    assert_eq!(
        store.blob_counts().unwrap().files,
        1,
        "and it is counted as waiting"
    );
}

#[test]
fn a_file_that_is_taken_back_is_not_waited_for() {
    let (_folder, mut store) = laptop();
    attach(&mut store, 5, b"foto");
    store
        .transact(&author(11), |tx| {
            tx.edit_value(id(5), "deleted", json!(true))
        })
        .unwrap();
    assert_eq!(store.blob_counts().unwrap().files, 0);
}

#[test]
fn a_file_comes_in_pieces_goes_on_after_a_cut_and_its_hash_decides() {
    let (_folder, mut store) = laptop();
    let bytes = content(BLOB_PIECE + 100);
    let length = bytes.len() as u64;
    let sha256: [u8; 32] = Sha256::digest(&bytes).into();
    store.want_blob(&sha256, length).unwrap();
    let wanted = store.next_blob_to_fetch().unwrap().unwrap();
    assert_eq!((wanted.have, wanted.length), (0, length));
    let (first, second) = bytes.split_at(BLOB_PIECE);
    let piece = BLOB_PIECE as u64;
    assert!(
        store
            .take_blob_piece(&sha256, length, piece, second)
            .is_err(),
        "out of order"
    );
    assert!(
        store
            .take_blob_piece(&sha256, length, 0, &first[1..])
            .is_err(),
        "half a piece"
    );
    assert!(store.take_blob_piece(&sha256, length, 0, first).unwrap());
    assert_eq!(
        store.blob_bytes(&sha256).unwrap(),
        None,
        "half a file is none"
    );

    let damaged = vec![0; second.len()];
    assert!(
        !store
            .take_blob_piece(&sha256, length, piece, &damaged)
            .unwrap()
    );
    assert_eq!(store.next_blob_to_fetch().unwrap().unwrap().have, 0);

    assert!(store.take_blob_piece(&sha256, length, 0, first).unwrap());
    assert!(
        store
            .take_blob_piece(&sha256, length, piece, second)
            .unwrap()
    );
    assert_eq!(store.blob_bytes(&sha256).unwrap().unwrap(), bytes);
    assert_eq!(store.next_blob_to_fetch().unwrap(), None);
    assert!(
        store.blob(&sha256).unwrap().unwrap().is_sent(),
        "it came from the office"
    );
    assert!(
        store.take_blob_piece(&sha256, length, 0, first).unwrap(),
        "once more"
    );
}

#[test]
fn a_restored_office_is_offered_all_files_that_are_here() {
    let (_folder, mut store) = laptop();
    let sha256 = attach(&mut store, 5, b"foto");
    store.note_blob_sent(&sha256, 4).unwrap();
    assert_eq!(store.blob_counts().unwrap().files, 0);
    store.offer_blobs_again().unwrap();
    assert_eq!(store.blob_counts().unwrap().files, 1);
}

#[test]
fn a_stuck_file_is_left_out_until_somebody_asks_again() {
    let (_folder, store) = laptop();
    let sha256 = [7; 32];
    store.want_blob(&sha256, 10).unwrap();
    store.note_blob_problem(&sha256, "blob-absent").unwrap();
    assert_eq!(store.next_blob_to_fetch().unwrap(), None);
    assert_eq!(store.blob_counts().unwrap().stuck, 1);
    store.retry_blobs().unwrap();
    assert!(store.next_blob_to_fetch().unwrap().is_some());
    assert_eq!(store.blob_counts().unwrap().stuck, 0);
}
