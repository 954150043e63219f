//! Indonesia's three time zones, as fixed offsets: the country has no summer time, and the laptop's
//! own zone setting is often wrong.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

const MS_PER_MINUTE: i64 = 60_000;
const MINUTES_PER_DAY: i64 = 24 * 60;

/// The zone of a village.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Zone {
    /// Western Indonesia, UTC+7.
    #[default]
    Wib,
    /// Central Indonesia, UTC+8.
    Wita,
    /// Eastern Indonesia, UTC+9.
    Wit,
}

impl Zone {
    /// The zone of a province by its code (`33` or any longer code that starts so).
    ///
    /// Source: Keppres 41/1987: Sumatra, Java, West and Central Kalimantan are WIB; Bali, Nusa
    /// Tenggara, the other Kalimantan provinces and Sulawesi WITA; Maluku and Papua WIT.
    pub fn of_province(code: &str) -> Self {
        match code.get(..2).and_then(|p| p.parse::<u8>().ok()) {
            Some(51..=53 | 63..=65 | 71..=76) => Self::Wita,
            Some(81..=82 | 91..=99) => Self::Wit,
            _ => Self::Wib,
        }
    }

    /// Hours ahead of UTC.
    pub fn hours(self) -> i64 {
        match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        }
    }

    /// The abbreviation (`WIB`).
    pub fn label(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    /// The civil date here at a moment in milliseconds since 1970 UTC.
    pub fn local_date(self, unix_ms: i64) -> Date {
        let days = self.local_minutes(unix_ms).div_euclid(MINUTES_PER_DAY);
        let epoch = date(1970, 1, 1);
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        epoch.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default())
    }

    /// The hour (0–23) and minute here at a moment in milliseconds since 1970 UTC.
    pub fn local_time(self, unix_ms: i64) -> (u8, u8) {
        let minutes = self.local_minutes(unix_ms).rem_euclid(MINUTES_PER_DAY);
        let part = |n: i64| u8::try_from(n).unwrap_or_default();
        (part(minutes / 60), part(minutes % 60))
    }

    fn local_minutes(self, unix_ms: i64) -> i64 {
        unix_ms
            .div_euclid(MS_PER_MINUTE)
            .saturating_add(self.hours() * 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-24 16:30 UTC.
    const EVENING_UTC: i64 = 1_795_537_800_000;

    #[test]
    fn the_day_begins_earlier_in_the_east() {
        assert_eq!(Zone::Wib.local_date(EVENING_UTC), date(2026, 11, 24));
        assert_eq!(Zone::Wita.local_date(EVENING_UTC), date(2026, 11, 25));
        assert_eq!(Zone::Wib.local_time(EVENING_UTC), (23, 30));
        assert_eq!(Zone::Wit.local_time(EVENING_UTC), (1, 30));
    }

    #[test]
    fn every_zone_is_chosen_by_its_provinces() {
        for (code, zone) in [
            ("11", Zone::Wib),
            ("33.02.04.2007", Zone::Wib),
            ("61", Zone::Wib),
            ("62", Zone::Wib),
            ("51", Zone::Wita),
            ("64", Zone::Wita),
            ("76", Zone::Wita),
            ("81", Zone::Wit),
            ("96.71", Zone::Wit),
        ] {
            assert_eq!(Zone::of_province(code), zone, "{code}");
        }
        assert_eq!(serde_json::to_string(&Zone::Wita).unwrap(), "\"WITA\"");
    }

    #[test]
    fn each_of_the_38_provinces_lies_in_one_zone_so_that_its_code_tells_it() {
        // Keppres 41/1987 divides the country along borders of provinces; the provinces that were made since lie
        // within one that it names (Kalimantan Utara in Kalimantan Timur, Papua's six in Irian Jaya).
        let zones = [
            (
                Zone::Wib,
                "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
            ),
            (Zone::Wita, "51 52 53 63 64 65 71 72 73 74 75 76"),
            (Zone::Wit, "81 82 91 92 93 94 95 96"),
        ];
        let mut count = 0;
        for (zone, codes) in zones {
            for code in codes.split(' ') {
                assert_eq!(Zone::of_province(code), zone, "{code}");
                count += 1;
            }
        }
        assert_eq!(count, 38);
    }

    #[test]
    fn a_clock_that_is_far_off_does_not_panic() {
        for zone in [Zone::Wib, Zone::Wit] {
            let _ = zone.local_date(i64::MAX);
            let _ = zone.local_date(i64::MIN);
            let _ = zone.local_time(i64::MAX);
        }
    }
}
