# Kalimat untuk setiap kode kesalahan: apa yang terjadi, apa yang aman, apa yang ditekan.

error-unknown = Ada yang tidak berjalan semestinya. Yang sudah disimpan tetap aman. Coba sekali lagi.
error-internal = Ada yang tidak berjalan semestinya di laptop ini. Yang sudah disimpan tetap aman. Coba sekali lagi; bila terulang, sampaikan nomor di Rincian kepada kantor.
error-command-input = Isian tidak dapat dibaca. Yang sudah disimpan tetap aman. Muat ulang layar ini, lalu coba lagi.
error-command-unknown = Bagian ini belum dikenal oleh versi aplikasi yang terpasang. Data aman. Perbarui aplikasi.
error-setting-value = Nilai pengaturan itu tidak tersedia. Pengaturan lama tetap dipakai.

error-disk-full = Penyimpanan laptop penuh, jadi belum tersimpan. Yang sudah tersimpan sebelumnya aman, dan isian Anda masih di layar. Hapus berkas lain dari laptop, lalu tekan sekali lagi.
error-file-denied = Laptop tidak mengizinkan berkas itu dibuka atau ditulis. Data Jemput aman. Pilih folder lain.
error-file-missing = Berkas tidak ditemukan. Data Jemput aman. Periksa apakah USB masih terpasang, lalu pilih berkasnya lagi.
error-file-failed = Berkas tidak dapat dibaca atau ditulis. Data Jemput aman. Coba lagi atau pilih tempat lain.

error-database-newer = Data di laptop ini ditulis oleh Jemput yang lebih baru. Data aman dan tidak diubah. Pasang versi terbaru.
error-database-damaged = Data di laptop ini tidak dapat dibaca. Tidak ada yang diubah. Jangan menghapus apa pun; hubungi kantor.
error-update-no-room = Jemput yang baru harus menyalin data dulu sebelum memperbaruinya, tetapi penyimpanan laptop penuh. Data Anda utuh dan belum diubah. Hapus berkas lain dari laptop, lalu masuk lagi.
error-update-no-copy = Jemput yang baru harus menyalin data dulu sebelum memperbaruinya, tetapi salinannya tidak dapat dibuat. Data Anda utuh dan belum diubah. Coba masuk sekali lagi; bila terulang, kabari kantor.
error-database-busy = Data sedang dipakai bagian lain. Isian Anda masih di layar. Tunggu sebentar, lalu coba lagi.

error-locked = Jemput terkunci. Pekerjaan tersimpan. Masuk dengan kata sandi untuk melanjutkan.
error-not-enrolled = Laptop ini belum terdaftar di kantor. Daftarkan dahulu dengan kode dari kantor.
error-enrolled-already = Laptop ini sudah terdaftar. Masuk dengan kata sandi Anda.
error-officer-unknown = Petugas itu tidak terdaftar di laptop ini. Pilih nama lain.
error-officer-name-missing = Nama petugas belum diisi. Isian lain tetap ada. Tulis nama Anda.
error-enrol-code-missing = Kode dari kantor belum diisi. Isian lain tetap ada. Ketik kodenya.
error-enrol-code = Kode itu tidak dikenal, sudah dipakai laptop lain, atau sudah lewat waktunya. Isian lain tetap ada. Periksa hurufnya, atau minta kode baru kepada kantor.
error-enrol-tries = Terlalu banyak percobaan kode. Isian lain tetap ada. Tunggu beberapa menit, lalu coba lagi.
error-enrol-other-passphrase = Pendaftaran sebelumnya belum selesai dan memakai kata sandi lain. Tidak ada yang hilang. Pakai kata sandi yang pertama.
error-passphrase-short = Kata sandi terlalu pendek. Isian lain tetap ada. Pakai sedikitnya { $count } huruf, atau empat kata.
error-passphrase-wrong = Kata sandi tidak cocok. Data aman. Periksa huruf besar dan kecil, lalu coba lagi.
error-profile-damaged = Berkas pendaftaran laptop ini rusak. Data warga aman dan tidak diubah. Hubungi kantor.
error-keys-damaged = Berkas kunci laptop ini rusak. Data warga aman tetapi belum dapat dibuka. Hubungi kantor.
error-membership-damaged = Tanda anggota laptop ini tidak dapat dibaca. Data warga aman. Hubungi kantor.
error-village-missing = Data desa belum diterima dari kantor. Pekerjaan aman. Sambungkan sinyal, lalu tekan Kirim sekarang di halaman Kirim data.

