//! Files of attachments, up and down.

use jemput_wire::signed::{PIECE, UPLOAD_LENGTH, UPLOAD_OFFSET};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::{
    http::Answer,
    laptop::{Laptop, hex},
    office::TestOffice,
};

/// An invented photo, and its name.
pub(crate) fn photo(bytes: usize) -> (Vec<u8>, String) {
    let photo: Vec<u8> = (0..bytes).map(|n| (n * 7 % 251).to_le_bytes()[0]).collect();
    let name = hex(&Sha256::digest(&photo));
    (photo, name)
}

impl Laptop {
    /// The record that names a file.
    pub(crate) fn attach(&mut self, office: &TestOffice, name: &str, bytes: usize) -> uuid::Uuid {
        let fields = json!({ "owner": uuid::Uuid::nil(), "owner_kind": "resident", "sha256": name, "bytes": bytes,
                             "media": "image/jpeg", "name": "kk.jpg" });
        self.create(office, "attachment", fields)
    }

    pub(crate) fn blob(
        &mut self,
        office: &TestOffice,
        method: &'static str,
        path: &str,
        body: &[u8],
    ) -> Answer {
        let sent = self.sign_for(method, path, body.to_vec(), office.now());
        let answer = sent.send(office);
        assert!(self.is_from_the_office(&sent, &answer), "{}", answer.status);
        answer
    }

    /// Sends a file from where the office is.
    pub(crate) fn send_file(&mut self, office: &TestOffice, file: &[u8], name: &str) {
        let mut offset = offset(&self.blob(office, "HEAD", &format!("/blob/{name}"), b""));
        while offset < file.len() {
            let end = (offset + PIECE).min(file.len());
            let path = format!("/blob/{name}?offset={offset}&length={}", file.len());
            let answer = self.blob(office, "PUT", &path, &file[offset..end]);
            assert_eq!(answer.status, 204, "{}", answer.text());
            offset = self::offset(&answer);
        }
    }
}

fn offset(answer: &Answer) -> usize {
    let text = answer.header(UPLOAD_OFFSET).expect("an offset");
    text.parse().expect("a number")
}

#[test]
fn a_photo_goes_up_in_pieces_over_a_restart_and_comes_down_on_another_laptop() {
    let mut office = TestOffice::new();
    let mut one = Laptop::join(&office, "Laptop 01", 1);
    let mut two = Laptop::join(&office, "Laptop 02", 2);
    let (photo, name) = photo(150_000);
    let path = format!("/blob/{name}");
    one.attach(&office, &name, photo.len());
    assert_eq!(
        one.blob(&office, "HEAD", &path, b"").status,
        404,
        "not before its record"
    );
    one.sync(&office);
    let known = one.blob(&office, "HEAD", &path, b"");
    assert_eq!((known.status, offset(&known)), (200, 0));
    assert_eq!(known.header(UPLOAD_LENGTH), Some("150000"));
    let first = format!("{path}?offset=0&length=150000");
    assert_eq!(
        offset(&one.blob(&office, "PUT", &first, &photo[..PIECE])),
        PIECE
    );
    office.restart();
    let again = one.blob(&office, "PUT", &first, &photo[..PIECE]);
    assert_eq!((again.status, offset(&again)), (409, PIECE));
    assert_eq!(again.code(), "blob-offset");
    let absent = two.blob(&office, "GET", &path, b"");
    assert_eq!(
        (absent.status, absent.code()),
        (404, "blob-absent".to_owned())
    );
    one.send_file(&office, &photo, &name);
    assert_eq!(offset(&one.blob(&office, "HEAD", &path, b"")), photo.len());

    assert_eq!(two.blob(&office, "GET", &path, b"").body, photo);
    let sent = two.sign_for("GET", &path, Vec::new(), office.now());
    let part = sent.send_with(&office, &[("range", "bytes=140000-")]);
    assert_eq!(
        (part.status, part.body.as_slice()),
        (206, &photo[140_000..])
    );
    assert_eq!(
        part.header("content-range"),
        Some("bytes 140000-149999/150000")
    );
}

#[test]
fn only_files_that_a_record_of_the_laptop_names_are_taken_or_shown() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let (photo, name) = photo(1000);
    let whole = format!("/blob/{name}?offset=0&length=1000");
    assert_eq!(
        laptop.blob(&office, "PUT", &whole, &photo).code(),
        "blob-unknown"
    );
    // Another size than the record's; a record of a village that is not the laptop's.
    laptop.attach(&office, &name, 999);
    let fields = json!({ "sha256": name, "bytes": 1000, "scope": "village:33.02.04.2999" });
    laptop.create(&office, "attachment", fields);
    laptop.sync(&office);
    assert_eq!(
        laptop.blob(&office, "PUT", &whole, &photo).code(),
        "blob-unknown"
    );
    laptop.attach(&office, &name, 1000);
    laptop.sync(&office);
    assert_eq!(laptop.blob(&office, "PUT", &whole, &photo).status, 204);
    for odd in ["/blob/../keys/seal.key", "/blob/ab", "/blob/zz"] {
        let sent = laptop.sign_for("GET", odd, Vec::new(), office.now());
        assert_eq!(sent.send(&office).status, 404, "{odd}");
    }
    let unsigned = office.get(&format!("/blob/{name}"));
    assert_eq!(
        (unsigned.status, unsigned.code()),
        (400, "request-unsigned".to_owned())
    );
}

#[test]
fn a_file_that_was_damaged_on_the_way_is_sent_again() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let (photo, name) = photo(1000);
    laptop.attach(&office, &name, 1000);
    laptop.sync(&office);
    let mut damaged = photo.clone();
    damaged[500] ^= 1;
    let whole = format!("/blob/{name}?offset=0&length=1000");
    let refused = laptop.blob(&office, "PUT", &whole, &damaged);
    assert_eq!(
        (refused.status, refused.code()),
        (422, "blob-damaged".to_owned())
    );
    laptop.send_file(&office, &photo, &name);
    assert_eq!(
        laptop
            .blob(&office, "GET", &format!("/blob/{name}"), b"")
            .body,
        photo
    );
    let much = vec![0; PIECE + 1];
    let sent = laptop.sign_for("PUT", &whole, much, office.now());
    assert_eq!(sent.send(&office).status, 413);
}
