//! Who asks is proven by a signature, and so is who answers.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use ed25519_dalek::Signature;
use jemput_domain::id::DeviceId;
use jemput_wire::{AppError, signed};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    Shared,
    answer::{blocking, read},
};
use crate::{
    devices::Device,
    fault::{Fault, Result, bad, forbidden},
    nonces::WINDOW_MS,
    office::Office,
    secret::{self, hex},
};

/// A request with what its headers claim.
pub(super) struct Asked {
    device: DeviceId,
    time_ms: i64,
    nonce: [u8; 16],
    nonce_text: String,
    signature: Signature,
    /// `POST /sync`.
    method: Method,
    path: String,
    /// In one line: so is the answer's signature, and it has no line that only browsers read.
    short: bool,
}

/// A signed `POST` whose body is JSON, as is its answer.
pub(super) struct Posted {
    asked: Asked,
    shared: Shared,
    body: Bytes,
}

impl FromRequest<Shared> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, shared: &Shared) -> Result<Self, Response> {
        let (uri, headers) = (request.uri().clone(), request.headers().clone());
        let body = Bytes::from_request(request, shared).await;
        let body = body.map_err(IntoResponse::into_response)?;
        let asked = Asked::read(Method::POST, &uri, &headers);
        Ok(Self {
            asked: asked.map_err(IntoResponse::into_response)?,
            shared: shared.clone(),
            body,
        })
    }
}

impl Posted {
    /// Does what the laptop wishes, and signs what comes of it.
    pub(super) async fn answer<W: DeserializeOwned, T: Serialize>(
        self,
        work: impl FnOnce(&Office, &Device, W) -> Result<T> + Send + 'static,
    ) -> Result<Response> {
        let work = |office: &Office, device: &Device, body: &[u8]| {
            let told = work(office, device, read(body)?)?;
            Ok(Answered::bytes(serde_json::to_vec(&told)?))
        };
        self.asked.answer(&self.shared, self.body, work).await
    }
}

/// Mark of an answer that no browser sees.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bare;

/// What is answered.
pub(super) struct Answered {
    pub(super) status: StatusCode,
    pub(super) kind: &'static str,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) bytes: Vec<u8>,
    /// What is signed where there is no body.
    pub(super) instead: Option<String>,
}

impl Answered {
    /// Bytes.
    pub(super) fn bytes(bytes: Vec<u8>) -> Self {
        Self {
            status: StatusCode::OK,
            kind: "application/octet-stream",
            headers: Vec::new(),
            bytes,
            instead: None,
        }
    }
}

impl Asked {
    /// Reads the headers.
    pub(super) fn read(method: Method, uri: &Uri, headers: &HeaderMap) -> Result<Self> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        if let Some(proof) = text(signed::PROOF) {
            let proof =
                signed::Proof::read(proof).ok_or_else(|| bad(AppError::new("request-unsigned")))?;
            return Ok(Self {
                device: DeviceId(Uuid::from_bytes(proof.device)),
                time_ms: proof.time_ms,
                nonce: proof.nonce,
                nonce_text: hex(&proof.nonce),
                signature: Signature::from_bytes(&proof.signature),
                method,
                path: path.to_owned(),
                short: true,
            });
        }
        let read = || {
            let nonce_text = text(signed::NONCE)?.to_owned();
            Some(Self {
                device: text(signed::DEVICE)?.parse().ok()?,
                time_ms: text(signed::TIME)?.parse().ok()?,
                nonce: secret::array_from_hex(&nonce_text)?,
                nonce_text,
                signature: Signature::from_slice(&secret::from_hex(text(signed::SIGNATURE)?)?)
                    .ok()?,
                method,
                path: path.to_owned(),
                short: false,
            })
        };
        read().ok_or_else(|| bad(AppError::new("request-unsigned")))
    }

    /// Does the work for the laptop that is proven to have asked, and signs what comes of it.
    pub(super) async fn answer<W>(
        self,
        shared: &Shared,
        body: impl AsRef<[u8]> + Send + 'static,
        work: W,
    ) -> Result<Response>
    where
        W: FnOnce(&Office, &Device, &[u8]) -> Result<Answered> + Send + 'static,
    {
        let nonce = self.nonce_text.clone();
        let (bodiless, short) = (self.method == Method::HEAD, self.short);
        let cached = self.method != Method::POST;
        let done = blocking(&shared.office, move |office| {
            let device = self.proven(office, body.as_ref())?;
            work(office, &device, body.as_ref())
        })
        .await;
        let answered = match done {
            Ok(answered) => answered,
            Err(fault) => {
                let (status, error) = fault.told();
                let mut answered = Answered::bytes(serde_json::to_vec(&error)?);
                answered.status = status;
                answered.kind = "application/json";
                if bodiless {
                    answered.headers.push((signed::REFUSED, error.code.clone()));
                    answered.instead = Some(error.code);
                }
                answered
            }
        };
        // Refusals are signed too: a laptop must not believe a stranger's "you are revoked" or "your clock is wrong".
        let signed_bytes = answered
            .instead
            .as_ref()
            .map_or(answered.bytes.as_slice(), String::as_bytes);
        let text = signed::answer_text(&nonce, &hex(&Sha256::digest(signed_bytes)));
        let signature = shared.office.keys.sign_answer(&text);
        let mut response = Response::new(Body::from(answered.bytes));
        *response.status_mut() = answered.status;
        let headers = response.headers_mut();
        if short {
            let signature = signed::write_signature(&signature);
            headers.insert(signed::PROOF, HeaderValue::from_str(&signature)?);
        } else {
            headers.insert(
                signed::OFFICE_SIGNATURE,
                HeaderValue::from_str(&hex(&signature))?,
            );
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static(answered.kind),
            );
        }
        // Nobody on the way keeps the answer to a POST anyhow.
        if cached || !short {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        for (name, value) in answered.headers {
            headers.insert(name, HeaderValue::from_str(&value)?);
        }
        if short {
            response.extensions_mut().insert(Bare);
        }
        Ok(response)
    }

    /// The laptop that signed this very request, now, for the first time.
    fn proven(&self, office: &Office, body: &[u8]) -> Result<Device> {
        let now = office.now_ms();
        let desk = office.desk();
        let device = desk
            .device(self.device)?
            .ok_or_else(|| forbidden(AppError::new("device-unknown")))?;
        let text = signed::text(
            self.method.as_str(),
            &self.path,
            &hex(&Sha256::digest(body)),
            &office.keys.server_id,
            self.time_ms,
            &self.nonce_text,
        );
        if device
            .key()?
            .verify_strict(text.as_bytes(), &self.signature)
            .is_err()
        {
            return Err(forbidden(AppError::new("signature-wrong")));
        }
        if device.lost_since.is_some() && self.time_ms >= now - WINDOW_MS {
            desk.note_seen(device.id, now)?;
        }
        if let Some(error) = device.refused(now) {
            return Err(forbidden(error));
        }
        if self.time_ms < now - WINDOW_MS {
            // The laptop learns the time and asks again.
            let error = AppError::new("clock-behind").with("server_ms", now);
            return Err(Fault::Refused(StatusCode::CONFLICT, error));
        }
        // Both in one transaction: one wait for the disk.
        let together = desk.db.unchecked_transaction()?;
        if !desk.use_nonce(&self.nonce, self.time_ms, now)? {
            return Err(Fault::Refused(
                StatusCode::CONFLICT,
                AppError::new("request-repeated"),
            ));
        }
        desk.note_contact(device.id, now)?;
        together.commit()?;
        Ok(device)
    }
}
