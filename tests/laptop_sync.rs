//! The laptop's side of the sync against a real office: clocks, cancelling, attachments.

use anyhow::{Context, Result, ensure};
use jemput_app::{Clock, Config};
use jemput_testkit::{
    Laptop, Office,
    link::{Link, Shape},
    root,
};
use jemput_wire::{
    attachment::{
        AttachBytes, AttachFile, AttachmentFetch, AttachmentList, AttachmentOpen, AttachmentPlace,
        AttachmentRemove, AttachmentRestore, AttachmentsView, Owner, Purpose,
    },
    resident::{ResidentHistory, ResidentSaved},
    session::{Enrol, Lock, Phase, SessionState, Unlock},
    sync::{SyncFiles, SyncNow, SyncStatus, SyncThrift},
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Registers somebody.
fn register(laptop: &Laptop, name: &str) -> Result<ResidentSaved> {
    let values = [
        ("name", name),
        ("sex", "2"),
        ("birth_place", "Tirtakarsa"),
        ("birth_date", "12-03-1989"),
    ];
    laptop.register(&values)
}

/// A program of 2023 on a machine with this clock.
fn old_program(clock: &Clock) -> impl FnOnce(Config) -> Config {
    let clock = clock.clone();
    move |config| Config {
        clock,
        built_ms: 1_700_000_000_000,
        ..config
    }
}

#[test]
fn a_laptop_with_a_dead_battery_works_and_syncs_and_says_so() -> Result<()> {
    let office = Office::start()?;
    let right = Clock::System.now_ms();
    let clock = Clock::fixed(DAY_MS);
    // Years behind: the office answers the first request with its own time, and the laptop asks again by itself.
    let laptop = Laptop::enrolled_where(&office, "Laptop 1", old_program(&clock))?;
    let who = register(&laptop, "Sumarni")?.id;
    laptop.sync()?;
    let view = laptop.ask(&SyncStatus {})?;
    ensure!(view.unsent == 0 && view.last_error.is_none());
    let wrong = view.clock.wrong.context("a wrong clock is told")?;
    ensure!(!wrong.ahead && !wrong.at_least && wrong.minutes > 50 * 365 * 24 * 60);
    let today = jemput_domain::date::Zone::Wib.local_date(right);
    ensure!(view.clock.today >= jemput_domain::date::iso(today));
    ensure!(view.clock.zone == "WIB");
    let history = laptop.ask(&ResidentHistory { id: who })?;
    ensure!(
        history.iter().all(|entry| entry.clock_doubtful),
        "it is written beside the record"
    );

    // The officer puts the clock right.
    clock.set(Clock::System.now_ms());
    ensure!(laptop.ask(&SessionState {})?.clock.wrong.is_none());
    Ok(())
}

#[test]
fn a_clock_that_is_a_year_ahead_is_told_and_heals() -> Result<()> {
    let office = Office::start()?;
    let clock = Clock::fixed(Clock::System.now_ms() + 365 * DAY_MS);
    let laptop = Laptop::enrolled_where(&office, "Laptop 1", old_program(&clock))?;
    register(&laptop, "Sumarni")?;
    laptop.sync()?;
    let wrong = laptop.ask(&SyncStatus {})?.clock.wrong;
    ensure!(wrong.is_some_and(|wrong| wrong.ahead && wrong.minutes / (24 * 60) >= 364));
    clock.set(Clock::System.now_ms());
    let who = register(&laptop, "Ngatini")?.id;
    laptop.sync()?;
    ensure!(laptop.ask(&SyncStatus {})?.clock.wrong.is_none());
    let history = laptop.ask(&ResidentHistory { id: who })?;
    ensure!(
        history.iter().all(|entry| !entry.clock_doubtful),
        "the office's answer ended the stamps of the future"
    );
    Ok(())
}

/// A document of this many kilobytes that no other number gives.
fn document(number: u8, kilobytes: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut seed = u32::from(number) + 1;
    bytes.resize_with(kilobytes * 1024, || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed.to_be_bytes()[0]
    });
    bytes
}

