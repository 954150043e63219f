//! The seal from claims to verdict, and every way in which it must fail.

mod common;
mod vectors;

use common::{ISSUED, claims, device_key, entry, keys, kid, office_key};
use coset::CborSerializable;
use jemput_seal::{
    DeviceCertificate, KeyEntry, KeyList, Kid, MAX_TOKEN_BYTES, Malformed, SealError, SigningKey,
    StatementError, Token, Verdict, parse, seal, verify, verify_token,
};
use proptest::prelude::*;

const HOST: &str = "periksa.mandalasari.example";

fn text() -> String {
    seal(&claims(), &device_key(), &kid())
        .and_then(|t| t.to_qr_text(Some(HOST)))
        .expect("claims of the test fit")
}

#[test]
fn a_fresh_seal_is_genuine_and_says_what_was_sealed() {
    let Verdict::Genuine(sealed) = verify(&text(), &keys()) else {
        panic!("{:?}", verify(&text(), &keys()));
    };
    assert_eq!(sealed.claims, claims());
    assert_eq!(sealed.device, entry().device);
    assert!(sealed.unknown.is_empty());
}

#[test]
fn the_qr_text_uses_only_letters_that_qr_codes_store_well() {
    let text = text();
    assert!(text.starts_with("HTTPS://PERIKSA.MANDALASARI.EXAMPLE/V1#"));
    assert!(
        text.chars()
            .all(|c| c == '#' || "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains(c))
    );
    let token = seal(&claims(), &device_key(), &kid()).unwrap();
    assert!(token.to_qr_text(None).unwrap().starts_with("JEMPUT:V1/"));
}

#[test]
fn lower_case_line_ends_and_invisible_characters_are_forgiven() {
    let token = seal(&claims(), &device_key(), &kid()).unwrap();
    for text in [text(), token.to_qr_text(None).unwrap()] {
        let (front, back) = text.split_at(80);
        let typed = format!("  {}\r\n\u{200b}{}\t", front.to_lowercase(), back);
        assert!(matches!(verify(&typed, &keys()), Verdict::Genuine(_)));
    }
}

#[test]
fn other_texts_are_told_apart() {
    for (text, expected) in [
        ("", Malformed::NotASeal),
        ("https://example.org/", Malformed::NotASeal),
        ("3302045203899001", Malformed::NotASeal),
        ("JEMPUT:V1", Malformed::NotASeal),
        ("JEMPUT:V2/AAAA", Malformed::NewerFormat),
        ("https://periksa.example/v2#AAAA", Malformed::NewerFormat),
        ("JEMPUT:V1/A1", Malformed::Base32),
        ("JEMPUT:V1/AAA", Malformed::Base32),
        ("JEMPUT:V1/", Malformed::Envelope),
        ("JEMPUT:V1/AAAAAAAA", Malformed::Envelope),
    ] {
        assert_eq!(
            verify(text, &keys()),
            Verdict::Malformed(expected),
            "{text:?}"
        );
    }
}

#[test]
fn a_check_address_that_is_no_host_is_refused() {
    let token = seal(&claims(), &device_key(), &kid()).unwrap();
    for host in ["", "a b", "host/path", "ftp://host", "host#x"] {
        assert_eq!(
            token.to_qr_text(Some(host)),
            Err(SealError::BadHost),
            "{host}"
        );
    }
    let local = token.to_qr_text(Some("http://127.0.0.1:8080/")).unwrap();
    assert!(local.starts_with("HTTP://127.0.0.1:8080/V1#"));
    assert_eq!(
        parse(&local).unwrap().host.as_deref(),
        Some("127.0.0.1:8080")
    );
}

#[test]
fn a_token_without_its_key_in_the_list_is_unknown_not_forged() {
    let empty = KeyList::default();
    assert_eq!(verify(&text(), &empty), Verdict::UnknownKey { kid: kid() });
}

#[test]
fn another_key_under_the_same_name_is_forged() {
    let thief = SigningKey::from_bytes(&[8; 32]);
    let token = seal(&claims(), &thief, &kid()).unwrap();
    assert_eq!(verify_token(&token, &keys()), Verdict::Forged);
}

#[test]
fn of_two_keys_that_share_a_name_the_right_one_is_found() {
    let twin = KeyEntry {
        public_key: SigningKey::from_bytes(&[8; 32]).verifying_key().to_bytes(),
        ..entry()
    };
    let list = KeyList {
        entries: vec![twin, entry()],
        ..keys()
    };
    assert!(matches!(verify(&text(), &list), Verdict::Genuine(_)));
}

#[test]
fn the_window_of_the_key_includes_both_ends() {
    let at = |not_before, not_after| KeyList {
        entries: vec![KeyEntry {
            not_before,
            not_after,
            ..entry()
        }],
        ..keys()
    };
    assert!(matches!(
        verify(&text(), &at(ISSUED, ISSUED)),
        Verdict::Genuine(_)
    ));
    for (from, to) in [(ISSUED + 1, ISSUED + 9), (ISSUED - 9, ISSUED - 1)] {
        assert!(matches!(
            verify(&text(), &at(from, to)),
            Verdict::KeyOutsideWindow { .. }
        ));
    }
}

#[test]
fn a_revoked_key_spoils_later_letters_and_marks_earlier_ones() {
    let revoked = |at| KeyList {
        entries: vec![KeyEntry {
            revoked_at: Some(at),
            ..entry()
        }],
        ..keys()
    };
    assert!(matches!(
        verify(&text(), &revoked(ISSUED)),
        Verdict::KeyRevoked { .. }
    ));
    let Verdict::Genuine(sealed) = verify(&text(), &revoked(ISSUED + 1)) else {
        panic!("sealed before the key was revoked");
    };
    assert_eq!(sealed.key_revoked_at, Some(ISSUED + 1));
}

#[test]
fn long_names_and_numbers_never_exceed_the_qr_code() {
    let mut long = claims();
    long.name = "Raden Mas Muhammad Prawirokusumo Wiryodiningrat Sastroamidjojo".into();
    long.signer =
        "Prof. Dr. Ir. H. Raden Mas Muhammad Prawirokusumo Wiryodiningrat, S.H., M.Si., M.M."
            .into();
    long.post = "Sekretaris Desa a.n. Kepala Desa".into();
    long.number = "400.12.2.2/0170/DISDUKCAPIL-KJ/XII/2026".into();
    let token = seal(&long, &device_key(), &kid()).unwrap();
    assert!(token.as_bytes().len() <= MAX_TOKEN_BYTES);
    let Verdict::Genuine(sealed) = verify_token(&token, &keys()) else {
        panic!("genuine");
    };
    assert_eq!(sealed.claims.number, long.number);
    assert!(sealed.claims.name.starts_with('R'));

    long.number = "9".repeat(120);
    assert!(matches!(
        seal(&long, &device_key(), &kid()),
        Err(SealError::TooLong { .. })
    ));
}

#[test]
fn an_ordinary_letter_needs_no_more_bytes_than_planned() {
    let token = seal(&claims(), &device_key(), &kid()).unwrap();
    assert!(
        token.as_bytes().len() <= 235,
        "{} bytes",
        token.as_bytes().len()
    );
}

#[test]
fn empty_claims_are_refused() {
    let nameless = jemput_seal::SealClaims {
        name: "  ".into(),
        ..claims()
    };
    assert_eq!(
        seal(&nameless, &device_key(), &kid()),
        Err(SealError::Empty("name"))
    );
}

/// A token with payload and headers of the test's choice, properly signed.
fn handmade(payload: &ciborium::Value, header: coset::Header, unprotected: coset::Header) -> Token {
    use ed25519_dalek::Signer;
    let mut bytes = Vec::new();
    ciborium::into_writer(payload, &mut bytes).expect("plain values");
    let token = coset::CoseSign1Builder::new()
        .protected(header)
        .unprotected(unprotected)
        .payload(bytes)
        .create_signature(b"", |m| device_key().sign(m).to_bytes().to_vec())
        .build()
        .to_vec()
        .expect("plain values");
    Token::from_bytes(token)
}

fn header() -> coset::HeaderBuilder {
    coset::HeaderBuilder::new()
        .algorithm(coset::iana::Algorithm::Ed25519)
        .key_id(kid().as_bytes().to_vec())
}

/// The payload of the ordinary claims.
fn payload() -> ciborium::Value {
    let token = seal(&claims(), &device_key(), &kid()).expect("claims of the test fit");
    let cose = coset::CoseSign1::from_slice(token.as_bytes()).expect("own token");
    ciborium::from_reader(cose.payload.expect("payload").as_slice()).expect("own payload")
}

#[test]
fn claims_of_a_later_version_are_ignored_but_reported() {
    let mut later = payload();
    let map = later.as_map_mut().unwrap();
    map.push((99.into(), "x".into()));
    let letter = map
        .iter_mut()
        .find(|(k, _)| *k == ciborium::Value::from(-70001))
        .unwrap();
    let letter = letter.1.as_map_mut().unwrap();
    letter.push((9.into(), 1.into()));
    let token = handmade(&later, header().build(), coset::Header::default());
    let Verdict::Genuine(sealed) = verify_token(&token, &keys()) else {
        panic!("genuine");
    };
    assert_eq!(sealed.claims, claims());
    assert_eq!(sealed.unknown, ["99", "-70001/9"]);
}

#[test]
fn unusual_envelopes_are_refused_although_the_signature_fits() {
    let old_algorithm = coset::HeaderBuilder::new()
        .algorithm(coset::iana::Algorithm::EdDSA)
        .key_id(kid().as_bytes().to_vec())
        .build();
    let critical = header().add_critical(coset::iana::HeaderParameter::Kid);
    let extra = coset::HeaderBuilder::new().text_value("x".into(), 1.into());
    for (token, expected) in [
        (
            handmade(&payload(), old_algorithm, coset::Header::default()),
            Malformed::Algorithm,
        ),
        (
            handmade(&payload(), critical.build(), coset::Header::default()),
            Malformed::NewerFormat,
        ),
        (
            handmade(&payload(), header().build(), extra.build()),
            Malformed::Envelope,
        ),
        (
            handmade(&1.into(), header().build(), coset::Header::default()),
            Malformed::Claim("payload"),
        ),
    ] {
        assert_eq!(verify_token(&token, &keys()), Verdict::Malformed(expected));
    }
}

#[test]
fn a_claim_that_stands_twice_is_refused() {
    let mut twice = payload();
    let map = twice.as_map_mut().unwrap();
    map.push((1.into(), "35.99.04.9999".into()));
    let token = handmade(&twice, header().build(), coset::Header::default());
    assert_eq!(
        verify_token(&token, &keys()),
        Verdict::Malformed(Malformed::Claim("payload"))
    );
}

#[test]
fn a_key_list_travels_and_only_the_office_can_make_it() {
    let revoked = KeyEntry {
        revoked_at: Some(ISSUED + 5),
        ..entry()
    };
    let list = KeyList {
        entries: vec![entry(), revoked],
        ..keys()
    };
    let bytes = list.sign(&office_key()).unwrap();
    let old = SigningKey::from_bytes(&[1; 32]).verifying_key();
    assert_eq!(
        KeyList::open(&bytes, &[old, office_key().verifying_key()]).unwrap(),
        list
    );
    assert_eq!(
        KeyList::open(&bytes, &[old]),
        Err(StatementError::UnknownOfficeKey)
    );
    let mut changed = bytes.clone();
    let at = changed.len() / 2;
    changed[at] ^= 1;
    assert!(KeyList::open(&changed, &[office_key().verifying_key()]).is_err());
}

#[test]
fn a_certificate_becomes_an_entry_and_no_statement_passes_for_another() {
    let certificate = DeviceCertificate {
        office: "35.99.04".into(),
        issued_at: ISSUED,
        not_before: entry().not_before,
        not_after: entry().not_after,
        kid: kid(),
        public_key: entry().public_key,
        device: entry().device,
    };
    let bytes = certificate.sign(&office_key()).unwrap();
    let office = [office_key().verifying_key()];
    let read = DeviceCertificate::open(&bytes, &office).unwrap();
    assert_eq!(read, certificate);
    assert_eq!(KeyEntry::from(&read), entry());
    assert!(KeyList::open(&bytes, &office).is_err());
    assert!(
        DeviceCertificate::open(&keys().sign(&office_key()).unwrap(), &office).is_err(),
        "a key list is no certificate"
    );
}

/// Bytes that any other implementation can be held against, and that old letters depend on.
#[test]
fn the_test_vector_has_not_changed() {
    let token = seal(&claims(), &device_key(), &kid()).unwrap();
    assert_eq!(data_encoding::HEXLOWER.encode(kid().as_bytes()), VECTOR_KID);
    assert_eq!(
        data_encoding::HEXLOWER.encode(token.as_bytes()),
        VECTOR_TOKEN
    );
}

const VECTOR_KID: &str = "fe812c12";
const VECTOR_TOKEN: &str = concat!(
    "8449a201320444fe812c12a05894a5016d33352e39392e30342e32303037041a6a139f10061a6924",
    "ff900748a1b2c3d4e5f607183a00011170a8000101743430302e382f3031372f4b4a2f58492f3230",
    "32350263534b4403714e75722761696e692042612761737969720464303030370575494e44524120",
    "57415244414e412c20532e5354502e066b4b6570616c612044657361084c8231e92c5c101139bf75",
    "63c458405943789f56604b725c789a80bff2b2ba5c1612f7bb529db2f7c83d328eeb4ae29084dbab",
    "5a2ceffc9df2ea833e15fdb33b783fb61716b640d7b23dc6969e1803",
);

#[test]
fn the_short_id_of_a_seal_is_the_one_on_the_paper() {
    assert_eq!(jemput_seal::short_id(&claims().cti), "M6SC7-N75YR");
    assert_eq!(jemput_seal::short_id(&[0; 8]), "00000-00000");
    assert_eq!(jemput_seal::short_id(&[0xff; 8]), "ZZZZZ-ZZZZZ");
}

#[test]
fn no_single_bit_can_change() {
    let token = seal(&claims(), &device_key(), &kid()).unwrap();
    for bit in 0..token.as_bytes().len() * 8 {
        let mut bytes = token.as_bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let verdict = verify_token(&Token::from_bytes(bytes), &keys());
        assert!(!matches!(verdict, Verdict::Genuine(_)), "bit {bit}");
    }
}

proptest! {
    #[test]
    fn a_damaged_token_is_never_genuine(
        flips in proptest::collection::btree_set(0usize..1600, 1..6),
        cut in 0usize..3,
        tail in proptest::collection::vec(any::<u8>(), 0..3),
    ) {
        let token = seal(&claims(), &device_key(), &kid()).unwrap();
        let mut bytes = token.as_bytes().to_vec();
        for flip in flips {
            bytes[flip / 8] ^= 1 << (flip % 8);
        }
        bytes.truncate(bytes.len() - cut);
        bytes.extend(tail);
        let verdict = verify_token(&Token::from_bytes(bytes), &keys());
        prop_assert!(!matches!(verdict, Verdict::Genuine(_)));
    }

    #[test]
    fn rubbish_never_panics(text in any::<String>(), bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = verify(&text, &keys());
        let verdict = verify_token(&Token::from_bytes(bytes), &keys());
        prop_assert!(!matches!(verdict, Verdict::Genuine(_)));
    }

    #[test]
    fn any_names_make_a_token_that_fits_and_reads_back(
        name in "[A-Za-z' .éü]{1,90}", signer in "[A-Z][A-Za-z., ]{1,90}", post in "[A-Z][a-z ]{1,50}"
    ) {
        prop_assume!(!name.trim().is_empty());
        let mut any = claims();
        any.name = name;
        any.signer = signer;
        any.post = post;
        match seal(&any, &device_key(), &kid()) {
            Ok(token) => {
                prop_assert!(token.as_bytes().len() <= MAX_TOKEN_BYTES);
                prop_assert!(matches!(verify_token(&token, &keys()), Verdict::Genuine(_)));
            }
            Err(error) => prop_assert!(false, "{error}"),
        }
    }

    #[test]
    fn the_name_of_a_key_has_one_to_four_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..9)) {
        prop_assert_eq!(Kid::new(&bytes).is_some(), (1..=4).contains(&bytes.len()));
    }
}
