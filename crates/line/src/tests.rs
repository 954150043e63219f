use proptest::prelude::*;

use super::*;

const LONGEST: usize = 1024 * 1024;
const ALL: [Form; 3] = [Form::Plain, Form::Folded, Form::Short];

/// A question of a laptop that has everything, and the answer that there is nothing new.
const ASKED: &str = r#"{"proto":1,"server_id":"3e1f0c2a9b7d4e58","turn":{"mark":{"seq":10213,"digest":"9a8d83c5fc6cdb9bc24029ccc608adcd3e82b365d66ac03e39c7abe86a29615c"},"cursor":10213,"thread":"5d41402abc4b2a76b9719d911017c592ae2f9b0c7d3a1e44f0b8c9d2e3f4a5b6"},"session":15347830911234567890,"held":{"all":0,"device:01941fd4-2e7c-71f5-b80e-2621c2851469":0,"village:33.02.04.2003":0},"changes":[]}"#;
const TOLD: &str = r#"{"proto":1,"server_id":"3e1f0c2a9b7d4e58","re":{"mark":{"seq":10213,"digest":"9a8d83c5fc6cdb9bc24029ccc608adcd3e82b365d66ac03e39c7abe86a29615c"},"cursor":10213,"thread":"5d41402abc4b2a76b9719d911017c592ae2f9b0c7d3a1e44f0b8c9d2e3f4a5b6"},"mark":{"seq":10213,"digest":"9a8d83c5fc6cdb9bc24029ccc608adcd3e82b365d66ac03e39c7abe86a29615c"},"thread":"5d41402abc4b2a76b9719d911017c592ae2f9b0c7d3a1e44f0b8c9d2e3f4a5b6","acks":[],"rows":[],"cursor":10213,"more":false,"server_time":1795600000123,"durable_seq":9000,"grants":["all","device:01941fd4-2e7c-71f5-b80e-2621c2851469","village:33.02.04.2003"],"checksums":{"all":"0f1e2d3c4b5a6978","device:01941fd4-2e7c-71f5-b80e-2621c2851469":"8796a5b4c3d2e1f0","village:33.02.04.2003":"1122334455667788"}}"#;

#[test]
fn nothing_new_costs_little_more_than_what_cannot_be_known() {
    let asked = pack_request(ASKED.as_bytes(), Form::Short, Link::Any).unwrap();
    let told = pack_answer(TOLD.as_bytes(), Form::Short, ASKED.as_bytes(), Link::Any).unwrap();
    // Two digests, two ids and a session are 100 bytes; three sums, a time and a number 40.
    assert!(asked.len() < 210, "{} bytes", asked.len());
    assert!(told.len() < 130, "{} bytes", told.len());
    let before = pack_answer(TOLD.as_bytes(), Form::Folded, &[], Link::Any).unwrap();
    assert!(told.len() * 2 < before.len(), "{} before", before.len());
}

#[test]
fn every_form_comes_back_as_it_was_and_is_told() {
    for form in ALL {
        let body = pack_request(ASKED.as_bytes(), form, Link::Any).unwrap();
        assert_eq!(
            unpack_request(&body, LONGEST),
            Some((ASKED.as_bytes().to_vec(), form))
        );
        let body = pack_answer(TOLD.as_bytes(), form, ASKED.as_bytes(), Link::Any).unwrap();
        let back = unpack_answer(&body, ASKED.as_bytes(), LONGEST);
        assert_eq!(back.as_deref(), Some(TOLD.as_bytes()));
    }
}

/// What a laptop sends after a day with so many people.
fn changes(people: u32) -> String {
    let change = |n: u32| {
        format!(
            r#"{{"id":"9a8d83c5fc6cdb9b-{n}","salt":"{:032x}","wall":{},"set":{{"name":"Warga {n}"}}}}"#,
            u128::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835),
            1_795_600_000_000_u64 + u64::from(n) * 61_000,
        )
    };
    let changes: Vec<String> = (0..people).map(change).collect();
    format!(r#"{{"proto":1,"changes":[{}]}}"#, changes.join(","))
}

