//! Real programs and everything that can happen to them, by seed: killed processes on both sides, a link that cuts,
//! stops, repeats and is slow, an office put back from a copy or made anew from a backup, laptops put back and cloned,
//! bundles on sticks that come late and twice. At the end nothing that an officer saved may be missing or there twice, and
//! all must hold the same.

mod check;
mod plot;
mod stick;
mod world;

use std::io::Write;

use anyhow::{Context as _, Result, ensure};
use clap::Args;

pub use world::World;

use plot::plot;

use crate::records::Rng;

/// How much.
#[derive(Debug, Clone, Args)]
pub struct Wish {
    /// Decides what happens and when.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Rounds: in each a laptop works and something may go wrong.
    #[arg(long, default_value_t = 30)]
    pub rounds: u64,
    /// Goes on with further seeds for so long.
    #[arg(long)]
    pub minutes: Option<u64>,
}

/// What happened in a run that lost nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Story {
    /// Notes that officers saved.
    pub saved: usize,
    /// Of these, notes that may be gone: saved on a laptop after the copy from which it was put back.
    pub forgiven: usize,
    /// Letters printed.
    pub printed: usize,
    /// Laptop processes that were killed.
    pub killed_laptops: u32,
    /// Server processes that were killed.
    pub killed_servers: u32,
    /// Times the office's files were put back from a copy.
    pub restored_offices: u32,
    /// Times the office was made anew from one of its own backups.
    pub remade_offices: u32,
    /// Times a laptop was put back from a copy.
    pub restored_laptops: u32,
    /// Laptops that were cloned.
    pub cloned: u32,
    /// Bundles that laptops wrote.
    pub packed: u32,
    /// Bundles that the office took in, late or in any order.
    pub delivered: u32,
    /// Bundles that had been taken in before, so that nothing was new.
    pub repeated: u32,
    /// Bundles of the office that a laptop took in.
    pub brought: u32,
    /// Of those, bundles that it refused, since it stood elsewhere.
    pub not_fitting: u32,
    /// Rounds on a slow link.
    pub slow: u32,
    /// Connections over the bad link.
    pub connections: u64,
    /// Syncs that failed on the way.
    pub failed_syncs: u32,
    /// Entries in the office's log.
    pub log: u64,
}

impl Story {
    /// A run in which something of the list never happened proves nothing about it.
    fn is_full(&self) -> Result<()> {
        let counts = [
            ("a laptop was killed", self.killed_laptops),
            ("the server was killed", self.killed_servers),
            ("the office was put back from a copy", self.restored_offices),
            (
                "the office was made anew from a backup",
                self.remade_offices,
            ),
            ("a laptop was put back from a copy", self.restored_laptops),
            ("a laptop was cloned", self.cloned),
            ("a bundle was packed", self.packed),
            ("a bundle was delivered", self.delivered),
            ("a bundle was brought", self.brought),
            ("the link was slow", self.slow),
            ("a sync failed", self.failed_syncs),
        ];
        for (what, times) in counts {
            ensure!(times > 0, "it never happened that {what}: {self:?}");
        }
        Ok(())
    }
}

/// Runs one seed, or seeds for some minutes.
///
/// # Errors
/// When something was lost, doubled or differs; the message names the seed and where the files are.
pub fn run(wish: &Wish, out: &mut impl Write) -> Result<()> {
    let start = std::time::Instant::now();
    let mut seed = wish.seed;
    loop {
        let story = one(seed, wish.rounds)?;
        writeln!(out, "seed {seed}: {story:?}")?;
        out.flush()?;
        seed += 1;
        let more = wish
            .minutes
            .is_some_and(|minutes| start.elapsed().as_secs() < minutes * 60);
        if !more {
            return Ok(());
        }
    }
}

/// One seed.
///
/// # Errors
/// As [`run`].
pub fn one(seed: u64, rounds: u64) -> Result<Story> {
    let mut world = World::new(seed)?;
    let told = tell(&mut world, rounds).with_context(|| format!("seed {seed}, {rounds} rounds"));
    if told.is_err() {
        let kept = world.keep();
        return told.with_context(|| format!("the files are in {}", kept.display()));
    }
    told
}

fn tell(world: &mut World, rounds: u64) -> Result<Story> {
    let mut r = Rng::new(world.seed);
    for fault in plot(rounds, &mut r)? {
        world.play(r.next());
        world.suffer(fault, &mut r)?;
        world.work(&mut r)?;
    }
    world.calm()?;
    let story = check::everything(world)?;
    story.is_full()?;
    Ok(story)
}
