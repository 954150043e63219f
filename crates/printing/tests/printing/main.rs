//! Printers as they behave: a printer of our own that can be told to misbehave, and a real one where it can be started.

mod fake;
mod nearby;
mod spool;
mod ticket;

use std::net::TcpListener;

use fake::{Behaviour, FakePrinter};
use jemput_domain::service::Paper;
use jemput_printing::{Job, JobState, Trouble, adopt, cancel, ipp, state};

const PDF: &[u8] = b"%PDF-1.4 not looked at by a printer of ours";

fn job(paper: Paper) -> Job {
    Job {
        title: "400.8/003/KJ/XI/2026".into(),
        mark: uuid::Uuid::new_v4().simple().to_string(),
        paper,
        copies: 1,
        offset_mm: (0.0, 0.0),
        least_dpi: 0,
    }
}

/// With a seal on it.
fn sealed(paper: Paper) -> Job {
    Job {
        least_dpi: 200,
        ..job(paper)
    }
}

#[test]
fn a_letter_is_handed_over_unscaled_on_its_own_paper_with_its_number_as_name() {
    let printer = FakePrinter::start(Behaviour::default());
    let order = job(Paper::F4);
    let sent = ipp::print(&printer.uri(), PDF, &order).unwrap();
    assert_eq!(sent.state, JobState::Pending);
    let jobs = printer.jobs();
    assert_eq!(jobs.len(), 1);
    assert_eq!(jobs[0].media, "custom_f4_215x330mm");
    assert_eq!(jobs[0].scaling, "none");
    assert_eq!(jobs[0].name, format!("400.8/003/KJ/XI/2026 {}", order.mark));
    assert_eq!(jobs[0].document, PDF);
}

#[test]
fn the_state_is_what_the_device_says() {
    let printer = FakePrinter::start(Behaviour::default());
    let job = ipp::print(&printer.uri(), PDF, &job(Paper::A4))
        .unwrap()
        .job
        .unwrap();
    for (number, expected) in [
        (3, JobState::Pending),
        (5, JobState::Pending),
        (6, JobState::Pending),
        (7, JobState::Cancelled),
        (8, JobState::Failed),
        (9, JobState::Done),
    ] {
        printer.set_state(number);
        assert_eq!(state(&job).unwrap().state, expected, "state {number}");
    }
    printer.forget();
    let error = state(&job).unwrap_err();
    assert_eq!(error.code(), "printer-job-unknown");
    assert!(error.may_be_out());
}

#[test]
fn what_a_printer_does_not_take_is_told_before_anything_is_sent() {
    for (behaviour, code) in [
        (
            Behaviour {
                accepting: false,
                ..Behaviour::default()
            },
            "printer-not-accepting",
        ),
        (
            Behaviour {
                media: &["iso_a4_210x297mm"],
                ..Behaviour::default()
            },
            "printer-paper",
        ),
        (
            Behaviour {
                formats: &["image/urf"],
                ..Behaviour::default()
            },
            "printer-format",
        ),
        (
            Behaviour {
                dpi: &[(180, 180), (360, 180)],
                ..Behaviour::default()
            },
            "printer-coarse",
        ),
    ] {
        let printer = FakePrinter::start(behaviour);
        let error = ipp::print(&printer.uri(), PDF, &sealed(Paper::F4)).unwrap_err();
        assert_eq!(error.code(), code);
        assert!(!error.may_be_out());
        assert!(printer.jobs().is_empty());
    }
}

#[test]
fn a_printer_is_fine_enough_for_a_seal_by_the_best_that_it_can_and_for_other_pages_always() {
    let coarse: &[(i32, i32)] = &[(180, 180)];
    let fine: &[(i32, i32)] = &[(150, 150), (203, 203)];
    for (dpi, order) in [
        (coarse, job(Paper::F4)),
        (fine, sealed(Paper::F4)),
        (&[], sealed(Paper::F4)),
    ] {
        let printer = FakePrinter::start(Behaviour {
            dpi,
            ..Behaviour::default()
        });
        ipp::print(&printer.uri(), PDF, &order).unwrap();
        assert_eq!(printer.jobs().len(), 1, "{dpi:?}");
    }
}

#[test]
fn a_refusal_is_told_with_its_cause() {
    for (status, code) in [
        (0x040b, "printer-paper"),
        (0x040a, "printer-format"),
        (0x0506, "printer-not-accepting"),
        (0x0500, "printer-refused"),
    ] {
        let printer = FakePrinter::start(Behaviour {
            refuse: Some(status),
            ..Behaviour::default()
        });
        let error = ipp::print(&printer.uri(), PDF, &job(Paper::F4)).unwrap_err();
        assert_eq!(error.code(), code);
        assert!(!error.may_be_out(), "{code}");
    }
}

#[test]
fn a_printer_that_is_off_leaves_no_doubt_that_nothing_came_out() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let uri = format!("ipp://{closed}/ipp/print");
    let error = ipp::print(&uri, PDF, &job(Paper::F4)).unwrap_err();
    assert_eq!(error.code(), "printer-unreachable");
    assert!(!error.may_be_out());
    assert_eq!(ipp::check(&uri).unwrap_err().code(), "printer-unreachable");
    assert_eq!(
        ipp::discover_at(&uri).unwrap_err().code(),
        "printer-unreachable"
    );
}

/// The reply to a job is lost; the job itself arrived: it is found by its name and not sent twice.
#[test]
fn a_job_whose_reply_was_lost_is_found_again() {
    let printer = FakePrinter::start(Behaviour {
        drop_replies: 1,
        ..Behaviour::default()
    });
    let sent = ipp::print(&printer.uri(), PDF, &job(Paper::F4)).unwrap();
    assert_eq!(printer.jobs().len(), 1);
    printer.set_state(9);
    assert_eq!(state(&sent.job.unwrap()).unwrap().state, JobState::Done);
}

