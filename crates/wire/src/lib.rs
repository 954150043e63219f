//! Types that cross a process border: the commands of the field app and what they answer.
//!
//! A command is a serde struct that knows its own name and its answer ([`Command`]); [`with_commands!`] is the one
//! list of them, from which the app's dispatcher, the dev shell's catalogue and the tests are made.

pub mod approval;
pub mod attachment;
pub mod binding;
pub mod bundle;
mod command;
pub mod copies;
pub mod day;
pub mod enrol;
pub mod error;
pub mod import;
pub mod letter;
pub mod lost;
pub mod numbers;
pub mod office;
pub mod officers;
pub mod printer;
pub mod privacy;
pub mod queue;
pub mod region;
pub mod register;
pub mod request;
pub mod resident;
pub mod retire;
pub mod service;
pub mod session;
pub mod settings;
pub mod signed;
pub mod sync;
pub mod ticket;
pub mod today;

pub use command::{Base, Command, Done, NAMES};
pub use error::AppError;
