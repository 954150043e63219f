//! Who a person is in law and in the family.

use super::code_table;

code_table! {
    /// Sex.
    Sex, "sex";
    Male = 1, "Laki-laki", ["L", "LK", "Lk.", "Pria", "Laki"];
    Female = 2, "Perempuan", ["P", "PR", "Wanita"];
}

code_table! {
    /// Religion.
    Religion, "agama_id";
    Islam = 1, "Islam";
    Christian = 2, "Kristen", ["Kristen Protestan", "Protestan"];
    Catholic = 3, "Katholik", ["Katolik", "Kristen Katolik"];
    Hindu = 4, "Hindu";
    Buddhist = 5, "Budha", ["Buddha"];
    Confucian = 6, "Khonghucu", ["Konghucu", "Kong Hu Cu", "Kong Hu Chu"];
    Belief = 7, "Kepercayaan terhadap Tuhan YME / Lainnya",
        ["Kepercayaan", "Kepercayaan terhadap Tuhan YME", "Kepercayaan thd Tuhan YME/Lainnya",
         "Aliran Kepercayaan", "Penghayat Kepercayaan", "Lainnya"];
}

code_table! {
    /// Marital status.
    MaritalStatus, "status_kawin";
    Single = 1, "Belum Kawin", ["BK", "Belum Menikah", "Lajang"];
    Married = 2, "Kawin",
        ["K", "Menikah", "Kawin Tercatat", "Kawin Belum Tercatat", "Kawin Tidak Tercatat"];
    Divorced = 3, "Cerai Hidup", ["CH", "Cerai"];
    Widowed = 4, "Cerai Mati", ["CM"];
}

code_table! {
    /// Relation to the head of family (SHDK).
    Relation, "kk_level";
    Head = 1, "Kepala Keluarga", ["KK", "Kepala"];
    Husband = 2, "Suami";
    Wife = 3, "Istri", ["Isteri"];
    Child = 4, "Anak", ["Anak Kandung"];
    ChildInLaw = 5, "Menantu";
    Grandchild = 6, "Cucu";
    Parent = 7, "Orangtua", ["Orang Tua"];
    ParentInLaw = 8, "Mertua";
    OtherFamily = 9, "Famili Lain", ["Famili", "Keluarga Lain"];
    Helper = 10, "Pembantu";
    Other = 11, "Lainnya", ["Lain-lain"];
}

code_table! {
    /// Citizenship.
    Citizenship, "warganegara_id";
    Indonesian = 1, "WNI", ["Indonesia", "Warga Negara Indonesia"];
    Foreign = 2, "WNA", ["Asing", "Warga Negara Asing"];
    Dual = 3, "Dua Kewarganegaraan";
}