#[test]
fn a_job_that_cannot_be_found_again_may_be_out() {
    let printer = FakePrinter::start(Behaviour {
        drop_replies: 1,
        lists_jobs: false,
        ..Behaviour::default()
    });
    let error = ipp::print(&printer.uri(), PDF, &job(Paper::F4)).unwrap_err();
    assert_eq!(error.code(), "printer-lost");
    assert!(error.may_be_out());
}

/// A print service says "completed" once it has passed the job on; the device may have thrown it away.
#[test]
fn a_queue_that_says_completed_is_not_believed_until_the_device_says_so() {
    let device = FakePrinter::start(Behaviour::default());
    let queue = FakePrinter::start(Behaviour {
        device: Some(device.uri()),
        path: "/printers/uji",
        ..Behaviour::default()
    });
    let job = ipp::print(&queue.uri(), PDF, &job(Paper::F4))
        .unwrap()
        .job
        .unwrap();
    queue.set_state(9);
    let error = state(&job).unwrap_err();
    assert_eq!(error.code(), "printer-uncertain");
    assert!(error.may_be_out());

    queue.set_state(7);
    assert_eq!(state(&job).unwrap().state, JobState::Cancelled);

    device.take_over(&queue.jobs()[0]);
    device.set_state(8);
    assert_eq!(state(&job).unwrap().state, JobState::Failed);
    queue.set_state(9);
    assert_eq!(state(&job).unwrap().state, JobState::Failed);
    device.set_state(9);
    assert_eq!(state(&job).unwrap().state, JobState::Done);
}

#[test]
fn an_address_that_is_none_is_told() {
    for uri in ["", "printer", "lpd://host/queue", "ipp://"] {
        assert_eq!(ipp::check(uri).unwrap_err().code(), "printer-uri", "{uri}");
    }
    assert_eq!(state("rubbish").unwrap_err().code(), "printer-job-unknown");
}

#[test]
fn the_print_service_lists_its_printers_by_name() {
    let service = FakePrinter::start(Behaviour::default());
    let found = ipp::discover_at(&service.uri()).unwrap();
    let names: Vec<&str> = found.iter().map(|printer| printer.name.as_str()).collect();
    assert_eq!(names, ["Balai Desa", "tanpa-nama"]);
    assert_eq!(found[0].uri, "ipp://localhost:631/printers/balai");
}

/// The program ended between handing over and writing the answer down: the job is found by what was written before.
#[test]
fn a_job_that_was_on_its_way_in_a_crash_is_adopted_and_not_sent_again() {
    let printer = FakePrinter::start(Behaviour::default());
    let order = job(Paper::F4);
    ipp::print(&printer.uri(), PDF, &order).unwrap();
    let found = adopt(&printer.uri(), &order.name()).unwrap();
    printer.set_state(9);
    assert_eq!(state(&found).unwrap().state, JobState::Done);
    assert_eq!(printer.jobs().len(), 1);

    let other = adopt(&printer.uri(), &job(Paper::F4).name()).unwrap_err();
    assert_eq!(other.code(), "printer-job-unknown");
    assert!(other.may_be_out());
}

#[test]
fn a_job_is_taken_back_until_it_has_ended() {
    let printer = FakePrinter::start(Behaviour::default());
    let job = ipp::print(&printer.uri(), PDF, &job(Paper::F4))
        .unwrap()
        .job
        .unwrap();
    cancel(&job).unwrap();
    assert_eq!(state(&job).unwrap().state, JobState::Cancelled);
    assert_eq!(cancel(&job).unwrap_err().code(), "printer-too-late");
    printer.forget();
    assert_eq!(cancel(&job).unwrap_err().code(), "printer-job-unknown");
}

#[test]
fn a_waiting_job_says_what_it_waits_for() {
    let printer = FakePrinter::start(Behaviour::default());
    let job = ipp::print(&printer.uri(), PDF, &job(Paper::F4))
        .unwrap()
        .job
        .unwrap();
    assert_eq!(state(&job).unwrap().troubles, []);
    printer.set_reasons(&["media-empty-error", "media-low-warning"]);
    let waiting = state(&job).unwrap();
    assert_eq!(waiting.state, JobState::Pending);
    assert_eq!(waiting.troubles, [Trouble::Paper]);
    assert_eq!(
        ipp::check(&printer.uri()).unwrap().troubles,
        [Trouble::Paper]
    );
    printer.set_state(9);
    assert_eq!(state(&job).unwrap().troubles, []);
}

/// A queue does not say that its printer is off.
#[test]
fn a_queue_in_front_of_a_printer_that_is_off_is_seen_through() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let queue = FakePrinter::start(Behaviour {
        device: Some(format!("ipp://{closed}/ipp/print")),
        path: "/printers/uji",
        ..Behaviour::default()
    });
    let job = ipp::print(&queue.uri(), PDF, &job(Paper::F4))
        .unwrap()
        .job
        .unwrap();
    assert_eq!(state(&job).unwrap().troubles, [Trouble::Off]);
    queue.set_reasons(&["paused"]);
    assert_eq!(state(&job).unwrap().troubles, [Trouble::Stopped]);
}

#[test]
fn a_printer_says_which_of_our_papers_it_takes() {
    let printer = FakePrinter::start(Behaviour {
        media: &["iso_a4_210x297mm", "iso_a5_148x210mm"],
        ..Behaviour::default()
    });
    assert_eq!(
        ipp::check(&printer.uri()).unwrap().papers,
        [Paper::A4, Paper::A5]
    );
}
