//! Letters: what one says, who signs it, and its record.
//!
//! A letter is made once. [`LetterData`] is the snapshot of everything on the paper; with the service file it gives the
//! same page for ever, whatever happens later to resident, village or signer.

mod check;
mod context;
mod data;
mod gather;
mod profile;
mod record;
mod short_id;
mod signer;
mod specimen;
mod strokes;

pub use self::check::{check_resident, check_village};
pub use self::context::context;
pub use self::data::{LetterData, Person, end_of_day};
pub use self::gather::as_answer;
pub use self::profile::VillageProfile;
pub use self::record::{Letter, LetterState, SignedOn};
pub use self::short_id::{cti_prefix, short_id};
pub use self::signer::{Capacity, Signer};
pub use self::strokes::{Strokes, StrokesError};
