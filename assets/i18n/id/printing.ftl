# Tata letak surat dan pencetak.

## Surat

error-letter-character = Huruf “{ $character }” ({ $code }) pada “{ $text }” tidak ada pada huruf surat. Ganti atau hapus huruf itu, lalu coba lagi.
error-letter-template = Isi surat layanan ini belum dapat dibaca: { $detail } Beri tahu kantor.
error-letter-logo = Logo desa tidak terbaca: { $detail } Mintalah kantor memasang logo PNG yang lain.
error-letter-seal = Segel surat terlalu panjang untuk kode QR ({ $count } huruf). Beri tahu kantor.
error-letter-too-high = Ada bagian surat yang lebih tinggi daripada satu halaman. Ringkas isinya, lalu coba lagi.
error-letter-pdf = Berkas PDF belum dapat dibuat: { $detail } Data surat tetap aman.

## Pencetak

error-printer-uri = Alamat pencetak “{ $address }” tidak dapat dipakai. Contoh yang benar: ipp://192.168.1.20/ipp/print.
error-printer-unreachable = Pencetak { $printer } tidak menjawab. Surat sudah tersimpan dengan nomornya. Periksa kabel atau sambungan, lalu tekan Cetak lagi.
error-printer-lost = Sambungan ke pencetak { $printer } terputus saat mencetak. Surat sudah tersimpan. Lihat dulu apakah kertas keluar.
error-printer-not-accepting = Pencetak { $printer } sedang tidak menerima surat. Surat sudah tersimpan. Aktifkan pencetak, lalu tekan Cetak lagi.
error-printer-paper = Pencetak { $printer } tidak mengenal kertas { $paper }. Pilih kertas yang terpasang, lalu cetak lagi.
error-printer-coarse = Pencetak { $printer } mencetak terlalu kasar ({ $dpi } titik per inci): kode QR tidak akan terbaca. Tidak ada yang dicetak. Pilih pencetak lain, lalu cetak lagi; nomor surat tetap.
error-printer-format = Pencetak { $printer } tidak dapat membaca PDF. Pilih pencetak lain, atau simpan sebagai PDF.
error-printer-refused = Pencetak { $printer } menolak surat ini ({ $status }). Surat sudah tersimpan. Pilih pencetak lain atau coba lagi.
error-printer-uncertain = Surat sudah dikirim ke pencetak { $printer }, tetapi hasilnya tidak diketahui. Lihat apakah kertas keluar.
error-printer-job-unknown = Pencetak tidak ingat lagi surat ini. Lihat apakah kertas keluar.
error-printer-folder = Berkas tidak dapat ditulis di { $folder }: { $detail } Periksa ruang kosong atau pilih folder lain.
error-printer-pdf = Halaman surat tidak terbaca sebagai PDF: { $detail } Data surat tetap aman.
error-printer-off = Pencetak { $printer } tidak menjawab. Nyalakan dan periksa kabel atau sambungannya, lalu coba lagi.
error-printer-too-late = Pencetak sudah selesai dengan surat ini; tidak dapat dibatalkan lagi. Lihat apakah kertas keluar.
error-printer-no-paper = Kertas pencetak tiket { $printer } habis. Pasang gulungan baru, lalu cetak lagi.
error-trouble-paper = Kertas habis atau salah ukuran. Isi kertasnya; pencetak melanjutkan sendiri.
error-trouble-jam = Kertas tersangkut. Keluarkan kertasnya, lalu tutup pencetak.
error-trouble-cover = Tutup pencetak terbuka. Tutup, lalu pencetak melanjutkan sendiri.
error-trouble-ink = Tinta atau toner habis. Ganti, lalu pencetak melanjutkan sendiri.
error-trouble-off = Pencetak mati atau kabelnya lepas. Nyalakan; surat menunggu dan dicetak sekali.
error-trouble-stopped = Antrean pencetak berhenti. Aktifkan lagi di pengaturan pencetak komputer ini; surat menunggu di sana.
error-trouble-other = Pencetak melaporkan gangguan. Lihat layar atau lampu pencetak.

## Pencetak di layar

