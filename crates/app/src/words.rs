//! Small pieces of text that several screens share: dates as people write them, names of places.
//!
//! Sentences are the screens' business; here are only forms of values.

use jemput_domain::{
    date::{self, Zone},
    letter::VillageProfile,
};
use jemput_wire::session::VillageCard;

/// `25-11-2026 08.05`.
pub(crate) fn moment(zone: Zone, unix_ms: i64) -> String {
    format!(
        "{} {}",
        date::short(zone.local_date(unix_ms)),
        clock(zone, unix_ms)
    )
}

/// `25-11-2026 08.05 WIB`, for whoever may be elsewhere.
pub(crate) fn moment_with_zone(zone: Zone, unix_ms: i64) -> String {
    format!("{} {}", moment(zone, unix_ms), zone.label())
}

/// `08.05`.
pub(crate) fn clock(zone: Zone, unix_ms: i64) -> String {
    let (hour, minute) = zone.local_time(unix_ms);
    format!("{hour:02}.{minute:02}")
}

/// A village for headings.
pub(crate) fn village_card(village: &VillageProfile) -> VillageCard {
    VillageCard {
        code: village.code.to_string(),
        name: village.name.clone(),
        kind: village.kind.clone(),
        district: village.district.clone(),
        regency: village.regency.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_of_the_village_decides_the_day() {
        // 31 December 2026, 16.30 UTC: still the old year in Jakarta, the new one in Jayapura.
        let late = 1_798_734_600_000;
        assert_eq!(moment(Zone::Wib, late), "31-12-2026 23.30");
        assert_eq!(moment(Zone::Wit, late), "01-01-2027 01.30");
        assert_eq!(moment_with_zone(Zone::Wit, late), "01-01-2027 01.30 WIT");
    }
}
