//! An IPP printer in the test's own process that does as it is told.

use std::io::{BufRead, BufReader, Cursor, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use ipp::parser::IppParser;
use ipp::prelude::*;
use ipp::reader::IppReader;

/// How the printer behaves.
#[derive(Clone)]
pub(crate) struct Behaviour {
    pub(crate) accepting: bool,
    pub(crate) media: &'static [&'static str],
    pub(crate) formats: &'static [&'static str],
    /// Dots per inch, across and along.
    pub(crate) dpi: &'static [(i32, i32)],
    /// Status with which jobs are refused.
    pub(crate) refuse: Option<i16>,
    /// So many jobs are taken without a reply.
    pub(crate) drop_replies: usize,
    pub(crate) lists_jobs: bool,
    /// The device behind a queue.
    pub(crate) device: Option<String>,
    pub(crate) path: &'static str,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            accepting: true,
            media: &[
                "iso_a4_210x297mm",
                "custom_min_76x127mm",
                "custom_max_216x356mm",
            ],
            formats: &["application/pdf"],
            dpi: &[],
            refuse: None,
            drop_replies: 0,
            lists_jobs: true,
            device: None,
            path: "/ipp/print",
        }
    }
}

/// A job that the printer took.
#[derive(Clone, Default)]
pub(crate) struct Taken {
    pub(crate) name: String,
    pub(crate) media: String,
    pub(crate) scaling: String,
    pub(crate) document: Vec<u8>,
    state: i32,
}

struct Inner {
    behaviour: Behaviour,
    reasons: Vec<String>,
    jobs: Vec<Taken>,
}

pub(crate) struct FakePrinter {
    address: SocketAddr,
    path: &'static str,
    inner: Arc<Mutex<Inner>>,
}

impl FakePrinter {
    /// Listens until the test program ends.
    pub(crate) fn start(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("bound");
        let path = behaviour.path;
        let inner = Arc::new(Mutex::new(Inner {
            behaviour,
            reasons: vec!["none".to_owned()],
            jobs: Vec::new(),
        }));
        let shared = Arc::clone(&inner);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                // A client that goes away is the test's business.
                let _ = serve(stream, &shared);
            }
        });
        Self {
            address,
            path,
            inner,
        }
    }

    pub(crate) fn uri(&self) -> String {
        format!("ipp://{}{}", self.address, self.path)
    }

    pub(crate) fn jobs(&self) -> Vec<Taken> {
        self.inner.lock().expect("no panic inside").jobs.clone()
    }

    /// Sets the state of all jobs.
    pub(crate) fn set_state(&self, state: i32) {
        for job in &mut self.inner.lock().expect("no panic inside").jobs {
            job.state = state;
        }
    }

    /// What the printer waits for.
    pub(crate) fn set_reasons(&self, reasons: &[&str]) {
        self.inner.lock().expect("no panic inside").reasons =
            reasons.iter().map(|reason| (*reason).to_owned()).collect();
    }

    pub(crate) fn forget(&self) {
        self.inner.lock().expect("no panic inside").jobs.clear();
    }

    pub(crate) fn take_over(&self, job: &Taken) {
        self.inner
            .lock()
            .expect("no panic inside")
            .jobs
            .push(job.clone());
    }
}

fn serve(stream: TcpStream, shared: &Mutex<Inner>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let body = read_http(&mut reader)?;
    let request = IppParser::new(IppReader::new(Cursor::new(body)))
        .parse()
        .map_err(std::io::Error::other)?;
    let Some(answer) = answer(request, shared) else {
        return Ok(());
    };
    let bytes = answer.to_bytes();
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: application/ipp\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        bytes.len()
    )?;
    stream.write_all(&bytes)
}

/// The body of one request, plain or in chunks.
fn read_http(reader: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut length = 0;
    let mut is_chunked = false;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().map_err(std::io::Error::other)?;
        }
        is_chunked |= line.starts_with("transfer-encoding:") && line.contains("chunked");
    }
    let mut body = vec![0; length];
    if !is_chunked {
        reader.read_exact(&mut body)?;
        return Ok(body);
    }
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let size = usize::from_str_radix(line.trim(), 16).map_err(std::io::Error::other)?;
        let mut chunk = vec![0; size + 2];
        reader.read_exact(&mut chunk)?;
        if size == 0 {
            return Ok(body);
        }
        body.extend_from_slice(&chunk[..size]);
    }
}

