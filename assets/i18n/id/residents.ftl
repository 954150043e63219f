# Warga: isian, pemeriksaan, dan impor

date-unreadable = “{ $value }” tidak terbaca sebagai tanggal. Ketik hari, bulan, tahun, misalnya 31-12-1989, atau tahunnya saja.
date-short-year = Tahun pada “{ $value }” baru dua angka. Tulis tahunnya empat angka.
date-no-such-day = { $month } { $year } hanya sampai tanggal { $days }. Periksa “{ $value }”, lalu ketik ulang.
date-no-such-month = Bulan { $month } pada “{ $value }” tidak ada. Urutannya hari, bulan, tahun.
date-year-range = Tahun { $year } pada “{ $value }” di luar 1850–2150. Periksa tahunnya.

# NIK

nik-length = NIK harus 16 angka, baru ada { $count }. Isian lain tersimpan. Lihat KTP, lalu lengkapi.
nik-not-digits = NIK hanya berisi angka; “{ $value }” memuat huruf atau tanda lain. Lihat KTP, lalu betulkan.
nik-filler = Angka ini tampak sebagai pengisi, bukan NIK. Lihat KTP. Bila warga belum punya NIK, kosongkan.
nik-day = Angka ke-7 dan ke-8 NIK adalah { $day }, padahal harus tanggal lahir 01–31 (perempuan 41–71). Lihat KTP.
nik-month = Angka ke-9 dan ke-10 NIK adalah { $month }, padahal harus bulan lahir 01–12. Lihat KTP.
nik-date-not-real = NIK menyebut tanggal lahir { $date } yang tidak ada di kalender. NIK tetap dipakai; lihat KTP.
nik-serial-zero = Empat angka terakhir NIK adalah 0000. NIK tetap dipakai; lihat KTP.
nik-date-mismatch = Tanggal lahir tidak cocok dengan NIK: tercatat { $birth_date }, NIK menyebut { $nik_date }. Surat tetap bisa dibuat; lihat KK asli dulu.
nik-sex-mismatch = Jenis kelamin tidak cocok dengan NIK: tercatat { $sex }, NIK menyebut { $nik_sex }. Lihat KTP.
nik-region-retired = NIK memakai kode wilayah lama { $code } (sekarang { $new_code }). NIK tetap berlaku.
nik-region-unknown = Kode kecamatan { $code } di depan NIK tidak dikenal. NIK tetap dipakai; lihat KTP.
nik-cleaned = Titik, spasi, atau tanda tak terlihat di dalam NIK dibuang.
nik-draft = NIK “{ $value }” belum benar. Tersimpan sebagai catatan dan tidak dicetak di surat. Lihat KTP, lalu betulkan.
nik-excel-damage = Excel mengubah NIK menjadi { $value }, sehingga angka aslinya hilang. Ubah kolomnya menjadi Teks, lalu ketik NIK dari KTP.
nik-number-cell = NIK { $value } tersimpan sebagai angka di Excel; angka terakhirnya bisa berubah menjadi 0. Bandingkan dengan KTP.
nik-none = Warga ini belum memiliki NIK. Nomor sementara hanya untuk catatan dan tidak dicetak.
nik-twice-in-file = NIK ini juga dipakai { $name } di baris { $row }. Keduanya dicatat terpisah; lihat KTP masing-masing.
parent-nik-unusable = NIK orang tua “{ $value }” belum benar. Kosongkan, atau salin dari KTP-nya.

# Kartu Keluarga

kk-length = Nomor KK harus 16 angka, baru ada { $count }. Lihat KK, lalu lengkapi.
kk-not-digits = Nomor KK hanya berisi angka; “{ $value }” memuat huruf atau tanda lain. Lihat KK, lalu betulkan.
kk-filler = Angka ini tampak sebagai pengisi, bukan nomor KK. Lihat KK, atau kosongkan.
kk-date = Nomor KK menyebut tanggal { $value } yang tidak ada di kalender. Nomor tetap dipakai; lihat KK.
kk-missing = Nomor KK belum diisi. Warga tetap tercatat; lengkapi bila KK ada.
kk-excel-damage = Excel mengubah nomor KK menjadi { $value }, sehingga angka aslinya hilang. Ubah kolomnya menjadi Teks, lalu ketik dari KK.
kk-number-cell = Nomor KK { $value } tersimpan sebagai angka di Excel; angka terakhirnya bisa berubah menjadi 0. Bandingkan dengan KK.

