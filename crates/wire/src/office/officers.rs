//! What officers may do with letters.

use serde::{Deserialize, Serialize};

/// An officer's rights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerRow {
    /// Officer's id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Laptop.
    pub laptop: String,
    /// May check and approve letters of others.
    pub may_check: bool,
    /// May approve the own ones too.
    pub may_check_own: bool,
    /// First day of that right, `2026-11-25`; empty: no first day.
    pub from: String,
    /// Last day of it; empty: until further notice.
    pub until: String,
}

/// `GET officers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerPage {
    /// By name.
    pub rows: Vec<OfficerRow>,
}

/// `POST officers`: sets an officer's rights.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
}

/// `POST devices/revoke`: the laptop is lost or stolen; seals that it makes from now on count only if the office has the
/// letter, and it is not served any more.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Revoke {
    /// Laptop's id.
    pub id: String,
    /// The last day on which it was surely in good hands, `2026-11-25`; empty: now.
    pub last_day: String,
}
