//! Small files about one thing.

use super::{Fault, source::Source};

/// A file that is longer cannot be read in one sitting.
const MOST: usize = 800;
/// A file that is longer is named in the report.
const MANY: usize = 400;

/// Files that are too long.
pub(super) fn check(sources: &[Source]) -> Vec<Fault> {
    let long = rust(sources).into_iter().filter(|(_, lines)| *lines > MOST);
    long.map(|(path, lines)| Fault::new(path, format!("{lines} lines: split it (at most {MOST})")))
        .collect()
}

/// How long the files are.
pub(super) fn report(sources: &[Source]) -> Vec<String> {
    let mut files = rust(sources);
    files.sort_by_key(|(_, lines)| *lines);
    let at = |part: usize| {
        files
            .get(files.len() * part / 10)
            .map_or(0, |(_, lines)| *lines)
    };
    let mut report = vec![format!(
        "{} Rust files: median {} lines, nine in ten under {}",
        files.len(),
        at(5),
        at(9)
    )];
    let long = files.iter().rev().take_while(|(_, lines)| *lines > MANY);
    report.extend(long.map(|(path, lines)| format!("over {MANY}: {path} ({lines})")));
    report
}

fn rust(sources: &[Source]) -> Vec<(&str, usize)> {
    let files = sources.iter().filter(|source| source.is_rust());
    files
        .map(|source| (source.path.as_str(), source.text.lines().count()))
        .collect()
}
