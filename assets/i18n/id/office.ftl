# Konsol kantor.
office-line = Konsol kantor
office-version = Jemput { $version }
office-setup-title = Siapkan konsol kantor
office-setup-intro = Belum ada akun. Buat akun pertama dengan kode sekali pakai.
office-setup-code = Kode sekali pakai
office-setup-code-help = Tercetak di layar ketika server dimulai, misalnya ABCDE-FGHJK.
office-setup-submit = Buat akun
office-signin-title = Masuk
office-signin-intro = Untuk pegawai kantor.
office-signin-submit = Masuk
office-name = Nama
office-pass = Kata sandi
office-pass-help = Paling sedikit 10 huruf. Empat kata acak lebih kuat dan mudah diingat.
office-signed-in = Masuk sebagai { $name }
office-sign-out = Keluar
office-nav-overview = Ringkasan
office-nav-residents = Warga
office-nav-letters = Surat
office-nav-conflicts = Perbedaan
office-nav-devices = Laptop
office-to-look-at = { " " }perlu dilihat
office-search = Cari
office-open = Buka
office-open-of = Buka { $name }
office-itself = kantor
office-rows = { $first }–{ $last } dari { $total }
office-rows-none = Tidak ada yang cocok
office-earlier = Sebelumnya
office-later = Berikutnya
office-flag-other = Perlu diperiksa
office-clock-doubtful = Jam laptop meragukan

office-overview-title = Ringkasan hari ini
office-overview-intro = Apa yang datang dari laptop, dan apa yang perlu dilihat.
office-figures = Angka
office-figure-devices = Laptop terdaftar
office-figure-today = Terhubung hari ini
office-figure-conflicts = Catatan berbeda
office-contact-title = Kabar terakhir dari laptop
office-contact-today = Terhubung hari ini
office-contact-never = Belum pernah
office-contact-at = Terakhir { $when }

office-resident-name = Nama
office-resident-birth = Lahir
office-resident-address = Alamat
office-resident-flags = Perlu dilihat
office-residents-search-help = Nama, NIK atau empat angka terakhirnya, nomor KK, atau alamat.
office-residents-none-help = Warga muncul di sini setelah laptop mengirim data. Coba juga tiga huruf pertama nama.
office-facts-title = Data warga
office-rivals-title = Dua isian yang berbeda
office-rivals-of = Isian yang berbeda pada { $name }
office-rival-shown = Yang ditampilkan
office-rival-other = Isian lain
office-field = Isian
office-history-title = Riwayat

office-letters-title = Register surat
office-book = Buku register
office-book-which = Desa, tahun, dan seri
office-letters-search-help = Nomor, nama, atau jenis surat.
office-letters-none = Belum ada surat.
office-letters-none-help = Surat muncul di sini setelah laptop mengirim data.
office-letter-number = Nomor
office-letter-kind = Jenis
office-letter-whose = Untuk
office-letter-date = Tanggal
office-letter-state = Keadaan
office-state-all = Semua
office-state-help = Surat batal tetap ada di register.
office-state-awaiting = Menunggu tanda tangan
office-state-issued = Diserahkan
office-state-void = Batal
office-state-replaced = Diganti { $number }

office-conflicts-title = Perlu diputuskan
office-conflicts-intro = Semua isian tersimpan. Tidak ada yang diputuskan sebelum Anda menekan Simpan.
office-conflicts-some =
    { $count ->
       *[other] { $count } catatan berbeda di dua laptop
    }
office-conflicts-look = Lihat
office-conflicts-safe = Kedua isian tersimpan; yang tidak dipilih tetap ada di riwayat.
office-conflicts-none = Tidak ada yang perlu diputuskan
office-conflicts-none-help = Semua laptop sepakat.
office-conflicts-more = Hanya yang tertua yang tampil, dari { $total } catatan.

