//! A scripted attacker against a running office: one test for each thing that he tries.

mod bodies;
mod headers;
mod laptops;
mod noted;
mod paths;
mod rogue;
mod slow;
mod stored;
mod strangers;
