# Salinan cadangan laptop, dan laptop yang dipulihkan dari salinan.

copies-title = Salinan cadangan
copies-help = Dibuat sendiri setiap sore, terkunci dengan kata sandi Anda. Pasang stik USB agar salinan tetap ada bila laptop rusak atau hilang.
copies-here = Di laptop ini
copies-there = Di media kedua
copies-never = belum ada
copies-old = Salinan terakhir sudah lebih dari sehari
copies-old-help = Tekan Buat salinan sekarang.
copies-make = Buat salinan sekarang
copies-busy = Menyalin…
copies-made = Salinan dibuat dan sudah diperiksa.
copies-target = Folder di media kedua
copies-target-help = Misalnya /media/petugas/STIK. Kosongkan untuk berhenti memakainya.
copies-target-set = Pakai folder ini
copies-target-saved = Media kedua disimpan. Salinan berikutnya dibuat di sana juga.
copies-target-none = Media kedua tidak dipakai lagi.
copies-restore-hint = Laptop rusak atau hilang? Di laptop lain, pilih Pulihkan dari salinan pada layar pertama. Jangan memakai laptop lama lagi setelah itu.

recover-open = Pulihkan dari salinan
recover-back = Kembali ke pendaftaran
recover-title = Pulihkan dari salinan
recover-intro = Untuk mengganti laptop yang rusak atau hilang. Pasang stik USB yang berisi salinan, lalu pilih salinannya.
recover-folder = Letak salinan
recover-folder-help = Misalnya /media/petugas/STIK
recover-find = Cari salinan
recover-none = Tidak ada salinan di sana
recover-none-help = Periksa apakah stik USB sudah terpasang, atau ketik letak lain.
recover-choose = Salinan
recover-card = { $made } · { $device }
recover-who = Petugas
recover-pass = Kata sandi petugas
recover-pass-help = Kata sandi yang dipakai di laptop lama.
recover-submit = Pulihkan laptop ini
recover-busy = Memulihkan…
recover-numbers = Nomor surat yang tersisa di salinan tidak dipakai lagi, karena laptop lama mungkin sudah mencetaknya. Nomor baru datang setelah sinkronisasi.
