//! Letters as others see them.

mod common;
mod kinds;
mod letters;
mod pages;
