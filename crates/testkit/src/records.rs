//! Ten thousand invented citizens of about 1 KB, and two hundred edits of them: always the same bytes, so that figures
//! of different days, machines and products can stand side by side.
//!
//! NIK and KK have the right shape but lie in regency 33.99, which does not exist; phone numbers lie in 08xx-00xx-xxxx.

mod rng;
mod words;

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

pub use rng::Rng;
use words::{
    ASK, FEMALE, HOW, JOBS, LAST, MALE, PAPERS, SERVICES, STREETS, TOWNS, VILL1, VILL2, WHY,
    phrases, words,
};

/// Seed of the set that all comparisons use.
pub const SEED: u64 = 20_250_817;
/// SHA-256 of the 10,000 records of [`SEED`] as JSON lines.
pub const BASE_SHA256: &str = "b60620eb00e2211270365ebc7abf9ae72cd25ce8ac68f9864b59607709fee2fa";
/// SHA-256 of the first 200 edits of [`SEED`] as JSON lines.
pub const EDITS_SHA256: &str = "61dd3ffe591d20a17231ce18f8e5f07b38c39d6a064193d67712ba6b3b4ee729";

const VILLAGES: u64 = 40;

/// One citizen, as a line of the files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Citizen {
    pub uuid: String,
    pub nik: String,
    pub kk: String,
    pub name: String,
    pub birth_place: String,
    pub birth_date: String,
    pub sex: String,
    pub mother_name: String,
    pub address: String,
    pub rt: String,
    pub rw: String,
    pub village_code: String,
    pub village_name: String,
    pub district_name: String,
    pub religion: String,
    pub education: String,
    pub job: String,
    pub marital_status: String,
    pub phone: String,
    pub service: String,
    pub service_status: String,
    pub gps: [f64; 2],
    pub notes: String,
    pub officer: String,
    pub device: String,
    pub created_at: String,
    pub updated_at: String,
    /// Of an edit: the fields that the officer changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<String>,
}

/// Reads a file of JSON lines.
///
/// # Errors
/// When a line is no citizen.
pub fn read(text: &str) -> Result<Vec<Citizen>> {
    let lines = text.lines().enumerate();
    lines
        .map(|(at, line)| {
            serde_json::from_str(line).with_context(|| format!("line {} is no record", at + 1))
        })
        .collect()
}

/// The file of these citizens.
///
/// # Errors
/// Never for generated ones.
pub fn write(citizens: &[Citizen]) -> Result<String> {
    let mut text = String::new();
    for one in citizens {
        text.push_str(&serde_json::to_string(one)?);
        text.push('\n');
    }
    Ok(text)
}

/// The first `count` citizens of a seed.
#[must_use]
pub fn base(count: usize, seed: u64) -> Vec<Citizen> {
    let villages = villages(seed);
    let mut seeds = Rng::new(seed);
    // 1 January 2025, 10:00 in Jakarta.
    let mut ms = 1_735_700_400_000;
    let mut home: Option<Home> = None;
    let mut all = Vec::with_capacity(count);
    for _ in 0..count {
        let mut r = Rng::new(seeds.next());
        // An officer needs from 20 seconds to a quarter of an hour for one citizen.
        ms += r.span(20_000, 900_000);
        // Members of one family come one after the other.
        let here = match home.take() {
            Some(home) if r.chance(55) => home,
            _ => Home::new(&mut r, &villages),
        };
        all.push(citizen(&mut r, &here, ms));
        home = Some(here);
    }
    all
}

/// Round `round` of edits: `count` whole records after an officer's edits of one to three fields each.
#[must_use]
pub fn edits(base: &[Citizen], seed: u64, count: usize, round: u64) -> Vec<Citizen> {
    let mut r = Rng::new(seed ^ (0x00C0_FFEE + round));
    let (mut chosen, mut seen) = (Vec::new(), BTreeSet::new());
    while chosen.len() < count.min(base.len()) {
        let at = r.below(base.len() as u64);
        if seen.insert(at) {
            chosen.push(at);
        }
    }
    let mut ms = 1_767_236_400_000 + round * 86_400_000;
    let mut all = Vec::with_capacity(chosen.len());
    for at in chosen {
        let Some(mut one) = usize::try_from(at)
            .ok()
            .and_then(|at| base.get(at))
            .cloned()
        else {
            continue;
        };
        ms += r.span(20_000, 900_000);
        for _ in 0..r.span(1, 3) {
            let fields = [
                "phone",
                "address",
                "job",
                "marital_status",
                "service_status",
                "notes",
            ];
            let field = r.pick(&fields);
            if one.changed.iter().any(|done| done == field) {
                continue;
            }
            one.changed.push((*field).to_owned());
            match *field {
                "phone" => one.phone = phone(&mut r),
                "address" => one.address = address(&mut r),
                "job" => one.job = r.one_of(&phrases(JOBS)),
                "marital_status" => one.marital_status = r.one_of(MARITAL),
                "service_status" => one.service_status = r.one_of(STATUS),
                _ => {
                    let day = iso(ms);
                    one.notes = format!(
                        "{} Kunjungan {}: {}.",
                        one.notes,
                        &day[..10],
                        r.one_of(&phrases(HOW))
                    );
                }
            }
        }
        one.updated_at = iso(ms);
        all.push(one);
    }
    all
}