error-resident-unknown = Warga itu tidak ada di laptop ini. Data lain aman. Cari lagi namanya.
error-resident-deleted = Catatan ini dihapus oleh kantor. Surat yang sudah dicetak tetap sah dan ada di register. Cari lagi namanya bila perlu.
error-resident-merged-away = Catatan ini digabung dengan catatan di desa lain. Surat yang sudah dicetak tetap sah. Hubungi kantor bila warga tinggal di desa ini.
error-resident-incomplete = Isian belum bisa disimpan. Yang Anda ketik tetap ada. Perbaiki yang bertanda merah.
error-service-unknown = Layanan itu belum ada di laptop ini. Data aman. Pilih layanan lain atau sambungkan sinyal dahulu.
error-signer-missing = Penanda tangan belum dipilih. Isian tersimpan. Pilih penanda tangan.
error-request-unknown = Permohonan itu tidak ada lagi di laptop ini. Data lain aman. Mulai dari halaman warga.
error-request-printed = Surat dari permohonan ini sudah dicetak. Surat tersimpan dengan nomornya. Buka di halaman Surat.
error-paper-unknown = Ukuran kertas itu tidak tersedia. Isian tersimpan. Pilih F4, A4, A5, atau Legal.

error-letter-unknown = Surat itu tidak ada di laptop ini. Data lain aman. Cari di halaman Surat.
error-letter-incomplete = Surat belum bisa dicetak. Isian tersimpan, nomor belum dipakai. Lengkapi yang bertanda merah.
error-letter-void = Surat { $number } sudah dibatalkan. Catatannya tersimpan. Buat surat pengganti bila perlu.
error-letter-not-void = Surat { $number } masih berlaku. Batalkan dahulu sebelum membuat penggantinya.
error-letter-replaced-already = Surat { $number } sudah mempunyai pengganti. Buka penggantinya di halaman Surat.
error-letter-awaiting-signature = Surat { $number } masih menunggu tanda tangan. Catat penyerahannya dahulu.
error-letter-issued-already = Surat { $number } sudah diserahkan. Tekan Urungkan bila keliru.
error-receiver-missing = Nama penerima belum diisi. Surat tersimpan. Tulis siapa yang menerimanya.
error-void-reason-missing = Alasan pembatalan belum jelas. Surat belum diubah. Tulis sedikitnya lima huruf.
error-seal-failed = Segel QR tidak dapat dibuat. Isian tersimpan, nomor belum dipakai. Hubungi kantor.

error-print-unknown = Perintah cetak itu tidak ditemukan. Surat tersimpan. Buka suratnya di halaman Surat.
error-printer-none = Pencetak belum dipilih. Isian tersimpan, nomor belum dipakai. Pilih pencetak di Pengaturan.
error-printer-address = Alamat pencetak itu tidak dikenal. Pengaturan lama tetap dipakai. Pilih dari daftar.
error-printer-offset = Geseran terlalu jauh. Pengaturan lama tetap dipakai. Paling banyak { $count } milimeter.