#[test]
fn much_is_laid_out_by_columns_for_whoever_can_read_that() {
    let json = changes(2000);
    assert!(json.len() > A_DAYS_WORK);
    let mut sizes = Vec::new();
    for form in ALL {
        for link in [Link::Any, Link::Quick] {
            let body = pack_request(json.as_bytes(), form, link).unwrap();
            assert_eq!(body[0] == COLUMNS, form == Form::Short);
            let (back, told) = unpack_request(&body, LONGEST).unwrap();
            assert_eq!((back == json.as_bytes(), told), (true, form));
            assert!(unpack_request(&body, json.len() - 1).is_none());
            sizes.push(body.len());
        }
    }
    let [.., folded, _, columns, quick] = sizes[..] else {
        unreachable!("two of each form")
    };
    assert!(columns < folded && quick < folded, "{sizes:?}");
}

#[test]
fn of_a_days_work_the_smaller_layout_is_sent() {
    let mut firsts = Vec::new();
    for people in [1, 8, 40, 200] {
        let json = changes(people);
        assert!(json.len() < A_DAYS_WORK);
        let body = pack_request(json.as_bytes(), Form::Short, Link::Any).unwrap();
        let words = join(SHORT, &folded::fold(json.as_bytes()), HARD, WORDS).unwrap();
        assert!(
            body.len() <= words.len(),
            "{people}: {} of {}",
            body.len(),
            words.len()
        );
        firsts.push(body[0]);
        let back = unpack_request(&body, LONGEST);
        assert_eq!(back, Some((json.clone().into_bytes(), Form::Short)));
        let body = pack_answer(json.as_bytes(), Form::Short, ASKED.as_bytes(), Link::Any).unwrap();
        let back = unpack_answer(&body, ASKED.as_bytes(), LONGEST);
        assert_eq!(back, Some(json.into_bytes()));
    }
    assert_eq!((firsts[0], firsts[3]), (SHORT, COLUMNS));
}

#[test]
fn what_is_too_long_cut_or_something_else_is_refused() {
    let bomb = vec![b' '; 20 * LONGEST];
    for form in ALL {
        let body = pack_request(&bomb, form, Link::Any).unwrap();
        assert!(body.len() < 64 * 1024);
        assert_eq!(unpack_request(&body, LONGEST), None);
        let body = pack_request(ASKED.as_bytes(), form, Link::Any).unwrap();
        for end in 0..body.len() {
            assert_eq!(
                unpack_request(&body[..end], LONGEST),
                None,
                "{form:?} {end}"
            );
        }
    }
    assert_eq!(unpack_request(b"hello", LONGEST), None);
    assert_eq!(unpack_request(b"", LONGEST), None);
}

#[test]
fn the_words_are_those_that_programs_in_the_field_know() {
    assert_eq!(WORDS.len(), WORDS_LENGTH);
    let sum = WORDS.iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    assert_eq!(sum, WORDS_SUM);
}

const WORDS_LENGTH: usize = 2525;
const WORDS_SUM: u64 = 0x4f466adad06dd31e;

proptest! {
    #[test]
    fn any_text_comes_back(text in "[\"{}a-f0-9\\-é\u{4}]{0,200}", request in "[\"{}a-f0-9\\-]{0,80}") {
        for form in ALL {
            let body = pack_answer(text.as_bytes(), form, request.as_bytes(), Link::Any).unwrap();
            let back = unpack_answer(&body, request.as_bytes(), LONGEST);
            prop_assert_eq!(back.as_deref(), Some(text.as_bytes()));
        }
    }

    #[test]
    fn rubbish_is_never_a_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..100), first in 0..5_u8) {
        if let Some(byte) = bytes.first_mut() {
            *byte = first;
        }
        let _ = unpack_request(&bytes, LONGEST);
        let _ = unpack_answer(&bytes, ASKED.as_bytes(), LONGEST);
    }
}
