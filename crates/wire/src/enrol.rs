//! How a laptop joins an office: `POST /enrol`, plain JSON both ways; or the same by stick.

use jemput_domain::{
    id::{DeviceId, OfficerId},
    village::VillageCode,
};
use serde::{Deserialize, Serialize};

use crate::retire::RetireDone;

/// What the laptop asks with.
///
/// Asking again with the same code and the same key gives the same answer, so that a lost answer costs nothing;
/// the same code with another key is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EnrolRequest {
    /// The one-time code from the office; case, spaces and hyphens do not matter.
    pub code: String,
    /// Ed25519 public key that the laptop made for itself, 64 hex digits.
    pub device_public_key: String,
    /// What the office will call this laptop; empty: the name that was given with the code.
    pub device_name: String,
    /// The officer who will sign in.
    pub officer_name: String,
}

/// Topic of [`EnrolByUsb`] in a laptop's request on a stick.
pub const ENROL: &str = "enrol";

/// Topic of [`EnrolAnswer`] in an office's bundle for a laptop that it has not heard of since it joined.
pub const ENROLLED: &str = "enrolled";

/// What a laptop asks with where no network is: the one word of a file that is encrypted to the office's key for bundles
/// and signed by the key that asks to join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolByUsb {
    /// As over the network.
    pub request: EnrolRequest,
    /// `age1…`: to which the answer is encrypted.
    pub usb_key: String,
    /// The same computer was a laptop before and could not tell its office yet that this one is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired: Option<RetireDone>,
}

/// What the office answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EnrolAnswer {
    /// The laptop's id, for [`crate::signed::DEVICE`] and for its change sets.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub device: DeviceId,
    /// The laptop's name as the office has it.
    pub device_name: String,
    /// Short mark inside numbers of the laptop's own series (`P07`).
    pub device_mark: String,
    /// Id given to the officer.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub officer: OfficerId,
    /// The server's id; part of every signed request.
    pub server_id: String,
    /// The office's certificate for the device key (COSE_Sign1), hex. It holds kid and window.
    pub certificate: String,
    /// The signed list of all device keys (COSE_Sign1), hex.
    pub key_list: String,
    /// Ed25519 public keys that certificates, key lists and status lists may be signed with, hex; newest first.
    pub seal_keys: Vec<String>,
    /// Ed25519 public key that signs the office's sync answers, hex.
    pub office_public_key: String,
    /// Villages whose records this laptop may hold.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub villages: Vec<VillageCode>,
    /// Host of the public check page for the QR (`periksa.contoh.id`, `http://127.0.0.1:7878`); `None`: letters carry
    /// a code that only the app reads.
    pub check_host: Option<String>,
    /// The office's name.
    pub office_name: String,
    /// Server's clock, Unix milliseconds.
    pub server_time: i64,
    /// The key to which bundles for the office are encrypted (`age1…`); empty from an office older than bundles.
    #[serde(default)]
    pub usb_key: String,
}

/// `POST /usb-key`, signed: keys to which bundles are encrypted, exchanged by laptops that were enrolled before there
/// were bundles, or whose own key the office does not know yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsbKey {
    /// `age1…`: the asker's own in the request, the office's in the answer.
    pub usb_key: String,
}

/// Topic of [`RecoveryLeft`] in bundles, both ways.
pub const RECOVERY: &str = "recovery";

/// `POST /recovery`, signed: a laptop leaves its recovery secret with the office; the answer says the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryLeft {
    /// Which secret: a laptop makes a new one after each use.
    pub id: uuid::Uuid,
    /// The how many-th of this laptop: an older one on a stick that comes late is none any more.
    #[serde(default)]
    pub number: u32,
    /// The secret's 16 bytes, encrypted to the office's key for bundles, in base64; empty in the answer.
    #[serde(default)]
    pub sealed: String,
}

/// `POST /recovery/ask`: a locked laptop asks for its recovery secret. Unsigned, since its key is locked in; what comes
/// is encrypted to `key`, after a clerk and the officer have compared that key by its eight letters. Asked again until
/// it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecoveryAsk {
    /// The laptop.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub device: DeviceId,
    /// `age1…`, made for this question.
    pub key: String,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecoveryGiven {
    /// The secret's 16 bytes, encrypted to the asker's key, in base64; empty: nobody has sent it yet.
    #[serde(default)]
    pub sealed: String,
}
