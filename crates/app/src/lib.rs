//! jemput-app.
