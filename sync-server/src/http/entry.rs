//! One line of a table of routes: where it is, what it asks of whoever asks, what it reads and answers, and who does it.

use axum::routing::MethodRouter;
use jemput_wire::office::Act;

use super::{
    Shared,
    contract::{Readable, Reads, Schemas, Tellable, Tells},
};

/// A route, for whoever wants to look at all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsoleRoute {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Below `/office/api`.
    pub path: &'static str,
    /// What is asked of whoever asks; `None`: the way in and out, for everybody.
    pub act: Option<Act>,
}

/// The line.
pub(super) struct Entry {
    pub(super) route: ConsoleRoute,
    pub(super) reads: fn(&mut Schemas) -> Reads,
    pub(super) tells: fn(&mut Schemas) -> Tells,
    /// Statuses of refusals; empty: those that all routes of its kind have.
    pub(super) refusals: &'static [u16],
    pub(super) handlers: MethodRouter<Shared>,
}

impl Entry {
    pub(super) fn new<I: Readable, O: Tellable>(
        route: ConsoleRoute,
        handlers: MethodRouter<Shared>,
    ) -> Self {
        Self {
            route,
            reads: I::describe,
            tells: O::describe,
            refusals: &[],
            handlers,
        }
    }
}
