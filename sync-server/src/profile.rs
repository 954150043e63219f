//! What the office says of itself: on the check page, in enrolments, in lists it signs.

use jemput_domain::privacy::notice::Controller;
use serde::{Deserialize, Serialize};

/// The office's own data, from the office file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeProfile {
    /// `Kecamatan Wanajaya`.
    pub name: String,
    /// Region code that signs lists and certificates (`33.02.04`).
    pub code: String,
    /// Telephone for citizens.
    #[serde(default)]
    pub phone: String,
    /// Street address for citizens.
    #[serde(default)]
    pub address: String,
    /// Who answers for personal data, and when (`Kantor kecamatan, hari kerja 08.00–15.00`).
    #[serde(default)]
    pub data_officer: String,
    /// Host of the public check page, for the QR; empty: the server's own public address.
    #[serde(default)]
    pub check_host: String,
    /// New officers may check and approve their own letters; otherwise a second officer must.
    #[serde(default)]
    pub one_officer_checks: bool,
    /// Years after which notes of the audit are erased; 0: never.
    #[serde(default = "five")]
    pub keep_audit_years: u8,
    /// Years after its end after which papers of a request are erased, the letter stays; 0: never.
    #[serde(default)]
    pub keep_papers_years: u8,
}

const fn five() -> u8 {
    5
}

impl OfficeProfile {
    /// Who answers for personal data.
    pub(crate) fn controller(&self) -> Controller {
        Controller {
            name: self.name.clone(),
            address: self.address.clone(),
            phone: self.phone.clone(),
            data_officer: self.data_officer.clone(),
        }
    }

    /// The telephone number as a phone dials it.
    pub(crate) fn dialled(&self) -> String {
        self.phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect()
    }

    /// The check address for the QR: the office's own word, else the server's public address.
    ///
    /// `https://` is left out, since a QR text has it by itself and every character makes the code denser.
    pub(crate) fn check_host_or(&self, public_url: Option<&str>) -> Option<String> {
        let own = Some(self.check_host.trim()).filter(|host| !host.is_empty());
        let host = own.or(public_url)?.trim_end_matches('/');
        Some(host.strip_prefix("https://").unwrap_or(host).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_address_is_the_offices_word_or_the_servers_address() {
        let mut profile = OfficeProfile::default();
        assert_eq!(profile.check_host_or(None), None);
        assert_eq!(
            profile
                .check_host_or(Some("http://127.0.0.1:7878/"))
                .as_deref(),
            Some("http://127.0.0.1:7878")
        );
        profile.check_host = "https://periksa.contoh.id".to_owned();
        assert_eq!(
            profile.check_host_or(Some("http://x")).as_deref(),
            Some("periksa.contoh.id")
        );
    }
}