error-server-certificates = Laptop ini tidak punya daftar sertifikat tepercaya. Semua pekerjaan tersimpan. Minta teknisi memasang paket ca-certificates.
error-server-address = Alamat kantor tidak dapat dibaca. Isian lain tetap ada. Contoh: https://jemput.contoh.go.id
error-server-needs-https = Alamat { $host } harus memakai https agar data warga terlindungi. Isian lain tetap ada. Ketik https:// di depannya.
error-server-unreachable = Kantor belum tersambung. Semua pekerjaan tersimpan di laptop ini. Anda boleh terus bekerja; nanti dicoba lagi sendiri.
error-server-slow = Sambungan ke kantor terlalu lambat. Semua pekerjaan tersimpan di laptop ini. Nanti dicoba lagi sendiri.
error-server-cut = Sambungan putus di tengah jalan. Yang sudah terkirim tidak diulang. Nanti dicoba lagi sendiri.
error-server-failing = Komputer kantor sedang bermasalah. Semua pekerjaan tersimpan di laptop ini. Nanti dicoba lagi sendiri.
error-server-rubbish = Jawaban yang datang bukan dari Jemput. Mungkin Wi-Fi ini minta masuk dahulu. Semua pekerjaan tersimpan; buka peramban atau ganti jaringan.
error-server-not-ours = Jawaban yang datang tidak ditandatangani kantor Anda. Tidak ada yang diterima, semua pekerjaan tersimpan. Ganti jaringan dan kabari kantor.
error-sync-cancelled = Pengiriman dihentikan. Yang sudah terkirim tidak diulang. Tekan Kirim sekarang untuk melanjutkan.
error-sync-rolled-back = Data laptop ini lebih lama daripada yang pernah dikirim. Tidak ada yang dihapus. Jangan lanjut mengirim; hubungi kantor.
error-sync-too-new = Kantor memakai Jemput yang lebih baru. Semua pekerjaan tersimpan. Perbarui aplikasi.
error-sync-refused = Kantor menolak laptop ini. Semua pekerjaan tersimpan. Hubungi kantor.
error-signature = Tanda tangan laptop ini tidak diterima kantor. Semua pekerjaan tersimpan. Hubungi kantor.
error-clock = Jam laptop ini terlalu jauh dari jam kantor. Semua pekerjaan tersimpan. Betulkan tanggal dan jam laptop, lalu coba lagi.
error-import-unknown = Impor itu tidak berjalan lagi. Warga yang sudah masuk tetap ada. Pilih berkasnya sekali lagi.
error-import-running = Impor lain masih berjalan. Tunggu sampai selesai atau hentikan dahulu.
error-import-format = Pilih xlsx atau csv untuk berkas baris yang ditolak.

