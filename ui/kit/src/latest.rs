//! Answers that come out of order: what was asked earlier is never shown over what was asked later.

use std::{cell::Cell, rc::Rc};

use yew::prelude::*;

/// What a screen asked, counted; clones share the count.
#[derive(Clone, Default)]
pub struct Latest(Rc<Cell<u32>>);

/// One thing that was asked.
pub struct Asked {
    count: Rc<Cell<u32>>,
    mine: u32,
}

impl Latest {
    /// Asks something new: all that was asked before is old from here on.
    pub fn asks(&self) -> Asked {
        self.forgets();
        Asked {
            count: Rc::clone(&self.0),
            mine: self.0.get(),
        }
    }

    /// Wants no answer any more: the field was emptied, or something newer is there.
    pub fn forgets(&self) {
        self.0.set(self.0.get().wrapping_add(1));
    }
}

impl Asked {
    /// Whether nothing was asked since.
    pub fn is_latest(&self) -> bool {
        self.count.get() == self.mine
    }
}

/// A [`Latest`] of this component.
#[hook]
pub fn use_latest() -> Latest {
    let latest = use_memo((), |()| Latest::default());
    (*latest).clone()
}

#[cfg(test)]
mod tests {
    use super::Latest;

    #[test]
    fn an_answer_is_wanted_until_something_else_is_asked_or_nothing_any_more() {
        let latest = Latest::default();
        let first = latest.asks();
        assert!(first.is_latest());
        let second = latest.asks();
        assert!(!first.is_latest());
        assert!(second.is_latest());
        latest.clone().forgets();
        assert!(!second.is_latest());
    }
}
