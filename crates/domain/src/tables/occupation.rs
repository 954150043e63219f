//! The ministry's list of occupations.

use super::{CodeTable, Entry, code_serde};

/// An occupation of the official list (89 rows).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Occupation(u8);

impl Occupation {
    /// “Kepala Desa”.
    pub const VILLAGE_HEAD: Self = Self(86);
    /// “Lainnya”.
    pub const OTHER: Self = Self(89);
}

impl CodeTable for Occupation {
    const COLUMN: &'static str = "pekerjaan_id";

    fn entries() -> &'static [Entry] {
        ENTRIES
    }

    fn code(self) -> u8 {
        self.0
    }

    fn from_code(code: u8) -> Option<Self> {
        (1..=89).contains(&code).then_some(Self(code))
    }
}

code_serde!(Occupation);

const fn row(code: u8, label: &'static str, aliases: &'static [&'static str]) -> Entry {
    Entry {
        code,
        label,
        aliases,
    }
}

const ENTRIES: &[Entry] = &[
    row(
        1,
        "Belum/Tidak Bekerja",
        &["Tidak Bekerja", "Belum Bekerja"],
    ),
    row(2, "Mengurus Rumah Tangga", &["IRT", "Ibu Rumah Tangga"]),
    row(3, "Pelajar/Mahasiswa", &["Pelajar", "Mahasiswa"]),
    row(4, "Pensiunan", &[]),
    row(
        5,
        "Pegawai Negeri Sipil (PNS)",
        &["PNS", "Pegawai Negeri Sipil", "ASN"],
    ),
    row(
        6,
        "Tentara Nasional Indonesia (TNI)",
        &["TNI", "Tentara Nasional Indonesia"],
    ),
    row(7, "Kepolisian RI (Polri)", &["Polri", "Kepolisian RI"]),
    row(8, "Perdagangan", &[]),
    row(9, "Petani/Pekebun", &["Petani", "Pekebun"]),
    row(10, "Peternak", &[]),
    row(11, "Nelayan/Perikanan", &["Nelayan"]),
    row(12, "Industri", &[]),
    row(13, "Konstruksi", &[]),
    row(14, "Transportasi", &[]),
    row(15, "Karyawan Swasta", &["Swasta"]),
    row(16, "Karyawan BUMN", &["BUMN"]),
    row(17, "Karyawan BUMD", &["BUMD"]),
    row(18, "Karyawan Honorer", &["Honorer"]),
    row(19, "Buruh Harian Lepas", &["Buruh"]),
    row(20, "Buruh Tani/Perkebunan", &["Buruh Tani"]),
    row(21, "Buruh Nelayan/Perikanan", &["Buruh Nelayan"]),
    row(22, "Buruh Peternakan", &[]),
    row(23, "Pembantu Rumah Tangga", &["PRT"]),
    row(24, "Tukang Cukur", &[]),
    row(25, "Tukang Listrik", &[]),
    row(26, "Tukang Batu", &[]),
    row(27, "Tukang Kayu", &[]),
    row(28, "Tukang Sol Sepatu", &[]),
    row(29, "Tukang Las/Pandai Besi", &[]),
    row(30, "Tukang Jahit", &[]),
    row(31, "Tukang Gigi", &[]),
    row(32, "Penata Rias", &[]),
    row(33, "Penata Busana", &[]),
    row(34, "Penata Rambut", &[]),
    row(35, "Mekanik", &[]),
    row(36, "Seniman", &[]),
    row(37, "Tabib", &[]),
    row(38, "Paraji", &[]),
    row(39, "Perancang Busana", &[]),
    row(40, "Penterjemah", &["Penerjemah"]),
    row(41, "Imam Masjid", &[]),
    row(42, "Pendeta", &[]),
    row(43, "Pastor", &[]),
    row(44, "Wartawan", &[]),
    row(45, "Ustadz/Mubaligh", &["Ustadz", "Ustaz/Mubalig"]),
    row(46, "Juru Masak", &[]),
    row(47, "Promotor Acara", &[]),
    row(48, "Anggota DPR-RI", &[]),
    row(49, "Anggota DPD", &[]),
    row(50, "Anggota BPK", &[]),
    row(51, "Presiden", &[]),
    row(52, "Wakil Presiden", &[]),
    row(53, "Anggota Mahkamah Konstitusi", &[]),
    row(54, "Anggota Kabinet Kementerian", &[]),
    row(55, "Duta Besar", &[]),
    row(56, "Gubernur", &[]),
    row(57, "Wakil Gubernur", &[]),
    row(58, "Bupati", &[]),
    row(59, "Wakil Bupati", &[]),
    row(60, "Wali Kota", &[]),
    row(61, "Wakil Wali Kota", &[]),
    row(62, "Anggota DPRD Provinsi", &[]),
    row(63, "Anggota DPRD Kabupaten/Kota", &[]),
    row(64, "Dosen", &[]),
    row(65, "Guru", &[]),
    row(66, "Pilot", &[]),
    row(67, "Pengacara", &[]),
    row(68, "Notaris", &[]),
    row(69, "Arsitek", &[]),
    row(70, "Akuntan", &[]),
    row(71, "Konsultan", &[]),
    row(72, "Dokter", &[]),
    row(73, "Bidan", &[]),
    row(74, "Perawat", &[]),
    row(75, "Apoteker", &[]),
    row(76, "Psikiater/Psikolog", &[]),
    row(77, "Penyiar Televisi", &["Penyiar TV"]),
    row(78, "Penyiar Radio", &[]),
    row(79, "Pelaut", &[]),
    row(80, "Peneliti", &[]),
    row(81, "Sopir", &["Supir"]),
    row(82, "Pialang", &[]),
    row(83, "Paranormal", &[]),
    row(84, "Pedagang", &[]),
    row(85, "Perangkat Desa", &[]),
    row(86, "Kepala Desa", &[]),
    row(87, "Biarawati", &[]),
    row(88, "Wiraswasta", &["Wirausaha"]),
    row(89, "Lainnya", &["Lain-lain"]),
];
