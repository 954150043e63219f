//! WebDriver servers and sessions.

use std::{net::TcpStream, path::Path, process::Command};

use anyhow::{Context, Result};
use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;

use crate::{
    program::{self, Program},
    wait,
};

/// A driver that listens.
#[derive(Debug)]
pub(crate) struct Driver {
    url: String,
    _program: Program,
}

impl Driver {
    /// Starts it on a free port, which `command` puts into the command line.
    pub(crate) fn start(log: &Path, command: impl FnOnce(u16) -> Command) -> Result<Self> {
        let port = program::free_port()?;
        let mut program = Program::start(&mut command(port), log)?;
        wait::until("an answer of the driver", || {
            program
                .must_run()
                .with_context(|| std::fs::read_to_string(log).unwrap_or_default())?;
            Ok(TcpStream::connect(("127.0.0.1", port)).ok())
        })?;
        Ok(Self {
            url: format!("http://127.0.0.1:{port}"),
            _program: program,
        })
    }

    /// Opens the window.
    pub(crate) async fn session(&self, capabilities: Value) -> Result<Client> {
        let Value::Object(map) = capabilities else {
            anyhow::bail!("capabilities are an object")
        };
        let map: Capabilities = map.into_iter().collect();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(map);
        // A program that opens no window lets WebKit's driver wait for ever.
        let client = tokio::time::timeout(wait::LONG, builder.connect(&self.url));
        client
            .await
            .context("the window did not open")?
            .context("the driver opened no window")
    }
}
