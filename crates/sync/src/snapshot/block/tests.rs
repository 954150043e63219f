use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn state() -> impl Strategy<Value = RecordState> {
    let id = (0..3_u64, 1..50_u64).prop_map(|(s, n)| ChangeId {
        session: s.wrapping_sub(1),
        n,
    });
    let value = prop_oneof![
        Just(Value::Null),
        any::<i32>().prop_map(|n| json!(n)),
        "[a-z\"\\\\é]{0,6}".prop_map(|text| json!(text)),
        Just(json!({"a": [1, {"b": null}]})),
    ];
    let write = (
        "[a-d]",
        id.clone(),
        value,
        prop::collection::vec(id, 0..3),
        any::<i64>(),
    );
    ("[ab]", prop::collection::vec(write, 0..8)).prop_map(|(kind, writes)| {
        let mut state = RecordState {
            kind,
            ..RecordState::default()
        };
        for (name, id, value, replaces, eff) in writes {
            let field = state.fields.entry(name).or_default();
            field.apply(id, &value, &replaces, eff);
        }
        state
    })
}

fn records() -> impl Strategy<Value = Vec<(Uuid, RecordState)>> {
    let record = (any::<u128>(), state()).prop_map(|(id, state)| (Uuid::from_u128(id), state));
    prop::collection::vec(record, 1..12)
}

fn written(writer: &mut BlockWriter, records: &[(Uuid, RecordState)]) -> Vec<u8> {
    for (record, state) in records {
        writer.push(*record, state);
    }
    let mut block = Vec::new();
    writer.write(&mut block).unwrap();
    block
}

proptest! {
    #[test]
    fn records_come_back_as_they_were_block_after_block(first in records(), second in records()) {
        let mut writer = BlockWriter::default();
        let mut file = written(&mut writer, &first);
        file.extend(written(&mut writer, &second));
        let mut file = file.as_slice();
        for records in [first, second] {
            let block = Block::read(&mut file).unwrap();
            let back: Result<Vec<_>, _> = block.collect();
            prop_assert_eq!(back.unwrap(), records);
        }
        prop_assert!(Block::read(&mut file).is_err(), "no more");
    }

    #[test]
    fn what_is_no_block_is_refused_and_never_a_panic(
        records in records(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut block = written(&mut BlockWriter::default(), &records);
        prop_assert!(Block::read(&mut &block[..at.index(block.len())]).is_err());
        let spot = at.index(block.len());
        block[spot] = byte;
        if let Ok(block) = Block::read(&mut block.as_slice()) {
            for record in block {
                let _ = record;
            }
        }
    }
}

#[test]
fn a_block_that_promises_more_than_it_has_takes_no_room() {
    for head in [
        r#"{"records":99999999999999,"shapes":[],"sessions":[],"columns":{"shape":0,"session":0,"n":0,"eff":0,"values":{},"dead":{}}}"#,
        r#"{"records":0,"shapes":[],"sessions":[],"columns":{"shape":18446744073709551615,"session":0,"n":0,"eff":0,"values":{},"dead":{}}}"#,
    ] {
        let file = format!("{head}\n");
        assert_eq!(Block::read(&mut file.as_bytes()).unwrap_err(), BadBlock);
    }
}

#[test]
fn a_writer_says_when_a_block_is_large_enough() {
    let mut writer = BlockWriter::default();
    let mut state = RecordState {
        kind: "a".to_owned(),
        ..RecordState::default()
    };
    let id = ChangeId { session: 1, n: 1 };
    let field = state.fields.entry("note".to_owned()).or_default();
    field.apply(id, &json!("x".repeat(FULL / 2)), &[], 1);
    writer.push(Uuid::nil(), &state);
    assert!(!writer.is_full());
    writer.push(Uuid::nil(), &state);
    assert!(writer.is_full());
    let block = written(&mut writer, &[]);
    assert!(block.len() > FULL);
    assert!(!writer.is_full());
}
