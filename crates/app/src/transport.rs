//! HTTP to the office's server: plain for joining, signed for everything after it.
//!
//! Whoever calls waits on its own thread, and can be told to stop at once ([`Cancel`]). A bad link is slow, not dead:
//! nothing limits how long a transfer takes as long as bytes come.

mod address;
mod cancel;
mod tls;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use jemput_domain::id::DeviceId;
use jemput_wire::{
    AppError,
    enrol::{EnrolAnswer, EnrolRequest},
    signed,
};
use reqwest::{Method, RequestBuilder, StatusCode, header::HeaderMap};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use tokio::{runtime::Runtime, time::timeout};

pub(crate) use cancel::Cancel;

use crate::{
    clock::KnownTime,
    error::{Error, Result, coded},
};

/// No answer of the office is longer: a page of changes is limited to far less.
const LONGEST_ANSWER: usize = 32 * 1024 * 1024;
/// No refusal is.
const LONGEST_REFUSAL: usize = 64 * 1024;
/// Until a connection stands.
const CONNECT: Duration = Duration::from_secs(20);
/// From the first byte of a request to the first byte of its answer. Bodies are at most 64 KB: at 4 kbit/s that takes
/// 130 s, and a link below is of no use.
const FIRST_BYTE: Duration = Duration::from_secs(180);
/// Between two bytes of an answer.
const SILENCE: Duration = Duration::from_secs(60);

/// One server.
pub(crate) struct Transport {
    http: reqwest::Client,
    base: String,
    cancel: Cancel,
    /// It is of before the short proofs ([`signed::PROOF`]): found out by its first answer.
    old: AtomicBool,
    /// `None` only while it is dropped.
    runtime: Option<Runtime>,
}

/// What a laptop proves itself and its office with.
pub(crate) struct Identity {
    pub(crate) device: DeviceId,
    pub(crate) key: SigningKey,
    pub(crate) server_id: String,
    pub(crate) office: VerifyingKey,
}

/// What the office at the other end reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Short proofs, and bodies packed with known words.
    New,
    /// Neither.
    Old,
}

/// A request to sign.
pub(crate) struct Call<'a> {
    pub(crate) method: Method,
    /// From the first slash, with its query.
    pub(crate) path: &'a str,
    /// Besides those of the signature.
    pub(crate) headers: &'a [(&'static str, String)],
    pub(crate) body: Vec<u8>,
}

/// What the office answered; signed by it, so that nobody on the way can have made it up.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn text(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// A header that is a number.
    pub(crate) fn number(&self, name: &str) -> Result<u64> {
        self.text(name)
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| coded("server-rubbish"))
    }

    /// The office's own word for why it refuses.
    pub(crate) fn refusal(&self) -> Error {
        match serde_json::from_slice::<AppError>(&self.body) {
            Ok(refusal) => refusal.into(),
            Err(_) => match self.text(signed::REFUSED) {
                Some(code) => coded(code),
                None => not_the_office(self.status),
            },
        }
    }

    /// SHA-256 of what the office signs: the body, or what stands in its place where there is none.
    fn signed_over(&self) -> String {
        if !self.body.is_empty() {
            return hex(&Sha256::digest(&self.body));
        }
        let number = |name| self.text(name).and_then(|text| text.parse().ok());
        let instead = match (
            self.text(signed::REFUSED),
            number(signed::UPLOAD_OFFSET),
            number(signed::UPLOAD_LENGTH),
        ) {
            (Some(code), ..) => code.to_owned(),
            (None, Some(offset), Some(length)) => signed::upload_text(offset, length),
            _ => String::new(),
        };
        hex(&Sha256::digest(instead))
    }
}

impl Transport {
    /// Prepares the connection; nothing is sent yet.
    pub(crate) fn new(server_url: &str, time: &Arc<KnownTime>, cancel: Cancel) -> Result<Self> {
        if server_url.trim().is_empty() {
            // Nobody typed one, or the laptop joined by stick an office that has none.
            return Err(coded("server-none"));
        }
        let base = address::checked(server_url)?;
        let tls = base
            .starts_with("https:")
            .then(|| tls::system(time))
            .transpose()?;
        Self::with(base, tls, cancel)
    }

    fn with(base: String, tls: Option<rustls::ClientConfig>, cancel: Cancel) -> Result<Self> {
        // Two crypto providers in one program would make rustls refuse to guess; a second call changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut client = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            // A page to which somebody else sends us is not the office's.
            .redirect(reqwest::redirect::Policy::none());
        if let Some(tls) = tls {
            client = client.tls_backend_preconfigured(tls);
        }
        let http = client
            .build()
            .map_err(|error| Error::because("internal", error))?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        Ok(Self {
            http,
            base,
            cancel,
            old: AtomicBool::new(false),
            runtime: Some(runtime),
        })
    }

    /// An address as it was typed, in the form of [`Self::base`].
    pub(crate) fn address(typed: &str) -> Result<String> {
        address::checked(typed)
    }

