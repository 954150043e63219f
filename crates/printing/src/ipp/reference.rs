//! The name of a job across restarts of the program.

use std::fmt;

/// Where a job was sent and how it is called there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct JobReference {
    /// The printer's address.
    pub(super) uri: String,
    /// The printer's number for the job.
    pub(super) id: i32,
    /// The job's unique name, under which a device behind a queue knows it too.
    pub(super) name: String,
}

impl JobReference {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '|');
        Some(Self {
            id: parts.next()?.parse().ok()?,
            uri: parts.next()?.to_owned(),
            name: parts.next()?.to_owned(),
        })
    }

    /// Whether the address is a queue of a print service rather than a device.
    pub(super) fn is_queue(&self) -> bool {
        ["/printers/", "/classes/"]
            .iter()
            .any(|part| self.uri.contains(part))
    }
}

impl fmt::Display for JobReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}|{}|{}", self.id, self.uri, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_survives_as_text() {
        let reference = JobReference {
            uri: "ipp://localhost:631/printers/uji".into(),
            id: 42,
            name: "400.8/003/KJ|XI/2026 0a0b0c0d".into(),
        };
        assert_eq!(
            JobReference::parse(&reference.to_string()),
            Some(reference.clone())
        );
        assert!(reference.is_queue());
        for text in ["", "x|ipp://a|b", "42"] {
            assert_eq!(JobReference::parse(text), None, "{text}");
        }
    }
}
