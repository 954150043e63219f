//! Putting a letter's data together.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{LetterData, Person, Signer, VillageProfile};
use crate::date::{self, FlexDate};
use crate::eform::{self, Answers};
use crate::resident::Resident;
use crate::service::Service;
use crate::tables::CodeTable;

impl LetterData {
    /// The snapshot of a letter that is issued on `today` (in the village's zone).
    ///
    /// `head_name` is the head of the family, if known; `number` the final number or a preview of it. What may not be
    /// printed (a temporary or faulty NIK, a temporary family card) does not get in.
    #[must_use]
    #[expect(
        clippy::too_many_arguments,
        reason = "a letter is made of exactly these records; a struct would only rename them"
    )]
    pub fn gather(
        service: &Service,
        resident: &Resident,
        head_name: Option<&str>,
        village: &VillageProfile,
        signer: &Signer,
        answers: &Answers,
        number: &str,
        today: Date,
    ) -> Self {
        let valid_until = service
            .validity_months
            .and_then(|months| i32::try_from(months).ok())
            .map(|months| date::add_months(today, months));
        Self {
            number: number.to_owned(),
            service: service.id.clone(),
            service_version: service.version,
            title: service.title.clone(),
            kind_code: service.kind_code.clone(),
            classification: service.classification.clone(),
            issued_on: today,
            valid_until,
            resident: Person::of(resident, head_name, today),
            village: village.clone(),
            signer: signer.clone(),
            answers: eform::used(service, answers),
            answer_words: eform::words(service, answers, today),
        }
    }
}

impl Person {
    /// A resident in the words of a letter.
    #[must_use]
    pub fn of(resident: &Resident, head_name: Option<&str>, today: Date) -> Self {
        let age = resident.birth_date.map(|birth| date::age(birth, today));
        Self {
            name: resident.name.trim().to_owned(),
            nik: resident
                .nik
                .as_ref()
                .map(|nik| nik.as_str().to_owned())
                .unwrap_or_default(),
            birth_place: text(resident.birth_place.as_ref()),
            birth_date: resident.birth_date.map(FlexDate::long).unwrap_or_default(),
            sex: label(resident.sex),
            religion: label(resident.religion),
            marital_status: label(resident.marital_status),
            education: label(resident.education),
            occupation: label(resident.occupation),
            citizenship: label(resident.citizenship),
            address: resident.address_line(),
            kk: resident
                .kk
                .as_ref()
                .filter(|kk| !kk.is_temporary())
                .map(|kk| kk.as_str().to_owned())
                .unwrap_or_default(),
            head_name: head_name.unwrap_or_default().trim().to_owned(),
            age: age
                .filter(|age| *age >= 0)
                .map(|age| age.to_string())
                .unwrap_or_default(),
            relation: label(resident.relation),
            father_name: text(resident.father_name.as_ref()),
            mother_name: text(resident.mother_name.as_ref()),
            blood_type: label(resident.blood_type),
            phone: text(resident.phone.as_ref()),
        }
    }
}

/// A resident as an answer about a person; what is not known, and what may not be printed, is left out.
#[must_use]
pub fn as_answer(resident: &Resident) -> BTreeMap<String, String> {
    let nik = resident.nik.as_ref().map(|nik| nik.as_str().to_owned());
    let parts = [
        ("name", resident.name.trim().to_owned()),
        ("nik", nik.unwrap_or_default()),
        ("relation", label(resident.relation)),
        ("birth_place", text(resident.birth_place.as_ref())),
        (
            "birth_date",
            resident.birth_date.map(FlexDate::iso).unwrap_or_default(),
        ),
        ("sex", label(resident.sex)),
        ("religion", label(resident.religion)),
        ("marital_status", label(resident.marital_status)),
        ("education", label(resident.education)),
        ("occupation", label(resident.occupation)),
        ("citizenship", label(resident.citizenship)),
        ("father_name", text(resident.father_name.as_ref())),
        ("mother_name", text(resident.mother_name.as_ref())),
        ("address", resident.address_line()),
        ("phone", text(resident.phone.as_ref())),
    ];
    parts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(part, text)| (part.to_owned(), text))
        .collect()
}

