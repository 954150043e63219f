//! jemput-wire.
