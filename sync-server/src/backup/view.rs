//! How the console shows the backups.

use jemput_wire::{AppError, office::BackupView};

use super::BackupSettings;
use crate::{office::Office, register::moment};

const HOUR_MS: i64 = 60 * 60 * 1000;

impl Office {
    /// For the first screen.
    pub(crate) fn backup_view(
        &self,
        settings: Option<&BackupSettings>,
    ) -> crate::fault::Result<BackupView> {
        let standing = self.backup_standing(settings)?;
        let zone = self.zone()?;
        let age = standing
            .last
            .as_ref()
            .map(|last| (self.now_ms() - last.made_at).max(0) / HOUR_MS);
        Ok(BackupView {
            on: standing.on,
            running: self.is_backing_up(),
            last: standing
                .last
                .as_ref()
                .map(|last| moment(zone, last.made_at))
                .unwrap_or_default(),
            age_hours: age.and_then(|hours| hours.try_into().ok()).unwrap_or(0),
            off_machine: standing.last.is_some_and(|last| last.off_machine),
            behind: standing.behind,
            old: standing.old,
            fault: standing.fault.map(|code| AppError::new(&code)),
            alarms: self
                .alarms()?
                .into_iter()
                .map(|(laptop, _)| laptop)
                .collect(),
        })
    }
}
