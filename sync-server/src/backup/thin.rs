//! Which backups stay.

use std::collections::BTreeSet;

/// The newest, whatever their times.
const NEWEST: usize = 24;
/// The last one of each of the newest days that have any.
const DAYS: usize = 30;
/// The last one of each of the newest months that have any.
const MONTHS: usize = 12;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The times of those that stay, out of all good ones; `ahead_ms` is the office's zone. The newest always stays.
pub(super) fn kept(times_ms: &[i64], ahead_ms: i64) -> BTreeSet<i64> {
    let mut newest_first = times_ms.to_vec();
    newest_first.sort_unstable_by(|a, b| b.cmp(a));
    let day = |at: i64| (at + ahead_ms).div_euclid(DAY_MS);
    let mut kept: BTreeSet<i64> = newest_first.iter().copied().take(NEWEST).collect();
    kept.extend(last_of_each(&newest_first, DAYS, day));
    kept.extend(last_of_each(&newest_first, MONTHS, |at| month(day(at))));
    kept
}

fn last_of_each(newest_first: &[i64], most: usize, period: impl Fn(i64) -> i64) -> Vec<i64> {
    let mut found = Vec::new();
    let mut seen = None;
    for at in newest_first {
        let this = Some(period(*at));
        if this != seen {
            if found.len() == most {
                break;
            }
            found.push(*at);
            seen = this;
        }
    }
    found
}

/// Months since the year 0 of a day since 1970 (Howard Hinnant's civil calendar).
fn month(day: i64) -> i64 {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Years begin in March here: twelve months of one are as good as any.
    (era * 400 + year_of_era) * 12 + (5 * of_year + 2) / 153
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: i64 = 60 * 60 * 1000;

    #[test]
    fn months_change_where_the_calendar_says() {
        // 31 January and 1 February 2027, 28 February and 1 March 2028 (a leap year has the 29th between them).
        assert_eq!(month(20_849) + 1, month(20_850));
        assert_eq!(month(21_242), month(21_243));
        assert_eq!(month(21_243) + 1, month(21_244));
    }

    #[test]
    fn a_year_of_backups_every_six_hours_comes_down_to_a_few_dozen() {
        let mut there = BTreeSet::new();
        for n in 0..(400 * 4) {
            there.insert(n * 6 * HOUR);
            there = kept(&there.iter().copied().collect::<Vec<_>>(), 7 * HOUR);
        }
        let last = 1599 * 6 * HOUR;
        assert!(there.contains(&last));
        assert!(
            (50..=NEWEST + DAYS + MONTHS).contains(&there.len()),
            "{}",
            there.len()
        );
        let oldest = there.first().unwrap();
        assert!((300 * DAY_MS..370 * DAY_MS).contains(&(last - oldest)));
    }

    proptest! {
        #[test]
        fn whatever_was_there_the_newest_stay_and_thinning_again_changes_nothing(
            gaps in prop::collection::vec(0_i64..20 * DAY_MS, 1..200), ahead in 7_i64..10,
        ) {
            let mut at = 1_700_000_000_000;
            let times: Vec<i64> = gaps.iter().map(|gap| { at += gap; at }).collect();
            let all: BTreeSet<i64> = times.iter().copied().collect();
            let ahead = ahead * HOUR;
            let once = kept(&times, ahead);
            prop_assert!(once.is_subset(&all));
            prop_assert!(once.len() <= NEWEST + DAYS + MONTHS);
            for newest in all.iter().rev().take(NEWEST) {
                prop_assert!(once.contains(newest));
            }
            let again = kept(&once.iter().copied().collect::<Vec<_>>(), ahead);
            prop_assert_eq!(&again, &once);
            // Of each of the newest days the last one is there.
            let day = |at: &i64| (at + ahead).div_euclid(DAY_MS);
            let days: BTreeSet<i64> = all.iter().map(day).collect();
            for wanted in days.iter().rev().take(DAYS) {
                let last = all.iter().filter(|at| day(at) == *wanted).max();
                prop_assert!(once.contains(last.unwrap()));
            }
            // Making one more never takes away what an hour ago was the newest.
            let mut more = once.clone();
            more.insert(at + HOUR);
            prop_assert!(kept(&more.into_iter().collect::<Vec<_>>(), ahead).contains(&at));
        }
    }
}
