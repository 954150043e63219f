//! Places of the whole country.

use serde::{Deserialize, Serialize};

/// Searches provinces, regencies, districts and villages as the officer types.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegionSearch {
    /// As typed: a code, or words in any order (`sidomulyo kendal`).
    pub query: String,
    /// At most this many.
    pub limit: u32,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegionHit {
    /// Code with dots.
    pub code: String,
    /// Name.
    pub name: String,
    /// `Kecamatan …, Kabupaten …, Jawa Tengah`.
    pub within: String,
}
