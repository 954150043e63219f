//! What a form can ask about people beside the letter's subject: parents, witnesses, those who move along.

use crate::tables::{
    Citizenship, CodeTable, Education, MaritalStatus, Occupation, Relation, Religion, Sex,
};

/// What can be asked about a person: the key in file and answer, and the words on screen and paper.
pub const PERSON_PARTS: &[(&str, &str)] = &[
    ("name", "Nama lengkap"),
    ("nik", "NIK"),
    ("relation", "Hubungan keluarga"),
    ("birth_place", "Tempat lahir"),
    ("birth_date", "Tanggal lahir"),
    ("sex", "Jenis kelamin"),
    ("religion", "Agama"),
    ("marital_status", "Status perkawinan"),
    ("education", "Pendidikan"),
    ("occupation", "Pekerjaan"),
    ("citizenship", "Kewarganegaraan"),
    ("father_name", "Nama ayah"),
    ("mother_name", "Nama ibu"),
    ("address", "Alamat"),
    ("phone", "Nomor telepon"),
];

/// What is asked where a field does not say.
pub const USUAL_PARTS: &[&str] = &[
    "name",
    "nik",
    "birth_place",
    "birth_date",
    "occupation",
    "address",
];

/// Rows that a letter can print of a person, by key; those that only the subject of the letter has come last.
pub const IDENTITY: &[(&str, &str)] = &[
    ("name", "Nama lengkap"),
    ("nik", "NIK"),
    ("relation", "Hubungan keluarga"),
    ("birth", "Tempat, tanggal lahir"),
    ("birth_place", "Tempat lahir"),
    ("birth_date", "Tanggal lahir"),
    ("age", "Umur"),
    ("sex", "Jenis kelamin"),
    ("religion", "Agama"),
    ("marital_status", "Status perkawinan"),
    ("education", "Pendidikan"),
    ("occupation", "Pekerjaan"),
    ("citizenship", "Kewarganegaraan"),
    ("father_name", "Nama ayah"),
    ("mother_name", "Nama ibu"),
    ("address", "Alamat"),
    ("phone", "Nomor telepon"),
    ("kk", "Nomor Kartu Keluarga"),
    ("head_name", "Nama kepala keluarga"),
    ("blood_type", "Golongan darah"),
];

/// The rows that most letters print of their subject.
pub const USUAL_IDENTITY: &[&str] = &[
    "name",
    "nik",
    "birth",
    "sex",
    "religion",
    "marital_status",
    "education",
    "occupation",
    "citizenship",
    "address",
];

/// The words of a part on a form; empty for one that does not exist.
#[must_use]
pub fn part_label(part: &str) -> &'static str {
    label_in(PERSON_PARTS, part)
}

/// The words of a row on paper; empty for one that does not exist.
#[must_use]
pub fn identity_label(part: &str) -> &'static str {
    label_in(IDENTITY, part)
}

fn label_in(table: &'static [(&str, &str)], part: &str) -> &'static str {
    table
        .iter()
        .find(|(key, _)| *key == part)
        .map_or("", |(_, label)| label)
}

/// Whether a letter can print this of somebody about whom these parts were asked.
#[must_use]
pub fn can_print(asked: &[&str], part: &str) -> bool {
    match part {
        "birth" => asked.contains(&"birth_place") || asked.contains(&"birth_date"),
        "age" => asked.contains(&"birth_date"),
        other => asked.contains(&other),
    }
}

/// Ready answers for a part, from the official tables; none for those that everybody has of their own.
#[must_use]
pub fn suggestions(part: &str) -> Vec<&'static str> {
    fn labels<T: CodeTable>() -> Vec<&'static str> {
        T::entries().iter().map(|entry| entry.label).collect()
    }
    match part {
        "sex" => labels::<Sex>(),
        "religion" => labels::<Religion>(),
        "marital_status" => labels::<MaritalStatus>(),
        "education" => labels::<Education>(),
        "occupation" => labels::<Occupation>(),
        "citizenship" => labels::<Citizenship>(),
        "relation" => labels::<Relation>(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_part_exists() {
        for part in USUAL_PARTS {
            assert!(!part_label(part).is_empty(), "{part}");
        }
        for part in USUAL_IDENTITY {
            assert!(!identity_label(part).is_empty(), "{part}");
        }
        for (part, _) in PERSON_PARTS {
            assert!(
                !identity_label(part).is_empty(),
                "{part} can be asked and not printed"
            );
        }
    }

    #[test]
    fn birth_and_age_follow_from_what_was_asked() {
        assert!(can_print(&["birth_place"], "birth"));
        assert!(!can_print(&["birth_place"], "age"));
        assert!(!can_print(&["name"], "nik"));
    }

    #[test]
    fn official_words_are_offered_where_there_are_any() {
        assert!(suggestions("religion").contains(&"Islam"));
        assert!(suggestions("name").is_empty());
    }
}
