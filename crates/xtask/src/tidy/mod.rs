//! Rules about the tree itself that no compiler checks.

mod cases;
mod catalogues;
mod dependencies;
mod invariants;
mod lengths;
mod licences;
mod manifests;
mod modules;
mod patches;
mod source;
mod window;
mod words;

use anyhow::{Result, bail};

use crate::{place::Place, say};

/// One broken rule: where and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    place: String,
    text: String,
}

impl Fault {
    fn new(place: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            text: text.into(),
        }
    }
}

/// Everything that is wrong.
fn faults(place: &Place) -> Result<Vec<Fault>> {
    let sources = source::all(place)?;
    let mut faults = dependencies::check(place)?;
    faults.extend(manifests::check(place)?);
    faults.extend(catalogues::check(place, &sources)?);
    faults.extend(licences::check(place)?);
    faults.extend(modules::check(&sources));
    faults.extend(invariants::check(&sources));
    faults.extend(cases::check(&sources));
    faults.extend(patches::check(place, &sources)?);
    faults.extend(window::check(place)?);
    faults.extend(words::check(&sources));
    faults.extend(lengths::check(&sources));
    Ok(faults)
}

/// Checks the tree and prints what is wrong.
pub(crate) fn check(place: &Place) -> Result<()> {
    for line in lengths::report(&source::all(place)?) {
        say::note(&line);
    }
    let faults = faults(place)?;
    for fault in &faults {
        say::note(&format!("{}: {}", fault.place, fault.text));
    }
    if !faults.is_empty() {
        bail!("the tree has {} faults, listed above", faults.len());
    }
    say::note("the tree is tidy");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_tidy() {
        let faults = faults(&Place::find().unwrap()).unwrap();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
