//! A `jemput-server` of this checkout, for this machine only.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{place::Place, process, say};

/// The running server; it ends with this value.
pub(super) struct Server {
    program: PathBuf,
    data: PathBuf,
    url: String,
    child: Child,
}

impl Server {
    /// Starts it with an office file and waits until it listens.
    pub(super) fn start(place: &Place, data: &Path, office: &str) -> Result<Self> {
        fs::create_dir_all(data).with_context(|| format!("{} cannot be made", data.display()))?;
        let program = place.program("jemput-server");
        let listen = format!("127.0.0.1:{}", port(&data.join("port"))?);
        let mut child = Command::new(&program)
            .current_dir(place.root())
            .args([
                "serve", "--listen", &listen, "--office", office, "--ui", "dist", "--data",
            ])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} could not be started", program.display()))?;
        let pipe = child.stdout.take().context("the output was piped")?;
        let mut server = Self {
            program,
            data: data.to_owned(),
            url: String::new(),
            child,
        };
        let mut lines = BufReader::new(pipe).lines().map_while(Result::ok);
        for line in lines.by_ref() {
            if let Some(url) = line.strip_prefix("Listening on ") {
                url.clone_into(&mut server.url);
                break;
            }
            say::note(&line);
        }
        if server.url.is_empty() {
            bail!(
                "the server ended before it listened; its messages are above. `rm -r target/run` starts afresh"
            );
        }
        // Shows the set-up code when it comes, and keeps the pipe open.
        std::thread::spawn(move || lines.for_each(|line| say::note(&line)));
        Ok(server)
    }

    /// Where it listens.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// A one-time code for a laptop.
    pub(super) fn device_code(&self, village: &str, name: &str) -> Result<String> {
        let program = self.program.to_string_lossy();
        let data = self.data.to_string_lossy();
        let arguments = [
            "device",
            "code",
            "--json",
            "--village",
            village,
            "--name",
            name,
            "--data",
            &data,
        ];
        let answer = process::output(&program, &arguments)
            .context("the server gave no code for the laptop")?;
        text_of(&answer, "code").with_context(|| format!("no code in the answer {answer}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port of the run before, since the laptop remembers the address; the first run takes a free one.
fn port(file: &Path) -> Result<u16> {
    if let Some(port) = fs::read_to_string(file)
        .ok()
        .and_then(|text| text.trim().parse().ok())
    {
        if TcpListener::bind(("127.0.0.1", port)).is_err() {
            bail!(
                "port {port} is taken, perhaps by another `cargo xtask run`: close it, or start afresh with `rm -r target/run`"
            );
        }
        return Ok(port);
    }
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    fs::write(file, port.to_string())
        .with_context(|| format!("{} cannot be written", file.display()))?;
    Ok(port)
}

/// A string value of a flat JSON object without escapes.
fn text_of(json: &str, name: &str) -> Option<String> {
    let rest = json.split_once(&format!("\"{name}\":"))?.1;
    Some(
        rest.trim_start()
            .strip_prefix('"')?
            .split('"')
            .next()?
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn the_code_is_read_out_of_the_answer() {
        assert_eq!(
            text_of(r#"{"valid_until":"2026","code":"ABCD-2345"}"#, "code").as_deref(),
            Some("ABCD-2345")
        );
        assert_eq!(text_of("{}", "code"), None);
    }
}