# Jawaban dari kantor.
error-enrol-code-wrong = Kode itu tidak dikenal. Isian lain tetap ada. Periksa hurufnya, atau minta kode baru kepada kantor.
error-enrol-code-used = Kode itu sudah dipakai laptop lain. Isian lain tetap ada. Minta kode baru kepada kantor.
error-enrol-code-expired = Kode itu sudah lewat waktunya. Isian lain tetap ada. Minta kode baru kepada kantor.
error-enrol-key-known = Laptop ini sudah terdaftar di kantor dengan kode lain. Data aman. Hubungi kantor.
error-too-many-tries = Terlalu banyak percobaan. Isian lain tetap ada. Tunggu beberapa menit, lalu coba lagi.
error-request-malformed = Kantor tidak dapat membaca permintaan ini. Semua pekerjaan tersimpan. Perbarui aplikasi, lalu coba lagi.
error-request-too-large = Isian terlalu besar untuk satu permintaan. Belum ada yang diubah. Kurangi isinya, lalu coba lagi.
error-request-unsigned = Permintaan tiba tanpa tanda tangan laptop. Semua pekerjaan tersimpan. Coba lagi di jaringan lain.
error-request-repeated = Permintaan yang sama tiba dua kali. Semua pekerjaan tersimpan. Tekan Kirim sekarang.
error-request-slow = Sambungan terlalu lambat untuk permintaan ini. Semua pekerjaan tersimpan. Nanti dicoba lagi sendiri.
error-signature-wrong = Tanda tangan laptop ini tidak diterima kantor. Semua pekerjaan tersimpan. Hubungi kantor.
error-device-unknown = Kantor belum mengenal laptop ini. Semua pekerjaan tersimpan. Hubungi kantor.
error-device-revoked = Kantor sudah menonaktifkan laptop ini. Semua pekerjaan tersimpan. Hubungi kantor.
error-clock-behind = Jam laptop ini tertinggal dari jam kantor. Semua pekerjaan tersimpan. Betulkan tanggal dan jam, lalu coba lagi.
error-village-unknown = Desa itu belum ada di kantor ini. Isian lain tetap ada. Pilih desa lain.
error-sync-rollback = Data kantor lebih lama daripada yang pernah diterima laptop ini. Semua pekerjaan tersimpan di laptop. Kabari kantor sebelum melanjutkan.
error-sync-forked = Laptop ini pernah dipulihkan dari salinan, atau salinannya masih bekerja. Semua pekerjaan tersimpan. Kabari kantor, lalu tekan Kirim sekarang.
error-sync-other-server = Alamat itu milik kantor lain. Tidak ada yang dikirim, semua pekerjaan tersimpan. Periksa jaringan dan kabari kantor.
error-sync-upgrade = Versi Jemput di laptop dan di kantor terlalu jauh berbeda. Semua pekerjaan tersimpan. Perbarui aplikasi.
error-sync-stale = Jawaban kantor datang terlambat. Semua pekerjaan tersimpan. Nanti dicoba lagi sendiri.
error-sync-unreadable = Ada catatan dari kantor yang belum dapat dibaca versi ini. Semua pekerjaan tersimpan. Perbarui aplikasi.

# Konsol kantor.
error-signed-out = Anda sudah keluar. Tidak ada yang hilang. Masuk sekali lagi.
error-sign-in-wrong = Nama atau kata sandi tidak cocok. Periksa hurufnya, lalu coba lagi.
error-sign-in-locked = Terlalu banyak percobaan masuk. Akun aman. Tunggu beberapa menit, lalu coba lagi.
error-setup-code-wrong = Kode penyiapan tidak cocok. Lihat kode yang ditampilkan server saat pertama dijalankan.
error-account-name-missing = Nama akun belum diisi. Tulis nama untuk masuk.
error-passphrase-long = Kata sandi terlalu panjang. Pakai yang lebih pendek.
error-page-stale = Halaman ini sudah terlalu lama terbuka. Tidak ada yang hilang. Muat ulang halaman.
error-not-found = Yang dicari tidak ada. Data lain aman. Kembali ke daftar.
error-snapshot-gone = Kantor sudah menyiapkan data desa yang lebih baru. Pengambilan diulang sendiri dan pekerjaan Anda aman.
error-snapshot-damaged = Data desa dari kantor rusak di perjalanan dan tidak dipakai. Pekerjaan Anda aman. Data itu diambil lagi pada sinkron berikutnya.
error-blob-absent = Berkas ini belum sampai di kantor. Berkas masih ada di laptop yang melampirkannya. Coba lagi nanti.
error-blob-damaged = Berkas rusak di perjalanan. Berkas di laptop ini utuh dan dikirim lagi dari awal.
error-blob-offset = Kantor menunggu bagian lain dari berkas ini. Pengiriman dilanjutkan dari bagian itu.
error-blob-too-large = Berkas lebih besar dari { $megabytes } MB, jadi tidak diterima kantor.
error-blob-unknown = Kantor belum mengenal lampiran ini. Kirim datanya dulu, lalu coba lagi.
error-office-disk-full = Penyimpanan di kantor penuh, jadi belum diterima di sana. Yang belum terkirim tetap tersimpan di laptop dan dikirim lagi sendiri. Kabari pengelola server kantor agar memberi ruang.

