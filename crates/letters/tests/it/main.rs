//! Letters as others see them.

mod common;
mod crowded;
mod kinds;
mod letters;
mod notice;
mod pages;
