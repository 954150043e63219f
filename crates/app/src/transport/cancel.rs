//! Stops what waits for the network, at once.

use std::sync::Arc;

use tokio::sync::watch;

/// A wish to stop, shared by who may wish it and who waits. A hanging connection is left as it is: it ends by itself.
#[derive(Debug, Clone)]
pub(crate) struct Cancel(Arc<watch::Sender<bool>>);

impl Default for Cancel {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Cancel {
    /// Stops what is under way, and what begins before [`Self::clear`].
    pub(crate) fn now(&self) {
        self.0.send_replace(true);
    }

    /// What begins from here on runs.
    pub(crate) fn clear(&self) {
        self.0.send_replace(false);
    }

    /// Whether to stop.
    pub(crate) fn is_wished(&self) -> bool {
        *self.0.borrow()
    }

    /// Ends when stopping is wished.
    pub(super) async fn wished(&self) {
        // The sender lives as long as this value, so the wait cannot fail.
        let _ = self.0.subscribe().wait_for(|wished| *wished).await;
    }
}
