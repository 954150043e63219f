//! Letter numbers from the office to the register: stock, numbers used elsewhere, numbers by hand, gaps and their
//! reasons, and the turn of the year where the village is.

use std::{collections::BTreeSet, path::Path, sync::Barrier};

use anyhow::{Context as _, Result, ensure};
use jemput_app::{Clock, Config};
use jemput_domain::id::ResidentId;
use jemput_testkit::{Laptop, Office, pdf};
use jemput_wire::{
    letter::{LetterReplace, LetterVoid, PrintView},
    numbers::{ManualNumber, NumberList, NumberManual, SeriesView},
    register::{Book, RegisterGet, RegisterPage, RegisterSave},
    request::{RequestPreview, RequestView},
};

/// Somebody with a NIK, so that letters can be printed.
pub(crate) fn citizen(laptop: &Laptop, name: &str, nik: &str) -> Result<ResidentId> {
    let values = [
        ("name", name),
        ("nik", nik),
        ("sex", "2"),
        ("birth_place", "Tirtakarsa"),
        ("birth_date", "12-03-1989"),
        ("address", "Ngentak"),
    ];
    Ok(laptop.register(&values)?.id)
}

/// A filled request for a domicile letter.
pub(crate) fn request(laptop: &Laptop, who: ResidentId) -> Result<RequestView> {
    laptop.domicile(who, "F4")
}

/// Answers what a domicile letter asks.
pub(crate) fn fill(laptop: &Laptop, request: &RequestView) -> Result<()> {
    laptop.fill(request, "F4")?;
    Ok(())
}

pub(crate) fn print(laptop: &Laptop, request: &RequestView) -> Result<PrintView> {
    laptop.print(request.id)
}

pub(crate) fn letter(laptop: &Laptop, who: ResidentId) -> Result<PrintView> {
    print(laptop, &request(laptop, who)?)
}

/// The code of a refusal.
pub(crate) fn refusal<T>(result: Result<T>) -> Result<String> {
    match result {
        Ok(_) => anyhow::bail!("it was not refused"),
        Err(error) => Ok(format!("{error:#}")),
    }
}

/// The year in the sample village.
fn this_year() -> String {
    let now = Clock::System.now_ms();
    let today = jemput_domain::date::Zone::Wib.local_date(now);
    today.year().to_string()
}

fn stock(laptop: &Laptop) -> Result<SeriesView> {
    let mut all = laptop.ask(&NumberList {})?;
    ensure!(all.len() == 1, "{} series", all.len());
    all.pop().context("a series")
}

fn register(laptop: &Laptop) -> Result<RegisterPage> {
    laptop.ask(&RegisterGet {
        limit: 200,
        ..RegisterGet::default()
    })
}

/// Serial and reason of each line: `letter`, or why there is none.
fn told(page: &RegisterPage) -> Vec<(String, String)> {
    page.rows
        .iter()
        .map(|row| {
            let why = row.gap.as_ref().map(|gap| gap.why.clone());
            let note = if row.note_kind.is_empty() {
                "letter".to_owned()
            } else {
                row.note_kind.clone()
            };
            (row.serial.clone(), why.unwrap_or(note))
        })
        .collect()
}

#[test]
fn fifty_presses_at_once_make_one_letter_with_one_number_and_one_order() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let request = request(&laptop, who)?;
    let before = stock(&laptop)?.left;
    let together = Barrier::new(50);
    let numbers: Vec<Result<PrintView>> = std::thread::scope(|scope| {
        let presses: Vec<_> = (0..50)
            .map(|_| {
                scope.spawn(|| {
                    together.wait();
                    print(&laptop, &request)
                })
            })
            .collect();
        presses
            .into_iter()
            .map(|press| {
                press
                    .join()
                    .unwrap_or_else(|_| anyhow::bail!("a press panicked"))
            })
            .collect()
    });
    let mut letters = BTreeSet::new();
    let mut orders = BTreeSet::new();
    for number in numbers {
        let printed = number?;
        letters.insert(printed.letter.number);
        orders.insert(printed.job.id);
    }
    ensure!(letters.len() == 1, "{letters:?}");
    ensure!(orders.len() == 1, "{} orders to the printer", orders.len());
    ensure!(stock(&laptop)?.left == before - 1);
    ensure!(register(&laptop)?.letters == 1);
    Ok(())
}

