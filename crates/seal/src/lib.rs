//! The seal of a letter: a small signed token that travels in the letter's QR code.
//!
//! A laptop signs offline with its own device key; the office certified that key and publishes
//! the list of keys. Whoever has the list can check a letter without a network. The same code
//! runs in the app, on the server and (as WebAssembly) in the public check page.
//!
//! Format: COSE_Sign1 (RFC 9052), untagged, algorithm Ed25519 (-19, RFC 9864), payload a CWT claim
//! set (RFC 8392) in deterministic CBOR, in the QR as upper-case base32 without padding.
//!
//! This is an office seal, not a certified electronic signature (TTE): the check page must say so.
//! A valid seal says who issued what; whether the letter was withdrawn since is asked elsewhere.

mod cbor;
mod certificate;
mod claims;
mod envelope;
mod error;
mod key;
mod key_list;
mod short_id;
mod shorten;
mod status;
mod token;
mod verify;

pub use certificate::DeviceCertificate;
pub use claims::{SCHEMA, SealClaims, digest};
pub use ed25519_dalek::{SigningKey, VerifyingKey};
pub use error::{Malformed, SealError, StatementError};
pub use key::Kid;
pub use key_list::{KeyEntry, KeyList};
pub use short_id::short_id;
pub use status::{LetterStatus, StatusEntry, StatusList, status_prefix};
pub use token::{MAX_TOKEN_BYTES, ParsedText, Token, parse, seal};
pub use verify::{Sealed, Verdict, verify, verify_token};
