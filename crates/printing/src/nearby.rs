//! Printers that announce themselves in the network (DNS-SD over multicast, as every driverless printer does).
//!
//! The print service's own search needs a right that officers do not have, `cups-browsed` is not everywhere, and Windows
//! has neither: so they are looked for from here, and the answer is an address that letters can be printed to.

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    time::{Duration, Instant},
};

use mdns_sd::{MDNS_PORT, ResolvedService, ServiceDaemon, ServiceEvent};

use crate::error::PrintError;

/// What driverless printers announce, and computers that share theirs.
const SERVICE: &str = "_ipp._tcp.local.";

/// Printers answer within a second; one on a slow Wi-Fi, or that must wake up, takes longer. Somebody is waiting.
const PATIENCE: Duration = Duration::from_secs(4);

/// The port that addresses need not name.
const IPP_PORT: u16 = 631;

/// A printer in the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearby {
    /// Its address, for [`crate::print()`] and [`crate::check`].
    pub uri: String,
    /// What people call it.
    pub name: String,
    /// Where it stands, if somebody has told it so.
    pub place: Option<String>,
    /// It says that it takes PDF; one that does not needs a driver.
    pub takes_pdf: bool,
}

/// The printers that announce themselves within a few seconds, by name.
///
/// # Errors
/// [`PrintError::Search`] where the system lets nobody listen.
pub fn nearby() -> Result<Vec<Nearby>, PrintError> {
    search(MDNS_PORT, PATIENCE, |_| false)
}

/// The same on another port, until the time is over or enough have answered.
///
/// # Errors
/// As [`nearby`].
pub fn search(
    port: u16,
    patience: Duration,
    enough: impl Fn(&[Nearby]) -> bool,
) -> Result<Vec<Nearby>, PrintError> {
    let failed = |error: mdns_sd::Error| PrintError::Search(error.to_string());
    let daemon = ServiceDaemon::new_with_port(port).map_err(failed)?;
    let events = daemon.browse(SERVICE).map_err(failed)?;
    let end = Instant::now() + patience;
    let mut found = BTreeMap::new();
    while let Ok(event) = events.recv_deadline(end) {
        match event {
            ServiceEvent::ServiceResolved(printer) => {
                if let Some(known) = read(&printer) {
                    found.insert(printer.fullname.clone(), known);
                }
            }
            ServiceEvent::ServiceRemoved(_, name) => {
                found.remove(&name);
            }
            _ => {}
        }
        if enough(&listed(&found)) {
            break;
        }
    }
    // Its thread ends by itself; nobody waits for it.
    let _ = daemon.shutdown();
    Ok(listed(&found))
}

fn listed(found: &BTreeMap<String, Nearby>) -> Vec<Nearby> {
    let mut all: Vec<Nearby> = found.values().cloned().collect();
    all.sort_by(|a, b| (&a.name, &a.uri).cmp(&(&b.name, &b.uri)));
    all.dedup_by(|a, b| a.uri == b.uri);
    all
}

/// `None` for one without an address that can be printed to.
fn read(printer: &ResolvedService) -> Option<Nearby> {
    let said = |key: &str| {
        printer
            .get_property_val_str(key)
            .map(str::trim)
            .filter(|text| !text.is_empty())
    };
    let address = address(printer.addresses.iter().map(mdns_sd::ScopedIp::to_ip_addr))?;
    let authority = match (printer.port, address) {
        (IPP_PORT, IpAddr::V4(address)) => address.to_string(),
        (IPP_PORT, IpAddr::V6(address)) => format!("[{address}]"),
        (port, address) => SocketAddr::new(address, port).to_string(),
    };
    // `Nama Pencetak._ipp._tcp.local.`
    let own = printer.fullname.strip_suffix(SERVICE);
    let own = own.map(|name| name.trim_end_matches('.').to_owned());
    let path = said("rp").unwrap_or("ipp/print").trim_start_matches('/');
    Some(Nearby {
        uri: format!("ipp://{authority}/{path}"),
        name: own
            .filter(|name| !name.is_empty())
            .or_else(|| said("ty").map(str::to_owned))
            .unwrap_or_else(|| address.to_string()),
        place: said("note").map(str::to_owned),
        // Where it lists nothing it is asked when it is chosen.
        takes_pdf: said("pdl").is_none_or(|list| list.contains("application/pdf")),
    })
}

/// The address that everybody in the network can use: version 4 first, never one that holds on one cable only.
fn address(all: impl Iterator<Item = IpAddr>) -> Option<IpAddr> {
    let usable = |address: &IpAddr| match address {
        IpAddr::V4(address) => !address.is_unspecified(),
        IpAddr::V6(address) => !address.is_unspecified() && !address.is_unicast_link_local(),
    };
    let mut all: Vec<IpAddr> = all.filter(usable).collect();
    all.sort_by_key(|address| (address.is_ipv6(), *address));
    all.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_that_the_whole_network_can_use_is_taken() {
        let of = |texts: &[&str]| {
            let all = texts.iter().map(|text| text.parse().unwrap());
            address(all).map(|address| address.to_string())
        };
        assert_eq!(
            of(&["fe80::1", "fd00::2", "192.168.1.20"]).as_deref(),
            Some("192.168.1.20")
        );
        assert_eq!(of(&["fe80::1", "fd00::2"]).as_deref(), Some("fd00::2"));
        assert_eq!(of(&["fe80::1"]), None);
    }
}
