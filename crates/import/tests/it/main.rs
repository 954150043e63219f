//! Whole files through reading, dry run and writing.

mod files;
mod helpers;
mod invented;
mod ods;
mod rounds;
mod samples;
