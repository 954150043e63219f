//! Packs the table of places: CSV files of the npm package into `assets/regions/regions.bin`.

use std::{fs, io::Write as _, path::Path};

use anyhow::{Context, Result, bail, ensure};
use flate2::{Compression, GzBuilder};

use crate::say;

/// The first line; `domain::regions` refuses any other.
const HEADER: &str = "jemput-regions 1";
/// File and the letter of its lines, from wide to narrow.
const LEVELS: [(&str, char); 4] = [
    ("provinces", 'P'),
    ("regencies", 'R'),
    ("districts", 'D'),
    ("villages", 'V'),
];

/// Reads the unpacked package (or its folder `data`) and `assets/regions/retired.csv`.
pub(crate) fn convert(source: &Path, root: &Path) -> Result<()> {
    let inner = source.join("data");
    let folder = if inner.is_dir() {
        inner.as_path()
    } else {
        source
    };
    let assets = root.join("assets/regions");
    let mut places = Vec::new();
    for (file, letter) in LEVELS {
        let rows = table(&folder.join(file).with_extension("csv"))?;
        say::note(&format!("{file}: {}", rows.len()));
        places.extend(rows.into_iter().map(|row| (row.code, letter, row.name)));
    }
    // A code sorts right before everything below it.
    places.sort();
    let retired = table(&assets.join("retired.csv"))?;
    say::note(&format!("retired district codes: {}", retired.len()));
    let text = text(&places, &retired)?;
    let packed = pack(&text)?;
    let target = assets.join("regions.bin");
    fs::write(&target, &packed)
        .with_context(|| format!("{} cannot be written", target.display()))?;
    say::note(&format!("{}: {} bytes", target.display(), packed.len()));
    Ok(())
}

struct Row {
    code: String,
    name: String,
    /// Third column of the retired codes.
    now: String,
}

/// Rows of a CSV file with the columns `code`, `name` and perhaps `now`.
fn table(path: &Path) -> Result<Vec<Row>> {
    let mut reader = csv::Reader::from_path(path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    let header = reader.headers()?.clone();
    let column = |name: &str| header.iter().position(|title| title == name);
    let (Some(code), Some(name)) = (column("code"), column("name")) else {
        bail!("{} has no columns `code` and `name`", path.display());
    };
    let now = column("now");
    reader
        .records()
        .map(|record| {
            let record = record?;
            let cell = |at: usize| {
                record
                    .get(at)
                    .unwrap_or_default()
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            Ok(Row {
                code: cell(code),
                name: cell(name),
                now: now.map(cell).unwrap_or_default(),
            })
        })
        .collect()
}

/// The lines that `domain::regions` reads; a code is left out where it follows its sister's.
fn text(places: &[(String, char, String)], retired: &[Row]) -> Result<String> {
    let mut text = format!("{HEADER}\n");
    let mut last = String::new();
    let mut sisters: [String; 4] = Default::default();
    for (code, letter, name) in places {
        let level = LEVELS
            .iter()
            .position(|(_, other)| other == letter)
            .context("a letter of the levels")?;
        let (parent, own) = code.rsplit_once('.').unwrap_or(("", code));
        ensure!(
            code.matches('.').count() == level,
            "{code} is no code of its file"
        );
        ensure!(
            last.starts_with(parent) || level == 0,
            "{code} has nothing above it"
        );
        let sister = &sisters[level];
        let (aunt, before) = sister.rsplit_once('.').unwrap_or(("", sister));
        let follows =
            aunt == parent && before.parse::<u32>().ok().map(|n| n + 1) == own.parse().ok();
        if follows && !before.is_empty() {
            text.push(letter.to_ascii_lowercase());
        } else {
            text.push(*letter);
            text.push_str(own);
        }
        text.push_str(name);
        text.push('\n');
        last.clone_from(code);
        sisters[level].clone_from(code);
    }
    for Row { code, name, now } in retired {
        text.push_str(&format!("-{code}>{now} {name}\n"));
    }
    Ok(text)
}

/// Gzip without time stamp: the same tables give the same bytes.
fn pack(text: &str) -> Result<Vec<u8>> {
    let mut packer = GzBuilder::new()
        .mtime(0)
        .write(Vec::new(), Compression::best());
    packer.write_all(text.as_bytes())?;
    Ok(packer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(code: &str, letter: char, name: &str) -> (String, char, String) {
        (code.into(), letter, name.into())
    }

    #[test]
    fn a_code_that_follows_its_sister_is_left_out() {
        let places = [
            place("33", 'P', "Jawa Tengah"),
            place("33.02", 'R', "Kabupaten Banyumas"),
            place("33.02.04", 'D', "Rawalo"),
            place("33.02.04.2001", 'V', "Losari"),
            place("33.02.04.2002", 'V', "Menganti"),
            place("33.02.05", 'D', "Kebasen"),
            place("33.02.05.2003", 'V', "Gambarsari"),
        ];
        let retired = [Row {
            code: "92.71.01".into(),
            name: "Sorong".into(),
            now: "96.71.01".into(),
        }];
        assert_eq!(
            text(&places, &retired).unwrap(),
            "jemput-regions 1\nP33Jawa Tengah\nR02Kabupaten Banyumas\nD04Rawalo\nV2001Losari\nvMenganti\ndKebasen\nV2003Gambarsari\n-92.71.01>96.71.01 Sorong\n"
        );
    }

    #[test]
    fn a_place_without_anything_above_it_is_refused() {
        assert!(
            text(
                &[
                    place("33", 'P', "Jawa Tengah"),
                    place("34.02", 'R', "Kabupaten Bantul")
                ],
                &[]
            )
            .is_err()
        );
    }
}