fn attach(laptop: &Laptop, owner: &Owner, name: &str, bytes: &[u8]) -> Result<AttachmentsView> {
    laptop.ask(&AttachBytes {
        owner: owner.clone(),
        name: name.to_owned(),
        content: data_encoding::BASE64.encode(bytes),
        purpose: Purpose::Document,
        note: String::new(),
    })
}

fn files_of(laptop: &Laptop, owner: &Owner) -> Result<AttachmentsView> {
    laptop.ask(&AttachmentList {
        owner: owner.clone(),
    })
}

fn resident(laptop: &Laptop, name: &str) -> Result<Owner> {
    Ok(Owner {
        id: register(laptop, name)?.id.0,
        kind: "resident".to_owned(),
    })
}

/// Whole files at the office.
fn arrived(office: &Office) -> Result<u64> {
    let mut count = 0;
    let Ok(folders) = std::fs::read_dir(office.data().join("blobs")) else {
        return Ok(0);
    };
    for folder in folders {
        let folder = folder?;
        if folder.file_name() != "part" {
            count += std::fs::read_dir(folder.path())?.count() as u64;
        }
    }
    Ok(count)
}

#[test]
fn eight_files_over_a_link_that_is_cut_arrive_and_are_never_called_sent_before() -> Result<()> {
    let office = Office::start()?;
    let target = office.url().trim_start_matches("http://").parse()?;
    let link = Link::to(target, Shape::default())?;
    let laptop = Laptop::enrolled_over(&office, &link.url(), "Laptop 1")?;
    // All of it without a network: somebody new, and eight scans.
    link.lead_to("127.0.0.1:9".parse()?);
    let who = resident(&laptop, "Sumarni")?;
    for number in 0..8 {
        attach(
            &laptop,
            &who,
            &format!("scan {number}.pdf"),
            &document(number, 150),
        )?;
    }
    ensure!(laptop.sync().is_err());
    let view = files_of(&laptop, &who)?;
    ensure!(view.sent == 0 && view.files.len() == 8);

    link.lead_to(target);
    let mut partly = false;
    for round in 0..40 {
        // Each try is cut somewhere else: within the first files, then later.
        link.allow_up((round < 6).then_some(100_000 + 60_000 * round));
        let _ = laptop.sync();
        link.allow_up(None);
        let (view, there) = (files_of(&laptop, &who)?, arrived(&office)?);
        ensure!(
            view.sent <= there,
            "{} are called sent, {there} have arrived",
            view.sent
        );
        partly |= view.sent > 0 && view.sent < 8;
        if view.sent == 8 {
            ensure!(partly, "the link was never cut between two files");
            let waiting = laptop.ask(&SyncStatus {})?.files;
            ensure!(waiting.waiting == 0 && waiting.stuck == 0);
            return Ok(());
        }
    }
    anyhow::bail!("{} of 8 arrived", files_of(&laptop, &who)?.sent)
}

