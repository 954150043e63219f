# Beberapa petugas di satu laptop, kata sandi, PIN, kunci layar.

error-passphrase-wait = Sudah beberapa kali tidak cocok. Data aman dan tidak ada yang dihapus. Tunggu { $seconds } detik, lalu coba lagi.
error-passphrase-wait-minutes = Sudah beberapa kali tidak cocok. Data aman dan tidak ada yang dihapus. Tunggu { $minutes } menit, lalu coba lagi.
error-pin-wrong = PIN tidak cocok, sisa { $left } kali. Data aman. Ketik lagi, atau pakai kata sandi.
error-pin-over = PIN tidak berlaku lagi. Data aman. Masuk dengan kata sandi; sesudah itu PIN berlaku kembali.
error-pin-short = PIN harus { $count } sampai 12 angka. Yang lain tetap seperti semula. Ketik ulang.
error-pin-easy = PIN itu terlalu mudah ditebak. Yang lain tetap seperti semula. Pakai angka yang tidak berurutan dan tidak sama semua.
error-lock-minutes = Waktu itu tidak tersedia. Pengaturan lama tetap dipakai.
error-officer-ended = Menurut kantor, masa tugas petugas ini sudah berakhir. Pekerjaannya tersimpan atas namanya. Masuk dengan nama petugas lain, atau hubungi kantor.
error-officer-here = Petugas itu sudah bisa masuk di laptop ini. Ia memakai kata sandinya sendiri.
error-officer-not-named = Kantor belum mendaftarkan petugas itu untuk desa di laptop ini. Tidak ada yang berubah. Minta kantor menambahkannya, lalu kirim data.

unlock-pin = PIN
unlock-pin-help = PIN cukup, karena Anda sudah masuk dengan kata sandi hari ini.
unlock-by-pass = Pakai kata sandi
unlock-by-pin = Pakai PIN
unlock-why-idle = Layar dikunci karena lama tidak dipakai
unlock-why-sleep = Layar dikunci karena laptop tidur
unlock-why-ended = Masa tugas Anda sudah berakhir
unlock-why-help = Draf tersimpan. Masuk lagi untuk melanjutkan.
unlock-why-ended-help = Kantor mengakhiri masa tugas petugas yang tadi masuk. Pekerjaan dan drafnya tersimpan atas namanya.
lost-title = Laptop ini dinyatakan hilang
lost-help = { $office } menyatakan laptop ini hilang ({ $when }). Kata sandi petugas sudah dihapus. Data di dalamnya tetap terenkripsi, dan pekerjaan yang belum terkirim masih ada.
lost-call = Bila Anda menemukan laptop ini, hubungi { $office }: { $phone }.
lost-call-office = Bila Anda menemukan laptop ini, serahkan kepada { $office }.
lost-recover = Saya petugasnya, masuk dengan kode pemulihan
unlock-why-lost = Laptop ini dinyatakan hilang oleh kantor
unlock-why-retired = Laptop ini dipensiunkan
retire-title = Pensiunkan laptop
retire-help = Bila laptop ini tidak dipakai lagi, diganti, atau dikembalikan: semua pekerjaan dikirim, lalu semua data di laptop dihapus.
retire-open = Pensiunkan laptop ini…
retire-ask = Pensiunkan laptop ini?
retire-what = Jemput mengirim semuanya dan memastikan kantor sudah mencadangkannya. Baru setelah itu data, lampiran, kunci, dan salinan di laptop ini dihapus. Ini tidak bisa diurungkan.
retire-unsent = Belum terkirim: { $count } catatan, { $files } berkas
retire-unsafe = Terkirim tetapi belum dicadangkan kantor: { $count } catatan
retire-drafts = Draf yang belum selesai: { $count }
retire-drop = Buang draf itu
retire-own-files = PDF dan tabel yang Anda simpan sendiri di folder Dokumen, dan salinan di stik USB, tidak dihapus.
retire-pass = Kata sandi Anda
retire-busy = Mengirim dan memeriksa…
retire-submit = Kirim semua, lalu hapus
retired-title = Laptop ini sudah dipensiunkan
retired-help = Semua pekerjaan ada di kantor, dan data di laptop ini sudah dihapus ({ $when }). Untuk memakainya lagi, daftarkan dengan kode baru.

