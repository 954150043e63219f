use super::*;
use crate::folded::Folded;

const PLENTY: usize = 1 << 24;

fn survives(json: &str) -> Folded {
    let folded = fold(json.as_bytes()).expect("worth columns");
    let back = unfold(&folded.text, &folded.ids, PLENTY);
    assert_eq!(
        back.map(|json| String::from_utf8(json).unwrap()).as_deref(),
        Some(json)
    );
    folded
}

/// A body with as many items as are worth columns.
fn body(item: impl Fn(usize) -> String) -> String {
    let items: Vec<String> = (0..20).map(item).collect();
    format!(
        r#"{{"proto":1,"changes":[{}],"quiet":false}}"#,
        items.join(",")
    )
}

struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % most
    }

    fn id(&mut self, kind: u64) -> String {
        let mut hex: String = (0..4)
            .map(|_| format!("{:08x}", self.below(1 << 32)))
            .collect();
        match kind {
            0 => {
                for at in [20, 16, 12, 8] {
                    hex.insert(at, '-');
                }
            }
            1 => hex = hex.repeat(2),
            _ => {}
        }
        format!("\"{hex}\"")
    }

    /// Some value, as JSON; now and then with blanks that nobody needs.
    fn value(&mut self, deep: u32) -> String {
        match self.below(if deep > 3 { 8 } else { 10 }) {
            0 => self.below(100).to_string(),
            1 => format!("-{}.{}e+3", self.below(9), self.below(9)),
            2 => ["true", "false", "null"][usize::try_from(self.below(3)).unwrap()].to_owned(),
            3 => {
                let kind = self.below(3);
                self.id(kind)
            }
            4 => format!("{}", 1_795_600_000_000_u64 + self.below(1000)),
            5 => "\"say \\\"so\\\\\\u0001\"".to_owned(),
            6 => format!("\"laptop-{:02}\"", self.below(12)),
            7 => ["\"\"", "\"Nurʿaini\"", "\"a:b\"", "\"0\"", "\"{\"", "\"]\""]
                [usize::try_from(self.below(6)).unwrap()]
            .to_owned(),
            8 => {
                let all: Vec<_> = (0..self.below(4)).map(|_| self.value(deep + 1)).collect();
                format!("[ {}]", all.join(" ,"))
            }
            _ => {
                let all: Vec<_> = (0..self.below(5))
                    .map(|n| format!("\"k{n}\" :{}", self.value(deep + 1)))
                    .collect();
                format!("{{{}\n}}", all.join(","))
            }
        }
    }
}

#[test]
fn alike_items_share_their_shape_and_come_back_byte_by_byte() {
    let json = body(|n| {
        format!(
            r#"{{"id":"1234567890abcdef-{n}","salt":"{n:032x}","wall":{},"record":"01941fd4-2e7c-71f5-b80e-{n:012x}","set":{{"name":"Sumarni","gps":[-7.2892,109.7{n}]}}}}"#,
            1_795_600_000_000_u64 + u64::try_from(n).unwrap() * 60_000
        )
    });
    let folded = survives(&json);
    assert_eq!(folded.ids.len(), 20 * 32, "ids are told by their bytes");
    assert!(
        folded.text.len() * 3 < json.len(),
        "{} of {}",
        folded.text.len(),
        json.len()
    );
}

#[test]
fn whatever_the_items_hold_comes_back() {
    let mut random = Random(7);
    for _ in 0..300 {
        let items: Vec<_> = (0..random.below(30))
            .map(|_| {
                let all: Vec<_> = (0..random.below(6))
                    .map(|n| format!("\"k{n}\":{}", random.value(0)))
                    .collect();
                format!("{{{}}}", all.join(", "))
            })
            .collect();
        let (list, other) = (items.join(","), random.value(0));
        let json = format!(r#"{{"a":{other},"b":[{list}],"c":[1,[{{}}]],"d":{{"x":[{list}]}}}}"#);
        if items.len() >= WORTH {
            survives(&json);
        }
    }
}

#[test]
fn ids_that_come_again_and_numbers_in_a_row_cost_a_byte() {
    let ids = [
        "01941fd4-2e7c-71f5-b80e-2621c2851469",
        "01941fd5-d201-71c4-aed9-884d9a387753",
    ];
    let folded = survives(&body(|n| {
        format!(r#"{{"device":"{}","seq":{}}}"#, ids[n % 2], 998 + n)
    }));
    assert_eq!(folded.ids.len(), 32);
    assert!(folded.text.len() < 190, "{}", folded.text.len());
    // Whatever a number looks like.
    for numbers in [
        ["9", "10", "11"],
        ["09", "10", "11"],
        ["-9", "-10", "-8"],
        ["999999999999999", "1000000000000000", "1000000000000001"],
        ["1.9", "1.10", "1.11"],
    ] {
        survives(&body(|n| format!(r#"{{"a":"{}"}}"#, numbers[n % 3])));
    }
}

#[test]
fn what_is_short_or_no_json_is_not_laid_out() {
    for odd in ["", "{}", "[]", "{\"a\":[{}]}", "}}}}", "hello"] {
        assert!(fold(odd.as_bytes()).is_none(), "{odd}");
    }
    let cut = body(|n| format!(r#"{{"a":{n}}}"#));
    assert!(fold(&cut.as_bytes()[..cut.len() / 2]).is_none());
}

#[test]
fn a_body_that_is_damaged_or_too_long_is_refused() {
    let json = body(|n| {
        format!(
            r#"{{"id":"{n:032x}","seq":{n},"name":"{}"}}"#,
            "x".repeat(n)
        )
    });
    let whole = fold(json.as_bytes()).unwrap();
    assert_eq!(unfold(&whole.text, &whole.ids, json.len() - 1), None);
    assert_eq!(unfold(&whole.text, &whole.ids[1..], PLENTY), None);
    assert_eq!(
        unfold(&whole.text[..whole.text.len() - 1], &whole.ids, PLENTY),
        None
    );
    let mut random = Random(1);
    for _ in 0..5000 {
        let mut text = whole.text.clone();
        let at = usize::try_from(random.below(text.len() as u64)).unwrap();
        text[at] = u8::try_from(random.below(256)).unwrap();
        // Whatever comes out: it ends, and is not longer than allowed.
        let out = unfold(&text, &whole.ids, json.len() * 2);
        assert!(out.is_none_or(|out| out.len() <= json.len() * 2));
    }
}

#[test]
fn a_short_text_that_means_an_endless_one_is_refused() {
    let mut text = Vec::new();
    put_part(&[ITEM; 3], &mut text);
    put_length(1, &mut text);
    put_part(&[TEXT, 0, 0].repeat(2000), &mut text);
    put_part(&[0; 3], &mut text);
    put_length(1, &mut text);
    let mut column = vec![b'x'; 100_000];
    column.push(sign::END);
    column.resize(column.len() + 5999, sign::SAME);
    put_part(&column, &mut text);
    put_length(0, &mut text);
    assert_eq!(unfold(&text, &[], 1 << 20), None);
}
