//! Who a row is about: ids that follow from the row's content.

use uuid::Uuid;

use crate::date::FlexDate;
use crate::kk::Kk;
use crate::name::search_key;
use crate::nik::Nik;
use crate::resident::{Resident, derived_id};
use crate::village::VillageCode;

/// The id of a row's record.
///
/// With a number it follows from number, name and birth date; without one, from what else tells
/// people apart. So the same row gives the same record on every laptop, rows that differ in these
/// give different records (a duplicate pair for the office, never a silent merge), and a mended
/// occupation changes nothing. `copy` counts rows of one file that share all that and yet differ.
pub(super) fn record_id(village: &VillageCode, resident: &Resident, copy: u32) -> Uuid {
    let name = search_key(&resident.name);
    let birth = resident.birth_date.map(FlexDate::iso).unwrap_or_default();
    let number = resident
        .nik
        .as_ref()
        .map(Nik::as_str)
        .or(resident.nik_temporary.as_deref());
    let copy = if copy == 0 {
        String::new()
    } else {
        copy.to_string()
    };
    match number {
        Some(number) => derived_id(village, &["resident", number, &name, &birth, &copy]),
        None => {
            let parent =
                |name: &Option<String>| name.as_deref().map(search_key).unwrap_or_default();
            let kk = resident.kk.as_ref().map(Kk::as_str).unwrap_or_default();
            let draft = resident.nik_draft.as_deref().unwrap_or_default();
            let sex = resident.sex.map_or("", |sex| match sex {
                crate::tables::Sex::Male => "1",
                crate::tables::Sex::Female => "2",
            });
            let (mother, father) = (parent(&resident.mother_name), parent(&resident.father_name));
            derived_id(
                village,
                &[
                    "resident", "-", draft, &name, &birth, sex, &mother, &father, kk, &copy,
                ],
            )
        }
    }
}
