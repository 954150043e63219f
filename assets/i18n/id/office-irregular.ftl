# Audit otomatis: yang ditemukan aturan, siapa menelusuri sampai kapan, dan mengapa ditutup.
office-nav-irregular = Temuan
office-irregular-intro = Yang ditemukan audit otomatis. Temuan belum tentu kesalahan: telusuri, lalu tutup dengan penjelasan sebelum tenggatnya.
office-irregular-rule = Jenis temuan
office-irregular-none = Tidak ada temuan
office-irregular-none-help = Audit otomatis berjalan sendiri saat kiriman laptop sedang sepi.
office-irregular-owner = Ditelusuri oleh
office-irregular-deadline = Tenggat
office-irregular-note = Penjelasan
office-irregular-note-help = Apa yang diperiksa dan hasilnya. Terbaca oleh pemeriksa.
office-irregular-close = Tutup temuan
office-irregular-take = Saya telusuri
office-irregular-reopen = Buka lagi
office-irregular-give = Serahkan
office-irregular-give-to = Serahkan kepada
office-irregular-given = Temuan ini sekarang ditelusuri { $name }.
office-irregular-mine = Milik saya
office-irregular-closed = Temuan ditutup.
office-irregular-taken = Temuan ini sekarang Anda telusuri.
office-irregular-reopened = Temuan dibuka lagi.

irregular-state-open = Terbuka
irregular-state-late = Lewat tenggat
irregular-state-closed = Ditutup

irregular-number-gap = Nomor terlewati
irregular-number-gap-told = Nomor { $numbers } di buku { $series } { $year } terlewati oleh { $laptop }: nomor sesudahnya sudah bersurat.
irregular-number-double = Nomor ganda
irregular-number-double-told = Nomor { $number } tertulis di { $count } surat.
irregular-own-letter = Surat untuk diri sendiri atau keluarga
irregular-own-letter-told =
    { $whose ->
        [self] Surat { $number } dibuat atau diperiksa petugas yang bernama sama dengan penerimanya.
       *[other] Surat { $number } dibuat atau diperiksa petugas yang bernama sama dengan anggota keluarga penerimanya.
    }
irregular-odd-hours = Jam tidak biasa
irregular-odd-hours-told = Surat dicetak pada { $day } pukul { $time }, di luar pukul 05.00–22.00.
irregular-many-letters = Surat sangat banyak
irregular-many-letters-told = { $count } surat oleh satu petugas pada { $day }.
irregular-repeated-looks = Satu catatan dibuka berulang-ulang
irregular-repeated-looks-told = Dibuka { $count } kali dalam 24 jam oleh orang yang sama.
irregular-many-numbers = Sangat banyak NIK dibuka
irregular-many-numbers-told = NIK lengkap { $count } warga dibuka dalam 24 jam oleh orang yang sama.
irregular-letter-changed = Surat diubah setelah dicetak
irregular-letter-changed-told = Catatan surat { $number } diubah setelah dicetak: { $fields }.
irregular-data-changed = Data diubah setelah surat dicetak
irregular-data-changed-told = { $fields } warga diubah kurang dari tujuh hari setelah surat { $number } dicetak.
irregular-quick-approvals = Persetujuan dalam hitungan detik
irregular-quick-approvals-told = { $count } surat pada { $day } disetujui kurang dari { $seconds } detik setelah diajukan.

kind-irregularity = Temuan audit
error-irregular-unknown = Temuan ini tidak ada lagi. Muat ulang daftarnya.
error-irregular-changed = Faktanya bertambah sejak layar ini dibuka, jadi belum ditutup. Muat ulang, lihat lagi, lalu tutup.
error-irregular-own = Temuan ini tentang perbuatan Anda sendiri. Mintalah orang lain menelusurinya.
error-irregular-clerk = Akun itu tidak dapat menelusuri temuan. Temuan belum berubah. Muat ulang, lalu pilih lagi.
error-irregular-of-clerk = Temuan ini tentang perbuatan { $name } sendiri. Temuan belum berubah. Pilih orang lain.
error-irregular-is-closed = Temuan ini sudah ditutup. Buka lagi dulu, lalu tetapkan penelusurnya.
error-irregular-note = Tulis penjelasannya dulu, paling sedikit lima huruf. Temuan belum berubah.

field-serial = nomor urut
field-snapshot = isi surat
field-title = judul surat
field-resident = penerima
field-cti = kode segel
field-token = segel
field-printed-at = waktu cetak
