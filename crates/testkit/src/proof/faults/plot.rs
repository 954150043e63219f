//! What goes wrong, and when: by seed, but nothing is left to chance that must happen at least once.

use anyhow::{Result, ensure};

use crate::records::Rng;

/// Something that goes wrong before a laptop works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Nothing,
    KillServer,
    CopyOffice,
    RestoreOffice,
    BackUp,
    RemakeOffice,
    CopyLaptop,
    RestoreLaptop,
    CloneLaptop,
    Pack,
    Deliver,
    Bring,
    SlowLink,
}

/// In this order all of it happens in every run: what is put back was copied some rounds before, or there would be
/// nothing to lose between.
const MUST: [Fault; 15] = [
    Fault::CopyLaptop,
    Fault::CopyOffice,
    Fault::Pack,
    Fault::BackUp,
    Fault::SlowLink,
    Fault::CloneLaptop,
    Fault::Deliver,
    Fault::RestoreLaptop,
    Fault::KillServer,
    Fault::RestoreOffice,
    Fault::Bring,
    Fault::Pack,
    Fault::RemakeOffice,
    Fault::Deliver,
    Fault::Bring,
];

/// What else may happen between.
const MAY: [Fault; 14] = [
    Fault::Nothing,
    Fault::Nothing,
    Fault::KillServer,
    Fault::CopyOffice,
    Fault::RestoreOffice,
    Fault::BackUp,
    Fault::RemakeOffice,
    Fault::CopyLaptop,
    Fault::RestoreLaptop,
    Fault::CloneLaptop,
    Fault::Pack,
    Fault::Deliver,
    Fault::Bring,
    Fault::SlowLink,
];

/// The faults of so many rounds.
pub(super) fn plot(rounds: u64, r: &mut Rng) -> Result<Vec<Fault>> {
    let least = MUST.len() as u64;
    ensure!(
        rounds >= least,
        "{least} rounds are the least: else not everything happens"
    );
    let mut must = MUST.iter();
    let mut wanted = least;
    let mut faults = Vec::new();
    for left in (1..=rounds).rev() {
        // Each of the rounds that are left is as likely as another to be one of those that are wanted.
        let fault = if r.below(left) < wanted {
            wanted -= 1;
            must.next()
        } else {
            None
        };
        faults.push(*fault.unwrap_or_else(|| r.pick(&MAY)));
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_every_run_each_fault_happens_in_its_order() {
        for seed in 0..50 {
            let faults = plot(30, &mut Rng::new(seed)).unwrap();
            assert_eq!(faults.len(), 30);
            let mut rest = faults.iter();
            assert!(
                MUST.iter().all(|wanted| rest.any(|fault| fault == wanted)),
                "{faults:?}"
            );
        }
        assert_ne!(
            plot(30, &mut Rng::new(1)).unwrap(),
            plot(30, &mut Rng::new(2)).unwrap()
        );
        assert!(plot(5, &mut Rng::new(1)).is_err());
    }
}
