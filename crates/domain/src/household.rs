//! A household: the people on one family card, and the rules that join them.

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, codes};
use crate::id::ResidentId;
use crate::kk::Kk;
use crate::resident::Resident;
use crate::tables::{BasicStatus, Relation};
use crate::village::VillageCode;

/// A household's record. Its members are the residents that name it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Household {
    /// Number of the family card.
    pub kk: Kk,
    /// Head of the family, where somebody is.
    #[serde(default)]
    pub head: Option<ResidentId>,
    /// The village that keeps the card.
    pub village: VillageCode,
}

/// What does not fit together among the members, all of them given, also the dead and the moved.
///
/// Everything is a warning: the family comes to the office with its papers, and only then can the
/// card be put right (a new card after the head's death, for one).
#[must_use]
pub fn check(members: &[&Resident]) -> Vec<Finding> {
    if members.is_empty() {
        return Vec::new();
    }
    let living: Vec<&&Resident> = members
        .iter()
        .filter(|member| member.lives_here())
        .collect();
    if living.is_empty() {
        return vec![Finding::warning(codes::HOUSEHOLD_EMPTY)];
    }
    let is_head = |member: &Resident| member.relation == Some(Relation::Head);
    let heads: Vec<&str> = living
        .iter()
        .filter(|member| is_head(member))
        .map(|member| member.name.as_str())
        .collect();
    match heads.as_slice() {
        [_] => Vec::new(),
        [] => vec![without_head(
            members.iter().find(|member| is_head(member)).copied(),
        )],
        several => {
            vec![Finding::warning(codes::HOUSEHOLD_TWO_HEADS).with("names", several.join(", "))]
        }
    }
}

/// What the office has to put right: two heads, a head who is dead or gone, a head who is no member.
///
/// A card without any head, or without anybody, is usual while a village's data are being taken in: no matter for the
/// office's list.
#[must_use]
pub fn violations(head: Option<ResidentId>, members: &[(ResidentId, Resident)]) -> Vec<Finding> {
    let people: Vec<&Resident> = members.iter().map(|(_, member)| member).collect();
    let mut found = check(&people);
    found.retain(|finding| {
        finding.code != codes::HOUSEHOLD_EMPTY && finding.code != codes::HOUSEHOLD_NO_HEAD
    });
    if let Some(head) = head
        && !members.is_empty()
        && !members.iter().any(|(id, _)| *id == head)
    {
        found.push(Finding::warning(codes::HOUSEHOLD_HEAD_NO_MEMBER));
    }
    found
}

/// Why a household with living members has no living head.
fn without_head(former: Option<&Resident>) -> Finding {
    match former {
        Some(head) if head.basic_status == Some(BasicStatus::Dead) => {
            Finding::warning(codes::HOUSEHOLD_HEAD_DEAD).with("name", &head.name)
        }
        Some(head) => Finding::warning(codes::HOUSEHOLD_HEAD_GONE).with("name", &head.name),
        None => Finding::warning(codes::HOUSEHOLD_NO_HEAD),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, relation: Relation, status: BasicStatus) -> Resident {
        Resident {
            name: name.into(),
            relation: Some(relation),
            basic_status: Some(status),
            ..Resident::default()
        }
    }

    fn found(members: &[Resident]) -> Vec<Finding> {
        check(&members.iter().collect::<Vec<_>>())
    }

    #[test]
    fn one_living_head_is_in_order_whoever_died_before() {
        let members = [
            member("Darmo", Relation::Head, BasicStatus::Dead),
            member("Tukiyem", Relation::Head, BasicStatus::Alive),
            member("Sarinem", Relation::Child, BasicStatus::Alive),
        ];
        assert_eq!(found(&members), []);
        assert_eq!(check(&[]), []);
    }

    #[test]
    fn two_heads_are_named() {
        let members = [
            member("Karyadi", Relation::Head, BasicStatus::Alive),
            member("Darmo", Relation::Head, BasicStatus::Alive),
        ];
        let found = found(&members);
        assert_eq!(found[0].code, codes::HOUSEHOLD_TWO_HEADS);
        assert_eq!(found[0].params["names"], "Karyadi, Darmo");
    }

    #[test]
    fn a_household_whose_head_died_or_moved_says_so() {
        let mut members = vec![
            member("Darmo", Relation::Head, BasicStatus::Dead),
            member("Tukiyem", Relation::Wife, BasicStatus::Alive),
        ];
        assert_eq!(found(&members)[0].code, codes::HOUSEHOLD_HEAD_DEAD);
        members[0].basic_status = Some(BasicStatus::Moved);
        assert_eq!(found(&members)[0].code, codes::HOUSEHOLD_HEAD_GONE);
        members.remove(0);
        assert_eq!(found(&members)[0].code, codes::HOUSEHOLD_NO_HEAD);
    }

    #[test]
    fn only_what_the_office_must_put_right_is_a_violation() {
        let id = |n| ResidentId(uuid::Uuid::from_u128(n));
        let wife = (id(1), member("Tukiyem", Relation::Wife, BasicStatus::Alive));
        let dead = (id(2), member("Darmo", Relation::Head, BasicStatus::Dead));
        assert_eq!(violations(None, std::slice::from_ref(&wife)), []);
        assert_eq!(violations(Some(id(9)), &[]), []);
        let found = violations(Some(id(9)), &[wife, dead]);
        let codes: Vec<_> = found.iter().map(|finding| finding.code.clone()).collect();
        assert_eq!(
            codes,
            [codes::HOUSEHOLD_HEAD_DEAD, codes::HOUSEHOLD_HEAD_NO_MEMBER]
        );
    }

    #[test]
    fn a_card_that_nobody_lives_on_may_be_closed() {
        let members = [member("Darmo", Relation::Head, BasicStatus::Moved)];
        assert_eq!(found(&members)[0].code, codes::HOUSEHOLD_EMPTY);
    }
}
