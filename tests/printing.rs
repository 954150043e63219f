//! Printing as an officer meets it: real IPP printers and a real print service, and what they do wrong.

use anyhow::{Context, Result, ensure};
use jemput_testkit::{Cups, Does, Laptop, Office, Printer, pdf, wait};
use jemput_wire::{
    letter::{
        LetterGet, LetterReprint, LetterStateView, PrintCancel, PrintConfirm, PrintJob, PrintState,
        PrintStatus, PrintView,
    },
    printer::{PrinterForPaper, PrinterList, PrinterMeasured, PrinterTest},
    request::{RequestPreview, RequestView},
};

use crate::letter_numbers::refusal;
use crate::main_job::{everybody, has_nik, sample};

/// A laptop whose letters go to this printer.
fn laptop(office: &Office, printer: &str, paper: &str) -> Result<Laptop> {
    let laptop = Laptop::enrolled(office, "Laptop 1", Some(&sample()))?;
    laptop.choose_printer(printer, paper)?;
    Ok(laptop)
}

/// The form of a domicile letter on F4, filled, for the n-th resident.
fn form(laptop: &Laptop, n: usize) -> Result<RequestView> {
    let (_, hits) = everybody(laptop)?;
    let who = hits
        .iter()
        .filter(|hit| has_nik(hit))
        .nth(n)
        .context("somebody with a NIK")?;
    laptop.domicile(who.id, "F4")
}

fn print(laptop: &Laptop, n: usize) -> Result<PrintView> {
    laptop.print(form(laptop, n)?.id)
}

/// Asks until the order is in this state.
fn until(laptop: &Laptop, job: &PrintJob, state: PrintState) -> Result<PrintJob> {
    let mut last = None;
    wait::until(format!("{state:?}"), || {
        let now = laptop.ask(&PrintStatus { id: job.id })?;
        last = Some(now.clone());
        Ok((now.state == state).then_some(now))
    })
    .with_context(|| format!("{last:?}"))
}

fn is_unprinted(laptop: &Laptop, printed: &PrintView) -> Result<bool> {
    let letter = laptop.ask(&LetterGet {
        id: printed.letter.id,
    })?;
    ensure!(letter.card.state == LetterStateView::AwaitingSignature);
    Ok(letter.card.unprinted)
}

#[test]
fn out_of_paper_is_said_and_the_letter_comes_out_once_when_paper_is_there() -> Result<()> {
    let office = Office::start()?;
    let printer = Printer::start()?;
    let laptop = laptop(&office, &printer.uri(), "F4")?;
    printer.does(Does::WaitsForPaper)?;
    let printed = print(&laptop, 0)?;
    let job = wait::until("the trouble with the paper", || {
        let job = laptop.ask(&PrintStatus { id: printed.job.id })?;
        Ok((!job.troubles.is_empty()).then_some(job))
    })?;
    ensure!(
        job.state == PrintState::HandedOver && job.troubles[0].code == "trouble-paper",
        "{job:?}"
    );
    ensure!(is_unprinted(&laptop, &printed)?);
    // A second order while the first one waits would come out beside it.
    let again = laptop.ask(&LetterReprint {
        letter: printed.letter.id,
        printer: None,
        copies: None,
        for_file: false,
    });
    ensure!(again.is_err_and(|error| format!("{error:#}").contains("print-open")));
    printer.does(Does::Prints)?;
    until(&laptop, &printed.job, PrintState::DeviceOk)?;
    ensure!(printer.came_out()?.len() == 1);
    ensure!(!is_unprinted(&laptop, &printed)?);
    Ok(())
}

