//! The service catalogue.

use serde::{Deserialize, Serialize};

/// Lists the services that this laptop can give.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceList {}

/// A service in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceCard {
    /// Id, such as `domisili`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Group in the catalogue.
    pub category: String,
    /// What the citizen must bring.
    pub requirements: Vec<String>,
    /// Minutes by the service standard.
    pub time_minutes: u32,
    /// Fee in rupiah; 0 is free.
    pub fee_rupiah: u64,
}
