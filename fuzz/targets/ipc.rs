//! See `jemput_foreign::ipc`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| jemput_foreign::ipc(bytes));
