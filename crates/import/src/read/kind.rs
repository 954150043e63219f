//! What a file is, by its first bytes: names and endings lie.

/// Kinds of files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Nothing, or nothing but blanks.
    Empty,
    /// Sheets that can be read.
    Workbook(Format),
    /// Text with separators.
    Text,
    /// A table in a form that is not read; its name.
    Unread(&'static str),
    /// No table.
    Other,
}

/// Formats of workbooks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    /// Excel since 2007, with or without macros.
    Xlsx,
    /// Excel's binary form.
    Xlsb,
    /// LibreOffice.
    Ods,
    /// Excel before 2007, or a locked newer file.
    Xls,
}

/// Control characters that text files do not have.
const MOST_CONTROLS: usize = 2;

pub(super) fn of(bytes: &[u8]) -> Kind {
    let has = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bare.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Kind::Empty;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        // Names of the parts stand uncompressed in the archive.
        return match () {
            () if has(b"xl/workbook.xml") => Kind::Workbook(Format::Xlsx),
            () if has(b"xl/workbook.bin") => Kind::Workbook(Format::Xlsb),
            () if has(b"opendocument.spreadsheet") => Kind::Workbook(Format::Ods),
            () => Kind::Other,
        };
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Kind::Workbook(Format::Xls);
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Kind::Text;
    }
    const FOREIGN: [&[u8]; 8] = [
        b"%PDF",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"{\\rtf",
        b"MZ",
        b"7z\xbc\xaf",
        b"Rar!",
    ];
    let controls =
        |b: &&u8| b.is_ascii_control() && !matches!(**b, b'\t' | b'\r' | b'\n' | 0x0c | 0x1a);
    let head = &bytes[..bytes.len().min(8192)];
    if FOREIGN.iter().any(|magic| bytes.starts_with(magic))
        || head.iter().filter(controls).count() > MOST_CONTROLS
    {
        return Kind::Other;
    }
    let start: String = String::from_utf8_lossy(head)
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_lowercase();
    if start.starts_with('<') {
        return match () {
            () if start.contains("office:spreadsheet") => Kind::Unread("XML 2003"),
            () if start.contains("<table") || start.contains("<html") => Kind::Unread("HTML"),
            () => Kind::Other,
        };
    }
    Kind::Text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_bytes() {
        assert_eq!(of(b""), Kind::Empty);
        assert_eq!(of(b" \r\n\n"), Kind::Empty);
        assert_eq!(of(b"nama;nik\nSri;0"), Kind::Text);
        assert_eq!(of(b"\xef\xbb\xbfnama;nik"), Kind::Text);
        assert_eq!(of(b"\xff\xfen\0a\0m\0a\0"), Kind::Text);
        assert_eq!(of(b"%PDF-1.7 ..."), Kind::Other);
        assert_eq!(of(b"\x89PNG\r\n\x1a\n"), Kind::Other);
        assert_eq!(of(b"PK\x03\x04....word/document.xml"), Kind::Other);
        assert_eq!(
            of(b"PK\x03\x04....xl/workbook.xml"),
            Kind::Workbook(Format::Xlsx)
        );
        assert_eq!(of(b"<html><body><table><tr>"), Kind::Unread("HTML"));
        assert_eq!(of(b"\x01\x02\x03\x04\x05 random"), Kind::Other);
    }
}