office-devices-title = Laptop
office-devices-none = Belum ada laptop
office-devices-none-help = Buat kode, lalu ketik kode itu di laptop bersama alamat server.
office-device-name = Nama laptop
office-device-name-help = Misalnya Laptop 02. Kosongkan bila petugas yang memberi nama.
office-device-officer = Petugas
office-device-villages = Desa
office-device-mark = Tanda
office-device-state = Keadaan
office-device-trust = Kunci
office-device-enrolled-at = Terdaftar { $when }
office-told-when = (kabar { $when })
office-told-all-sent = semua terkirim
office-told-unsent = belum terkirim: { $changes } catatan, { $files } berkas
office-told-free = sisa disk { $count } GB
office-told-free-mb = sisa disk { $count } MB
office-told-clock-right = jam benar
office-told-clock-ahead = jam { $count } menit terlalu cepat
office-told-clock-behind = jam { $count } menit terlalu lambat
office-told-version = versi { $version }
office-call-disk = Hubungi: disk hampir penuh
office-call-unsent = Hubungi: lama belum mengirim
office-call-clock = Hubungi: jam salah
office-call-version = Versi lama, perbarui
office-call-silent = Hubungi: lama tanpa kabar
office-code-title = Daftarkan laptop baru
office-code-intro = Kode hanya berlaku sekali dan hanya tampil sekali. Simpan atau ketik langsung di laptop.
office-code-villages = Desa yang boleh disimpan laptop ini
office-code-make = Buat kode
office-code-ready = Ketik kode ini di laptop
office-code-server = Alamat server:
office-code-until = Berlaku sampai { $when }, sekali pakai.
office-ticket-help = Lebih mudah: di laptop tekan “Pindai kode QR”, atau tempel baris ini di “Baris dari kantor”. Isinya alamat, kunci kantor, dan kode tadi. Tanpa sinyal pun cukup: laptop menyimpan permohonannya ke USB. Kirim hanya kepada petugasnya.
office-ticket-qr = Kode QR untuk mendaftarkan laptop
office-villages-none = Belum ada desa
office-villages-none-help = Masukkan desa, penanda tangan, dan layanan dengan berkas kantor: jemput-server office apply.

error-office-lost = Server kantor tidak menjawab. Data yang sudah tersimpan tetap aman. Periksa sambungan, lalu tekan Coba lagi.
error-office-answer = Jawaban server tidak dapat dibaca. Data tetap aman. Muat ulang halaman ini.
error-decision-late = Isian ini sudah diputuskan atau berubah sementara layar terbuka. Tidak ada yang hilang. Lihat keadaan terbaru, lalu putuskan lagi bila masih perlu.
error-decision-too-large = Paling banyak { $max } isian dalam satu keputusan. Belum ada yang diubah. Pilih lebih sedikit, lalu tekan lagi.
error-decision-unknown = Keputusan itu tidak ditemukan. Catatan tidak berubah. Muat ulang halaman ini.
error-record-unknown = Catatan itu tidak ada di kantor ini. Data lain tetap aman. Kembali ke daftar.
error-field-not-writable = Isian ini tidak dapat ditulis di konsol. Kedua nilainya tetap tersimpan. Ambil salah satu.

office-conflicts-waiting = Menunggu keputusan
office-conflicts-elsewhere =
    { $count ->
       *[other] Masih ada { $count } catatan di luar saringan ini.
    }
office-filter-topic = Yang perlu diputuskan
office-filter-village = Desa
office-filter-kind = Jenis catatan
office-filter-field = Isian
office-filter-clear = Tampilkan semua
office-topic-rivals = Isian berbeda
office-topic-removed = Dihapus, tetapi juga diubah
office-topic-circle = Digabung melingkar
office-topic-household = Keluarga tidak cocok
office-topic-number = Satu nomor, dua surat
office-topic-approval = Persetujuan surat tidak sah
office-kind-resident = Warga
office-kind-household = Keluarga
office-kind-request = Permohonan
office-kind-letter = Surat
office-kind-attachment = Lampiran
office-kind-other = Catatan lain
office-key-walk = pindah
office-key-take = ambil
office-key-write = tulis lain
office-key-mark = tandai
office-mark = Tandai { $name }
office-mark-all = Tandai semua yang tampil
office-family-of = Keluarga { $name }
office-about-field = { $field } berbeda
office-about-fields =
    { $count ->
       *[other] { $count } isian berbeda
    }
