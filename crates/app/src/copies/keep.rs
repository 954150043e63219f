//! Which copies stay.

use std::collections::BTreeSet;

/// How many stay in one place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    /// The newest, whatever their days.
    newest: usize,
    /// The last one of each of the newest days that have any.
    days: usize,
}

/// On the laptop itself space is short, and a copy guards against little more than a damaged file.
pub(super) const HERE: Rule = Rule { newest: 2, days: 3 };
/// On a medium of its own.
pub(super) const THERE: Rule = Rule {
    newest: 4,
    days: 14,
};

/// The names that stay. Names begin with the day, `20261125-160500`, and sort by time; the newest always stays.
pub(super) fn kept(names: &[String], rule: Rule) -> BTreeSet<String> {
    let mut newest_first: Vec<&String> = names.iter().collect();
    newest_first.sort_unstable_by(|a, b| b.cmp(a));
    let day = |name: &str| name.split('-').next().unwrap_or_default().to_owned();
    let mut days = BTreeSet::new();
    newest_first
        .into_iter()
        .enumerate()
        .filter(|(at, name)| {
            let first_of_day = days.len() < rule.days && days.insert(day(name));
            *at < rule.newest.max(1) || first_of_day
        })
        .map(|(_, name)| name.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_and_the_last_of_each_day_stay() {
        let names: Vec<String> = (1..=9)
            .flat_map(|day| [8, 12, 16].map(|hour| format!("202611{day:02}-{hour:02}0000")))
            .collect();
        let here = kept(&names, HERE);
        assert_eq!(
            here.into_iter().collect::<Vec<_>>(),
            [
                "20261107-160000",
                "20261108-160000",
                "20261109-120000",
                "20261109-160000"
            ]
        );
        let there = kept(&names, THERE);
        assert_eq!(there.len(), 9 + 2);
        let again: Vec<String> = there.iter().cloned().collect();
        assert_eq!(kept(&again, THERE), there);
        assert_eq!(kept(&names[..1], HERE).len(), 1);
    }
}
