//! Fixed keys and claims shared by the tests.

use jemput_seal::{KeyEntry, KeyList, Kid, SealClaims, SigningKey};

pub(crate) const ISSUED: i64 = 1_764_032_400; // 25 Nov 2025 01:00 UTC

pub(crate) fn device_key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

pub(crate) fn office_key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

pub(crate) fn kid() -> Kid {
    Kid::of(&device_key().verifying_key())
}

pub(crate) fn claims() -> SealClaims {
    SealClaims {
        office: "35.99.04.2007".into(),
        issued_at: ISSUED,
        expires_at: Some(ISSUED + 181 * 86_400),
        cti: [0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x07, 0x18],
        number: "400.8/017/KJ/XI/2025".into(),
        type_code: "SKD".into(),
        name: "Nur'aini Ba'asyir".into(),
        nik_tail: Some("0007".into()),
        signer: "INDRA WARDANA, S.STP.".into(),
        post: "Kepala Desa".into(),
        digest: jemput_seal::digest(b"canonical letter"),
    }
}

pub(crate) fn entry() -> KeyEntry {
    KeyEntry {
        kid: kid(),
        public_key: device_key().verifying_key().to_bytes(),
        device: "0190a3c2-0000-7000-8000-000000000001".into(),
        not_before: ISSUED - 86_400,
        not_after: ISSUED + 365 * 86_400,
        revoked_at: None,
    }
}

pub(crate) fn keys() -> KeyList {
    KeyList {
        office: "35.99.04".into(),
        issued_at: ISSUED + 3600,
        entries: vec![entry()],
    }
}
