//! The printer that writes PDF files into a folder.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::PrintError;
use crate::job::{Job, JobState, Sent};
use crate::shift::shifted;

/// Longest file name in bytes without its ending: with that and a four-digit number it stays below 120.
const LONGEST: usize = 108;

/// Names that Windows keeps for its devices, whatever follows a dot.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Writes the pages into the folder under a free name; the folder is made if it is not there.
///
/// The file appears whole or not at all.
///
/// # Errors
/// [`PrintError::Folder`] if it cannot be written, [`PrintError::Pdf`] if an offset is wanted and the pages are no PDF.
pub fn print(folder: &Path, pdf: &[u8], job: &Job) -> Result<Sent, PrintError> {
    let pages = shifted(pdf, job.offset_mm)?;
    let path = write(folder, &pages, &stem(&job.title)).map_err(|error| PrintError::Folder {
        folder: folder.display().to_string(),
        detail: error.to_string(),
    })?;
    Ok(Sent {
        state: JobState::Done,
        job: None,
        path: Some(path),
    })
}

fn write(folder: &Path, pages: &[u8], stem: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let part = folder.join(format!(".{}.part", uuid::Uuid::new_v4()));
    let written = write_through(&part, pages).and_then(|()| take_free_name(folder, stem, &part));
    if written.is_err() {
        // Best effort: the error that matters is already known.
        let _ = fs::remove_file(&part);
    }
    written
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Gives the written part its name. The name is reserved by creating the file, so that two programs never take the same
/// one, then the part is moved over it.
fn take_free_name(folder: &Path, stem: &str, part: &Path) -> io::Result<PathBuf> {
    let mut number = 1_u32;
    loop {
        let name = if number == 1 {
            format!("{stem}.pdf")
        } else {
            format!("{stem} ({number}).pdf")
        };
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(reserved) => {
                drop(reserved);
                fs::rename(part, &path)?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 10_000 => {
                number += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

/// A title as a file name: letters, digits, dot and dash; never empty, never hidden, cut at a character.
fn stem(title: &str) -> String {
    let mut stem: String = title
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') {
                c
            } else {
                '-'
            }
        })
        .collect();
    stem = stem.trim_matches(['.', ' ']).to_owned();
    stem.truncate(stem.floor_char_boundary(LONGEST));
    // A blank or dot at the end would be lost on Windows, and the file with it.
    stem.truncate(stem.trim_end_matches(['.', ' ']).len());
    if stem.is_empty() || is_device(&stem) {
        stem.insert_str(0, "surat");
    }
    stem
}

/// `NUL`, `com1`, `con.txt`, `COM²`
fn is_device(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or_default().trim_end();
    let name = name.trim_end_matches(char::is_numeric);
    DEVICES
        .iter()
        .any(|device| device.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use jemput_domain::service::Paper;

    use super::*;

    fn job(title: &str) -> Job {
        Job {
            title: title.to_owned(),
            mark: "1".to_owned(),
            paper: Paper::F4,
            copies: 1,
            offset_mm: (0.0, 0.0),
            least_dpi: 0,
        }
    }

    #[test]
    fn a_second_print_takes_the_next_free_name_and_leaves_no_parts() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("Surat");
        let names: Vec<String> = (0..3)
            .map(|n| {
                let sent = print(
                    &inner,
                    format!("pdf {n}").as_bytes(),
                    &job("400.8/003/KJ/XI/2026"),
                );
                let path = sent.unwrap().path.unwrap();
                assert_eq!(fs::read_to_string(&path).unwrap(), format!("pdf {n}"));
                path.file_name().unwrap().to_string_lossy().into_owned()
            })
            .collect();
        assert_eq!(
            names,
            [
                "400.8-003-KJ-XI-2026.pdf",
                "400.8-003-KJ-XI-2026 (2).pdf",
                "400.8-003-KJ-XI-2026 (3).pdf"
            ]
        );
        assert_eq!(fs::read_dir(&inner).unwrap().count(), 3);
        // The longest title, whatever its number.
        let long = "Surat Pernyataan Penguasaan Fisik Bidang Tanah ".repeat(5);
        let path = print(&inner, b"pdf", &job(&long)).unwrap().path.unwrap();
        let length = path.file_name().unwrap().len();
        assert!(length + " (9999)".len() <= 120, "{length}");
    }

    #[test]
    fn a_title_never_leaves_the_folder_and_a_long_one_is_cut_at_a_character() {
        for (title, expected) in [
            ("../../etc/passwd", "-..-etc-passwd"),
            ("", "surat"),
            ("...", "surat"),
            ("a:b*c?", "a-b-c-"),
            ("C:\\surat\n\0", "C--surat--"),
            ("NUL", "suratNUL"),
            ("com1.470", "suratcom1.470"),
            ("LPT²", "suratLPT²"),
            ("CONTOH", "CONTOH"),
        ] {
            assert_eq!(stem(title), expected);
        }
        let long = stem(&"é".repeat(200));
        assert!(long.len() <= LONGEST && long.chars().all(|c| c == 'é'));
        // What the cut leaves at the end is no blank and no dot.
        for end in [". ", " .", "  ", "..."] {
            let title = format!("{}{end}dan seterusnya", "a".repeat(LONGEST - end.len()));
            assert_eq!(stem(&title), "a".repeat(LONGEST - end.len()), "{end:?}");
        }
    }

    #[test]
    fn a_folder_that_is_a_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("berkas");
        fs::write(&file, "x").unwrap();
        let error = print(&file, b"pdf", &job("1")).unwrap_err();
        assert_eq!(error.code(), "printer-folder");
        assert!(!error.may_be_out());
    }
}
