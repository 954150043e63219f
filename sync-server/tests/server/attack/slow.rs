//! Whoever sends a byte a minute gets no place for long.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use jemput_server::Patience;

use crate::office::TestOffice;

/// An office that waits for `change`d times only.
fn impatient(change: impl FnOnce(&mut Patience)) -> TestOffice {
    let mut office = TestOffice::new();
    change(&mut office.patience);
    office.restart();
    office
}

/// A connection on which something was said and the rest never comes.
fn begun(office: &TestOffice, said: &str) -> TcpStream {
    let mut stream = TcpStream::connect(office.running().address).expect("the office listens");
    let longest = Some(Duration::from_secs(30));
    stream.set_read_timeout(longest).expect("a time limit");
    stream.write_all(said.as_bytes()).expect("the office reads");
    stream
}

/// What the office says until it hangs up; an error if it does not.
fn rest(mut stream: TcpStream) -> String {
    let mut told = Vec::new();
    stream
        .read_to_end(&mut told)
        .expect("the office hangs up by itself");
    String::from_utf8_lossy(&told).into_owned()
}

#[test]
fn half_a_head_and_a_silent_line_are_hung_up_on() {
    let office = impatient(|patience| {
        patience.head = Duration::from_millis(200);
        patience.between = Duration::from_millis(200);
    });
    for said in ["", "GET / HT", "GET / HTTP/1.1\r\nhost: x\r\nx-a: "] {
        let told = rest(begun(&office, said));
        assert!(!told.contains("200 OK"), "{said}: {told}");
    }
    // Also between two requests of one connection.
    let told = rest(begun(&office, "GET /health HTTP/1.1\r\nhost: x\r\n\r\n"));
    assert!(told.starts_with("HTTP/1.1 200"), "{told}");
    assert_eq!(office.get("/health").status, 200);
}

#[test]
fn a_body_that_does_not_come_is_answered_as_too_slow_and_leaves_nothing_at_work() {
    let office = impatient(|patience| patience.whole = Duration::from_millis(200));
    for path in [
        "/enrol",
        "/sync",
        "/office/api/sign-in",
        "/office/api/bundles",
    ] {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\nconnection: close\r\n\r\n{{"
        );
        let told = rest(begun(&office, &head));
        let refused = ["408", "400", "401", "403"]
            .iter()
            .any(|status| told.starts_with(&format!("HTTP/1.1 {status}")));
        assert!(refused, "{path}: {told}");
        if path == "/enrol" {
            assert!(told.contains("request-slow"), "{told}");
        }
    }
    assert_eq!(office.get("/health").status, 200);
}

#[test]
fn silent_lines_up_to_the_limit_keep_nobody_out_for_long() {
    let office = impatient(|patience| {
        patience.head = Duration::from_millis(300);
        patience.connections = 4;
    });
    let silent: Vec<TcpStream> = (0..12).map(|_| begun(&office, "GET /")).collect();
    // There is a place again as soon as the first ones were hung up on.
    assert_eq!(office.get("/health").status, 200);
    drop(silent);
}
