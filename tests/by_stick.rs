//! The main job of a laptop that has joined and never sees a network again: all by stick.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use jemput_testkit::{
    Laptop, Office,
    link::{Link, Shape},
    wait,
};
use jemput_wire::{
    attachment::{
        AttachBytes, AttachmentFetch, AttachmentList, AttachmentOpen, AttachmentPlace,
        AttachmentsView, Owner, Purpose,
    },
    bundle::{
        BundleApply, BundleClose, BundleExport, BundleFiles, BundleOpen, BundlePhase, BundlePlaces,
        BundleStatus, BundleView,
    },
    letter::{LetterHandOver, LetterStateView},
    resident::{ResidentGet, ResidentHit},
    sync::SyncStatus,
};

use crate::main_job::{everybody, has_nik, print, sample};

/// The laptop writes a bundle onto the stick.
pub(crate) fn written(laptop: &Laptop, stick: &Path) -> Result<PathBuf> {
    laptop.ask(&BundleExport {
        folder: stick.display().to_string(),
    })?;
    let written = laptop.bundle_ended()?;
    ensure!(written.phase == BundlePhase::Written);
    Ok(written.path.into())
}

/// The same, and the office takes it in.
fn to_office(laptop: &Laptop, office: &Office, stick: &Path) -> Result<u64> {
    Ok(office.take_bundle(&written(laptop, stick)?)?.fresh)
}

/// The office writes a bundle onto the stick, and the laptop finds it there and takes it in.
fn from_office(laptop: &Laptop, office: &Office, stick: &Path, mark: &str) -> Result<BundleView> {
    let path = office.give_bundle(mark, stick)?;
    let files = laptop.ask(&BundleFiles {})?;
    let newest = files.first().context("the laptop sees its bundle")?;
    ensure!(Path::new(&newest.path) == path, "{files:?}");
    taken_in(laptop, path)
}

/// The laptop takes a bundle of its office in, and it is thrown away.
pub(crate) fn taken_in(laptop: &Laptop, path: PathBuf) -> Result<BundleView> {
    open(laptop, &path)?;
    laptop.ask(&BundleApply {})?;
    let done = laptop.bundle_ended()?;
    ensure!(done.phase == BundlePhase::Applied);
    fs::remove_file(path)?;
    Ok(done)
}

fn open(laptop: &Laptop, path: &Path) -> Result<BundleView> {
    laptop.ask(&BundleOpen {
        path: path.display().to_string(),
    })?;
    laptop.bundle_ended()
}

fn somebody(laptop: &Laptop) -> Result<ResidentHit> {
    let (_, hits) = everybody(laptop)?;
    hits.into_iter()
        .find(has_nik)
        .context("somebody with a NIK")
}

#[test]
fn a_laptop_without_a_network_does_its_work_by_stick_both_ways() -> Result<()> {
    let office = Office::start()?;
    let far = Laptop::enrolled(&office, "Laptop 1", None)?;
    let near = Laptop::enrolled(&office, "Laptop 2", Some(&sample()))?;
    let stick = far.data().join("media/USB");
    fs::create_dir_all(&stick)?;
    let places = far.ask(&BundlePlaces {})?;
    ensure!(places.len() == 1 && places[0].name == "USB", "{places:?}");

    // The office's residents come to it by stick; the network brought none of them.
    ensure!(everybody(&far)?.0 == 0);
    let got = from_office(&far, &office, &stick, "P01")?;
    ensure!(got.received > 0, "{got:?}");
    let (total, _) = everybody(&far)?;
    ensure!(total == 97, "{total} of 97 residents came by stick");

    // It prints a letter; the stick is a copy, but nothing counts as sent before the office answers.
    let who = somebody(&far)?;
    let (printed, _) = print(&far, &who)?;
    far.ask(&LetterHandOver {
        letter: printed.letter.id,
        receiver: who.name.clone(),
        signature: None,
    })?;
    let unsent = far.ask(&SyncStatus {})?.unsent;
    ensure!(unsent > 0);
    ensure!(to_office(&far, &office, &stick)? == unsent);
    let view = far.ask(&BundleStatus {})?;
    let copy = view.copy.context("what is on the stick is known")?;
    ensure!((copy.changes, copy.newer) == (unsent, 0), "{copy:?}");
    ensure!(far.ask(&SyncStatus {})?.unsent == unsent);

    // The other laptop gets it by the network, and the answer goes home by stick.
    near.sync()?;
    let there = near.ask(&ResidentGet { id: who.id })?;
    ensure!(there.letters.len() == 1 && there.letters[0].state == LetterStateView::Issued);
    let got = from_office(&far, &office, &stick, "P01")?;
    ensure!(got.accepted == unsent, "{got:?}");
    ensure!(far.ask(&SyncStatus {})?.unsent == 0);
    ensure!(far.ask(&BundleStatus {})?.copy.is_none());

    // What the other one does comes by stick, and the network goes on from there one day.
    let other = near.ask(&ResidentGet { id: who.id })?;
    let (second, _) = print(&near, &who)?;
    ensure!(other.letters[0].number != second.letter.number);
    near.sync()?;
    from_office(&far, &office, &stick, "P01")?;
    ensure!(far.ask(&ResidentGet { id: who.id })?.letters.len() == 2);
    far.sync()?;
    ensure!(far.ask(&ResidentGet { id: who.id })?.letters.len() == 2);
    Ok(())
}

