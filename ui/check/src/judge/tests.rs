use jemput_seal::{KeyEntry, Kid, SigningKey, seal};

use super::*;

const DAY: i64 = 24 * 60 * 60;
const ISSUED: i64 = 1_795_572_000;
const NOW: i64 = ISSUED + DAY;

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn claims() -> SealClaims {
    SealClaims {
        office: "33.02.04.2007".into(),
        issued_at: ISSUED,
        expires_at: Some(ISSUED + 180 * DAY),
        cti: [1, 2, 3, 4, 5, 6, 7, 8],
        number: "400.8/017/KJ/XI/2026".into(),
        type_code: "SKD".into(),
        name: "Nur'aini Ba'asyir".into(),
        nik_tail: Some("0007".into()),
        signer: "Indra Wardana".into(),
        post: "Kepala Desa".into(),
        digest: [9; 12],
    }
}

fn qr(claims: &SealClaims) -> String {
    seal(claims, &key(), &Kid::of(&key().verifying_key()))
        .unwrap()
        .to_qr_text(Some("periksa.contoh.id"))
        .unwrap()
}

fn keys(revoked_at: Option<i64>) -> KeyList {
    let public = key().verifying_key();
    let entry = KeyEntry {
        kid: Kid::of(&public),
        public_key: public.to_bytes(),
        device: "laptop".into(),
        not_before: ISSUED - DAY,
        not_after: ISSUED + 700 * DAY,
        revoked_at,
    };
    KeyList {
        office: "33.02.04".into(),
        issued_at: NOW,
        entries: vec![entry],
    }
}

fn states(status: Option<LetterStatus>) -> StatusList {
    let cti = claims().cti;
    let entries = status.map(|status| StatusEntry {
        cti,
        status,
        since: ISSUED + 60,
    });
    StatusList {
        office: "33.02.04".into(),
        issued_at: NOW,
        prefix: status_prefix(&cti),
        entries: entries.into_iter().collect(),
    }
}

fn say(text: &str, keys: Option<&KeyList>, states: Option<&StatusList>, now: i64) -> Judgement {
    judge(
        text,
        keys,
        states,
        &Office::default(),
        now,
        Words::of(Language::Id),
    )
}

#[test]
fn only_an_issued_letter_that_is_on_record_looks_good() {
    let text = qr(&claims());
    let keys = keys(None);
    let cases = [
        (Some(LetterStatus::Issued), "issued", Look::Ok),
        (
            Some(LetterStatus::AwaitingSignature),
            "awaiting",
            Look::Pending,
        ),
        (Some(LetterStatus::Void), "void", Look::Danger),
        (Some(LetterStatus::Replaced), "replaced", Look::Danger),
        (None, "unconfirmed", Look::Pending),
    ];
    for (status, verdict, look) in cases {
        let judgement = say(&text, Some(&keys), Some(&states(status)), NOW);
        assert_eq!((judgement.verdict, judgement.look), (verdict, look));
        assert!(
            judgement
                .facts
                .iter()
                .any(|fact| fact.value == "400.8/017/KJ/XI/2026")
        );
    }
}

#[test]
fn without_a_network_a_good_seal_is_never_called_genuine() {
    let judgement = say(&qr(&claims()), Some(&keys(None)), None, NOW);
    assert_eq!(
        (judgement.verdict, judgement.look),
        ("offline", Look::Pending)
    );
    assert_eq!(judgement.items[1].look, Look::Pending);
}

#[test]
fn an_old_state_list_still_condemns_but_no_longer_confirms() {
    let text = qr(&claims());
    let later = NOW + 2 * DAY;
    let say = |status| say(&text, Some(&keys(None)), Some(&states(Some(status))), later);
    assert_eq!(say(LetterStatus::Issued).verdict, "stale");
    assert_eq!(say(LetterStatus::Issued).look, Look::Pending);
    assert_eq!(say(LetterStatus::Void).verdict, "void");
}

#[test]
fn a_letter_past_its_day_is_over_but_a_void_one_stays_void() {
    let text = qr(&claims());
    let later = ISSUED + 200 * DAY;
    let judgement = say(
        &text,
        Some(&keys(None)),
        Some(&states(Some(LetterStatus::Issued))),
        later,
    );
    assert_eq!(judgement.verdict, "expired");
    let judgement = say(
        &text,
        Some(&keys(None)),
        Some(&states(Some(LetterStatus::Void))),
        later,
    );
    assert_eq!(judgement.verdict, "void");
}

