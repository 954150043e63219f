//! The field app without its window: for developers, tests and the sample laptop of `cargo xtask run`.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use clap::{Parser, Subcommand};
use jemput_app::{App, Config};
use jemput_dev_shell::prepare::{self, Prepare};

/// The field app's commands on this machine; never part of a release.
#[derive(Debug, Parser)]
struct Arguments {
    /// Folder of the app's data.
    #[arg(long)]
    data: PathBuf,
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Serve commands and pages over loopback HTTP.
    Serve {
        /// Folder with the built field app.
        #[arg(long, default_value = "dist/field")]
        pages: PathBuf,
        /// Address on this machine; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:7879")]
        listen: SocketAddr,
    },
    /// Make a laptop that is enrolled and has residents and a printer.
    Prepare(Prepare),
}

fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let arguments = Arguments::parse();
    let app = App::open(Config {
        proposed_server: std::env::var("JEMPUT_SERVER").unwrap_or_default(),
        proposed_code: std::env::var("JEMPUT_CODE").unwrap_or_default(),
        ..Config::in_folder(arguments.data)
    })
    .map_err(|error| anyhow::anyhow!("{}", error.view))?;
    match arguments.task {
        Task::Prepare(wish) => prepare::laptop(&app, &wish),
        Task::Serve { pages, listen } => serve(app, &pages, listen),
    }
}

#[tokio::main]
async fn serve(app: Arc<App>, pages: &std::path::Path, listen: SocketAddr) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(listen).await?;
    tracing::info!(address = %listener.local_addr()?, "dev shell");
    jemput_dev_shell::serve(app, pages, listener).await
}
