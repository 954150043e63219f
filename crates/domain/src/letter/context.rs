//! The names that a letter's templates can use.

use serde_json::{Value, json};

use super::LetterData;
use crate::date;

/// What stands for a fact that is not known.
const UNKNOWN: &str = "-";

/// All values for the templates, by the names of [`crate::service::KNOWN_NAMES`] and `answer.<key>`.
///
/// Unknown facts are a dash; a resident without NIK is said to have none. Answers stay empty, so that a template can
/// ask for them.
#[must_use]
pub fn context(data: &LetterData) -> Value {
    let person = &data.resident;
    let village = &data.village;
    let signer = &data.signer;
    let known = |text: &str| if text.is_empty() { UNKNOWN } else { text }.to_owned();
    let birth: Vec<&str> = [&person.birth_place, &person.birth_date]
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    json!({
        "resident": {
            "name": person.name,
            "nik": if person.nik.is_empty() { "belum memiliki NIK" } else { &person.nik },
            "birth": known(&birth.join(", ")),
            "birth_place": known(&person.birth_place),
            "birth_date": known(&person.birth_date),
            "sex": known(&person.sex),
            "religion": known(&person.religion),
            "marital_status": known(&person.marital_status),
            "education": known(&person.education),
            "occupation": known(&person.occupation),
            "citizenship": known(&person.citizenship),
            "address": known(&person.address),
            "kk": known(&person.kk),
            "head_name": known(&person.head_name),
            "age": known(&person.age),
            "relation": known(&person.relation),
            "father_name": known(&person.father_name),
            "mother_name": known(&person.mother_name),
            "blood_type": known(&person.blood_type),
            "phone": known(&person.phone),
        },
        "village": {
            "code": village.code.as_str(),
            "name": village.name,
            "kind": village.kind_name(),
            "full_name": village.full_name(),
            "district": village.district,
            "regency": village.regency_full(),
            "province": village.province,
            "address_line": village.address_line,
            "postcode": village.postcode,
            "phone": village.phone,
        },
        "signer": {
            "name": signer.full_name(),
            "post": signer.post,
            "post_full": signer.post_full(),
            "capacity": signer.capacity.label(),
            "rank": signer.rank,
            "number_line": signer.number_line(),
        },
        "letter": {
            "number": data.number,
            "title": data.title,
            "kind_code": data.kind_code,
            "classification": data.classification,
            "place": village.name,
            "date_long": date::long(data.issued_on),
            "weekday": date::weekday_name(data.issued_on),
            "valid_until_long": data.valid_until.map(date::long).unwrap_or_default(),
            "purpose": data.answer_words.get("purpose").cloned().unwrap_or_else(|| "".into()),
        },
        "answer": data.answer_words,
    })
}

#[cfg(test)]
mod tests {
    use super::super::data::sample_data;
    use super::*;
    use crate::service::KNOWN_NAMES;

    #[test]
    fn the_context_fills_exactly_the_names_that_service_files_may_use() {
        let context = context(&sample_data());
        let groups: Vec<&str> = KNOWN_NAMES.iter().map(|(group, _)| *group).collect();
        for (group, names) in KNOWN_NAMES {
            let filled = context[group].as_object().unwrap();
            for name in *names {
                assert!(filled[*name].is_string(), "{group}.{name}");
            }
            assert_eq!(
                filled.len(),
                names.len(),
                "{group} fills a name that no file may use"
            );
        }
        for group in context.as_object().unwrap().keys() {
            assert!(
                group == "answer" || groups.contains(&group.as_str()),
                "{group}"
            );
        }
    }

    #[test]
    fn a_resident_without_nik_is_said_to_have_none() {
        let context = context(&sample_data());
        assert_eq!(context["resident"]["nik"], "belum memiliki NIK");
        assert_eq!(context["resident"]["religion"], "-");
        assert_eq!(context["letter"]["purpose"], "Membuka rekening");
    }

    #[test]
    fn birth_is_place_and_date_or_what_is_known_of_it() {
        let mut data = sample_data();
        data.resident.birth_date = "tahun 1954".into();
        assert_eq!(context(&data)["resident"]["birth"], "tahun 1954");
        data.resident.birth_place = "Tirtakarsa".into();
        assert_eq!(
            context(&data)["resident"]["birth"],
            "Tirtakarsa, tahun 1954"
        );
    }
}