error-backup-off = Folder cadangan belum diatur di server ini. Semua data aman. Minta pengelola server menyetelnya (lihat panduan kantor).
error-backup-medium-missing = Media cadangan tidak ditemukan. Data dan cadangan lama aman. Pasang medianya, lalu coba lagi.
error-backup-other-office = Media ini milik kantor lain. Tidak ada yang diubah. Pasang media cadangan kantor ini.
error-backup-medium-full = Media cadangan penuh. Cadangan lama tetap utuh. Ganti dengan media yang lebih besar.
error-backup-file-too-large = Media cadangan tidak dapat menyimpan berkas sebesar ini. Cadangan lama tetap utuh. Format ulang media lain dengan exFAT atau ext4.
error-backup-medium-denied = Media cadangan tidak dapat ditulis. Cadangan lama tetap utuh. Periksa kunci tulis dan izinnya.
error-backup-busy = Cadangan lain sedang dibuat. Tunggu sampai selesai.
error-backup-damaged = Salinan yang baru ditulis tidak terbaca sama dengan aslinya. Cadangan lama tidak disentuh. Media mungkin rusak: ganti media.
error-backup-no-recovery = Kode pemulihan belum dibuat, jadi cadangan belum dapat dibuat. Data aman. Minta pengelola server menjalankan "backup init".
error-backup-code-wrong = Kode pemulihan tidak cocok. Tidak ada yang diubah. Periksa hurufnya satu per satu.
error-backup-none = Cadangan itu tidak ada di media ini. Tidak ada yang diubah. Periksa medianya.
error-backup-failed = Cadangan tidak jadi dibuat. Cadangan lama tetap utuh. Coba lagi; bila terulang, lihat catatan server.
error-restore-folder-used = Folder tujuan sudah berisi data, jadi tidak ada yang dipulihkan ke sana. Pakai folder kosong.
error-attachment-type = Jenis berkas ini tidak bisa dilampirkan. Tidak ada yang berubah. Pilih foto JPG atau PNG, atau dokumen PDF atau DOCX.
error-attachment-large = Berkas ini { $size } MB, paling besar { $most } MB. Tidak ada yang berubah. Perkecil berkasnya, atau foto halamannya satu per satu.
error-attachment-picture-large = Gambar ini terlalu besar untuk dibuka laptop ini. Tidak ada yang berubah. Foto ulang dengan ukuran lebih kecil.
error-attachment-empty = Berkas ini kosong. Tidak ada yang berubah. Pilih berkas lain.
error-attachment-damaged = Berkas ini rusak atau tidak utuh. Tidak ada yang berubah. Pilih berkas lain atau foto ulang.
error-attachment-unknown = Lampiran itu tidak ada di laptop ini. Data lain aman. Muat ulang layar ini.
error-attachment-owner = Catatan untuk lampiran ini tidak ada di laptop ini. Tidak ada yang berubah. Buka catatannya lagi.
error-attachment-elsewhere = Isi lampiran belum ada di laptop ini. Catatannya aman. Tekan Ambil dari kantor.
error-blob-lost = Sebagian isi lampiran tidak dapat dibaca di laptop ini. Catatan lain aman. Lampirkan berkasnya sekali lagi.

error-copy-medium-full = Media kedua penuh, jadi salinan di sana belum dibuat. Salinan lama dan semua data di laptop aman. Hapus berkas lain dari media itu atau pakai yang lebih besar, lalu tekan Buat salinan sekarang.
error-copy-target-missing = Tempat salinan tidak ditemukan. Data dan salinan lama aman. Pasang stik atau disknya, lalu coba lagi.
error-copy-target-inside = Tempat itu ada di dalam folder data Jemput sendiri. Pilih stik atau disk lain.
error-copy-damaged = Salinan tidak terbaca utuh. Tidak ada yang diubah, dan salinan lain tidak disentuh. Coba lagi; bila terulang, ganti stik.
