# Perjalanan surat: nomor, pemeriksaan, penyerahan, buku register.

## Nomor surat
numbers-title = Nomor surat
numbers-intro = Nomor yang disimpan kantor untuk laptop ini. Bisa dipakai tanpa sinyal.
numbers-none = Belum ada nomor
numbers-none-help = Sambungkan sinyal, lalu tekan Kirim sekarang di halaman Kirim data.
numbers-series = Seri { $series }
numbers-series-year = Seri { $series }, tahun { $year }
numbers-kinds-more = { $kinds }, dan { $count } jenis lain
numbers-next = Nomor berikutnya
numbers-stock = Persediaan
numbers-when = Kirim data sebelum berangkat bila sisanya { $count } atau kurang; kantor menambah sendiri.
numbers-low-title = Tinggal { $left } nomor
numbers-low-long = Kirim data sebelum berangkat; kantor menambah sendiri. Bila habis di perjalanan, laptop memakai nomor { $mark }, yang tetap sah.
numbers-own-title = Memakai nomor laptop ini: { $mark }-001 dan seterusnya
numbers-own-long = Nomor dari kantor habis atau dilepas. Nomor laptop ini tetap sah dan tidak sama dengan laptop lain. Kirim data agar kantor memberi nomor baru.
numbers-elsewhere = Dipakai di luar Jemput
numbers-blocks = Nomor yang disimpan untuk laptop ini
numbers-block = Nomor
numbers-block-left = Sisa
numbers-block-empty = habis

## Nomor ditulis tangan
manual-open = Pakai nomor lain
manual-title = Nomor ditulis tangan
manual-help = Hanya bila surat ini sudah punya nomor di buku desa. Nomor yang sudah dipakai ditolak.
manual-serial = Nomor urut
manual-reason = Alasan
manual-reason-help = Sedikitnya lima huruf, misalnya: sudah dicatat di buku desa.
manual-submit = Pakai nomor ini
manual-given = Memakai nomor urut { $serial }: { $reason }.
manual-back = Pakai nomor berikutnya saja
error-manual-reason-missing = Alasan nomor ditulis tangan belum jelas. Isian tersimpan. Tulis sedikitnya lima huruf.
error-manual-number-range = Nomor urut harus antara 1 dan { $most }. Isian tersimpan. Periksa angkanya.
error-manual-number-used = Nomor itu sudah dipakai surat { $number } ({ $title }). Isian tersimpan. Pakai nomor lain.
error-manual-number-held = Nomor itu disimpan untuk { $laptop }. Isian tersimpan. Pakai nomor lain, atau minta kantor mencatatnya.
error-manual-number-burned = Nomor itu sudah dilepas karena mungkin pernah tercetak. Isian tersimpan. Pakai nomor lain.

## Buku register
register-title = Buku register
register-book-intro = Semua nomor berurutan. Nomor tanpa surat dijelaskan sebabnya.
register-book = Tahun dan seri
register-pdf = Simpan PDF
register-xlsx = Simpan Excel
register-serial = Urut
register-checked = Diperiksa { $name }
register-note = Keterangan
register-note-manual = Nomor ditulis tangan: { $reason }
register-note-void = Alasan: { $reason }
register-counts = { $letters } surat; { $gaps } nomor tanpa surat, semuanya dijelaskan.
gap-count = { $count } nomor tanpa surat
gap-elsewhere = dipakai di luar Jemput: { $reason }
gap-burned = dilepas setelah { $laptop } dipulihkan atau dipensiunkan; tidak dipakai lagi
gap-held = disimpan untuk { $laptop }; belum dipakai, atau suratnya belum diterima
gap-passed-over = dilewati setelah laptop dipulihkan, atau suratnya belum diterima
gap-not-given = belum dibagikan kantor
error-register-unknown = Buku itu belum ada di laptop ini. Data lain aman. Pilih tahun lain.
error-register-format = Pilih PDF atau Excel untuk buku register.

## Pemeriksaan
approve-and-print = Setujui dan cetak
ask-check = Minta pemeriksaan
flow-submitted = Menunggu diperiksa
flow-submitted-help = Permintaan dikirim bersama data. Setelah disetujui petugas lain, surat bisa dicetak di laptop ini.
flow-recall = Tarik kembali
flow-returned = Dikembalikan untuk diperbaiki
flow-checked = Disetujui { $name }, { $when }
flow-checked-help = Isinya tidak boleh berubah lagi sebelum dicetak.
flow-stale = Isi berubah sesudah disetujui
flow-stale-help = { $name } menyetujui isi yang lama. Tarik kembali, lalu minta pemeriksaan sekali lagi.
flow-to-check = { $name } minta surat ini diperiksa
flow-to-check-help = Bandingkan isian dan pratinjau dengan berkas warga. Persetujuan Anda tercatat.
flow-approve = Setujui
flow-return = Kembalikan
flow-return-title = Kembalikan kepada petugasnya?
flow-return-reason = Apa yang perlu diperbaiki
flow-return-help = Sedikitnya lima huruf, misalnya: alamat belum lengkap.
waiting-title = Perlu diperiksa
waiting-of = Diisi { $name }
waiting-checked = Sudah disetujui
waiting-open = Menunggu
error-check-no-right = Kantor belum memberi Anda hak memeriksa surat. Isian tersimpan. Tekan Minta pemeriksaan.
error-check-not-that-day = Hak memeriksa surat tidak berlaku pada tanggal surat ini. Isian tersimpan, nomor belum dipakai. Minta petugas lain memeriksanya.
error-check-own-work = Kantor meminta surat diperiksa petugas lain. Isian tersimpan. Tekan Minta pemeriksaan.
error-check-stale = Isi surat berubah sesudah disetujui { $name }. Isian tersimpan, nomor belum dipakai. Tarik kembali, lalu minta pemeriksaan lagi.
error-check-by-printing = Surat yang Anda isi sendiri disetujui saat dicetak. Isian tersimpan.
error-request-of-others = Permohonan ini diisi petugas lain. Data aman. Hanya petugas itu yang mengubah dan mencetaknya.
error-request-submitted = Permohonan ini sedang diperiksa. Isian tersimpan. Tarik kembali dahulu bila ingin mengubahnya.
error-return-reason-missing = Tulis apa yang perlu diperbaiki, sedikitnya lima huruf. Permohonan belum dikembalikan.

