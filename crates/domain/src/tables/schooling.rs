//! The two education tables: what was finished (family card), and what is attended now.

use super::code_table;

code_table! {
    /// Highest education, as on the family card.
    Education, "pendidikan_kk_id";
    None = 1, "Tidak/Belum Sekolah", ["Belum Sekolah", "Tidak Sekolah", "Tidak Pernah Sekolah"];
    SomePrimary = 2, "Belum Tamat SD/Sederajat", ["Belum Tamat SD"];
    Primary = 3, "Tamat SD/Sederajat", ["SD", "Tamat SD", "SD/Sederajat"];
    JuniorHigh = 4, "SLTP/Sederajat", ["SLTP", "SMP", "SMP/Sederajat", "Tamat SMP", "MTs"];
    SeniorHigh = 5, "SLTA/Sederajat",
        ["SLTA", "SMA", "SMK", "SMA/Sederajat", "Tamat SMA", "MA", "SMA/SMK"];
    Diploma2 = 6, "Diploma I/II", ["D-I/II", "D1", "D2", "D-I", "D-II", "Diploma I", "Diploma II"];
    Diploma3 = 7, "Akademi/Diploma III/S. Muda",
        ["D3", "D-III", "Diploma III", "Akademi", "Sarjana Muda"];
    Bachelor = 8, "Diploma IV/Strata I",
        ["D4", "D-IV", "S1", "S-I", "S-1", "Strata I", "Sarjana", "D-IV/S-I"];
    Master = 9, "Strata II", ["S2", "S-II"];
    Doctor = 10, "Strata III", ["S3", "S-III"];
}

code_table! {
    /// What a person attends now.
    Schooling, "pendidikan_sedang_id";
    NotYetKindergarten = 1, "Belum Masuk TK/Kelompok Bermain", ["Belum Masuk TK"];
    Kindergarten = 2, "Sedang TK/Kelompok Bermain", ["Sedang TK", "TK", "PAUD"];
    Never = 3, "Tidak Pernah Sekolah";
    Primary = 4, "Sedang SD/Sederajat", ["Sedang SD", "SD"];
    LeftPrimary = 5, "Tidak Tamat SD/Sederajat", ["Tidak Tamat SD"];
    JuniorHigh = 6, "Sedang SLTP/Sederajat", ["Sedang SLTP", "Sedang SMP", "SLTP", "SMP"];
    SeniorHigh = 7, "Sedang SLTA/Sederajat", ["Sedang SLTA", "Sedang SMA", "SLTA", "SMA"];
    Diploma1 = 8, "Sedang D-1/Sederajat", ["Sedang D-1", "D-1"];
    Diploma2 = 9, "Sedang D-2/Sederajat", ["Sedang D-2", "D-2"];
    Diploma3 = 10, "Sedang D-3/Sederajat", ["Sedang D-3", "D-3"];
    Bachelor = 11, "Sedang S-1/Sederajat", ["Sedang S-1", "S-1"];
    Master = 12, "Sedang S-2/Sederajat", ["Sedang S-2", "S-2"];
    Doctor = 13, "Sedang S-3/Sederajat", ["Sedang S-3", "S-3"];
    SpecialA = 14, "Sedang SLB A/Sederajat", ["Sedang SLB A", "SLB A"];
    SpecialB = 15, "Sedang SLB B/Sederajat", ["Sedang SLB B", "SLB B"];
    SpecialC = 16, "Sedang SLB C/Sederajat", ["Sedang SLB C", "SLB C"];
    Illiterate = 17, "Tidak Dapat Membaca dan Menulis Huruf Latin/Arab", ["Buta Huruf"];
    NotAttending = 18, "Tidak Sedang Sekolah";
}
