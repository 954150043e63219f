//! What the server says of itself.

use std::collections::BTreeMap;

use jemput_domain::date::Zone;
use jemput_seal::VerifyingKey;
use serde::Deserialize;

/// `GET /v/office`.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Office {
    /// The office's name.
    #[serde(default)]
    pub name: String,
    /// Telephone for citizens.
    #[serde(default)]
    pub phone: String,
    /// Public keys, hex, that its lists are signed with.
    #[serde(default)]
    pub seal_keys: Vec<String>,
    /// Short code of a letter kind → its title.
    #[serde(default)]
    pub kinds: BTreeMap<String, String>,
    /// Village code → `Desa Karangjemput`.
    #[serde(default)]
    pub villages: BTreeMap<String, String>,
}

impl Office {
    /// The keys that can be used.
    #[must_use]
    pub fn keys(&self) -> Vec<VerifyingKey> {
        let key = |hex: &String| {
            let bytes = data_encoding::HEXLOWER_PERMISSIVE
                .decode(hex.as_bytes())
                .ok()?;
            VerifyingKey::from_bytes(&bytes.try_into().ok()?).ok()
        };
        self.seal_keys.iter().filter_map(key).collect()
    }

    /// The zone of a village's dates.
    pub(crate) fn zone(code: &str) -> Zone {
        Zone::of_province(code)
    }
}
