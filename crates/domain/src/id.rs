//! Record ids as types: a letter's id can never be handed over where a resident's is wanted.
//!
//! All are UUIDs: v7 for what is entered, v5 for imported rows (so that two laptops that import the same
//! file make the same records).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A resident.
    ResidentId,
    /// A household (one family card, KK).
    HouseholdId,
    /// A request for a service.
    RequestId,
    /// A letter: printed, issued, void or replaced.
    LetterId,
    /// A signer's profile.
    SignerId,
    /// An officer who works on laptops.
    OfficerId,
    /// A laptop.
    DeviceId,
    /// One order to a printer.
    PrintId,
    /// A file that belongs to a record.
    AttachmentId,
    /// A block of letter numbers reserved for one laptop.
    BlockId,
}
