//! How long values lie in the file: change sets and states as zstd with a dictionary of our own.
//!
//! A change set or a state of a resident is 1.4 KB of JSON, most of it names of fields, and only two of them fit on a
//! page. Packed they are a third of that: the file is half as large, and half as many pages are encrypted. What is
//! hashed, sent and shown is always the author's own bytes. Values of before the packing are JSON as it is: they begin
//! with `{`, which no packed value does.

use std::cell::RefCell;

use zstd::{
    bulk::{Compressor, Decompressor},
    dict::{DecoderDictionary, EncoderDictionary},
};

use crate::{Result, StoreError};

/// First byte of a value that was packed with [`DICTIONARY`].
const PACKED: u8 = 1;
/// Fast: a save has more to do than to be small.
const LEVEL: i32 = 1;
/// Shorter ones gain nothing.
const WORTH: usize = 200;
/// No stored value is longer: a change set has at most 256 KB, a state a few of them.
const LONGEST: usize = 64 * 1024 * 1024;

/// Words that the values are made of. Never change it, or every file written before is unreadable: add a second one
/// under another first byte.
static DICTIONARY: &[u8] = include_bytes!("packed.dict");

struct Tools {
    pack: Compressor<'static>,
    unpack: Decompressor<'static>,
}

thread_local! {
    /// Made once for each thread: their tables are larger than what they pack.
    static TOOLS: RefCell<Option<Tools>> = const { RefCell::new(None) };
}

fn with<T>(work: impl FnOnce(&mut Tools) -> std::io::Result<T>) -> Result<T> {
    static ENCODER: std::sync::OnceLock<EncoderDictionary<'static>> = std::sync::OnceLock::new();
    static DECODER: std::sync::OnceLock<DecoderDictionary<'static>> = std::sync::OnceLock::new();
    TOOLS.with_borrow_mut(|tools| {
        let tools = match tools {
            Some(tools) => tools,
            None => {
                let encoder = ENCODER.get_or_init(|| EncoderDictionary::copy(DICTIONARY, LEVEL));
                let decoder = DECODER.get_or_init(|| DecoderDictionary::copy(DICTIONARY));
                tools.insert(Tools {
                    pack: Compressor::with_prepared_dictionary(encoder)
                        .map_err(|_| StoreError::Form("packed"))?,
                    unpack: Decompressor::with_prepared_dictionary(decoder)
                        .map_err(|_| StoreError::Form("packed"))?,
                })
            }
        };
        work(tools).map_err(|_| StoreError::Form("packed"))
    })
}

/// A value as it lies in the file.
pub(crate) fn pack(plain: &[u8]) -> Result<Vec<u8>> {
    if plain.len() < WORTH && plain.first() != Some(&PACKED) {
        return Ok(plain.to_vec());
    }
    with(|tools| {
        let mut packed = Vec::with_capacity(5 + plain.len() / 2);
        packed.push(PACKED);
        let size = u32::try_from(plain.len()).map_err(|_| std::io::ErrorKind::InvalidInput)?;
        packed.extend_from_slice(&size.to_le_bytes());
        packed.extend(tools.pack.compress(plain)?);
        Ok(packed)
    })
}

/// The value itself.
pub(crate) fn unpack(stored: &[u8]) -> Result<Vec<u8>> {
    let Some((&PACKED, rest)) = stored.split_first() else {
        return Ok(stored.to_vec());
    };
    let Some((size, packed)) = rest.split_first_chunk::<4>() else {
        return Err(StoreError::Form("packed"));
    };
    let size = usize::try_from(u32::from_le_bytes(*size)).unwrap_or(usize::MAX);
    if size > LONGEST {
        return Err(StoreError::Form("packed"));
    }
    with(|tools| tools.unpack.decompress(packed, size))
}

/// The value of a column that holds it packed or, from before, as it is.
pub(crate) fn column(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Vec<u8>> {
    let stored = row.get_ref(at)?;
    unpack(stored.as_bytes()?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(at, stored.data_type(), Box::new(error))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back_and_what_was_never_packed_stays() {
        let long = "{\"name\":\"Sumarni\"}".repeat(100);
        for plain in [
            &b""[..],
            b"{}",
            b"{\"a\":1}",
            long.as_bytes(),
            &[1; 3],
            &[1; 900],
        ] {
            assert_eq!(unpack(&pack(plain).unwrap()).unwrap(), plain);
        }
        assert!(pack(long.as_bytes()).unwrap().len() < 200);
        assert_eq!(unpack(long.as_bytes()).unwrap(), long.as_bytes());
    }

    #[test]
    fn damage_is_an_error() {
        let packed = pack(&[b'{'; 900]).unwrap();
        assert!(unpack(&packed[..packed.len() - 1]).is_err());
        assert!(unpack(&[PACKED]).is_err());
        assert!(unpack(&[PACKED, 255, 255, 255, 255, 0]).is_err());
    }

    #[test]
    fn the_dictionary_is_the_one_that_files_in_the_field_were_written_with() {
        assert_eq!(
            jemput_sync::hash(DICTIONARY).to_string(),
            "9a8d83c5fc6cdb9bc24029ccc608adcd3e82b365d66ac03e39c7abe86a29615c"
        );
    }
}
