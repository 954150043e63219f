//! See `jemput_foreign::service`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| jemput_foreign::service(bytes));
