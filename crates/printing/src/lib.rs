//! jemput-printing.
