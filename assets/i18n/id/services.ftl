# Formulir layanan, isi surat, nomor surat, dan berkas layanan.

## Jawaban formulir

answer-missing = “{ $label }” belum diisi.
answer-shape = Jawaban “{ $label }” belum terbaca: { $value }. Isi sekali lagi.
answer-option = Pilihan “{ $value }” tidak ada lagi pada “{ $label }”. Pilih yang lain.
answer-short = “{ $label }” terlalu pendek. Tulis paling sedikit { $min } huruf.
answer-long = “{ $label }” terlalu panjang: { $count } huruf. Paling banyak { $max }.
answer-small = “{ $label }” paling kecil { $min }.
answer-large = “{ $label }” paling besar { $max }.
answer-date-not-before = “{ $label }” harus sebelum hari ini, bukan { $value }.
answer-date-future = “{ $label }” tidak boleh sesudah hari ini: { $value }.
answer-date-past = “{ $label }” tidak boleh sebelum hari ini: { $value }.
answer-date-not-after = “{ $label }” harus sesudah hari ini, bukan { $value }.
answer-nik = “{ $label }” harus 16 angka; baru { $count }.
answer-time = “{ $label }” harus berupa jam dan menit, misalnya 14.30, bukan { $value }.
answer-person-name = Nama pada “{ $label }” belum diisi ({ $part }).
answer-person-nik = NIK pada “{ $label }” harus 16 angka; baru { $count } ({ $part }). Kosongkan bila tidak diketahui.
answer-person-date = Tanggal pada “{ $label }” belum terbaca: { $value } ({ $part }). Contoh yang benar: 31-12-1999, atau hanya tahun 1954.
answer-person-future = Tanggal pada “{ $label }” tidak boleh sesudah hari ini: { $value } ({ $part }).
answer-person-long = Isian { $part } pada “{ $label }” terlalu panjang. Paling banyak { $max } huruf.
answer-people-few = “{ $label }” paling sedikit { $min } orang.
answer-people-many = “{ $label }” paling banyak { $max } orang.

## Orang dalam formulir

person-from-family = Ambil dari anggota keluarga
person-add = Tambah orang
person-remove = Hapus orang ke-{ $number }
person-number = Orang ke-{ $number }
person-none = Belum ada orang.
time-format = jam.menit
answer-character = Pada “{ $label }” ada tanda yang tidak terlihat dan tidak dapat dicetak ({ $code }). Hapus, lalu ketik ulang.

## Warga dalam surat

letter-name-missing = Nama warga belum ada. Lengkapi data warga lebih dulu.
letter-village-incomplete = Data desa belum lengkap: nama desa, kecamatan, kabupaten, atau provinsi kosong. Isian tersimpan. Minta kantor melengkapinya, lalu kirim data.
letter-nik-invalid = NIK { $value } belum benar dan tidak boleh dicetak. Perbaiki NIK pada data warga, atau kosongkan bila warga belum memiliki NIK.
letter-nik-none = Warga belum memiliki NIK. Di surat tertulis “belum memiliki NIK”.
letter-resident-dead = Warga tercatat sudah meninggal. Surat ini tidak dapat dibuat.
letter-resident-lives = Surat ini untuk warga yang sudah meninggal. Ubah dulu status warga menjadi meninggal pada data warga.
letter-resident-gone = Warga tercatat sudah pindah atau tidak ditemukan. Pastikan ia masih tinggal di sini.
letter-address-missing = Alamat warga belum ada. Lengkapi data warga lebih dulu.
letter-fact-missing = Data ini belum ada pada data warga. Di surat tertulis tanda “-”.

## Nomor surat

number-brace = Tanda kurung kurawal pada pola nomor belum berpasangan.
number-unknown-name = Ada nama yang tidak dikenal pada pola nomor.
number-width = Lebar nomor harus dari 1 sampai 9, dan hanya untuk nomor urut.
number-character = Ada tanda yang tidak boleh dipakai dalam nomor surat.
number-no-serial = Pola nomor belum memuat nomor urut.
number-no-year = Nomor urut mulai lagi setiap tahun, tetapi pola nomor belum memuat tahun.
number-empty-part = Ada bagian kosong pada nomor surat.
number-unit-empty = Kode unit desa belum diisi, jadi nomor surat belum dapat dibuat. Mintalah kantor mengisinya.
number-code-empty = Kode klasifikasi surat belum diisi.
number-too-long = Nomor surat terlalu panjang.

