//! The rules of village population data: pure, without clock, randomness, files or locale.
//!
//! Everything here takes "today" and the region table as arguments and returns values and
//! [`finding::Finding`]s; the words for people live in `assets/i18n`. Compiles for wasm32, so the
//! laptop, the server and the browser apply one set of rules.

pub mod address;
pub mod audit;
pub mod date;
mod digits;
pub mod duplicate;
pub mod eform;
pub mod finding;
pub mod household;
pub mod id;
pub mod import;
pub mod kk;
mod lenient;
pub mod letter;
pub mod merge;
pub mod name;
pub mod nik;
pub mod number;
pub mod officer;
pub mod privacy;
pub mod reason;
pub mod recovery;
pub mod regions;
pub mod request;
pub mod resident;
pub mod service;
pub mod tables;
pub mod terbilang;
pub mod village;
