//! jemput-ui-office.
