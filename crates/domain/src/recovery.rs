//! A secret of 128 bits that is read out over the phone: 28 letters and digits in groups of four.
//!
//! The last two are check digits over the field of 32 elements (a short Reed-Solomon code): one wrong letter is found and
//! its place is told, two wrong ones and two that changed places are noticed.

/// None that look alike on paper or sound alike on the phone.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Characters of the text.
const LENGTH: usize = 28;
/// Of these, characters of the secret itself.
const CONTENT: usize = LENGTH - 2;

/// The secret.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; 16]);

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

/// What is wrong with a typed code; places count from one, without hyphens and spaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Mistyped {
    /// So many characters instead of 28.
    #[error("{0} characters instead of 28")]
    Length(usize),
    /// No letter of a code.
    #[error("no letter of a code at place {0}")]
    Letter(usize),
    /// Probably this one.
    #[error("the letter at place {0}")]
    Place(usize),
    /// Several, or two that changed places.
    #[error("somewhere")]
    Somewhere,
}

/// Multiplies in the field of 32 elements by its generator.
fn times_two(a: u8) -> u8 {
    let doubled = a << 1;
    // The polynomial x^5 + x^2 + 1.
    if doubled & 32 == 0 {
        doubled
    } else {
        doubled ^ 0b10_0101
    }
}

/// Sum of all, and sum of all times the generator's powers of their places from the end.
fn sums(symbols: &[u8]) -> (u8, u8) {
    symbols.iter().fold((0, 0), |(plain, weighted), symbol| {
        (plain ^ symbol, times_two(weighted) ^ symbol)
    })
}

impl RecoveryCode {
    /// From random bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// For reading out: seven groups of four.
    #[must_use]
    pub fn text(&self) -> String {
        let mut number = u128::from_be_bytes(self.0);
        let mut symbols = [0_u8; LENGTH];
        for place in (0..CONTENT).rev() {
            symbols[place] = (number % 32) as u8;
            number /= 32;
        }
        // Two check digits a, b with a + b = s and 2a + b = t.
        let (plain, weighted) = sums(&symbols[..CONTENT]);
        let shifted = times_two(times_two(weighted));
        // So 3a = s + t; solved by trying, the field is small.
        let a = (0..32).find(|a| times_two(*a) ^ a == plain ^ shifted);
        symbols[CONTENT] = a.unwrap_or_default();
        symbols[CONTENT + 1] = plain ^ symbols[CONTENT];
        let letters: Vec<char> = symbols
            .iter()
            .map(|symbol| char::from(ALPHABET[usize::from(*symbol)]))
            .collect();
        let groups: Vec<String> = letters.chunks(4).map(String::from_iter).collect();
        groups.join("-")
    }

    /// Reads it however it was typed: case, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn read(typed: &str) -> Result<Self, Mistyped> {
        let mut symbols = Vec::with_capacity(LENGTH);
        let typed = typed
            .chars()
            .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–' | '.'));
        for (place, letter) in typed.enumerate() {
            let letter = letter.to_ascii_uppercase();
            let known = ALPHABET.iter().position(|one| char::from(*one) == letter);
            let symbol = known.ok_or(Mistyped::Letter(place + 1))?;
            symbols.push(symbol as u8);
        }
        if symbols.len() != LENGTH {
            return Err(Mistyped::Length(symbols.len()));
        }
        match sums(&symbols) {
            (0, 0) => {}
            (0, _) | (_, 0) => return Err(Mistyped::Somewhere),
            (wrong, weighted) => {
                // One wrong letter: its error times a power of the generator, which tells its place from the end.
                let mut power = wrong;
                for from_end in 0..LENGTH {
                    if power == weighted {
                        return Err(Mistyped::Place(LENGTH - from_end));
                    }
                    power = times_two(power);
                }
                return Err(Mistyped::Somewhere);
            }
        }
        // The first letter has only three bits of the secret.
        if symbols[0] >= 8 {
            return Err(Mistyped::Place(1));
        }
        let number = symbols[..CONTENT]
            .iter()
            .fold(0_u128, |number, symbol| number * 32 + u128::from(*symbol));
        Ok(Self(number.to_be_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> RecoveryCode {
        RecoveryCode::from_bytes(std::array::from_fn(|n| (n * 37 + 11) as u8))
    }

    #[test]
    fn a_code_is_28_letters_in_groups_and_is_read_however_it_was_typed() {
        for bytes in [[0; 16], [255; 16], *code().bytes()] {
            let code = RecoveryCode::from_bytes(bytes);
            let text = code.text();
            assert_eq!(text.len(), 28 + 6);
            assert_eq!(RecoveryCode::read(&text), Ok(code.clone()));
            let typed = format!(" {} ", text.to_lowercase().replace('-', " "));
            assert_eq!(RecoveryCode::read(&typed), Ok(code));
        }
    }

    #[test]
    fn one_wrong_letter_is_told_with_its_place() {
        let text: Vec<char> = code().text().chars().filter(|c| *c != '-').collect();
        for place in 0..LENGTH {
            for letter in ALPHABET.iter().map(|letter| char::from(*letter)) {
                let mut wrong = text.clone();
                if wrong[place] == letter {
                    continue;
                }
                wrong[place] = letter;
                let wrong = String::from_iter(wrong);
                let told = RecoveryCode::read(&wrong);
                assert_eq!(told, Err(Mistyped::Place(place + 1)), "{wrong}");
            }
        }
    }

    #[test]
    fn letters_that_changed_places_and_two_wrong_ones_are_noticed() {
        let text: Vec<char> = code().text().chars().filter(|c| *c != '-').collect();
        for a in 0..LENGTH {
            for b in 0..a {
                let mut wrong = text.clone();
                wrong.swap(a, b);
                if wrong != text {
                    assert!(RecoveryCode::read(&String::from_iter(wrong)).is_err());
                }
                let mut wrong = text.clone();
                for place in [a, b] {
                    wrong[place] = if wrong[place] == 'X' { 'Y' } else { 'X' };
                }
                assert!(RecoveryCode::read(&String::from_iter(wrong)).is_err());
            }
        }
    }

    #[test]
    fn what_is_no_code_is_told_by_its_length_or_its_letter() {
        assert_eq!(RecoveryCode::read(""), Err(Mistyped::Length(0)));
        assert_eq!(RecoveryCode::read("ABCD-EFGH"), Err(Mistyped::Length(8)));
        assert_eq!(RecoveryCode::read("ABC0"), Err(Mistyped::Letter(4)));
        assert_eq!(RecoveryCode::read("AÉ"), Err(Mistyped::Letter(2)));
    }
}
