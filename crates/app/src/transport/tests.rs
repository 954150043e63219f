use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::Arc,
    time::{Duration, Instant},
};

use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use super::*;
use crate::clock::Clock;

fn time_at(machine_ms: i64, built_ms: i64) -> Arc<KnownTime> {
    Arc::new(KnownTime::new(Clock::fixed(machine_ms), built_ms))
}

fn anybody() -> EnrolRequest {
    EnrolRequest {
        code: String::new(),
        device_public_key: String::new(),
        device_name: String::new(),
        officer_name: String::new(),
    }
}

fn identity() -> Identity {
    let key = SigningKey::from_bytes(&[7; 32]);
    Identity {
        device: DeviceId(uuid::Uuid::nil()),
        office: SigningKey::from_bytes(&[8; 32]).verifying_key(),
        server_id: "s".to_owned(),
        key,
    }
}

/// Gives the same bytes to whoever asks, over and over.
fn always(answer: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = [0; 4096];
            let _ = stream.read(&mut head);
            let _ = stream.write_all(answer);
        }
    });
    format!("http://{address}")
}

#[test]
fn a_closed_port_is_told_as_unreachable() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let transport = Transport::new(
        &format!("http://127.0.0.1:{port}"),
        &time_at(0, 0),
        Cancel::default(),
    )
    .unwrap();
    assert_eq!(
        transport.enrol(&anybody(), None).unwrap_err().view.code,
        "server-unreachable"
    );
}

#[test]
fn a_refusal_that_the_office_did_not_sign_is_not_believed() {
    let refused = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 25\r\nconnection: close\r\n\r\n{\"code\":\"device-revoked\"}";
    let portal = b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/login\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let failing = b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    for (answer, code) in [
        (refused.as_slice(), "server-rubbish"),
        (portal.as_slice(), "server-rubbish"),
        (failing.as_slice(), "server-failing"),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nOK",
            "server-not-ours",
        ),
    ] {
        let transport = Transport::new(&always(answer), &time_at(0, 0), Cancel::default()).unwrap();
        let refused = transport.exchange(&identity(), "/sync", |_| Ok(vec![1]), 5);
        assert_eq!(refused.unwrap_err().view.code, code);
    }
}

#[test]
fn a_cancel_takes_effect_at_once_on_a_link_that_hangs() {
    // Takes connections and never answers.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let cancel = Cancel::default();
    let transport = Transport::new(
        &format!("http://{}", listener.local_addr().unwrap()),
        &time_at(0, 0),
        cancel.clone(),
    )
    .unwrap();
    let began = Instant::now();
    let waiting =
        std::thread::spawn(move || transport.exchange(&identity(), "/sync", |_| Ok(vec![0; 9]), 5));
    // The request is on its way: the other side has it.
    let (mut stream, _) = listener.accept().unwrap();
    stream.read_exact(&mut [0; 4]).unwrap();
    cancel.now();
    let outcome = waiting.join().unwrap();
    assert_eq!(outcome.unwrap_err().view.code, "sync-cancelled");
    assert!(
        began.elapsed() < FIRST_BYTE / 2,
        "it waited for its own time limit"
    );
}

/// A TLS server with a certificate of 2026 to 2040; returns its address and the certificate.
fn office_with_tls() -> (String, rustls::pki_types::CertificateDer<'static>) {
    let pair = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    params.not_before = rcgen::date_time_ymd(2026, 1, 1);
    params.not_after = rcgen::date_time_ymd(2040, 1, 1);
    let certificate = params.self_signed(&pair).unwrap().der().clone();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(pair.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = answer_over_tls(stream.unwrap(), Arc::clone(&config));
        }
    });
    (format!("https://localhost:{port}"), certificate)
}

fn answer_over_tls(
    mut stream: TcpStream,
    config: Arc<rustls::ServerConfig>,
) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut tls = rustls::ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut tls = rustls::Stream::new(&mut tls, &mut stream);
    // The handshake and the first line are enough.
    tls.read_exact(&mut [0; 16])?;
    tls.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 21\r\nconnection: close\r\n\r\n{\"code\":\"enrol-code\"}")?;
    tls.flush()
}

#[test]
fn tls_goes_on_with_a_dead_battery() {
    const IN_2026: i64 = 1_795_600_000_000;
    let (address, certificate) = office_with_tls();
    let asks = |time: &Arc<KnownTime>| {
        let tls = tls::tests::trusting(time, certificate.clone());
        let transport = Transport::with(address.clone(), Some(tls), Cancel::default()).unwrap();
        transport.enrol(&anybody(), None).unwrap_err().view.code
    };
    let battery_dead = 86_400_000;
    // Without a floor the certificate is of the future: this is what the rest of this test saves from.
    assert_eq!(asks(&time_at(battery_dead, 0)), "server-unreachable");
    assert_eq!(asks(&time_at(battery_dead, IN_2026)), "enrol-code");
    let told = time_at(battery_dead, 0);
    told.answered(IN_2026, 0);
    assert_eq!(asks(&told), "enrol-code");
    assert_eq!(asks(&time_at(IN_2026, 0)), "enrol-code");
}

/// An office of before the short proofs: it reads the four headers, and signs in hexadecimal digits.
fn old_office() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = [0; 4096];
            let count = stream.read(&mut head).unwrap_or(0);
            let head = String::from_utf8_lossy(&head[..count]).into_owned();
            let nonce = head
                .lines()
                .find_map(|line| line.strip_prefix("jemput-nonce: "));
            let (status, body, signature) = match nonce {
                None => ("400 Bad Request", r#"{"code":"request-unsigned"}"#, None),
                Some(nonce) => {
                    let text = signed::answer_text(nonce, &hex(&Sha256::digest(b"old")));
                    let key = SigningKey::from_bytes(&[8; 32]);
                    let signature = hex(&key.sign(text.as_bytes()).to_bytes());
                    ("200 OK", "old", Some(signature))
                }
            };
            let signature = signature.unwrap_or_default();
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\ncontent-length: {length}\r\njemput-office-signature: {signature}\r\nconnection: close\r\n\r\n{body}"
            );
        }
    });
    format!("http://{address}")
}

#[test]
fn an_office_of_before_the_short_proofs_is_asked_as_it_understands() {
    let transport = Transport::new(&old_office(), &time_at(0, 0), Cancel::default()).unwrap();
    let asked = std::cell::RefCell::new(Vec::new());
    for _ in 0..2 {
        let answer = transport.exchange(
            &identity(),
            "/sync",
            |reader| {
                asked.borrow_mut().push(reader);
                Ok(vec![1])
            },
            5,
        );
        assert_eq!(answer.unwrap(), b"old");
    }
    // Found out once.
    assert_eq!(*asked.borrow(), [Reader::New, Reader::Old, Reader::Old]);
}

#[test]
fn a_stream_hands_on_what_came_before_the_cut() {
    let cut =
        b"HTTP/1.1 206 Partial Content\r\ncontent-length: 10\r\nconnection: close\r\n\r\nhalf";
    let transport = Transport::new(&always(cut), &time_at(0, 0), Cancel::default()).unwrap();
    let call = Call {
        method: Method::GET,
        path: "/snapshot/x",
        headers: &[],
        body: Vec::new(),
    };
    let mut came = Vec::new();
    let outcome = transport.stream(&identity(), &call, 5, |piece| {
        came.extend_from_slice(piece);
        Ok(())
    });
    assert_eq!(outcome.unwrap_err().view.code, "server-cut");
    assert_eq!(came, b"half");
}
