# Pemberitahuan privasi untuk warga (UU 27/2022 Pasal 21 dan 22): layar, kertas, dan halaman umum memakai kalimat yang sama.
privacy-notice-title = Pemberitahuan privasi
privacy-notice-who = Siapa yang bertanggung jawab
privacy-notice-who-told = { $office } bertanggung jawab atas data pribadi yang dicatat untuk pelayanan ini (Pasal 21 dan 22 UU 27/2022).
privacy-notice-officer = Tempat bertanya tentang data pribadi: { $value }.
privacy-notice-address = Alamat: { $value }.
privacy-notice-phone = Telepon: { $value }.
privacy-notice-unreachable = Kantor belum menuliskan lengkap siapa yang dapat ditanya tentang data pribadi. Tanyakan kepada petugas di loket.
privacy-notice-what = Apa yang dicatat, untuk apa, dan dasarnya (Pasal 20)
privacy-notice-line = { $what }. Untuk apa: { $why }. Dasar: { $basis }. Disimpan: { $kept }.
privacy-notice-consent = Yang hanya dicatat bila Anda setuju
privacy-notice-consent-told = Nomor telepon, catatan, dan foto Anda hanya dicatat bila Anda setuju. Tanpa itu pun Anda dilayani sepenuhnya. Persetujuan boleh ditarik kapan saja; data itu lalu dihapus.
privacy-notice-sent = Siapa yang dapat melihatnya
privacy-notice-sent-told = Petugas desa dan kantor yang berhak; siapa melihat data siapa dicatat. Surat diserahkan kepada Anda atau orang yang Anda beri kuasa. Pemegang surat dapat memeriksa keasliannya tanpa melihat nama lengkap Anda. Instansi lain menerima data hanya bila undang-undang mewajibkannya.
privacy-notice-rights = Hak Anda (Pasal 5 sampai 13)
privacy-notice-rights-told = Anda boleh tahu apa yang dicatat dan mendapat salinannya, meminta pembetulan, meminta penghapusan, dan menarik persetujuan. Data kependudukan dan surat yang wajib disimpan menurut undang-undang tidak dihapus (Pasal 15).
privacy-notice-ask = Cara meminta
privacy-notice-ask-told = Datang ke kantor atau hubungi alamat di atas dan sebutkan siapa Anda. Permintaan dicatat dan dijawab paling lambat 3 × 24 jam, tanpa biaya.

privacy-notice-open = Pemberitahuan privasi
privacy-notice-print = Cetak
privacy-notice-printing = Mengirim ke pencetak …
privacy-notice-printed = Pemberitahuan dikirim ke pencetak ({ $paper }).
privacy-notice-english = In English
error-privacy-contact-missing = Pemberitahuan belum dapat dicetak: kantor belum menuliskan lengkap nama, alamat atau telepon, dan petugas pelindungan datanya. Data lain aman. Kantor mengisinya di berkas kantor ([office]: name, address, phone, data_officer).
kind-office = Data kantor
help-phone = Tanyakan dulu: dicatat hanya bila orangnya setuju.
help-note = Tanyakan dulu: dicatat hanya bila orangnya setuju. Jangan menulis soal kesehatan atau keyakinan.
