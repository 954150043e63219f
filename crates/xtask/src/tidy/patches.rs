//! The patches that take rules of the sync away (`cargo xtask soak breaks`) still fit the sources and name laws that
//! exist. Without this they would rot unseen: the soak is run at night.

use std::fs;

use anyhow::{Context as _, Result};

use super::{Fault, source::Source};
use crate::place::Place;

const FOLDER: &str = "crates/sync/tests/breaks";

pub(super) fn check(place: &Place, sources: &[Source]) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for entry in fs::read_dir(place.in_root(FOLDER)).context(FOLDER)? {
        let entry = entry?;
        let path = format!("{FOLDER}/{}", entry.file_name().to_string_lossy());
        if path.ends_with(".patch") {
            let patch = fs::read_to_string(entry.path()).with_context(|| path.clone())?;
            faults.extend(one(&path, &patch, sources));
        }
    }
    Ok(faults)
}

fn one(path: &str, patch: &str, sources: &[Source]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |text: String| faults.push(Fault::new(path, text));
    match patch.lines().find_map(|line| line.strip_prefix("# fails:")) {
        None => fault("names no test after `# fails:`".to_owned()),
        Some(names) => {
            for name in names.split(',').map(str::trim) {
                let function = format!("fn {name}(");
                let is_there = |source: &Source| {
                    source.path.starts_with("crates/sync/") && source.text.contains(&function)
                };
                if !sources.iter().any(is_there) {
                    fault(format!("`{name}` is no test of crates/sync"));
                }
            }
        }
    }
    let mut file = None;
    let mut any = false;
    for hunk in hunks(patch) {
        any = true;
        if let Some(name) = hunk.file {
            file = sources.iter().find(|source| source.path == name);
        }
        let fits = file.is_some_and(|source| {
            // As `git apply` wants it: the lines follow each other somewhere in the file.
            source.text.contains(&hunk.before) && hunk.before != hunk.after
        });
        if !fits {
            fault(format!("does not fit any more at\n{}", hunk.before));
        }
    }
    if !any {
        fault("changes nothing".to_owned());
    }
    faults
}

/// A piece of a patch: what it expects and what it leaves.
struct Hunk<'a> {
    file: Option<&'a str>,
    before: String,
    after: String,
}

fn hunks(patch: &str) -> Vec<Hunk<'_>> {
    let mut hunks: Vec<Hunk<'_>> = Vec::new();
    let mut file = None;
    for line in patch.lines() {
        if let Some(name) = line.strip_prefix("+++ b/") {
            file = Some(name);
        } else if line.starts_with("@@") {
            hunks.push(Hunk {
                file: file.take(),
                before: String::new(),
                after: String::new(),
            });
        } else if let (Some(hunk), false) = (hunks.last_mut(), line.starts_with("--- a/")) {
            let (kind, text) = line.split_at_checked(1).unwrap_or((" ", ""));
            for (side, other) in [(&mut hunk.before, "+"), (&mut hunk.after, "-")] {
                if kind != other {
                    side.push_str(text);
                    side.push('\n');
                }
            }
        }
    }
    hunks
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATCH: &str = "\
# Nothing dies.
# fails: i03_a_value_leaves_only_where_something_names_it
--- a/crates/sync/src/state.rs
+++ b/crates/sync/src/state.rs
@@ -1,3 +1,2 @@
 for old in replaces {
-    dead.insert(old);
 }
";

    fn tree(state: &str, law: &str) -> [Source; 2] {
        [
            ("crates/sync/src/state.rs", state),
            ("crates/sync/tests/world/laws.rs", law),
        ]
        .map(|(path, text)| Source {
            path: path.to_owned(),
            text: text.to_owned(),
        })
    }

    #[test]
    fn a_patch_that_fits_no_more_or_names_no_law_is_found() {
        let state = "for old in replaces {\n    dead.insert(old);\n}\n";
        let law = "fn i03_a_value_leaves_only_where_something_names_it(";
        let faults = |state: &str, law: &str| one("p", PATCH, &tree(state, law)).len();
        assert_eq!(faults(state, law), 0);
        assert_eq!(faults("for old in replaces {\n}\n", law), 1);
        assert_eq!(faults(state, "fn another("), 1);
        assert_eq!(one("p", "# fails: x_y\n", &tree(state, law)).len(), 2);
    }
}
