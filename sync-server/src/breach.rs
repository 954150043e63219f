//! What is to be told of a lost laptop: three times 24 hours after it was marked (UU 27/2022, article 46).
//!
//! Every number is computed: what the laptop could have held follows from the feed that it was served from, up to its last
//! contact. The report names no citizen; who must be told is a file of its own.

use std::collections::BTreeMap;

use anyhow::Context as _;
use jemput_domain::{
    audit::Deed,
    date,
    privacy::ANSWER_MS,
    resident::{self, Resident},
    service::Paper,
};
use jemput_letters::{Table, table};
use jemput_store::Store;
use jemput_wire::{
    AppError,
    office::{BreachLine, BreachReport},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    devices::Device,
    fault::{Result, bad},
    lost::Lost,
    office::Office,
    register::{BookFile, moment},
};

const HOUR_MS: i64 = 60 * 60 * 1000;
/// An answer to the last contact may have begun this late, and brought what had come meanwhile.
const ANSWER_TOOK_MS: i64 = 3 * 60 * 1000;
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What the laptop held of one village.
struct Held {
    village: String,
    kinds: BTreeMap<String, u64>,
    people: Vec<Uuid>,
}

impl Held {
    fn count(&self, kind: &str) -> u64 {
        self.kinds.get(kind).copied().unwrap_or_default()
    }
}

impl Office {
    fn lost_device(&self, id: &str) -> Result<(Device, Lost)> {
        let device = self.device_with(id)?;
        let lost = self.desk().lost(device.id)?;
        let lost = lost.ok_or_else(|| bad(AppError::new("lost-not")))?;
        Ok((device, lost))
    }

    /// Up to its last contact, village by village.
    fn held_by(&self, store: &Store, device: &Device) -> Result<Vec<Held>> {
        let heard = device.last_contact.unwrap_or(device.enrolled);
        let seq = store.log_at(heard.saturating_add(ANSWER_TOOK_MS))?;
        let names = self.villages()?;
        let of = |code: &jemput_domain::village::VillageCode| -> Result<Held> {
            let known = names.iter().find(|row| row.code == *code);
            Ok(Held {
                village: known.map_or_else(|| code.to_string(), |row| row.name.clone()),
                kinds: store.held_at(&code.scope(), seq)?,
                people: store.held_ids(&code.scope(), seq, "resident")?,
            })
        };
        device.villages.iter().map(of).collect()
    }

    /// The report as it stands now.
    pub(crate) fn breach(&self, id: &str) -> Result<BreachReport> {
        let (device, lost) = self.lost_device(id)?;
        // A connection of its own: counting holds up no laptop.
        let store = self.records().aside()?;
        let held = self.held_by(&store, &device)?;
        let (zone, now) = (self.zone()?, self.now_ms());
        let due = lost.marked + ANSWER_MS;
        let people = held.iter().map(|held| held.count("resident")).sum();
        Ok(BreachReport {
            device: device.id.to_string(),
            name: device.name.clone(),
            due: moment(zone, due),
            hours_left: u32::try_from((due - now).max(0) / HOUR_MS).unwrap_or(u32::MAX),
            late: now > due,
            people,
            lines: self.breach_lines(&store, &device, &lost, &held)?,
        })
    }

