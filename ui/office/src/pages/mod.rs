//! The screens.

mod account_change;
mod accounts;
mod audit;
mod backups;
mod book;
mod breach;
mod bundles;
mod conflicts;
mod device_state;
mod devices;
mod duplicates;
mod inbox;
mod irregular;
mod letters;
mod lost;
mod new_code;
mod new_officer;
mod numbers;
mod officers;
mod overview;
mod own;
mod privacy;
mod recovery;
mod remove;
mod resident;
mod residents;
mod revoke;

pub(crate) use self::{
    accounts::Accounts,
    audit::Audit,
    book::Book,
    breach::Breach,
    conflicts::{Conflicts, Looks},
    devices::Devices,
    duplicates::Duplicates,
    inbox::Inbox,
    irregular::Irregular,
    letters::Letters,
    numbers::Numbers,
    overview::Overview,
    own::Own,
    privacy::Privacy,
    resident::Resident,
    residents::Residents,
};
