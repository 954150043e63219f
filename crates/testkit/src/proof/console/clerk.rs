//! A clerk's browser, as far as it is needed for asking.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, ensure};
use jemput_wire::office::{CSRF, Role, SessionView};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::programs::program;

const NAME: &str = "Rini";
const PASSWORD: &str = "payung merah di beranda";

/// Makes the clerk's account; without roles it has those of the first one.
pub(in crate::proof) fn account(data: &Path, roles: &[Role]) -> Result<()> {
    let mut add = Command::new(program("jemput-server")?)
        .args(["admin", "add", NAME, "--password-stdin", "--data"])
        .arg(data)
        .args(roles.iter().flat_map(|role| ["--role", role.code()]))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    let mut keys = add.stdin.take().context("the input was piped")?;
    keys.write_all(format!("{PASSWORD}\n").as_bytes())?;
    drop(keys);
    ensure!(add.wait()?.success(), "the account was not made");
    Ok(())
}

/// Signed in.
pub(in crate::proof) struct Clerk {
    address: SocketAddr,
    /// As the browser sends it.
    pub(in crate::proof) cookie: String,
    /// What a page of this session sends with everything that changes something.
    pub(in crate::proof) csrf: String,
}

impl Clerk {
    pub(in crate::proof) fn sign_in(address: SocketAddr) -> Result<Self> {
        let (cookie, body) = ask(address, "GET", "session", &[], b"")?;
        let view: SessionView = serde_json::from_slice(&body)?;
        let cookie = cookie.context("a cookie")?;
        let wish = json!({ "name": NAME, "password": PASSWORD }).to_string();
        let headers = [("cookie", &*cookie), (CSRF, &*view.csrf)];
        let (cookie, body) = ask(address, "POST", "sign-in", &headers, wish.as_bytes())?;
        let view: SessionView = serde_json::from_slice(&body)?;
        Ok(Self {
            address,
            cookie: cookie.context("a cookie of the session")?,
            csrf: view.csrf,
        })
    }

    /// An answer of the console.
    pub(in crate::proof) fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let (_, body) = ask(self.address, "GET", path, &[("cookie", &self.cookie)], b"")?;
        Ok(serde_json::from_slice(&body)?)
    }
}

/// The cookie that was set, and the body.
fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<(Option<String>, Vec<u8>)> {
    let mut stream = TcpStream::connect(address)?;
    let mut head = format!(
        "{method} /office/api/{path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += "\r\n";
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .context("an answer with a head")?;
    let body = answer.split_off(end + 4);
    let head = String::from_utf8_lossy(&answer).into_owned();
    ensure!(
        head.starts_with("HTTP/1.1 200"),
        "{path}: {}: {}",
        head.lines().next().unwrap_or_default(),
        String::from_utf8_lossy(&body)
    );
    let cookie = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("set-cookie")
            .then(|| value.split(';').next().unwrap_or_default().to_owned())
    });
    Ok((cookie, body))
}
