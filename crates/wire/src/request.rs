//! A request for a service: the e-form, its autosave and the letter's preview.

use std::collections::BTreeMap;

use jemput_domain::{
    finding::Finding,
    id::{RequestId, ResidentId, SignerId},
    service::Service,
};
use serde::{Deserialize, Serialize};

use crate::{approval::FlowView, letter::LetterCard, resident::ResidentHit};

/// Of somebody of the family who does not live here any more: why not, beside the keys of an answer.
pub const GONE: &str = "gone";

/// Starts a request; an unfinished one of the same resident and service is continued.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestStart {
    /// For whom.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub resident: ResidentId,
    /// Service id.
    pub service: String,
}

/// Opens a request.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestGet {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: RequestId,
}

/// A request with its form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestView {
    /// Id.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: RequestId,
    /// For whom.
    pub resident: ResidentHit,
    /// The service file that makes form and letter.
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Value"))]
    pub service: Service,
    /// Answers by field key.
    pub answers: BTreeMap<String, serde_json::Value>,
    /// Chosen signer.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub signer: Option<SignerId>,
    /// Who may sign today.
    pub signers: Vec<SignerCard>,
    /// Name of the paper (`F4`).
    pub paper: String,
    /// `25-05-2027`; empty if the letter has no end.
    pub valid_until: String,
    /// What is missing or wrong; errors block printing.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<serde_json::Value>"))]
    pub findings: Vec<Finding>,
    /// The others of the household as answers about people (keys of the domain's person parts, and [`GONE`]).
    pub family: Vec<BTreeMap<String, String>>,
    /// The letter, once printed: from then on the form is closed.
    pub letter: Option<LetterCard>,
    /// When the draft was saved last, `08.05`.
    pub saved_at: String,
    /// Its way to the print.
    #[serde(default)]
    pub flow: FlowView,
}

/// A signer to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignerCard {
    /// Id.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: SignerId,
    /// Name with titles.
    pub name: String,
    /// Post as printed, such as `a.n. Kepala Desa, Sekretaris Desa`.
    pub post: String,
}

/// Keeps the draft; called while the officer types.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestSave {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: RequestId,
    /// All answers.
    pub answers: BTreeMap<String, serde_json::Value>,
    /// Chosen signer.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub signer: Option<SignerId>,
    /// Name of the paper (`F4`).
    pub paper: String,
}

/// A draft was kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestSaved {
    /// `08.05`.
    pub saved_at: String,
    /// What is missing or wrong; errors block printing.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<serde_json::Value>"))]
    pub findings: Vec<Finding>,
}

/// Lists this officer's drafts, newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestList {}

/// A request in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestCard {
    /// Id.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: RequestId,
    /// Service title.
    pub title: String,
    /// For whom.
    pub resident_name: String,
    /// `25-11-2026 08.05`.
    pub saved_at: String,
}

/// Puts a draft away; [`RequestRestore`] brings it back within the day.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestDiscard {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: RequestId,
}

/// Brings back a draft that was put away ("Urungkan").
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestRestore {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: RequestId,
}

/// Lays the letter out as it stands, without number and seal.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestPreview {
    /// Which.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: RequestId,
}

/// The pages, from the same layout as the print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreviewView {
    /// One SVG per page.
    pub pages: Vec<String>,
    /// The number that the letter would get now; it is taken only when printing. Empty in practice: none will be.
    pub next_number: String,
    /// Name of the paper (`F4`).
    pub paper: String,
}
