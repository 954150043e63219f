//! Whole flows through the real app and server: one test program, so that it links once.

mod end_to_end;
mod main_job;
