//! The packed table: gzip around lines of text, in the order of codes.
//!
//! `P`, `R`, `D`, `V` (province, regency, district, village), the last digits of the code, the name
//! (`V2007Pesawahan`); a lower-case letter without digits is the number after its sister's
//! (`vTipar`). `-91.01.01>93.01.01 Merauke` is a retired district code, the code that took its
//! place (or nothing), and its name then.

use std::io::Read as _;

use flate2::read::GzDecoder;

use super::{Entry, Level, Regions, Retired};
use crate::name::search_key;

/// First line of the text.
const HEADER: &str = "jemput-regions 1";
/// More text than this is no table of places.
const MOST_BYTES: u64 = 8 << 20;

/// Why bytes are no table of places.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AssetError {
    /// Not gzip, or not UTF-8.
    #[error("the table of places cannot be unpacked: {0}")]
    Packing(String),
    /// The first line is another one.
    #[error("this is no table of places of a version that is known here")]
    Version,
    /// A line that cannot be read.
    #[error("line {0} of the table of places cannot be read")]
    Line(usize),
}

pub(super) fn read(bytes: &[u8]) -> Result<Regions, AssetError> {
    let mut text = String::new();
    GzDecoder::new(bytes)
        .take(MOST_BYTES)
        .read_to_string(&mut text)
        .map_err(|error| AssetError::Packing(error.to_string()))?;
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, line)| line) != Some(HEADER) {
        return Err(AssetError::Version);
    }
    let mut builder = Builder::default();
    for (number, line) in lines {
        builder.line(line).ok_or(AssetError::Line(number + 1))?;
    }
    Ok(builder.finish())
}

/// A place before all are known.
struct Raw<'a> {
    code: u64,
    name: &'a str,
    /// Index among the places of the level above.
    parent: usize,
}

#[derive(Default)]
struct Builder<'a> {
    levels: [Vec<Raw<'a>>; 4],
    regions: Regions,
}

impl<'a> Builder<'a> {
    fn line(&mut self, line: &'a str) -> Option<()> {
        let kind = line.chars().next()?;
        let rest = &line[kind.len_utf8()..];
        let level = match kind.to_ascii_uppercase() {
            'P' => Level::Province,
            'R' => Level::Regency,
            'D' => Level::District,
            'V' => Level::Village,
            '-' => return self.retired(rest),
            '#' => return Some(()),
            _ => return None,
        };
        let parent = match level {
            Level::Province => None,
            _ => Some(self.levels[level as usize - 1].last()?.code),
        };
        let base = parent.unwrap_or(0) * 10u64.pow(u32::try_from(level.own_digits()).ok()?);
        let (code, name) = if kind.is_ascii_uppercase() {
            let (own, name) = rest.split_at_checked(level.own_digits())?;
            (base + own.parse::<u64>().ok()?, name)
        } else {
            (self.levels[level as usize].last()?.code + 1, rest)
        };
        if name.is_empty() || code < base {
            return None;
        }
        let parent = match level {
            Level::Province => 0,
            _ => self.levels[level as usize - 1].len() - 1,
        };
        self.levels[level as usize].push(Raw { code, name, parent });
        Some(())
    }

    fn retired(&mut self, rest: &str) -> Option<()> {
        let (codes, name) = rest.split_once(' ')?;
        let (old, now) = codes.split_once('>')?;
        let retired = Retired {
            name: name.to_owned(),
            now: (!now.is_empty()).then(|| now.to_owned()),
        };
        self.regions.retired.insert(old.to_owned(), retired);
        Some(())
    }

    fn finish(self) -> Regions {
        let mut regions = self.regions;
        for (level, places) in self.levels.iter().enumerate() {
            let above = level.checked_sub(1).map(|above| regions.starts[above]);
            let start = regions.places.len();
            regions.starts[level] = start;
            for (index, raw) in places.iter().enumerate() {
                let key_start = regions.keys.len();
                regions.keys.push_str("\n ");
                regions.keys.push_str(&search_key(raw.name));
                regions.names.push_str(raw.name);
                let parent = above.map_or(start + index, |above| above + raw.parent);
                // The text is at most `MOST_BYTES` long, so everything fits into 32 bits.
                regions.places.push(Entry {
                    code: raw.code,
                    name_end: u32::try_from(regions.names.len()).unwrap_or(u32::MAX),
                    key_start: u32::try_from(key_start).unwrap_or(u32::MAX),
                    parent: u32::try_from(parent).unwrap_or(u32::MAX),
                });
            }
        }
        regions.starts[4] = regions.places.len();
        regions
    }
}
