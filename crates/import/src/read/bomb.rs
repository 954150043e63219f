//! Workbooks are zip files: a few kilobytes may unpack to more than the machine has.

use std::io::{self, Cursor, Read as _};

use zip::ZipArchive;

/// Bytes that all parts may have together: a list of the most residents that are read has a tenth of it.
pub(super) const MOST: u64 = 256 << 20;

/// Whether the parts are more than `most` bytes together. What they say of themselves does not count.
pub(super) fn is_bomb(bytes: &[u8], most: u64) -> bool {
    // What cannot be opened is told by whoever reads it.
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    let mut left = most;
    for index in 0..zip.len() {
        let Ok(part) = zip.by_index(index) else {
            continue;
        };
        let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink()).unwrap_or_default();
        match left.checked_sub(unpacked) {
            Some(rest) => left = rest,
            None => return true,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    #[test]
    fn what_unpacks_to_too_much_is_known_before_it_is_read() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            writer
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(&vec![b' '; 100_000]).unwrap();
        }
        let zip = writer.finish().unwrap().into_inner();
        assert!(zip.len() < 2_000);
        assert!(!is_bomb(&zip, 200_000));
        assert!(is_bomb(&zip, 199_999), "each part alone is small enough");
        assert!(!is_bomb(b"PK\x03\x04", 1));
    }
}
