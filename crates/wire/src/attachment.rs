//! Files that belong to a record: photos, scans, documents.

use jemput_domain::id::AttachmentId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a file is attached to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Owner {
    /// The record.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: Uuid,
    /// Its kind, `resident` or `request`.
    pub kind: String,
}

/// What a picture is for: how small it may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A face: at most 150 KB.
    Portrait,
    /// Paper that must be legible: at most 400 KB.
    #[default]
    Document,
}

/// Lists the files of a record.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachmentList {
    /// Whose.
    pub owner: Owner,
}

/// Pictures and documents in the usual folders, newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachmentSuggestions {}

/// Opens the system's file dialog; the dialog belongs to the shell.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachmentPick {}

/// Attaches a file of this laptop.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachFile {
    /// To what.
    pub owner: Owner,
    /// Full path.
    pub path: String,
    /// What a picture is for.
    #[serde(default)]
    pub purpose: Purpose,
    /// Officer's words about it.
    #[serde(default)]
    pub note: String,
}

/// Attaches bytes, such as those of a file that was given to the page.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachBytes {
    /// To what.
    pub owner: Owner,
    /// File name.
    pub name: String,
    /// Base64; at most 20 MB of bytes.
    pub content: String,
    /// What a picture is for.
    #[serde(default)]
    pub purpose: Purpose,
    /// Officer's words about it.
    #[serde(default)]
    pub note: String,
}

/// Shows a file that is here.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachmentOpen {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: AttachmentId,
}

/// Writes a file that is here into the officer's folder.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachmentSave {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: AttachmentId,
}

/// Takes a file off its record; nothing is erased.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachmentRemove {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: AttachmentId,
}

/// Puts a file back that was taken off.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachmentRestore {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: AttachmentId,
}

/// Asks for a file of another laptop.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachmentFetch {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: AttachmentId,
}

/// A person agrees that telephone, note and photo are kept, or that was ticked by mistake.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachmentConsent {
    /// Whose photos; a resident.
    pub owner: Owner,
    /// Given today.
    pub given: bool,
}

/// The files of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachmentsView {
    /// Oldest first.
    pub files: Vec<AttachmentCard>,
    /// How many of them the office has in full, as far as this laptop knows.
    pub sent: u64,
    /// Nobody has asked this person yet whether photos may be kept.
    #[serde(default)]
    pub asks_consent: bool,
}

/// Where a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AttachmentPlace {
    /// Only on this laptop.
    Here,
    /// On this laptop and at the office.
    Both,
    /// At the office, or still on the laptop that took it.
    There,
    /// On its way here.
    Coming,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachmentCard {
    /// Id.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: AttachmentId,
    /// File name.
    pub name: String,
    /// Officer's words.
    pub note: String,
    /// Media type, such as `image/jpeg`.
    pub media: String,
    /// Bytes.
    pub bytes: u64,
    /// `25-11-2026 08.05`.
    pub taken_at: String,
    /// Where it is.
    pub place: AttachmentPlace,
    /// How much of it has gone or come, in per cent.
    pub percent: u8,
    /// Code of why it does not move on.
    pub problem: Option<String>,
    /// Small picture, base64 of a JPEG; empty if there is none.
    pub thumb: String,
}

/// A file's content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachmentContent {
    /// File name.
    pub name: String,
    /// Media type.
    pub media: String,
    /// Base64.
    pub content: String,
}
