//! The screens.

mod backups;
mod bundles;
mod conflicts;
mod devices;
mod letters;
mod new_code;
mod overview;
mod resident;
mod residents;

pub(crate) use self::{
    conflicts::Conflicts, devices::Devices, letters::Letters, overview::Overview,
    resident::Resident, residents::Residents,
};
