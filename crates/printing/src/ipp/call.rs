//! One address and the requests to it.

use std::io::{Cursor, ErrorKind};
use std::time::Duration;

use ::ipp::prelude::*;

use super::answer::Answer;
use crate::error::PrintError;
use crate::job::Job;

/// In whose name jobs are sent and taken back.
const USER: &str = "jemput";

/// An address that requests go to.
#[derive(PartialEq, Eq)]
pub(super) struct Call {
    uri: Uri,
}

/// Why a request has no good answer.
pub(super) enum Sending {
    /// The printer said no.
    Refused(u16),
    /// The request never left.
    NotSent(String),
    /// The request may have arrived.
    Lost(String),
}

impl Call {
    pub(super) fn to(address: &str) -> Result<Self, PrintError> {
        let fault = || PrintError::Address(address.to_owned());
        let uri: Uri = address.trim().parse().map_err(|_| fault())?;
        let is_ipp = matches!(uri.scheme_str(), Some("ipp" | "ipps" | "http" | "https"));
        if is_ipp && uri.host().is_some() {
            Ok(Self { uri })
        } else {
            Err(fault())
        }
    }

    /// What the officer knows the printer by: the last part of its path, else the host.
    pub(super) fn name(&self) -> String {
        let last = self
            .uri
            .path()
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default();
        // Every driverless printer has the path `ipp/print`.
        if last.is_empty() || last == "print" {
            self.uri.host().unwrap_or_default().to_owned()
        } else {
            last.to_owned()
        }
    }

    /// A question: an answer, or why there is none. Nothing can have been printed by it.
    pub(super) fn ask(
        &self,
        request: IppRequestResponse,
        limit: Duration,
    ) -> Result<Answer, PrintError> {
        self.send(request, limit).map_err(|problem| match problem {
            Sending::Refused(status) => PrintError::Refused {
                printer: self.name(),
                status,
            },
            Sending::NotSent(detail) | Sending::Lost(detail) => PrintError::Unreachable {
                printer: self.name(),
                detail,
            },
        })
    }

    pub(super) fn send(
        &self,
        request: IppRequestResponse,
        limit: Duration,
    ) -> Result<Answer, Sending> {
        let client = IppClient::builder(self.uri.clone())
            .request_timeout(limit)
            .build();
        let answer = client.send(request).map_err(|error| sending(&error))?;
        let status = u16::from_be_bytes(answer.header().operation_or_status.to_be_bytes());
        // 0x0000–0x00ff: successful, perhaps with values that the printer put aside.
        if status < 0x0100 {
            Ok(Answer(answer))
        } else {
            Err(Sending::Refused(status))
        }
    }

    pub(super) fn printer_attributes(&self) -> Result<IppRequestResponse, PrintError> {
        let wanted = [
            "printer-is-accepting-jobs",
            "printer-state-reasons",
            "document-format-supported",
            "media-supported",
            "printer-resolution-supported",
            "device-uri",
        ];
        IppOperationBuilder::get_printer_attributes(self.uri.clone())
            .attributes(wanted)
            .build()
            .map(Into::into)
            .map_err(|_| self.fault())
    }

    pub(super) fn job_attributes(&self, id: i32) -> Result<IppRequestResponse, PrintError> {
        IppOperationBuilder::get_job_attributes(self.uri.clone(), id)
            .build()
            .map(Into::into)
            .map_err(|_| self.fault())
    }

    pub(super) fn cancel_job(&self, id: i32) -> Result<IppRequestResponse, PrintError> {
        // CUPS lets only the job's own user take it back.
        IppOperationBuilder::cancel_job(self.uri.clone(), id)
            .user_name(USER)
            .build()
            .map(Into::into)
            .map_err(|_| self.fault())
    }

    /// The same for one that has ended, with its pages and what is remembered of it; a word of CUPS.
    pub(super) fn purge_job(&self, id: i32) -> Result<IppRequestResponse, PrintError> {
        let mut request = self.cancel_job(id)?;
        let purge = IppAttribute::with_name("purge-job", IppValue::Boolean(true))
            .map_err(|_| self.fault())?;
        request
            .attributes_mut()
            .add(DelimiterTag::OperationAttributes, purge);
        Ok(request)
    }

    /// All jobs of everyone with their names and states.
    pub(super) fn jobs(&self, which: &str) -> Result<IppRequestResponse, PrintError> {
        let mut request = IppRequestResponse::new(
            IppVersion::v1_1(),
            Operation::GetJobs,
            Some(self.uri.clone()),
        )
        .map_err(|_| self.fault())?;
        let wanted = ["job-id", "job-name", "job-state"]
            .into_iter()
            .map(IppValue::new_keyword)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| self.fault())?;
        let which = IppValue::new_keyword(which).map_err(|_| self.fault())?;
        for (name, value) in [
            ("which-jobs", which),
            ("requested-attributes", IppValue::Array(wanted)),
        ] {
            let attribute = IppAttribute::with_name(name, value).map_err(|_| self.fault())?;
            request
                .attributes_mut()
                .add(DelimiterTag::OperationAttributes, attribute);
        }
        Ok(request)
    }

    pub(super) fn print_job(
        &self,
        job: &Job,
        media: &str,
        pages: Vec<u8>,
    ) -> Result<IppRequestResponse, PrintError> {
        let keyword = |name, value: &str| {
            IppValue::new_keyword(value).and_then(|value| IppAttribute::with_name(name, value))
        };
        let build = || -> Result<IppRequestResponse, ::ipp::parser::IppParseError> {
            let job = IppOperationBuilder::print_job(
                self.uri.clone(),
                IppPayload::new(Cursor::new(pages)),
            )
            .user_name(USER)
            .job_title(job.name())
            .document_format("application/pdf")
            .attribute(keyword("media", media)?)
            // A page that is scaled has a seal that no phone reads and loses its margins.
            .attribute(keyword("print-scaling", "none")?)
            .attribute(IppAttribute::with_name(
                "copies",
                IppValue::Integer(i32::try_from(job.copies).unwrap_or(1)),
            )?)
            .build()?;
            Ok(job.into())
        };
        build().map_err(|_| self.fault())
    }

    fn fault(&self) -> PrintError {
        PrintError::Address(self.uri.to_string())
    }
}

/// Whether a failed request can have arrived.
fn sending(error: &IppError) -> Sending {
    let detail = error.to_string();
    let never_left = match error {
        IppError::ClientError(
            ureq::Error::HostNotFound
            | ureq::Error::ConnectionFailed
            | ureq::Error::BadUri(_)
            | ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve)
            // The server answered with an HTTP error: it took no job.
            | ureq::Error::StatusCode(_),
        )
        | IppError::InvalidUri(_)
        | IppError::RequestError(_) => true,
        IppError::ClientError(ureq::Error::Io(error)) | IppError::IoError(error) => matches!(
            error.kind(),
            ErrorKind::ConnectionRefused
                | ErrorKind::HostUnreachable
                | ErrorKind::NetworkUnreachable
                | ErrorKind::AddrNotAvailable
                | ErrorKind::NotFound
        ),
        _ => false,
    };
    if never_left {
        Sending::NotSent(detail)
    } else {
        Sending::Lost(detail)
    }
}
