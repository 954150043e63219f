//! A laptop with a real store.

use std::net::SocketAddr;

use ed25519_dalek::{Signature, Signer as _, SigningKey, Verifier as _, VerifyingKey};
use jemput_store::{Author, Store, keyring::DataKey};
use jemput_sync::{Clock, Digest, Replica as _, Step, SyncAnswer, Taken};
use jemput_wire::{
    enrol::{EnrolAnswer, EnrolRequest},
    signed,
};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    http::{Answer, ask},
    office::{TestOffice, VILLAGE},
};

pub(crate) struct Laptop {
    pub(crate) key: SigningKey,
    pub(crate) store: Store,
    pub(crate) membership: EnrolAnswer,
    nonce: u128,
    _folder: tempfile::TempDir,
}

/// Asks to join.
pub(crate) fn enrol(office: &TestOffice, code: &str, key: &SigningKey) -> Answer {
    enrol_at(office.running().address, code, key)
}

/// The same, where only the address is known.
pub(crate) fn enrol_at(address: SocketAddr, code: &str, key: &SigningKey) -> Answer {
    let request = EnrolRequest {
        code: code.to_owned(),
        device_public_key: hex(key.verifying_key().as_bytes()),
        device_name: String::new(),
        officer_name: "Rina Setyowati".to_owned(),
    };
    let body = serde_json::to_vec(&request).expect("JSON");
    ask(
        address,
        "POST",
        "/enrol",
        &[("content-type", "application/json")],
        &body,
    )
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

/// A signed request, as its parts.
pub(crate) struct Signed {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) body: Vec<u8>,
    pub(crate) time: i64,
    pub(crate) nonce: String,
    pub(crate) device: String,
    pub(crate) signature: String,
}

impl Signed {
    pub(crate) fn send(&self, office: &TestOffice) -> Answer {
        self.send_with(office, &[])
    }

    pub(crate) fn send_with(&self, office: &TestOffice, more: &[(&str, &str)]) -> Answer {
        let time = self.time.to_string();
        let mut headers = vec![
            (signed::DEVICE, self.device.as_str()),
            (signed::TIME, &time),
            (signed::NONCE, &self.nonce),
            (signed::SIGNATURE, &self.signature),
        ];
        headers.extend(more);
        let address = office.running().address;
        ask(address, self.method, &self.path, &headers, &self.body)
    }
}

impl Laptop {
    /// Joins and fetches what the office has for it.
    pub(crate) fn join(office: &TestOffice, name: &str, seed: u8) -> Self {
        let mut laptop = Self::joined(office, name, seed);
        laptop.sync(office);
        laptop
    }

    /// Joins and has not asked for anything yet.
    pub(crate) fn joined(office: &TestOffice, name: &str, seed: u8) -> Self {
        Self::with_code(office, &office.code(name), seed)
    }

    /// Joins by a code.
    pub(crate) fn with_code(office: &TestOffice, code: &str, seed: u8) -> Self {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let answer = enrol(office, code, &key);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::create(
            &folder.path().join("laptop.db"),
            &DataKey::generate().expect("a key"),
        );
        Self {
            key,
            store: store.expect("a store"),
            membership: answer.json(),
            nonce: u128::from(seed) << 64,
            _folder: folder,
        }
    }

    pub(crate) fn request(&mut self, office: &TestOffice) -> Signed {
        let request = jemput_sync::next_request(&self.store).expect("a request");
        let json = serde_json::to_vec(&request).expect("JSON");
        let body = zstd::encode_all(json.as_slice(), 3).expect("zstd");
        self.sign(body, office.now())
    }

    pub(crate) fn sign(&mut self, body: Vec<u8>, time: i64) -> Signed {
        self.sign_for("POST", "/sync", body, time)
    }

    pub(crate) fn sign_for(
        &mut self,
        method: &'static str,
        path: &str,
        body: Vec<u8>,
        time: i64,
    ) -> Signed {
        self.nonce += 1;
        let nonce = hex(&self.nonce.to_be_bytes());
        let text = signed::text(
            method,
            path,
            &hex(&Sha256::digest(&body)),
            &self.membership.server_id,
            time,
            &nonce,
        );
        let signature = hex(&self.key.sign(text.as_bytes()).to_bytes());
        Signed {
            method,
            path: path.to_owned(),
            body,
            time,
            nonce,
            device: self.membership.device.to_string(),
            signature,
        }
    }

    /// Checks the office's signature and takes the answer in.
    pub(crate) fn absorb(&mut self, sent: &Signed, answer: &Answer) -> Step {
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(self.is_from_the_office(sent, answer));
        let json = zstd::decode_all(answer.body.as_slice()).expect("zstd");
        let answer: SyncAnswer = serde_json::from_slice(&json).expect("an answer");
        jemput_sync::absorb(&mut self.store, answer).expect("the answer fits")
    }

