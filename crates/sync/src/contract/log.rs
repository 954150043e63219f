//! The log: one order, one digest, each id once.

use serde_json::json;

use super::{
    Backend, Stop, bytes, change, device, grant, logged, read, record, take, whole, within, write,
};
use crate::{
    AckState, Archive as _, Checksum, Digest, Ledger as _, Mark, Thread, admit, erasing, hash,
    parcel::{Place, PostOffice as _},
};

/// All of it or nothing.
pub fn an_error_in_the_middle_of_the_work_leaves_nothing_of_it<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    logged(
        &mut archive,
        &change(1, 1, &[(1, within("village:1", "Sri"))]),
    );
    let before = whole(&mut archive, &[1, 2]);
    let stopped = archive.write::<(), Stop<_>>(|ledger| {
        take(
            ledger,
            &change(
                1,
                2,
                &[(1, json!({ "name": "Sumarni" })), (2, within("all", "x"))],
            ),
        )?;
        let mark = ledger.head()?.mark;
        let thread = Thread {
            accepted: None,
            issued: mark.digest,
        };
        ledger.set_thread(device(1), &thread)?;
        ledger.set_place(
            device(1),
            &Place {
                cursor: 7,
                ..Place::default()
            },
        )?;
        ledger.quarantine(device(1), b"rubbish", "change-unreadable", 5)?;
        ledger.note_fork(device(1), 5)?;
        ledger.note_rollback(device(1), mark, Mark::default(), 5)?;
        ledger.erase(1)?;
        Err(Stop::Wished)
    });
    assert!(matches!(stopped, Err(Stop::Wished)), "{stopped:?}");
    assert_eq!(whole(&mut archive, &[1, 2]), before);
    assert_eq!(whole(&mut backend.connect(), &[1, 2]), before);
    // The number is free again: the next entry has no gap before it.
    let next = change(1, 3, &[(2, within("village:1", "Sumarni"))]);
    assert_eq!(logged(&mut archive, &next), 2);
}

/// A database that is opened again has everything.
pub fn what_was_kept_is_there_after_all_connections_were_closed<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    logged(
        &mut archive,
        &change(
            1,
            1,
            &[(1, within("village:1", "Sri")), (2, within("all", "x"))],
        ),
    );
    logged(
        &mut archive,
        &change(1, 2, &[(1, json!({ "name": "Sumarni" }))]),
    );
    write(&mut archive, |ledger| {
        ledger.set_place(
            device(1),
            &Place {
                cursor: 7,
                ..Place::default()
            },
        )
    });
    archive.set_durable(2).expect("the storage writes");
    let before = whole(&mut archive, &[1, 2]);
    drop(archive);
    assert_eq!(whole(&mut backend.connect(), &[1, 2]), before);
}

/// Reading is only that.
pub fn what_is_written_while_reading_does_not_stay<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    let before = whole(&mut archive, &[1]);
    // A storage may also refuse it.
    let _ = archive
        .read::<_, Stop<_>>(|ledger| Ok(take(ledger, &change(1, 1, &[(1, within("all", "x"))]))?));
    assert_eq!(whole(&mut archive, &[1]), before);
}