/// A new version may look and number differently; the counter is the series' own.
#[test]
fn a_new_version_of_a_kind_counts_on_where_the_old_one_stopped() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let mut numbers = vec![letter(&laptop, who)?.letter.number];
    // Begun in the old version, printed in the new one.
    let begun = request(&laptop, who)?;

    let folder = tempfile::tempdir()?;
    let file = folder.path().join("domisili.toml");
    let services = jemput_testkit::root().join("assets/services");
    let old = std::fs::read_to_string(services.join("domisili.toml"))?;
    let (head, body) = old.split_once("[standard]").context("the head")?;
    let number = head.find("number_format").context("a format")?;
    let line = head[number..].lines().next().context("its line")?;
    let head = head
        .replace(line, r#"number_format = "{kode}/{nomor:4}/{unit}/{tahun}""#)
        .replace("version = 1", "version = 2");
    std::fs::write(&file, format!("{head}[standard]{body}"))?;
    office.apply(|sample| {
        let known = services.join("domisili.toml").display().to_string();
        sample.replace(&known, &file.display().to_string())
    })?;
    laptop.sync()?;

    let preview = laptop.ask(&RequestPreview { id: begun.id })?;
    let printed = print(&laptop, &begun)?.letter.number;
    ensure!(printed == preview.next_number, "{}", preview.next_number);
    numbers.push(printed);
    numbers.push(letter(&laptop, who)?.letter.number);
    let serial = |number: &String| number.split('/').nth(1).map(str::to_owned);
    let serials: Vec<Option<String>> = numbers.iter().map(serial).collect();
    let wanted = ["001", "0002", "0003"].map(|one| Some(one.to_owned()));
    ensure!(serials == wanted, "{numbers:?}");
    let book: Vec<String> = told(&register(&laptop)?)
        .into_iter()
        .map(|(serial, _)| serial)
        .take(3)
        .collect();
    ensure!(book == ["001", "002", "003"], "one book for both: {book:?}");
    Ok(())
}

#[test]
fn a_number_given_by_hand_is_kept_with_its_reason_and_never_given_again() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let give = |request: &RequestView, serial, reason: &str| {
        laptop.ask(&NumberManual {
            request: request.id,
            number: Some(ManualNumber {
                serial,
                reason: reason.to_owned(),
            }),
        })
    };
    let first = request(&laptop, who)?;
    ensure!(refusal(give(&first, 3, "ya"))?.contains("manual-reason-missing"));
    ensure!(refusal(give(&first, 0, "ada di buku desa"))?.contains("manual-number-range"));
    give(&first, 3, "ada di buku desa")?;
    let preview = laptop.ask(&RequestPreview { id: first.id })?;
    ensure!(
        preview.next_number.contains("/003/"),
        "{}",
        preview.next_number
    );
    let printed = print(&laptop, &first)?;
    ensure!(printed.letter.number == preview.next_number);
    // The existing letter is shown to whoever wants the number again.
    let second = request(&laptop, who)?;
    let told_used = refusal(give(&second, 3, "ada di buku desa"))?;
    ensure!(
        told_used.contains("manual-number-used") && told_used.contains(&printed.letter.number),
        "{told_used}"
    );
    let numbers: Vec<String> = (0..3)
        .map(|_| Ok(letter(&laptop, who)?.letter.number))
        .collect::<Result<_>>()?;
    let expected = ["/001/", "/002/", "/004/"];
    ensure!(
        numbers
            .iter()
            .zip(expected)
            .all(|(number, part)| number.contains(part)),
        "{numbers:?}"
    );
    let page = register(&laptop)?;
    let row = page.rows.iter().find(|row| row.serial == "003");
    let row = row.context("the number is in the register")?;
    ensure!(row.note_kind == "manual" && row.note == "ada di buku desa");
    // Asked for twice while it was free: whoever prints later is told. A void letter keeps its number too.
    let neighbour = citizen(&laptop, "Ngatini", "3302045203899002")?;
    let (one, two) = (request(&laptop, who)?, request(&laptop, neighbour)?);
    give(&one, 50, "ada di buku desa")?;
    give(&two, 50, "ada di buku desa")?;
    let first = print(&laptop, &one)?.letter;
    laptop.ask(&LetterVoid {
        letter: first.id,
        reason: "salah nama".to_owned(),
    })?;
    let late = refusal(print(&laptop, &two))?;
    ensure!(
        late.contains("manual-number-used") && late.contains(&first.number),
        "{late}"
    );
    // Another laptop holds 101 to 200.
    let other = Laptop::enrolled(&office, "Laptop 2", None)?;
    laptop.sync()?;
    let held = refusal(give(&request(&laptop, who)?, 105, "ada di buku desa"))?;
    ensure!(
        held.contains("manual-number-held") && held.contains("Laptop 2"),
        "{held}"
    );
    drop(other);
    Ok(())
}

