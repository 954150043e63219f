//! What can go wrong; every variant is a code for the screens, never a sentence for people.

/// Why a seal could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// A claim that every seal must carry is empty.
    #[error("claim `{0}` is empty")]
    Empty(&'static str),
    /// The token stays above [`crate::MAX_TOKEN_BYTES`] even with names cut to initials; in
    /// practice the letter's number is too long.
    #[error("token has {bytes} bytes, more than fits the QR code")]
    TooLong {
        /// Size of the shortest variant.
        bytes: usize,
    },
    /// The check address is not a plain host name (`host`, `host:port`, with or without scheme).
    #[error("check address is not a host name")]
    BadHost,
    /// CBOR encoding failed (does not happen for values built here).
    #[error("cbor: {0}")]
    Encoding(String),
}

impl SealError {
    /// The i18n key of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty(_) => "seal-claim-empty",
            Self::TooLong { .. } => "seal-too-long",
            Self::BadHost => "seal-bad-host",
            Self::Encoding(_) => "seal-encoding",
        }
    }
}

/// Why a text cannot be read as a seal at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Neither `HTTPS://…/V1#…` nor `JEMPUT:V1/…`: some other QR code.
    #[error("not a seal")]
    NotASeal,
    /// A seal of a later format (`/V2…` or a critical header): this program is too old.
    #[error("a newer seal format")]
    NewerFormat,
    /// The letters after the address are no base32: cut, mistyped or damaged.
    #[error("damaged base32")]
    Base32,
    /// Not a COSE_Sign1 envelope in the one encoding that this format allows.
    #[error("damaged envelope")]
    Envelope,
    /// Signed with an algorithm other than Ed25519.
    #[error("unsupported algorithm")]
    Algorithm,
    /// Properly signed, but a claim is missing or has the wrong type.
    #[error("claim `{0}` missing or of the wrong type")]
    Claim(&'static str),
}

/// Why a key list or a certificate of the office was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// The bytes are no such statement.
    #[error("malformed: {0}")]
    Malformed(#[from] Malformed),
    /// None of the given office keys made this signature.
    #[error("signed by an unknown office key")]
    UnknownOfficeKey,
    /// The office key is known, the signature does not fit the contents.
    #[error("signature does not fit")]
    Forged,
}
