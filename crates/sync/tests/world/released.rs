//! Requests, answers and change sets as released forms wrote them. Never change a file of `released`: a laptop that was
//! away for a year, and every change in a log, looks like this.

use jemput_sync::{
    AckState, ChangeSet, SyncAnswer, SyncRequest, absorb, admit,
    memory::{MemoryLaptop, MemoryOffice},
    serve,
};
use serde_json::json;
use uuid::Uuid;

use super::grant;

const CHANGE_1: &str = include_str!("released/change-1.json");
const REQUEST_1: &str = include_str!("released/request-1.json");
const ANSWER_1: &str = include_str!("released/answer-1.json");

#[test]
fn a_change_of_form_1_is_read_and_applied() {
    let set = ChangeSet::read(CHANGE_1.trim().as_bytes()).unwrap();
    let mut office = MemoryOffice::new("office");
    let Ok((ack, _)) = admit(
        &mut office,
        set.device,
        None,
        CHANGE_1.trim().as_bytes(),
        2_000,
    );
    assert_eq!((ack.state, ack.eff), (AckState::Accepted, 1_500));
    let state = &office.records[&Uuid::from_u128(7)];
    assert_eq!(state.shown("name"), Some(&json!("Sumarni")));
    assert!(
        state.fields["name"]
            .dead
            .contains("0000000000000001-1".parse().unwrap())
    );
}

#[test]
fn a_request_of_form_1_is_answered() {
    let request: SyncRequest = serde_json::from_str(REQUEST_1).unwrap();
    let mut office = MemoryOffice::new("office");
    let Ok(answer) = serve(&mut office, &grant(0, &[0]), &request, 2_000);
    assert_eq!(answer.refused, None);
    assert_eq!(answer.acks.len(), 1);
    assert_eq!(office.records.len(), 1);
}

#[test]
fn an_answer_of_form_1_is_taken_in() {
    let answer: SyncAnswer = serde_json::from_str(ANSWER_1).unwrap();
    let mut laptop = MemoryLaptop::new(9);
    let step = absorb(&mut laptop, answer).unwrap();
    assert!(step.done);
    let state = &laptop.records[&Uuid::from_u128(7)].state;
    assert_eq!(state.shown("name"), Some(&json!("Sumarni")));
    let whole = &laptop.records[&Uuid::from_u128(8)].state;
    assert_eq!(whole.shown("phone"), Some(&json!("0812")));
    assert_eq!(laptop.sync.marks.newest().seq, 2);
}
