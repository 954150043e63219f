//! The short id under the QR code, for people who type.

/// Crockford's alphabet: no I, L, O or U, so that nothing is misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a short id without its dash; 50 bits, too many to try out.
const LENGTH: usize = 10;

/// The short id of a letter, `7K3M9-Q2RTX`: the first 50 bits of its random id, given as 16 hex digits.
///
/// A text that is no such id gives an empty string.
#[must_use]
pub fn short_id(cti: &str) -> String {
    let Some(number) = (cti.len() == 16)
        .then(|| u64::from_str_radix(cti, 16).ok())
        .flatten()
    else {
        return String::new();
    };
    let mut text = String::with_capacity(LENGTH + 1);
    for index in 0..LENGTH {
        if index == LENGTH / 2 {
            text.push('-');
        }
        let five = (number >> (59 - 5 * index)) & 31;
        text.push(char::from(
            ALPHABET[usize::try_from(five).unwrap_or_default()],
        ));
    }
    text
}

/// The first 12 hex digits of the random id behind a typed short id, to look it up by; compare [`short_id`] of what is
/// found. Lower case, blanks, dashes and the usual confusions (`O` for 0, `I` and `L` for 1) are forgiven.
#[must_use]
pub fn cti_prefix(typed: &str) -> Option<String> {
    let mut number: u64 = 0;
    let mut count = 0;
    for c in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let five = ALPHABET.iter().position(|known| char::from(*known) == c)?;
        count += 1;
        if count > LENGTH {
            return None;
        }
        number = (number << 5) | u64::try_from(five).ok()?;
    }
    // 50 bits are 12 hex digits and a half.
    (count == LENGTH).then(|| format!("{:012x}", number >> 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_id_leads_back_to_its_letter() {
        for cti in [
            "a1b2c3d4e5f60718",
            "0000000000000000",
            "ffffffffffffffff",
            "0123456789abcdef",
        ] {
            let short = short_id(cti);
            assert_eq!(short.len(), 11);
            assert_eq!(cti_prefix(&short).as_deref(), Some(&cti[..12]));
        }
        assert_eq!(short_id("a1b2c3d4e5f60718"), "M6SC7-N75YR");
    }

    #[test]
    fn typing_is_forgiven_and_rubbish_is_not() {
        assert_eq!(cti_prefix(" m6sc7 n75yr"), cti_prefix("M6SC7-N75YR"));
        assert_eq!(cti_prefix("OOIIL-00000"), cti_prefix("00111-00000"));
        for bad in ["", "M6SC7", "M6SC7-N75YR0", "M6SC7-N75Y?", "UUUUU-UUUUU"] {
            assert_eq!(cti_prefix(bad), None, "{bad}");
        }
        assert_eq!(short_id(""), "");
        assert_eq!(short_id("zzzzzzzzzzzzzzzz"), "");
    }
}
