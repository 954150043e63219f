//! Specific personal data (UU 27/2022 art. 4): own access rights, never on public pages.

use super::code_table;

code_table! {
    /// Blood type.
    BloodType, "golongan_darah_id";
    A = 1, "A";
    B = 2, "B";
    Ab = 3, "AB";
    O = 4, "O";
    APositive = 5, "A+";
    ANegative = 6, "A-";
    BPositive = 7, "B+";
    BNegative = 8, "B-";
    AbPositive = 9, "AB+";
    AbNegative = 10, "AB-";
    OPositive = 11, "O+";
    ONegative = 12, "O-";
    Unknown = 13, "Tidak Tahu", ["Tidak Diketahui"];
}

code_table! {
    /// Disability.
    Disability, "cacat_id";
    Physical = 1, "Cacat Fisik", ["Fisik", "Disabilitas Fisik"];
    Sight = 2, "Cacat Netra/Buta", ["Netra", "Buta"];
    HearingOrSpeech = 3, "Cacat Rungu/Wicara", ["Rungu/Wicara", "Tuna Rungu"];
    Mental = 4, "Cacat Mental/Jiwa", ["Mental/Jiwa", "Mental"];
    PhysicalAndMental = 5, "Cacat Fisik dan Mental", ["Fisik dan Mental"];
    Other = 6, "Cacat Lainnya", ["Lainnya"];
    None = 7, "Tidak Cacat", ["Tidak Ada"];
}

code_table! {
    /// Contraception in use.
    Contraception, "cara_kb_id";
    Pill = 1, "Pil";
    Iud = 2, "IUD";
    Injection = 3, "Suntik";
    Condom = 4, "Kondom";
    Implant = 5, "Susuk KB", ["Susuk"];
    FemaleSterilisation = 6, "Sterilisasi Wanita";
    MaleSterilisation = 7, "Sterilisasi Pria";
    Other = 99, "Lainnya";
}

code_table! {
    /// Pregnancy.
    Pregnancy, "hamil";
    Pregnant = 1, "Hamil", ["Ya"];
    NotPregnant = 2, "Tidak Hamil", ["Tidak"];
}

code_table! {
    /// Health insurance.
    Insurance, "id_asuransi";
    None = 1, "Tidak/Belum Punya", ["Tidak Punya", "Belum Punya"];
    BpjsSubsidised = 2, "BPJS Penerima Bantuan Iuran", ["BPJS PBI"];
    BpjsPaid = 3, "BPJS Non Penerima Bantuan Iuran", ["BPJS Non PBI"];
    BpjsRegional = 4, "BPJS Bantuan Daerah";
    Other = 99, "Asuransi Lainnya", ["Lainnya"];
}
