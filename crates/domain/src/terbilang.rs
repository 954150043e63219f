//! Whole numbers in Indonesian words (`terbilang`), as deeds and receipts write amounts.

const UNITS: [&str; 12] = [
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
];

/// Powers of a thousand from the largest that fits an `u64`.
const SCALES: [(u64, &str); 5] = [
    (1_000_000_000_000_000, "kuadriliun"),
    (1_000_000_000_000, "triliun"),
    (1_000_000_000, "miliar"),
    (1_000_000, "juta"),
    (1_000, "ribu"),
];

/// The number in words: `1250` is `seribu dua ratus lima puluh`.
#[must_use]
pub fn terbilang(number: i64) -> String {
    let words = positive(number.unsigned_abs());
    if number < 0 {
        format!("minus {words}")
    } else {
        words
    }
}

fn positive(number: u64) -> String {
    if number == 0 {
        return UNITS[0].to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    let mut rest = number;
    for (scale, name) in SCALES {
        let count = rest / scale;
        rest %= scale;
        match count {
            0 => {}
            1 if scale == 1_000 => words.push("seribu".to_owned()),
            _ if count < 1_000 => words.push(format!("{} {name}", below_thousand(count))),
            // Only the largest scale can hold more than 999 of itself.
            _ => words.push(format!("{} {name}", positive(count))),
        }
    }
    if rest > 0 {
        words.push(below_thousand(rest));
    }
    words.join(" ")
}

/// 1–999.
fn below_thousand(number: u64) -> String {
    let mut words: Vec<String> = Vec::new();
    match number / 100 {
        0 => {}
        1 => words.push("seratus".to_owned()),
        hundreds => words.push(format!("{} ratus", unit(hundreds))),
    }
    match number % 100 {
        0 => {}
        small @ 1..=11 => words.push(unit(small).to_owned()),
        teen @ 12..=19 => words.push(format!("{} belas", unit(teen - 10))),
        large => {
            words.push(format!("{} puluh", unit(large / 10)));
            if large % 10 > 0 {
                words.push(unit(large % 10).to_owned());
            }
        }
    }
    words.join(" ")
}

fn unit(number: u64) -> &'static str {
    usize::try_from(number)
        .ok()
        .and_then(|index| UNITS.get(index))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        for (number, words) in [
            (0, "nol"),
            (10, "sepuluh"),
            (11, "sebelas"),
            (12, "dua belas"),
            (20, "dua puluh"),
            (21, "dua puluh satu"),
            (100, "seratus"),
            (111, "seratus sebelas"),
            (219, "dua ratus sembilan belas"),
            (1_000, "seribu"),
            (1_100, "seribu seratus"),
            (2_026, "dua ribu dua puluh enam"),
            (11_000, "sebelas ribu"),
            (100_001, "seratus ribu satu"),
            (1_000_000, "satu juta"),
            (1_001_000, "satu juta seribu"),
            (
                25_750_500,
                "dua puluh lima juta tujuh ratus lima puluh ribu lima ratus",
            ),
            (1_000_000_000, "satu miliar"),
            (3_000_000_000_000, "tiga triliun"),
            (-5, "minus lima"),
        ] {
            assert_eq!(terbilang(number), words, "{number}");
        }
    }

    #[test]
    fn the_largest_and_the_smallest_number_have_words() {
        assert!(
            terbilang(i64::MAX).starts_with("sembilan ribu dua ratus dua puluh tiga kuadriliun")
        );
        assert!(terbilang(i64::MIN).starts_with("minus sembilan ribu"));
    }

    /// Reads words back, so that each of many numbers has words of its own.
    fn value(words: &str) -> u64 {
        let (mut total, mut part, mut last) = (0, 0, 0);
        for word in words.split(' ') {
            let digit = UNITS.iter().position(|unit| *unit == word);
            match word {
                _ if digit.is_some() => last = u64::try_from(digit.unwrap()).unwrap(),
                "belas" => last += 10,
                "puluh" => (part, last) = (part + last * 10, 0),
                "ratus" => (part, last) = (part + last * 100, 0),
                "seratus" => part += 100,
                "seribu" => total += 1_000,
                scale => {
                    let (size, _) = SCALES.iter().find(|(_, name)| *name == scale).unwrap();
                    (total, part, last) = (total + (part + last) * size, 0, 0);
                }
            }
        }
        total + part + last
    }

    #[test]
    fn the_words_of_many_numbers_lead_back_to_them() {
        for number in (0..3_000).chain((3_000..2_000_000_000).step_by(1_234_567)) {
            assert_eq!(
                value(&terbilang(number)),
                u64::try_from(number).unwrap(),
                "{number}"
            );
        }
    }
}
