//! docs/cases.md ties every case from public bug reports to the tests that show the right behaviour, or says why
//! there is none.

use std::collections::BTreeSet;

use super::{Fault, invariants::named, source::Source};

const TABLE: &str = "docs/cases.md";

/// Rows without a test and without a word why, rows that stand there twice, and tests that do not exist.
pub(super) fn check(sources: &[Source]) -> Vec<Fault> {
    let Some(table) = sources.iter().find(|source| source.path == TABLE) else {
        return vec![Fault::new(TABLE, "is missing")];
    };
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    let mut rows = 0;
    for row in table.text.lines().filter(|line| line.starts_with('|')) {
        rows += 1;
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [case, _, tests] = cells[..] else {
            faults.push(Fault::new(TABLE, format!("three cells are wanted: {row}")));
            continue;
        };
        if case == "case" || case.starts_with("---") {
            continue;
        }
        if !seen.insert(case) {
            faults.push(Fault::new(TABLE, format!("{case} stands there twice")));
        }
        if named(tests).next().is_none() && !tests.starts_with("– ") {
            faults.push(Fault::new(
                TABLE,
                format!("{case} names no test and does not say why (`– reason`)"),
            ));
        }
    }
    // The first two are the head.
    if rows <= 2 {
        faults.push(Fault::new(TABLE, "has no rows"));
    }
    faults.extend(super::invariants::missing(TABLE, &table.text, sources));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_table(rows: &str) -> Vec<Fault> {
        check(&[
            Source {
                path: TABLE.to_owned(),
                text: format!("| case | kind | tests |\n| --- | --- | --- |\n{rows}"),
            },
            Source {
                path: "tests/one.rs".to_owned(),
                text: "fn nothing_is_ever_lost() {}".to_owned(),
            },
        ])
    }

    #[test]
    fn a_row_has_a_test_that_exists_or_a_reason() {
        let good =
            "| S1 | lost | `nothing_is_ever_lost` |\n| S2 | paper | – nothing is printed here |\n";
        assert_eq!(check_table(good), []);
        for bad in [
            "| S1 | lost | `something_else_is_lost` |\n",
            "| S1 | lost | later |\n",
            "| S1 | lost |\n",
            "| S1 | lost | – why |\n| S1 | lost | – why |\n",
            "",
        ] {
            assert_eq!(check_table(bad).len(), 1, "{bad}");
        }
    }
}
