//! Lines for whoever runs a task: the one module that prints.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the tasks are a command-line program"
)]

use std::{
    io::{BufRead, IsTerminal, Write},
    time::Duration,
};

/// A step begins.
pub(crate) fn step(what: &str) {
    println!("\n== {what}");
}

/// A line as it is.
pub(crate) fn plain(line: &str) {
    println!("{line}");
}

/// Something that stands on its own below a step.
pub(crate) fn note(line: &str) {
    println!("   {line}");
}

/// The error that ends a task, with its causes.
pub(crate) fn failure(error: &anyhow::Error) {
    eprintln!("\nxtask: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
}

/// Asks; `None` where nobody can answer.
pub(crate) fn ask(question: &str) -> Option<bool> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return None;
    }
    print!("{question} [y/N] ");
    std::io::stdout().flush().ok()?;
    let mut answer = String::new();
    stdin.lock().read_line(&mut answer).ok()?;
    Some(matches!(answer.trim(), "y" | "Y" | "yes" | "ya"))
}

/// A duration for the time table.
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}
