//! The exchange format's columns and the other names that files give them.

use crate::resident::{Field, field, field_of_column};

/// The 43 columns in the order of the incumbent's form.
pub const COLUMNS: [&str; 43] = [
    "alamat",
    "dusun",
    "rw",
    "rt",
    "nama",
    "no_kk",
    "nik",
    "sex",
    "tempatlahir",
    "tanggallahir",
    "agama_id",
    "pendidikan_kk_id",
    "pendidikan_sedang_id",
    "pekerjaan_id",
    "status_kawin",
    "kk_level",
    "warganegara_id",
    "ayah_nik",
    "nama_ayah",
    "ibu_nik",
    "nama_ibu",
    "golongan_darah_id",
    "akta_lahir",
    "dokumen_pasport",
    "tanggal_akhir_paspor",
    "dokumen_kitas",
    "akta_perkawinan",
    "tanggalperkawinan",
    "akta_perceraian",
    "tanggalperceraian",
    "cacat_id",
    "cara_kb_id",
    "hamil",
    "ktp_el",
    "status_rekam",
    "alamat_sekarang",
    "status_dasar",
    "suku",
    "tag_id_card",
    "id_asuransi",
    "no_asuransi",
    "lat",
    "lng",
];

/// Columns that our own files add behind the format's, so that nothing is lost on the way back;
/// other programs pass over them.
pub const OWN_COLUMNS: [&str; 3] = ["telepon", "catatan", "setuju_kontak"];

/// Columns that a file of rejected rows adds in front; left out when it comes back.
pub const NOTE_COLUMNS: [&str; 3] = ["baris_asal", "kolom_salah", "alasan"];

/// Columns that say nothing about a person, in folded form.
const IGNORED: &[&str] = &["no", "nomor", "nourut", "nomorurut"];

/// Columns without which much is missing; the file's report names them one by one.
pub(super) const USEFUL: [&str; 9] = [
    "nik",
    "no_kk",
    "sex",
    "tanggallahir",
    "kk_level",
    "status_kawin",
    "dusun",
    "rt",
    "rw",
];

/// Other names of columns, in folded form (lower case, letters and digits only).
const ALIASES: &[(&str, &[&str])] = &[
    (
        "name",
        &["namalengkap", "namapenduduk", "namawarga", "name"],
    ),
    (
        "kk",
        &["nomorkk", "kk", "nokartukeluarga", "nomorkartukeluarga"],
    ),
    (
        "nik",
        &[
            "nonik",
            "nomornik",
            "noktp",
            "nomorktp",
            "nikktp",
            "nomorindukkependudukan",
        ],
    ),
    (
        "sex",
        &["jeniskelamin", "jk", "kelamin", "lp", "jeniskelaminlp"],
    ),
    ("birth_place", &["tmptlahir", "tmplahir", "tempatkelahiran"]),
    (
        "birth_date",
        &["tgllahir", "tanggalkelahiran", "tanggallahirhhbbtttt"],
    ),
    ("religion", &["agama"]),
    (
        "education",
        &[
            "pendidikankk",
            "pendidikan",
            "pendidikandalamkk",
            "pendidikanterakhir",
        ],
    ),
    (
        "schooling",
        &[
            "pendidikansedang",
            "pendidikansedangditempuh",
            "sedangsekolah",
        ],
    ),
    ("occupation", &["pekerjaan", "jenispekerjaan"]),
    (
        "marital_status",
        &[
            "statuskawinid",
            "statusperkawinan",
            "kawin",
            "statuspernikahan",
        ],
    ),
    (
        "relation",
        &[
            "shdk",
            "kklevelid",
            "hubungan",
            "hubungankeluarga",
            "hubungandalamkeluarga",
            "stathbkel",
            "statushubungandalamkeluarga",
        ],
    ),
    (
        "citizenship",
        &["warganegara", "kewarganegaraan", "kewarganegaraanid"],
    ),
    ("father_nik", &["nikayah"]),
    ("father_name", &["ayah", "namalengkapayah", "namabapak"]),
    ("mother_nik", &["nikibu"]),
    ("mother_name", &["ibu", "namalengkapibu"]),
    ("blood_type", &["golongandarah", "goldarah", "goldarahid"]),
    (
        "birth_certificate",
        &[
            "aktakelahiran",
            "aktelahir",
            "noaktalahir",
            "noaktakelahiran",
        ],
    ),
    (
        "passport",
        &[
            "dokumenpaspor",
            "paspor",
            "pasport",
            "passport",
            "nopaspor",
            "nomorpaspor",
        ],
    ),
    (
        "passport_until",
        &[
            "tanggalakhirpasport",
            "tglakhirpaspor",
            "pasporberlakusampai",
        ],
    ),
    ("kitas", &["kitas", "nokitas", "nomorkitas"]),
    (
        "marriage_certificate",
        &["aktanikah", "noaktaperkawinan", "noaktanikah", "bukunikah"],
    ),
    (
        "marriage_date",
        &["tglperkawinan", "tanggalnikah", "tglnikah"],
    ),
    (
        "divorce_certificate",
        &["aktacerai", "noaktaperceraian", "noaktacerai"],
    ),
    (
        "divorce_date",
        &["tglperceraian", "tanggalcerai", "tglcerai"],
    ),
    ("disability", &["cacat", "disabilitas"]),
    ("contraception", &["carakb", "kb", "akseptorkb"]),
    ("pregnant", &["statushamil", "kehamilan"]),
    ("ektp", &["ektp", "statusktp", "statusktpel"]),
    ("recording_status", &["statusperekaman", "perekamanktpel"]),
    ("address", &["alamatlengkap", "alamatkk", "jalan"]),
    (
        "dusun",
        &["namadusun", "dukuh", "lingkungan", "dusunlingkungan"],
    ),
    ("rt", &["nort"]),
    ("rw", &["norw"]),
    ("current_address", &["domisili", "alamatdomisili"]),
    (
        "basic_status",
        &["statusdasarid", "statuspenduduk", "statuswarga"],
    ),
    ("ethnicity", &["sukubangsa", "etnis"]),
    ("card_tag", &["tagktp", "idcard"]),
    ("insurance", &["asuransi", "jenisasuransi", "asuransiid"]),
    (
        "insurance_number",
        &["nomorasuransi", "nobpjs", "nomorbpjs"],
    ),
    ("lat", &["latitude", "lintang"]),
    ("lng", &["long", "longitude", "bujur"]),
    (
        "phone",
        &[
            "telepon",
            "notelepon",
            "nomortelepon",
            "telp",
            "notelp",
            "hp",
            "nohp",
            "nomorhp",
        ],
    ),
    ("note", &["catatan", "keterangan"]),
    ("extras_consent", &["setujukontak"]),
];

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    /// A field of the record.
    Field(&'static Field),
    /// RT and RW in one cell (`003/001`).
    RtRw,
    /// Nothing about a person.
    Ignored,
}

