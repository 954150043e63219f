//! Laptops of the office.

use jemput_domain::village::VillageCode;
use serde::{Deserialize, Serialize};

/// A laptop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeviceRow {
    /// Device id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Mark in numbers of its own series.
    pub mark: String,
    /// Villages it may hold.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub villages: Vec<VillageCode>,
    /// Officer who enrolled it.
    pub officer: String,
    /// `25-11-2026 08.05`.
    pub enrolled: String,
    /// The same; empty if it never came back after enrolment.
    pub last_contact: String,
    /// In contact today.
    pub today: bool,
    /// Its key for bundles is known, so that one can be made for it.
    #[serde(default)]
    pub usb: bool,
    /// Its key is not trusted since, `25-11-2026 08.05`; empty: it is.
    #[serde(default)]
    pub revoked: String,
    /// Its key is good until, `25-11-2028`; it is renewed in time while the laptop is in contact.
    #[serde(default)]
    pub key_until: String,
    /// Officers who can sign in on it.
    #[serde(default)]
    pub officers: Vec<String>,
    /// It has left a recovery secret with the office.
    #[serde(default)]
    pub recovery: bool,
    /// When that was read out last and by whom, `25-11-2026 08.05 · ratna`; empty: never.
    #[serde(default)]
    pub recovery_read: String,
    /// It asks for its code over the network: the eight letters to compare; empty: it does not.
    #[serde(default)]
    pub recovery_asked: String,
    /// What it told of itself last; `None`: nothing yet.
    #[serde(default)]
    pub told: Option<ToldRow>,
    /// It is lost; `None`: it is not, or was found again.
    #[serde(default)]
    pub lost: Option<LostRow>,
    /// It sent everything and wiped itself, `25-11-2026 08.05`; empty: it did not.
    #[serde(default)]
    pub retired: String,
    /// Why somebody should call its officer, the most pressing first.
    #[serde(default)]
    pub calls: Vec<Call>,
}

/// A laptop that is lost. All times `25-11-2026 08.05`; empty: not yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LostRow {
    /// When it was called lost.
    pub marked: String,
    /// Its seals are not trusted since.
    pub since: String,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub account: String,
    /// Somebody who knows its id, in all likelihood the laptop, fetched the notice first.
    pub fetched: String,
    /// The same said that its officers' keys are deleted.
    pub done: String,
    /// It asked for something by its own key last: somebody has it open.
    pub seen: String,
}

/// `POST devices/lost`: the laptop is not served, its seals count no more, and at its first contact it deletes the keys
/// of its officers. The office's recovery code still opens it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MarkLost {
    /// Laptop's id.
    pub id: String,
    /// The last day on which it was surely in good hands, `2026-11-25`; empty: now.
    pub last_day: String,
    /// What happened.
    pub reason: String,
}

/// `POST devices/found`: takes that back; what it deleted is gone, and the recovery code is the way in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MarkFound {
    /// Laptop's id.
    pub id: String,
    /// Who brought it, and whether somebody may have used it.
    pub reason: String,
}

/// What a laptop told of itself, as of then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ToldRow {
    /// `25-11-2026 08.05`.
    pub when: String,
    /// Version of its program.
    pub version: String,
    /// Changes that only the laptop held.
    pub unsent: u64,
    /// Attached files that only the laptop held.
    pub files: u64,
    /// Free megabytes of its disk; `None`: its system does not tell.
    pub free_mb: Option<u64>,
    /// By how many minutes its clock was ahead of the office's; `None`: not known.
    pub clock_minutes: Option<i64>,
}

/// Why a laptop needs a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// Its disk has less than a gigabyte left.
    Disk,
    /// It has had unsent work for more than a day.
    Unsent,
    /// Its clock is wrong by more than five minutes.
    Clock,
    /// Its program is older than the server's.
    Version,
    /// Nobody has heard of it for a week.
    Silent,
}

impl Call {
    /// Key of its words: `office-call-<code>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Disk => "disk",
            Self::Unsent => "unsent",
            Self::Clock => "clock",
            Self::Version => "version",
            Self::Silent => "silent",
        }
    }
}

/// A village that laptops can be enrolled for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VillageRow {
    /// Ten-digit code.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub code: VillageCode,
    /// `Desa Karangjemput`.
    pub name: String,
}

/// `GET devices`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DevicePage {
    /// The laptops: those that need a call first, those that are not served last; by name.
    pub rows: Vec<DeviceRow>,
    /// Villages to choose from.
    pub villages: Vec<VillageRow>,
}

/// `POST devices/code`: makes a one-time enrolment code.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewCode {
    /// Villages the laptop may hold; at least one.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub villages: Vec<VillageCode>,
    /// What the office calls the laptop.
    pub device_name: String,
}

/// A one-time enrolment code; it is shown once and stored only as a hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeView {
    /// `ABCDE-FGHJK`.
    pub code: String,
    /// `02-12-2026 08.05`.
    pub valid_until: String,
    /// Address to type on the laptop; empty when the server does not know its own.
    pub server_url: String,
    /// All of it as the line that a laptop takes ([`crate::ticket`]).
    #[serde(default)]
    pub ticket: String,
    /// The same as a QR code, row by row, `1` for dark.
    #[serde(default)]
    pub qr: Vec<String>,
}