officers-title = Petugas di laptop ini
officers-help = Setiap petugas masuk dengan kata sandinya sendiri. Setiap perubahan tercatat atas nama yang sedang masuk.
officers-you = sedang masuk
officers-gone = Tidak bertugas lagi
officers-gone-drafts = { $count ->
    [0] tanpa draf
   *[other] { $count } drafnya tersimpan
}
officers-add = Tambah petugas
officers-add-help = Petugas baru hadir di sini dan mengetik kata sandinya sendiri. Jangan mengetikkannya untuk orang lain.
officers-none = Belum ada petugas lain dari kantor untuk desa di laptop ini. Minta kantor menambahkannya di halaman Laptop, lalu kirim data.
officers-who = Siapa yang ditambahkan
officers-who-empty = Pilih nama
officers-pass = Kata sandi petugas baru
officers-pass-help = Paling sedikit 10 huruf atau empat kata. Hanya ia yang tahu.
officers-added = { $name } sekarang bisa masuk di laptop ini.

lock-title = Kata sandi dan kunci layar
lock-minutes = Kunci layar bila tidak dipakai
lock-minutes-option = { $count } menit
lock-minutes-help = Laptop yang tidur selalu terkunci.
pin-set-title = PIN untuk membuka kunci
pin-set-help = 6 sampai 12 angka. PIN hanya membuka layar yang dikunci; setelah laptop dinyalakan tetap perlu kata sandi.
pin-new = PIN baru
pin-save = Pakai PIN ini
pin-saved = PIN dipakai sejak sekarang.
pin-remove = Hapus PIN
pin-removed = PIN dihapus. Layar dibuka dengan kata sandi.
pass-change-title = Ganti kata sandi
pass-old = Kata sandi sekarang
pass-new = Kata sandi baru
pass-save = Ganti kata sandi
pass-saved = Kata sandi diganti.
log-out = Keluar
log-out-help = Untuk ganti petugas. Setelah keluar, PIN Anda tidak berlaku sampai Anda masuk lagi dengan kata sandi.

leave-title = { $count } catatan belum terkirim
leave-help = Semuanya tersimpan di laptop ini. Pengiriman berhenti selama terkunci.
leave-sending = Mengirim…
leave-failed = Belum semua terkirim. Yang belum tetap tersimpan di laptop ini.
leave-send = Kirim dulu, lalu kunci
leave-send-out = Kirim dulu, lalu keluar
leave-now = Kunci sekarang
leave-now-out = Keluar sekarang

kind-laptop_officer = Petugas di laptop

error-recovery-length = Kode pemulihan 28 huruf dan angka, baru ada { $count }. Isian lain tetap ada. Minta kantor membacakannya lagi.
error-recovery-letter = Huruf ke-{ $place } tidak dipakai dalam kode pemulihan. Isian lain tetap ada. Tidak ada angka 0 dan 1, atau huruf I dan O; periksa huruf itu.
error-recovery-place = Huruf ke-{ $place } sepertinya salah. Isian lain tetap ada. Tanyakan huruf itu sekali lagi.
error-recovery-somewhere = Ada huruf yang salah atau tertukar. Isian lain tetap ada. Minta kantor membacakan kodenya sekali lagi.
error-recovery-wrong = Kode itu bukan kode laptop ini, atau sudah diganti. Data aman. Minta kantor membacakan kode laptop ini yang terbaru.
error-recovery-none = Laptop ini belum menitipkan kode pemulihan kepada kantor. Data aman. Masuk dengan kata sandi petugas lain, atau hubungi kantor.
error-recovery-reason = Alasannya belum ditulis. Belum ada kode yang ditampilkan. Tulis siapa yang meminta dan bagaimana Anda mengenalinya.
error-recovery-not-left = Laptop itu belum menitipkan kode pemulihan. Ia melakukannya pada kirim data berikutnya.

