//! jemput-testkit.
