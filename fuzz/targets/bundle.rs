//! See `jemput_foreign::bundle`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| jemput_foreign::bundle(bytes));
