//! `POST /sync`: who asks is proven by a signature, and so is who answers.

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use ed25519_dalek::Signature;
use jemput_domain::id::DeviceId;
use jemput_wire::{AppError, signed};
use sha2::{Digest, Sha256};

use super::{Shared, answer::blocking};
use crate::{
    devices::Device,
    fault::{Fault, Result, bad, forbidden},
    nonces::WINDOW_MS,
    office::Office,
    secret::{self, hex},
};

/// What the headers claim.
struct Claim {
    device: DeviceId,
    time_ms: i64,
    nonce: [u8; 16],
    nonce_text: String,
    signature: Signature,
}

/// One exchange.
pub(super) async fn sync(
    State(shared): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let claim = claim(&headers)?;
    let nonce = claim.nonce_text.clone();
    let done = blocking(&shared.office, move |office| {
        let device = proven(office, &claim, &body)?;
        office.exchange(&device, &body)
    })
    .await;
    let (status, kind, bytes) = match done {
        Ok(bytes) => (StatusCode::OK, "application/octet-stream", bytes),
        Err(fault) => {
            let (status, error) = fault.told();
            (status, "application/json", serde_json::to_vec(&error)?)
        }
    };
    // Refusals are signed too: a laptop must not believe a stranger's "you are revoked" or "your clock is wrong".
    let text = signed::answer_text(&nonce, &hex(&Sha256::digest(&bytes)));
    let signature = HeaderValue::from_str(&shared.office.keys.sign_answer(&text))?;
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
        .headers_mut()
        .insert(signed::OFFICE_SIGNATURE, signature);
    Ok(response)
}

fn claim(headers: &HeaderMap) -> Result<Claim> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let read = || {
        let nonce_text = text(signed::NONCE)?.to_owned();
        Some(Claim {
            device: text(signed::DEVICE)?.parse().ok()?,
            time_ms: text(signed::TIME)?.parse().ok()?,
            nonce: secret::array_from_hex(&nonce_text)?,
            nonce_text,
            signature: Signature::from_slice(&secret::from_hex(text(signed::SIGNATURE)?)?).ok()?,
        })
    };
    read().ok_or_else(|| bad(AppError::new("request-unsigned")))
}

/// The laptop that signed this very request, now, for the first time.
fn proven(office: &Office, claim: &Claim, body: &[u8]) -> Result<Device> {
    let now = office.now_ms();
    let desk = office.desk();
    let device = desk
        .device(claim.device)?
        .ok_or_else(|| forbidden(AppError::new("device-unknown")))?;
    let text = signed::text(
        "POST",
        "/sync",
        &hex(&Sha256::digest(body)),
        &office.keys.server_id,
        claim.time_ms,
        &claim.nonce_text,
    );
    if device
        .key()?
        .verify_strict(text.as_bytes(), &claim.signature)
        .is_err()
    {
        return Err(forbidden(AppError::new("signature-wrong")));
    }
    if device.revoked_at.is_some_and(|at| at * 1000 <= now) {
        return Err(forbidden(AppError::new("device-revoked")));
    }
    if claim.time_ms < now - WINDOW_MS {
        // The laptop learns the time and asks again.
        let error = AppError::new("clock-behind").with("server_ms", now);
        return Err(Fault::Refused(StatusCode::CONFLICT, error));
    }
    // Both in one transaction: one wait for the disk.
    let together = desk.db.unchecked_transaction()?;
    if !desk.use_nonce(&claim.nonce, claim.time_ms, now)? {
        return Err(Fault::Refused(
            StatusCode::CONFLICT,
            AppError::new("request-repeated"),
        ));
    }
    desk.note_contact(device.id, now)?;
    together.commit()?;
    Ok(device)
}