/// The meaning of a column's title, without regard to case, blanks and punctuation.
pub(super) fn meaning(title: &str) -> Option<Meaning> {
    let key = fold(title);
    if let Some(column) = COLUMNS.iter().find(|column| fold(column) == key) {
        return field_of_column(column).map(Meaning::Field);
    }
    if key == "rtrw" {
        return Some(Meaning::RtRw);
    }
    if IGNORED.contains(&key.as_str()) || NOTE_COLUMNS.iter().any(|column| fold(column) == key) {
        return Some(Meaning::Ignored);
    }
    let (name, _) = ALIASES
        .iter()
        .find(|(_, aliases)| aliases.contains(&key.as_str()))?;
    field(name).map(Meaning::Field)
}

/// Lower case, letters and digits only.
pub(super) fn fold(title: &str) -> String {
    title
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(title: &str) -> &'static str {
        match meaning(title) {
            Some(Meaning::Field(field)) => field.name,
            Some(Meaning::RtRw) => "rt+rw",
            Some(Meaning::Ignored) => "ignored",
            None => "unknown",
        }
    }

    #[test]
    fn every_column_of_the_format_is_a_field_and_every_field_with_a_column_is_in_the_format() {
        for column in COLUMNS.into_iter().chain(OWN_COLUMNS) {
            let Some(Meaning::Field(field)) = meaning(column) else {
                panic!("{column}")
            };
            assert_eq!(field.column, column);
        }
        assert_eq!(
            crate::resident::FIELDS.len(),
            COLUMNS.len() + OWN_COLUMNS.len()
        );
    }

    #[test]
    fn every_alias_names_a_field_and_only_one() {
        let mut seen = std::collections::BTreeSet::new();
        for (field_name, aliases) in ALIASES {
            assert!(field(field_name).is_some(), "{field_name}");
            for alias in *aliases {
                assert!(seen.insert(*alias), "{alias} stands twice");
            }
        }
    }

    #[test]
    fn titles_are_read_without_case_blanks_and_punctuation() {
        for (title, field) in [
            ("NAMA", "name"),
            (" Nama Lengkap ", "name"),
            ("No. KK", "kk"),
            ("Tanggal Lahir", "birth_date"),
            ("tanggal_lahir", "birth_date"),
            ("Tgl. Lahir", "birth_date"),
            ("Agama", "religion"),
            ("SHDK", "relation"),
            ("RT/RW", "rt+rw"),
            ("No.", "ignored"),
            ("alasan", "ignored"),
            ("gaji", "unknown"),
            ("", "unknown"),
        ] {
            assert_eq!(name(title), field, "{title}");
        }
    }
}
