//! jemput-seal.
