//! Time that nobody can set: how long this machine has been up, and in which of its starts.
//!
//! Waits after wrong passphrases and the lock after an idle time go by this and never by the clock on the wall.

use std::{sync::atomic::Ordering, time::Duration};

use super::{Clock, known::KnownTime};

/// A moment since the machine started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Uptime {
    /// Names the start of the machine.
    pub(crate) boot: String,
    /// Since then, also while it slept.
    pub(crate) up: Duration,
}

impl KnownTime {
    /// Now. Where the system tells nothing, the start of this program stands for that of the machine: a wait then
    /// begins anew with the program, and is never shortened.
    pub(crate) fn uptime(&self, run: uuid::Uuid) -> Uptime {
        match &self.machine {
            Clock::Fixed(standing) => Uptime {
                boot: format!("test-{}", standing.boots.load(Ordering::SeqCst)),
                up: self.steady(),
            },
            Clock::System => match (boot_id(), super::known::up()) {
                (Some(boot), Some(up)) => Uptime { boot, up },
                _ => Uptime {
                    boot: run.to_string(),
                    up: self.steady(),
                },
            },
        }
    }

    /// How long the machine has slept since the start of the program; always nothing where the system does not tell.
    pub(crate) fn slept(&self) -> Duration {
        match &self.machine {
            Clock::Fixed(standing) => {
                let slept = standing.slept.load(Ordering::SeqCst);
                Duration::from_millis(slept.try_into().unwrap_or_default())
            }
            // The one count goes on during sleep, the other does not.
            Clock::System => self.steady().saturating_sub(self.awake()),
        }
    }
}

fn boot_id() -> Option<String> {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(id.trim().to_owned()).filter(|id| !id.is_empty())
}