#[test]
fn a_lost_laptops_seal_counts_only_if_the_register_has_the_letter() {
    let text = qr(&claims());
    for revoked_at in [ISSUED - 60, ISSUED + 60] {
        let keys = keys(Some(revoked_at));
        assert_eq!(
            say(&text, Some(&keys), Some(&states(None)), NOW).verdict,
            "key-revoked"
        );
        assert_eq!(say(&text, Some(&keys), None, NOW).verdict, "key-revoked");
        assert_eq!(
            say(
                &text,
                Some(&keys),
                Some(&states(Some(LetterStatus::Issued))),
                NOW
            )
            .verdict,
            "issued"
        );
    }
}

#[test]
fn changed_strange_and_cut_codes_are_refused_without_showing_their_claims() {
    let text = qr(&claims());
    let (left, right) = text.split_at(text.len() - 60);
    let changed = format!("{left}{}", right.replace('A', "B").replace('C', "D"));
    assert_eq!(
        say(&changed, Some(&keys(None)), None, NOW).verdict,
        "forged"
    );
    assert_eq!(say(left, Some(&keys(None)), None, NOW).verdict, "malformed");
    assert_eq!(
        say("https://contoh.id/", Some(&keys(None)), None, NOW).verdict,
        "malformed"
    );
    assert_eq!(
        say(&text.replace("/V1#", "/V2#"), Some(&keys(None)), None, NOW).verdict,
        "newer"
    );
    let empty = KeyList {
        entries: Vec::new(),
        ..keys(None)
    };
    let unknown = say(&text, Some(&empty), None, NOW);
    assert_eq!(unknown.verdict, "unknown-key");
    assert_eq!(unknown.facts, []);
    assert!(
        unknown.items.len() == 1 && unknown.items[0].text.contains("WIB"),
        "the date of the list is told: {:?}",
        unknown.items
    );
    assert_eq!(say(&text, None, None, NOW).verdict, "no-keys");
}

#[test]
fn a_seal_from_before_the_keys_window_is_refused() {
    let early = SealClaims {
        issued_at: ISSUED - 10 * DAY,
        ..claims()
    };
    assert_eq!(
        say(&qr(&early), Some(&keys(None)), None, NOW).verdict,
        "key-window"
    );
}

#[test]
fn the_office_is_asked_by_a_prefix_only_for_good_seals() {
    let text = qr(&claims());
    assert_eq!(
        prefix_of(&text, &keys(None)),
        Some(status_prefix(&claims().cti))
    );
    let empty = KeyList {
        entries: Vec::new(),
        ..keys(None)
    };
    assert_eq!(prefix_of(&text, &empty), None);
}

#[test]
fn every_verdict_has_words_in_both_languages() {
    let verdicts = [
        "issued",
        "stale",
        "awaiting",
        "unconfirmed",
        "offline",
        "void",
        "replaced",
        "expired",
        "unknown-key",
        "key-window",
        "key-revoked",
        "forged",
        "malformed",
        "newer",
        "no-keys",
    ];
    for language in [Language::Id, Language::En] {
        for verdict in verdicts {
            for part in ["title", "text"] {
                let key = format!("check-{verdict}-{part}");
                assert_ne!(Words::of(language).get(&key), key);
            }
        }
    }
}

#[test]
fn names_of_kinds_and_villages_come_from_the_office() {
    let mut office = Office::default();
    office
        .kinds
        .insert("SKD".into(), "Surat Keterangan Domisili".into());
    office
        .villages
        .insert("33.02.04.2007".into(), "Desa Karangjemput".into());
    let words = Words::of(Language::En);
    let judgement = judge(&qr(&claims()), Some(&keys(None)), None, &office, NOW, words);
    let values: Vec<&str> = judgement
        .facts
        .iter()
        .map(|fact| fact.value.as_str())
        .collect();
    assert!(
        values.contains(&"Surat Keterangan Domisili") && values.contains(&"Desa Karangjemput"),
        "{values:?}"
    );
    assert!(
        values.iter().any(|value| value.ends_with("November 2026")),
        "{values:?}"
    );
}
