//! Ticket printers: a listener in place of the network's, a file and a terminal in place of a cable's.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};

use jemput_printing::escpos::{Target, encode, print};
use jemput_printing::raster::{Raster, rasterise};

const DPI: f32 = 203.0;

/// A page as wide as a head of 58 mm, with a black bar 20 dots wide and high.
pub(crate) fn slip() -> Vec<u8> {
    use lopdf::{Dictionary, Document, Object, Stream};
    let mut document = Document::with_version("1.5");
    let dot = 72.0 / 203.0;
    let content = format!(
        "{} {} {} {} re f",
        40.0 * dot,
        60.0 * dot,
        20.0 * dot,
        20.0 * dot
    );
    let content = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
    let pages = document.new_object_id();
    let size = |dots: f32| Object::Real(dots * dot);
    let page = document.add_object(Dictionary::from_iter([
        ("Type", Object::from("Page")),
        ("Parent", pages.into()),
        ("Contents", content.into()),
        (
            "MediaBox",
            vec![0.into(), 0.into(), size(384.0), size(300.0)].into(),
        ),
    ]));
    let tree = Dictionary::from_iter([
        ("Type", Object::from("Pages")),
        ("Kids", vec![page.into()].into()),
        ("Count", 1.into()),
    ]);
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(Dictionary::from_iter([
        ("Type", Object::from("Catalog")),
        ("Pages", pages.into()),
    ]));
    document.trailer.set("Root", catalog);
    let mut pdf = Vec::new();
    document.save_to(&mut pdf).expect("a test's own");
    pdf
}

/// The picture in what a printer was sent; everything else must be commands that it knows.
fn picture(sent: &[u8]) -> Raster {
    let mut rest = sent.strip_prefix(&[0x10, 4, 4]).unwrap_or(sent);
    rest = rest.strip_prefix(&[0x1b, b'@']).expect("a start");
    let mut grey = Vec::new();
    let mut across = 0;
    while let Some(band) = rest.strip_prefix(&[0x1d, b'v', b'0', 0]) {
        let number = |at: usize| usize::from(u16::from_le_bytes([band[at], band[at + 1]]));
        across = number(0);
        let rows = number(2);
        assert!(rows <= 255, "{rows} rows in one band");
        for byte in &band[4..4 + across * rows] {
            grey.extend((0..8).map(|bit| if byte & (0x80 >> bit) == 0 { 255 } else { 0 }));
        }
        rest = &band[4 + across * rows..];
    }
    assert_eq!(rest, [0x1b, b'd', 4, 0x1d, b'V', 66, 0], "feed and cut");
    Raster {
        width: across * 8,
        height: grey.len() / (across * 8),
        grey,
    }
}

/// A printer in the network that does this with its first visitor.
fn printer<T: Send + 'static>(
    acts: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> (Target, Receiver<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a test's own");
    let address = listener.local_addr().expect("a test's own");
    let (done, result) = mpsc::channel();
    std::thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a test's own");
        drop(listener);
        let _ = done.send(acts(stream));
    });
    let target = Target::parse(&format!("tcp://{address}")).expect("a test's own");
    (target, result)
}

fn everything(mut stream: TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("a test's own");
    bytes
}

#[test]
fn a_slip_arrives_dot_by_dot() {
    let (target, sent) = printer(everything);
    print(&target, &slip(), DPI).unwrap();
    let seen = picture(&sent.recv().unwrap());
    assert_eq!((seen.width, seen.height), (384, 300));
    for (index, grey) in seen.grey.iter().enumerate() {
        let (x, y) = (index % 384, index / 384);
        // The bar stands 60 dots above the lower edge.
        let is_bar = (40..60).contains(&x) && (220..240).contains(&y);
        assert_eq!(*grey == 0, is_bar, "{x} {y}");
    }
}

