//! Accounts of the console.

use serde::{Deserialize, Serialize};

use super::{Role, VillageRow};

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountRow {
    /// Account's id.
    pub id: String,
    /// Name to sign in with.
    pub name: String,
    /// What this person is to the office.
    pub roles: Vec<Role>,
    /// Code of the village of a head; empty: none.
    pub village: String,
    /// Closed since, `25-11-2026 08.05`; empty: open.
    pub closed: String,
    /// Last sign-in; empty: never.
    pub signed_in: String,
    /// A one-time code for a passphrase is good until; empty: there is none.
    pub code_until: String,
    /// Signing in needs a second factor.
    pub second: bool,
}

/// `GET accounts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountPage {
    /// Open ones first, by name.
    pub rows: Vec<AccountRow>,
    /// Villages that heads can have.
    pub villages: Vec<VillageRow>,
    /// Everybody needs a second factor.
    pub second_required: bool,
}

/// `POST accounts/new`: an account whose owner chooses a passphrase with a one-time code.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewAccount {
    /// Name to sign in with.
    pub name: String,
    /// At least one.
    pub roles: Vec<Role>,
    /// Code of the village of a head; else empty.
    pub village: String,
}

/// `POST accounts/set`: roles, and whether it is open.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetAccount {
    /// Account's id.
    pub id: String,
    /// At least one.
    pub roles: Vec<Role>,
    /// Code of the village of a head; else empty.
    pub village: String,
    /// Whoever has it may sign in.
    pub open: bool,
    /// Why; goes into the audit.
    pub reason: String,
}

/// `POST accounts/code` and `POST accounts/second`: a new one-time code for a forgotten passphrase; an end to a second
/// factor that was lost.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResetAccount {
    /// Account's id.
    pub id: String,
    /// Why, and how the admin knew that person.
    pub reason: String,
}

/// A code, shown once, and all accounts as they are now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountCode {
    /// Whose.
    pub name: String,
    /// `ABCDE-FGHJK`.
    pub code: String,
    /// `02-12-2026 08.05`.
    pub valid_until: String,
    /// All accounts.
    pub page: AccountPage,
}

/// `POST accounts/second-required`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequireSecond {
    /// Everybody needs a second factor from now on.
    pub on: bool,
}

/// `POST own/passphrase`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnPassphrase {
    /// The one until now.
    pub old: String,
    /// The one from now on.
    pub new: String,
}

/// `POST own/second/begin`: what an authenticator app needs. Nothing is in force yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SecondOffer {
    /// In base32, groups of four.
    pub secret: String,
    /// `otpauth://…`
    pub url: String,
    /// The same as the modules of a QR code, row by row, `1` dark.
    pub qr: Vec<String>,
}

/// `POST own/second/confirm`: the first code proves that the app has it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfirmSecond {
    /// Six digits.
    pub code: String,
}

/// What is written on paper: each opens the account once in the place of the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaperCodes {
    /// `ABCDE-FGHJK`, ten of them.
    pub codes: Vec<String>,
}

/// `POST own/second/end`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EndSecond {
    /// The passphrase, once more.
    pub password: String,
}

/// `GET own`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnAccount {
    /// Name.
    pub name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// A second factor is in force.
    pub second: bool,
    /// The office wants one.
    pub second_required: bool,
    /// Paper codes that were not used yet.
    pub paper_left: u32,
}