# Nama

name-missing = Nama belum diisi. Tulis nama lengkap seperti di KTP atau KK.
name-too-long = Nama { $count } huruf, paling banyak { $max }. Pendekkan seperti di KTP.
name-long = Nama { $count } huruf. Tetap dipakai; periksa apakah sama dengan KTP.
name-digit = Ada angka di dalam nama. Periksa, barangkali salah ketik.
name-one-word-at-birth = Nama bayi baru satu kata. Aturan pencatatan meminta sedikitnya dua kata; sampaikan kepada orang tua.
name-punctuation-at-birth = Nama bayi memuat tanda “{ $value }”. Aturan pencatatan meminta huruf saja; sampaikan kepada orang tua.

# Data warga

birth-date-future = Tanggal lahir { $date } belum tiba. Periksa tahunnya.
birth-date-old = Umurnya menjadi { $age } tahun. Periksa tahun lahirnya.
birth-date-missing = Tanggal lahir belum diisi. Bila hanya tahunnya yang diketahui, tulis tahunnya saja.
sex-missing = Jenis kelamin belum diisi.
relation-missing = Hubungan dengan kepala keluarga belum diisi.
wife-male = Tercatat sebagai istri, tetapi jenis kelaminnya laki-laki. Betulkan salah satunya.
husband-female = Tercatat sebagai suami, tetapi jenis kelaminnya perempuan. Betulkan salah satunya.
single-with-wedding = Tercatat belum kawin, tetapi ada tanggal atau akta perkawinan. Betulkan salah satunya.
single-spouse = Tercatat belum kawin, tetapi hubungannya { $relation }. Lihat KK.
wedding-before-birth = Tanggal perkawinan { $date } lebih awal dari tanggal lahir. Betulkan salah satunya.
divorce-before-wedding = Tanggal perceraian { $date } lebih awal dari tanggal perkawinan. Betulkan salah satunya.
event-date-future = Tanggal { $date } belum tiba. Periksa tahunnya.
married-child = Menurut tanggalnya, umur saat kawin { $age } tahun. Periksa kedua tanggal.
pregnant-male = Tercatat hamil, tetapi jenis kelaminnya laki-laki. Betulkan salah satunya.
code-unknown = Pilihan “{ $value }” tidak dikenal. Pilih dari daftar.
text-too-long = Isian { $count } huruf, paling banyak { $max }. Pendekkan dahulu.
coordinate-unreadable = “{ $value }” bukan koordinat. Tulis derajat, misalnya -7.5231, atau kosongkan.
basic-status-dead = Warga ini tercatat sudah meninggal.
basic-status-gone = Warga ini tercatat { $status }. Periksa apakah masih tinggal di desa.

# Keluarga

household-two-heads = Ada lebih dari satu kepala keluarga: { $names }. Lihat KK, lalu betulkan hubungannya.
household-no-head = Keluarga ini belum punya kepala keluarga. Lihat KK, lalu pilih siapa kepalanya.
household-head-dead = Kepala keluarga { $name } sudah meninggal. Keluarga perlu KK baru; riwayatnya tetap tersimpan.
household-head-gone = Kepala keluarga { $name } tidak lagi tinggal di sini. Keluarga perlu KK baru; riwayatnya tetap tersimpan.
household-head-no-member = Kepala keluarga yang tercatat pada kartu bukan anggota keluarga ini.
household-empty = Tidak ada lagi yang tinggal di keluarga ini. Nomor KK boleh ditutup oleh kantor.

# Impor: berkas