const MARITAL: &[&str] = &[
    "BELUM KAWIN",
    "KAWIN TERCATAT",
    "KAWIN TERCATAT",
    "KAWIN TERCATAT",
    "KAWIN BELUM TERCATAT",
    "CERAI HIDUP",
    "CERAI MATI",
];
const EDUCATION: &[&str] = &[
    "TIDAK/BELUM SEKOLAH",
    "BELUM TAMAT SD/SEDERAJAT",
    "TAMAT SD/SEDERAJAT",
    "SLTP/SEDERAJAT",
    "SLTA/SEDERAJAT",
    "DIPLOMA I/II",
    "AKADEMI/DIPLOMA III/S. MUDA",
    "DIPLOMA IV/STRATA I",
    "STRATA II",
];
const STATUS: &[&str] = &[
    "DITERIMA",
    "BERKAS KURANG",
    "DIPROSES",
    "SIAP DIAMBIL",
    "SELESAI",
];
const OTHER_RELIGIONS: &[&str] = &[
    "KRISTEN",
    "KATOLIK",
    "HINDU",
    "BUDDHA",
    "KONGHUCU",
    "KEPERCAYAAN",
];
const DISTRICTS: [&str; 5] = [
    "KARANGTENGAH",
    "BANYUWANGI LOR",
    "SUMBERAGUNG",
    "WANAREJA",
    "KEDUNGJATI",
];
const PHONES: &[u64] = &[11, 12, 13, 21, 22, 52, 53, 57, 77, 78, 81, 82, 95, 96];

struct Village {
    code: String,
    name: String,
    district: &'static str,
}

impl Village {
    /// The six digits that numbers of its people begin with.
    fn digits(&self) -> String {
        let digits = self.code.chars().filter(char::is_ascii_digit);
        digits.take(6).collect()
    }
}

fn villages(seed: u64) -> Vec<Village> {
    let mut r = Rng::new(seed ^ 0x5645_534C);
    (0..VILLAGES)
        .map(|i| Village {
            code: format!("33.99.{:02}.{}", 1 + i / 10, 2001 + i % 10),
            name: format!(
                "{}{}",
                r.one_of(&words(VILL1)).to_uppercase(),
                r.one_of(&words(VILL2)).to_uppercase()
            ),
            district: DISTRICTS[usize::try_from(i / 10).unwrap_or_default() % DISTRICTS.len()],
        })
        .collect()
}

/// Where a family lives.
struct Home {
    kk: String,
    village_code: String,
    village_name: String,
    district: &'static str,
    digits: String,
    address: String,
    rt: String,
    rw: String,
}

impl Home {
    fn new(r: &mut Rng, villages: &[Village]) -> Self {
        let village = r.pick(villages);
        let digits = village.digits();
        let kk = format!(
            "{digits}{:02}{:02}{:02}{:04}",
            r.span(1, 28),
            r.span(1, 12),
            r.span(5, 24),
            r.span(1, 9999)
        );
        Self {
            kk,
            village_code: village.code.clone(),
            village_name: village.name.clone(),
            district: village.district,
            digits,
            address: address(r),
            rt: format!("{:03}", r.span(1, 12)),
            rw: format!("{:03}", r.span(1, 8)),
        }
    }
}

/// Every draw in the order in which it was always made: another order is another village.
fn citizen(r: &mut Rng, home: &Home, ms: u64) -> Citizen {
    let woman = *r.pick(&[false, true]);
    let (year, month, day) = (r.span(1938, 2024), r.span(1, 12), r.span(1, 28));
    let nik = format!(
        "{}{:02}{month:02}{:02}{:04}",
        home.digits,
        if woman { day + 40 } else { day },
        year % 100,
        r.span(1, 9999)
    );
    let child = year > 2008;
    let name = full_name(r, woman);
    let service = r.one_of(&phrases(SERVICES));
    let uuid = uuid7(ms, r);
    let birth_place = r.one_of(&words(TOWNS)).to_uppercase();
    let mother_name = full_name(r, true);
    let religion = match r.below(20) {
        0..14 => "ISLAM",
        other => OTHER_RELIGIONS[usize::try_from(other).unwrap_or_default() - 14],
    };
    let education = r.one_of(if child { &EDUCATION[..3] } else { EDUCATION });
    let job = if child {
        "PELAJAR/MAHASISWA".to_owned()
    } else {
        r.one_of(&phrases(JOBS))
    };
    let marital_status = if child {
        "BELUM KAWIN".to_owned()
    } else {
        r.one_of(MARITAL)
    };
    let phone = if r.chance(80) {
        phone(r)
    } else {
        String::new()
    };
    let service_status = r.one_of(STATUS);
    let gps = [
        micro(-7.6, r.below(400_000)),
        micro(109.2, r.below(900_000)),
    ];
    let notes = note(r, &service, &name);
    Citizen {
        uuid,
        nik,
        kk: home.kk.clone(),
        name,
        birth_place,
        birth_date: format!("{year:04}-{month:02}-{day:02}"),
        sex: if woman { "P" } else { "L" }.to_owned(),
        mother_name,
        address: home.address.clone(),
        rt: home.rt.clone(),
        rw: home.rw.clone(),
        village_code: home.village_code.clone(),
        village_name: home.village_name.clone(),
        district_name: home.district.to_owned(),
        religion: religion.to_owned(),
        education,
        job,
        marital_status,
        phone,
        service,
        service_status,
        gps,
        notes,
        officer: format!("petugas-{:02}", r.span(1, 24)),
        device: format!("laptop-{:02}", r.span(1, 12)),
        created_at: iso(ms),
        updated_at: iso(ms),
        changed: Vec::new(),
    }
}