## Tanggal
day-title = Hari ini tanggal berapa?
day-floored = Jam laptop ini tertinggal jauh.
day-jumped = Jam laptop ini baru saja berubah lebih dari sehari.
day-ahead = Jam laptop ini lebih dari sehari di depan jam kantor.
day-window = Jam laptop ini di luar masa berlaku kunci segelnya.
day-why = Jam laptop ini meragukan.
day-help = Tanggal ini dipakai pada surat dan segelnya hari ini, dan tercatat. Lihat kalender atau telepon genggam.
day-label = Tanggal hari ini
day-submit = Pakai tanggal ini
error-date-needed = Jam laptop ini meragukan. Isian tersimpan, nomor belum dipakai. Tulis tanggal hari ini dahulu.
error-date-unreadable = Tanggal itu tidak terbaca. Tidak ada yang berubah. Tulis hari, bulan, dan tahun, misalnya 25-11-2026.
error-date-before-known = Tanggal itu sudah lewat: hari ini paling awal { $earliest }. Tidak ada yang berubah. Periksa kalender.
error-date-outside-key = Pada { $day } kunci segel laptop ini tidak berlaku. Tidak ada yang berubah. Periksa tanggalnya, atau kirim data agar kunci diperbarui.

## Penyerahan dan perbaikan
signed-how = Tanda terima
signed-on-paper = Di kertas
signed-on-screen = Di layar
signature-of = Tanda tangan { $name }
sign-here = Tanda tangan di kotak ini dengan jari, pena, atau tetikus.
sign-again = Ulangi
error-signature-empty = Tanda tangan belum ada. Surat belum dicatat diserahkan. Minta penerima menandatangani, atau pilih Di kertas.
error-signature-unreadable = Tanda tangan tidak terbaca. Surat belum dicatat diserahkan. Ulangi tanda tangannya.
error-signature-long = Tanda tangan terlalu panjang. Surat belum dicatat diserahkan. Tekan Ulangi, lalu coba sekali lagi.
letter-signed = Tanda terima
letter-checked = Diperiksa
letter-replaces = Menggantikan
letter-manual = Nomor ditulis tangan
letter-date = Tanggal surat
letter-date-given = Ditulis petugas, karena jam laptop meragukan
reprint-file = Salinan arsip: bertuliskan SALINAN
copy-for-file = Salinan arsip
correct = Perbaiki
correct-title = Perbaiki surat ini?
correct-help = Surat { $number } tetap berlaku sampai penggantinya dicetak, lalu batal. Nomornya tidak dipakai ulang.
correct-reason = Apa yang keliru
correct-reason-help = Sedikitnya lima huruf, misalnya: salah tulis alamat.
correct-submit = Buat perbaikan
error-correction-reason-missing = Tulis apa yang keliru pada surat { $number }, sedikitnya lima huruf. Surat tidak berubah.

## Latihan
practice-title = Mode latihan
practice-help = Surat dicetak dengan tulisan LATIHAN, tanpa nomor dan segel. Tidak ada surat yang tersimpan.
practice-begin = Mulai latihan
practice-end = Selesai latihan
practice-card = Latihan mencetak
practice-card-help = Untuk belajar tanpa memakai nomor surat. Berakhir sendiri saat layar dikunci.
print-practice = Cetak latihan
error-practice-on = Mode latihan sedang menyala. Isian tersimpan, nomor belum dipakai. Tekan Selesai latihan dahulu.
error-practice-off = Mode latihan sudah selesai. Isian tersimpan. Nyalakan lagi di Pengaturan bila perlu.

## Periksa surat dengan gambar
seal-camera = Pakai kamera
seal-picture = Pilih foto surat
seal-camera-title = Foto QR pada surat
seal-list-date = Dicocokkan dengan daftar kunci tanggal { $date }.
seal-list-none = Daftar kunci belum pernah diterima. Sambungkan sinyal, lalu tekan Kirim sekarang di halaman Kirim data.
seal-genuine-key-revoked = Surat ini tercatat
seal-genuine-key-revoked-help = Laptop pembuatnya sudah dicabut, tetapi surat ini ada di register.
error-seal-no-code = QR tidak terlihat pada gambar itu. Tidak ada yang berubah. Foto lebih dekat dan rata, dengan cahaya cukup.
error-seal-no-picture = Berkas itu bukan gambar JPG atau PNG. Tidak ada yang berubah. Pilih foto surat.
kind-numbers_elsewhere = Nomor di luar Jemput
kind-number_holder = Pemegang nomor
kind-numbering = Bentuk nomor
kind-officer = Hak petugas
kind-date_given = Tanggal dari petugas
kind-office_keys = Kunci segel kantor
