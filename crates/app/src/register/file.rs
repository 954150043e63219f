//! A book of the register as a file: PDF to be signed and filed, XLSX to be worked with.

use jemput_domain::{
    audit::Deed,
    date,
    letter::Letter,
    number::{Line, What},
};
use jemput_letters::{REGISTER_COLUMNS, Register, RegisterEntry, register, register_cells};
use jemput_wire::{import::Saved, register::RegisterSave};
use uuid::Uuid;

use super::{books, key};
use crate::{
    App,
    error::{Error, Result, coded},
    files,
    requests::letter_error,
    session::Session,
    words,
};

impl App {
    pub(crate) fn register_save(&self, wish: RegisterSave) -> Result<Saved> {
        let session = self.session()?;
        if !books(&session)?.contains(&wish.book) {
            return Err(coded("register-unknown"));
        }
        let book = session.store().register_book(&key(&session, &wish.book)?)?;
        let mut rows = Vec::with_capacity(book.lines.len());
        for line in &book.lines {
            rows.push(cells(&session, line, &book.letters)?);
        }
        let village = self.village_of(&session)?;
        let zone = session.zone();
        let file = Register {
            village: &village.full_name(),
            code: village.code.as_str(),
            series: &wish.book.series,
            year: wish.book.year,
            moment: &words::moment_with_zone(zone, self.time.now_ms()),
            day: self.today_in(&session),
            rows: &rows,
        };
        let bytes = match wish.format.as_str() {
            "xlsx" => {
                let titles = REGISTER_COLUMNS.map(|(title, _)| title.to_owned());
                let marked = book.lines.iter().map(|line| !line.is_letter());
                let rows = marked.zip(rows.iter().cloned());
                jemput_import::sheet_xlsx("Register surat", &titles, rows)
                    .map_err(|error| Error::because("file-failed", error))?
            }
            "pdf" => register(&file).map_err(letter_error)?,
            _ => return Err(coded("register-format")),
        };
        let path = match wish.path {
            Some(path) => path.into(),
            None => files::free_name(
                &self.config.documents,
                &format!("{} {}", file.name(), date::short(file.day)),
                &wish.format,
            ),
        };
        self.note(&session, Deed::Exported, None, &files::name_of(&path))?;
        files::replace(&path, &bytes)?;
        Ok(Saved {
            path: path.display().to_string(),
        })
    }
}

fn cells(session: &Session, line: &Line, letters: &[Uuid]) -> Result<Vec<String>> {
    let What::Letter(index) = line.what else {
        return Ok(register_cells(line, None));
    };
    let id = letters.get(index).copied().unwrap_or_default();
    let record = session.store().record(id)?;
    let letter: Letter = record.ok_or_else(|| coded("letter-unknown"))?.to()?;
    let entry = RegisterEntry {
        number: letter.number,
        day: date::short(letter.issued_on),
        title: letter.title,
        name: letter.snapshot.resident.name,
        checked: letter.checked_name.unwrap_or_default(),
        state: Some(letter.state),
        replaced: letter.replaced_by.is_some(),
        void_reason: letter.void_reason,
        manual_reason: letter.manual_reason,
    };
    Ok(register_cells(line, Some(&entry)))
}