#[test]
fn a_letter_that_failed_keeps_its_number_in_the_next_order() -> Result<()> {
    let office = Office::start()?;
    let printer = Printer::start()?;
    let laptop = laptop(&office, &printer.uri(), "F4")?;
    printer.does(Does::Fails)?;
    let printed = print(&laptop, 0)?;
    until(&laptop, &printed.job, PrintState::Failed)?;
    ensure!(is_unprinted(&laptop, &printed)?);
    printer.does(Does::Prints)?;
    let again = laptop.ask(&LetterReprint {
        letter: printed.letter.id,
        printer: None,
        copies: Some(3),
        for_file: false,
    })?;
    ensure!(again.letter.number == printed.letter.number);
    ensure!((again.job.copy, again.job.copies) == (2, 3), "{again:?}");
    until(&laptop, &again.job, PrintState::DeviceOk)?;
    let came_out = printer.came_out()?;
    ensure!(came_out.len() == 1 && came_out[0].0 == 3, "{came_out:?}");
    // The next one counts on behind the three.
    laptop.ask(&PrintConfirm {
        id: again.job.id,
        came_out: true,
    })?;
    let next = laptop.ask(&LetterReprint {
        letter: printed.letter.id,
        printer: None,
        copies: None,
        for_file: false,
    })?;
    ensure!(next.job.copy == 5, "{next:?}");
    for copies in [0, 10] {
        let wish = LetterReprint {
            letter: printed.letter.id,
            printer: None,
            copies: Some(copies),
            for_file: false,
        };
        ensure!(laptop.ask(&wish).is_err(), "{copies} copies");
    }
    Ok(())
}

#[test]
fn an_order_is_taken_back_and_does_not_come_out() -> Result<()> {
    let office = Office::start()?;
    let printer = Printer::start()?;
    let cups = Cups::before(&printer)?;
    let laptop = laptop(&office, &cups.queue(), "F4")?;
    cups.stop_queue()?;
    let printed = print(&laptop, 0)?;
    let waiting = laptop.ask(&PrintStatus { id: printed.job.id })?;
    ensure!(
        waiting.reachable && waiting.troubles[0].code == "trouble-stopped",
        "{waiting:?}"
    );
    let cancelled = laptop.ask(&PrintCancel { id: printed.job.id })?;
    ensure!(cancelled.state == PrintState::Cancelled, "{cancelled:?}");
    ensure!(cups.kept()? == 0, "nor of one that was taken back");
    let next = laptop.ask(&LetterReprint {
        letter: printed.letter.id,
        printer: None,
        copies: None,
        for_file: false,
    })?;
    cups.start_queue()?;
    until(&laptop, &next.job, PrintState::DeviceOk)?;
    ensure!(printer.came_out()?.len() == 1);
    Ok(())
}

/// CUPS says `completed` of a job that its printer has thrown away.
#[test]
fn a_print_service_that_calls_a_failed_job_completed_is_seen_through() -> Result<()> {
    let office = Office::start()?;
    let mut printer = Printer::start()?;
    let cups = Cups::before(&printer)?;
    let laptop = laptop(&office, &cups.queue(), "F4")?;

    let good = print(&laptop, 0)?;
    ensure!(cups.kept()? == 1, "while it is on its way");
    until(&laptop, &good.job, PrintState::DeviceOk)?;
    ensure!(
        cups.kept()? == 0,
        "the service keeps no pages of a letter that is out"
    );
    let papers = printer.printed()?;
    ensure!(
        pdf::size_mm(&papers[0])? == (215, 330),
        "not scaled on its way"
    );
    let (copies, paper) = printer.came_out()?.remove(0);
    ensure!(
        copies == 1 && paper.contains("21500") && paper.contains("33000"),
        "{paper}"
    );

    printer.does(Does::Fails)?;
    let failed = print(&laptop, 1)?;
    until(&laptop, &failed.job, PrintState::Failed)?;
    ensure!(is_unprinted(&laptop, &failed)?);

    // The printer forgets: then nobody knows, and the officer is asked.
    printer.does(Does::Prints)?;
    let third = print(&laptop, 2)?;
    until(&laptop, &third.job, PrintState::DeviceOk)?;
    printer.switch_off();
    let row = laptop.ask(&LetterGet {
        id: third.letter.id,
    })?;
    ensure!(
        row.prints[0].state == PrintState::DeviceOk,
        "what was heard is kept"
    );
    Ok(())
}

