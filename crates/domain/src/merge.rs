//! Two records of one person become one: the losing record names the one that is kept.
//!
//! Both records stay, with their histories and letters; what is asked of the losing one is answered by the kept one.
//! A merge is an ordinary change of one field, so another change takes it back. Two offices' clerks (or a laptop that
//! comes late) may merge in both directions at once: then the names go round in a circle, and everybody takes the
//! smallest id for the kept one until the office decides.

use std::collections::BTreeSet;

use uuid::Uuid;

/// Field of a resident: id of the record that is kept in its place.
pub const MERGED_INTO: &str = "merged_into";
/// Field of a resident: the office took the record away (`true`), because it was made by mistake.
pub const DELETED: &str = "deleted";

/// Where the names lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The record that stands for all of them.
    pub id: Uuid,
    /// The names go round in a circle.
    pub circle: bool,
}

/// Follows the names from a record; `into` gives the record that one was merged into, if it was.
///
/// # Errors
/// Those of `into`.
pub fn kept<E>(
    from: Uuid,
    mut into: impl FnMut(Uuid) -> Result<Option<Uuid>, E>,
) -> Result<Kept, E> {
    let mut way = vec![from];
    let mut seen = BTreeSet::from([from]);
    let mut now = from;
    while let Some(next) = into(now)? {
        if !seen.insert(next) {
            let start = way.iter().position(|id| *id == next).unwrap_or(0);
            // Merged into itself alone: as good as not merged.
            let circle = way.len() - start > 1;
            let id = way[start..].iter().min().copied().unwrap_or(next);
            return Ok(Kept { id, circle });
        }
        way.push(next);
        now = next;
    }
    Ok(Kept {
        id: now,
        circle: false,
    })
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, convert::Infallible};

    use proptest::prelude::*;

    use super::*;

    fn id(n: u8) -> Uuid {
        Uuid::from_u128(u128::from(n))
    }

    fn follow(names: &BTreeMap<u8, u8>, from: u8) -> Kept {
        let Ok(kept) = kept(id(from), |at| {
            let at = u8::try_from(at.as_u128()).unwrap();
            Ok::<_, Infallible>(names.get(&at).map(|into| id(*into)))
        });
        kept
    }

    #[test]
    fn a_merge_leads_to_the_kept_record_also_over_several() {
        let names = BTreeMap::from([(3, 2), (2, 1)]);
        assert_eq!(
            follow(&names, 3),
            Kept {
                id: id(1),
                circle: false
            }
        );
        assert_eq!(
            follow(&names, 1),
            Kept {
                id: id(1),
                circle: false
            }
        );
        assert_eq!(
            follow(&names, 9),
            Kept {
                id: id(9),
                circle: false
            }
        );
    }

    #[test]
    fn a_circle_leads_everybody_to_its_smallest_id() {
        let names = BTreeMap::from([(7, 4), (4, 5), (5, 4)]);
        for from in [4, 5, 7] {
            assert_eq!(
                follow(&names, from),
                Kept {
                    id: id(4),
                    circle: true
                }
            );
        }
        assert_eq!(
            follow(&BTreeMap::from([(6, 6)]), 6),
            Kept {
                id: id(6),
                circle: false
            }
        );
    }

    proptest! {
        /// Whatever was merged into whatever: each chain has one kept record, which leads to itself; taking all merges
        /// back gives everybody back.
        #[test]
        fn every_record_of_a_chain_leads_to_the_same_kept_one(
            names in proptest::collection::btree_map(0_u8..12, 0_u8..12, 0..12),
        ) {
            for from in 0..12 {
                let end = follow(&names, from);
                let at = u8::try_from(end.id.as_u128()).unwrap();
                prop_assert_eq!(follow(&names, at).id, end.id);
                if let Some(next) = names.get(&from) {
                    prop_assert_eq!(follow(&names, *next).id, end.id);
                }
            }
            prop_assert_eq!(follow(&BTreeMap::new(), 3), Kept { id: id(3), circle: false });
        }
    }
}
