//! The text of a QR code, and what offices publish.

use coset::{CborSerializable as _, CoseSign1Builder, HeaderBuilder, iana};
use ed25519_dalek::{Signer as _, SigningKey};
use jemput_seal::{
    DeviceCertificate, KeyEntry, KeyList, Kid, StatusList, Token, VerifyingKey, parse, verify,
    verify_token,
};

/// Reads the bytes as a QR code's text, as a token or statement, and as the content of ones that are signed.
pub fn seal(bytes: &[u8]) {
    let key = SigningKey::from_bytes(&[7; 32]);
    let public = key.verifying_key();
    let kid = Kid::of(&public);
    let keys = KeyList {
        office: "33.02.04.2007".to_owned(),
        issued_at: 0,
        entries: vec![KeyEntry {
            kid: kid.clone(),
            public_key: public.to_bytes(),
            device: "P01".to_owned(),
            not_before: 0,
            not_after: i64::MAX,
            revoked_at: None,
        }],
    };
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = parse(text);
        let _ = verify(text, &keys);
    }
    read(bytes, &keys, &[public]);
    let header = HeaderBuilder::new()
        .algorithm(iana::Algorithm::Ed25519)
        .key_id(kid.as_bytes().to_vec())
        .build();
    let signed = CoseSign1Builder::new()
        .protected(header)
        .payload(bytes.to_vec())
        .create_signature(b"", |message| key.sign(message).to_bytes().to_vec())
        .build();
    if let Ok(signed) = signed.to_vec() {
        read(&signed, &keys, &[public]);
    }
}

fn read(bytes: &[u8], keys: &KeyList, office: &[VerifyingKey]) {
    let _ = verify_token(&Token::from_bytes(bytes.to_vec()), keys);
    let _ = KeyList::open(bytes, office);
    let _ = StatusList::open(bytes, office);
    let _ = DeviceCertificate::open(bytes, office);
}