#[test]
fn letters_for_a_printer_that_is_off_wait_in_the_service_and_come_out_once() -> Result<()> {
    let office = Office::start()?;
    let mut printer = Printer::start()?;
    let cups = Cups::before(&printer)?;
    let laptop = laptop(&office, &cups.queue(), "F4")?;
    printer.switch_off();
    let printed = print(&laptop, 0)?;
    let job = wait::until("the word that the printer is off", || {
        let job = laptop.ask(&PrintStatus { id: printed.job.id })?;
        Ok((!job.troubles.is_empty()).then_some(job))
    })?;
    ensure!(job.troubles[0].code == "trouble-off", "{job:?}");
    ensure!(is_unprinted(&laptop, &printed)?);
    printer.switch_on()?;
    until(&laptop, &printed.job, PrintState::DeviceOk)?;
    ensure!(printer.came_out()?.len() == 1);
    Ok(())
}

#[test]
fn a_printer_that_is_switched_off_in_the_middle_leaves_the_question_to_the_officer() -> Result<()> {
    let office = Office::start()?;
    let mut printer = Printer::start()?;
    let laptop = laptop(&office, &printer.uri(), "F4")?;
    printer.does(Does::WaitsForPaper)?;
    let printed = print(&laptop, 0)?;
    ensure!(printed.job.state == PrintState::HandedOver);
    printer.switch_off();
    let job = until(&laptop, &printed.job, PrintState::Unknown)?;
    ensure!(
        job.reason
            .is_some_and(|reason| reason.code == "printer-unreachable")
    );
    ensure!(is_unprinted(&laptop, &printed)?);
    let answered = laptop.ask(&PrintConfirm {
        id: printed.job.id,
        came_out: false,
    })?;
    ensure!(answered.state == PrintState::NotPrinted);
    printer.does(Does::Prints)?;
    printer.switch_on()?;
    let again = laptop.ask(&LetterReprint {
        letter: printed.letter.id,
        printer: None,
        copies: None,
        for_file: false,
    })?;
    ensure!(again.letter.number == printed.letter.number && again.job.copy == 2);
    until(&laptop, &again.job, PrintState::DeviceOk)?;
    Ok(())
}

/// The program ends after the order was written down and before the printer's answer was.
#[test]
fn an_order_that_a_crash_left_behind_is_found_at_the_printer_and_not_sent_again() -> Result<()> {
    let office = Office::start()?;
    let printer = Printer::start()?;
    let laptop = laptop(&office, &printer.uri(), "F4")?;
    let printed = print(&laptop, 0)?;
    until(&laptop, &printed.job, PrintState::DeviceOk)?;
    let lost = print(&laptop, 1)?;
    until(&laptop, &lost.job, PrintState::DeviceOk)?;
    {
        let store = laptop.store()?;
        for (id, address) in [(printed.job.id, true), (lost.job.id, false)] {
            let mut row = store.print(id.0)?.context("the order")?;
            "ordered".clone_into(&mut row.state);
            row.job = None;
            if !address {
                // It never reached the printer.
                row.name.push('x');
            }
            store.save_print(&row)?;
        }
    }
    let found = laptop.ask(&PrintStatus { id: printed.job.id })?;
    ensure!(found.state == PrintState::DeviceOk, "{found:?}");
    let asked = laptop.ask(&PrintStatus { id: lost.job.id })?;
    ensure!(asked.state == PrintState::Unknown, "{asked:?}");
    ensure!(printer.came_out()?.len() == 2, "nothing was sent again");
    Ok(())
}

