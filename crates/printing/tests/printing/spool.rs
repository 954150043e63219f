//! The spooler of Windows, by a spooler of our own that does as it is told.

use std::cell::RefCell;
use std::path::Path;

use jemput_domain::service::Paper;
use jemput_printing::raster::rasterise;
use jemput_printing::spool::{
    Refused, SCHEME, Setup, SpoolJob, SpoolPrinter, SpoolState, Spooler, adopt, cancel, check,
    print, state,
};
use jemput_printing::{Job, JobState, Trouble};

use crate::ticket::slip;

/// What was printed: printer, file's name, set-up, and each page's size, dots per inch and grey.
type Printed = (String, String, Setup, Vec<(u32, u32, u32, Vec<u8>)>);

#[derive(Default)]
struct Fake {
    reasons: Vec<String>,
    papers: Vec<(u32, u32)>,
    refuses: Option<Refused>,
    printed: RefCell<Vec<Printed>>,
    jobs: RefCell<Vec<SpoolJob>>,
}

impl Spooler for Fake {
    fn printers(&self) -> Result<Vec<SpoolPrinter>, String> {
        Ok(vec![SpoolPrinter {
            name: "EPSON WF-100".to_owned(),
            reasons: self.reasons.clone(),
        }])
    }

    fn papers(&self, _: &str) -> Result<Vec<(u32, u32)>, String> {
        Ok(self.papers.clone())
    }

    fn print(&self, printer: &str, pages: &Path, setup: &Setup) -> Result<(), Refused> {
        if let Some(refused) = &self.refuses {
            return Err(refused.clone());
        }
        let file = std::fs::File::open(pages).expect("a test's own");
        let mut file =
            tiff::decoder::Decoder::new(std::io::BufReader::new(file)).expect("a test's own");
        let mut read = Vec::new();
        loop {
            let (width, height) = file.dimensions().expect("a test's own");
            let per_inch = file
                .get_tag(tiff::tags::Tag::XResolution)
                .expect("a test's own");
            let tiff::decoder::ifd::Value::Rational(per_inch, 1) = per_inch else {
                panic!("{per_inch:?}")
            };
            let tiff::decoder::DecodingResult::U8(grey) = file.read_image().expect("a test's own")
            else {
                panic!("not grey")
            };
            read.push((width, height, per_inch, grey));
            if !file.more_images() {
                break;
            }
            file.next_image().expect("a test's own");
        }
        let name = pages
            .file_name()
            .expect("a test's own")
            .to_str()
            .expect("a test's own")
            .to_owned();
        self.jobs.borrow_mut().push(SpoolJob {
            id: 7,
            name: name.clone(),
            state: SpoolState::Waiting,
        });
        self.printed
            .borrow_mut()
            .push((printer.to_owned(), name, *setup, read));
        Ok(())
    }

    fn jobs(&self, _: &str) -> Result<Vec<SpoolJob>, String> {
        Ok(self.jobs.borrow().clone())
    }

    fn cancel(&self, _: &str, id: u64) -> Result<(), String> {
        self.jobs.borrow_mut().retain(|job| job.id != id);
        Ok(())
    }
}

const PRINTER: &str = "EPSON WF-100";

fn job() -> Job {
    Job {
        title: "400.8/003/KJ/XI/2026".to_owned(),
        mark: "0a1b2c3d".to_owned(),
        paper: Paper::F4,
        copies: 2,
        offset_mm: (0.0, 0.0),
        least_dpi: 0,
    }
}

