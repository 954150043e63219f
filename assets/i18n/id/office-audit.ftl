# Jejak: siapa melihat, mencetak, menyimpan, masuk, dan keluar.
office-nav-audit = Jejak
office-audit-intro = Siapa membuka, mencetak, menyimpan, masuk, dan keluar, di laptop dan di kantor. Perubahan data ada di riwayat setiap catatan.
office-audit-who = Siapa
office-audit-everybody = Semua orang
office-audit-nobody = Tidak diketahui
office-audit-deed = Perbuatan
office-audit-from = Dari tanggal
office-audit-until = Sampai tanggal
office-audit-when = Waktu
office-audit-of = Catatan
office-audit-all = Tampilkan semua catatan
office-audit-only-this = hanya catatan ini
office-audit-none = Tidak ada jejak yang cocok dengan saringan ini.
office-audit-behind = { $count } catatan baru masih diperiksa; daftar bertambah sendiri.
office-audit-head = Ujung catatan kantor
office-audit-head-help = Salin nomor dan sidik ini ke kertas atau tempat lain. Dengan “jemput-server audit verify --expect” kelak terbukti bahwa catatan sampai di sini tidak diubah.
office-looks-title = Siapa yang melihat
office-looks-none = Belum ada yang tercatat.
office-looks-all = Lihat di Jejak

deed-saw = Melihat
deed-saw-numbers = Melihat NIK dan KK lengkap
deed-listed = Melihat daftar
deed-printed = Mencetak
deed-exported = Menyimpan berkas
deed-signed-in = Masuk
deed-signed-out = Keluar
deed-refused = Ditolak masuk
deed-account-made = Membuat akun
deed-account-changed = Mengubah akun
deed-account-closed = Menutup akun
deed-account-code = Memberi kode akun
deed-passphrase = Mengganti kata sandi
deed-second-begun = Memulai langkah kedua
deed-second-ended = Mengakhiri langkah kedua
deed-finding-given = Menetapkan penelusur temuan
deed-bound = Mengikat laptop ke komputernya
deed-unbound = Melepas ikatan laptop
deed-office-address = Mengubah alamat kantor di laptop
deed-rule = Mengubah aturan

kind-audit = Jejak
error-audit-too-much = Terlalu banyak baris untuk satu berkas. Persempit tanggalnya, lalu simpan lagi.

office-audit-listing =
    { $list }: { $rows } baris{ $words ->
        [0] {""}
       *[other] , { $words } kali mencari kata
    }{ $numbers ->
        [0] {""}
       *[other] , { $numbers } kali mencari nomor
    }
