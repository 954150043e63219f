//! Both storages in memory, for tests of the core and of whoever uses it.

mod laptop;
mod office;

pub use self::{
    laptop::{MemoryLaptop, MemoryTx},
    office::MemoryOffice,
};
