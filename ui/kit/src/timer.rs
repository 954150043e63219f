//! Waiting a little: debounced saving and regular looking.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::{Interval, Timeout};
use yew::prelude::*;

/// Runs only the last of several calls, after a pause.
#[derive(Clone, Default)]
pub struct Debounce(Rc<RefCell<Option<Timeout>>>);

impl Debounce {
    /// Calls `work` after the pause, unless another call comes before.
    pub fn run(&self, milliseconds: u32, work: impl FnOnce() + 'static) {
        self.0.replace(Some(Timeout::new(milliseconds, work)));
    }

    /// Forgets what waits.
    pub fn stop(&self) {
        self.0.replace(None);
    }
}

/// A [`Debounce`] that lives as long as the component.
#[hook]
pub fn use_debounce() -> Debounce {
    let debounce = use_memo((), |()| Debounce::default());
    (*debounce).clone()
}

/// Calls back again and again while the component is on the screen; `None` pauses.
#[hook]
pub fn use_every(milliseconds: Option<u32>, tick: Callback<()>) {
    let newest = use_mut_ref(|| tick.clone());
    newest.replace(tick);
    use_effect_with(milliseconds, move |milliseconds| {
        let interval = milliseconds.map(|pause| {
            Interval::new(pause, move || {
                let tick = newest.borrow().clone();
                tick.emit(());
            })
        });
        move || drop(interval)
    });
}