fn full_name(r: &mut Rng, woman: bool) -> String {
    let mut parts = vec![r.one_of(&words(if woman { FEMALE } else { MALE }))];
    for chance in [70, 35] {
        if r.chance(chance) {
            parts.push(r.one_of(&words(LAST)));
        }
    }
    parts.join(" ").to_uppercase()
}

fn phone(r: &mut Rng) -> String {
    format!("08{:02}00{:06}", r.pick(PHONES), r.below(1_000_000))
}

fn address(r: &mut Rng) -> String {
    format!(
        "{} {} No. {}, Dusun {}{}",
        r.one_of(&["Jl.", "Gg.", "Jl. Raya", "Kampung"]),
        r.one_of(&words(STREETS)),
        r.span(1, 240),
        r.one_of(&words(VILL1)),
        r.one_of(&words(VILL2))
    )
}

fn note(r: &mut Rng, service: &str, name: &str) -> String {
    let mut papers: Vec<String> = Vec::new();
    for _ in 0..r.span(1, 3) {
        let paper = r.one_of(&phrases(PAPERS));
        if !papers.contains(&paper) {
            papers.push(paper);
        }
    }
    let who = format!("Bapak/Ibu {}", title(name));
    let mut text = format!(
        "{} {} {} karena {}. Sudah ada {}",
        r.one_of(&["Pemohon", &who, "Keluarga pemohon"]),
        r.one_of(&phrases(ASK)),
        service.to_lowercase(),
        r.one_of(&phrases(WHY)),
        papers.join(" dan ")
    );
    if r.chance(60) {
        text += &format!(
            "; kurang {}, janji dilengkapi tanggal {}/{}",
            r.one_of(&phrases(PAPERS)),
            r.span(1, 28),
            r.span(1, 12)
        );
    }
    text += &format!(". {}.", sentence(&r.one_of(&phrases(HOW))));
    if r.chance(45) {
        let first = title(&full_name(r, false));
        let house = r.span(1, 12);
        let woman = *r.pick(&[false, true]);
        text += &format!(
            " Saksi: {first} (RT {house:03}) dan {}.",
            title(&full_name(r, woman))
        );
    }
    if r.chance(30) {
        text += &format!(
            " No. berkas lama {}/{}/{}.",
            r.span(100, 9999),
            r.one_of(&["CAPIL", "DAFDUK", "SKTM"]),
            r.span(2009, 2024)
        );
    }
    text
}

/// `SITI AMINAH` as `Siti Aminah`.
fn title(name: &str) -> String {
    let words: Vec<String> = name.split(' ').map(sentence).collect();
    words.join(" ")
}

/// First letter large, the others small.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first
            .to_uppercase()
            .chain(letters.flat_map(char::to_lowercase))
            .collect()
    })
}

/// A coordinate with six decimals.
#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn micro(from: f64, steps: u64) -> f64 {
    let exact = from + steps as f64 / 1e6;
    // The nearest double of the six decimals; dividing a rounded integer gives another one now and then.
    format!("{exact:.6}").parse().unwrap_or(exact)
}

fn uuid7(ms: u64, r: &mut Rng) -> String {
    let (a, b) = (r.next(), r.next());
    let number = (u128::from(ms) << 80)
        | (7 << 76)
        | (u128::from(a & 0xFFF) << 64)
        | (0b10 << 62)
        | u128::from(b & ((1 << 62) - 1));
    uuid::Uuid::from_u128(number).to_string()
}

/// An instant in UTC, from milliseconds since 1970.
fn iso(ms: u64) -> String {
    let (seconds, milli) = (ms / 1000, ms % 1000);
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let z = days + 719_468;
    let (era, day_of_era) = (z / 146_097, z % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{milli:03}Z",
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

#[cfg(test)]
mod tests {
    use jemput_sync::hash;

    use super::*;

    #[test]
    fn the_generated_records_and_edits_are_those_of_every_comparison() {
        let base = base(10_000, SEED);
        assert_eq!(
            hash(write(&base).unwrap().as_bytes()).to_string(),
            BASE_SHA256
        );
        let edits = edits(&base, SEED, 200, 1);
        let text = write(&edits).unwrap();
        assert_eq!(hash(text.as_bytes()).to_string(), EDITS_SHA256);
        assert_eq!(read(&text).unwrap(), edits);
    }
}
