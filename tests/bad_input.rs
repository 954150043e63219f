//! What villages really type and have in their files, and an office that cannot be reached: nobody is stopped, nothing
//! is lost, and each reason is told.

use std::{
    collections::BTreeSet,
    io::{Read, Write},
    net::TcpListener,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use jemput_testkit::{Laptop, Office, pdf, wait};
use jemput_wire::{
    import::{
        ExportResidents, ImportApply, ImportLines, ImportOpen, ImportPhase, ImportReport,
        ImportStatus, ImportTakeable, ImportView,
    },
    letter::{LetterList, LetterPrint, PrintView},
    request::{GONE, RequestStart, RequestView},
    resident::{ResidentGet, ResidentHit, ResidentSearch},
    sync::SyncStatus,
};

const HEADER: &str = "nama;no_kk;nik;sex;tempatlahir;tanggallahir;agama_id;status_kawin;pekerjaan_id;kk_level;dusun;rt;rw;status_dasar;nama_ibu";

fn file(folder: &Path, name: &str, rows: &[String]) -> Result<PathBuf> {
    let path = folder.join(name);
    std::fs::write(&path, format!("{HEADER}\r\n{}\r\n", rows.join("\r\n")))?;
    Ok(path)
}

/// A head of family of a card of their own, in order but for what the test gives.
fn person(place: usize, name: &str, nik: &str) -> String {
    format!(
        "{name};330204010115{:04};{nik};2;Tirtakarsa;12-03-1989;1;4;88;1;Krajan;003;001;1;Tukiyem",
        9100 + place
    )
}

fn nik(place: usize) -> String {
    format!("330204520389{:04}", 9001 + place)
}

/// Reads a file and waits for the dry run, or for the reason why there is none.
fn plan(laptop: &Laptop, path: &Path) -> Result<ImportView> {
    let job = laptop.ask(&ImportOpen {
        path: path.display().to_string(),
    })?;
    wait::until("the dry run", || {
        let view = laptop.ask(&ImportStatus { job: Some(job.job) })?;
        Ok((view.phase != ImportPhase::Reading).then_some(view))
    })
}

/// Takes the new residents of a file in.
fn import(laptop: &Laptop, path: &Path) -> Result<ImportView> {
    let view = plan(laptop, path)?;
    ensure!(
        view.phase == ImportPhase::Planned,
        "{:?}: {:?}",
        view.phase,
        view.error
    );
    let job = view.job.context("a job")?;
    let take = Vec::new();
    laptop.ask(&ImportApply { job, take })?;
    wait::until("the import's end", || {
        let view = laptop.ask(&ImportStatus { job: Some(job) })?;
        Ok((view.phase == ImportPhase::Applied).then_some(view))
    })
}

fn find(laptop: &Laptop, query: &str) -> Result<Vec<ResidentHit>> {
    Ok(laptop
        .ask(&ResidentSearch {
            query: query.to_owned(),
            limit: 100,
        })?
        .hits)
}

fn one(laptop: &Laptop, query: &str) -> Result<ResidentHit> {
    let hits = find(laptop, query)?;
    ensure!(
        hits.len() == 1,
        "{query}: {:?}",
        hits.iter().map(|hit| &hit.name).collect::<Vec<_>>()
    );
    hits.into_iter().next().context("one")
}

/// A filled request for a domicile letter.
fn request(laptop: &Laptop, who: &ResidentHit) -> Result<RequestView> {
    laptop.domicile(who.id, "F4")
}

fn print(laptop: &Laptop, who: &ResidentHit) -> Result<PrintView> {
    laptop.print(request(laptop, who)?.id)
}

/// The text of the paper on one line: long names wrap.
fn paper(printed: &PrintView) -> Result<String> {
    let path = printed.job.path.as_deref().context("a file")?;
    let text = pdf::text(Path::new(path))?;
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn names_and_niks_as_people_write_them_are_found_printed_and_come_back_from_the_export()
-> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let long = "Raden Mas Haryo Prawirokusumo Wiryodiningrat Suryaatmadja IX";
    ensure!(long.chars().count() == 60);
    let names = [
        "Nur'aini Ba'asyir",
        "M. Yusuf, S.Pd.",
        "Sarinem",
        long,
        "José Müller",
    ];
    let mut rows: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(place, name)| person(place, &format!("\"{name}\""), &nik(place)))
        .collect();
    // Blanks, dots and an invisible character between the digits.
    rows[1] = person(1, "\"M. Yusuf, S.Pd.\"", "3302.0452 0389\u{200b}9002\u{a0}");
    rows.extend((5..8).map(|place| person(place, &format!("Tanpa Nomor {place}"), "0")));
    rows.push(person(8, "Limabelas", "330204520389900"));
    rows.push(person(9, "Salah Tanggal", &nik(9)).replace("12-03-1989", "31/02/1985"));
    let view = import(&laptop, &file(laptop.data(), "warga.csv", &rows)?)?;
    let counts = view.plan.as_ref().context("a plan")?;
    ensure!((counts.new, counts.rejected) == (9, 1), "{counts:?}");

    for (query, name) in [
        ("nuraini", names[0]),
        ("Nur'aini", names[0]),
        ("baasyir", names[0]),
        ("yusuf", names[1]),
        ("9002", names[1]),
        ("sarinem", names[2]),
        ("wiryodiningrat", long),
        ("jose muller", names[4]),
    ] {
        let found = one(&laptop, query)?;
        ensure!(found.name == name, "{query} finds {}", found.name);
    }
    for name in [names[0], names[1], long] {
        let text = paper(&print(&laptop, &one(&laptop, name)?)?)?;
        ensure!(text.contains(name), "{name} is not in\n{text}");
    }

    // No number, no internal number either; fifteen digits are no NIK and stop the letter.
    let text = paper(&print(&laptop, &one(&laptop, "Tanpa Nomor 5")?)?)?;
    ensure!(text.contains("belum memiliki NIK"), "{text}");
    let known: BTreeSet<String> = export(&laptop)?
        .into_iter()
        .map(|(_, number)| number)
        .filter(|number| number.starts_with('0'))
        .collect();
    ensure!(known.len() == 3, "three internal numbers: {known:?}");
    ensure!(!known.iter().any(|number| text.contains(number)), "{text}");
    let refused = print(&laptop, &one(&laptop, "Limabelas")?);
    let refused = refused.err().context("a letter with a faulty NIK")?;
    ensure!(
        refused.to_string().contains("letter-incomplete"),
        "{refused:#}"
    );

    // The export on another laptop: the same people.
    let second = Laptop::enrolled(&office, "Laptop 2", None)?;
    let path = laptop.data().join("keluar.xlsx");
    import(&second, &path)?;
    ensure!(export(&second)? == export(&laptop)?);
    Ok(())
}

