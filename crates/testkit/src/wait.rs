//! Waiting for something to become so, with a deadline and without guessing how long it takes.

use std::{
    fmt::Display,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

/// Generous: two cores may run several browsers at once. A test that passes never waits this long.
pub const LONG: Duration = Duration::from_secs(40);
/// Between two looks.
pub const AGAIN: Duration = Duration::from_millis(25);

/// Looks until there is something; an error of the look ends the wait.
///
/// # Errors
/// When the deadline passes: `what` did not happen.
pub fn until<T>(what: impl Display, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + LONG;
    loop {
        if let Some(found) = look()? {
            return Ok(found);
        }
        if Instant::now() > deadline {
            bail!("{what} did not happen within {} s", LONG.as_secs());
        }
        std::thread::sleep(AGAIN);
    }
}

/// [`until`] for looks that are futures.
///
/// # Errors
/// When the deadline passes: `what` did not happen.
pub async fn until_async<T, L>(what: impl Display, mut look: L) -> Result<T>
where
    L: AsyncFnMut() -> Result<Option<T>>,
{
    let deadline = Instant::now() + LONG;
    loop {
        if let Some(found) = look().await? {
            return Ok(found);
        }
        if Instant::now() > deadline {
            bail!("{what} did not happen within {} s", LONG.as_secs());
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// Tells a whole story within ten minutes: a driver that stops answering must not stop the tests.
///
/// # Errors
/// The story's own, or that it did not end.
pub async fn story<T>(story: impl Future<Output = Result<T>>) -> Result<T> {
    match tokio::time::timeout(Duration::from_secs(600), story).await {
        Ok(outcome) => outcome,
        Err(_) => bail!("the story did not end within ten minutes; a window or its driver hangs"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_is_repeated_until_it_finds_something() {
        let mut looks = 0;
        let found = until("three looks", || {
            looks += 1;
            Ok((looks == 3).then_some(looks))
        });
        assert_eq!(found.unwrap(), 3);
    }

    #[test]
    fn an_error_ends_the_wait_at_once() {
        let outcome: Result<()> = until("nothing", || bail!("broken"));
        assert_eq!(outcome.unwrap_err().to_string(), "broken");
    }
}