#[test]
fn an_answer_that_a_bundle_overtook_is_asked_for_again() -> Result<()> {
    let office = Office::start()?;
    let near = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    near.sync()?;
    let target = office.url().trim_start_matches("http://").parse()?;
    let link = Link::to(target, Shape::default())?;
    let far = Laptop::enrolled_over(&office, &link.url(), "Laptop 2")?;
    far.sync()?;
    let stick = far.data().join("media/USB");
    fs::create_dir_all(&stick)?;
    print(&near, &somebody(&near)?)?;
    near.sync()?;
    let bundle = office.give_bundle("P02", &stick)?;
    // While the answer is on its way, the stick brings the same.
    link.reshape(Shape::parse("3000/1000")?);
    link.zero();
    std::thread::scope(|scope| {
        let syncing = scope.spawn(|| far.sync());
        wait::until("the question", || Ok((link.counts().up > 0).then_some(())))?;
        taken_in(&far, bundle)?;
        syncing.join().expect("no panic")
    })?;
    ensure!(far.ask(&SyncStatus {})?.unsent == 0);
    Ok(())
}

#[test]
fn a_bundle_that_is_not_for_this_laptop_or_not_whole_changes_nothing() -> Result<()> {
    let office = Office::start()?;
    let one = Laptop::enrolled(&office, "Laptop 1", None)?;
    let two = Laptop::enrolled(&office, "Laptop 2", Some(&sample()))?;
    let stick = one.data().join("media/USB");
    fs::create_dir_all(&stick)?;
    let good = office.give_bundle("P01", &stick)?;
    let refused = |laptop: &Laptop, path: &Path| open(laptop, path).unwrap_err().to_string();
    ensure!(refused(&two, &good) == "bundle-other-receiver");
    let bytes = fs::read(&good)?;
    let bad = stick.join("bad.jemput");
    fs::write(&bad, &bytes[..bytes.len() - 1])?;
    ensure!(refused(&one, &bad) == "bundle-cut");
    let mut damaged = bytes.clone();
    let middle = bytes.len() - 300;
    damaged[middle] ^= 1;
    fs::write(&bad, &damaged)?;
    ensure!(refused(&one, &bad) == "bundle-damaged");
    ensure!(refused(&one, &sample()) == "bundle-not-one");
    let nowhere = one.ask(&BundleExport {
        folder: stick.join("nowhere").display().to_string(),
    });
    ensure!(nowhere.unwrap_err().to_string().contains("bundle-missing"));
    ensure!(one.ask(&BundleApply {}).is_err(), "nothing is open");
    ensure!(everybody(&one)?.0 == 0);

    // Closed without taking it in; opened again and taken in; then it is old.
    open(&one, &good)?;
    ensure!(one.ask(&BundleClose {})?.phase == BundlePhase::Idle);
    ensure!(everybody(&one)?.0 == 0);
    open(&one, &good)?;
    one.ask(&BundleApply {})?;
    one.bundle_ended()?;
    ensure!(everybody(&one)?.0 == 97);
    two.sync()?;
    one.sync()?;
    print(&two, &somebody(&two)?)?;
    two.sync()?;
    one.sync()?;
    ensure!(refused(&one, &good) == "bundle-old");
    let copies = fs::read_dir(one.data().join("usb"))?.count();
    ensure!(copies == 0, "{copies} copies stay behind");
    Ok(())
}