#[test]
fn every_gap_of_the_register_has_its_reason_on_screen_in_pdf_and_in_the_workbook() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Nur'aini Ba'asyir", "3302045203899001")?;
    letter(&laptop, who)?;
    let void = letter(&laptop, who)?;
    laptop.ask(&LetterVoid {
        letter: void.letter.id,
        reason: "salah nama".to_owned(),
    })?;
    laptop.sync()?;
    office.apply(|file| {
        let used = r#"
            [[used]]
            village = "33.02.04.2007"
            series = "surat"
            year = YEAR
            from = 3
            to = 20
            reason = "ditulis di buku desa"
        "#;
        format!("{file}{}", used.replace("YEAR", &this_year()))
    })?;
    let _second = Laptop::enrolled(&office, "Laptop 2", None)?;
    laptop.sync()?;
    laptop.sync()?;
    letter(&laptop, who)?;
    let page = register(&laptop)?;
    let lines: Vec<(String, String)> = told(&page);
    let lines: Vec<(&str, &str)> = lines
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    ensure!(
        lines
            == [
                ("001", "letter"),
                ("002", "void"),
                ("003–020", "elsewhere"),
                ("021", "letter"),
                ("022–100", "held"),
                ("101–200", "held"),
            ],
        "{lines:?}"
    );
    let held: Vec<&str> = page
        .rows
        .iter()
        .filter_map(|row| Some(row.gap.as_ref()?.detail.as_str()))
        .collect();
    ensure!(
        held == ["ditulis di buku desa", "Laptop 1 (P01)", "Laptop 2 (P02)"],
        "{held:?}"
    );
    ensure!(page.letters == 3 && page.gaps == 18 + 79 + 100);
    let found = laptop.ask(&RegisterGet {
        text: "baasyir".to_owned(),
        limit: 50,
        ..RegisterGet::default()
    })?;
    ensure!(found.total == 3 && found.rows.iter().all(|row| row.letter.is_some()));

    let book = page.book.clone().context("a book")?;
    let saved = |format: &str| {
        laptop.ask(&RegisterSave {
            book: book.clone(),
            format: format.to_owned(),
            path: None,
        })
    };
    let paper = saved("pdf")?.path;
    let text = pdf::text(Path::new(&paper))?;
    let first = page.rows[0].letter.as_ref().context("a letter")?;
    for part in [
        "BUKU REGISTER SURAT",
        "salah nama",
        "buku desa",
        "Setyowati",
        // Each stands in one line.
        &first.issued_on,
        &first.number,
        "003–020",
        "(P02)",
    ] {
        ensure!(text.contains(part), "{part} is not in {text}");
    }
    let sheet = saved("xlsx")?.path;
    let bytes = std::fs::read(&sheet)?;
    ensure!(bytes.starts_with(b"PK"), "a workbook");
    // Another program reads each line with its number as text.
    let table = jemput_import::read_file(Path::new(&sheet))
        .map_err(|finding| anyhow::anyhow!("{}", finding.code.as_str()))?;
    ensure!(table.rows.len() == 1 + page.rows.len(), "{table:?}");
    for (line, row) in table.rows[1..].iter().zip(&page.rows) {
        let line: Vec<String> = line.iter().map(jemput_domain::import::Cell::text).collect();
        ensure!(line[0] == row.serial, "{line:?}");
        let number = row.letter.as_ref().map(|letter| &letter.number);
        ensure!(
            number.is_none_or(|number| line.contains(number)),
            "{line:?}"
        );
    }
    ensure!(refusal(saved("docx"))?.contains("register-format"));
    ensure!(
        refusal(laptop.ask(&RegisterSave {
            book: Book {
                year: 1999,
                series: "surat".to_owned()
            },
            format: "pdf".to_owned(),
            path: None,
        }))?
        .contains("register-unknown")
    );
    Ok(())
}

