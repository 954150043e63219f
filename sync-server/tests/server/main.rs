//! The real server on a real port: laptops that join and sync, the console, the check page.

mod approvals;
mod attack;
mod blobs;
mod book;
mod browser;
mod bundles;
mod cases;
mod check_page;
mod clock;
mod conflicts;
mod console;
mod duplicates;
mod http;
mod inbox;
mod joining;
mod keeping;
mod laptop;
mod numbering;
mod numbers;
mod office;
mod program;
mod scene;
mod snapshots;
mod soft;
mod syncing;
