//! Flows.

mod main_job;