/// Tamper-evident from the first entry to the last.
pub fn numbers_have_no_gap_and_the_running_digest_links_every_entry<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    let empty = read(&mut archive, |ledger| {
        Ok((
            ledger.head()?,
            ledger.digest_at(1)?,
            ledger.entry(0)?,
            ledger.digest_at(0)?,
        ))
    });
    assert_eq!(
        (empty.0.mark, empty.1, empty.2, empty.3),
        (Mark::default(), None, None, None)
    );
    for n in 1..=30_u64 {
        let mut set = change(n % 4, n, &[(u128::from(n % 7), within("village:1", "Sri"))]);
        // Clocks of all kinds, and some changes that wait.
        set.wall += i64::try_from(n % 5).unwrap_or_default() * 1_000_000 - 2_000_000;
        let grant = (n % 3 == 0).then(|| grant(9));
        write(&mut archive, |ledger| {
            admit(ledger, device(9), grant.as_ref(), &bytes(&set), super::NOW)
        });
    }
    let (head, entries) = read(&mut archive, |ledger| {
        let head = ledger.head()?;
        let entries = (1..=head.mark.seq).map(|seq| ledger.entry(seq));
        Ok((head, entries.collect::<Result<Vec<_>, _>>()?))
    });
    assert_eq!((head.mark.seq, entries.len()), (30, 30));
    let mut running = Digest::default();
    let mut received = i64::MIN;
    for (seq, entry) in (1_u64..).zip(entries) {
        let entry = entry.expect("no gap");
        assert_eq!((entry.seq, entry.hash), (seq, hash(&entry.bytes)));
        running = running.next(entry.id, entry.hash, entry.eff, entry.parked.is_some());
        assert_eq!(entry.digest, running);
        assert!(entry.received >= received && entry.eff <= entry.received);
        received = entry.received;
        let known = read(&mut archive, |ledger| {
            Ok((ledger.known(entry.id)?, ledger.digest_at(seq)?))
        });
        let of_it = known.0.expect("it is logged");
        assert_eq!(
            (of_it.seq, of_it.eff, of_it.hash),
            (seq, entry.eff, entry.hash)
        );
        assert_eq!(
            (of_it.parked, of_it.erased, known.1),
            (entry.parked, false, Some(running))
        );
    }
    assert_eq!((head.mark.digest, head.received), (running, received));
}

/// Whoever brings it, however often.
pub fn an_id_is_logged_once_and_other_bytes_under_it_change_nothing<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    let set = change(5, 1, &[(1, within("village:1", "Sri"))]);
    logged(&mut archive, &set);
    let before = whole(&mut archive, &[1]);
    for mut archive in [archive, backend.connect()] {
        let again = write(&mut archive, |ledger| take(ledger, &set));
        assert_eq!((again.seq, again.state), (1, AckState::Accepted));
        let mut other = set.clone();
        other.ops[0].set.insert("name".to_owned(), json!("Sumarni"));
        for _ in 0..2 {
            let ack = write(&mut archive, |ledger| take(ledger, &other));
            assert_eq!((ack.seq, ack.state), (0, AckState::Parked));
            assert_eq!(ack.reason.as_deref(), Some("change-same-id"));
        }
        assert_eq!(whole(&mut archive, &[1]), before);
    }
}

/// Ids have 64 random bits and any clock may come.
pub fn ids_times_and_bytes_of_any_size_come_back_as_they_were<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    let sessions = [0, 1, u64::MAX, 1 << 63, (1 << 63) - 1];
    let walls = [0, -1, super::NOW, 62_135_596_800_000, -62_135_596_800_000];
    for (at, (session, wall)) in (0_u64..).zip(sessions.into_iter().zip(walls)) {
        let long = "ꦱꦿꦶ'\"\\\u{1F600}".repeat(usize::try_from(at * 2000).unwrap_or_default());
        let mut set = change(session, u64::MAX - at, &[(1, within("all", &long))]);
        set.wall = wall;
        let seq = logged(&mut archive, &set);
        let entry = read(&mut archive, |ledger| ledger.entry(seq)).expect("it is logged");
        assert_eq!(
            (entry.id, entry.wall, entry.bytes),
            (set.id, wall, bytes(&set))
        );
        assert_eq!((entry.device, entry.user), (set.device, set.user));
    }
    // As many records as one change may have, and as many bytes.
    let many: Vec<_> = (0..200)
        .map(|n| (n, within("village:1", &"x".repeat(1000))))
        .collect();
    let set = change(9, 9, &many);
    let seq = logged(&mut archive, &set);
    let entry = read(&mut archive, |ledger| ledger.entry(seq)).expect("it is logged");
    assert_eq!(entry.bytes, bytes(&set));
    let members = read(&mut archive, |ledger| {
        ledger.members("village:1", None, 1000)
    });
    assert_eq!(members.len(), 200);
}