/// Name and number of everybody, by way of the exported file.
fn export(laptop: &Laptop) -> Result<Vec<(String, String)>> {
    let path = laptop.data().join("keluar.xlsx");
    laptop.ask(&ExportResidents {
        path: Some(path.display().to_string()),
        empty: false,
    })?;
    let table = jemput_import::read_file(&path)
        .map_err(|finding| anyhow::anyhow!("{}", finding.code.as_str()))?;
    let mut people: Vec<(String, String)> = table.rows[1..]
        .iter()
        .map(|row| (row[4].text(), row[6].text()))
        .collect();
    people.sort();
    Ok(people)
}

#[test]
fn a_file_that_cannot_be_used_is_told_and_changes_nothing() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let folder = laptop.data();
    let write = |name: &str, bytes: &[u8]| -> Result<PathBuf> {
        let path = folder.join(name);
        std::fs::write(&path, bytes)?;
        Ok(path)
    };
    for (path, code) in [
        (folder.join("tidak-ada.xlsx"), "file-missing"),
        (write("kosong.csv", b"")?, "import-empty"),
        (
            write("foto.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?,
            "import-not-a-table",
        ),
        (
            write("lain.csv", b"kode;nama;uraian\n470;KEPENDUDUKAN;-\n")?,
            "import-not-residents",
        ),
        (
            write("nm.csv", b"nm;nik\nSri;3302045203899001\n")?,
            "import-no-name-column",
        ),
    ] {
        let view = plan(&laptop, &path)?;
        let error = view.error.context("a reason")?;
        ensure!(
            view.phase == ImportPhase::Failed && error.code == code,
            "{}: {error:?}",
            path.display()
        );
    }
    ensure!(find(&laptop, "")?.is_empty());

    // A renamed column is named; the rest is used.
    let renamed = format!("{HEADER}\n{}\n", person(0, "Sri", &nik(0))).replace("agama_id", "iman");
    let view = import(&laptop, &write("ganti.csv", renamed.as_bytes())?)?;
    let told = view.plan.context("a plan")?;
    ensure!(
        told.unknown_columns == ["iman"] && told.new == 1,
        "{told:?}"
    );

    // Fifty presses on Print: one letter.
    let order = LetterPrint {
        request: request(&laptop, &one(&laptop, "Sri")?)?.id,
        printer: None,
    };
    std::thread::scope(|scope| {
        for _ in 0..5 {
            // Presses during the first print may be refused; none of them makes a letter.
            scope.spawn(|| (0..10).for_each(|_| drop(laptop.ask(&order))));
        }
    });
    let letters = laptop.ask(&LetterList {
        text: String::new(),
        state: None,
        offset: 0,
        limit: 50,
    })?;
    ensure!(letters.total == 1, "{} letters", letters.total);
    Ok(())
}