#[test]
fn the_next_number_of_the_office_is_passed_on_and_numbers_below_are_never_given() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    letter(&laptop, who)?;
    laptop.sync()?;
    office.apply(|file| {
        let numbers = r#"
            [[numbers]]
            village = "33.02.04.2007"
            series = "surat"
            year = YEAR
            next = 418
        "#;
        format!("{file}{}", numbers.replace("YEAR", &this_year()))
    })?;
    laptop.sync()?;
    laptop.sync()?;
    let view = stock(&laptop)?;
    ensure!(!view.own_series && view.left >= 60, "{view:?}");
    ensure!(view.next.contains("/418/"), "{}", view.next);
    ensure!(letter(&laptop, who)?.letter.number.contains("/418/"));
    Ok(())
}

#[test]
fn a_corrected_letter_takes_the_place_of_the_old_one_only_when_it_is_printed() -> Result<()> {
    use jemput_wire::letter::{LetterGet, LetterStateView};
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let old = letter(&laptop, who)?.letter;
    let before = laptop.ask(&LetterGet { id: old.id })?;
    let correct = |reason: Option<&str>| {
        laptop.ask(&LetterReplace {
            letter: old.id,
            reason: reason.map(str::to_owned),
        })
    };
    ensure!(refusal(correct(None))?.contains("correction-reason-missing"));
    let request = correct(Some("alamat salah ketik"))?;
    let meanwhile = laptop.ask(&LetterGet { id: old.id })?;
    ensure!(meanwhile.card.state == LetterStateView::AwaitingSignature);
    let new = print(&laptop, &request)?.letter;
    let after = laptop.ask(&LetterGet { id: old.id })?;
    ensure!(after.card.state == LetterStateView::Void && after.void_reason == "alamat salah ketik");
    ensure!(
        after
            .replaced_by
            .is_some_and(|next| next.number == new.number)
    );
    ensure!(
        after.pages == before.pages,
        "the old snapshot stays as it was"
    );
    let replaces = laptop.ask(&LetterGet { id: new.id })?.replaces;
    ensure!(replaces.is_some_and(|before| before.number == old.number));
    Ok(())
}

/// An office of a village in Jakarta's and one in Jayapura's time, and a laptop of one of them on 31 December 2026, at
/// 23.30 in Jakarta.
fn on_new_years_eve(village: &str) -> Result<(Office, Laptop)> {
    // 2026-12-31 16:30 UTC.
    const EVE: i64 = 1_798_734_600_000;
    let office = Office::start_at(EVE, |file| {
        file.replace("33.02.04.2007", "31.71.01.1001")
            .replace("33.02.04.2002", "91.71.01.1001")
    })?;
    let laptop = Laptop::enrolled_in_village(&office, village, |config| Config {
        clock: Clock::fixed(EVE),
        built_ms: 1_700_000_000_000,
        ..config
    })?;
    Ok((office, laptop))
}

#[test]
fn on_new_years_eve_the_year_of_a_number_is_that_of_the_village() -> Result<()> {
    for (village, year, date) in [
        ("31.71.01.1001", "/XII/2026", "31-12-2026"),
        ("91.71.01.1001", "/I/2027", "01-01-2027"),
    ] {
        let (_office, laptop) = on_new_years_eve(village)?;
        let who = citizen(&laptop, "Sumarni", "3171015203899001")?;
        let printed = letter(&laptop, who)?.letter;
        ensure!(
            printed.number.contains("/001/") && printed.number.ends_with(year),
            "{village}: {}",
            printed.number
        );
        ensure!(
            printed.issued_on == date,
            "{village}: {}",
            printed.issued_on
        );
        let page = register(&laptop)?;
        ensure!(page.book.context("a book")?.year.to_string() == date[6..]);
    }
    Ok(())
}
