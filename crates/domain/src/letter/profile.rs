//! The issuing village as letters show it.

use serde::{Deserialize, Serialize};

use crate::date::Zone;
use crate::lenient;
use crate::village::VillageCode;

/// A village's record: its names, its address for the letterhead and its check address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageProfile {
    /// Official code.
    pub code: VillageCode,
    /// Name without its kind (`Karangjemput`).
    pub name: String,
    /// `Desa`, `Kelurahan` or what the office calls it.
    #[serde(default, deserialize_with = "lenient::text")]
    pub kind: String,
    /// Short code inside letter numbers (`KJ`); where it is empty, no number can be made.
    #[serde(default, deserialize_with = "lenient::text")]
    pub unit_code: String,
    /// District without `Kecamatan`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub district: String,
    /// Regency, with or without `Kabupaten` or `Kota`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub regency: String,
    /// Province without `Provinsi`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub province: String,
    /// Street address of the office.
    #[serde(default, deserialize_with = "lenient::text")]
    pub address_line: String,
    /// Five digits.
    #[serde(default, deserialize_with = "lenient::text")]
    pub postcode: String,
    /// Telephone of the office.
    #[serde(default, deserialize_with = "lenient::text")]
    pub phone: String,
    /// The regency's emblem as PNG in base64; 200–400 pixels high are enough, and every letter carries it.
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub logo: Option<String>,
    /// The zone whose date letters carry; of the province when the record does not say.
    #[serde(default)]
    pub zone: Zone,
    /// Where anyone can check a letter (`periksa.mandalasari.example`); `None`: only with the app.
    #[serde(
        default,
        deserialize_with = "lenient::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub check_host: Option<String>,
}

impl VillageProfile {
    /// Kind and name (`Desa Karangjemput`).
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.kind_name(), self.name)
    }

    /// The kind; `Desa` where the record does not say.
    #[must_use]
    pub fn kind_name(&self) -> &str {
        if self.kind.trim().is_empty() {
            "Desa"
        } else {
            self.kind.trim()
        }
    }

    /// The regency with its kind (`Kabupaten Mandalasari`).
    #[must_use]
    pub fn regency_full(&self) -> String {
        let regency = self.regency.trim();
        let lower = regency.to_lowercase();
        match lower
            .strip_prefix("kab.")
            .or_else(|| lower.strip_prefix("kab "))
        {
            Some(rest) => {
                let name = &regency[regency.len() - rest.len()..];
                format!("Kabupaten {}", name.trim())
            }
            None if regency.is_empty()
                || lower.starts_with("kabupaten ")
                || lower.starts_with("kota ") =>
            {
                regency.to_owned()
            }
            None => format!("Kabupaten {regency}"),
        }
    }
}

#[cfg(test)]
pub(crate) fn sample_village() -> VillageProfile {
    serde_json::from_value(serde_json::json!({
        "code": "33.02.04.2007",
        "name": "Karangjemput",
        "kind": "Desa",
        "unit_code": "KJ",
        "district": "Mandala",
        "regency": "Mandalasari",
        "province": "Jawa Tengah",
        "address_line": "Jalan Raya Karangjemput No. 12",
        "postcode": "53199",
        "zone": "WIB",
    }))
    .expect("a village")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_regency_is_written_with_its_kind_once() {
        let mut village = sample_village();
        for (given, full) in [
            ("Mandalasari", "Kabupaten Mandalasari"),
            ("Kabupaten Mandalasari", "Kabupaten Mandalasari"),
            ("KABUPATEN MANDALASARI", "KABUPATEN MANDALASARI"),
            ("Kab. Mandalasari", "Kabupaten Mandalasari"),
            ("Kota Tirtakarsa", "Kota Tirtakarsa"),
            ("", ""),
        ] {
            given.clone_into(&mut village.regency);
            assert_eq!(village.regency_full(), full);
        }
    }

    #[test]
    fn a_record_with_nulls_and_without_kind_is_a_village() {
        let village: VillageProfile = serde_json::from_str(
            r#"{"code":"33.02.04.2007","name":"Karangjemput","kind":null,"phone":null,"logo":null,"later":1}"#,
        )
        .unwrap();
        assert_eq!(village.full_name(), "Desa Karangjemput");
        assert_eq!(village.logo, None);
    }
}
