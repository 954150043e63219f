//! What the office allows an officer: to prepare letters, to check them, and whether one may check the own ones.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::OfficerId;
use crate::lenient;

/// An officer's record, written by the office alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// Name.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// May check and approve letters.
    #[serde(default)]
    pub may_check: bool,
    /// May approve letters that this officer prepared; the office says so where one officer travels alone.
    #[serde(default)]
    pub may_check_own: bool,
    /// First day of the right to check; `None`: no first day.
    #[serde(default, deserialize_with = "lenient::option")]
    pub from: Option<Date>,
    /// Last day of it; `None`: until further notice.
    #[serde(default, deserialize_with = "lenient::option")]
    pub until: Option<Date>,
    /// Last day of service: from the day after, nobody of this name works on a laptop. `None`: until further notice.
    #[serde(default, deserialize_with = "lenient::option")]
    pub serves_until: Option<Date>,
}

/// Why somebody may not approve a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unauthorised {
    /// No right to check.
    #[error("no right to check")]
    NoRight,
    /// The mandate does not cover the letter's day.
    #[error("the mandate does not cover the day")]
    NotThatDay,
    /// It is the own letter, and the office wants four eyes.
    #[error("the own letter")]
    OwnWork,
}

impl Unauthorised {
    /// The message code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoRight => "check-no-right",
            Self::NotThatDay => "check-not-that-day",
            Self::OwnWork => "check-own-work",
        }
    }
}

impl Officer {
    /// Whether the officer works for the office on `day`.
    #[must_use]
    pub fn serves_on(&self, day: Date) -> bool {
        self.serves_until.is_none_or(|last| day <= last)
    }

    /// Whether the officer `me` may approve on `day` what `prepared` filled in.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn may_approve(
        &self,
        me: OfficerId,
        prepared: OfficerId,
        day: Date,
    ) -> Result<(), Unauthorised> {
        if !self.may_check {
            return Err(Unauthorised::NoRight);
        }
        let covered = self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
            && self.serves_on(day);
        if !covered {
            return Err(Unauthorised::NotThatDay);
        }
        if me == prepared && !self.may_check_own {
            return Err(Unauthorised::OwnWork);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn officer() -> Officer {
        Officer {
            name: "Rina Setyowati".into(),
            may_check: true,
            may_check_own: false,
            from: Some(date(2026, 11, 1)),
            until: Some(date(2026, 11, 30)),
            serves_until: None,
        }
    }

    #[test]
    fn nobody_works_or_approves_after_the_last_day_of_service() {
        let (me, other) = (OfficerId(Uuid::from_u128(1)), OfficerId(Uuid::from_u128(2)));
        let leaves = Officer {
            serves_until: Some(date(2026, 11, 20)),
            ..officer()
        };
        assert!(leaves.serves_on(date(2026, 11, 20)) && !leaves.serves_on(date(2026, 11, 21)));
        assert_eq!(leaves.may_approve(me, other, date(2026, 11, 20)), Ok(()));
        assert_eq!(
            leaves.may_approve(me, other, date(2026, 11, 21)),
            Err(Unauthorised::NotThatDay)
        );
    }

    #[test]
    fn a_letter_is_approved_by_a_second_officer_within_the_mandate() {
        let (me, other) = (OfficerId(Uuid::from_u128(1)), OfficerId(Uuid::from_u128(2)));
        let may = |officer: &Officer, by, day| officer.may_approve(me, by, day);
        assert_eq!(may(&officer(), other, date(2026, 11, 1)), Ok(()));
        assert_eq!(may(&officer(), other, date(2026, 11, 30)), Ok(()));
        for day in [date(2026, 10, 31), date(2026, 12, 1)] {
            assert_eq!(may(&officer(), other, day), Err(Unauthorised::NotThatDay));
        }
        let own = may(&officer(), me, date(2026, 11, 5));
        assert_eq!(own, Err(Unauthorised::OwnWork));
        let alone = Officer {
            may_check_own: true,
            ..officer()
        };
        assert_eq!(may(&alone, me, date(2026, 11, 5)), Ok(()));
    }

    #[test]
    fn a_record_that_says_nothing_gives_no_right() {
        let blank: Officer = serde_json::from_value(serde_json::json!({})).unwrap();
        let (me, other) = (OfficerId(Uuid::from_u128(1)), OfficerId(Uuid::from_u128(2)));
        assert_eq!(
            blank.may_approve(me, other, date(2026, 11, 5)),
            Err(Unauthorised::NoRight)
        );
    }
}
