//! Joining by the office's line, and the key that it pins.

use anyhow::{Context as _, Result, ensure};
use jemput_testkit::{Laptop, Office, VILLAGE};
use jemput_wire::{
    office::CodeView,
    session::{Enrol, Phase, SessionState, SessionView, TicketRead, TicketView},
};

use crate::refusal;

fn ticket(office: &Office) -> Result<CodeView> {
    let village = jemput_domain::village::VillageCode::parse(VILLAGE).context("a village")?;
    office.office().make_code(&[village], "Laptop 1")
}

fn read(laptop: &Laptop, text: &str) -> Result<TicketView> {
    laptop.ask(&TicketRead {
        text: text.to_owned(),
        picture: String::new(),
    })
}

fn join(laptop: &Laptop, server: &str, view: &TicketView) -> Result<SessionView> {
    laptop.ask(&Enrol {
        server_url: server.to_owned(),
        code: view.code.clone(),
        ticket: view.ticket.clone(),
        device_name: String::new(),
        officer_name: "Rina Setyowati".to_owned(),
        passphrase: Laptop::PASSPHRASE.to_owned(),
    })
}

#[test]
fn a_laptop_joins_by_the_line_and_by_its_picture_and_only_the_office_that_gave_it() -> Result<()> {
    let office = Office::start()?;
    let other = Office::start()?;
    let given = ticket(&office)?;
    let laptop = Laptop::fresh()?;
    let view = read(&laptop, &given.ticket)?;
    ensure!(view.code == given.code && view.valid_until.ends_with("WIB"));
    ensure!(
        laptop.ask(&TicketRead {
            picture: picture(&given.qr)?,
            ..TicketRead::default()
        })? == view
    );

    // Somebody put another server under that address: nothing of it is kept, and the laptop is as it was.
    let theirs = ticket(&other)?;
    let mixed = TicketView {
        code: theirs.code,
        ..view.clone()
    };
    ensure!(refusal(join(&laptop, other.url(), &mixed))?.contains("enrol-other-office"));
    ensure!(laptop.ask(&SessionState {})?.phase == Phase::NeedsEnrolment);
    ensure!(!laptop.data().join("laptop.json").exists());
    ensure!(join(&laptop, office.url(), &view)?.phase == Phase::Open);
    Ok(())
}

#[test]
fn a_line_that_is_cut_or_something_else_is_told_and_the_typed_way_stays() -> Result<()> {
    let office = Office::start()?;
    let given = ticket(&office)?;
    let laptop = Laptop::fresh()?;
    let cut = &given.ticket[..given.ticket.len() - 1];
    ensure!(refusal(read(&laptop, cut))?.contains("enrol-ticket-damaged"));
    ensure!(refusal(read(&laptop, &given.code))?.contains("enrol-ticket-other"));
    let typed = TicketView {
        server_url: String::new(),
        code: given.code.clone(),
        valid_until: String::new(),
        ticket: String::new(),
        usb: false,
    };
    ensure!(join(&laptop, office.url(), &typed)?.phase == Phase::Open);
    Ok(())
}

/// A PNG of the modules, as a camera would see them.
fn picture(rows: &[String]) -> Result<String> {
    const SCALE: u32 = 8;
    let side = u32::try_from(rows.len())? + 8;
    let mut image = image::GrayImage::from_pixel(side * SCALE, side * SCALE, image::Luma([255]));
    for (x, y, pixel) in image.enumerate_pixels_mut() {
        let module = |at: u32| (at / SCALE).checked_sub(4).map(|at| at as usize);
        let dark = module(y)
            .and_then(|y| rows.get(y)?.as_bytes().get(module(x)?))
            .is_some_and(|module| *module == b'1');
        if dark {
            *pixel = image::Luma([0]);
        }
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png)?;
    Ok(data_encoding::BASE64.encode(bytes.get_ref()))
}
