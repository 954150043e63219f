//! Where a person stands in the register and with the identity card.

use super::code_table;

code_table! {
    /// Basic status in the register; 5, 7 and 8 are unused.
    BasicStatus, "status_dasar";
    Alive = 1, "Hidup";
    Dead = 2, "Mati", ["Meninggal", "Meninggal Dunia"];
    Moved = 3, "Pindah";
    Missing = 4, "Hilang";
    Away = 6, "Pergi";
    Invalid = 9, "Tidak Valid";
}

code_table! {
    /// Whether the person holds an electronic identity card.
    CardState, "ktp_el";
    NotYet = 1, "Belum";
    Electronic = 2, "KTP-el", ["KTP Elektronik", "e-KTP"];
}

code_table! {
    /// Progress of the biometric recording; labels 4–8 are the ministry's own English ones.
    RecordingStatus, "status_rekam";
    NotRequired = 1, "Belum Wajib";
    NotRecorded = 2, "Belum Rekam";
    Recorded = 3, "Sudah Rekam";
    CardPrinted = 4, "Card Printed";
    PrintReady = 5, "Print Ready Record";
    CardShipped = 6, "Card Shipped";
    SentForPrinting = 7, "Sent for Card Printing";
    CardIssued = 8, "Card Issued";
}
