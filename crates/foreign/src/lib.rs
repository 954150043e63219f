//! Everything that reads bytes from outside, one function each, for whoever wants to find bytes that it does not bear.
//!
//! `fuzz/` calls these functions with invented bytes for hours; a test of this crate calls them with everything that is
//! in `fuzz/corpus`, so that what was found once stays mended. A function returns whatever the bytes are: a panic, a hang
//! or endless memory is a finding.

mod bundle;
mod ipc;
mod seal;
mod service;
mod sheet;
mod snapshot;
mod sync;

/// Reads bytes from outside.
pub type Target = fn(&[u8]);

/// All targets by the name of their folder in `fuzz/corpus`.
pub const TARGETS: &[(&str, Target)] = &[
    ("bundle", bundle::bundle),
    ("ipc", ipc::ipc),
    ("seal", seal::seal),
    ("service", service::service),
    ("sheet", sheet::sheet),
    ("snapshot", snapshot::snapshot),
    ("sync_answer", sync::answer),
    ("sync_request", sync::request),
];

pub use crate::{
    bundle::bundle,
    ipc::ipc,
    seal::seal,
    service::service,
    sheet::sheet,
    snapshot::snapshot,
    sync::{answer as sync_answer, request as sync_request},
};
