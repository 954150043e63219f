//! What is kept beside the log.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Backend, change, device, logged, read, within, write};
use crate::{
    Ack, AckState, Archive as _, ChangeId, Ledger as _, Thread, hash,
    parcel::{Place, PostOffice as _},
};

/// One laptop's turns are not another's.
pub fn turns_and_places_are_kept_laptop_by_laptop<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    let thread = |n: u8| Thread {
        accepted: (n > 1).then(|| hash(&[n])),
        issued: hash(&[n, n]),
    };
    let ack = Ack {
        id: Some(ChangeId {
            session: u64::MAX,
            n: 7,
        }),
        seq: 9,
        eff: -5,
        state: AckState::Parked,
        reason: Some("change-outside-scope".to_owned()),
        flags: Default::default(),
    };
    let place = Place {
        cursor: 5,
        held: BTreeMap::from([("village:1".to_owned(), 3)]),
        fetch: BTreeMap::from([("all".to_owned(), Some(device(9)))]),
        want: [device(4)].into(),
        number: 2,
        parcels: vec![device(8), device(7)],
        acks: vec![ack],
        files: BTreeMap::from([(hash(b"photo"), 5)]),
        ..Place::default()
    };
    let look = |archive: &mut B::Archive, n| {
        read(archive, |ledger| {
            Ok((ledger.thread(device(n))?, ledger.place(device(n))?))
        })
    };
    assert_eq!(look(&mut archive, 1), (None, None));
    for n in [1_u8, 2] {
        write(&mut archive, |ledger| {
            ledger.set_thread(device(1), &thread(n))?;
            ledger.set_place(device(1), &place)
        });
    }
    write(&mut archive, |ledger| {
        ledger.set_thread(device(2), &thread(1))
    });
    assert_eq!(look(&mut archive, 1), (Some(thread(2)), Some(place)));
    assert_eq!(look(&mut backend.connect(), 2), (Some(thread(1)), None));
    assert_eq!(look(&mut archive, 3), (None, None));
}

/// Set outside of requests, seen by all of them.
pub fn the_offices_id_and_the_reach_of_its_backup_are_in_every_transaction<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    let look = |archive: &mut B::Archive| {
        read(archive, |ledger| {
            Ok((ledger.server_id()?, ledger.durable_seq()?))
        })
    };
    assert_eq!(look(&mut archive).1, 0);
    archive
        .set_server_id("kantor-1")
        .expect("the storage writes");
    logged(&mut archive, &change(1, 1, &[(1, within("all", "x"))]));
    logged(&mut archive, &change(1, 2, &[(1, json!({ "name": "y" }))]));
    archive.set_durable(1).expect("the storage writes");
    assert_eq!(look(&mut archive), ("kantor-1".to_owned(), 1));
    assert_eq!(look(&mut backend.connect()), ("kantor-1".to_owned(), 1));
    let within = write(&mut archive, |ledger| ledger.durable_seq());
    assert_eq!(within, 1);
}