#[test]
fn a_printer_that_says_that_its_roll_has_ended_gets_nothing() {
    let (target, sent) = printer(|mut stream| {
        let mut asked = [0; 3];
        stream.read_exact(&mut asked).unwrap();
        stream.write_all(&[0b0111_0010]).unwrap();
        (asked, everything(stream))
    });
    let error = print(&target, &slip(), DPI).unwrap_err();
    assert_eq!(error.code(), "printer-no-paper");
    assert!(!error.may_be_out());
    assert_eq!(sent.recv().unwrap(), ([0x10, 4, 4], Vec::new()));
}

#[test]
fn a_printer_with_paper_prints_and_noise_is_no_answer() {
    for said in [0b0001_0010_u8, 0xff] {
        let (target, sent) = printer(move |mut stream| {
            stream.write_all(&[said]).unwrap();
            everything(stream)
        });
        print(&target, &slip(), DPI).unwrap();
        assert_eq!(picture(&sent.recv().unwrap()).height, 300, "{said:#b}");
    }
}

#[test]
fn a_printer_that_is_off_leaves_no_doubt_that_no_ticket_came_out() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let target = Target::parse(&format!("tcp://{closed}")).unwrap();
    let error = print(&target, &slip(), DPI).unwrap_err();
    assert_eq!(error.code(), "printer-unreachable");
    assert!(!error.may_be_out());
}

/// A slip is far smaller than what a system keeps for a connection: a large one shows it.
#[test]
fn a_printer_that_goes_away_in_the_middle_may_have_printed() {
    let (target, gone) = printer(|mut stream| {
        let mut some = [0; 4096];
        stream.read_exact(&mut some).unwrap();
        // Dropped with bytes unread: the other side gets an error.
    });
    let tall = Raster {
        width: 576,
        height: 200_000,
        grey: vec![0; 576 * 200_000],
    };
    let error = target.send(encode(&tall)).unwrap_err();
    gone.recv().unwrap();
    assert_eq!(error.code(), "printer-lost");
    assert!(error.may_be_out());
}

#[test]
fn a_device_file_gets_the_same_bytes_and_a_missing_one_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let device = folder.path().join("lp0");
    let target = Target::Device(device.clone());
    let error = print(&target, &slip(), DPI).unwrap_err();
    assert_eq!(error.code(), "printer-unreachable");
    assert!(!device.exists());
    fs::write(&device, b"").unwrap();
    print(&target, &slip(), DPI).unwrap();
    assert_eq!(
        fs::read(&device).unwrap(),
        encode(&rasterise(&slip(), DPI).unwrap()[0])
    );
}

#[test]
fn a_blank_slip_is_refused() {
    let mut document = lopdf::Document::load_mem(&slip()).unwrap();
    for object in document.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut() {
            stream.set_content(b"n".to_vec());
        }
    }
    let mut pdf = Vec::new();
    document.save_to(&mut pdf).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let device = folder.path().join("lp0");
    fs::write(&device, b"").unwrap();
    let error = print(&Target::Device(device.clone()), &pdf, DPI).unwrap_err();
    assert_eq!(error.code(), "printer-pdf");
    assert_eq!(fs::read(&device).unwrap(), b"");
}

/// What a system does to text on a serial line would tear a picture apart.
#[cfg(unix)]
#[test]
fn a_serial_line_gets_every_byte_as_it_is() {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    let printer = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&printer).unwrap();
    unlockpt(&printer).unwrap();
    let line = ptsname(&printer, Vec::new())
        .unwrap()
        .into_string()
        .unwrap();
    // 10 dots across and rows of every pattern: newlines, control characters, all of them.
    let grey = (0..=255_u8)
        .flat_map(|byte| (0..8).map(move |bit| if byte & (0x80 >> bit) == 0 { 255 } else { 0 }))
        .collect();
    let bytes = encode(&Raster {
        width: 8,
        height: 256,
        grey,
    });
    let wanted = bytes.len();
    let (done, seen) = mpsc::channel();
    std::thread::spawn(move || {
        let mut seen = vec![0; wanted];
        let read = fs::File::from(printer).read_exact(&mut seen);
        let _ = done.send(read.map(|()| seen));
    });
    Target::Device(line.into()).send(bytes.clone()).unwrap();
    assert_eq!(seen.recv().unwrap().unwrap(), bytes);
}
