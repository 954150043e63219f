//! Reasons that officers and clerks give for what is out of the ordinary: they are read years later.

/// Shortest one, in letters: a mere full stop says nothing.
const SHORTEST: usize = 5;

/// A reason without the blanks around it; `None` where it is too short to be one.
#[must_use]
pub fn given(text: &str) -> Option<&str> {
    let reason = text.trim();
    (reason.chars().count() >= SHORTEST).then_some(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_five_letters_and_no_blanks_around_it() {
        assert_eq!(given("  salah nama \n"), Some("salah nama"));
        assert_eq!(given("rusak"), Some("rusak"));
        assert_eq!(given("rúsák"), Some("rúsák"), "letters, not bytes");
        for none in ["", "    ", "x", "  rusa  "] {
            assert_eq!(given(none), None, "{none:?}");
        }
    }
}
