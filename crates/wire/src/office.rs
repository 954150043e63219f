//! The office console's API.
