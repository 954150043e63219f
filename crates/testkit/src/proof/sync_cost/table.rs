//! The figures, as a table in Markdown that can be kept.

use std::{collections::BTreeMap, io::Write};

use anyhow::Result;

use super::{
    Cost, Step,
    budget::{LAPTOP_DISK, SAVE_MS},
    run::Run,
};

/// Prints the medians of all runs beside budget and peer.
pub(super) fn print(
    runs: &[Run],
    peer: &[BTreeMap<Step, Cost>],
    out: &mut impl Write,
) -> Result<()> {
    let own: Vec<_> = runs.iter().map(|run| &run.costs).collect();
    let peer: Vec<_> = peer.iter().collect();
    writeln!(
        out,
        "\n| step | seconds | budget | of it | Anki | of Anki | CPU laptop + server | Anki's | of Anki's | KB up | KB down | of budget | turns | peak MB laptop, server |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    )?;
    let steps: Vec<Step> = runs
        .first()
        .map(|run| run.costs.keys().copied().collect())
        .unwrap_or_default();
    for step in steps {
        line(step, &median(&own, step), &median(&peer, step), out)?;
    }
    let Some(last) = runs.last() else {
        return Ok(());
    };
    let save = median(&own, Step::Save);
    writeln!(
        out,
        "\nOne save: 99 of 100 within {:.2} ms, {:.2} of the budget of {SAVE_MS} ms.",
        save.save_p99_ms,
        save.save_p99_ms / SAVE_MS
    )?;
    let truth = &last.truth;
    writeln!(
        out,
        "Disk: laptop {:.1} MB, {:.2} of the budget of {:.0} MB; server {:.1} MB.",
        mb(truth.laptop_disk),
        mb(truth.laptop_disk) / mb(LAPTOP_DISK),
        mb(LAPTOP_DISK),
        mb(truth.server_disk)
    )?;
    writeln!(
        out,
        "Correct on laptop 1, laptop 2, office: records {:?}, edits kept {:?}, conflicts {:?}; {} entries in the log.",
        truth.records, truth.edits_kept, truth.rivals, truth.log
    )?;
    Ok(())
}

fn line(step: Step, own: &Cost, peer: &Cost, out: &mut impl Write) -> Result<()> {
    let budget = step.budget();
    let bytes = own.link.up + own.link.down;
    let ratio = |value: f64, limit: Option<f64>| {
        limit.map_or_else(String::new, |limit| format!("{:.2}", value / limit))
    };
    let peer_seconds = (peer.seconds > 0.0).then_some(peer.seconds);
    // On a busy machine processor time tells more than the clock.
    let peer_cpu = peer_seconds.map(|_| peer.cpu[0] + peer.cpu[1]);
    let memory = |name: f64, limit: Option<u64>| {
        limit.map_or_else(
            || format!("{name:.0}"),
            |limit| format!("{name:.0} (≤ {limit})"),
        )
    };
    writeln!(
        out,
        "| {} | {:.2} | {} | {} | {} | {} | {:.2} + {:.2} | {} | {} | {:.1} | {:.1} | {} | {}{} | {}, {} |",
        step.name(),
        own.seconds,
        budget
            .seconds
            .map_or_else(String::new, |seconds| format!("{seconds}")),
        ratio(own.seconds, budget.seconds),
        peer_seconds.map_or_else(String::new, |seconds| format!("{seconds:.2}")),
        ratio(own.seconds, peer_seconds),
        own.cpu[0],
        own.cpu[1],
        peer_cpu.map_or_else(String::new, |_| format!(
            "{:.2} + {:.2}",
            peer.cpu[0], peer.cpu[1]
        )),
        ratio(own.cpu[0] + own.cpu[1], peer_cpu),
        own.link.up as f64 / 1000.0,
        own.link.down as f64 / 1000.0,
        ratio(bytes as f64, budget.bytes.map(|bytes| bytes as f64)),
        own.link.turns,
        budget
            .turns
            .map_or_else(String::new, |turns| format!(" (≤ {turns})")),
        memory(own.laptop.peak_kb as f64 / 1000.0, budget.laptop_mb),
        memory(own.server.peak_kb as f64 / 1000.0, budget.server_mb),
    )?;
    Ok(())
}

/// The run whose time is in the middle; bytes, turns and memory are that run's.
fn median(runs: &[&BTreeMap<Step, Cost>], step: Step) -> Cost {
    let mut costs: Vec<Cost> = runs
        .iter()
        .filter_map(|run| run.get(&step).copied())
        .collect();
    costs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    costs.get(costs.len() / 2).copied().unwrap_or_default()
}

fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