    fn breach_lines(
        &self,
        store: &Store,
        device: &Device,
        lost: &Lost,
        held: &[Held],
    ) -> Result<Vec<BreachLine>> {
        let zone = self.zone()?;
        let when = |at: i64| format!("{} {}", moment(zone, at), zone.label());
        let heard = device.last_contact.unwrap_or(device.enrolled);
        let sum = |kind: &str| held.iter().map(|held| held.count(kind)).sum::<u64>();
        let mut lines = Vec::new();
        let mut line = |title: &str, text: String| {
            lines.push(BreachLine {
                title: title.to_owned(),
                text,
            });
        };
        let clerk = if lost.account.is_empty() {
            "baris perintah server"
        } else {
            &lost.account
        };
        line("Kejadian", format!("Laptop hilang. {}", lost.reason));
        line(
            "Diketahui",
            format!("Ditandai hilang {} oleh {clerk}.", when(lost.marked)),
        );
        line(
            "Batas pemberitahuan",
            format!(
                "{} (3 × 24 jam sejak ditandai; UU 27/2022 Pasal 46).",
                when(lost.marked + ANSWER_MS)
            ),
        );
        line(
            "Laptop",
            format!(
                "{} (tanda {}), terdaftar {}. Yang dapat masuk: {}.",
                device.name,
                device.mark,
                when(device.enrolled),
                self.officers_of(device)?.join(", ")
            ),
        );
        line("Kontak terakhir", when(heard));
        for held in held {
            line(
                &held.village,
                format!(
                    "{} warga, {} keluarga, {} permohonan, {} surat, {} lampiran.",
                    held.count("resident"),
                    held.count("household"),
                    held.count("request"),
                    held.count("letter"),
                    held.count("attachment")
                ),
            );
        }
        line(
            "Jumlah orang",
            format!(
                "Paling banyak {} orang: catatan warga desa-desa itu pada kontak terakhir. Yang dicatat di laptop sesudahnya dan belum terkirim tidak diketahui kantor.",
                sum("resident")
            ),
        );
        line("Data pribadi", fields(store, held)?);
        line(
            "Berkas",
            format!(
                "{} lampiran tercatat. Berkasnya ada di laptop hanya bila dibuat atau dibuka di sana.",
                sum("attachment")
            ),
        );
        let told = self.desk().told(device.id)?;
        line(
            "Belum terkirim",
            told.map_or_else(
                || "Laptop itu belum pernah memberi kabar.".to_owned(),
                |(told, at)| {
                    format!(
                        "{} catatan dan {} berkas, menurut kabar laptop {}.",
                        told.unsent,
                        told.files,
                        when(at)
                    )
                },
            ),
        );
        line(
            "Perlindungan",
            "Basis data, lampiran, dan salinan di laptop terenkripsi (SQLCipher, AES-256). Kuncinya hanya ada terbungkus kata sandi tiap petugas (Argon2id) dan rahasia pemulihan yang dipegang kantor.".to_owned(),
        );
        line(
            "Terikat ke komputernya",
            bound(self.review()?.binding_of(device.id.0)?, &when),
        );
        line("Pemberitahuan ke laptop", delivered(lost, &when));
        line(
            "Sesudah ditandai",
            lost.seen.map_or_else(
                || "Laptop itu tidak meminta data lagi dengan kuncinya.".to_owned(),
                |at| {
                    format!(
                        "Laptop itu meminta data dengan kuncinya sendiri, terakhir {}: ada yang membukanya. Permintaannya ditolak.",
                        when(at)
                    )
                },
            ),
        );
        line(
            "Tindakan kantor",
            format!(
                "Sejak {} laptop tidak dilayani; segelnya tidak dipercaya sejak {}. Kata sandi petugas dihapus begitu laptop terhubung.",
                when(lost.marked),
                when(lost.since * 1000)
            ),
        );
        let office = self.profile()?;
        let contact = [
            office.name,
            office.address,
            office.phone,
            office.data_officer,
        ];
        let contact: Vec<String> = contact
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        line("Kontak", contact.join(" · "));
        line("Dibuat", when(self.now_ms()));
        Ok(lines)
    }

    /// The report as PDF.
    pub(crate) fn breach_file(&self, account: &str, id: &str) -> Result<BookFile> {
        let report = self.breach(id)?;
        let office = self.profile()?;
        let rows: Vec<Vec<String>> = report
            .lines
            .iter()
            .map(|line| vec![line.title.clone(), line.text.clone()])
            .collect();
        let day = self.zone()?.local_date(self.now_ms());
        let subtitle = [office.name.clone()];
        let layout = table(&Table {
            paper: Paper::A4,
            title: "LAPORAN KEGAGALAN PELINDUNGAN DATA PRIBADI",
            subtitle: &subtitle,
            columns: &[("Hal", 1.0), ("Isi", 3.2)],
            rows: &rows,
            foot: &report.name,
            author: &office.name,
            day,
        })
        .context("the report as PDF")?;
        let name = format!("Laporan laptop hilang {}.pdf", date::short(day));
        let bytes = layout.pdf(&name).context("the report as PDF")?;
        // Noted first: what cannot be noted does not leave the office.
        self.note(account, Deed::Exported, id.parse().ok(), &name)?;
        Ok(BookFile {
            name,
            kind: "application/pdf",
            bytes,
        })
    }