office-decided-already = Sudah diputuskan
office-decided-already-help = Tidak ada lagi yang perlu diputuskan untuk catatan ini.
office-write = Tulis lain
office-write-field = { $field } yang benar
office-write-date = Tanggal-bulan-tahun, misalnya 12-03-1989.
office-hand-unknown = Penulis tidak dikenal di sini
office-note = Alasan
office-note-help = Misalnya: melihat KK asli.
office-chosen = { $count } dari { $total } isian dipilih
office-save-next = Simpan, buka berikutnya
office-decided =
    { $count ->
       *[other] { $name }: { $count } isian diputuskan.
    }
office-decided-many =
    { $skipped ->
        [0] { $count } isian diputuskan.
       *[other] { $count } isian diputuskan, { $skipped } dilewati karena aturannya tidak cocok atau sudah berubah.
    }
office-undone =
    { $count ->
       *[other] Keputusan dibatalkan; { $count } isian terbuka lagi.
    }
office-printed-title =
    { $count ->
        [one] Satu surat sudah dicetak dengan { $field } { $value }
       *[other] { $count } surat sudah dicetak dengan { $field } { $value }
    }
office-printed-stay = Surat itu tetap sah; pilihan di sini tidak mengubahnya.
office-many-title =
    { $count ->
       *[other] { $count } catatan ditandai
    }
office-many-intro =
    { $count ->
       *[other] Satu aturan untuk { $count } isian. Yang tidak dipilih tetap ada di riwayat, dan keputusan ini bisa diurungkan.
    }
office-rule = Isian mana yang diambil?
office-rule-newest = Yang terbaru
office-rule-device = Yang ditulis { $name }
office-many-save =
    { $count ->
       *[other] Putuskan { $count } isian
    }
office-many-cancel = Batalkan tanda
office-relation-of = Hubungan { $name }
office-family-help = Lihat KK asli sebelum mengubah. Warga yang sudah meninggal atau pindah tetap tercatat.
office-family-note = Perubahan dikirim ke laptop pada sambungan berikutnya.
office-family-saved = Hubungan keluarga disimpan.
office-removed-intro = Catatan ini dihapus atau digabung oleh seseorang yang belum melihat perubahan ini, atau diubah oleh seseorang yang belum tahu bahwa catatan ini dihapus.
office-removed-note = Kedua pilihan tidak membuang riwayat.
office-removal = Dihapus atau digabung
office-restore = Kembalikan catatan
office-stay-away = Biarkan terhapus
office-restored = { $name } dikembalikan.
office-stays-away = { $name } tetap terhapus.
office-circle = Catatan-catatan ini saling digabung. Sementara ini yang bernomor terkecil yang ditampilkan. Batalkan salah satu penggabungan di halaman warga.
office-number-twice = Nomor ini ada pada lebih dari satu surat, karena sebuah laptop disalin. Kedua surat tetap tercatat. Batalkan salah satunya di laptop, lalu cetak penggantinya; sesudah itu baris ini hilang sendiri.
office-approval-intro = Surat ini sudah dicetak dan tetap tercatat. Kantor menentukan apakah surat ini tetap berlaku.
office-approval-reason = Alasan keputusan
office-approval-reason-help = Dibaca lagi bertahun-tahun kemudian, misalnya saat surat diperiksa.
office-approval-note = Pilihan dan alasannya tercatat dengan nama Anda. Bila dibatalkan, halaman pemeriksaan QR langsung mengatakannya.
office-approval-stand = Tetap berlaku
office-approval-void = Batalkan surat
office-approval-stands = Surat { $name } tetap berlaku.
office-approval-voided = Surat { $name } dibatalkan.
error-approval-reason-missing = Alasan keputusan belum jelas. Surat tidak berubah. Tulis sedikitnya lima huruf.
error-nothing-chosen = Belum ada yang dipilih. Tidak ada yang berubah. Pilih salah satu isian, lalu simpan.

