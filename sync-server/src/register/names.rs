//! Names of laptops and officers behind the ids of changes.

use std::collections::BTreeMap;

use anyhow::Result;
use uuid::Uuid;

use crate::office::Office;

/// What the office itself is called as an author; the console has its own word for it.
const OFFICE: &str = "kantor";

/// All names at one moment.
#[derive(Debug)]
pub(super) struct Names {
    devices: BTreeMap<Uuid, String>,
    officers: BTreeMap<Uuid, String>,
}

impl Names {
    /// The laptop, or the office; empty where nobody knows.
    pub(super) fn device(&self, id: Uuid) -> String {
        self.devices.get(&id).cloned().unwrap_or_default()
    }

    /// The officer; empty where nobody knows.
    pub(super) fn officer(&self, id: Uuid) -> String {
        self.officers.get(&id).cloned().unwrap_or_default()
    }
}

impl Office {
    pub(super) fn names(&self) -> Result<Names> {
        let devices = self.desk().devices()?;
        let officers = devices
            .iter()
            .map(|device| (device.officer.0, device.officer_name.clone()))
            .collect();
        let mut devices: BTreeMap<Uuid, String> = devices
            .into_iter()
            .map(|device| (device.id.0, device.name))
            .collect();
        devices.insert(self.records().office(), OFFICE.to_owned());
        Ok(Names { devices, officers })
    }
}
