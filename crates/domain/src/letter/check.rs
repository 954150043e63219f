//! Whether a resident's data is good enough for a letter.

use crate::eform::codes;
use crate::finding::Finding;
use crate::letter::VillageProfile;
use crate::resident::Resident;
use crate::service::Subject;
use crate::tables::BasicStatus;

/// Errors block printing; warnings and hints say what the paper will show.
///
/// A number that was typed as a NIK and is none blocks until it is put right: a letter with a wrong NIK is refused
/// wherever it is shown. Without any NIK the letter says so.
#[must_use]
pub fn check_resident(resident: &Resident, subject: Subject) -> Vec<Finding> {
    let mut findings = Vec::new();
    if resident.name.trim().is_empty() {
        findings.push(Finding::error(codes::LETTER_NAME_MISSING).on("name"));
    }
    if resident.nik.is_none() {
        match &resident.nik_draft {
            Some(draft) if !draft.trim().is_empty() => findings.push(
                Finding::error(codes::LETTER_NIK_INVALID)
                    .on("nik")
                    .with("value", masked(draft)),
            ),
            _ => findings.push(Finding::hint(codes::LETTER_NIK_NONE).on("nik")),
        }
    }
    match (resident.basic_status, subject) {
        (Some(BasicStatus::Dead), Subject::Living) => {
            findings.push(Finding::error(codes::LETTER_RESIDENT_DEAD).on("basic_status"));
        }
        (Some(BasicStatus::Dead), _) => {}
        (_, Subject::Dead) => {
            findings.push(Finding::error(codes::LETTER_RESIDENT_LIVES).on("basic_status"));
        }
        (None | Some(BasicStatus::Alive), _) => {}
        (Some(_), _) => {
            findings.push(Finding::warning(codes::LETTER_RESIDENT_GONE).on("basic_status"));
        }
    }
    if resident.address_line().trim().is_empty() {
        findings.push(Finding::error(codes::LETTER_ADDRESS_MISSING).on("address"));
    }
    let unknown = [
        ("birth_place", resident.birth_place.is_none()),
        ("birth_date", resident.birth_date.is_none()),
        ("sex", resident.sex.is_none()),
        ("religion", resident.religion.is_none()),
        ("marital_status", resident.marital_status.is_none()),
        ("occupation", resident.occupation.is_none()),
    ];
    let unknown = unknown.into_iter().filter(|(_, is_unknown)| *is_unknown);
    findings
        .extend(unknown.map(|(field, _)| Finding::warning(codes::LETTER_FACT_MISSING).on(field)));
    findings
}

/// The letterhead and the opening name the village's district, regency and province; without one of them both would have a
/// hole, and only the office can fill it.
#[must_use]
pub fn check_village(village: &VillageProfile) -> Vec<Finding> {
    let parts = [
        &village.name,
        &village.district,
        &village.regency,
        &village.province,
    ];
    if parts.iter().any(|part| part.trim().is_empty()) {
        vec![Finding::error(codes::LETTER_VILLAGE_INCOMPLETE)]
    } else {
        Vec::new()
    }
}

/// The last four digits; a number is shown whole only where the officer asks for it.
fn masked(draft: &str) -> String {
    let count = draft.chars().count();
    draft
        .chars()
        .enumerate()
        .map(|(at, c)| if at + 4 < count { '•' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::gather::sample_resident;
    use super::*;
    use crate::finding::has_error;

    fn codes_of(resident: &Resident) -> Vec<String> {
        check_resident(resident, Subject::Living)
            .iter()
            .map(|finding| finding.code.to_string())
            .collect()
    }

    #[test]
    fn a_faulty_nik_blocks_and_a_missing_one_does_not() {
        let mut resident = sample_resident();
        resident.nik = None;
        resident.nik_temporary = Some("3302040000000001".into());
        assert!(!has_error(&check_resident(&resident, Subject::Living)));
        assert!(codes_of(&resident).contains(&"letter-nik-none".to_owned()));
        resident.nik_draft = Some("330204520389000".into());
        let findings = check_resident(&resident, Subject::Living);
        assert!(has_error(&findings));
        assert_eq!(findings[0].code, "letter-nik-invalid");
        assert_eq!(findings[0].params["value"], "•••••••••••9000");
    }

    #[test]
    fn the_dead_get_no_letter_and_the_moved_a_question() {
        let mut resident = sample_resident();
        resident.basic_status = Some(BasicStatus::Dead);
        assert!(has_error(&check_resident(&resident, Subject::Living)));
        resident.basic_status = Some(BasicStatus::Moved);
        assert!(!has_error(&check_resident(&resident, Subject::Living)));
        assert!(codes_of(&resident).contains(&"letter-resident-gone".to_owned()));
    }

    #[test]
    fn a_letter_about_a_death_is_for_the_dead_only() {
        let mut resident = sample_resident();
        assert!(has_error(&check_resident(&resident, Subject::Dead)));
        assert!(!has_error(&check_resident(&resident, Subject::Anyone)));
        resident.basic_status = Some(BasicStatus::Dead);
        assert!(!has_error(&check_resident(&resident, Subject::Dead)));
        assert!(!has_error(&check_resident(&resident, Subject::Anyone)));
    }

    #[test]
    fn an_address_of_hamlet_and_rt_is_enough() {
        let mut resident = sample_resident();
        assert!(!codes_of(&resident).contains(&"letter-address-missing".to_owned()));
        resident.dusun = None;
        resident.rt = None;
        resident.rw = None;
        assert!(has_error(&check_resident(&resident, Subject::Living)));
    }

    #[test]
    fn an_unknown_fact_is_a_warning_at_its_field() {
        let mut resident = sample_resident();
        resident.religion = None;
        let findings = check_resident(&resident, Subject::Living);
        assert!(!has_error(&findings));
        assert!(
            findings
                .iter()
                .any(|finding| finding.field.as_deref() == Some("religion"))
        );
    }

    #[test]
    fn a_village_without_its_district_regency_or_province_gets_no_letter() {
        let village = crate::letter::specimen::village();
        assert!(check_village(&village).is_empty());
        type Part = fn(&mut VillageProfile) -> &mut String;
        let parts: [Part; 4] = [
            |village| &mut village.name,
            |village| &mut village.district,
            |village| &mut village.regency,
            |village| &mut village.province,
        ];
        for part in parts {
            for empty in ["", " ", "\t"] {
                let mut lacking = village.clone();
                empty.clone_into(part(&mut lacking));
                assert!(has_error(&check_village(&lacking)), "{lacking:?}");
            }
        }
    }
}
