//! jemput-server.
