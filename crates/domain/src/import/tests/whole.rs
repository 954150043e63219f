//! Headers, ends, progress: the file as a whole.

use super::*;

#[test]
fn columns_may_stand_in_any_order_and_have_other_names() {
    let rows = table(&[
        "Daftar Warga Dusun Karanglo",
        "",
        "No|RT/RW|Nama Lengkap|Gaji|NIK|Jenis Kelamin|Tgl. Lahir|Nama Lengkap",
        "1|003/001|Sri Waluyo|rahasia|3302045203899001|P|1989-03-12|x",
    ]);
    let plan = run(&rows, &Known::default()).unwrap();
    let sri = &plan.rows[0];
    assert_eq!(sri.row, 4);
    assert_eq!(sri.resident.name, "Sri Waluyo");
    assert_eq!(sri.resident.address_line(), "RT 003 RW 001");
    assert_eq!(plan.header.unknown, ["Gaji"]);
    assert!(plan.header.missing.contains(&"no_kk"));
    let said: Vec<(&str, &str)> = plan
        .header
        .findings
        .iter()
        .map(|f| (f.code.as_str(), f.params["column"].as_str()))
        .collect();
    assert_eq!(
        said[..2],
        [
            ("import-column-unknown", "Gaji"),
            ("import-column-twice", "Nama Lengkap")
        ]
    );
    assert_eq!(plan.header.findings[0].params["letter"], "D");
    assert!(said.contains(&("import-column-missing", "no_kk")));
    assert_eq!(
        codes_of(sri),
        [""; 0],
        "what a missing column means is said once, not in each row"
    );
}

#[test]
fn a_file_that_cannot_be_used_says_why_and_where() {
    let fails = |lines: &[&str]| run(&table(lines), &Known::default()).unwrap_err();
    assert_eq!(fails(&[]).code, codes::IMPORT_EMPTY);
    assert_eq!(fails(&["", "||"]).code, codes::IMPORT_EMPTY);
    let unnamed = fails(&["", "nm|nik|alamat", "Sri|1|2"]);
    assert_eq!(unnamed.code, codes::IMPORT_NO_NAME_COLUMN);
    assert_eq!(
        (
            unnamed.params["row"].as_str(),
            unnamed.params["found"].as_str()
        ),
        ("2", "nm, nik, alamat")
    );
    let codes_of_letters = fails(&["kode|nama|uraian", "470|KEPENDUDUKAN|-"]);
    assert_eq!(codes_of_letters.code, codes::IMPORT_NOT_RESIDENTS);
    assert_eq!(codes_of_letters.params["found"], "kode, nama, uraian");
    let bare = fails(&["Daftar warga", HEADER, "", "||"]);
    assert_eq!(
        (bare.code, bare.params["row"].as_str()),
        (codes::IMPORT_NO_ROWS, "2")
    );
}

#[test]
fn ten_rows_with_three_bad_give_seven_residents_and_three_reasons() {
    let mut lines: Vec<String> = (1..=7)
        .map(|n| format!("Warga {n}|330204520389900{n}|3302041203149100|2|12-03-1989|4|1|9|1|Krajan|001|001|Ibu"))
        .collect();
    lines.insert(
        1,
        "Darmo|3302041203859008|3302041203149100|1|31/02/1985|4|1|9|1|Krajan|001|001|Ibu".into(),
    );
    lines.insert(
        4,
        "|3302041203859009|3302041203149100|1|12-03-1985|4|1|9|1|Krajan|001|001|Ibu".into(),
    );
    lines.push("Tukiyem|3302045203859010|123|2|12-03-1985|4|1|9|1|Krajan|001|001|Ibu".into());
    let plan = fresh(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let counts = plan.counts();
    assert_eq!((counts.rows, counts.new, counts.rejected), (10, 7, 3));
    let bad: Vec<(u32, &str, &str)> = plan
        .rows
        .iter()
        .filter(|row| row.outcome == Outcome::Rejected)
        .map(|row| {
            let error = row
                .findings
                .iter()
                .find(|finding| finding.is_error())
                .unwrap();
            (
                row.row,
                error.code.as_str(),
                error.field.as_deref().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(
        bad,
        [
            (3, "date-no-such-day", "tanggallahir"),
            (6, "name-missing", "nama"),
            (11, "kk-length", "no_kk")
        ]
    );
}

#[test]
fn three_hashes_end_the_data_and_blank_rows_are_passed_over() {
    let plan = fresh(&[SRI, "", " | ", KARYADI, "x|###", "Darmo"]);
    assert_eq!(
        plan.rows.iter().map(|row| row.row).collect::<Vec<_>>(),
        [2, 5]
    );
}

#[test]
fn progress_is_told_and_the_run_can_be_stopped() {
    let lines: Vec<String> = (0..250)
        .map(|n| format!("Warga {}|0", "a".repeat(n % 40 + 1)))
        .collect();
    let rows = with_header(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let village = village();
    let context = Context {
        village: &village,
        today: TODAY,
        regions: None,
    };
    let mut heard = Vec::new();
    let done = plan(&rows, &context, &Known::default(), &mut |progress| {
        heard.push(progress.done);
        ControlFlow::Continue(())
    });
    assert!(done.is_ok());
    assert_eq!(heard, [0, 100, 200, 250]);
    let stopped = plan(&rows, &context, &Known::default(), &mut |progress| {
        if progress.done >= 100 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert_eq!(stopped.unwrap_err().code, codes::IMPORT_CANCELLED);
}

#[test]
fn ten_thousand_rows_are_planned() {
    let lines: Vec<String> = (0..10_000)
        .map(|n| {
            let (day, serial) = (n % 28 + 1, n % 9_999 + 1);
            format!("Warga {}|330204{day:02}0389{serial:04}|3302041203149100|Laki-laki|{day:02}-03-1989|Famili Lain|Islam|Buruh Harian Lepas|BK|Krajan|001|001|Ibu", alphabet(n))
        })
        .collect();
    let plan = fresh(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(plan.counts().new, 10_000);
    let again = run(
        &with_header(&lines.iter().map(String::as_str).collect::<Vec<_>>()),
        &after(&plan),
    )
    .unwrap();
    assert_eq!(again.counts().same, 10_000);
}

/// A number in letters.
fn alphabet(mut n: usize) -> String {
    let mut text = String::new();
    for _ in 0..4 {
        text.push(char::from(b'a' + u8::try_from(n % 26).unwrap()));
        n /= 26;
    }
    text
}