fn answer(request: IppRequestResponse, shared: &Mutex<Inner>) -> Option<IppRequestResponse> {
    let mut inner = shared.lock().expect("no panic inside");
    let id = request.header().request_id;
    let operation = request.header().operation_or_status;
    let reply = |status: i16| {
        let mut reply =
            IppRequestResponse::new_response(IppVersion::v1_1(), StatusCode::SuccessfulOk, id)
                .expect("plain");
        reply.header_mut().operation_or_status = status;
        reply
    };
    let is = |wanted: Operation| operation == wanted as i16;
    let mut answer = reply(0);
    if is(Operation::GetPrinterAttributes) {
        let behaviour = &inner.behaviour;
        let printer = DelimiterTag::PrinterAttributes;
        let mut add = |name: &str, value: IppValue| {
            answer.attributes_mut().add(
                printer,
                IppAttribute::with_name(name, value).expect("short"),
            );
        };
        add(
            "printer-is-accepting-jobs",
            IppValue::Boolean(behaviour.accepting),
        );
        let reasons: Vec<&str> = inner.reasons.iter().map(String::as_str).collect();
        add("printer-state-reasons", keywords(&reasons));
        add("media-supported", keywords(behaviour.media));
        let formats = behaviour
            .formats
            .iter()
            .map(|f| IppValue::new_mime_media_type(*f).expect("short"));
        add(
            "document-format-supported",
            IppValue::Array(formats.collect()),
        );
        let dpi = behaviour
            .dpi
            .iter()
            .map(|(cross_feed, feed)| IppValue::Resolution {
                cross_feed: *cross_feed,
                feed: *feed,
                units: 3,
            });
        if !behaviour.dpi.is_empty() {
            add(
                "printer-resolution-supported",
                IppValue::Array(dpi.collect()),
            );
        }
        if let Some(device) = &behaviour.device {
            add(
                "device-uri",
                IppValue::new_uri(device.clone()).expect("short"),
            );
        }
    } else if is(Operation::PrintJob) {
        if let Some(status) = inner.behaviour.refuse {
            return Some(reply(status));
        }
        let mut job = Taken {
            name: text(&request, "job-name"),
            media: text(&request, "media"),
            scaling: text(&request, "print-scaling"),
            state: 5,
            ..Taken::default()
        };
        request
            .into_payload()
            .read_to_end(&mut job.document)
            .expect("in memory");
        inner.jobs.push(job);
        if inner.behaviour.drop_replies > 0 {
            inner.behaviour.drop_replies -= 1;
            return None;
        }
        let number = i32::try_from(inner.jobs.len()).expect("few");
        add_job(&mut answer, number, None, 5);
    } else if is(Operation::GetJobAttributes) {
        match job_asked_for(&request).and_then(|index| inner.jobs.get(index)) {
            Some(job) => add_job(&mut answer, 1, Some(&job.name), job.state),
            None => answer = reply(0x0406),
        }
    } else if is(Operation::CancelJob) {
        match job_asked_for(&request).and_then(|index| inner.jobs.get_mut(index)) {
            // Not possible: it has ended.
            Some(job) if job.state > 6 => answer = reply(0x0404),
            Some(job) => job.state = 7,
            None => answer = reply(0x0406),
        }
    } else if is(Operation::GetJobs) {
        if !inner.behaviour.lists_jobs {
            return Some(reply(0x0501));
        }
        for (index, job) in inner.jobs.iter().enumerate() {
            let number = i32::try_from(index + 1).expect("few");
            add_job(&mut answer, number, Some(&job.name), job.state);
        }
    } else if is(Operation::CupsGetPrinters) {
        for (name, info) in [("tanpa-nama", ""), ("balai", "Balai Desa")] {
            let mut group = IppAttributeGroup::new(DelimiterTag::PrinterAttributes);
            let uri =
                IppValue::new_uri(format!("ipp://localhost:631/printers/{name}")).expect("short");
            for (key, value) in [
                (
                    "printer-name",
                    IppValue::new_name_without_language(name).expect("short"),
                ),
                (
                    "printer-info",
                    IppValue::new_text_without_language(info).expect("short"),
                ),
                ("printer-uri-supported", uri),
            ] {
                group
                    .attributes_mut()
                    .push(IppAttribute::with_name(key, value).expect("short"));
            }
            answer.attributes_mut().groups_mut().push(group);
        }
    } else {
        answer = reply(0x0501);
    }
    Some(answer)
}

fn job_asked_for(request: &IppRequestResponse) -> Option<usize> {
    request
        .attributes()
        .groups_of(DelimiterTag::OperationAttributes)
        .find_map(|group| match group.get("job-id")?.value() {
            IppValue::Integer(number) => usize::try_from(*number).ok()?.checked_sub(1),
            _ => None,
        })
}

fn keywords(list: &[&str]) -> IppValue {
    IppValue::Array(
        list.iter()
            .map(|k| IppValue::new_keyword(*k).expect("short"))
            .collect(),
    )
}

fn add_job(answer: &mut IppRequestResponse, number: i32, name: Option<&str>, state: i32) {
    let mut group = IppAttributeGroup::new(DelimiterTag::JobAttributes);
    let mut add = |key: &str, value: IppValue| {
        group
            .attributes_mut()
            .push(IppAttribute::with_name(key, value).expect("short"));
    };
    add("job-id", IppValue::Integer(number));
    add("job-state", IppValue::Enum(state));
    if let Some(name) = name {
        add(
            "job-name",
            IppValue::new_name_without_language(name).expect("short"),
        );
    }
    answer.attributes_mut().groups_mut().push(group);
}

fn text(request: &IppRequestResponse, name: &str) -> String {
    request
        .attributes()
        .groups()
        .iter()
        .find_map(|group| match group.get(name)?.value() {
            IppValue::NameWithoutLanguage(text) => Some(text.to_string()),
            IppValue::Keyword(text) => Some(text.to_string()),
            _ => None,
        })
        .unwrap_or_default()
}
