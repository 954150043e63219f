//! jemput-store.
