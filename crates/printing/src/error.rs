//! What can go wrong with a printer; the codes are keys of `printing.ftl` after `error-`.

use std::collections::BTreeMap;

use jemput_domain::service::Paper;

/// Why an order failed or an answer is missing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// No IPP address (`ipp://host/path` or `ipps://…`).
    #[error("not an IPP address: {0}")]
    Address(String),
    /// Nobody answers at the address; nothing was sent.
    #[error("{printer} cannot be reached: {detail}")]
    Unreachable {
        /// Last part of the address.
        printer: String,
        /// What the network says.
        detail: String,
    },
    /// The connection broke while the job was on its way: it may have arrived.
    #[error("{printer}: connection lost: {detail}")]
    Lost {
        /// Last part of the address.
        printer: String,
        /// What the network says.
        detail: String,
    },
    /// The printer takes no jobs at the moment.
    #[error("{printer} takes no jobs: {reasons}")]
    NotAccepting {
        /// Last part of the address.
        printer: String,
        /// Reasons in the printer's keywords.
        reasons: String,
    },
    /// A ticket printer says that its roll has ended; nothing was sent.
    #[error("{printer} has no paper")]
    NoPaper {
        /// Its address.
        printer: String,
    },
    /// The printer does not take this paper.
    #[error("{printer} does not take {paper:?}")]
    Paper {
        /// Last part of the address.
        printer: String,
        /// The paper.
        paper: Paper,
    },
    /// The printer's dots are too coarse for a seal.
    #[error("{printer} has {dpi} dots per inch")]
    Coarse {
        /// Last part of the address.
        printer: String,
        /// Its finest resolution.
        dpi: u32,
    },
    /// The printer does not take PDF.
    #[error("{printer} does not take PDF")]
    Format {
        /// Last part of the address.
        printer: String,
    },
    /// The printer refused with a status of its own.
    #[error("{printer} refused with status 0x{status:04x}")]
    Refused {
        /// Last part of the address.
        printer: String,
        /// IPP status.
        status: u16,
    },
    /// The queue says that the job is through, but nobody knows what the device did.
    #[error("{printer}: the job left the queue, the device does not say more")]
    Uncertain {
        /// Last part of the address.
        printer: String,
    },
    /// The printer does not know the job (any more).
    #[error("the printer does not know the job")]
    JobUnknown,
    /// The job has ended already: nothing is left to take back.
    #[error("the job has ended already")]
    TooLate,
    /// The folder for files cannot be written.
    #[error("{folder}: {detail}")]
    Folder {
        /// The folder.
        folder: String,
        /// What the system says.
        detail: String,
    },
    /// The network cannot be searched for printers.
    #[error("search: {0}")]
    Search(String),
    /// The pages cannot be read as PDF.
    #[error("pdf: {0}")]
    Pdf(String),
}

impl PrintError {
    /// The code of the message.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Address(_) => "printer-uri",
            Self::Unreachable { .. } => "printer-unreachable",
            Self::Lost { .. } => "printer-lost",
            Self::NotAccepting { .. } => "printer-not-accepting",
            Self::NoPaper { .. } => "printer-no-paper",
            Self::Paper { .. } => "printer-paper",
            Self::Coarse { .. } => "printer-coarse",
            Self::Format { .. } => "printer-format",
            Self::Refused { .. } => "printer-refused",
            Self::Uncertain { .. } => "printer-uncertain",
            Self::JobUnknown => "printer-job-unknown",
            Self::TooLate => "printer-too-late",
            Self::Folder { .. } => "printer-folder",
            Self::Search(_) => "printer-search",
            Self::Pdf(_) => "printer-pdf",
        }
    }

    /// Values for the message.
    #[must_use]
    pub fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::Address(address) => BTreeMap::from([("address", address.clone())]),
            Self::Unreachable { printer, detail } | Self::Lost { printer, detail } => {
                BTreeMap::from([("printer", printer.clone()), ("detail", detail.clone())])
            }
            Self::NotAccepting { printer, reasons } => {
                BTreeMap::from([("printer", printer.clone()), ("reasons", reasons.clone())])
            }
            Self::Paper { printer, paper } => BTreeMap::from([
                ("printer", printer.clone()),
                ("paper", format!("{paper:?}")),
            ]),
            Self::Coarse { printer, dpi } => {
                BTreeMap::from([("printer", printer.clone()), ("dpi", dpi.to_string())])
            }
            Self::Format { printer } | Self::Uncertain { printer } | Self::NoPaper { printer } => {
                BTreeMap::from([("printer", printer.clone())])
            }
            Self::Refused { printer, status } => BTreeMap::from([
                ("printer", printer.clone()),
                ("status", format!("0x{status:04x}")),
            ]),
            Self::JobUnknown | Self::TooLate => BTreeMap::new(),
            Self::Folder { folder, detail } => {
                BTreeMap::from([("folder", folder.clone()), ("detail", detail.clone())])
            }
            Self::Pdf(detail) | Self::Search(detail) => {
                BTreeMap::from([("detail", detail.clone())])
            }
        }
    }

    /// Whether paper may have come out in spite of the error: then the officer is asked, and nothing is sent again.
    #[must_use]
    pub fn may_be_out(&self) -> bool {
        matches!(
            self,
            Self::Lost { .. } | Self::Uncertain { .. } | Self::JobUnknown
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_words_in_both_languages_with_its_values() {
        let printer = || "uji".to_owned();
        let detail = || "rinci".to_owned();
        let errors = [
            PrintError::Address("x".into()),
            PrintError::Unreachable {
                printer: printer(),
                detail: detail(),
            },
            PrintError::Lost {
                printer: printer(),
                detail: detail(),
            },
            PrintError::NotAccepting {
                printer: printer(),
                reasons: detail(),
            },
            PrintError::Paper {
                printer: printer(),
                paper: Paper::F4,
            },
            PrintError::Coarse {
                printer: printer(),
                dpi: 180,
            },
            PrintError::NoPaper { printer: printer() },
            PrintError::Format { printer: printer() },
            PrintError::Refused {
                printer: printer(),
                status: 0x0500,
            },
            PrintError::Uncertain { printer: printer() },
            PrintError::JobUnknown,
            PrintError::TooLate,
            PrintError::Folder {
                folder: detail(),
                detail: detail(),
            },
            PrintError::Pdf(detail()),
            PrintError::Search(detail()),
        ];
        let languages = [
            include_str!("../../../assets/i18n/id/printing.ftl"),
            include_str!("../../../assets/i18n/en/printing.ftl"),
        ];
        for error in errors {
            for words in languages {
                let start = format!("\nerror-{} =", error.code());
                let place = words
                    .find(&start)
                    .unwrap_or_else(|| panic!("{} has no text", error.code()));
                let line = words[place + 1..].lines().next().unwrap_or_default();
                for part in line.split("{ $").skip(1) {
                    let name = part.split(' ').next().unwrap_or_default();
                    assert!(error.params().contains_key(name), "{name} in {line}");
                }
            }
        }
    }
}