    /// The address without a slash at its end.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Joins the office; with a pin only the office that has that key.
    pub(crate) fn enrol(
        &self,
        request: &EnrolRequest,
        pin: Option<&VerifyingKey>,
    ) -> Result<EnrolAnswer> {
        let answer = self.plain("/enrol", request)?;
        // Not only its key: somebody on the way could hand the office's answer on with other keys in it.
        if pin.is_some_and(|pin| !is_signed_by(pin, &request.device_public_key, &answer)) {
            return Err(coded("enrol-other-office"));
        }
        let answer: EnrolAnswer = read_json(&answer)?;
        if pin.is_some_and(|pin| answer.office_public_key != hex(pin.as_bytes())) {
            return Err(coded("enrol-other-office"));
        }
        Ok(answer)
    }

    /// A question of a laptop that cannot sign: it has no key yet, or its key is locked in.
    pub(crate) fn unsigned<A: DeserializeOwned>(
        &self,
        path: &str,
        question: &impl Serialize,
    ) -> Result<A> {
        read_json(&self.plain(path, question)?)
    }

    /// The same with the answer as it came.
    fn plain(&self, path: &str, question: &impl Serialize) -> Result<Answer> {
        let body = serde_json::to_vec(question).map_err(|_| coded("internal"))?;
        let answer = self.send(
            self.http
                .post(format!("{}{path}", self.base))
                .header("content-type", "application/json")
                .body(body),
        )?;
        if !answer.status.is_success() {
            return Err(match serde_json::from_slice::<AppError>(&answer.body) {
                Ok(refusal) => refusal.into(),
                Err(_) => not_the_office(answer.status),
            });
        }
        Ok(answer)
    }

    /// Sends a signed body and returns the answer's body. `body` makes it, for an office that is up to date or for an
    /// old one.
    pub(crate) fn exchange(
        &self,
        identity: &Identity,
        path: &str,
        body: impl Fn(Reader) -> Result<Vec<u8>>,
        now_ms: i64,
    ) -> Result<Vec<u8>> {
        let ask = |reader| {
            let call = Call {
                method: Method::POST,
                path,
                headers: &[],
                body: body(reader)?,
            };
            self.ask(identity, &call, now_ms, reader)
        };
        let answer = match ask(self.reader())? {
            Some(answer) => Some(answer),
            None => ask(Reader::Old)?,
        };
        let answer = answer.ok_or_else(|| coded("server-rubbish"))?;
        if answer.status.is_success() {
            Ok(answer.body)
        } else {
            Err(answer.refusal())
        }
    }

    /// Sends a signed request and returns the answer, once its signature by the office is checked: also of a refusal,
    /// since a stranger must not be able to say "your laptop is revoked".
    pub(crate) fn signed(
        &self,
        identity: &Identity,
        call: Call<'_>,
        now_ms: i64,
    ) -> Result<Answer> {
        let answer = match self.ask(identity, &call, now_ms, self.reader())? {
            Some(answer) => Some(answer),
            None => self.ask(identity, &call, now_ms, Reader::Old)?,
        };
        answer.ok_or_else(|| coded("server-rubbish"))
    }

    fn reader(&self) -> Reader {
        if self.old.load(Ordering::SeqCst) {
            Reader::Old
        } else {
            Reader::New
        }
    }

    /// `None`: the office is an old one, and must be asked as such. (Nobody on the way gains anything by saying so.)
    fn ask(
        &self,
        identity: &Identity,
        call: &Call<'_>,
        now_ms: i64,
        reader: Reader,
    ) -> Result<Option<Answer>> {
        let (request, nonce) = self.prepared(identity, call, now_ms, reader)?;
        let answer = self.send(request)?;
        if is_genuine(identity, &nonce, &answer) {
            Ok(Some(answer))
        } else if answer.status.is_success() {
            Err(coded("server-not-ours"))
        } else if reader == Reader::New && is_unread(&answer) {
            self.old.store(true, Ordering::SeqCst);
            Ok(None)
        } else {
            Err(not_the_office(answer.status))
        }
    }

