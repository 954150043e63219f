//! Text with separators (CSV): encodings and separators as offices really write them.

use csv::ReaderBuilder;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use jemput_domain::finding::{Finding, codes};
use jemput_domain::import::{Cell, MOST_ROWS};

use super::{Table, score, too_large};

/// Separators in the order in which Indonesian programs use them.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// The separator is found out on so many rows.
const SAMPLE: usize = 25;

pub(super) fn read(bytes: &[u8]) -> Result<Table, Finding> {
    let text = decode(bytes);
    let (told, text) = told_separator(&text);
    let text = with_blank_lines(text);
    let separator = match told {
        Some(separator) => separator,
        None => guess(&text).ok_or_else(|| Finding::error(codes::IMPORT_NOT_A_TABLE))?,
    };
    let rows = rows(&text, separator, MOST_ROWS + SAMPLE);
    if rows.len() >= MOST_ROWS + SAMPLE {
        return Err(too_large());
    }
    Ok(Table { sheet: None, rows })
}

/// UTF-8 with or without a mark, UTF-16 with one, and what is none of these as Windows-1252.
fn decode(bytes: &[u8]) -> String {
    let with_mark =
        |encoding: &'static Encoding| encoding.decode_with_bom_removal(bytes).0.into_owned();
    match bytes {
        [0xff, 0xfe, ..] => with_mark(UTF_16LE),
        [0xfe, 0xff, ..] => with_mark(UTF_16BE),
        _ => {
            let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            match std::str::from_utf8(bare) {
                Ok(text) => text.to_owned(),
                Err(_) => WINDOWS_1252
                    .decode_without_bom_handling(bare)
                    .0
                    .into_owned(),
            }
        }
    }
}

/// Excel's own first line `sep=;`; it is emptied, so that rows keep their numbers.
fn told_separator(text: &str) -> (Option<u8>, &str) {
    let told = text.strip_prefix("sep=").and_then(|rest| {
        let (separator, rest) = (*rest.as_bytes().first()?, rest.get(1..)?);
        SEPARATORS.contains(&separator).then_some((separator, rest))
    });
    match told {
        Some((separator, rest)) => (Some(separator), rest),
        None => (None, text),
    }
}

/// The CSV reader passes over blank lines; a pair of quotes makes them rows that count. Line breaks
/// inside quotes are part of a cell.
fn with_blank_lines(text: &str) -> String {
    let mut kept = String::with_capacity(text.len() + 16);
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        if !inside && line.trim().is_empty() {
            kept.push_str("\"\"\n");
            continue;
        }
        if line.bytes().filter(|b| *b == b'"').count() % 2 == 1 {
            inside = !inside;
        }
        kept.push_str(line);
    }
    kept
}

/// The separator with which the header has most known columns, or else most columns; `None` where
/// no line has more than one part and none is a known title.
fn guess(text: &str) -> Option<u8> {
    SEPARATORS
        .iter()
        .rev()
        .map(|separator| {
            let rows = rows(text, *separator, SAMPLE);
            let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
            ((score(&rows), widest), *separator)
        })
        .filter(|((score, widest), _)| *score > 0 || *widest > 1)
        .max_by_key(|(rank, _)| *rank)
        .map(|(_, separator)| separator)
}

fn rows(text: &str, separator: u8, most: usize) -> Vec<Vec<Cell>> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
        .records()
        .take(most)
        // The text is valid UTF-8 and rows may have any length, so that no row can fail.
        .filter_map(Result::ok)
        .map(|record| record.iter().map(Cell::from).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<Vec<String>> {
        let rows = read(bytes).unwrap().rows;
        rows.iter()
            .map(|row| row.iter().map(Cell::text).collect())
            .collect()
    }

    #[test]
    fn the_separator_is_found_out() {
        for separator in [";", ",", "\t", "|"] {
            let text = format!("nama{separator}nik{separator}alamat\nSri{separator}0{separator}x");
            assert_eq!(
                texts(text.as_bytes()),
                [["nama", "nik", "alamat"], ["Sri", "0", "x"]],
                "{separator}"
            );
        }
        let mixed = "nama;alamat;nik\nSri;Jl. Melati, 5, RT 1, RW 2;0";
        assert_eq!(
            texts(mixed.as_bytes())[1],
            ["Sri", "Jl. Melati, 5, RT 1, RW 2", "0"]
        );
        assert_eq!(
            texts(b"sep=|\nnama|nik\nSri;x|0"),
            [vec![""], vec!["nama", "nik"], vec!["Sri;x", "0"]]
        );
    }

    #[test]
    fn encodings_of_offices_are_read() {
        let text = "nama;nik\nJosé Ma’ruf;0\n";
        let utf8 = text.as_bytes().to_vec();
        let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
        let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let utf16: Vec<u8> = [0xfeff]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [utf8, marked, windows, utf16] {
            assert_eq!(texts(&bytes), [["nama", "nik"], ["José Ma’ruf", "0"]]);
        }
    }

    #[test]
    fn rows_keep_their_numbers_over_blank_lines_and_line_breaks_in_cells() {
        let rows = texts(b"nama;alamat\n\nSri;\"baris satu\n\nbaris dua\"\r\n\r\nDarmo;x\n");
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[2], ["Sri", "baris satu\n\nbaris dua"]);
        assert_eq!(rows[4], ["Darmo", "x"]);
    }

    #[test]
    fn apostrophes_and_quotes_come_through() {
        let rows = texts(b"nama,nik\n\"Ma'ruf \"\"Roni\"\" Sa'dullah\",0\n");
        assert_eq!(rows[1][0], "Ma'ruf \"Roni\" Sa'dullah");
    }

    #[test]
    fn prose_is_no_table() {
        assert_eq!(
            read(b"Yth. Kepala Desa\nDengan hormat").unwrap_err().code,
            codes::IMPORT_NOT_A_TABLE
        );
    }
}
