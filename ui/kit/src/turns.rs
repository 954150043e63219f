//! One call after the other: an older draft must never arrive after a newer one, nor after the letter it became.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};

use yew::prelude::*;

/// A queue with one place at the counter; clones share it.
#[derive(Clone, Default)]
pub struct Turns(Rc<Counter>);

#[derive(Default)]
struct Counter {
    taken: Cell<bool>,
    queue: RefCell<VecDeque<Waker>>,
}

/// The place at the counter; given up when dropped.
pub struct Turn(Rc<Counter>);

impl Turns {
    /// Waits until all who came before are done.
    pub async fn wait(&self) -> Turn {
        let counter = &self.0;
        poll_fn(|context| {
            if counter.taken.replace(true) {
                counter
                    .queue
                    .borrow_mut()
                    .push_back(context.waker().clone());
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        })
        .await;
        Turn(Rc::clone(counter))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.taken.set(false);
        let next = self.0.queue.borrow_mut().pop_front();
        if let Some(next) = next {
            next.wake();
        }
    }
}

/// A [`Turns`] of this component; calls that it has begun are finished even after it has gone.
#[hook]
pub fn use_turns() -> Turns {
    let turns = use_memo((), |()| Turns::default());
    (*turns).clone()
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        task::{Context, Poll, Waker},
    };

    use super::Turns;

    #[test]
    fn the_second_waits_until_the_first_is_done() {
        let turns = Turns::default();
        let context = &mut Context::from_waker(Waker::noop());
        let mut first = pin!(turns.wait());
        let mut second = pin!(turns.wait());
        let Poll::Ready(turn) = first.as_mut().poll(context) else {
            panic!("the counter is free")
        };
        assert!(second.as_mut().poll(context).is_pending());
        drop(turn);
        assert!(second.as_mut().poll(context).is_ready());
    }
}
