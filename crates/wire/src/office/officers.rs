//! What officers may do with letters.

use serde::{Deserialize, Serialize};

/// An officer's rights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfficerRow {
    /// Officer's id.
    pub id: String,
    /// Name.
    pub name: String,
    /// The laptop that this officer joined with; empty: none, laptops of the villages may take this officer in.
    pub laptop: String,
    /// Villages, by name.
    #[serde(default)]
    pub villages: Vec<String>,
    /// May check and approve letters of others.
    pub may_check: bool,
    /// May approve the own ones too.
    pub may_check_own: bool,
    /// First day of that right, `2026-11-25`; empty: no first day.
    pub from: String,
    /// Last day of it; empty: until further notice.
    pub until: String,
    /// Last day of service; empty: until further notice. After it, laptops delete the officer's way in.
    #[serde(default)]
    pub serves_until: String,
}

/// `GET officers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfficerPage {
    /// By name.
    pub rows: Vec<OfficerRow>,
}

/// `POST officers`: sets an officer's rights.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetRights {
    /// Officer's id.
    pub id: String,
    /// May check and approve letters of others.
    pub may_check: bool,
    /// May approve the own ones too.
    pub may_check_own: bool,
    /// First day of that right; empty: no first day.
    pub from: String,
    /// Last day of it; empty: until further notice.
    pub until: String,
    /// Last day of service; empty: until further notice.
    #[serde(default)]
    pub serves_until: String,
}

/// `POST officers/new`: an officer without a laptop of their own, whom laptops of these villages may take in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewOfficer {
    /// Name.
    pub name: String,
    /// Codes of the villages.
    pub villages: Vec<String>,
}

/// `POST devices/revoke`: the laptop is lost or stolen; seals that it makes from now on count only if the office has the
/// letter, and it is not served any more.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Revoke {
    /// Laptop's id.
    pub id: String,
    /// The last day on which it was surely in good hands, `2026-11-25`; empty: now.
    pub last_day: String,
}

/// `POST devices/recovery`: reads a laptop's recovery code; who did so stands in the log.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadRecovery {
    /// Laptop's id.
    pub id: String,
    /// Who asked for it and how the clerk knew that person.
    pub reason: String,
}

/// What is read out over the phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecoveryView {
    /// Seven groups of four.
    pub code: String,
    /// All laptops, with this reading noted.
    pub devices: super::DevicePage,
}

/// `POST devices/recovery/send`: sends a laptop its code over the network, to the key that it showed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SendRecovery {
    /// Laptop's id.
    pub id: String,
    /// The eight letters that clerk and officer compared.
    pub compare: String,
    /// Who asked for it and how the clerk knew that person.
    pub reason: String,
}
