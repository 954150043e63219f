//! What a template can make of a value: `{{ answer.price | terbilang }}`.

use jemput_domain::date::{self, FlexDate};
use jemput_domain::terbilang::terbilang;
use minijinja::{Environment, Error, ErrorKind};

/// Adds the filters of [`jemput_domain::service::FILTERS`] that the engine does not have itself.
pub(crate) fn add(engine: &mut Environment<'_>) {
    engine.add_filter("hari", |text: String| {
        worded(&text, |text| {
            day(text).map(|day| date::weekday_name(day).to_owned())
        })
    });
    engine.add_filter("tanggal_terbilang", |text: String| {
        worded(&text, |text| {
            let day = day(text)?;
            Some(format!(
                "{} bulan {} tahun {}",
                terbilang(i64::from(day.day())),
                date::month_name(day.month()),
                terbilang(i64::from(day.year()))
            ))
        })
    });
    engine.add_filter("terbilang", |text: String| worded(&text, amount));
    // An answer that was not given is an empty text, not an unknown name.
    engine.add_filter(
        "default",
        |text: String, other: String| {
            if text.trim().is_empty() { other } else { text }
        },
    );
}

/// Words of a value; an empty one stays empty, and one that has no such words is told rather than printed.
fn worded(text: &str, words: impl Fn(&str) -> Option<String>) -> Result<String, Error> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    words(text).ok_or_else(|| {
        Error::new(
            ErrorKind::InvalidOperation,
            format!("no words for “{text}”"),
        )
    })
}

/// The day of a date in words (`25 November 2026`).
fn day(text: &str) -> Option<date::Date> {
    date::parse(text).ok().flatten().and_then(FlexDate::day)
}

/// `Rp1.500.000` as `satu juta lima ratus ribu rupiah`, `12.345` as a number.
fn amount(text: &str) -> Option<String> {
    let text = text.trim();
    let number = text.strip_prefix("Rp").unwrap_or(text);
    let digits: String = number.chars().filter(|c| *c != '.').collect();
    let words = terbilang(digits.parse().ok()?);
    Some(if text.starts_with("Rp") {
        format!("{words} rupiah")
    } else {
        words
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str) -> Result<String, Error> {
        let mut engine = Environment::new();
        add(&mut engine);
        engine.render_str(template, ())
    }

    #[test]
    fn dates_and_amounts_have_words() {
        for (template, words) in [
            ("{{ '25 November 2026' | hari }}", "Rabu"),
            (
                "{{ '25 November 2026' | tanggal_terbilang }}",
                "dua puluh lima bulan November tahun dua ribu dua puluh enam",
            ),
            (
                "{{ 'Rp1.500.000' | terbilang }}",
                "satu juta lima ratus ribu rupiah",
            ),
            (
                "{{ '12.345' | terbilang }}",
                "dua belas ribu tiga ratus empat puluh lima",
            ),
            ("{{ '' | terbilang }}{{ '' | hari }}", ""),
            ("{{ '' | default('-') }}{{ 'a' | default('-') }}", "-a"),
            ("{{ 'desa' | upper }}", "DESA"),
        ] {
            assert_eq!(filled(template).unwrap(), words, "{template}");
        }
    }

    #[test]
    fn what_has_no_words_is_told_and_not_printed() {
        assert!(filled("{{ 'banyak' | terbilang }}").is_err());
        assert!(filled("{{ 'tahun 1954' | hari }}").is_err());
    }

    #[test]
    fn every_filter_that_a_file_may_use_exists() {
        for filter in jemput_domain::service::FILTERS {
            let argument = if *filter == "default" { "('x')" } else { "" };
            assert!(
                filled(&format!("{{{{ '' | {filter}{argument} }}}}")).is_ok(),
                "{filter}"
            );
        }
    }
}
