//! jemput-ui-kit.
