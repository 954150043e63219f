//! How long values lie in the file: change sets and states as zstd with a dictionary of our own.
//!
//! A change set or a state of a resident is 1.4 KB of JSON, most of it names of fields, and only two of them fit on a
//! page. Packed they are a third of that: the file is half as large, and half as many pages are encrypted. What is
//! hashed, sent and shown is always the author's own bytes. Values of before the packing are JSON as it is: they begin
//! with `{`, which no packed value does.

use std::{cell::RefCell, sync::OnceLock};

use zstd::{
    bulk::{Compressor, Decompressor},
    dict::{DecoderDictionary, EncoderDictionary},
};

use crate::{Result, StoreError};

/// First byte of a value that was packed with [`DICTIONARY`].
const PACKED: u8 = 2;
/// First byte of one that was packed with [`FIRST_DICTIONARY`], which is only read now.
const PACKED_FIRST: u8 = 1;
/// Fast: a save has more to do than to be small.
const LEVEL: i32 = -2;
/// Shorter ones gain nothing.
const WORTH: usize = 200;
/// No stored value is longer: a change set has at most 256 KB, a state a few of them.
const LONGEST: usize = 64 * 1024 * 1024;

/// Words that the values are made of. Never change it, or every file written before is unreadable: add a second one
/// under another first byte.
static FIRST_DICTIONARY: &[u8] = include_bytes!("packed.dict");
/// The same words, and before them the statistics of such values (`ZDICT_finalizeDictionary` at level 1, over invented
/// change sets and states): no table has to be made for each value, which was half of the work, nor kept beside it.
static DICTIONARY: &[u8] = include_bytes!("packed2.dict");

struct Tools {
    pack: Compressor<'static>,
    unpack: Decompressor<'static>,
    unpack_first: Decompressor<'static>,
}

thread_local! {
    /// Made once for each thread: their tables are larger than what they pack.
    static TOOLS: RefCell<Option<Tools>> = const { RefCell::new(None) };
}

fn with<T>(work: impl FnOnce(&mut Tools) -> std::io::Result<T>) -> Result<T> {
    static ENCODER: OnceLock<EncoderDictionary<'static>> = OnceLock::new();
    static DECODER: OnceLock<DecoderDictionary<'static>> = OnceLock::new();
    static FIRST_DECODER: OnceLock<DecoderDictionary<'static>> = OnceLock::new();
    let form = |_| StoreError::Form("packed");
    TOOLS.with_borrow_mut(|tools| {
        let tools = match tools {
            Some(tools) => tools,
            None => {
                let encoder = ENCODER.get_or_init(|| EncoderDictionary::copy(DICTIONARY, LEVEL));
                let decoder = DECODER.get_or_init(|| DecoderDictionary::copy(DICTIONARY));
                let first = FIRST_DECODER.get_or_init(|| DecoderDictionary::copy(FIRST_DICTIONARY));
                tools.insert(Tools {
                    pack: Compressor::with_prepared_dictionary(encoder).map_err(form)?,
                    unpack: Decompressor::with_prepared_dictionary(decoder).map_err(form)?,
                    unpack_first: Decompressor::with_prepared_dictionary(first).map_err(form)?,
                })
            }
        };
        work(tools).map_err(|_| StoreError::Form("packed"))
    })
}

/// A value as it lies in the file.
pub(crate) fn pack(plain: &[u8]) -> Result<Vec<u8>> {
    if plain.len() < WORTH && !matches!(plain.first(), Some(&(PACKED | PACKED_FIRST))) {
        return Ok(plain.to_vec());
    }
    with(|tools| {
        let mut packed = vec![0; 5 + zstd::zstd_safe::compress_bound(plain.len())];
        packed[0] = PACKED;
        let size = u32::try_from(plain.len()).map_err(|_| std::io::ErrorKind::InvalidInput)?;
        packed[1..5].copy_from_slice(&size.to_le_bytes());
        let length = tools.pack.compress_to_buffer(plain, &mut packed[5..])?;
        packed.truncate(5 + length);
        Ok(packed)
    })
}

/// The value itself.
pub(crate) fn unpack(stored: &[u8]) -> Result<Vec<u8>> {
    let (first, rest) = match stored.split_first() {
        Some((&PACKED, rest)) => (false, rest),
        Some((&PACKED_FIRST, rest)) => (true, rest),
        _ => return Ok(stored.to_vec()),
    };
    let Some((size, packed)) = rest.split_first_chunk::<4>() else {
        return Err(StoreError::Form("packed"));
    };
    let size = usize::try_from(u32::from_le_bytes(*size)).unwrap_or(usize::MAX);
    if size > LONGEST {
        return Err(StoreError::Form("packed"));
    }
    with(|tools| {
        let unpack = if first {
            &mut tools.unpack_first
        } else {
            &mut tools.unpack
        };
        unpack.decompress(packed, size)
    })
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
            &[2; 3],
            &[1; 900],
            &[2; 900],
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
    fn what_was_packed_with_the_first_dictionary_is_still_read() {
        let plain = b"{\"name\":\"Sumarni\",\"religion\":\"ISLAM\"}".repeat(20);
        let mut stored = vec![PACKED_FIRST];
        stored.extend(u32::try_from(plain.len()).unwrap().to_le_bytes());
        let mut first = Compressor::with_dictionary(1, FIRST_DICTIONARY).unwrap();
        stored.extend(first.compress(&plain).unwrap());
        assert_eq!(unpack(&stored).unwrap(), plain);
    }

    #[test]
    fn the_dictionaries_are_those_that_files_in_the_field_were_written_with() {
        for (dictionary, hash) in [
            (
                FIRST_DICTIONARY,
                "9a8d83c5fc6cdb9bc24029ccc608adcd3e82b365d66ac03e39c7abe86a29615c",
            ),
            (
                DICTIONARY,
                "8e97889877bffb7060d9fec3c56bf5125bd75b7538ee7a5119561be257ad22b8",
            ),
        ] {
            assert_eq!(jemput_sync::hash(dictionary).to_string(), hash);
        }
    }
}
