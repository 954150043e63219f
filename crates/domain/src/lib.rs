//! The domain of village services: residents, households, services, letters and their numbers.
//!
//! Pure: no I/O, no clock, no randomness; time, ids and reference tables are arguments. Compiles to wasm32.

pub mod id;
