//! What a program does so that keys and citizens' data in its memory stay there.

mod secret;

use std::io;

pub use secret::Secret;

/// No core dump is written when the program ends badly, and no other program of the same user may look into its memory
/// (on Linux). Programs that it starts inherit the first.
///
/// # Errors
/// When the system refuses. The program can go on: it is as safe as any other.
pub fn keep_to_ourselves() -> io::Result<()> {
    system::no_core_dumps()?;
    system::no_lookers_on()
}

#[cfg(unix)]
mod system {
    use std::io;

    use rustix::process::{Resource, Rlimit, setrlimit};

    pub(super) fn no_core_dumps() -> io::Result<()> {
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        Ok(setrlimit(Resource::Core, none)?)
    }

    /// A limit of zero does not bind programs to which the system hands dumps (`core_pattern` with `|`); this mark does.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    pub(super) fn no_lookers_on() -> io::Result<()> {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};

        Ok(set_dumpable_behavior(DumpableBehavior::NotDumpable)?)
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    pub(super) fn no_lookers_on() -> io::Result<()> {
        Ok(())
    }
}

/// Windows writes no dumps of programs unless an administrator asks for them.
#[cfg(not(unix))]
mod system {
    use std::io;

    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    pub(super) fn no_core_dumps() -> io::Result<()> {
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    pub(super) fn no_lookers_on() -> io::Result<()> {
        Ok(())
    }
}
