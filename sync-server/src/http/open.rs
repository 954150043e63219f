//! Routes for everybody: no session, no laptop's signature. What a stranger can reach stands in one table.

use axum::{Router, routing::MethodRouter};

use super::{
    Shared,
    contract::{Readable, Tellable},
    entry::{ConsoleRoute, Entry},
};

/// The table.
#[derive(Default)]
pub(super) struct Open(Vec<Entry>);

impl Open {
    /// A route, with the statuses of its refusals.
    pub(super) fn with<I: Readable, O: Tellable>(
        mut self,
        method: &'static str,
        path: &'static str,
        refusals: &'static [u16],
        handlers: MethodRouter<Shared>,
    ) -> Self {
        let act = None;
        let route = ConsoleRoute { method, path, act };
        let mut entry = Entry::new::<I, O>(route, handlers);
        entry.refusals = refusals;
        self.0.push(entry);
        self
    }

    /// Those of another part too.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// To look at.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// Mounted.
    pub(super) fn mounted(self) -> Router<Shared> {
        self.0.into_iter().fold(Router::new(), |router, entry| {
            router.route(entry.route.path, entry.handlers)
        })
    }
}
