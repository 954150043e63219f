//! The record of who did what: whether it is what it was.

use anyhow::{Context as _, Result, bail};
use clap::Subcommand;
use jemput_sync::Mark;

use super::{Data, office, say};

#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Read the whole log again and compute its running digest anew; names the first entry that is not what it was.
    Verify {
        #[command(flatten)]
        data: Data,
        /// A place that somebody else keeps, NUMBER:DIGEST, as the console's audit page and this command show it; may
        /// be repeated. A log that was written anew as a whole is consistent in itself.
        #[arg(long = "expect", value_name = "NUMBER:DIGEST", value_parser = place)]
        expected: Vec<Mark>,
    },
}

fn place(text: &str) -> Result<Mark> {
    let (seq, digest) = text
        .split_once(':')
        .context("a number and 64 hex digits, with a colon between them")?;
    let digest = serde_json::Value::from(digest.trim().to_lowercase());
    Ok(Mark {
        seq: seq.trim().parse().context("no number")?,
        digest: serde_json::from_value(digest)?,
    })
}

/// Does what was asked.
pub(crate) fn run(command: AuditCommand) -> Result<()> {
    let AuditCommand::Verify { data, expected } = command;
    if !data.data.join("desk.db").exists() {
        bail!("{} is no server's data folder", data.data.display());
    }
    let (check, names) = office(&data.data)?.verify_log(&expected)?;
    for name in names {
        say(&format!("compared with {name}"))?;
    }
    say(&format!(
        "as it was up to entry {}:{}",
        check.good.seq, check.good.digest
    ))?;
    match check.broken {
        None => say("all well"),
        Some(broken) => bail!("entry {}: {}", broken.seq, broken.fault.told()),
    }
}
