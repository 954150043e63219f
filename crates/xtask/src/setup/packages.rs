//! The system packages, each with its reason.

/// What a package is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Building and opening the app.
    Build,
    /// The tests in real windows, and the unattended demo.
    Tests,
    /// The tests that print through a real print server.
    Printing,
}

/// How other systems are asked whether they have it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Probe {
    /// A program on the path.
    Program(&'static str),
    /// A library that pkg-config knows.
    Library(&'static str),
    /// A module of the system's Python.
    Python(&'static str),
}

/// One package under Debian's name.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) need: Need,
    pub(crate) probe: Probe,
}

const fn package(name: &'static str, need: Need, probe: Probe, reason: &'static str) -> Package {
    Package {
        name,
        reason,
        need,
        probe,
    }
}

/// All of them.
pub(crate) const PACKAGES: &[Package] = &[
    package(
        "pkg-config",
        Need::Build,
        Probe::Program("pkg-config"),
        "lets the build find the libraries below",
    ),
    package(
        "libwebkit2gtk-4.1-dev",
        Need::Build,
        Probe::Library("webkit2gtk-4.1"),
        "the window of the field app",
    ),
    package(
        "libssl-dev",
        Need::Build,
        Probe::Library("libcrypto"),
        "the cipher of the encrypted database",
    ),
    package(
        "webkit2gtk-driver",
        Need::Tests,
        Probe::Program("WebKitWebDriver"),
        "drives the real window in tests",
    ),
    package(
        "xvfb",
        Need::Tests,
        Probe::Program("Xvfb"),
        "a screen where there is none",
    ),
    package(
        "dbus",
        Need::Tests,
        Probe::Program("dbus-run-session"),
        "a session bus for the window",
    ),
    package(
        "gnome-keyring",
        Need::Tests,
        Probe::Program("gnome-keyring-daemon"),
        "a real keystore for laptops that are bound to their computer",
    ),
    package(
        "chromium",
        Need::Tests,
        Probe::Program("chromium"),
        "the office's and the public pages, accessibility checks",
    ),
    package(
        "chromium-driver",
        Need::Tests,
        Probe::Program("chromedriver"),
        "drives Chromium in tests",
    ),
    package(
        "poppler-utils",
        Need::Tests,
        Probe::Program("pdftotext"),
        "reads and rasterises printed PDFs in tests",
    ),
    package(
        "python3-cbor2",
        Need::Tests,
        Probe::Python("cbor2"),
        "reads seals in the independent verifier",
    ),
    package(
        "python3-cryptography",
        Need::Tests,
        Probe::Python("cryptography"),
        "checks signatures in the independent verifier",
    ),
    package(
        "cups",
        Need::Printing,
        Probe::Program("cupsd"),
        "a real print server for the printing tests",
    ),
    package(
        "cups-client",
        Need::Printing,
        Probe::Program("lpadmin"),
        "sets up the printing tests' queue",
    ),
    package(
        "cups-filters",
        Need::Printing,
        Probe::Program("cups-browsed"),
        "turns a PDF into what the test printer takes",
    ),
    package(
        "cups-ipp-utils",
        Need::Printing,
        Probe::Program("ippeveprinter"),
        "a printer made of software",
    ),
    package(
        "avahi-daemon",
        Need::Printing,
        Probe::Program("avahi-daemon"),
        "announces that printer",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_is_listed_once_and_says_why() {
        let mut names: Vec<_> = PACKAGES.iter().map(|package| package.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), PACKAGES.len());
        assert!(PACKAGES.iter().all(|package| package.reason.len() > 10));
    }
}