    pub(crate) fn is_from_the_office(&self, sent: &Signed, answer: &Answer) -> bool {
        let of_headers = || {
            let number = |name| answer.header(name)?.parse().ok();
            let (offset, length) = (
                number(signed::UPLOAD_OFFSET)?,
                number(signed::UPLOAD_LENGTH)?,
            );
            Some(signed::upload_text(offset, length).into_bytes())
        };
        let refused = || Some(answer.header(signed::REFUSED)?.as_bytes().to_vec());
        let what = match answer.body.is_empty() {
            true => of_headers().or_else(refused).unwrap_or_default(),
            false => answer.body.clone(),
        };
        let signature = answer
            .header(signed::OFFICE_SIGNATURE)
            .expect("answers are signed");
        let text = signed::answer_text(&sent.nonce, &hex(&Sha256::digest(&what)));
        self.office_signed(&text, signature)
    }

    /// Whether a text bears the signature of the key that the office gave at joining.
    pub(crate) fn office_signed(&self, text: &str, signature: &str) -> bool {
        let bytes = |text: &str| {
            data_encoding::HEXLOWER
                .decode(text.as_bytes())
                .expect("hex")
        };
        let key: [u8; 32] = bytes(&self.membership.office_public_key)
            .try_into()
            .expect("32 bytes");
        let signature = Signature::from_slice(&bytes(signature)).expect("a signature");
        VerifyingKey::from_bytes(&key)
            .expect("a key")
            .verify(text.as_bytes(), &signature)
            .is_ok()
    }

    /// Exchanges until both sides have everything; how many changes were accepted.
    pub(crate) fn sync(&mut self, office: &TestOffice) -> u64 {
        let mut accepted = 0;
        for _ in 0..50 {
            let sent = self.request(office);
            let step = self.absorb(&sent, &sent.send(office));
            accepted += step.accepted;
            if step.done {
                return accepted;
            }
            if step.waits {
                self.take_snapshot(office);
            }
        }
        panic!("sync came to no end");
    }

    /// Asks for bytes of a snapshot.
    pub(crate) fn part(&mut self, office: &TestOffice, sha256: Digest, range: &str) -> Answer {
        let path = format!("/snapshot/{sha256}");
        let sent = self.sign_for("GET", &path, Vec::new(), office.now());
        let answer = sent.send_with(office, &[("range", range)]);
        assert!(self.is_from_the_office(&sent, &answer));
        answer
    }

    /// Fetches the next snapshot, byte by byte as it were, and takes it in.
    pub(crate) fn take_snapshot(&mut self, office: &TestOffice) {
        let state = self.store.sync_state().expect("a state");
        let (scope, snapshot) = state.snapshot().expect("a snapshot");
        let mut have = 0;
        while have < snapshot.bytes {
            let range = format!("bytes={have}-{}", have + 999);
            let answer = self.part(office, snapshot.sha256, &range);
            assert_eq!(answer.status, 206, "{}", answer.text());
            have = self
                .store
                .keep_snapshot_piece(snapshot, &answer.body)
                .expect("a store");
        }
        let mut reader = self.store.read_snapshot(scope, snapshot).expect("whole");
        loop {
            let (group, last) = reader.next(500).expect("records");
            let taken = jemput_sync::take_snapshot(&mut self.store, scope, snapshot, group, last);
            if taken.expect("a store") != Taken::More {
                return;
            }
        }
    }

    pub(crate) fn author(&self, office: &TestOffice) -> Author {
        Author {
            device: self.membership.device.0,
            user: self.membership.officer.0,
            wall_ms: office.now(),
            clock: Clock::Ok,
        }
    }

    pub(crate) fn create(&mut self, office: &TestOffice, kind: &str, fields: Value) -> Uuid {
        let id = Uuid::new_v4();
        self.put(office, id, kind, fields);
        id
    }

    /// The same with an id that is known before.
    pub(crate) fn put(&mut self, office: &TestOffice, id: Uuid, kind: &str, fields: Value) {
        let author = self.author(office);
        let mut fields = object(fields);
        if kind == "letter" {
            // Filled, checked and printed by one officer, where the test says nothing else.
            for field in ["prepared_by", "checked_by"] {
                let me = json!(self.membership.officer);
                fields.entry(field).or_insert(me);
            }
        }
        fields
            .entry("scope")
            .or_insert_with(|| json!(format!("village:{VILLAGE}")));
        self.store
            .transact(&author, |tx| tx.create(id, kind, fields))
            .expect("a record");
    }

    pub(crate) fn edit(&mut self, office: &TestOffice, id: Uuid, field: &str, value: Value) {
        let author = self.author(office);
        self.store
            .transact(&author, |tx| tx.edit_value(id, field, value))
            .expect("an edit");
    }

    pub(crate) fn text(&self, id: Uuid, field: &str) -> Option<String> {
        self.store
            .record(id)
            .expect("a store")
            .and_then(|record| record.text(field).map(str::to_owned))
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("no object: {other}"),
    }
}
