//! Requests and answers of the sync.

use std::collections::BTreeSet;

use jemput_sync::{
    Grant, SyncAnswer, SyncRequest, absorb,
    memory::{MemoryLaptop, MemoryOffice},
    next_request, serve,
};
use uuid::Uuid;

/// As much as the office takes.
const LARGEST: usize = 16 * 1024 * 1024;
/// Some day in November 2026.
const NOW: i64 = 1_795_600_000_000;
const VILLAGE: &str = "village:33.02.04.2007";

fn grant(device: u128) -> Grant {
    Grant {
        device: Uuid::from_u128(device),
        scopes: BTreeSet::from([VILLAGE.to_owned(), "all".to_owned()]),
        office_kinds: BTreeSet::from(["signer".to_owned(), "number_block".to_owned()]),
    }
}

/// Reads a body and lets an office answer it. Whatever a laptop has sent, its answer can be read, and another laptop of
/// the same village can go on: nobody poisons a village.
pub fn request(body: &[u8]) {
    // JSON can be given bare: no body on the line begins so.
    let json = if body.first() == Some(&b'{') {
        body.to_vec()
    } else {
        match jemput_line::unpack_request(body, LARGEST) {
            Some((json, _)) => json,
            None => return,
        }
    };
    let Ok(request) = serde_json::from_slice::<SyncRequest>(&json) else {
        return;
    };
    let mut office = MemoryOffice::new("kantor");
    // An in-memory office has no faults of its own.
    let Ok(answer) = serve(&mut office, &grant(1), &request, NOW);
    assert!(read(&answer).is_some(), "an answer cannot be read");
    // Whole records, as whoever asks for them gets them, wrap values in more levels than changes do.
    let asked = SyncRequest {
        proto: request.proto,
        want: office.records.keys().copied().collect(),
        ..SyncRequest::default()
    };
    let Ok(answer) = serve(&mut office, &grant(3), &asked, NOW);
    assert!(read(&answer).is_some(), "a whole record cannot be read");
    let mut other = MemoryLaptop::new(2);
    // Each turn brings something, or says that all is there.
    for _ in 0..200 {
        let Ok(asked) = next_request(&other) else {
            panic!("a laptop that only listens cannot ask");
        };
        let Ok(answer) = serve(&mut office, &grant(2), &asked, NOW);
        let Some(answer) = read(&answer) else {
            panic!("the answer to another laptop cannot be read");
        };
        match absorb(&mut other, answer) {
            Ok(step) if step.done => return,
            Ok(_) => {}
            Err(error) => panic!("another laptop cannot go on: {error:?}"),
        }
    }
    panic!("another laptop comes to no end");
}

fn read(answer: &SyncAnswer) -> Option<SyncAnswer> {
    serde_json::from_slice(&serde_json::to_vec(answer).ok()?).ok()
}

/// Reads an answer, as a laptop that has just asked would, and takes it in.
pub fn answer(body: &[u8]) {
    let mut laptop = MemoryLaptop::new(1);
    let json = if body.first() == Some(&b'{') {
        Some(body.to_vec())
    } else {
        jemput_line::unpack_answer(body, b"{}", LARGEST)
    };
    let answer = json.and_then(|json| serde_json::from_slice::<SyncAnswer>(&json).ok());
    if let Some(answer) = answer {
        // A refusal leaves everything as it was.
        let _ = absorb(&mut laptop, answer);
        assert!(next_request(&laptop).is_ok(), "the laptop cannot ask again");
    }
}
