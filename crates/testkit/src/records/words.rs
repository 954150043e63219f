//! The words that invented citizens are made of.

/// A list of words that are written one after the other.
pub(super) fn words(text: &'static str) -> Vec<&'static str> {
    text.split_whitespace().collect()
}

/// A list of phrases.
pub(super) fn phrases(text: &'static str) -> Vec<&'static str> {
    text.split(';').collect()
}

/// Men's first names.
pub(super) const MALE: &str = "Agus Ahmad Andi Anton Arif Bambang Bayu Budi Cahyo Darmawan Dedi Dimas Eko Fajar Faisal Galih \
    Gunawan Hadi Hari Hendra Heru Imam Indra Irfan Iwan Joko Kurnia Luhut Made Mahendra Muhammad Nanang \
    Nyoman Oka Paijo Parman Putu Rahmat Ridwan Rizki Rudi Sapto Sardi Slamet Sugeng Suharto Sukardi \
    Supri Surya Sutrisno Taufik Teguh Tono Totok Untung Wahyu Wayan Widodo Yanto Yusuf Zainal";
/// Women's first names.
pub(super) const FEMALE: &str = "Aisyah Aminah Ani Asih Ayu Bunga Citra Dewi Dian Dwi Eka Endang Erna Fatimah Fitri Gita Halimah \
    Hesti Ida Indah Intan Jumiati Kartini Khadijah Lastri Lestari Lilis Maya Mega Murni Nengah Nia \
    Ningsih Nur Nurul Partini Puspita Putri Rahayu Ratna Retno Rina Rini Rohani Rukmini Sari Siti Sri \
    Sulastri Sumiati Suryani Tini Tri Tuti Umi Wati Widya Wulan Yanti Yuli Yuni Zahra";
/// Last names.
pub(super) const LAST: &str = "Abdullah Adiputra Anggraini Ardiansyah Arifin Astuti Aziz Basuki Budiman Damanik Darmadi Effendi \
    Fauzi Firmansyah Ginting Gunadi Hakim Halim Handayani Harahap Haryanto Hasanah Hidayat Irawan \
    Iskandar Kusuma Kurniawan Lubis Mahmudah Manurung Marpaung Maulana Mulyani Nababan Nasution Nugroho \
    Nurhayati Pangestu Permana Prabowo Pranoto Prasetyo Purnama Purwanto Rachman Ramadhan Safitri \
    Santoso Saputra Sembiring Setiawan Siagian Simanjuntak Sinaga Siregar Sitorus Suherman Sulaiman \
    Suryadi Susanti Sutanto Syahputra Tanjung Utami Wahyudi Wibisono Wibowo Wijaya Wulandari Yuliana";
/// Places of birth.
pub(super) const TOWNS: &str = "Banyumas Batang Blora Boyolali Brebes Cilacap Demak Grobogan Jepara Karanganyar Kebumen Kendal \
    Klaten Kudus Magelang Pati Pekalongan Pemalang Purbalingga Purworejo Rembang Salatiga Semarang \
    Sragen Sukoharjo Surakarta Tegal Temanggung Wonogiri Wonosobo Bantul Sleman Ngawi Madiun Pacitan \
    Cirebon Bandung Lampung";
/// First halves of village names.
pub(super) const VILL1: &str = "Karang Suka Sumber Banjar Kali Wono Tegal Gunung Pakis Rejo Tanjung Sido Mulyo Jati Kedung Randu \
    Ngadi Purwo Watu Banyu";
/// Second halves of village names.
pub(super) const VILL2: &str =
    "rejo sari mulyo agung anyar harjo kerto bumi dadi tirto wangi asri makmur jaya luhur";
/// Streets.
pub(super) const STREETS: &str = "Melati Mawar Kenanga Anggrek Cempaka Flamboyan Merdeka Diponegoro Sudirman Kartini Pahlawan Veteran \
    Pemuda Masjid Pasar Sawah Lapangan Balai Desa Kelapa Jambu Rambutan Mangga Durian Nangka Salak";
/// Occupations.
pub(super) const JOBS: &str = "PETANI/PEKEBUN;BURUH TANI/PERKEBUNAN;BURUH HARIAN LEPAS;MENGURUS RUMAH TANGGA;WIRASWASTA;\
    KARYAWAN SWASTA;PELAJAR/MAHASISWA;BELUM/TIDAK BEKERJA;PEDAGANG;NELAYAN/PERIKANAN;PETERNAK;\
    TUKANG KAYU;TUKANG BATU;TUKANG JAHIT;SOPIR;GURU;PERANGKAT DESA;PENSIUNAN;PEGAWAI NEGERI SIPIL;BIDAN;\
    PERAWAT;MEKANIK;PEMBANTU RUMAH TANGGA";
/// What people come for.
pub(super) const SERVICES: &str = "KTP-el hilang;Perekaman KTP-el pemula;Akta kelahiran;Akta kematian;Kartu Keluarga baru;\
    Perubahan data KK;Surat pindah antar-kabupaten;Kartu Identitas Anak;Itsbat nikah terpadu;\
    Surat keterangan tidak mampu;Pendaftaran BPJS PBI;Perbaikan NIK ganda;Legalisasi dokumen;\
    Surat keterangan domisili";
/// How they ask.
pub(super) const ASK: &str = "memohon dibantu mengurus;datang ke balai desa menanyakan;minta dijemput petugas untuk;\
    mengajukan lagi permohonan;diwakili anaknya mengurus;baru pertama kali mengajukan;\
    meminta salinan berkas untuk;menunggu kelanjutan dari";
/// Why they need it.
pub(super) const WHY: &str = "berkas asli rusak terkena banjir tahun lalu;kartu lama terbakar bersama rumah;\
    data di sekolah anak tidak cocok dengan KK;nama di ijazah berbeda satu huruf;\
    belum pernah merekam sidik jari;sidik jari aus karena kerja di sawah;\
    akan berangkat kerja ke luar pulau;perlu untuk berobat di RSUD;pencairan bantuan sosial tertunda;\
    orang tua sudah meninggal dan belum dilaporkan;baru pindah mengikuti suami;\
    anak lahir di rumah dengan dukun bayi;buku nikah hilang waktu pindahan;\
    tercatat ganda di desa sebelah;alamat lama masih memakai nama dusun yang dihapus";
/// What they bring.
pub(super) const PAPERS: &str = "fotokopi KK;surat pengantar RT;surat keterangan lahir bidan;buku nikah;ijazah terakhir;\
    surat kehilangan dari polsek;pas foto 3x4 dua lembar;KTP dua orang saksi;surat kematian dari RS;\
    surat kuasa bermeterai;KK lama asli";
/// How to reach them.
pub(super) const HOW: &str = "rumah di belakang musala, jalan setapak sesudah jembatan bambu;\
    pemohon lansia, mohon didatangi ke rumah;hanya bisa ditemui sesudah magrib;\
    tidak punya telepon, hubungi lewat ketua RT;bisa baca tulis terbatas, dibacakan petugas;\
    pemohon penyandang disabilitas, perlu kursi roda;sinyal tidak ada, kabari lewat perangkat desa;\
    berbahasa Jawa saja, perlu penerjemah;anak balita ikut didaftarkan sekalian;\
    minta hasil diantar waktu posyandu";
