//! Both storages in memory, for tests of the core and of whoever uses it.

mod archive;
mod laptop;
mod office;

pub use self::{
    archive::MemoryArchive,
    laptop::{MemoryLaptop, MemoryTx},
    office::MemoryOffice,
};
