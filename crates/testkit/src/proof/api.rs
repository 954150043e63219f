//! Schemathesis against a real office with sample data: once as a clerk with every role, once as a stranger. It makes its
//! requests from the document that the server prints, so what the document says is held against what the server does.

use std::{fs, io::Write, path::Path, process::Command};

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use jemput_wire::office::{CSRF, Phase, Role, SessionView};

use super::console::{
    self,
    clerk::{self, Clerk},
    fill, task,
};
use crate::programs::Server;

/// How long.
#[derive(Debug, Clone, Args)]
pub struct Wish {
    /// Invented requests for each route, at most.
    #[arg(long, default_value_t = 100)]
    pub examples: u32,
    /// Where invention begins.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// What is held against the document. Not what fits the types and is refused all the same: ids are invented, and most
/// wishes are about something that is not there.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
                      ignored_auth,unsupported_method";
const INSTALL: &str = "schemathesis is not installed: `pipx install schemathesis`, or `pip install schemathesis` in a \
                       virtual environment whose `bin` is on the PATH";

/// Runs it.
///
/// # Errors
/// When schemathesis is not there, when it finds something, or when the server failed anywhere.
pub fn run(wish: &Wish, out: &mut impl Write) -> Result<()> {
    let version = Command::new("schemathesis").arg("--version").output();
    ensure!(version.is_ok_and(|told| told.status.success()), INSTALL);
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("server");
    let server = Server::start(&data)?;
    let url = format!("http://{}", server.address());
    let code = server.code("Laptop 01")?;
    let laptop = folder.path().join("laptop");
    task(&laptop, &["enrol", "--server", &url, "--code", &code])?;
    server.kill()?;
    let size = console::Wish {
        residents: 300,
        rivals: 20,
        pairs: 10,
    };
    fill::office(&data.join("records.db"), &size)?;
    // A head sees one village only, so this one is left out.
    let roles: Vec<Role> = Role::ALL
        .into_iter()
        .filter(|role| *role != Role::Head)
        .collect();
    clerk::account(&data, &roles)?;

    let server = Server::start(&data)?;
    let document = folder.path().join("api.json");
    fs::write(&document, jemput_server::api_document().to_string())?;
    let clerk = Clerk::sign_in(server.address())?;
    let as_clerk = [
        format!("cookie: {}", clerk.cookie),
        format!("{CSRF}: {}", clerk.csrf),
    ];
    let url = format!("http://{}", server.address());
    for (who, headers) in [
        ("a clerk with every role", &as_clerk[..]),
        ("a stranger", &[]),
    ] {
        writeln!(out, "\n== as {who}")?;
        out.flush()?;
        schemathesis(&url, &document, headers, wish)?;
    }
    let view: SessionView = clerk.get("session")?;
    ensure!(
        view.phase == Phase::SignedIn,
        "the clerk was signed out on the way: most of this proves nothing"
    );
    let log = fs::read_to_string(data.with_extension("log"))?;
    ensure!(
        !log.contains("a request failed"),
        "the server's log tells of a request that failed:\n{log}"
    );
    server.kill()
}

fn schemathesis(url: &str, document: &Path, headers: &[String], wish: &Wish) -> Result<()> {
    let mut command = Command::new("schemathesis");
    command
        .arg("run")
        .arg(document)
        .args(["--url", url, "--checks", CHECKS, "--no-color"])
        .args([
            "--phases",
            "examples,coverage,fuzzing",
            "--continue-on-failure",
        ])
        .args(["--max-examples", &wish.examples.to_string()])
        .args(["--seed", &wish.seed.to_string()])
        .args(["--generation-database", "none", "--warnings", "off"])
        // It would do what it is for.
        .args(["--exclude-path", "/office/api/sign-out"])
        .current_dir(document.parent().context("a folder")?);
    for header in headers {
        command.args(["--header", header]);
    }
    ensure!(
        command.status()?.success(),
        "schemathesis found something, see above"
    );
    Ok(())
}