import-not-a-table = Berkas ini bukan tabel. Data di laptop tidak berubah. Pilih berkas Excel (.xlsx) atau CSV.
import-empty = Berkas ini kosong. Data di laptop tidak berubah. Pilih berkas lain.
import-no-rows = Berkas ini hanya berisi judul kolom di baris { $row }, belum ada warga di bawahnya. Isi dahulu, lalu impor lagi.
import-password = Berkas ini dikunci kata sandi. Data di laptop tidak berubah. Buka di Excel, simpan tanpa kata sandi, lalu impor lagi.
import-format = Bentuk { $format } belum bisa dibaca. Data di laptop tidak berubah. Buka berkasnya, simpan sebagai Excel (.xlsx), lalu impor lagi.
import-damaged = Berkas ini rusak. Data di laptop tidak berubah. Minta salinannya, atau buka di Excel dan simpan ulang.
import-unreadable = Berkas ini tidak bisa dibuka. Data di laptop tidak berubah. Tutup berkasnya di program lain, lalu coba lagi.
import-too-large = Berkas ini lebih dari { $max } baris. Data di laptop tidak berubah. Bagi menjadi beberapa berkas.
import-cancelled = Impor dihentikan. Warga yang sudah tersimpan tetap ada; berkas yang sama boleh diimpor lagi.
import-no-name-column = Tidak ada kolom “nama” di berkas ini; baris { $row } berisi: { $found }. Data di laptop tidak berubah. Betulkan judul kolomnya, lalu impor lagi.
import-not-residents = Berkas ini berisi nama, tetapi tidak ada NIK, KK, tanggal lahir, atau alamat (kolomnya: { $found }). Data di laptop tidak berubah. Pilih daftar warga.
import-column-missing = Kolom “{ $column }” tidak ada. Warga tetap bisa diimpor tanpa isian itu.
import-column-unknown = Kolom { $letter } “{ $column }” tidak dikenal dan dilewati. Kolom lain tetap dipakai.
import-column-twice = Kolom “{ $column }” ada dua kali; kolom { $letter } dilewati.

# Impor: baris

import-row-twice = Orang yang sama juga ada di baris { $row } berkas ini.
import-nik-taken = NIK ini di laptop tercatat atas nama { $name }. Keduanya disimpan terpisah dan ditandai untuk kantor.
import-similar = Mungkin sama dengan { $name } yang sudah tercatat. Keduanya disimpan terpisah dan ditandai untuk kantor.
import-field-kept = Impor tidak mengubah isian ini: tetap “{ $old }”, di berkas “{ $new }”. Ubah di halaman warga bila memang pindah.

# Nama isian

field-name = Nama lengkap
field-nik = NIK
field-nik_draft = NIK belum benar
field-nik_temporary = Nomor sementara
field-kk = Nomor KK
field-household = Keluarga
field-sex = Jenis kelamin
field-birth_place = Tempat lahir
field-birth_date = Tanggal lahir
field-religion = Agama
field-education = Pendidikan
field-schooling = Sedang sekolah
field-occupation = Pekerjaan
field-marital_status = Status perkawinan
field-relation = Hubungan dalam keluarga
field-citizenship = Kewarganegaraan
field-father_nik = NIK ayah
field-father_name = Nama ayah
field-mother_nik = NIK ibu
field-mother_name = Nama ibu
field-blood_type = Golongan darah
field-birth_certificate = Akta kelahiran
field-passport = Nomor paspor
field-passport_until = Paspor berlaku sampai
field-kitas = Nomor KITAS
field-marriage_certificate = Akta perkawinan
field-marriage_date = Tanggal perkawinan
field-divorce_certificate = Akta perceraian
field-divorce_date = Tanggal perceraian
field-disability = Disabilitas
field-contraception = Cara KB
field-pregnant = Kehamilan
field-ektp = KTP-el
field-recording_status = Perekaman KTP-el
field-address = Alamat
field-dusun = Dusun
field-rt = RT
field-rw = RW
field-current_address = Alamat sekarang
field-basic_status = Status warga
field-ethnicity = Suku
field-card_tag = Nomor chip KTP-el
field-insurance = Jaminan kesehatan
field-insurance_number = Nomor jaminan kesehatan
field-lat = Lintang
field-lng = Bujur
field-phone = Telepon
field-extras_consent = Setuju telepon, catatan, dan foto dicatat
field-note = Catatan

extras-without-consent = Tanyakan apakah orangnya setuju telepon, catatan, dan fotonya dicatat, lalu centang. Tanpa persetujuan, kosongkan keduanya; ia tetap dilayani.
approval-missing = Surat ini dicetak tanpa catatan siapa yang memeriksanya. Tanyakan kepada petugas yang mencetak.
approval-no-right = { $name } memeriksa surat ini, tetapi tidak punya hak memeriksa surat pada { $day }.
approval-not-that-day = { $name } memeriksa surat ini, tetapi hak memeriksanya tidak berlaku pada { $day }.
approval-own-work = { $name } memeriksa suratnya sendiri pada { $day }, padahal kantor meminta petugas lain yang memeriksa.
approval-not-given = Surat tertanggal { $day } ini mencatat { $name } sebagai pemeriksa, tetapi bukan ia yang menulis persetujuan itu. Tanyakan langsung kepadanya.