#[test]
fn another_laptop_gets_a_file_when_it_asks_for_it() -> Result<()> {
    let office = Office::start()?;
    let first = Laptop::enrolled(&office, "Laptop 1", None)?;
    let second = Laptop::enrolled(&office, "Laptop 2", None)?;
    let who = resident(&first, "Sumarni")?;
    let photo = std::fs::read(root().join("assets/icons/app/256x256.png"))?;
    let card = attach(&first, &who, "foto.png", &photo)?.files.remove(0);
    ensure!(card.place == AttachmentPlace::Here && !card.thumb.is_empty());
    // The record alone, as on a link on which data is saved.
    first.ask(&SyncThrift { on: true })?;
    first.sync()?;
    ensure!(files_of(&first, &who)?.sent == 0 && arrived(&office)? == 0);

    second.sync()?;
    let there = files_of(&second, &who)?.files.remove(0);
    ensure!(there.place == AttachmentPlace::There && there.bytes == card.bytes);
    second.ask(&AttachmentFetch { id: card.id })?;
    second.sync()?;
    let problem = files_of(&second, &who)?.files.remove(0).problem;
    ensure!(problem.as_deref() == Some("blob-absent"), "{problem:?}");

    first.ask(&SyncFiles {})?;
    first.sync()?;
    ensure!(files_of(&first, &who)?.sent == 1 && arrived(&office)? == 1);
    second.sync()?;
    let here = files_of(&second, &who)?.files.remove(0);
    ensure!(here.place == AttachmentPlace::Both && !here.thumb.is_empty());
    let open = AttachmentOpen { id: card.id };
    ensure!(first.ask(&open)? == second.ask(&open)?);

    second.ask(&AttachmentRemove { id: card.id })?;
    second.sync()?;
    first.sync()?;
    ensure!(files_of(&first, &who)?.files.is_empty());
    ensure!(first.ask(&AttachmentRestore { id: card.id })?.files.len() == 1);
    Ok(())
}

#[test]
fn one_file_that_is_too_large_is_refused_and_fifty_small_ones_go() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = resident(&laptop, "Sumarni")?;
    let scan = laptop.data().join("scan.pdf");
    std::fs::write(&scan, document(200, 21 * 1024))?;
    let refused = laptop.ask(&AttachFile {
        owner: who.clone(),
        path: scan.display().to_string(),
        purpose: Purpose::Document,
        note: String::new(),
    });
    ensure!(refused.is_err_and(|error| error.to_string().contains("attachment-large")));
    for number in 0..50 {
        attach(
            &laptop,
            &who,
            &format!("{number}.pdf"),
            &document(number, 2),
        )?;
    }
    laptop.sync()?;
    ensure!(files_of(&laptop, &who)?.sent == 50 && arrived(&office)? == 50);
    Ok(())
}

#[test]
fn locking_the_laptop_does_not_wait_for_a_link_that_hangs() -> Result<()> {
    let office = Office::start()?;
    let target = office.url().trim_start_matches("http://").parse()?;
    let link = Link::to(target, Shape::default())?;
    let laptop = Laptop::enrolled_over(&office, &link.url(), "Laptop 1")?;
    register(&laptop, "Sumarni")?;
    // Takes connections and never answers.
    let hanging = std::net::TcpListener::bind("127.0.0.1:0")?;
    link.lead_to(hanging.local_addr()?);
    laptop.ask(&SyncNow {})?;
    let (_line, _) = hanging.accept()?;
    let began = std::time::Instant::now();
    ensure!(laptop.ask(&Lock {})?.phase == Phase::Locked);
    ensure!(
        began.elapsed().as_secs() < 60,
        "it waited for the request's own time limit"
    );
    Ok(())
}

#[test]
fn a_laptop_with_unsent_work_cannot_be_made_a_new_one() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    for n in 0..12 {
        register(&laptop, &format!("Sumarni {n}"))?;
    }
    let anew = laptop.ask(&Enrol {
        server_url: office.url().to_owned(),
        code: office.code("Laptop 2")?,
        ticket: String::new(),
        device_name: String::new(),
        officer_name: "Budi Santosa".to_owned(),
        passphrase: Laptop::PASSPHRASE.to_owned(),
    });
    ensure!(anew.is_err_and(|error| error.to_string().contains("enrolled-already")));
    // The only way to leave is to lock, and that takes nothing away.
    let officer = laptop.ask(&Lock {})?.officers.remove(0).id;
    laptop.ask(&Unlock {
        officer,
        passphrase: Laptop::PASSPHRASE.to_owned(),
    })?;
    ensure!(laptop.ask(&SyncStatus {})?.unsent == 12);
    Ok(())
}
