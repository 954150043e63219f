//! The office file: who the office is, its villages, signers and services, in one TOML file.
//!
//! Applying it again changes what changed in it and nothing else. What is missing in it stays as it is: letters name
//! their village and signer for ever, so these are switched off (`active = false`), never deleted.
//!
//! ```toml
//! format = 1
//! services = ["layanan/domisili.toml"]        # beside this file
//! [office]
//! name = "Kecamatan Wanajaya"
//! code = "33.02.04"
//! [[village]]
//! code = "33.02.04.2007"
//! name = "Karangjemput"
//! unit_code = "KJ"
//! [[signer]]
//! village = "33.02.04.2007"
//! name = "Indra Wardana"
//! post = "Kepala Desa"
//! [[numbers]]                                  # numbers below `next` are used elsewhere
//! village = "33.02.04.2007"
//! series = "surat"
//! year = 2026
//! next = 418
//! [[used]]                                     # so are these
//! village = "33.02.04.2007"
//! series = "surat"
//! year = 2026
//! from = 500
//! to = 520
//! reason = "buku surat keluar desa"
//! ```

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use jemput_domain::{
    date::{self, Zone},
    letter::Capacity,
    service::Service,
    village::VillageCode,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{numbers::Counter, office::Office, profile::OfficeProfile, records::Put};

/// The format that this program reads.
const FORMAT: u32 = 1;

/// Largest logo. Each letter keeps its own, so that it is drawn the same for ever wherever it went; more would make
/// every letter a slow one on a village's line, and a change set ends at 256 KB.
const LOGO_BYTES: usize = 40 * 1024;

/// What applying did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Applied {
    /// Records that were made.
    pub created: usize,
    /// Records that were changed.
    pub changed: usize,
    /// Records that were as the file says.
    pub unchanged: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeFile {
    format: u32,
    office: OfficeProfile,
    #[serde(default, rename = "village")]
    villages: Vec<VillageEntry>,
    #[serde(default, rename = "signer")]
    signers: Vec<SignerEntry>,
    #[serde(default)]
    services: Vec<PathBuf>,
    #[serde(default)]
    numbers: Vec<NumbersEntry>,
    #[serde(default)]
    used: Vec<UsedEntry>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct VillageEntry {
    code: VillageCode,
    name: String,
    #[serde(default = "desa")]
    kind: String,
    unit_code: String,
    district: String,
    regency: String,
    province: String,
    #[serde(default)]
    address_line: String,
    #[serde(default)]
    postcode: String,
    #[serde(default)]
    phone: String,
    /// A PNG file beside this file.
    #[serde(default, skip_serializing)]
    logo: Option<PathBuf>,
    #[serde(default)]
    zone: Option<Zone>,
}

fn desa() -> String {
    "Desa".to_owned()
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct SignerEntry {
    /// Tells signers of one village apart where name and post change; made from both if absent.
    #[serde(default, skip_serializing)]
    id: Option<Uuid>,
    village: VillageCode,
    name: String,
    #[serde(default)]
    titles_front: String,
    #[serde(default)]
    titles_back: String,
    post: String,
    #[serde(default)]
    capacity: Capacity,
    #[serde(default)]
    principal_post: String,
    #[serde(default)]
    nip: String,
    #[serde(default)]
    village_number: String,
    #[serde(default)]
    rank: String,
    #[serde(default)]
    from: Option<String>,
    #[serde(default)]
    until: Option<String>,
    #[serde(default = "yes")]
    active: bool,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NumbersEntry {
    village: VillageCode,
    series: String,
    year: i16,
    next: u32,
    #[serde(default = "by_file")]
    reason: String,
}

/// The reason where an office file names none; it stands in the village's register.
fn by_file() -> String {
    "menurut berkas kantor".to_owned()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UsedEntry {
    village: VillageCode,
    series: String,
    year: i16,
    from: u32,
    to: u32,
    #[serde(default = "by_file")]
    reason: String,
}

/// A record as the file wants it.
struct Wanted {
    id: Uuid,
    kind: &'static str,
    fields: Map<String, Value>,
}

impl Office {
    /// Reads an office file and brings the records into line with it.
    ///
    /// # Errors
    /// When the file or one that it names cannot be read or is wrong; then nothing was changed.
    pub fn apply(&self, path: &Path) -> Result<Applied> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let file: OfficeFile = toml::from_str(&text)
            .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        if file.format != FORMAT {
            bail!("{}: format {} is not {FORMAT}", path.display(), file.format);
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        let wanted = wanted(&file, folder, &self.keys.server_id)?;
        for numbers in &file.numbers {
            let counter = Counter {
                village: numbers.village.to_string(),
                series: numbers.series.clone(),
                year: numbers.year,
            };
            self.desk().start_numbers_at(&counter, numbers.next)?;
            if numbers.next > 1 {
                self.declare_by_file(&counter, (1, numbers.next - 1), &numbers.reason)?;
            }
        }
        for used in &file.used {
            if used.from < 1 || used.from > used.to {
                bail!(
                    "numbers used elsewhere: {} to {} is no span of numbers",
                    used.from,
                    used.to
                );
            }
            let counter = Counter {
                village: used.village.to_string(),
                series: used.series.clone(),
                year: used.year,
            };
            self.declare_by_file(&counter, (used.from, used.to), &used.reason)?;
        }
        self.set_profile(&file.office)?;
        let mut applied = Applied::default();
        let now = self.now_ms();
        self.publish_office(now)?;
        for record in wanted {
            match self
                .records()
                .put(record.id, record.kind, record.fields, now)?
            {
                Put::Created => applied.created += 1,
                Put::Changed => applied.changed += 1,
                Put::Unchanged => applied.unchanged += 1,
            }
        }
        // A new service or village means new counters for the laptops that are there.
        let devices = self.desk().devices()?;
        for device in &devices {
            self.publish_device(device, now)?;
        }
        Ok(applied)
    }
}

/// An id that is the same each time, for records that the office names by something else.
pub(crate) fn named_id(server_id: &str, kind: &str, name: &str) -> Uuid {
    let office = Uuid::new_v5(&Uuid::NAMESPACE_OID, server_id.as_bytes());
    Uuid::new_v5(&office, format!("{kind}:{name}").as_bytes())
}

fn fields(entry: &impl Serialize) -> Result<Map<String, Value>> {
    match serde_json::to_value(entry)? {
        Value::Object(mut fields) => {
            for value in fields.values_mut() {
                // An empty text is no value.
                if value.as_str() == Some("") {
                    *value = Value::Null;
                }
            }
            fields.insert("scope".to_owned(), json!("all"));
            Ok(fields)
        }
        _ => bail!("an entry has fields"),
    }
}

/// Whether an entry has the texts that letters show; the first that is empty is named.
fn named(entry: &str, texts: &[(&str, &String)]) -> Result<()> {
    match texts.iter().find(|(_, text)| text.trim().is_empty()) {
        Some((key, _)) => bail!("{entry}: {key} is empty, and letters show it"),
        None => Ok(()),
    }
}

fn wanted(file: &OfficeFile, folder: &Path, server_id: &str) -> Result<Vec<Wanted>> {
    let mut all = Vec::new();
    for village in &file.villages {
        // Every letter has them in its head; who leaves one empty is told before a laptop prints a hole.
        named(
            &format!("village {}", village.code),
            &[
                ("name", &village.name),
                ("district", &village.district),
                ("regency", &village.regency),
                ("province", &village.province),
            ],
        )?;
        let mut fields = fields(village)?;
        let zone = village
            .zone
            .unwrap_or_else(|| Zone::of_province(village.code.province()));
        fields.insert("zone".to_owned(), serde_json::to_value(zone)?);
        if let Some(logo) = &village.logo {
            let path = folder.join(logo);
            let bytes =
                fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
                bail!("{} is no PNG picture", path.display());
            }
            if bytes.len() > LOGO_BYTES {
                bail!(
                    "{} has {} KB; a logo may have {} KB, since every letter carries it to every laptop. \
                     Save it with 300 pixels each way, which is sharp on paper, or with fewer colours",
                    path.display(),
                    bytes.len().div_ceil(1024),
                    LOGO_BYTES / 1024
                );
            }
            fields.insert(
                "logo".to_owned(),
                json!(data_encoding::BASE64.encode(&bytes)),
            );
        }
        if !file.office.check_host.is_empty() {
            fields.insert("check_host".to_owned(), json!(file.office.check_host));
        }
        all.push(Wanted {
            id: named_id(server_id, "village", village.code.as_str()),
            kind: "village",
            fields,
        });
    }
    for signer in &file.signers {
        if !file
            .villages
            .iter()
            .any(|village| village.code == signer.village)
        {
            bail!(
                "signer {} is of village {}, which the file does not have",
                signer.name,
                signer.village
            );
        }
        named(
            &format!("signer {}", signer.name),
            &[("name", &signer.name), ("post", &signer.post)],
        )?;
        for day in [&signer.from, &signer.until].into_iter().flatten() {
            if date::from_iso(day).is_none() {
                bail!("signer {}: {day} is no date like 2026-11-25", signer.name);
            }
        }
        let name = format!(
            "{}:{}:{}:{}",
            signer.village,
            signer.name,
            signer.post,
            signer.capacity.label()
        );
        let id = signer
            .id
            .unwrap_or_else(|| named_id(server_id, "signer", &name));
        all.push(Wanted {
            id,
            kind: "signer",
            fields: fields(signer)?,
        });
    }
    for path in &file.services {
        let path = folder.join(path);
        let text = fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let service = Service::parse(&text).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            anyhow::anyhow!("{}: {}", path.display(), lines.join("; "))
        })?;
        let fields = [
            ("scope".to_owned(), json!("all")),
            ("id".to_owned(), json!(service.id)),
            ("version".to_owned(), json!(service.version)),
            ("file".to_owned(), json!(text)),
        ];
        all.push(Wanted {
            id: named_id(server_id, "service", &service.id),
            kind: "service",
            fields: fields.into_iter().collect(),
        });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
        format = 1
        [office]
        name = "Kecamatan Wanajaya"
        code = "33.02.04"
        [[village]]
        code = "33.02.04.2007"
        name = "Karangjemput"
        unit_code = "KJ"
        district = "Wanajaya"
        regency = "Kabupaten Contoh"
        province = "Jawa Tengah"
        [[signer]]
        village = "33.02.04.2007"
        name = "Indra Wardana"
        post = "Kepala Desa"
    "#;

    #[test]
    fn an_office_file_becomes_records_for_every_laptop() {
        let file: OfficeFile = toml::from_str(FILE).unwrap();
        let records = wanted(&file, Path::new("."), "server").unwrap();
        assert_eq!(records.len(), 2);
        assert_eq!(records[0].fields["zone"], json!("WIB"));
        assert_eq!(records[0].fields["kind"], json!("Desa"));
        assert_eq!(records[0].fields["phone"], Value::Null);
        assert!(
            records
                .iter()
                .all(|record| record.fields["scope"] == json!("all"))
        );
        let again = wanted(&file, Path::new("."), "server").unwrap();
        assert_eq!(records[1].id, again[1].id, "the same signer each time");
    }

    #[test]
    fn what_letters_show_of_village_and_signer_is_never_empty() {
        for (was, key) in [
            (r#"name = "Karangjemput""#, "name"),
            (r#"district = "Wanajaya""#, "district"),
            (r#"regency = "Kabupaten Contoh""#, "regency"),
            (r#"province = "Jawa Tengah""#, "province"),
            (r#"name = "Indra Wardana""#, "name"),
            (r#"post = "Kepala Desa""#, "post"),
        ] {
            for empty in ["", "  "] {
                let text = FILE.replace(was, &format!("{key} = {empty:?}"));
                let file: OfficeFile = toml::from_str(&text).unwrap();
                let Err(refused) = wanted(&file, Path::new("."), "server") else {
                    panic!("an empty {key} was taken")
                };
                assert!(refused.to_string().contains(key), "{refused}");
            }
        }
    }

    #[test]
    fn a_logo_that_would_slow_every_letter_down_is_refused_with_its_size() {
        let folder = tempfile::tempdir().unwrap();
        let with_logo = FILE.replace("[[signer]]", "logo = \"logo.png\"\n[[signer]]");
        let file: OfficeFile = toml::from_str(&with_logo).unwrap();
        let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
        picture.resize(LOGO_BYTES, 0);
        fs::write(folder.path().join("logo.png"), &picture).unwrap();
        assert!(wanted(&file, folder.path(), "server").is_ok());
        picture.push(0);
        fs::write(folder.path().join("logo.png"), &picture).unwrap();
        let Err(refused) = wanted(&file, folder.path(), "server") else {
            panic!("41 KB were taken")
        };
        let told = refused.to_string();
        assert!(
            told.contains("41 KB") && told.contains("300 pixels"),
            "{told}"
        );
        fs::write(folder.path().join("logo.png"), b"GIF89a").unwrap();
        assert!(wanted(&file, folder.path(), "server").is_err());
    }

    #[test]
    fn a_signer_of_an_unknown_village_and_a_misspelt_key_are_refused() {
        let stray = FILE.replace("village = \"33.02.04.2007\"", "village = \"33.02.04.2008\"");
        assert!(wanted(&toml::from_str(&stray).unwrap(), Path::new("."), "server").is_err());
        assert!(toml::from_str::<OfficeFile>(&FILE.replace("unit_code", "unitcode")).is_err());
    }
}
