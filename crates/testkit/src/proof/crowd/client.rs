//! A laptop in memory that speaks to a real office.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
};

use anyhow::{Context as _, Result, ensure};
use data_encoding::HEXLOWER;
use ed25519_dalek::{Signer as _, SigningKey};
use jemput_sync::{
    ChangeSet, Clock, Op, PROTO, Seen, absorb, hash, memory::MemoryLaptop, next_request,
};
use jemput_wire::{
    enrol::{EnrolAnswer, EnrolRequest},
    signed,
};
use serde_json::{Value, json};
use uuid::Uuid;

pub(super) struct Client {
    address: SocketAddr,
    key: SigningKey,
    answer: EnrolAnswer,
    laptop: MemoryLaptop,
    scope: String,
    written: u64,
    nonces: u64,
}

impl Client {
    /// Joins the office.
    pub(super) fn join(
        address: SocketAddr,
        code: &str,
        village: &str,
        session: u64,
    ) -> Result<Self> {
        let seed = hash(code.as_bytes()).0;
        let key = SigningKey::from_bytes(&seed);
        let request = EnrolRequest {
            code: code.to_owned(),
            device_public_key: HEXLOWER.encode(key.verifying_key().as_bytes()),
            device_name: String::new(),
            officer_name: "Rina Setyowati".to_owned(),
        };
        let kind = [("content-type", "application/json".to_owned())];
        let request = serde_json::to_vec(&request)?;
        let body = send(&Request::post(address, "/enrol", &kind, &request))?;
        let session = u64::from_be_bytes(seed[..8].try_into()?) ^ session;
        Ok(Self {
            address,
            key,
            answer: serde_json::from_slice(&body).context("the answer to joining")?,
            laptop: MemoryLaptop::new(session),
            scope: format!("village:{village}"),
            written: 0,
            nonces: 0,
        })
    }

    /// Registers so many residents.
    pub(super) fn work(&mut self, changes: u64) -> Result<()> {
        for _ in 0..changes {
            self.written += 1;
            let id = jemput_sync::ChangeId {
                session: self.laptop.session,
                n: self.written,
            };
            let bytes = hash(format!("{id}").as_bytes()).0;
            let random = u128::from_be_bytes(bytes[..16].try_into()?);
            let fields = json!({
                "scope": self.scope, "name": format!("Sumarni {}", HEXLOWER.encode(&bytes[..4])),
                "nik": format!("330204520389{:04}", self.written % 10_000), "birth_place": "Tirtakarsa",
                "birth_date": "1989-03-12", "sex": 2, "religion": 1, "education": 3, "occupation": 9,
                "marital_status": 2, "address": format!("Jl. Contoh Raya No. {}", self.written), "dusun": "Krajan",
                "rt": "003", "rw": "001", "note": HEXLOWER.encode(&bytes).repeat(4),
            });
            let Value::Object(fields) = fields else {
                continue;
            };
            let set = ChangeSet {
                id,
                proto: PROTO,
                salt: HEXLOWER.encode(&bytes[16..]),
                device: self.answer.device.0,
                user: self.answer.officer.0,
                wall: jemput_app::Clock::System.now_ms(),
                clock: Clock::Ok,
                ops: vec![Op {
                    record: Uuid::from_u128(random),
                    kind: "resident".to_owned(),
                    seen: Seen::default(),
                    set: fields.into_iter().collect(),
                    replaces: std::collections::BTreeMap::new(),
                }],
                erase: Vec::new(),
                salvage: std::collections::BTreeMap::new(),
            };
            self.laptop.write(&set)?;
        }
        Ok(())
    }

    /// Sends and fetches everything.
    pub(super) fn sync(&mut self) -> Result<()> {
        loop {
            let answer = send(&self.ask()?)?;
            if self.take(&answer)? {
                return Ok(());
            }
        }
    }

    /// The next request, packed and signed.
    pub(super) fn ask(&mut self) -> Result<Request> {
        let request = serde_json::to_vec(&next_request(&self.laptop)?)?;
        let body = zstd::bulk::compress(&request, 3)?;
        self.nonces += 1;
        let time = jemput_app::Clock::System.now_ms();
        let unique = format!("{} {} {time}", self.laptop.session, self.nonces);
        let nonce = HEXLOWER.encode(&hash(unique.as_bytes()).0[..16]);
        let text = signed::text(
            "POST",
            "/sync",
            &hash(&body).to_string(),
            &self.answer.server_id,
            time,
            &nonce,
        );
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        let headers = [
            (signed::DEVICE, self.answer.device.to_string()),
            (signed::TIME, time.to_string()),
            (signed::NONCE, nonce),
            (signed::SIGNATURE, HEXLOWER.encode(&signature)),
        ];
        Ok(Request::post(self.address, "/sync", &headers, &body))
    }

    /// Takes an answer in; whether that was all.
    pub(super) fn take(&mut self, answer: &[u8]) -> Result<bool> {
        let answer = serde_json::from_slice(&zstd::decode_all(answer)?)?;
        Ok(absorb(&mut self.laptop, answer)?.done)
    }

    /// Residents that it holds.
    pub(super) fn residents(&self) -> u64 {
        let records = self.laptop.records.values();
        records
            .filter(|whole| whole.state.kind == "resident")
            .count() as u64
    }
}

/// A request as it goes over the line.
pub(super) struct Request {
    address: SocketAddr,
    bytes: Vec<u8>,
}

impl Request {
    fn post(address: SocketAddr, path: &str, headers: &[(&str, String)], body: &[u8]) -> Self {
        let mut head = format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += "\r\n";
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(body);
        Self { address, bytes }
    }
}

/// Sends a request on a connection of its own, as a laptop that comes back does; the answer's body.
pub(super) fn send(request: &Request) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(request.address)?;
    stream.write_all(&request.bytes)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .context("an answer with a head")?;
    let body = answer.split_off(end + 4);
    ensure!(
        answer.starts_with(b"HTTP/1.1 200"),
        "{}: {}",
        String::from_utf8_lossy(&answer)
            .lines()
            .next()
            .unwrap_or_default(),
        String::from_utf8_lossy(&body)
    );
    Ok(body)
}
