//! Proofs with real programs: what sync costs, and that faults lose nothing. `cargo xtask bench` and `cargo xtask soak`
//! run them; `jemput-proof` is the program.

pub mod api;
pub mod console;
pub mod crowd;
pub mod desk;
pub mod faults;
pub mod growth;
pub mod officer;
pub mod print_cost;
pub mod secrecy;
pub mod sync_cost;
