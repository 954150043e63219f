//! The queue: numbers that stand, slips on a ticket printer that listens in the network.

use std::{
    io::Read as _,
    net::TcpListener,
    sync::mpsc::{self, Receiver},
};

use anyhow::{Context, Result, ensure};
use jemput_app::{Clock, Config};
use jemput_testkit::{Laptop, Office, Pictures, pdf};
use jemput_wire::queue::{
    QueueGet, QueueView, SlipKind, SlipPrint, TicketMove, TicketPrinterSelect, TicketState,
    TicketTake,
};

/// A ticket printer: its address, and what each visitor sent.
fn printer() -> Result<(String, Receiver<Vec<u8>>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("tcp://{}", listener.local_addr()?);
    let (sent, slips) = mpsc::channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut bytes = Vec::new();
            if stream.read_to_end(&mut bytes).is_ok() && sent.send(bytes).is_err() {
                return;
            }
        }
    });
    Ok((address, slips))
}

/// The picture that was sent; there must be nothing beside it but commands.
fn picture(sent: &[u8]) -> Result<image::GrayImage> {
    let rest = sent.strip_prefix(&[0x10, 4, 4]).unwrap_or(sent);
    let mut rest = rest.strip_prefix(&[0x1b, b'@']).context("a start")?;
    let (mut grey, mut across) = (Vec::new(), 0);
    while let Some(band) = rest.strip_prefix(&[0x1d, b'v', b'0', 0]) {
        let number = |at: usize| usize::from(u16::from_le_bytes([band[at], band[at + 1]]));
        across = number(0);
        let end = 4 + across * number(2);
        for byte in &band[4..end] {
            grey.extend((0..8).map(|bit| if byte & (0x80 >> bit) == 0 { 255 } else { 0 }));
        }
        rest = &band[end..];
    }
    ensure!(
        rest == [0x1b, b'd', 4, 0x1d, b'V', 66, 0],
        "{rest:?} is no command"
    );
    let (width, rows) = (across * 8, grey.len() / (across * 8).max(1));
    image::GrayImage::from_raw(u32::try_from(width)?, u32::try_from(rows)?, grey)
        .context("a picture")
}

fn choose(laptop: &Laptop, address: &str, paper_mm: u32) -> Result<()> {
    laptop.ask(&TicketPrinterSelect {
        address: address.to_owned(),
        paper_mm,
    })?;
    Ok(())
}

fn take(laptop: &Laptop, name: &str, priority: bool) -> Result<QueueView> {
    laptop.ask(&TicketTake {
        name: name.to_owned(),
        service: "domisili".to_owned(),
        priority,
    })
}

#[test]
fn names_on_a_ticket_are_drawn_and_not_sent_as_text() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let (address, slips) = printer()?;
    let pictures = Pictures::of("queue")?;
    let mut seen = Vec::new();
    for (paper, dots) in [(58, 384), (80, 576)] {
        choose(&laptop, &address, paper)?;
        for name in ["Renée ʻAlī ’Aisyah", "Renee Ali Aisyah"] {
            let view = take(&laptop, name, false)?;
            ensure!(view.problem.is_none(), "{:?}", view.problem);
            let sent = slips.recv()?;
            ensure!(
                !sent.windows(4).any(|part| part == "Aisy".as_bytes()),
                "text was sent"
            );
            let ticket = picture(&sent)?;
            ensure!(
                ticket.width() == dots && ticket.height() > 200,
                "{:?}",
                ticket.dimensions()
            );
            pictures.keep(&format!("tiket-{paper}.png"), &pdf::png(&ticket)?)?;
            seen.push(ticket);
        }
    }
    ensure!(seen[0] != seen[1] && seen[2] != seen[3]);
    laptop.ask(&SlipPrint {
        number: 1,
        slip: SlipKind::Receipt,
    })?;
    let receipt = picture(&slips.recv()?)?;
    pictures.keep("tanda-terima.png", &pdf::png(&receipt)?)?;
    ensure!(receipt != seen[0]);
    Ok(())
}

#[test]
fn a_number_stands_though_its_ticket_did_not_come_out_and_starts_again_each_day() -> Result<()> {
    let office = Office::start()?;
    let now = Clock::fixed(jemput_app::built_ms());
    let clock = now.clone();
    let laptop = Laptop::enrolled_where(&office, "Laptop 1", |config| Config { clock, ..config })?;
    // No ticket printer: nothing is wrong with that.
    let view = take(&laptop, "Sri", false)?;
    ensure!(
        view.problem.is_none() && view.printer.is_none() && view.waiting == 1,
        "{view:?}"
    );
    let off = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    choose(&laptop, &format!("tcp://{off}"), 58)?;
    let view = take(&laptop, "Joko", false)?;
    let problem = view.problem.context("the printer is off")?;
    ensure!(problem.code == "ticket-printer-off", "{problem:?}");
    ensure!(
        view.waiting == 2 && view.tickets[1].number == 2,
        "{:?}",
        view.tickets
    );

    let view = take(&laptop, "Mbah Karto", true)?;
    ensure!(view.next == Some(3), "who goes first is called first");
    ensure!(
        view.tickets[0].label.ends_with("-003"),
        "{}",
        view.tickets[0].label
    );
    for (state, waiting) in [
        (TicketState::Called, 2),
        (TicketState::Served, 2),
        (TicketState::Waiting, 3),
        (TicketState::Absent, 2),
    ] {
        let view = laptop.ask(&TicketMove { number: 3, state })?;
        ensure!(view.waiting == waiting, "{state:?}: {}", view.waiting);
    }
    ensure!(
        laptop
            .ask(&TicketMove {
                number: 9,
                state: TicketState::Called
            })
            .is_err()
    );

    let view = laptop.ask(&QueueGet {})?;
    ensure!(view.tickets.len() == 3 && view.next == Some(1), "{view:?}");
    // From 1 again on the next day.
    now.pass(24 * 3_600_000);
    ensure!(laptop.ask(&QueueGet {})?.tickets.is_empty());
    choose(&laptop, "file", 58)?;
    let view = take(&laptop, "", false)?;
    ensure!(view.tickets[0].number == 1);
    let path = view.path.context("a slip as a file")?;
    let (width, height) = pdf::size_mm(path.as_ref())?;
    ensure!(width == 48 && height > 30, "{width} × {height} mm");
    for (address, paper_mm) in [("192.168.1.50", 58), ("tcp://a", 72), ("ipp://a", 58)] {
        ensure!(
            choose(&laptop, address, paper_mm).is_err(),
            "{address} {paper_mm}"
        );
    }
    Ok(())
}