office-backup-title = Cadangan
office-backup-last = Cadangan terakhir
office-backup-behind = Perubahan yang belum dicadangkan
office-backup-never = belum pernah
office-backup-when = { $hours ->
    [0] { $when }, kurang dari satu jam lalu
   *[other] { $when }, { $hours } jam lalu
}
office-backup-make = Buat cadangan sekarang
office-backup-busy = Membuat cadangan…
office-backup-off = Cadangan belum diatur
office-backup-off-help = Bila mesin ini rusak, data kantor hilang. Minta pengelola server menyiapkan media cadangan (panduan kantor, bab Cadangan).
office-backup-old = Cadangan terakhir sudah terlalu lama
office-backup-old-help = Periksa apakah media cadangan terpasang, lalu tekan Buat cadangan sekarang.
office-backup-here-only = Media cadangan ini berada di mesin yang sama, jadi laptop belum menganggap datanya aman. Pakai media kedua.
office-backup-alarm = Data server ini pernah mundur tanpa pemulihan resmi
office-backup-alarm-help = Laptop { $laptops } tahu perubahan yang tidak ada di sini. Laptop mengirimnya lagi sendiri. Tanyakan kepada pengelola server apa yang terjadi.

error-pair-changed = Catatan ini berubah sementara layar terbuka. Belum ada yang digabung atau dihapus. Lihat keadaan terbaru, lalu tekan lagi.
error-reason-missing = Alasan belum diisi. Catatan tidak berubah. Tulis alasannya, lalu tekan lagi.

office-nav-duplicates = Data ganda
office-figure-duplicates = Mungkin ganda
office-duplicates-title = Mungkin tercatat dua kali
office-duplicates-intro = Tidak ada yang digabung sebelum Anda menekan Gabungkan.
office-duplicates-none = Tidak ada dua catatan yang tampak seperti satu orang.
office-duplicates-more = Hanya yang paling mirip yang tampil, dari { $total } pasang.
office-key-keep = yang dipertahankan
office-points = mirip { $points } %
office-reason-nik = NIK sama
office-reason-nik-nearly = NIK hampir sama
office-reason-name = nama sama
office-reason-name-nearly = nama mirip
office-reason-birth = tanggal lahir sama
office-reason-birth-nearly = tanggal lahir mirip
office-reason-mother = ibu sama
office-reason-kk = KK sama
office-open-one = Buka 1
office-open-two = Buka 2
office-pair-help = Pilih catatan yang dipertahankan, lalu isian mana yang dipakai bila berbeda.
office-keep-this = Dipertahankan
office-keep-other = Pertahankan yang ini
office-merge-safe = Riwayat dan semua surat kedua catatan tetap ada dan tampil di catatan yang dipertahankan. Penggabungan bisa dibatalkan kapan saja.
office-merge = Gabungkan
office-merged = Digabung; { $name } dipertahankan.
office-distinct = Bukan orang yang sama
office-told-apart = Dicatat sebagai dua orang. Tidak akan ditanyakan lagi.
office-pair-undone = Dibatalkan; pasangan itu menunggu lagi.
office-is-merged = Digabung ke { $name }
office-is-merged-help = Surat dan riwayatnya tampil di sana.
office-unmerge = Batalkan penggabungan
office-is-deleted = Catatan ini dihapus
office-is-deleted-help = Tidak tampil di daftar, pencarian, dan jumlah. Riwayat dan suratnya tetap ada.
office-delete = Hapus catatan
office-delete-title = Hapus catatan { $name }?
office-delete-help = Hanya untuk catatan yang dibuat karena keliru. Warga yang meninggal atau pindah jangan dihapus: ubah statusnya di laptop. Riwayat dan surat tetap ada, dan catatan bisa dikembalikan.
office-delete-no = Jangan hapus
office-deleted = Catatan { $name } dihapus.
office-delete-undone = Penghapusan dibatalkan.
office-merged-title = Termasuk catatan yang digabung
office-history-of = dari { $name }
office-residents-gone = Yang dihapus atau digabung
field-merged_into = Digabung ke
field-deleted = Dihapus
field-distinct = Bukan orang yang sama

