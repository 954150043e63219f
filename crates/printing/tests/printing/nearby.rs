//! Printers that announce themselves: announced by the test itself, on this machine and on a port of its own.

use std::{net::UdpSocket, time::Duration};

use jemput_printing::nearby::{Nearby, search};
use mdns_sd::{ServiceDaemon, ServiceInfo};

/// Far more than an answer takes; a test that waits so long has failed.
const LONG: Duration = Duration::from_secs(30);

fn announced(daemon: &ServiceDaemon, name: &str, port: u16, said: &[(&str, &str)]) {
    let host = format!("{}.local.", name.to_lowercase().replace(' ', "-"));
    let info = ServiceInfo::new("_ipp._tcp.local.", name, &host, "127.0.0.1", port, said)
        .expect("a service");
    daemon.register(info).expect("it is announced");
}

#[test]
fn printers_that_announce_themselves_are_found_with_an_address_to_print_to() {
    let free = UdpSocket::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("bound").port();
    drop(free);
    let daemon = ServiceDaemon::new_with_port(port).expect("a responder");
    let pdf = [
        ("rp", "ipp/print"),
        ("ty", "EPSON WF-100"),
        ("note", "Balai desa"),
        ("pdl", "image/urf,application/pdf"),
    ];
    announced(&daemon, "EPSON WF-100 Series", 631, &pdf);
    let shared = [("rp", "printers/loket"), ("pdl", "image/pwg-raster")];
    announced(&daemon, "Loket", 8631, &shared);
    let found = search(port, LONG, |found| found.len() == 2).expect("a search");
    assert_eq!(
        found,
        [
            Nearby {
                uri: "ipp://127.0.0.1/ipp/print".to_owned(),
                name: "EPSON WF-100 Series".to_owned(),
                place: Some("Balai desa".to_owned()),
                takes_pdf: true,
            },
            Nearby {
                uri: "ipp://127.0.0.1:8631/printers/loket".to_owned(),
                name: "Loket".to_owned(),
                place: None,
                takes_pdf: false,
            },
        ]
    );
    let _ = daemon.shutdown();
}
