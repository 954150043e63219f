//! What this laptop knows about itself before its database opens: no secrets, no citizens.

use std::{fs, path::Path};

use jemput_domain::id::{DeviceId, OfficerId};
use jemput_wire::session::OfficerCard;
use serde::{Deserialize, Serialize};

use crate::{
    error::{Result, coded},
    files,
};

/// The laptop as the office enrolled it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Profile {
    pub(crate) device: DeviceId,
    pub(crate) device_name: String,
    /// Without a slash at the end.
    pub(crate) server_url: String,
    /// The server's own id: requests name it, so that an answer of another server is noticed.
    pub(crate) server_id: String,
    /// The office's public key, hex: a notice that the laptop is lost counts only with its signature. Empty until the first
    /// sign-in after an update.
    #[serde(default)]
    pub(crate) office_key: String,
    pub(crate) officers: Vec<Officer>,
}

/// Someone who may sign in here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Officer {
    pub(crate) id: OfficerId,
    pub(crate) name: String,
}

impl From<&Officer> for OfficerCard {
    fn from(officer: &Officer) -> Self {
        Self {
            id: officer.id,
            name: officer.name.clone(),
            pin: false,
        }
    }
}

pub(crate) const FILE: &str = "laptop.json";

impl Profile {
    /// `None`: not enrolled. A file that cannot be read is an error, never "not enrolled": enrolling again would
    /// hide the database that is there.
    pub(crate) fn load(data: &Path) -> Result<Option<Self>> {
        match fs::read(data.join(FILE)) {
            Ok(bytes) => Ok(Some(
                serde_json::from_slice(&bytes).map_err(|_| coded("profile-damaged"))?,
            )),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// That of a laptop that has joined.
    pub(crate) fn enrolled(data: &Path) -> Result<Self> {
        Self::load(data)?.ok_or_else(|| coded("not-enrolled"))
    }

    pub(crate) fn save(&self, data: &Path) -> Result<()> {
        let bytes = serde_json::to_vec_pretty(self).map_err(|_| coded("internal"))?;
        Ok(files::replace(&data.join(FILE), &bytes)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_profile_is_an_error_and_not_a_new_laptop() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Profile::load(folder.path()).unwrap(), None);
        fs::write(folder.path().join(FILE), b"{").unwrap();
        assert_eq!(
            Profile::load(folder.path()).unwrap_err().view.code,
            "profile-damaged"
        );
    }
}