#[test]
fn a_page_arrives_dot_by_dot_with_its_paper_and_copies_and_leaves_no_file() {
    let spooler = Fake::default();
    // Its folder bears the job's mark, and the other tests' jobs print at the same time.
    let mark = "5e6f7a8b";
    let one = Job {
        mark: mark.to_owned(),
        ..job()
    };
    let sent = print(&spooler, PRINTER, &slip(), &one).unwrap();
    let printed = spooler.printed.borrow();
    let (printer, name, setup, pages) = &printed[0];
    assert_eq!(printer, PRINTER);
    assert_eq!(name, &format!("400.8-003-KJ-XI-2026 {mark}.tif"));
    assert_eq!(setup.paper, (215_000, 330_000));
    assert_eq!(setup.copies, 2);
    let wanted = rasterise(&slip(), 300.0).unwrap();
    assert_eq!(pages.len(), wanted.len());
    assert_eq!(pages[0].2, 300);
    assert_eq!(
        (pages[0].0 as usize, pages[0].1 as usize),
        (wanted[0].width, wanted[0].height)
    );
    assert_eq!(pages[0].3, wanted[0].grey);
    assert!(!std::env::temp_dir().join(format!("jemput-{mark}")).exists());
    assert_eq!(
        sent.job.unwrap(),
        format!("{SCHEME}{PRINTER}|400.8-003-KJ-XI-2026 {mark}.tif")
    );
}

#[test]
fn a_job_that_left_the_list_is_never_said_to_be_out() {
    let spooler = Fake::default();
    let sent = print(&spooler, PRINTER, &slip(), &job()).unwrap();
    let job_name = sent.job.unwrap();
    assert_eq!(state(&spooler, &job_name).unwrap().state, JobState::Pending);
    for (said, expected) in [
        (SpoolState::Sent, None),
        (SpoolState::Deleting, Some(JobState::Cancelled)),
    ] {
        spooler.jobs.borrow_mut()[0].state = said;
        match (state(&spooler, &job_name), expected) {
            (Ok(status), Some(expected)) => assert_eq!(status.state, expected),
            (Err(error), None) => assert_eq!(error.code(), "printer-uncertain"),
            (other, _) => panic!("{said:?}: {other:?}"),
        }
    }
    assert_eq!(
        adopt(&spooler, PRINTER, &job().name()).unwrap(),
        job_name,
        "found after a crash by the name that was written down"
    );
    cancel(&spooler, &job_name).unwrap();
    let gone = state(&spooler, &job_name).unwrap_err();
    assert_eq!(gone.code(), "printer-uncertain");
    assert!(gone.may_be_out());
    assert_eq!(
        cancel(&spooler, &job_name).unwrap_err().code(),
        "printer-too-late"
    );
    assert_eq!(
        adopt(&spooler, PRINTER, &job().name()).unwrap_err().code(),
        "printer-job-unknown"
    );
}

#[test]
fn a_printer_that_waits_says_for_what() {
    let spooler = Fake {
        reasons: ["paper_out", "toner_low", "offline", "processing"]
            .map(str::to_owned)
            .to_vec(),
        ..Fake::default()
    };
    let health = check(&spooler, PRINTER).unwrap();
    assert_eq!(health.troubles, [Trouble::Paper, Trouble::Off]);
    let sent = print(&spooler, PRINTER, &slip(), &job()).unwrap();
    let status = state(&spooler, &sent.job.unwrap()).unwrap();
    assert_eq!(status.troubles, [Trouble::Paper, Trouble::Off]);
    let missing = check(&spooler, "HP 200").unwrap_err();
    assert_eq!(missing.code(), "printer-unreachable");
    assert!(!missing.may_be_out());
}

#[test]
fn paper_that_the_driver_does_not_know_is_refused_before_anything_is_sent() {
    let spooler = Fake {
        papers: vec![(210_000, 297_000), (215_900, 355_600)],
        ..Fake::default()
    };
    assert_eq!(
        check(&spooler, PRINTER).unwrap().papers,
        [Paper::A4, Paper::Legal]
    );
    let error = print(&spooler, PRINTER, &slip(), &job()).unwrap_err();
    assert_eq!(error.code(), "printer-paper");
    assert!(spooler.printed.borrow().is_empty());
}

#[test]
fn a_driver_that_fails_in_the_middle_leaves_the_question_to_the_officer() {
    for (may_be_out, code) in [(true, "printer-lost"), (false, "printer-unreachable")] {
        let spooler = Fake {
            refuses: Some(Refused {
                may_be_out,
                detail: "the driver ended".to_owned(),
            }),
            ..Fake::default()
        };
        let error = print(&spooler, PRINTER, &slip(), &job()).unwrap_err();
        assert_eq!(error.code(), code);
        assert_eq!(error.may_be_out(), may_be_out);
    }
}
