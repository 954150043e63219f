//! Whole files through reading, dry run and writing.

mod files;
mod helpers;
mod invented;
mod rounds;
mod samples;
