//! An office with as many villages as there are laptops.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, Result};
use jemput_domain::village::VillageCode;
use jemput_server::SystemClock;

/// Code of the n-th village.
fn code(n: usize) -> String {
    format!("33.02.{:02}.{}", 5 + n / 50, 2001 + n % 50)
}

/// The office file.
pub(super) fn file(folder: &Path, villages: usize) -> Result<PathBuf> {
    let service = crate::root().join("assets/services/domisili.toml");
    let mut text = format!(
        "format = 1\nservices = [{:?}]\n\n[office]\nname = \"Kabupaten Mandalasari\"\ncode = \"33.02\"\n",
        service.display().to_string()
    );
    for n in 0..villages {
        write!(
            text,
            "\n[[village]]\ncode = \"{}\"\nname = \"Desa {n}\"\nkind = \"Desa\"\nunit_code = \"D{n}\"\n\
             district = \"Mandala\"\nregency = \"Mandalasari\"\nprovince = \"Jawa Tengah\"\naddress_line = \"Jalan Desa\"\n",
            code(n)
        )?;
    }
    let file = folder.join("office.toml");
    fs::write(&file, text)?;
    Ok(file)
}

/// For each village its code and two one-time codes for laptops.
pub(super) fn codes(data: &Path, villages: usize) -> Result<Vec<(String, [String; 2])>> {
    let office = jemput_server::Office::open(data, None, Arc::new(SystemClock))?;
    (0..villages)
        .map(|n| {
            let text = code(n);
            let village = VillageCode::parse(&text).context("a village's code")?;
            let make = |name: &str| -> Result<String> {
                Ok(office.make_code(std::slice::from_ref(&village), name)?.code)
            };
            Ok((text, [make("a")?, make("b")?]))
        })
        .collect()
}
