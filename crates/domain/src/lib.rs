//! The rules of village population data: pure, without clock, randomness, files or locale.
//!
//! Everything here takes "today" and the region table as arguments and returns values and
//! [`finding::Finding`]s; the words for people live in `assets/i18n`. Compiles for wasm32, so the
//! laptop, the server and the browser apply one set of rules.

pub mod date;
pub mod eform;
pub mod finding;
pub mod id;
mod lenient;
pub mod letter;
pub mod number;
pub mod request;
pub mod service;
pub mod tables;
pub mod village;
