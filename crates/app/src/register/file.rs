//! A book of the register as a file: PDF to be signed and filed, XLSX to be worked with.

use jemput_domain::{date, service::Paper};
use jemput_letters::Table;
use jemput_wire::{
    import::Saved,
    letter::LetterStateView,
    register::{RegisterRow, RegisterSave},
};

use super::{books, read};
use crate::{
    App,
    error::{Error, Result, coded},
    files,
    requests::letter_error,
    words,
};

/// Columns and the part of the page's width that each takes. Files are the office's own papers: Indonesian, whatever
/// the screen's language.
const COLUMNS: [(&str, f32); 7] = [
    ("Urut", 1.1),
    ("Nomor surat", 2.5),
    ("Tanggal", 1.2),
    ("Jenis surat", 2.6),
    ("Nama", 2.3),
    ("Keadaan", 1.6),
    ("Keterangan", 2.7),
];

impl App {
    pub(crate) fn register_save(&self, wish: RegisterSave) -> Result<Saved> {
        let session = self.session()?;
        if !books(&session)?.contains(&wish.book) {
            return Err(coded("register-unknown"));
        }
        let (lines, letters) = read(&session, &wish.book)?;
        let mut rows = Vec::with_capacity(lines.len());
        for line in &lines {
            let row = self.row(&session, line, &letters)?;
            rows.push((row.gap.is_some(), cells(&row)));
        }
        let village = self.village_of(&session)?;
        let year = match wish.book.year {
            0 => String::new(),
            year => format!(" {year}"),
        };
        let name = format!("Buku register {}{year}", wish.book.series);
        let bytes = match wish.format.as_str() {
            "xlsx" => {
                let titles = COLUMNS.map(|(title, _)| title.to_owned());
                jemput_import::sheet_xlsx("Register surat", &titles, rows.into_iter())
                    .map_err(|error| Error::because("file-failed", error))?
            }
            "pdf" => {
                let zone = session.zone();
                let printed = words::moment(zone, self.time.now_ms());
                let subtitle = [
                    format!("{}{year} · seri {}", village.full_name(), wish.book.series),
                    format!("Keadaan {printed} {}", zone.label()),
                ];
                let rows: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
                jemput_letters::table(&Table {
                    paper: Paper::F4,
                    title: "BUKU REGISTER SURAT",
                    subtitle: &subtitle,
                    columns: &COLUMNS,
                    rows: &rows,
                    foot: village.code.as_str(),
                    author: &village.full_name(),
                    day: self.today_in(&session),
                })
                .and_then(|layout| layout.pdf(&name))
                .map_err(letter_error)?
            }
            _ => return Err(coded("register-format")),
        };
        let path = match wish.path {
            Some(path) => path.into(),
            None => files::free_name(
                &self.config.documents,
                &format!("{name} {}", date::short(self.today_in(&session))),
                &wish.format,
            ),
        };
        files::replace(&path, &bytes)?;
        Ok(Saved {
            path: path.display().to_string(),
        })
    }
}

fn cells(row: &RegisterRow) -> Vec<String> {
    let serial = row.serial.clone();
    if let Some(letter) = &row.letter {
        let state = match (letter.state, row.note_kind.as_str()) {
            (LetterStateView::AwaitingSignature, _) => "Menunggu tanda tangan",
            (LetterStateView::Issued, _) => "Sudah diserahkan",
            (LetterStateView::Void, "replaced") => "Batal, diganti",
            (LetterStateView::Void, _) => "Batal",
        };
        let note = match row.note_kind.as_str() {
            "manual" => format!("Nomor ditulis tangan: {}", row.note),
            _ => row.note.clone(),
        };
        return vec![
            serial,
            letter.number.clone(),
            letter.issued_on.clone(),
            letter.title.clone(),
            letter.resident_name.clone(),
            state.to_owned(),
            note,
        ];
    }
    let why = row.gap.as_ref().map(|gap| {
        let detail = &gap.detail;
        match gap.why.as_str() {
            "elsewhere" => format!("Dipakai di luar Jemput: {detail}"),
            "burned" => format!("Dilepas setelah {detail} dipulihkan; tidak dipakai lagi"),
            "held" => format!("Dipegang {detail}: belum dipakai atau suratnya belum diterima"),
            "passed-over" => {
                "Dilewati setelah laptop dipulihkan, atau suratnya belum diterima".to_owned()
            }
            _ => "Belum dibagikan kepada laptop".to_owned(),
        }
    });
    let blank = String::new;
    vec![
        serial,
        blank(),
        blank(),
        blank(),
        blank(),
        "Tanpa surat".to_owned(),
        why.unwrap_or_default(),
    ]
}