office-nav-inbox = Kotak masuk
office-figure-inbox = Menunggu izin kantor
office-inbox-title = Menunggu izin kantor
office-inbox-intro = Perubahan ini sudah tersimpan di kantor, tetapi belum berlaku.
office-inbox-waiting = Menunggu
office-inbox-decided = Sudah diputuskan
office-inbox-none = Semua perubahan dari laptop sudah berlaku.
office-inbox-more = Hanya yang tertua yang tampil, dari { $total } perubahan.
office-inbox-received = diterima { $when }
office-inbox-waits = Menunggu
office-inbox-is-accepted = Diterima
office-inbox-is-declined = Ditolak
office-inbox-erased = Isi perubahan ini sudah dihapus.
office-inbox-note = Alasan: { $note }
office-inbox-reason = Alasan, bila ditolak
office-inbox-reason-help = Petugas laptop membaca alasan ini.
office-inbox-accept = Terima, berlakukan
office-inbox-decline = Tolak
office-inbox-accepted = Perubahan diterima dan berlaku.
office-inbox-declined = Perubahan ditolak. Petugas mendapat alasannya.
office-inbox-new = baru
office-inbox-now = Sekarang
office-inbox-would = Akan menjadi
office-waits-change-outside-scope = Di luar desa laptop itu
office-waits-change-office-kind = Hanya kantor yang boleh mengubah ini
office-waits-change-other-device = Dibawa laptop lain
office-waits-other = Tidak langsung diberlakukan
office-kind-signer = Penanda tangan
office-kind-village = Desa
office-kind-service = Layanan
office-kind-device = Laptop
error-inbox-late = Perubahan ini sudah diputuskan atau tidak menunggu lagi. Tidak ada yang berubah sekarang. Muat ulang halaman ini.

office-ways = Daftar
office-way-decide = Perlu diputuskan
office-way-look = Perlu dilihat saja
office-behind =
    { $count ->
       *[other] Masih memeriksa { $count } perubahan dari laptop. Daftar ini bertambah sendiri.
    }
office-look-title = Perlu dilihat, tanpa tindakan
office-look-intro = Dua orang mengubah isian yang berlainan dari catatan yang sama tanpa saling tahu. Semua perubahan sudah berlaku.
office-look-none = Tidak ada yang perlu dilihat
office-look-none-help = Perubahan yang bertemu di satu catatan akan muncul di sini.
office-beside-intro = Lihat apakah perubahan ini masuk akal bersama-sama, misalnya alamat baru dengan RT lama. Bila ada yang keliru, minta petugas membetulkannya.
office-beside-note = Tidak ada yang berubah di catatan.
office-looked =
    { $count ->
       *[other] { $count } catatan ditandai sudah dilihat.
    }
office-looked-next = Sudah dilihat, buka berikutnya
office-looked-all =
    { $count ->
       *[other] Tandai { $count } catatan sudah dilihat
    }
office-looked-already = Sudah dilihat
office-looked-already-help = Tidak ada lagi yang perlu dilihat di catatan ini.
office-topic-soft = Isian lain ikut berubah
office-figure-looks = Perlu dilihat saja
