//! Village addresses: street, hamlet (dusun), RT and RW; the hamlet is optional, zeros stay.

/// An address in its parts; unknown parts are `None`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Address {
    /// Street, house, landmark.
    pub street: Option<String>,
    /// Hamlet, without the word `Dusun` where it stands alone.
    pub dusun: Option<String>,
    /// Neighbourhood number (`003`).
    pub rt: Option<String>,
    /// Number of the group of neighbourhoods (`001`).
    pub rw: Option<String>,
}

/// What a hamlet is called in different provinces; such a word in front is kept and not doubled.
const HAMLET_WORDS: &[&str] = &[
    "dusun",
    "dukuh",
    "pedukuhan",
    "padukuhan",
    "lingkungan",
    "banjar",
    "kampung",
    "jorong",
    "lorong",
    "blok",
    "kp",
    "dsn",
    "korong",
    "nagari",
    "huta",
];

impl Address {
    /// Reads one line such as `Jl. Melati 5 RT 003/RW 001 Dusun Krajan` into its parts.
    ///
    /// `RT 3 RW 1`, `RT. 003 / RW. 001`, `RT/RW 003/001`, `RT003 RW001` are understood; what is
    /// neither RT, RW nor a hamlet stays as the street.
    #[must_use]
    pub fn read(line: &str) -> Self {
        let tokens = tokens(line);
        let mut address = Self::default();
        let mut street: Vec<&str> = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let key = token
                .trim_matches(['.', ':', ',', ';'])
                .to_ascii_lowercase();
            let next = |step: usize| {
                tokens
                    .get(at + step)
                    .map(|t| t.trim_matches(['.', ':', ',', ';']))
            };
            match key.as_str() {
                "rt" if next(1).is_some_and(|t| t.eq_ignore_ascii_case("rw")) => {
                    address.rt = next(2).and_then(unit);
                    address.rw = next(3).and_then(unit);
                    at += 4;
                }
                "rt" | "rw" => {
                    let value = next(1).and_then(unit);
                    at += if value.is_some() { 2 } else { 1 };
                    *(if key == "rt" {
                        &mut address.rt
                    } else {
                        &mut address.rw
                    }) = value;
                }
                "dusun" | "dsn" => {
                    let name: Vec<&str> = tokens[at + 1..]
                        .iter()
                        .take_while(|t| {
                            !matches!(
                                t.trim_matches('.').to_ascii_lowercase().as_str(),
                                "rt" | "rw"
                            )
                        })
                        .copied()
                        .collect();
                    at += 1 + name.len();
                    address.dusun = some(name.join(" ").trim_matches([',', ' ', '.']));
                }
                _ => {
                    street.push(token);
                    at += 1;
                }
            }
        }
        address.street = some(street.join(" ").trim_matches([',', ' ', ';']));
        address
    }

    /// The address in one line (`Jalan Melati 5 RT 003 RW 001 Dusun Krajan`); empty if nothing is
    /// known.
    #[must_use]
    pub fn line(&self) -> String {
        let dusun = self.dusun.as_deref().map(|name| {
            let first = name
                .split([' ', '.'])
                .next()
                .unwrap_or_default()
                .to_lowercase();
            let named = HAMLET_WORDS.contains(&first.as_str()) && first.len() < name.len();
            if named {
                name.to_owned()
            } else {
                format!("Dusun {name}")
            }
        });
        [
            self.street.clone(),
            self.rt.as_ref().map(|rt| format!("RT {rt}")),
            self.rw.as_ref().map(|rw| format!("RW {rw}")),
            dusun,
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
    }
}

/// An RT or RW as it is stored: digits get the three places of the identity card (`3` → `003`),
/// `-`, blank and zeros mean unknown, anything else stays as written.
#[must_use]
pub fn unit(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('\'').trim();
    let bare = text
        .get(..2)
        .filter(|start| start.eq_ignore_ascii_case("rt") || start.eq_ignore_ascii_case("rw"))
        .map_or(text, |start| {
            text[start.len()..].trim_start_matches(['.', ' ', ':'])
        });
    if bare.chars().all(|c| matches!(c, '0' | '-' | ' ')) {
        return None;
    }
    // A number cell of a spreadsheet.
    let bare = bare.strip_suffix(".0").unwrap_or(bare);
    if bare.bytes().all(|b| b.is_ascii_digit()) {
        let number = bare.trim_start_matches('0');
        return Some(if bare.len() < 3 {
            format!("{number:0>3}")
        } else {
            bare.to_owned()
        });
    }
    Some(bare.to_owned())
}

