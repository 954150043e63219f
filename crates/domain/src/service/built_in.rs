//! The service files that come with the program.

use super::Service;

macro_rules! files {
    ($($id:literal)*) => {
        /// The built-in files as text, by service id.
        pub const BUILT_IN: &[(&str, &str)] = &[$((
            $id,
            include_str!(concat!("../../../../assets/services/", $id, ".toml")),
        )),*];
    };
}

files! {
    "ahli-waris"
    "akta-lahir"
    "beda-identitas"
    "beda-identitas-jkn"
    "belum-akta"
    "belum-bekerja"
    "belum-menikah"
    "bepergian"
    "biodata"
    "cerai-rujuk"
    "datang"
    "disabilitas"
    "domisili"
    "domisili-sementara"
    "domisili-usaha"
    "duplikat-lahir"
    "duplikat-nikah"
    "izin-keramaian"
    "izin-nikah"
    "izin-pmi"
    "jamkesos"
    "janda-duda"
    "jual-beli"
    "kehilangan"
    "kelahiran"
    "kelompok-tani"
    "kematian"
    "kepemilikan-kendaraan"
    "kepemilikan-tanah"
    "keterangan-penduduk"
    "kk-baru"
    "kk-perubahan"
    "ktp-proses"
    "kuasa"
    "lahir-mati"
    "nikah-nonmuslim"
    "pas-lintas"
    "penelitian"
    "pengantar-nikah"
    "pengantar-umum"
    "penghasilan-orang-tua"
    "pergi-kawin"
    "perjalanan-dinas"
    "pindah"
    "skck"
    "sktm"
    "sktm-pendidikan"
    "sporadik"
    "susunan-keluarga"
    "usaha"
    "wali-hakim"
}

/// The built-in services, read.
#[must_use]
pub fn built_in() -> Vec<Service> {
    // A test holds that all can be read.
    BUILT_IN
        .iter()
        .filter_map(|(_, file)| Service::parse(file).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_file_can_be_read_and_has_its_own_id() {
        for (id, file) in BUILT_IN {
            let service = Service::parse(file).unwrap_or_else(|errors| panic!("{id}: {errors:?}"));
            assert_eq!(service.id, *id);
        }
        assert_eq!(built_in().len(), BUILT_IN.len());
    }

    #[test]
    fn the_domicile_service_says_all_components_and_is_free() {
        let services = built_in();
        let domicile = services
            .iter()
            .find(|service| service.id == "domisili")
            .unwrap();
        assert_eq!(domicile.standard.fee_rupiah, 0);
        assert_eq!(domicile.standard.time_minutes, 10);
        assert_eq!(domicile.validity_months, Some(6));
        assert_eq!(domicile.standard.requirements.len(), 3);
        assert!(domicile.field("purpose").unwrap().required);
    }
}
