//! jemput-letters.