/// Logged is not applied.
pub fn a_change_that_waits_is_logged_and_touches_nothing<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    let set = change(1, 1, &[(1, within("village:2", "Sri"))]);
    let ack = write(&mut archive, |ledger| {
        Ok(admit(ledger, device(0), Some(&grant(0)), &bytes(&set), super::NOW)?.0)
    });
    assert_eq!((ack.seq, ack.state), (1, AckState::Parked));
    read(&mut archive, |ledger| {
        let entry = ledger.entry(1)?.expect("it is logged");
        assert_eq!(entry.parked.as_deref(), Some("change-outside-scope"));
        assert_eq!(entry.bytes, bytes(&set));
        assert_eq!(ledger.record(record(1))?, None);
        assert_eq!(ledger.checksum("village:2")?, Checksum::default());
        let held = [("village:2".to_owned(), 0)].into();
        assert_eq!(ledger.feed(&held, 0, 10)?, (Vec::new(), false));
        assert_eq!(ledger.touched_after(record(1), 0, 10)?, [] as [u64; 0]);
        Ok(())
    });
    write(&mut archive, |ledger| ledger.settle(set.id, false));
    let known = read(&mut archive, |ledger| ledger.known(set.id)).expect("it is logged");
    assert!(
        known.parked.is_some(),
        "what was decided does not change what was logged"
    );
}

/// The law may demand it, and digests hold all the same.
pub fn erased_bytes_are_gone_and_everything_else_stays<B: Backend>() {
    let backend = B::new();
    let mut archive = backend.connect();
    let secret = change(1, 1, &[(1, within("village:1", "Sri Waluyo"))]);
    logged(&mut archive, &secret);
    logged(&mut archive, &change(1, 2, &[(1, json!({ "rt": "003" }))]));
    let before = read(&mut archive, |ledger| {
        Ok((ledger.entry(1)?, ledger.head()?))
    });
    let mut erasure = change(2, 1, &[]);
    let erasing = read(&mut archive, |ledger| erasing(&*ledger, &[secret.id]));
    (erasure.ops, erasure.erase) = (erasing.ops, erasing.ids);
    assert_eq!(logged(&mut archive, &erasure), 3);
    for mut archive in [archive, backend.connect()] {
        let (entry, known, state) = read(&mut archive, |ledger| {
            Ok((
                ledger.entry(1)?,
                ledger.known(secret.id)?,
                ledger.record(record(1))?,
            ))
        });
        let (entry, was) = (entry.expect("it stays"), before.0.clone().expect("it was"));
        assert!(entry.erased && known.expect("it stays").erased);
        assert!(
            !entry.bytes.windows(3).any(|part| part == b"Sri"),
            "the content is gone"
        );
        assert!(!String::from_utf8_lossy(&entry.bytes).contains(&secret.salt));
        assert_eq!(
            (entry.id, entry.hash, entry.eff),
            (was.id, was.hash, was.eff)
        );
        assert_eq!((entry.digest, entry.received), (was.digest, was.received));
        let state = state.expect("the record stays");
        assert_eq!(
            (state.shown("name"), state.shown("rt")),
            (None, Some(&json!("003")))
        );
        let second = read(&mut archive, |ledger| ledger.digest_at(2));
        assert_eq!(second, Some(before.1.mark.digest));
        // The same bytes once more are known and not kept.
        let again = write(&mut archive, |ledger| take(ledger, &secret));
        assert_eq!(again.seq, 1);
        let entry = read(&mut archive, |ledger| ledger.entry(1)).expect("it stays");
        assert!(!entry.bytes.windows(3).any(|part| part == b"Sri"));
    }
}