#[test]
fn a_long_report_is_reached_to_its_last_row_and_families_show_who_is_gone() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    // A family of five, one of whom has died and one moved.
    let family = ["1", "3", "4", "4", "9"].iter().enumerate();
    let mut rows: Vec<String> = family
        .map(|(place, relation)| {
            let status = ["1", "1", "1", "3", "2"][place];
            person(0, &format!("Anggota {place}"), &nik(place)).replace(
                ";1;Krajan;003;001;1;",
                &format!(";{relation};Krajan;003;001;{status};"),
            )
        })
        .collect();
    // All others live by a birth date that contradicts the NIK, which is worth a look.
    rows.extend((5..615).map(|place| {
        person(place, &format!("Warga {place}"), &nik(place)).replace("1989", "1988")
    }));
    let path = file(laptop.data(), "banyak.csv", &rows)?;
    import(&laptop, &path)?;
    let head = one(&laptop, &nik(0))?;
    let household = laptop
        .ask(&ResidentGet { id: head.id })?
        .household
        .context("a family")?;
    let (gone, here): (Vec<_>, Vec<_>) = household
        .members
        .iter()
        .partition(|member| member.gone.is_some());
    ensure!((here.len(), gone.len()) == (3, 2), "{household:?}");
    // Nor is anybody gone put among the family of a letter unmarked, or before those who are here.
    let family = laptop.ask(&RequestStart {
        resident: head.id,
        service: "susunan-keluarga".to_owned(),
    })?;
    let marks: Vec<Option<&str>> = family
        .family
        .iter()
        .map(|member| member.get(GONE).map(String::as_str))
        .collect();
    ensure!(
        marks == [None, None, Some("Pindah"), Some("Mati")],
        "{:?}",
        family.family
    );

    // The same file with another occupation everywhere.
    let changed: Vec<String> = rows.iter().map(|row| row.replace(";88;", ";9;")).collect();
    let view = plan(&laptop, &file(laptop.data(), "beda.csv", &changed)?)?;
    let (job, told) = (view.job.context("a job")?, view.plan.context("a plan")?);
    ensure!(told.differs == 615 && told.lines == 615, "{told:?}");
    let mut seen = BTreeSet::new();
    while seen.len() < told.lines as usize {
        let from = u32::try_from(seen.len())?;
        let limit = 400;
        let page = laptop.ask(&ImportLines { job, from, limit })?;
        ensure!(!page.is_empty(), "only {} rows are shown", seen.len());
        seen.extend(page.into_iter().map(|line| line.row));
    }
    let take = laptop.ask(&ImportTakeable { job })?;
    ensure!(take.len() == 615 && take.iter().all(|take| take.fields == ["occupation"]));
    for format in ["xlsx", "csv"] {
        let saved = laptop.ask(&ImportReport {
            job,
            format: format.to_owned(),
            path: None,
        })?;
        let report = jemput_import::read_file(Path::new(&saved.path))
            .map_err(|finding| anyhow::anyhow!("{}", finding.code.as_str()))?;
        ensure!(report.rows.len() == 616, "{}", report.rows.len());
    }
    Ok(())
}

#[test]
fn an_office_that_answers_rubbish_takes_nothing_away() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    import(
        &laptop,
        &file(laptop.data(), "warga.csv", &[person(0, "Sri", &nik(0))])?,
    )?;
    let address = office.url().trim_start_matches("http://").to_owned();
    drop(office);
    let listener = TcpListener::bind(&address)?;
    // A sign-in page of a hotel, an answer that breaks off, and bytes that are none.
    let answers: [&[u8]; 3] = [
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 22\r\nconnection: close\r\n\r\n<html>Selamat datang!</",
        b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\nconnection: close\r\n\r\n\x28\xb5\x2f\xfd",
        b"\x15\x03\x01\x00\x02\x02\x46",
    ];
    let server = std::thread::spawn(move || {
        for answer in answers {
            let Ok((mut stream, _)) = listener.accept() else {
                return;
            };
            // As much of the request as has come; closing with the rest unread would reset the answer.
            let mut request = [0; 65536];
            let _ = stream.read(&mut request);
            let _ = stream.write_all(answer);
            let _ = stream.shutdown(std::net::Shutdown::Write);
            let _ = stream.read_to_end(&mut Vec::new());
        }
    });
    for _ in answers {
        ensure!(laptop.sync().is_err(), "rubbish was taken for an answer");
        let view = laptop.ask(&SyncStatus {})?;
        ensure!(view.unsent > 0 && view.last_error.is_some(), "{view:?}");
        ensure!(one(&laptop, "Sri")?.name == "Sri");
    }
    server.join().ok().context("the false office panicked")?;
    print(&laptop, &one(&laptop, "Sri")?)?;
    Ok(())
}
