//! The office's server: laptops send and fetch here, the office looks in by its console, and anyone checks a letter.
//!
//! Two databases in the data folder: `records.db` is the log and state that laptops share (crate `jemput-store`),
//! `desk.db` is what only this server knows: accounts, sessions, laptops and their keys, one-time codes, nonces, and
//! who holds which numbers. The secret keys lie beside them in `keys/`, readable by the server's user only.

mod accounts;
mod audit;
mod backup;
mod blobs;
mod breach;
mod bundle;
mod burned;
mod clock;
mod clock_check;
mod codes;
mod desk;
mod devices;
mod enrol;
mod exchange;
mod fault;
mod heads;
mod http;
mod keys;
mod listed;
mod listen;
mod lost;
mod members;
mod moved;
mod nonces;
mod numbering;
mod numbers;
mod office;
mod office_file;
mod officers;
mod profile;
mod publish;
mod qr;
mod records;
mod recovery;
mod register;
mod restore;
mod retention;
mod retire;
mod review;
mod revoke;
mod secret;
mod serve;
mod sessions;
mod shelf;
mod signing_in;
mod together;
mod told;

pub use backup::{BackupFault, BackupSettings, Contents, Last, Standing};
pub use bundle::{BundleRefused, Exported};
pub use clock::{Clock, SystemClock};
pub use http::{ConsoleRoute, api_document, console_routes};
pub use keys::rotate_seal_key;
pub use listen::Patience;
pub use office::{Health, Office};
pub use office_file::Applied;
pub use profile::OfficeProfile;
pub use restore::{Restored, backups, check_backup, restore};
pub use serve::{Running, Settings, start, start_with};
