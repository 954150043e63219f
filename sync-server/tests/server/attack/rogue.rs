//! A laptop that joined in good order and whose program is now the attacker's: it signs whatever he wants.

use jemput_sync::{Ack, AckState, SyncAnswer, SyncRequest, Turn};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{http::Answer, laptop::Laptop, office::TestOffice};

pub(super) const OTHER_VILLAGE: &str = "33.02.04.2002";

pub(super) struct Rogue {
    pub(super) laptop: Laptop,
    turn: Turn,
    n: u64,
}

impl Rogue {
    pub(super) fn join(office: &TestOffice, village: &str, seed: u8) -> Self {
        let code = office.code_for(village, "Laptop hilang");
        Self {
            laptop: Laptop::with_code(office, &code, seed),
            turn: Turn::default(),
            n: 0,
        }
    }

    /// A request with nothing in it.
    pub(super) fn request(&self) -> SyncRequest {
        SyncRequest {
            proto: 1,
            server_id: self.laptop.membership.server_id.clone(),
            turn: self.turn,
            session: 7,
            ..SyncRequest::default()
        }
    }

    /// Sends JSON as a sync request.
    pub(super) fn send_json(&mut self, office: &TestOffice, json: &[u8]) -> Answer {
        let body = zstd::encode_all(json, 3).expect("zstd");
        self.laptop.sign(body, office.now()).send(office)
    }

    /// Sends a request that is answered.
    pub(super) fn send(&mut self, office: &TestOffice, request: &SyncRequest) -> SyncAnswer {
        let answer = self.send_json(office, &serde_json::to_vec(request).expect("JSON"));
        assert_eq!(answer.status, 200, "{}", answer.text());
        let json = zstd::decode_all(answer.body.as_slice()).expect("zstd");
        let answer: SyncAnswer = serde_json::from_slice(&json).expect("an answer");
        self.turn = Turn {
            mark: answer.mark,
            cursor: answer.cursor,
            thread: answer.thread,
        };
        answer
    }

    /// The next turn follows this answer.
    pub(super) fn go_on_from(&mut self, answer: &Value) {
        let part = |name: &str| answer[name].clone();
        let turn =
            json!({ "mark": part("mark"), "cursor": part("cursor"), "thread": part("thread") });
        self.turn = serde_json::from_value(turn).expect("a turn");
    }

    /// A change set of its own making.
    pub(super) fn change(&mut self, office: &TestOffice, ops: &Value) -> Value {
        self.n += 1;
        json!({
            "id": format!("00000000000000aa-{}", self.n), "proto": 1, "salt": "00112233445566778899aabbccddeeff",
            "device": self.laptop.membership.device, "user": self.laptop.membership.officer, "wall": office.now(),
            "clock": "ok", "ops": ops,
        })
    }

    /// Pushes a change set as it is.
    pub(super) fn push(&mut self, office: &TestOffice, change: &Value) -> Ack {
        let raw = serde_json::value::to_raw_value(change).expect("JSON");
        let request = SyncRequest {
            changes: vec![raw],
            ..self.request()
        };
        let mut answer = self.send(office, &request);
        assert_eq!(answer.acks.len(), 1, "{answer:?}");
        answer.acks.remove(0)
    }

    /// Pushes one record; what became of it.
    pub(super) fn write(
        &mut self,
        office: &TestOffice,
        record: Uuid,
        kind: &str,
        fields: &Value,
    ) -> Ack {
        let change = self.change(
            office,
            &json!([{ "record": record, "kind": kind, "set": fields }]),
        );
        self.push(office, &change)
    }
}

/// Kept, and it touches nothing.
pub(super) fn waits(ack: &Ack) -> bool {
    ack.state == AckState::Parked
}
