//! The privacy notice as a sheet of paper.

use jemput_domain::{date::date, privacy::notice::Controller, service::Paper};
use jemput_letters::{Edges, privacy_notice};
use sha2::{Digest as _, Sha256};

use crate::kinds::{golden, is_writing};

#[test]
fn the_privacy_notice_looks_as_it_did() {
    let office = Controller {
        name: "Kecamatan Mandala".to_owned(),
        address: "Jalan Kecamatan No. 1, Mandala".to_owned(),
        phone: "0281 555 0100".to_owned(),
        data_officer: "kantor kecamatan, hari kerja 08.00–15.00".to_owned(),
    };
    let day = date(2026, 11, 29);
    let layout = privacy_notice(&office, Paper::F4, Edges::default(), day).expect("a sheet");
    let hash: [u8; 32] = Sha256::digest(layout.svg_pages().concat()).into();
    let hash = data_encoding::HEXLOWER.encode(&hash[..8]);
    let now = format!("{hash}\n{}\n", layout.text_of(0));
    let file = golden("pemberitahuan-privasi.txt");
    if is_writing() {
        std::fs::write(&file, &now).expect("written");
    }
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(known, now, "a change must be meant");
}
