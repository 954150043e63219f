# Nama isian yang bukan bagian data warga: fakta pada segel dan surat.
field-number = Nomor surat
field-letter-kind = Jenis surat
field-signer = Penanda tangan
field-issued-on = Tanggal surat
field-valid-until = Berlaku sampai
field-state = Keadaan
field-answer = Isian
