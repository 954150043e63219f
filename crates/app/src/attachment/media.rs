//! What a file is, by its content: names lie.

/// Kinds of files that can be attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    Jpeg,
    Png,
    Pdf,
    Docx,
}

impl Media {
    /// By the first bytes; `None` for everything that is not taken.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if contains(&bytes[..bytes.len().min(1024)], b"%PDF-") {
            Some(Self::Pdf)
        } else if bytes.starts_with(b"PK\x03\x04") && contains(bytes, b"word/document.xml") {
            Some(Self::Docx)
        } else {
            None
        }
    }

    /// The media type.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// The usual end of its file name.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// Whether it is a picture.
    pub(crate) fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_contains() {
        assert_eq!(Media::of(b"\xFF\xD8\xFF\xE0 JFIF"), Some(Media::Jpeg));
        assert_eq!(Media::of(b"\x89PNG\r\n\x1a\nIHDR"), Some(Media::Png));
        assert_eq!(Media::of(b"\n%PDF-1.7"), Some(Media::Pdf));
        assert_eq!(
            Media::of(b"PK\x03\x04....[Content_Types].xml..word/document.xml"),
            Some(Media::Docx)
        );
        for other in [
            b"PK\x03\x04xl/workbook.xml".as_slice(),
            b"MZ\x90 a program",
            b"GIF89a",
            b"",
            b"\x00\x00\x00\x18ftypheic",
        ] {
            assert_eq!(Media::of(other), None);
        }
    }
}
