//! The register of letters (buku register) as the office's own paper: Indonesian, whatever the screen's language.

use jemput_domain::{
    date::Date,
    letter::LetterState,
    number::{Line, What},
    service::Paper,
};

use crate::{LetterError, Table, table};

/// Columns and the part of the page's width that each takes.
pub const REGISTER_COLUMNS: [(&str, f32); 8] = [
    ("Urut", 1.15),
    ("Nomor surat", 2.7),
    ("Tanggal", 1.55),
    ("Jenis surat", 2.3),
    ("Nama", 2.1),
    ("Diperiksa", 1.7),
    ("Keadaan", 1.4),
    ("Keterangan", 2.5),
];

/// What the register says of a letter.
#[derive(Debug, Clone, Default)]
pub struct RegisterEntry {
    /// Number as printed.
    pub number: String,
    /// Day of issue, `25-11-2026`.
    pub day: String,
    /// Kind.
    pub title: String,
    /// Whose letter.
    pub name: String,
    /// Who checked it; empty: nobody noted it.
    pub checked: String,
    /// Where it stands; `None`: in a way that this program does not know.
    pub state: Option<LetterState>,
    /// Another one took its place.
    pub replaced: bool,
    /// Why it is void.
    pub void_reason: Option<String>,
    /// Why its number was given by hand.
    pub manual_reason: Option<String>,
}

/// The cells of a line; `entry` is the letter, if one stands there.
#[must_use]
pub fn register_cells(line: &Line, entry: Option<&RegisterEntry>) -> Vec<String> {
    let mut cells = vec![line.numbers()];
    if let Some(entry) = entry {
        let state = match entry.state {
            Some(LetterState::AwaitingSignature) => "Menunggu tanda tangan",
            Some(LetterState::Issued) => "Sudah diserahkan",
            Some(LetterState::Void) if entry.replaced => "Batal, diganti",
            Some(LetterState::Void) => "Batal",
            None => "",
        };
        let note = match (entry.state, &entry.manual_reason) {
            (Some(LetterState::Void), _) => entry.void_reason.clone().unwrap_or_default(),
            (_, Some(reason)) => format!("Nomor ditulis tangan: {reason}"),
            (_, None) => String::new(),
        };
        let texts = [
            &entry.number,
            &entry.day,
            &entry.title,
            &entry.name,
            &entry.checked,
        ];
        cells.extend(texts.map(Clone::clone));
        cells.extend([state.to_owned(), note]);
        return cells;
    }
    cells.extend([const { String::new() }; 5]);
    cells.extend(["Tanpa surat".to_owned(), why(&line.what)]);
    cells
}

fn why(what: &What) -> String {
    match what {
        What::Elsewhere(reason) => format!("Dipakai di luar Jemput: {reason}"),
        What::Burned(laptop) => {
            format!("Dilepas setelah {laptop} dipulihkan atau dipensiunkan; tidak dipakai lagi")
        }
        What::Held(laptop) => {
            format!("Dipegang {laptop}: belum dipakai atau suratnya belum diterima")
        }
        What::PassedOver => {
            "Dilewati setelah laptop dipulihkan, atau suratnya belum diterima".to_owned()
        }
        What::NotGiven => "Belum dibagikan kepada laptop".to_owned(),
        // A letter that cannot be read any more; its number is no gap.
        What::Letter(_) => String::new(),
    }
}

/// A book to be signed and filed.
#[derive(Debug, Clone)]
pub struct Register<'a> {
    /// The village's name, with what it is.
    pub village: &'a str,
    /// Its code.
    pub code: &'a str,
    /// Name of the series.
    pub series: &'a str,
    /// 0: never restarts.
    pub year: i16,
    /// When it was as it is here, in words with the zone.
    pub moment: &'a str,
    /// The day of the copy.
    pub day: Date,
    /// [`register_cells`] of each line.
    pub rows: &'a [Vec<String>],
}

impl Register<'_> {
    fn year(&self) -> String {
        match self.year {
            0 => String::new(),
            year => format!(" {year}"),
        }
    }

    /// What the file is called, without its ending.
    #[must_use]
    pub fn name(&self) -> String {
        format!("Buku register {}{}", self.series, self.year())
    }
}

/// The book as PDF.
///
/// # Errors
/// Those of [`table`] and of the drawing.
pub fn register(book: &Register<'_>) -> Result<Vec<u8>, LetterError> {
    let subtitle = [
        format!("{}{} · seri {}", book.village, book.year(), book.series),
        format!("Keadaan {}", book.moment),
    ];
    let layout = table(&Table {
        paper: Paper::F4,
        title: "BUKU REGISTER SURAT",
        subtitle: &subtitle,
        columns: &REGISTER_COLUMNS,
        rows: book.rows,
        foot: book.code,
        author: book.village,
        day: book.day,
    })?;
    layout.pdf(&book.name())
}

#[cfg(test)]
mod tests {
    use jemput_domain::number::Span;

    use super::*;

    fn line(what: What) -> Line {
        Line {
            mark: None,
            span: Span { from: 3, to: 3 },
            what,
        }
    }

    #[test]
    fn a_line_has_a_cell_for_each_column_and_says_who_checked_the_letter() {
        let entry = RegisterEntry {
            number: "400.8/003/KJ/XI/2026".into(),
            checked: "Rina Setyowati".into(),
            state: Some(LetterState::Void),
            replaced: true,
            void_reason: Some("salah nama".into()),
            manual_reason: Some("tertinggal di buku".into()),
            ..RegisterEntry::default()
        };
        let cells = register_cells(&line(What::Letter(0)), Some(&entry));
        assert_eq!(cells.len(), REGISTER_COLUMNS.len());
        assert_eq!(
            cells[5..],
            ["Rina Setyowati", "Batal, diganti", "salah nama"]
        );
        let issued = RegisterEntry {
            state: Some(LetterState::Issued),
            ..entry
        };
        let cells = register_cells(&line(What::Letter(0)), Some(&issued));
        assert_eq!(cells[7], "Nomor ditulis tangan: tertinggal di buku");
    }

    #[test]
    fn every_kind_of_gap_has_its_words() {
        let laptop = || "Laptop 01 (P01)".to_owned();
        for what in [
            What::Elsewhere("buku tulis".into()),
            What::Burned(laptop()),
            What::Held(laptop()),
            What::NotGiven,
            What::PassedOver,
        ] {
            let cells = register_cells(&line(what), None);
            assert_eq!(cells.len(), REGISTER_COLUMNS.len());
            assert!(cells[7].len() > 20, "{cells:?}");
        }
    }
}
