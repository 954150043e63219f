//! Officers without a laptop of their own, and the end of a service.

use anyhow::{Context, Result};
use clap::Subcommand;
use jemput_domain::{date, village::VillageCode};

use super::{Data, office, say};

#[derive(Debug, Subcommand)]
pub(crate) enum OfficerCommand {
    /// Name an officer whom laptops of a village may take in.
    Add {
        #[command(flatten)]
        data: Data,
        /// The village's code of ten digits.
        #[arg(long, value_name = "CODE")]
        village: String,
        /// Name.
        name: String,
    },
    /// End an officer's service: laptops delete the way in at their next sync after that day.
    End {
        #[command(flatten)]
        data: Data,
        /// Last day, such as 2026-11-25.
        #[arg(long, value_name = "DATE")]
        last_day: String,
        /// The officer's id, or a name that only one bears.
        officer: String,
    },
}

/// Does what was asked.
pub(crate) fn run(command: OfficerCommand) -> Result<()> {
    match command {
        OfficerCommand::Add {
            data,
            village,
            name,
        } => {
            let code = VillageCode::parse(&village)
                .with_context(|| format!("{village} is no village code of ten digits"))?;
            let id = office(&data.data)?.add_officer(&name, &code)?;
            say(&format!("{name} has the id {id}."))
        }
        OfficerCommand::End {
            data,
            last_day,
            officer,
        } => {
            let day = date::from_iso(&last_day)
                .with_context(|| format!("{last_day} is no day like 2026-11-25"))?;
            office(&data.data)?.end_service(&officer, day)?;
            say(&format!("{officer} serves until {last_day}."))
        }
    }
}
