//! The screens.

mod account_change;
mod accounts;
mod audit;
mod backups;
mod book;
mod bundles;
mod conflicts;
mod devices;
mod duplicates;
mod inbox;
mod letters;
mod new_code;
mod new_officer;
mod numbers;
mod officers;
mod overview;
mod own;
mod recovery;
mod remove;
mod resident;
mod residents;
mod revoke;

pub(crate) use self::{
    accounts::Accounts,
    audit::Audit,
    book::Book,
    conflicts::{Conflicts, Looks},
    devices::Devices,
    duplicates::Duplicates,
    inbox::Inbox,
    letters::Letters,
    numbers::Numbers,
    overview::Overview,
    own::Own,
    resident::Resident,
    residents::Residents,
};
