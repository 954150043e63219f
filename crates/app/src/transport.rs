//! HTTP to the office's server: plain for joining, signed for everything after it.

use std::{io::Read, time::Duration};

use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use jemput_domain::id::DeviceId;
use jemput_wire::{
    AppError,
    enrol::{EnrolAnswer, EnrolRequest},
    signed,
};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result, coded};

/// No answer of the office is longer: a page of changes is limited to far less.
const LONGEST_ANSWER: u64 = 32 * 1024 * 1024;

/// One server.
pub(crate) struct Transport {
    http: reqwest::blocking::Client,
    base: String,
}

/// What a laptop proves itself and its office with.
pub(crate) struct Identity {
    pub(crate) device: DeviceId,
    pub(crate) key: SigningKey,
    pub(crate) server_id: String,
    pub(crate) office: VerifyingKey,
}

impl Transport {
    /// Prepares the connection; nothing is sent yet.
    pub(crate) fn new(server_url: &str) -> Result<Self> {
        // Two crypto providers in one program would make rustls refuse to guess; a second call changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let base = checked_address(server_url)?;
        let http = reqwest::blocking::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            // A bad link is slow, not dead: the whole exchange of one page may take this long.
            .timeout(Duration::from_secs(90))
            .build()
            .map_err(|error| Error::because("internal", error))?;
        Ok(Self { http, base })
    }

    /// The address without a slash at its end.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Joins the office.
    pub(crate) fn enrol(&self, request: &EnrolRequest) -> Result<EnrolAnswer> {
        let body = serde_json::to_vec(request).map_err(|_| coded("internal"))?;
        let answer = self
            .http
            .post(format!("{}/enrol", self.base))
            .header("content-type", "application/json")
            .body(body)
            .send()
            .map_err(unreachable)?;
        let (_, bytes) = read(answer)?;
        serde_json::from_slice(&bytes).map_err(|_| coded("server-rubbish"))
    }

    /// Sends a signed body and returns the answer's body, once its signature by the office is checked.
    pub(crate) fn exchange(
        &self,
        identity: &Identity,
        path: &str,
        body: Vec<u8>,
        now_ms: i64,
    ) -> Result<Vec<u8>> {
        let mut nonce = [0; 16];
        getrandom::fill(&mut nonce).map_err(|error| Error::because("internal", error))?;
        let nonce = hex(&nonce);
        let text = signed::text(
            "POST",
            path,
            &hex(&Sha256::digest(&body)),
            &identity.server_id,
            now_ms,
            &nonce,
        );
        let answer = self
            .http
            .post(format!("{}{path}", self.base))
            .header("content-type", "application/octet-stream")
            .header(signed::DEVICE, identity.device.to_string())
            .header(signed::TIME, now_ms.to_string())
            .header(signed::NONCE, &nonce)
            .header(
                signed::SIGNATURE,
                hex(&identity.key.sign(text.as_bytes()).to_bytes()),
            )
            .body(body)
            .send()
            .map_err(unreachable)?;
        let (signature, bytes) = read(answer)?;
        let genuine = signature
            .and_then(|text| data_encoding::HEXLOWER.decode(text.as_bytes()).ok())
            .and_then(|bytes| Signature::from_slice(&bytes).ok())
            .is_some_and(|signature| {
                let text = signed::answer_text(&nonce, &hex(&Sha256::digest(&bytes)));
                identity.office.verify(text.as_bytes(), &signature).is_ok()
            });
        if genuine {
            Ok(bytes)
        } else {
            Err(coded("server-not-ours"))
        }
    }
}

/// The office's signature and the body; a refusal becomes its own error.
fn read(answer: reqwest::blocking::Response) -> Result<(Option<String>, Vec<u8>)> {
    let status = answer.status();
    let signature = answer
        .headers()
        .get(signed::OFFICE_SIGNATURE)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let mut bytes = Vec::new();
    answer
        .take(LONGEST_ANSWER + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::because("server-cut", error.kind()))?;
    if bytes.len() as u64 > LONGEST_ANSWER {
        return Err(coded("server-rubbish"));
    }
    if status.is_success() {
        return Ok((signature, bytes));
    }
    // The server says why with a code of its own; a proxy or a captive portal says something else.
    match serde_json::from_slice::<AppError>(&bytes) {
        Ok(refusal) => Err(refusal.into()),
        Err(_) if status.is_server_error() => {
            Err(coded("server-failing").with("status", status.as_u16()))
        }
        Err(_) => Err(coded("server-rubbish")),
    }
}

fn unreachable(error: reqwest::Error) -> Error {
    let code = if error.is_timeout() {
        "server-slow"
    } else {
        "server-unreachable"
    };
    // The text of the error may hold the address only.
    Error::because(code, error.without_url())
}

/// `https://host[:port]`; plain `http` only inside the machine or the office's own network, where the signatures of
/// both sides protect the content.
fn checked_address(text: &str) -> Result<String> {
    let text = text.trim();
    let with_scheme = if text.contains("://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let url = reqwest::Url::parse(&with_scheme).map_err(|_| coded("server-address"))?;
    let host = url
        .host_str()
        .filter(|host| !host.is_empty())
        .ok_or_else(|| coded("server-address"))?;
    match url.scheme() {
        "https" => {}
        "http" if is_local(host) => {}
        "http" => return Err(coded("server-needs-https").with("host", host)),
        _ => return Err(coded("server-address")),
    }
    Ok(with_scheme.trim_end_matches('/').to_owned())
}

fn is_local(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    match host.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(address)) => {
            address.is_loopback() || address.is_private() || address.is_link_local()
        }
        Ok(std::net::IpAddr::V6(address)) => address.is_loopback() || address.is_unique_local(),
        Err(_) => host == "localhost" || host.ends_with(".local"),
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_only_for_the_offices_own_network() {
        assert_eq!(
            checked_address("http://127.0.0.1:7878/").unwrap(),
            "http://127.0.0.1:7878"
        );
        assert_eq!(
            checked_address("http://192.168.1.5").unwrap(),
            "http://192.168.1.5"
        );
        assert_eq!(
            checked_address("http://jemput.contoh.id")
                .unwrap_err()
                .view
                .code,
            "server-needs-https"
        );
    }

    #[test]
    fn an_address_without_a_scheme_means_https() {
        assert_eq!(
            checked_address(" jemput.contoh.id ").unwrap(),
            "https://jemput.contoh.id"
        );
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "http://", "ftp://a", "file:///etc"] {
            assert_eq!(
                checked_address(text).unwrap_err().view.code,
                "server-address",
                "{text}"
            );
        }
    }

    #[test]
    fn a_closed_port_is_told_as_unreachable() {
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let transport = Transport::new(&format!("http://127.0.0.1:{port}")).unwrap();
        let request = EnrolRequest {
            code: String::new(),
            device_public_key: String::new(),
            device_name: String::new(),
            officer_name: String::new(),
        };
        assert_eq!(
            transport.enrol(&request).unwrap_err().view.code,
            "server-unreachable"
        );
    }
}
