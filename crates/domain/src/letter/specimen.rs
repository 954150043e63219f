//! A letter about nobody: what a service file looks like on paper before anybody needs it.

use jiff::civil::Date;
use serde_json::json;

use super::{LetterData, Signer, VillageProfile};
use crate::resident::Resident;
use crate::service::{Service, Subject};
use crate::tables::BasicStatus;

impl LetterData {
    /// The letter that the file's own example makes, about an invented resident of an invented village.
    #[must_use]
    pub fn specimen(service: &Service, today: Date) -> Self {
        let mut resident = resident();
        if service.subject == Subject::Dead {
            resident.basic_status = Some(BasicStatus::Dead);
        }
        let number = format!("{}/001/CTH/I/{}", service.classification, today.year());
        Self::gather(
            service,
            &resident,
            Some("Contoh Kepala Keluarga"),
            &village(),
            &signer(),
            &service.example,
            &number,
            today,
        )
    }
}

fn resident() -> Resident {
    serde_json::from_value(json!({
        "name": "Contoh Nama Warga",
        "nik": "3302045203890001",
        "kk": "3302041708150003",
        "sex": 2,
        "birth_place": "Contoh",
        "birth_date": "1989-03-12",
        "religion": 1,
        "marital_status": 2,
        "education": 5,
        "occupation": 84,
        "citizenship": 1,
        "relation": 3,
        "father_name": "Contoh Nama Ayah",
        "mother_name": "Contoh Nama Ibu",
        "address": "Jalan Contoh Nomor 1",
        "dusun": "Contoh",
        "rt": "001",
        "rw": "001",
        "basic_status": 1,
    }))
    .unwrap_or_default()
}

pub(super) fn village() -> VillageProfile {
    let village = json!({
        "code": "33.02.04.2007",
        "name": "Contoh",
        "kind": "Desa",
        "unit_code": "CTH",
        "district": "Contoh",
        "regency": "Contoh",
        "province": "Contoh",
        "address_line": "Jalan Balai Desa Nomor 1",
        "postcode": "10000",
    });
    serde_json::from_value(village).expect("the specimen's village is one")
}

fn signer() -> Signer {
    let signer = json!({
        "village": "33.02.04.2007",
        "name": "CONTOH NAMA PEJABAT",
        "titles_back": "S.Sos.",
        "post": "Kepala Desa",
    });
    serde_json::from_value(signer).expect("the specimen's signer is one")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::finding::has_error;
    use crate::service::built_in;

    #[test]
    fn every_kind_has_a_specimen_that_could_be_printed() {
        for service in built_in() {
            let data = LetterData::specimen(&service, date(2026, 11, 25));
            assert_eq!(data.resident.name, "Contoh Nama Warga");
            assert_eq!(data.resident.age, "37");
            assert_eq!(data.answer_words.len(), service.fields.len());
        }
        let findings = super::super::check_resident(&resident(), Subject::Living);
        assert!(!has_error(&findings), "{findings:?}");
    }
}