## Nomor surat, bila surat tidak jadi dicetak karenanya

error-number-brace = { number-brace }
error-number-unknown-name = { number-unknown-name }
error-number-width = { number-width }
error-number-character = { number-character }
error-number-no-serial = { number-no-serial }
error-number-no-year = { number-no-year }
error-number-empty-part = { number-empty-part }
error-number-unit-empty = { number-unit-empty }
error-number-code-empty = { number-code-empty }
error-number-too-long = { number-too-long }

## Berkas layanan

service-not-toml = Berkas layanan tidak terbaca: { $detail }
service-wrong-shape = Isi berkas layanan tidak sesuai: { $detail }
service-format-unknown = Berkas layanan memakai format { $format }; aplikasi ini mengenal format { $known }. Perbarui aplikasi.
service-component-missing = Komponen standar pelayanan “{ $component }” belum ada.
service-component-empty = Komponen standar pelayanan “{ $component }” masih kosong.
service-id-form = “{ $value }” tidak dapat dipakai sebagai kode. Pakai huruf kecil, angka, dan tanda hubung, paling banyak 40.
service-version-zero = Versi dimulai dari 1.
service-kind-code-form = Kode jenis “{ $value }” harus huruf besar dan angka, paling banyak 8.
service-text-empty = “{ $key }” belum diisi.
service-validity-zero = Masa berlaku paling sedikit 1 bulan. Hapus barisnya bila surat tidak berakhir.
service-number-format = Pola nomor “{ $value }” belum benar.
service-time-long = Waktu layanan lebih dari 60 hari.
service-key-form = Kunci “{ $key }” harus mulai dengan huruf kecil; hanya huruf kecil, angka, dan garis bawah.
service-key-twice = Kunci “{ $key }” dipakai dua kali.
service-options-missing = Pertanyaan pilihan “{ $key }” belum punya pilihan.
service-options-unused = Pilihan hanya untuk pertanyaan jenis pilihan (“{ $key }”).
service-option-twice = Pilihan “{ $value }” ada dua kali pada “{ $key }”.
service-rule-unused = Aturan tanggal hanya untuk pertanyaan tanggal (“{ $key }”).
service-range-unused = Batas paling kecil atau paling besar tidak berlaku untuk jenis pertanyaan “{ $key }”.
service-range-empty = Batas paling besar pada “{ $key }” lebih kecil daripada batas paling kecil.
service-suggest-unused = Saran jawaban hanya untuk pertanyaan teks (“{ $key }”).
service-default-wrong = Jawaban awal “{ $key }” tidak sesuai dengan jenis pertanyaannya.
service-condition-tests = Syarat tampil pada “{ $key }” harus memakai tepat satu dari is, not, atau answered.
service-condition-unknown = Syarat tampil menyebut “{ $field }”, yang tidak ada sebelumnya.
service-condition-value = Syarat tampil menyebut nilai { $value }, yang tidak dapat menjadi jawaban “{ $field }”.
service-signature-count = Surat harus memuat tepat satu blok tanda tangan; sekarang { $count }.
service-template-braces = Tanda kurung kurawal pada isi surat belum berpasangan.
service-name-unknown = Nama “{ $name }” tidak dikenal.
service-filter-unknown = Pengolah “{ $filter }” tidak dikenal.
service-template-statement = Perintah “{ $word }” pada isi surat tidak dikenal atau tidak berpasangan. Pakai if, elif, else, dan endif.
service-margin = Margin { $value } mm di luar batas. Pakai 5 sampai 60 mm.
service-parts-unused = Daftar parts hanya untuk pertanyaan tentang orang (“{ $key }”).
service-part-unknown = Bagian “{ $part }” tidak dikenal.
service-part-name = Pertanyaan tentang orang (“{ $key }”) harus memuat bagian name.
service-part-not-asked = Bagian “{ $part }” tidak ditanyakan pada “{ $field }”, jadi tidak dapat dicetak.
service-identity-of = “{ $of }” bukan resident dan bukan pertanyaan tentang satu orang.
service-people-field = “{ $field }” bukan pertanyaan tentang beberapa orang.
service-block-empty = Daftar ini masih kosong.
service-signature-columns = Tanda tangan berdampingan paling sedikit satu dan paling banyak tiga; sekarang { $count }.
service-attachment-signature = Blok signature hanya untuk surat. Pada lampiran pakai signatures.
service-example = Jawaban contoh “{ $key }” tidak punya pertanyaan atau tidak sesuai dengan jenisnya.
