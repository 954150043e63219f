//! Asking at the terminal for what nobody beside it may read.

use std::io::{BufRead, Write};

use anyhow::Result;

/// Asks for a new passphrase, twice, without showing what is typed.
///
/// # Errors
/// There is no terminal, or the two differ.
#[cfg(unix)]
pub(crate) fn passphrase() -> Result<String> {
    use std::io::IsTerminal;

    let terminal = std::io::stdin();
    anyhow::ensure!(
        terminal.is_terminal(),
        "there is no terminal to ask at; give the passphrase with --password-stdin"
    );
    // Hidden before anything is asked, so that not even the first key is shown.
    let hidden = Hidden::from(&terminal)?;
    let first = ask("Passphrase (at least 10 characters, not shown): ")?;
    let second = ask("The same again: ")?;
    drop(hidden);
    anyhow::ensure!(
        first == second,
        "the two differ; nothing was changed, please try again"
    );
    Ok(first)
}

/// As above, where terminals cannot be told to hide what is typed.
///
/// # Errors
/// Always: a passphrase on the screen is one that others read.
#[cfg(not(unix))]
pub(crate) fn passphrase() -> Result<String> {
    anyhow::bail!("on this system please give the passphrase with --password-stdin")
}

#[cfg(unix)]
fn ask(question: &str) -> Result<String> {
    let mut out = std::io::stderr().lock();
    out.write_all(question.as_bytes())?;
    out.flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    // The key that ended the line was not shown either.
    out.write_all(b"\n")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// A terminal that shows nothing of what is typed, until this value ends.
#[cfg(unix)]
struct Hidden<'a> {
    terminal: &'a std::io::Stdin,
    before: rustix::termios::Termios,
}

#[cfg(unix)]
impl<'a> Hidden<'a> {
    fn from(terminal: &'a std::io::Stdin) -> Result<Self> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

        let before = tcgetattr(terminal)?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        // What was typed ahead was shown and is thrown away.
        tcsetattr(terminal, OptionalActions::Flush, &quiet)?;
        Ok(Self { terminal, before })
    }
}

#[cfg(unix)]
impl Drop for Hidden<'_> {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};

        // A terminal that is gone needs nothing.
        let _ = tcsetattr(self.terminal, OptionalActions::Now, &self.before);
    }
}