fn files_of(laptop: &Laptop, owner: &Owner) -> Result<AttachmentsView> {
    laptop.ask(&AttachmentList {
        owner: owner.clone(),
    })
}

fn attach(laptop: &Laptop, owner: &Owner, name: &str, bytes: &[u8]) -> Result<()> {
    laptop.ask(&AttachBytes {
        owner: owner.clone(),
        name: name.to_owned(),
        content: data_encoding::BASE64.encode(bytes),
        purpose: Purpose::Document,
        note: String::new(),
    })?;
    Ok(())
}

/// A photo, a scan, a PDF and a document of a word processor.
fn papers() -> Result<Vec<(&'static str, Vec<u8>)>> {
    let picture = |format| -> Result<Vec<u8>> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(640, 480).write_to(&mut bytes, format)?;
        Ok(bytes.into_inner())
    };
    let mut pdf = b"%PDF-1.7\n".to_vec();
    pdf.extend((0..150_000_u32).map(|n| (n * 7 % 251).to_le_bytes()[0]));
    let docx = [b"PK\x03\x04".as_slice(), &[0; 26], b"word/document.xml"].concat();
    Ok(vec![
        ("foto.jpg", picture(image::ImageFormat::Jpeg)?),
        ("pindai.png", picture(image::ImageFormat::Png)?),
        ("akta.pdf", pdf),
        ("surat.docx", docx),
    ])
}

#[test]
fn files_of_every_kind_come_by_stick_with_their_type_and_content() -> Result<()> {
    let office = Office::start()?;
    let far = Laptop::enrolled(&office, "Laptop 1", None)?;
    let near = Laptop::enrolled(&office, "Laptop 2", Some(&sample()))?;
    let stick = far.data().join("media/USB");
    fs::create_dir_all(&stick)?;
    from_office(&far, &office, &stick, "P01")?;
    let who = Owner {
        id: somebody(&far)?.id.0,
        kind: "resident".to_owned(),
    };
    for (name, bytes) in papers()? {
        attach(&far, &who, name, &bytes)?;
    }
    to_office(&far, &office, &stick)?;
    ensure!(
        files_of(&far, &who)?.sent == 0,
        "not before the office says so"
    );
    from_office(&far, &office, &stick, "P01")?;
    ensure!(files_of(&far, &who)?.sent == 4);

    near.sync()?;
    let there = files_of(&near, &who)?.files;
    ensure!(there.len() == 4);
    for card in &there {
        near.ask(&AttachmentFetch { id: card.id })?;
    }
    near.sync()?;
    let mut kinds = Vec::new();
    for card in &files_of(&near, &who)?.files {
        ensure!(card.place == AttachmentPlace::Both, "{card:?}");
        let open = AttachmentOpen { id: card.id };
        let content = near.ask(&open)?;
        ensure!(content == far.ask(&open)?);
        kinds.push(content.media);
    }
    kinds.sort();
    ensure!(
        kinds.len() == 4 && kinds.windows(2).all(|two| two[0] != two[1]),
        "{kinds:?}"
    );

    // The other way, on demand: the wish travels up, the file comes down.
    attach(
        &near,
        &who,
        "kk.pdf",
        &[b"%PDF-1.7\n".as_slice(), &[7; 90_000]].concat(),
    )?;
    near.sync()?;
    from_office(&far, &office, &stick, "P01")?;
    let theirs = files_of(&far, &who)?.files;
    let card = theirs
        .iter()
        .find(|card| card.place == AttachmentPlace::There)
        .context("the other laptop's file is named")?;
    far.ask(&AttachmentFetch { id: card.id })?;
    to_office(&far, &office, &stick)?;
    from_office(&far, &office, &stick, "P01")?;
    let open = AttachmentOpen { id: card.id };
    ensure!(far.ask(&open)? == near.ask(&open)?);
    Ok(())
}
