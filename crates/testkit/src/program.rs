//! Programs that run beside a test and end with it.

use std::{
    fs::File,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result};

/// A running program with everything that it started.
#[derive(Debug)]
pub(crate) struct Program {
    child: Child,
    name: String,
}

impl Program {
    /// Starts it in a process group of its own; what it says goes to the file `log`.
    pub(crate) fn start(command: &mut Command, log: &Path) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let file =
            File::create(log).with_context(|| format!("{} cannot be written", log.display()))?;
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let child = command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| {
                format!(
                    "`{name}` cannot be started; `cargo xtask setup` installs what the tests need"
                )
            })?;
        Ok(Self { child, name })
    }

    /// Fails if it has ended: whoever waits for it need not wait longer.
    pub(crate) fn must_run(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            None => Ok(()),
            Some(status) => anyhow::bail!("`{}` ended with {status}", self.name),
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // The whole group: a driver's browser and a bus's window would live on otherwise. `kill` by name of the
        // group, since sending a signal needs unsafe code. Errors mean that it has ended already.
        let group = format!("-{}", self.child.id());
        for signal in ["-TERM", "-KILL"] {
            let _ = Command::new("kill")
                .args([signal, "--", &group])
                .stderr(Stdio::null())
                .status();
            if signal == "-TERM" {
                let deadline = std::time::Instant::now() + std::time::Duration::from_secs(2);
                while matches!(self.child.try_wait(), Ok(None))
                    && std::time::Instant::now() < deadline
                {
                    std::thread::sleep(crate::wait::AGAIN);
                }
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nobody listens on now.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