    /// Who must be told: names and how they are reached.
    pub(crate) fn breach_people(&self, account: &str, id: &str) -> Result<BookFile> {
        let (device, _) = self.lost_device(id)?;
        let store = self.records().aside()?;
        let mut rows = Vec::new();
        for held in self.held_by(&store, &device)? {
            for id in &held.people {
                let Some(record) = store.record(*id)? else {
                    continue;
                };
                let person = Resident::from_fields(record.fields());
                let phone = record.text("phone").unwrap_or_default().to_owned();
                rows.push(vec![
                    person.name.clone(),
                    person.address_line(),
                    phone,
                    held.village.clone(),
                ]);
            }
        }
        rows.sort();
        let day = date::short(self.zone()?.local_date(self.now_ms()));
        let name = format!("Warga yang diberi tahu {day}.xlsx");
        self.note(account, Deed::Exported, Some(device.id.0), &name)?;
        let titles = ["Nama", "Alamat", "Telepon", "Desa"].map(str::to_owned);
        let rows = rows.into_iter().map(|cells| (false, cells));
        let bytes = jemput_import::sheet_xlsx("Warga", &titles, rows)
            .context("who is to be told as a workbook")?;
        Ok(BookFile {
            name,
            kind: WORKBOOK,
            bytes,
        })
    }
}

/// Which fields hold something, of how many people; as the records are now.
fn fields(store: &Store, held: &[Held]) -> Result<String> {
    let mut counts: BTreeMap<usize, (&str, u64)> = BTreeMap::new();
    for id in held.iter().flat_map(|held| &held.people) {
        let Some(record) = store.record(*id)? else {
            continue;
        };
        for (name, value) in record.fields() {
            let known = resident::FIELDS.iter().position(|field| field.name == name);
            let filled = !matches!(value, Value::Null) && value != "";
            if let Some(at) = known.filter(|_| filled) {
                let field = &resident::FIELDS[at];
                counts.entry(at).or_insert((field.column, 0)).1 += 1;
            }
        }
    }
    if counts.is_empty() {
        return Ok("Tidak ada isian.".to_owned());
    }
    let texts: Vec<String> = counts
        .values()
        .map(|(column, count)| format!("{} ({count})", column.replace('_', " ")))
        .collect();
    Ok(format!("Isian dan jumlah orangnya: {}.", texts.join(", ")))
}

/// Whether a copy of the disk lets passphrases be guessed elsewhere.
fn bound(told: Option<(bool, i64)>, when: &impl Fn(i64) -> String) -> String {
    match told {
        Some((true, at)) => format!(
            "Ya, menurut kabar laptop sejak {}: dari salinan cakramnya kata sandi tidak dapat ditebak di komputer lain.",
            when(at)
        ),
        Some((false, at)) => format!(
            "Tidak, dilepas {} menurut kabar laptop: kata sandi dapat dicoba-coba dari salinan cakramnya.",
            when(at)
        ),
        None => "Tidak ada kabar: kata sandi dapat dicoba-coba dari salinan cakramnya.".to_owned(),
    }
}

fn delivered(lost: &Lost, when: &impl Fn(i64) -> String) -> String {
    match (lost.fetched, lost.done) {
        (None, _) => "Belum diambil: laptop belum terhubung sejak ditandai hilang.".to_owned(),
        (Some(fetched), None) => format!(
            "Diambil {}; bahwa kata sandi sudah dihapus belum dilaporkan.",
            when(fetched)
        ),
        (Some(fetched), Some(done)) => format!(
            "Diambil {}; kata sandi petugas dihapus {} (menurut jawaban yang tidak dapat ditandatangani laptop terkunci).",
            when(fetched),
            when(done)
        ),
    }
}
