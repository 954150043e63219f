//! Tells the shell that the first screen was drawn.

use jemput_wire::{Done, session::FirstPaint};

use crate::{App, Result};

/// Runs once, at the first painted screen.
pub(crate) type Hook = Box<dyn FnOnce() + Send>;

impl App {
    /// Calls `hook` when the first screen has been drawn.
    pub fn on_first_paint(&self, hook: impl FnOnce() + Send + 'static) {
        *self
            .first_paint
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(Box::new(hook));
    }

    pub(crate) fn first_paint(&self, _: FirstPaint) -> Result<Done> {
        let hook = self
            .first_paint
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .take();
        if let Some(hook) = hook {
            hook();
        }
        Ok(Done {})
    }
}