unlock-forgot = Lupa kata sandi?
forgot-title = Kata sandi baru dengan kode kantor
forgot-intro = Telepon kantor dan minta kode pemulihan untuk laptop ini. Data { $name } tidak hilang.
forgot-code = Kode pemulihan
forgot-code-help = 28 huruf dan angka. Spasi dan tanda hubung tidak berpengaruh.
forgot-submit = Pakai kata sandi baru

error-recovery-ask-changed = Laptop itu tidak meminta lagi dengan kode pembanding itu. Tidak ada yang dikirim. Muat ulang halaman, lalu bandingkan lagi dengan petugas.

forgot-online = Minta kode lewat sinyal
forgot-compare = Bacakan ini kepada kantor
forgot-waiting = Kantor melihat huruf yang sama di halaman Laptop, lalu mengirim kodenya. Menunggu…
forgot-arrived = Kode dari kantor sudah diterima
forgot-arrived-help = Pilih kata sandi baru.

error-keystore-absent = Penyimpan kunci komputer ini tidak ditemukan, padahal laptop diikat ke komputer ini. Data aman, dan kata sandi Anda tidak salah. Coba lagi setelah masuk ulang ke Windows atau Linux; bila tetap begini, minta kode pemulihan dari kantor.
error-keystore-locked = Penyimpan kunci komputer ini masih terkunci. Data aman, dan kata sandi Anda tidak salah. Masuk ulang ke Windows atau Linux, lalu coba lagi; bila tetap begini, minta kode pemulihan dari kantor.
error-keystore-silent = Penyimpan kunci komputer ini tidak menjawab. Data aman, dan kata sandi Anda tidak salah. Coba lagi sebentar lagi; bila tetap begini, minta kode pemulihan dari kantor.
error-keystore-refused = Penyimpan kunci komputer ini menolak. Data aman, dan tidak ada yang berubah. Coba lagi; bila tetap begini, minta kode pemulihan dari kantor untuk masuk.
error-keystore-missing = Kunci laptop ini tidak ada lagi di komputer ini, misalnya karena Windows atau Linux dipasang ulang. Data aman, dan kata sandi Anda tidak salah. Minta kode pemulihan dari kantor.
error-officer-no-way-in = Jalan masuk petugas ini di laptop sudah dihapus. Pekerjaannya tersimpan. Minta rekan yang bisa masuk menambahkannya lagi di Pengaturan, atau minta kode pemulihan dari kantor.

unlock-by-code = Pakai kode dari kantor
unbound-title = Ikatan ke komputer ini sudah dilepas
unbound-help = Penyimpan kunci komputer tidak membantu, jadi laptop dibuka dengan kode kantor dan sekarang terkunci dengan kata sandi saja. Rekan di laptop ini perlu ditambahkan lagi di Pengaturan, atau memakai kode dari kantor.

binding-title = Keamanan
binding-set = Ikat ke komputer ini
binding-gain = Bila laptop dicuri atau cakramnya disalin, kata sandi tidak dapat ditebak di komputer lain.
binding-price = Bila Windows atau Linux dipasang ulang, atau salinan dibuka di laptop lain, perlu kode dari kantor.
binding-copies = Salinan yang dibuat sebelumnya di stik USB tetap terbuka dengan kata sandi. Simpan baik-baik, atau hapus bila sudah ada yang baru.
binding-ask = Buka data ini hanya di komputer ini?
binding-confirm = Ikat
binding-on = Laptop ini sekarang terikat ke komputer ini.
binding-off = Ikatan dilepas. Kata sandi saja yang membuka laptop ini.
binding-none-absent = Komputer ini tidak punya penyimpan kunci yang berjalan, jadi belum dapat diikat.
binding-none-now = Penyimpan kunci komputer ini terkunci atau tidak menjawab, jadi belum dapat diikat.
binding-broken = Sebelum mengunci layar, pastikan ada yang bisa membacakan kode pemulihan dari kantor.