#[test]
fn other_paper_is_laid_out_for_and_each_paper_has_its_printer() -> Result<()> {
    let office = Office::start()?;
    let printer = Printer::start()?;
    let laptop = laptop(&office, &printer.uri(), "A4")?;
    let request = form(&laptop, 0)?.id;
    let preview = laptop.ask(&RequestPreview { id: request })?;
    ensure!(
        preview.paper == "A4",
        "the preview shows what will come out"
    );
    let printed = laptop.print(request)?;
    ensure!(printed.job.paper == "A4");
    until(&laptop, &printed.job, PrintState::DeviceOk)?;
    ensure!(pdf::size_mm(&printer.printed()?[0])? == (210, 297));

    // F4 has a printer of its own: the one that writes files.
    laptop.choose_printer("file", "F4")?;
    laptop.choose_printer(&printer.uri(), "A4")?;
    laptop.ask(&PrinterForPaper {
        paper: "F4".to_owned(),
        id: Some("file".to_owned()),
    })?;
    let filed = print(&laptop, 1)?;
    ensure!(
        filed.job.path.is_some() && filed.job.paper == "F4",
        "{filed:?}"
    );
    let list = laptop.ask(&PrinterList {})?;
    let file = list
        .iter()
        .find(|printer| printer.id == "file")
        .context("the file printer")?;
    ensure!(file.for_papers == ["F4"] && !file.selected, "{file:?}");
    let unknown = laptop.ask(&PrinterForPaper {
        paper: "F4".to_owned(),
        id: Some("ipp://nowhere/ipp/print".to_owned()),
    });
    ensure!(unknown.is_err());
    Ok(())
}

#[test]
fn what_was_measured_on_the_test_sheet_moves_and_bounds_the_next_letter() -> Result<()> {
    let office = Office::start()?;
    let printer = Printer::start()?;
    let laptop = laptop(&office, &printer.uri(), "F4")?;
    let sheet = laptop.ask(&PrinterTest { id: printer.uri() })?;
    ensure!(sheet.paper == "F4");
    wait::until("the sheet", || {
        Ok((printer.came_out()?.len() == 1).then_some(()))
    })?;
    let before = print(&laptop, 0)?;
    until(&laptop, &before.job, PrintState::DeviceOk)?;

    let measured = |bar: i32, edges: [i32; 4]| PrinterMeasured {
        id: printer.uri(),
        left: 185,
        top: 210,
        bar,
        edges,
    };
    for wrong in [
        measured(877, [40; 4]),
        measured(1000, [40, 40, 900, 40]),
        measured(1000, [-1; 4]),
    ] {
        ensure!(laptop.ask(&wrong).is_err(), "{wrong:?}");
    }
    // The bar was 88 mm long: a seal would be too small, so that neither a new letter nor another copy is printed.
    let refused = refusal(laptop.ask(&LetterReprint {
        letter: before.letter.id,
        printer: None,
        copies: None,
        for_file: false,
    }))?;
    ensure!(refused.contains("printer-shrinks"), "{refused}");
    ensure!(refusal(print(&laptop, 1))?.contains("printer-shrinks"));
    let told = laptop.ask(&PrinterList {})?.swap_remove(0);
    ensure!(
        told.problem
            .is_some_and(|problem| problem.code == "printer-shrinks")
    );
    let list = laptop.ask(&measured(1002, [40, 250, 40, 40]))?;
    let own = &list[0];
    ensure!(
        (own.offset_x, own.offset_y) == (15, -10) && own.measured,
        "{own:?}"
    );
    ensure!(own.edges == [40, 250, 40, 40]);
    let after = print(&laptop, 1)?;
    until(&laptop, &after.job, PrintState::DeviceOk)?;

    let papers = printer.printed()?;
    let [_, first, second] = papers.as_slice() else {
        anyhow::bail!("{papers:?}")
    };
    // 25 mm at the right where 22.5 are usual: lines break earlier. 1.5 mm to the right by the offset.
    let (a, b) = (pdf::words(first)?, pdf::words(second)?);
    let left = |words: &[pdf::Word]| words.iter().map(|word| word.x).fold(f32::MAX, f32::min);
    let moved = left(&b) - left(&a);
    ensure!(
        (moved - 1.5 * 72.0 / 25.4).abs() < 0.1,
        "moved by {moved} points"
    );
    let right = |words: &[pdf::Word]| words.iter().map(|word| word.right).fold(0.0, f32::max);
    let bound = (215.0 - 25.0 - 1.0 + 1.5) * 72.0 / 25.4;
    ensure!(
        right(&a) > bound && right(&b) < bound + 0.1,
        "{} {}",
        right(&a),
        right(&b)
    );
    Ok(())
}
