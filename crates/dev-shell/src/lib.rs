//! jemput-dev-shell.
