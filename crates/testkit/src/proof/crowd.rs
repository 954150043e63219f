//! Two hundred laptops come back from the field within one second: each sends fifty changes and fetches fifty.
//!
//! The office is a real process. The laptops are threads here, with the product's own sync in memory: what is measured
//! is how long the office lets each of them wait, and not what they do before and after.

mod client;
mod office;

use std::{
    io::Write,
    sync::Barrier,
    thread::ScopedJoinHandle,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use clap::Args;

use self::client::{Client, Request, send};
use super::desk::percentile;
use crate::{
    programs::{Server, Usage},
    records::Rng,
};

/// Within so many milliseconds 99 of 100 requests are answered.
const P99_MS: f64 = 1000.0;

/// How many.
#[derive(Debug, Clone, Args)]
pub struct Wish {
    /// Laptops, each of a village of its own.
    #[arg(long, default_value_t = 200)]
    pub laptops: usize,
    /// Changes that each sends, and as many that each fetches.
    #[arg(long, default_value_t = 50)]
    pub changes: u64,
}

/// Measures and prints.
///
/// # Errors
/// When a laptop cannot sync or does not get what is there for it.
pub fn run(wish: &Wish, out: &mut impl Write) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = office::file(folder.path(), wish.laptops)?;
    let server = Server::with(&folder.path().join("server"), &file)?;
    writeln!(out, "{} laptops and their twins join", wish.laptops)?;
    out.flush()?;
    let mut pairs = Vec::new();
    let codes = office::codes(server.data(), wish.laptops)?;
    for (village, pair) in codes {
        let [mine, twins] = pair;
        let laptop = Client::join(server.address(), &mine, &village, 1)?;
        pairs.push((laptop, Client::join(server.address(), &twins, &village, 2)?));
    }
    let mut laptops = Vec::new();
    for (mut laptop, mut twin) in pairs {
        // The morning: everybody has what the office said so far. Then the twin's work waits at the office.
        laptop.sync()?;
        twin.work(wish.changes)?;
        twin.sync()?;
        laptop.work(wish.changes)?;
        laptops.push(laptop);
    }
    let before = server.usage();
    Usage::forget_peak(server.process());
    let (start, told) = (
        &Barrier::new(laptops.len() + 1),
        &Barrier::new(laptops.len() + 1),
    );
    let (done, all) = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..)
            .zip(laptops)
            .map(|(n, laptop)| scope.spawn(move || come_back(laptop, n, start, told)))
            .collect();
        start.wait();
        let began = Instant::now();
        told.wait();
        let all = began.elapsed().as_secs_f64();
        let done: Vec<_> = threads.into_iter().map(ScopedJoinHandle::join).collect();
        (done, all)
    });
    let after = server.usage();
    let mut waits = Vec::new();
    for one in done {
        let (laptop, mine) = one.ok().context("a laptop's thread")??;
        let residents = laptop.residents();
        ensure!(
            residents == wish.changes * 2,
            "a laptop holds {residents} of {}",
            wish.changes * 2
        );
        waits.extend(mine);
    }
    let requests = waits.len();
    let mut ms = |percent| percentile(&mut waits, percent) * 1000.0;
    let slow = ms(99);
    writeln!(
        out,
        "\n| laptops | requests | all done, s | half within, ms | 90 of 100 | 99 of 100 | budget | of it | the slowest | CPU of the server, s | its peak MB |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n\
         | {} | {requests} | {all:.2} | {:.0} | {:.0} | {slow:.0} | {P99_MS} | {:.2} | {:.0} | {:.2} | {} |",
        wish.laptops,
        ms(50),
        ms(90),
        slow / P99_MS,
        ms(100),
        after.cpu - before.cpu,
        after.peak_kb / 1000,
    )?;
    Ok(())
}

/// One laptop's way: it asks within a second after the start. What it does before and with the answer is another machine's
/// work, and is done while nobody waits for the office.
fn come_back(
    mut laptop: Client,
    n: u64,
    start: &Barrier,
    told: &Barrier,
) -> Result<(Client, Vec<f64>)> {
    let mut waits = Vec::new();
    let mut ask = |request: Result<Request>| -> Result<Vec<u8>> {
        let request = request?;
        let asked = Instant::now();
        let answer = send(&request)?;
        waits.push(asked.elapsed().as_secs_f64());
        Ok(answer)
    };
    let first = laptop.ask();
    start.wait();
    std::thread::sleep(Duration::from_millis(Rng::new(n).below(1000)));
    // Whoever fails must not let the others wait.
    let mut answer = ask(first);
    told.wait();
    while !laptop.take(&answer?)? {
        answer = ask(laptop.ask());
    }
    Ok((laptop, waits))
}