fn text(value: Option<&String>) -> String {
    value.map(|text| text.trim().to_owned()).unwrap_or_default()
}

fn label<T: CodeTable>(value: Option<T>) -> String {
    value
        .map(|value| value.label().to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
pub(crate) fn sample_resident() -> Resident {
    serde_json::from_value(serde_json::json!({
        "name": "Nur'aini Ba'asyir",
        "nik": "3302045203890001",
        "kk": "3302041708150003",
        "sex": 2,
        "birth_place": "Tirtakarsa",
        "birth_date": "1989-03-12",
        "religion": 1,
        "citizenship": 1,
        "dusun": "Krajan",
        "rt": "003",
        "rw": "001",
        "basic_status": 1,
    }))
    .expect("a resident")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::super::profile::sample_village;
    use super::super::signer::sample_signer;
    use super::*;
    use crate::service::built_in;

    fn gathered(resident: &Resident, today: Date) -> LetterData {
        let services = built_in();
        let answers = Answers::from([
            ("purpose".into(), json!("Membuka rekening")),
            ("dwelling".into(), json!("kk")),
            (
                "domicile_address".into(),
                json!("alamat lama yang tersembunyi"),
            ),
        ]);
        let domicile = services
            .iter()
            .find(|service| service.id == "domisili")
            .unwrap();
        LetterData::gather(
            domicile,
            resident,
            Some("M. Yusuf"),
            &sample_village(),
            &sample_signer(),
            &answers,
            "400.8/003/KJ/XI/2026",
            today,
        )
    }

    #[test]
    fn a_letter_shows_the_facts_in_words() {
        let data = gathered(&sample_resident(), date(2026, 11, 25));
        assert_eq!(data.resident.nik, "3302045203890001");
        assert_eq!(data.resident.birth_date, "12 Maret 1989");
        assert_eq!(data.resident.sex, "Perempuan");
        assert_eq!(data.resident.address, "RT 003 RW 001 Dusun Krajan");
        assert_eq!(data.resident.age, "37");
        assert_eq!(data.valid_until, Some(date(2027, 5, 25)));
    }

    #[test]
    fn six_months_from_the_end_of_august_end_with_february() {
        let data = gathered(&sample_resident(), date(2026, 8, 31));
        assert_eq!(data.valid_until, Some(date(2027, 2, 28)));
    }

    #[test]
    fn a_hidden_answer_does_not_reach_the_letter() {
        let data = gathered(&sample_resident(), date(2026, 11, 25));
        assert!(!data.answers.contains_key("domicile_address"));
        assert_eq!(data.answer_words["domicile_address"], "");
    }

    #[test]
    fn a_temporary_or_faulty_nik_never_gets_into_a_letter() {
        let mut resident = sample_resident();
        resident.nik = None;
        resident.nik_temporary = Some("3302040000000001".into());
        resident.nik_draft = Some("330204520389000".into());
        let bytes = gathered(&resident, date(2026, 11, 25)).canonical();
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("3302040000000001") && !text.contains("330204520389000"));
    }

    #[test]
    fn a_member_of_the_household_becomes_an_answer_that_the_form_takes() {
        let mut resident = sample_resident();
        let answer = as_answer(&resident);
        assert_eq!(answer["birth_date"], "1989-03-12");
        assert_eq!(answer["sex"], "Perempuan");
        assert!(!answer.contains_key("phone"));
        let parts: Vec<&str> = crate::service::PERSON_PARTS
            .iter()
            .map(|(part, _)| *part)
            .collect();
        assert!(answer.keys().all(|part| parts.contains(&part.as_str())));
        resident.nik = None;
        resident.nik_temporary = Some("3302040000000001".into());
        assert!(!as_answer(&resident).contains_key("nik"));
    }
}
