//! Spreadsheet files around an import: those that may be taken in, and the residents as a file.

use std::path::{Path, PathBuf};

use jemput_domain::{audit::Deed, resident::Resident};
use jemput_wire::import::{
    ExportResidents, FileCard, ImportPick, ImportSuggestions, Picked, Saved,
};

use crate::{
    App,
    error::{Error, Result},
    files,
};

impl App {
    pub(crate) fn import_suggestions(&self, _: ImportSuggestions) -> Result<Vec<FileCard>> {
        self.session()?;
        let mut found: Vec<(std::time::SystemTime, FileCard)> = Vec::new();
        for folder in &self.config.inboxes {
            spreadsheets(folder, 2, &mut found);
        }
        found.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Ok(found.into_iter().map(|(_, card)| card).take(12).collect())
    }

    pub(crate) fn import_pick(&self, _: ImportPick) -> Result<Picked> {
        let path = self.config.dialogs.pick_spreadsheet();
        Ok(Picked {
            path: path.map(|path| path.display().to_string()),
        })
    }

    pub(crate) fn export_residents(&self, wish: ExportResidents) -> Result<Saved> {
        let session = self.session()?;
        let residents: Vec<Resident> = if wish.empty {
            Vec::new()
        } else {
            let records = session.store().listed_residents()?;
            records
                .iter()
                .map(|record| Ok(record.to()?))
                .collect::<Result<_>>()?
        };
        let bytes = jemput_import::residents_xlsx(residents.iter())
            .map_err(|error| Error::because("file-failed", error))?;
        let stem = if wish.empty {
            "format-data-warga"
        } else {
            "data-warga"
        };
        let path = wish.path.map_or_else(
            || files::free_name(&self.config.documents, stem, "xlsx"),
            PathBuf::from,
        );
        if !wish.empty {
            self.note(&session, Deed::Exported, None, &files::name_of(&path))?;
        }
        files::replace(&path, &bytes)?;
        Ok(Saved {
            path: path.display().to_string(),
        })
    }
}

/// Spreadsheets in a folder and a little below it (USB sticks are folders of folders).
fn spreadsheets(folder: &Path, depth: u8, found: &mut Vec<(std::time::SystemTime, FileCard)>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten().take(2_000) {
        let path = entry.path();
        let Ok(about) = entry.metadata() else {
            continue;
        };
        if about.is_dir() && depth > 0 {
            spreadsheets(&path, depth - 1, found);
        }
        let kind = path
            .extension()
            .map(|kind| kind.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        let name = entry.file_name().to_string_lossy().into_owned();
        if about.is_file()
            && ["xlsx", "xlsm", "csv"].contains(&kind.as_str())
            && !name.starts_with(['~', '.'])
        {
            let card = FileCard {
                path: path.display().to_string(),
                name,
                folder: folder.display().to_string(),
                size: about.len(),
            };
            found.push((about.modified().unwrap_or(std::time::UNIX_EPOCH), card));
        }
    }
}