/// Words of a line; `RT003` and `003/001` are taken apart.
fn tokens(line: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    for word in line.split_whitespace() {
        let unit_word = ["rt", "rw"].iter().any(|name| {
            word.get(..2)
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
                && word[2..].chars().all(|c| {
                    c.is_ascii_digit()
                        || matches!(c, '.' | '/' | ':' | ',' | 'r' | 'R' | 'w' | 'W' | 't' | 'T')
                })
        });
        let numbers = word.contains('/') && word.chars().all(|c| c.is_ascii_digit() || c == '/');
        let after_unit = tokens.last().is_some_and(|last: &&str| {
            matches!(
                last.trim_matches('.').to_ascii_lowercase().as_str(),
                "rt" | "rw"
            )
        });
        if unit_word {
            for part in word
                .split(['/', ':', ','])
                .flat_map(|part| part.split_inclusive(['.']))
            {
                match part.find(|c: char| c.is_ascii_digit()) {
                    Some(digit) if digit > 0 => tokens.extend([&part[..digit], &part[digit..]]),
                    _ => tokens.push(part),
                }
            }
        } else if numbers && after_unit {
            tokens.extend(word.split('/'));
        } else if let Some((number, rest)) = word.split_once('/')
            && after_unit
            && rest
                .get(..2)
                .is_some_and(|start| start.eq_ignore_ascii_case("rw"))
        {
            tokens.extend([number, "rw", rest[2..].trim_start_matches('.')]);
        } else if word != "/" {
            tokens.push(word);
        }
    }
    tokens.retain(|token| !token.is_empty());
    tokens
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty() && text != "-").then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(line: &str) -> [Option<String>; 4] {
        let Address {
            street,
            dusun,
            rt,
            rw,
        } = Address::read(line);
        [street, dusun, rt, rw]
    }

    fn of(street: &str, dusun: &str, rt: &str, rw: &str) -> [Option<String>; 4] {
        [street, dusun, rt, rw].map(some)
    }

    #[test]
    fn rt_and_rw_are_found_in_the_usual_forms() {
        for line in [
            "RT 003 RW 001 Dusun Krajan",
            "RT. 003 / RW. 001 Dusun Krajan",
            "RT 003/RW 001, Dusun Krajan",
            "RT/RW 003/001 Dsn. Krajan",
            "RT/RW: 003/001 Dusun Krajan",
            "Rt 3 Rw 1 dusun Krajan",
            "RT003 RW001 Dusun Krajan",
            "RT.003/RW.001 Dusun Krajan",
            "Dusun Krajan RT 003 RW 001",
        ] {
            assert_eq!(parts(line), of("", "Krajan", "003", "001"), "{line}");
        }
    }

    #[test]
    fn the_rest_is_the_street() {
        assert_eq!(
            parts("Jl. Melati No. 5 RT 003 RW 001 Dusun Karang Tengah"),
            of("Jl. Melati No. 5", "Karang Tengah", "003", "001")
        );
        assert_eq!(
            parts("Sebelah masjid 1/2"),
            of("Sebelah masjid 1/2", "", "", "")
        );
        assert_eq!(parts(""), of("", "", "", ""));
        assert_eq!(parts("RT"), of("", "", "", ""));
    }

    #[test]
    fn an_address_without_street_is_not_blank() {
        let address = Address {
            rt: Some("003".into()),
            rw: Some("001".into()),
            dusun: Some("Krajan".into()),
            street: None,
        };
        assert_eq!(address.line(), "RT 003 RW 001 Dusun Krajan");
        assert_eq!(Address::default().line(), "");
    }

    #[test]
    fn the_word_for_a_hamlet_is_not_doubled() {
        let line = |dusun: &str| {
            Address {
                dusun: Some(dusun.into()),
                ..Address::default()
            }
            .line()
        };
        assert_eq!(line("Krajan"), "Dusun Krajan");
        assert_eq!(line("Lingkungan Krajan"), "Lingkungan Krajan");
        assert_eq!(line("DUSUN KRAJAN"), "DUSUN KRAJAN");
        assert_eq!(line("Banjar"), "Dusun Banjar");
    }

    #[test]
    fn zeros_stay_and_numbers_get_the_card_s_three_places() {
        for (text, stored) in [
            ("003", Some("003")),
            ("3", Some("003")),
            ("3.0", Some("003")),
            ("RT 03", Some("003")),
            ("0012", Some("0012")),
            ("'004", Some("004")),
            ("-", None),
            ("000", None),
            ("", None),
            ("03A", Some("03A")),
        ] {
            assert_eq!(unit(text).as_deref(), stored, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_line_is_read_without_a_panic(line in "\\PC{0,40}") {
            let _ = Address::read(&line);
        }

        #[test]
        fn a_written_line_is_read_back(rt in 1u16..999, rw in 1u16..99, dusun in "[A-Z][a-z]{2,8}( [A-Z][a-z]{3,8})?") {
            let address = Address {
                street: None, dusun: Some(dusun), rt: Some(format!("{rt:03}")), rw: Some(format!("{rw:03}")),
            };
            prop_assume!(!HAMLET_WORDS.contains(&address.dusun.as_deref().unwrap_or_default().split(' ').next().unwrap_or_default().to_lowercase().as_str()));
            prop_assert_eq!(Address::read(&address.line()), address);
        }
    }
}
