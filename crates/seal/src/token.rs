//! The signed token and its two spellings in a QR code.

use data_encoding::BASE32_NOPAD;
use ed25519_dalek::SigningKey;

use crate::claims::SealClaims;
use crate::envelope;
use crate::error::{Malformed, SealError};
use crate::key::Kid;
use crate::shorten;

/// Longest token: with a usual check address this stays a QR code of version 12 at level M,
/// the densest that cheap printers and phone cameras manage on 32.5 mm.
pub const MAX_TOKEN_BYTES: usize = 237;

/// A signed token, at most [`MAX_TOKEN_BYTES`] long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token(Vec<u8>);

/// Signs the claims with a device key.
///
/// Names longer than 24 bytes are shortened; if the token is still too long, first the post, then
/// the person's name, then the signer's name give way; with an unusually long number all three once more.
///
/// # Errors
/// [`SealError::Empty`] for missing claims, [`SealError::TooLong`] when nothing helps.
pub fn seal(claims: &SealClaims, key: &SigningKey, kid: &Kid) -> Result<Token, SealError> {
    claims.check()?;
    let mut short = claims.clone();
    short.name = shorten::person(&claims.name, shorten::NAME_BYTES);
    short.signer = shorten::person(&claims.signer, shorten::NAME_BYTES);
    short.post = shorten::post(&claims.post, shorten::NAME_BYTES);

    let steps: [fn(&mut SealClaims); 6] = [
        |c| c.post = shorten::post_abbreviated(&c.post, shorten::NAME_BYTES),
        |c| c.name = shorten::person_initials(&c.name, shorten::NAME_BYTES),
        |c| c.signer = shorten::person_initials(&c.signer, shorten::NAME_BYTES),
        |c| c.post = shorten::post_abbreviated(&c.post, shorten::FEW_BYTES),
        |c| c.signer = shorten::person_initials(&c.signer, shorten::FEW_BYTES),
        |c| c.name = shorten::person_initials(&c.name, shorten::FEW_BYTES),
    ];
    let mut token = Token(envelope::sign(short.to_payload()?, key, kid)?);
    for step in steps {
        if token.0.len() <= MAX_TOKEN_BYTES {
            break;
        }
        step(&mut short);
        token = Token(envelope::sign(short.to_payload()?, key, kid)?);
    }
    if token.0.len() > MAX_TOKEN_BYTES {
        return Err(SealError::TooLong {
            bytes: token.0.len(),
        });
    }
    Ok(token)
}

impl Token {
    /// Takes bytes that came from elsewhere; they are not checked before [`crate::verify_token`].
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The COSE_Sign1 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text for the QR code.
    ///
    /// With a check address `HTTPS://HOST/V1#<BASE32>`: the fragment never reaches the server's
    /// log. Without one `JEMPUT:V1/<BASE32>`, which only the app reads. Upper case throughout,
    /// because QR codes store that alphabet in 5.5 bits per letter.
    ///
    /// `check_host` is `host`, `host:port`, or either with `https://` or `http://` before it (plain
    /// http is for a server on the same machine).
    ///
    /// # Errors
    /// [`SealError::BadHost`] when it is anything else.
    pub fn to_qr_text(&self, check_host: Option<&str>) -> Result<String, SealError> {
        let body = BASE32_NOPAD.encode(&self.0);
        let Some(host) = check_host else {
            return Ok(format!("JEMPUT:V1/{body}"));
        };
        let host = host.trim().trim_end_matches('/').to_ascii_uppercase();
        let (scheme, host) = match host.split_once("://") {
            Some(("HTTP", rest)) => ("HTTP", rest.to_owned()),
            Some(("HTTPS", rest)) => ("HTTPS", rest.to_owned()),
            Some(_) => return Err(SealError::BadHost),
            None => ("HTTPS", host),
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        if host.is_empty() || !host.chars().all(plain) {
            return Err(SealError::BadHost);
        }
        Ok(format!("{scheme}://{host}/V1#{body}"))
    }
}

/// A QR text taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedText {
    /// The token's bytes, unchecked.
    pub token: Token,
    /// The check address in upper case, if the text named one.
    pub host: Option<String>,
}

/// Reads the text of a QR code, or what a person copied or typed of it.
///
/// Lower case, spaces and line ends are forgiven.
///
/// # Errors
/// [`Malformed::NotASeal`] for other texts, [`Malformed::NewerFormat`] for a version other than
/// V1, [`Malformed::Base32`] for a damaged body.
pub fn parse(text: &str) -> Result<ParsedText, Malformed> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .collect::<String>()
        .to_ascii_uppercase();
    let (host, version, body) = if let Some(rest) = text.strip_prefix("JEMPUT:") {
        let (version, body) = rest.split_once('/').ok_or(Malformed::NotASeal)?;
        (None, version, body)
    } else {
        let rest = text
            .strip_prefix("HTTPS://")
            .or_else(|| text.strip_prefix("HTTP://"))
            .ok_or(Malformed::NotASeal)?;
        let (address, body) = rest.split_once('#').ok_or(Malformed::NotASeal)?;
        let (host, version) = address.split_once('/').ok_or(Malformed::NotASeal)?;
        (Some(host.to_owned()), version.trim_end_matches('/'), body)
    };
    match version.strip_prefix('V').map(str::parse::<u32>) {
        Some(Ok(1)) => {}
        Some(Ok(_)) => return Err(Malformed::NewerFormat),
        _ => return Err(Malformed::NotASeal),
    }
    let bytes = BASE32_NOPAD
        .decode(body.as_bytes())
        .map_err(|_| Malformed::Base32)?;
    Ok(ParsedText {
        token: Token(bytes),
        host,
    })
}

/// Characters that copying from a chat or a web page leaves behind.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    )
}
