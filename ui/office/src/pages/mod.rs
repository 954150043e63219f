//! The screens.

mod backups;
mod bundles;
mod conflicts;
mod devices;
mod duplicates;
mod inbox;
mod letters;
mod new_code;
mod overview;
mod remove;
mod resident;
mod residents;

pub(crate) use self::{
    conflicts::{Conflicts, Looks},
    devices::Devices,
    duplicates::Duplicates,
    inbox::Inbox,
    letters::Letters,
    overview::Overview,
    resident::Resident,
    residents::Residents,
};
