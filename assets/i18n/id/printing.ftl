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
error-printer-format = Pencetak { $printer } tidak dapat membaca PDF. Pilih pencetak lain, atau simpan sebagai PDF.
error-printer-refused = Pencetak { $printer } menolak surat ini ({ $status }). Surat sudah tersimpan. Pilih pencetak lain atau coba lagi.
error-printer-uncertain = Surat sudah dikirim ke pencetak { $printer }, tetapi hasilnya tidak diketahui. Lihat apakah kertas keluar.
error-printer-job-unknown = Pencetak tidak ingat lagi surat ini. Lihat apakah kertas keluar.
error-printer-folder = Berkas tidak dapat ditulis di { $folder }: { $detail } Periksa ruang kosong atau pilih folder lain.
error-printer-pdf = Halaman surat tidak terbaca sebagai PDF: { $detail } Data surat tetap aman.
