//! `cargo xtask test`: every check and test, with the time that each step took.

mod count;
mod steps;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use count::Count;

use crate::{
    place::Place,
    say, setup, tidy,
    ui::{self, Profile},
};

/// One step that ran.
struct Ran {
    name: &'static str,
    time: Duration,
    passed: bool,
}

/// What the steps found so far.
#[derive(Default)]
struct Report {
    ran: Vec<Ran>,
    tests: Count,
}

impl Report {
    /// Runs a step; a failure is told at once with what to do, and the next steps still run.
    fn step(
        &mut self,
        name: &'static str,
        what_to_do: &str,
        work: impl FnOnce(&mut Count) -> Result<()>,
    ) -> bool {
        say::step(name);
        let start = Instant::now();
        let outcome = work(&mut self.tests);
        if let Err(error) = &outcome {
            say::failure(error);
            say::note(&format!("what to do: {what_to_do}"));
        }
        self.ran.push(Ran {
            name,
            time: start.elapsed(),
            passed: outcome.is_ok(),
        });
        outcome.is_ok()
    }

    fn close(self) -> Result<()> {
        say::step("Time");
        for ran in &self.ran {
            let mark = if ran.passed { "ok    " } else { "FAILED" };
            say::note(&format!(
                "{mark} {:>14}  {}",
                say::duration(ran.time),
                ran.name
            ));
        }
        let total = self.ran.iter().map(|ran| ran.time).sum();
        say::note(&format!("all    {:>14}", say::duration(total)));
        let failed: Vec<&str> = self
            .ran
            .iter()
            .filter(|ran| !ran.passed)
            .map(|ran| ran.name)
            .collect();
        if !failed.is_empty() {
            say::plain(&format!("\nfailed steps: {}", failed.join("; ")));
        }
        say::plain(&format!(
            "\n{} passed, {} failed",
            self.tests.passed, self.tests.failed
        ));
        if self.tests.passed == 0 {
            bail!("no test ran");
        }
        if !failed.is_empty() || self.tests.failed > 0 {
            bail!("{} step(s) failed", failed.len());
        }
        Ok(())
    }
}

/// Runs everything.
pub(crate) fn everything(place: &Place) -> Result<()> {
    setup::everything(place)?;
    let mut report = Report::default();
    report.step("Formatting", "run `cargo fmt --all`", |_| {
        steps::format(place)
    });
    report.step(
        "Tidy",
        "each line above names a file and what is wrong with it",
        |_| tidy::check(place),
    );
    let ui = report.step(
        "User interfaces",
        "mend the compiler's messages above; `cargo xtask ui` builds them alone",
        |_| ui::build(place, Profile::Quick).map(drop),
    );
    // The window embeds `dist/field`: without it nothing below compiles.
    if ui {
        let built = report.step("Build", "mend the compiler's messages above", |_| {
            steps::build(place)
        });
        if built {
            report.step(
                "Unit tests",
                "`cargo test -p CRATE NAME` runs one alone",
                |tests| steps::unit(place, tests),
            );
            report.step(
                "Tests of the user interfaces",
                "`cargo test -p jemput-ui-kit` runs some alone",
                |tests| steps::ui(place, tests),
            );
            report.step(
                "Tests of the tasks",
                "`cargo test -p xtask` runs them alone",
                |tests| steps::xtask(place, tests),
            );
            report.step(
                "Integration tests",
                "`cargo test --test flows NAME` runs one alone",
                |tests| steps::integration(place, tests),
            );
            report.step(
                "End-to-end tests",
                "pictures of each screen are in target/e2e; `cargo test --test flows end_to_end` runs them alone",
                |tests| steps::end_to_end(place, tests),
            );
        }
        report.step("Clippy", "mend the warnings above", |_| {
            steps::clippy(place)
        });
        report.step(
            "Clippy of the user interfaces",
            "mend the warnings above",
            |_| steps::clippy_ui(place),
        );
        report.step(
            "Windows",
            "`cargo check --target x86_64-pc-windows-gnu -p jemput-printing` runs it alone",
            |_| steps::windows(place),
        );
        report.step("Documentation", "mend the warnings above", |_| {
            steps::documentation(place)
        });
    }
    report.close()
}