    /// A signed request, and its nonce.
    fn prepared(
        &self,
        identity: &Identity,
        call: &Call<'_>,
        now_ms: i64,
        reader: Reader,
    ) -> Result<(RequestBuilder, String)> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|error| Error::because("internal", error))?;
        let nonce = hex(&random);
        let text = signed::text(
            call.method.as_str(),
            call.path,
            &hex(&Sha256::digest(&call.body)),
            &identity.server_id,
            now_ms,
            &nonce,
        );
        let signature = identity.key.sign(text.as_bytes()).to_bytes();
        let mut request = self
            .http
            .request(call.method.clone(), format!("{}{}", self.base, call.path));
        request = match reader {
            Reader::New => {
                let proof = signed::Proof {
                    device: *identity.device.0.as_bytes(),
                    time_ms: now_ms,
                    nonce: random,
                    signature,
                };
                request.header(signed::PROOF, proof.write())
            }
            Reader::Old => request
                .header(signed::DEVICE, identity.device.to_string())
                .header(signed::TIME, now_ms.to_string())
                .header(signed::NONCE, &nonce)
                .header(signed::SIGNATURE, hex(&signature)),
        };
        for (name, value) in call.headers {
            request = request.header(*name, value);
        }
        Ok((request.body(call.body.clone()), nonce))
    }

    /// Fetches a part of a file and hands on every piece as it comes, so that a cut leaves what came. What came is
    /// proven by the hash of the whole file; a refusal by the office's signature.
    pub(crate) fn stream(
        &self,
        identity: &Identity,
        call: &Call<'_>,
        now_ms: i64,
        take: impl FnMut(&[u8]) -> Result<()>,
    ) -> Result<()> {
        let (request, nonce) = self.prepared(identity, call, now_ms, Reader::New)?;
        let answer = self.waiting(receive(request, take))?;
        if answer.status == StatusCode::PARTIAL_CONTENT {
            Ok(())
        } else if is_genuine(identity, &nonce, &answer) {
            Err(answer.refusal())
        } else {
            Err(not_the_office(answer.status))
        }
    }

    fn send(&self, request: RequestBuilder) -> Result<Answer> {
        let mut body = Vec::new();
        let mut answer = self.waiting(receive(request, |piece| {
            body.extend_from_slice(piece);
            if body.len() > LONGEST_ANSWER {
                return Err(coded("server-rubbish"));
            }
            Ok(())
        }))?;
        if answer.body.is_empty() {
            answer.body = body;
        }
        Ok(answer)
    }

    /// Waits for an answer, or for the wish to stop.
    fn waiting(&self, work: impl Future<Output = Result<Answer>>) -> Result<Answer> {
        let Some(runtime) = &self.runtime else {
            return Err(coded("internal"));
        };
        runtime.block_on(async {
            tokio::select! {
                biased;
                () = self.cancel.wished() => Err(coded("sync-cancelled")),
                answer = work => answer,
            }
        })
    }
}

impl Drop for Transport {
    fn drop(&mut self) {
        // A name that is being looked up on a dead link would be waited for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Hands the pieces of an answer's body to `take`; the body of a refusal is kept in the answer.
async fn receive(
    request: RequestBuilder,
    mut take: impl FnMut(&[u8]) -> Result<()>,
) -> Result<Answer> {
    let mut answer = timeout(FIRST_BYTE, request.send())
        .await
        .map_err(|_| coded("server-slow"))?
        .map_err(unreachable)?;
    let taken = answer.status().is_success();
    let mut body = Vec::new();
    loop {
        let piece = timeout(SILENCE, answer.chunk())
            .await
            .map_err(|_| coded("server-slow"))?
            .map_err(|error| Error::because("server-cut", error.without_url()))?;
        let Some(piece) = piece else { break };
        if taken {
            take(&piece)?;
        } else if body.len() + piece.len() > LONGEST_REFUSAL {
            return Err(coded("server-rubbish"));
        } else {
            body.extend_from_slice(&piece);
        }
    }
    Ok(Answer {
        status: answer.status(),
        headers: answer.headers().clone(),
        body,
    })
}

/// An office of before the short proofs finds no signature in them.
fn is_unread(answer: &Answer) -> bool {
    let read = serde_json::from_slice::<AppError>(&answer.body);
    answer.status == StatusCode::BAD_REQUEST
        && read.is_ok_and(|refusal| refusal.code == "request-unsigned")
}

fn is_genuine(identity: &Identity, nonce: &str, answer: &Answer) -> bool {
    is_signed_by(&identity.office, nonce, answer)
}

fn is_signed_by(office: &VerifyingKey, nonce: &str, answer: &Answer) -> bool {
    let signature = match answer.text(signed::PROOF) {
        Some(short) => signed::read_signature(short).map(|bytes| Signature::from_bytes(&bytes)),
        None => answer
            .text(signed::OFFICE_SIGNATURE)
            .and_then(|text| data_encoding::HEXLOWER.decode(text.as_bytes()).ok())
            .and_then(|bytes| Signature::from_slice(&bytes).ok()),
    };
    let text = signed::answer_text(nonce, &answer.signed_over());
    signature.is_some_and(|signature| office.verify(text.as_bytes(), &signature).is_ok())
}

fn read_json<A: DeserializeOwned>(answer: &Answer) -> Result<A> {
    serde_json::from_slice(&answer.body).map_err(|_| coded("server-rubbish"))
}

/// What a proxy, a captive portal or a server in trouble says.
fn not_the_office(status: StatusCode) -> Error {
    if status == StatusCode::REQUEST_TIMEOUT {
        coded("server-slow")
    } else if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        coded("server-failing").with("status", status.as_u16())
    } else {
        coded("server-rubbish")
    }
}

fn unreachable(error: reqwest::Error) -> Error {
    let code = if error.is_timeout() {
        "server-slow"
    } else if error.is_connect() {
        "server-unreachable"
    } else {
        "server-cut"
    };
    // The text of the error may hold the address only.
    Error::because(code, error.without_url())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

#[cfg(test)]
mod tests;
