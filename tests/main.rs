//! Whole flows through the real app and server: one test program, so that it links once.

mod bad_input;
mod bad_links;
mod by_stick;
mod copies;
mod end_to_end;
mod field_cases;
mod laptop_sync;
mod letter_faults;
mod letter_flow;
mod letter_kinds;
mod letter_numbers;
mod letter_seal;
mod locks;
mod main_job;
mod officers;
mod printing;
mod privacy_notice;
mod put_back;
mod queue;
mod recovery;
mod traces;
