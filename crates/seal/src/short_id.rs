//! The short id under the QR code, for people who type.

/// Crockford's base32 alphabet: no I, L, O or U, so that nothing is misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The short id of a letter, `M6SC7-N75YR`: the first 50 bits of its random id.
///
/// The same text as `jemput_domain::letter::short_id` prints (a test in the letters crate holds them together); here for
/// whoever has only a seal, such as the check page.
#[must_use]
pub fn short_id(cti: &[u8; 8]) -> String {
    let number = u64::from_be_bytes(*cti);
    let letters = (0..10).map(|index| {
        let five = (number >> (59 - 5 * index)) & 31;
        char::from(ALPHABET[usize::try_from(five).unwrap_or_default()])
    });
    let mut text: String = letters.collect();
    text.insert(5, '-');
    text
}
