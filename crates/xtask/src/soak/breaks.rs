//! Takes one rule away after the other, in a copy of the tree: each time the tests must fail.
//!
//! A patch under `crates/sync/tests/breaks` names in its first lines, after `# fails:`, laws of which at least one must
//! find it. Nothing of this is a switch in the product.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, bail, ensure};

use crate::{place::Place, process, say};

/// Histories of each law of the tree without a patch.
const HISTORIES: &str = "150";
/// Histories of each law that a patch names: the first one that fails is enough.
const MORE: &str = "1000";

/// All patches, or those whose names are given.
pub(super) fn run(place: &Place, names: &[&str]) -> Result<()> {
    let folder = place.in_root("crates/sync/tests/breaks");
    let mut patches: Vec<PathBuf> = fs::read_dir(&folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    patches.retain(|path| path.extension().is_some_and(|end| end == "patch"));
    patches.sort();
    if !names.is_empty() {
        let name = |path: &PathBuf| path.file_stem()?.to_str().map(str::to_owned);
        patches.retain(|path| name(path).is_some_and(|name| names.contains(&name.as_str())));
    }
    ensure!(
        !patches.is_empty(),
        "no such patches in {}",
        folder.display()
    );
    let tree = place.in_root("target/breaks");
    copy(place.root(), &tree)?;
    ensure!(
        failing(&tree, &["laws::i", "kept::", "recovery::"], HISTORIES)?.is_empty(),
        "the tests fail without any patch: nothing can be told"
    );
    let mut unseen = Vec::new();
    for patch in &patches {
        let name = patch
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let expected = expected(patch)?;
        apply(&tree, patch, false)?;
        let tests: Vec<&str> = expected.iter().map(String::as_str).collect();
        let failed = failing(&tree, &tests, MORE);
        apply(&tree, patch, true)?;
        let failed = failed?;
        if expected.iter().any(|test| failed.contains(test)) {
            say::plain(&format!("found  {name}: {}", failed.join(", ")));
        } else {
            say::plain(&format!(
                "UNSEEN {name}: failed {failed:?}, expected one of {expected:?}"
            ));
            unseen.push(name);
        }
    }
    if !unseen.is_empty() {
        bail!("the tests do not miss these rules: {}", unseen.join(", "));
    }
    say::plain(&format!(
        "{} rules taken away, each was missed",
        patches.len()
    ));
    Ok(())
}

fn expected(patch: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(patch)?;
    let line = text.lines().find_map(|line| line.strip_prefix("# fails:"));
    let line = line.with_context(|| format!("{} names no test", patch.display()))?;
    Ok(line.split(',').map(|test| test.trim().to_owned()).collect())
}

/// Of some tests, those that fail in the copy.
fn failing(tree: &Path, tests: &[&str], histories: &str) -> Result<Vec<String>> {
    let mut words = vec![
        "test",
        "--release",
        "-p",
        "jemput-sync",
        "--lib",
        "--test",
        "world",
    ];
    words.extend(["--no-fail-fast", "--"]);
    words.extend(tests);
    let mut command = process::cargo(tree, &words);
    let output = command
        .env("JEMPUT_HISTORIES", histories)
        .env("PROPTEST_MAX_SHRINK_ITERS", "0")
        // Each patch is compiled anew: that takes longer than its histories.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_TARGET_DIR", tree.join("target"))
        .stderr(Stdio::piped())
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(
        text.contains("test result"),
        "the copy does not build:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(text
        .lines()
        .filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"))
        .map(|name| name.rsplit("::").next().unwrap_or(name).to_owned())
        .collect())
}

fn apply(tree: &Path, patch: &Path, back: bool) -> Result<()> {
    let mut command = Command::new("git");
    command
        .arg("apply")
        .arg("--whitespace=nowarn")
        .current_dir(tree);
    if back {
        command.arg("--reverse");
    }
    process::run(
        command.arg(patch),
        "The patch no longer fits: make it anew.",
    )
}

/// Copies the files that git knows, so that a patch never touches the checkout.
fn copy(root: &Path, tree: &Path) -> Result<()> {
    let listed = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root)
        .output()?;
    ensure!(listed.status.success(), "git cannot list the checkout");
    let listed = String::from_utf8(listed.stdout)?;
    let names: BTreeSet<&str> = listed.split('\0').filter(|name| !name.is_empty()).collect();
    // What an earlier copy had and the checkout has no more would still be built.
    for name in files(tree, tree)? {
        if !names.contains(name.as_str()) {
            fs::remove_file(tree.join(name))?;
        }
    }
    for name in names {
        let (from, to) = (root.join(name), tree.join(name));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        let bytes = fs::read(&from).with_context(|| from.display().to_string())?;
        // Unchanged files keep their times, so that nothing is compiled twice.
        if fs::read(&to).ok().as_ref() != Some(&bytes) {
            fs::write(&to, bytes)?;
        }
    }
    Ok(())
}

/// Files of the copy, without what was built in it.
fn files(tree: &Path, folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    if !folder.exists() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path == tree.join("target") {
            continue;
        }
        if path.is_dir() {
            found.extend(files(tree, &path)?);
        } else {
            found.push(
                path.strip_prefix(tree)?
                    .to_string_lossy()
                    .replace('\\', "/"),
            );
        }
    }
    Ok(found)
}