printer-measured = sudah diukur
printer-own-paper = Untuk { $paper }
printer-refuses = Pencetak ini tidak mengenal kertas { $paper }. Yang dikenalnya: { $takes }.
printer-test = Lembar uji dan ukuran
printer-forget = Lupakan
printer-papers = Kertas tertentu
printer-papers-help = Pilih bila satu ukuran kertas selalu ada di pencetak lain.
printer-for-paper = Surat { $paper }
printer-same = Pencetak yang dipakai
printer-address = Alamat pencetak di jaringan
printer-address-help = Untuk pencetak yang tidak muncul sendiri. Angkanya ada di layar atau lembar setelan pencetak.
printer-add = Tambah pencetak
printers-found = Pencetak di jaringan
printers-found-help = Pencetak di Wi-Fi atau kabel jaringan yang sama ditemukan sendiri.
printers-search = Cari pencetak
printers-searching = Mencari beberapa detik…
printers-found-none = Tidak ada pencetak lain yang ditemukan
printers-found-none-help = Nyalakan pencetak, sambungkan ke jaringan yang sama dengan laptop ini, lalu cari lagi. Bila tetap tidak tampil, ketik alamatnya di bawah.
printer-found-take = Pakai { $name }
printer-found-no-pdf = Pencetak ini tidak menerima surat secara langsung. Pasang dulu di setelan pencetak laptop; sesudah itu ia tampil di daftar atas.
printer-found-unusable = Perlu dipasang
error-printer-search = Jaringan tidak dapat dicari ({ $detail }). Pencetak yang sudah dipilih tetap bisa dipakai. Ketik alamat pencetak, atau coba lagi.
printer-test-title = Lembar uji: { $printer }
printer-test-print = Cetak lembar uji { $paper }
printer-test-sending = Mengirim lembar uji…
printer-test-sent = Lembar uji { $paper } sudah dikirim
printer-test-sent-help = Tunggu lembarnya keluar, lalu ukur dengan penggaris.
measure-help = Isi angka dari lembar uji dalam milimeter. Surat berikutnya digeser dan diberi tepi menurut angka ini.
measure-bar = Panjang garis tebal (mm)
measure-left = Tepi kiri ke garis tegak (mm)
measure-top = Tepi atas ke garis datar (mm)
measure-edges = Angka terkecil yang terbaca pada penggaris
measure-edge-top = Tepi atas (mm)
measure-edge-right = Tepi kanan (mm)
measure-edge-bottom = Tepi bawah (mm)
measure-edge-left = Tepi kiri (mm)
measure-submit = Pakai angka ini
error-printer-measure = Ada angka yang belum terisi atau bukan angka. Isi semua dalam milimeter, misalnya 20,5.
error-printer-scales = Garis 100 mm keluar { $count } mm: pencetak mengubah ukuran halaman, sehingga kode QR bisa tidak terbaca. Matikan “sesuaikan halaman” atau “fit to page” di setelan pencetak, pilih kertas yang benar, lalu cetak lembar uji lagi.
error-printer-shrinks = Pencetak { $printer } mengecilkan halaman: garis 100 mm keluar { $count } mm, sehingga kode QR tidak akan terbaca. Tidak ada yang dicetak. Matikan “fit to page” di setelan pencetak, lalu ukur lembar uji lagi; atau pilih pencetak lain.
error-printer-edges = Tepi harus 0 sampai { $count } mm. Periksa angka penggaris.
error-printer-unknown = Pencetak itu belum dipakai di laptop ini. Tekan Pakai ini dulu.

## Hasil cetak

print-cancel = Batalkan pencetakan
print-cancelled = Pencetakan di { $printer } dibatalkan
print-ask = Tanya pencetak lagi
print-unprinted-help = Surat ini belum tercetak. Nomornya tetap; cetak lagi memakai nomor yang sama.
job-cancelled = dibatalkan
copy-many = Cetakan ke-{ $first } sampai { $last }
copies-count = { $count } lembar
reprint-title = Cetak lagi
reprint-help = Nomor, tanggal, dan kode QR tetap sama.
reprint-printer = Pencetak
reprint-usual = Pencetak yang dipakai
reprint-copies = Jumlah
reprint-submit = Cetak
letter-unprinted = Belum tercetak
unprinted-title = { $count } surat belum tercetak
unprinted-help = Nomornya sudah dipakai. Bukalah surat bertanda “Belum tercetak”, lalu lihat pencetaknya atau cetak lagi.
error-print-open = Cetakan sebelumnya di { $printer } belum dijawab. Jawab dulu apakah kertasnya keluar, atau batalkan, agar surat tidak tercetak dua kali.
error-print-copies = Jumlah lembar harus 1 sampai { $count }.
