//! jemput-sync.
