//! Laptops as processes of their own, and the measurements and fault runs that are made with them.
//!
//! `cargo xtask bench` and `cargo xtask soak` build and run it; it is in no package.

use std::{io::Write as _, path::PathBuf};

use anyhow::Result;
use clap::{Parser, Subcommand};
use jemput_testkit::{
    proof::{api, console, crowd, desk, faults, growth, officer, print_cost, secrecy, sync_cost},
    records,
};

#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Does one task on a laptop and prints what it cost as JSON.
    Laptop {
        /// The laptop's folder.
        #[arg(long)]
        data: PathBuf,
        #[command(subcommand)]
        task: desk::Task,
    },
    /// Prints the invented citizens, or two hundred edits of them, as JSON lines.
    Records {
        /// Edits instead.
        #[arg(long)]
        edits: bool,
        /// How many citizens.
        #[arg(long, default_value_t = 10_000)]
        count: usize,
    },
    /// Everything that schemathesis thinks of, sent to a real office.
    Api(api::Wish),
    /// A clerk at the console of a large office.
    Office(console::Wish),
    /// Many laptops at once.
    Crowd(crowd::Wish),
    /// What an edit costs as the log grows.
    LogGrowth(growth::Wish),
    /// What ten thousand edits of one field leave behind.
    OneField,
    /// Everything that can go wrong, with real programs; nothing may be lost.
    Faults(faults::Wish),
    /// From the press on the button to the job at the printer.
    Print(print_cost::Wish),
    /// What it costs that a stolen laptop tells nothing.
    Secrecy(secrecy::Wish),
    /// What sync costs, beside its budget.
    Sync(sync_cost::Wish),
}

fn main() -> Result<()> {
    let mut out = std::io::stdout().lock();
    match Arguments::parse().task {
        Task::Laptop {
            data,
            task: desk::Task::Work(day),
        } => officer::work(&data, &day, &mut out)?,
        Task::Laptop { data, task } => {
            let done = desk::run(&data, &task)?;
            writeln!(out, "{}", serde_json::to_string(&done)?)?;
        }
        Task::Records { edits, count } => {
            let mut all = records::base(count, records::SEED);
            if edits {
                all = records::edits(&all, records::SEED, 200, 1);
            }
            out.write_all(records::write(&all)?.as_bytes())?;
        }
        Task::Api(wish) => api::run(&wish, &mut out)?,
        Task::Office(wish) => console::run(&wish, &mut out)?,
        Task::Crowd(wish) => crowd::run(&wish, &mut out)?,
        Task::LogGrowth(wish) => growth::run(&wish, &mut out)?,
        Task::OneField => growth::one_field(&mut out)?,
        Task::Faults(wish) => faults::run(&wish, &mut out)?,
        Task::Print(wish) => print_cost::run(&wish, &mut out)?,
        Task::Secrecy(wish) => secrecy::run(&wish, &mut out)?,
        Task::Sync(wish) => sync_cost::run(&wish, &mut out)?,
    }
    Ok(())
}
